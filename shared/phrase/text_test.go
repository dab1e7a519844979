package phrase

import (
	"strings"
	"testing"
	"time"
)

func TestWritingIsMadeComparable(t *testing.T) {
	tests := map[string]string{
		"Power  CUT": "power cut", "電 費　多收": "电费多收", "１２号": "##号", "打 110": "打110", "a \n b": "a \n b",
		"3 days": "# days", "  hello  ": "hello", "’tis": "'tis", "": "",
	}
	for in, want := range tests {
		if got := string(Fold(in)); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	if got := Plain("１２號 Elm Rd"); got != "12号 elm rd" {
		t.Errorf("got %q", got)
	}
}

// A run of a million spaces is folded in one pass.
func TestSpacesCostNoMoreThanLetters(t *testing.T) {
	done := make(chan int)
	go func() { done <- len(Fold("a" + strings.Repeat(" ", 1_000_000) + "停")) }()
	select {
	case n := <-done:
		if n != 2 {
			t.Errorf("%d runes are left, want 2", n)
		}
	case <-time.After(time.Minute):
		t.Fatal("folding goes on")
	}
}

func TestPassagesCoverTheText(t *testing.T) {
	for _, s := range []string{"", "停电了。", strings.Repeat("停", 500), strings.Repeat("power is out again ", 60), "一。二。三。" + strings.Repeat("很长的一句话，", 40)} {
		text := NewText(s)
		at := 0
		for _, p := range text.Passages(40) {
			if p.Start != at || len(p.Runes) == 0 || len(p.Runes) > 400 {
				t.Errorf("%.20q: a passage of %d at %d, want one at %d", s, len(p.Runes), p.Start, at)
			}
			at = p.Start + len(p.Runes)
		}
		if at != len(text.Runes) {
			t.Errorf("%.20q: the passages end at %d of %d", s, at, len(text.Runes))
		}
	}
}
