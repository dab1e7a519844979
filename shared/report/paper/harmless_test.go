package paper

import (
	"strings"
	"testing"
	"unicode"
)

var hostile = []string{
	"=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM(A1)", "﹦1", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1",
	"\u200f=1+1", "\u202e=1+1", "\ufeff=1+1", "x;=1+1", "x; =1+1", "x|=1+1", "x\n=1+1", "x\t@SUM(1)", `"=1+1`, `";=1+1`, `x;"=1+1"`,
	"=cmd|' /C calc'!A0", `=HYPERLINK("http://evil","x")`, "-8.66%|=1", "-3:04", "--1", "🙂", "\x00=1", "\x1b=1", "", "plain",
}

func TestNumbersStayNumbers(t *testing.T) {
	for _, cell := range []string{"-8.66%", "+107.55%", "+57", "-5", "-0.80", "0", "226"} {
		if got := harmless(cell); got != cell {
			t.Errorf("%s became %s", cell, got)
		}
	}
	for _, cell := range []string{"-3:04", "+1+1", "-1-1", "+", "-", "+57 ", "-8.66%%", "+1e5"} {
		if got := harmless(cell); got != "'"+cell {
			t.Errorf("%q became %q, which begins a formula", cell, got)
		}
	}
}

func FuzzCellsAreNoFormulas(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = plain(text)
		got := harmless(text)
		if strings.ReplaceAll(got, "'", "") != strings.ReplaceAll(text, "'", "") {
			t.Fatalf("%q became %q", text, got)
		}
		if got == text && number.MatchString(text) {
			return
		}
		for _, cell := range strings.FieldsFunc(got, func(r rune) bool { return strings.ContainsRune(";|\t\r\n", r) }) {
			first := strings.TrimLeftFunc(cell, func(r rune) bool {
				return r == '"' || unicode.IsSpace(r) && r < 0x80 || unicode.In(r, unicode.Z, unicode.Cf)
			})
			if first != "" && strings.ContainsRune("=+-@＝＋－＠﹦﹢﹣﹫", []rune(first)[0]) {
				t.Fatalf("%q is written as %q, in which a spreadsheet can find %q", text, got, first)
			}
		}
	})
}

func TestTextsAreCutWhereExcelEnds(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
	}{
		{"short enough", "abcde", "abcde"},
		{"too long", "abcdef", "abcd…"},
		{"not within a pair of units", "abc🙂🙂", "abc…"},
		{"a pair is two units", "a🙂🙂", "a🙂🙂"},
		{"Chinese characters are one", "供电所的客户", "供电所的…"},
	} {
		if got := cut(c.text, 5, "…"); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLabelsAreWrapped(t *testing.T) {
	for _, c := range []struct {
		text string
		room int // in Chinese characters
		want string
	}{
		{"电压质量", 6, "电压质量"},
		{"两个月内同一线路频繁停电", 6, "两个月内同一|线路频繁停电"},
		{"两个月内同一线路频繁停电且多次未提前通知", 6, "两个月内同一|线路频繁停…"},
		{"Meter reading and billing", 8, "Meter reading|and billing"},
		{"Donaudampfschifffahrtsgesellschaft", 8, "Donaudampfsch|ifffahrtsges…"},
		{"a\n b\tc", 8, "a b c"},
		{"", 8, ""},
	} {
		lines := wrap(c.text, c.room*svgFont, 2)
		if got := strings.Join(lines, "|"); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
		for _, l := range lines {
			if pixels(l) > c.room*svgFont {
				t.Errorf("%q is wider than %d pixels", l, c.room*svgFont)
			}
		}
	}
}

func TestAxesHaveRoundNumbers(t *testing.T) {
	for step, want := range map[float64]float64{0.1: 1, 1: 1, 1.4: 2, 2.2: 5, 19.4: 20, 22: 50, 110: 200, 300: 500, 501: 1000} {
		if got := rounded(step); got != want {
			t.Errorf("the step after %g is %g, want %g", step, got, want)
		}
	}
}
