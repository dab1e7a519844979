package storetest

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

func textTests() []test {
	return []test{
		{"odd strings come back unchanged", oddStrings},
		{"odd strings may be keys", oddKeys},
		{"large texts come back whole", largeText},
		{"absent values stay absent", absentValues},
	}
}

// odd are strings that careless stores spoil. None holds a NUL or invalid
// UTF-8, which the API refuses.
func odd() map[string]string {
	return map[string]string{
		"emoji":     strings.Repeat("😀", 4000),
		"families":  strings.Repeat("👩‍👩‍👧‍👦🏳️‍🌈", 50),
		"chinese":   "户号０５１２，“频繁停电”——三次！",
		"rare":      "𠮷野家𡃁𪚥",
		"combining": "e\u0301 is not \u00e9",
		"right":     "\u202eدعم\u202c",
		"markup":    `<script>alert("x&amp;y")</script>`,
		"quotes":    `'; DROP TABLE cases; -- \" \\ %s {{.}} ${x}`,
		"spaces":    " \t\r\n\u00a0\u3000\u200b\ufeff ",
		"controls":  "\x01\x02\x1b[31m\x7f\u0085",
		"lines":     "a\u2028b\u2029c\nd\r\ne",
		"edge":      "\uffff\ufffd\U0010ffff",
		"number":    "007.50",
		"null":      "null",
	}
}

func oddStrings(t *testing.T, s complaint.Store) {
	for name, text := range odd() {
		c := sample(name)
		c.Text, c.Unit, c.Class, c.Reason, c.Reasons = text, text, text, text, []string{text, ""}
		c.Customer.AccountKey = text
		written := first(c)
		data, err := json.Marshal(map[string]string{"text": text})
		if err != nil {
			t.Fatal(err)
		}
		written.Events[0].By, written.Events[0].Type, written.Events[0].Data = text, text, data
		written.Contact = &complaint.Contact{Reference: name, Name: text, Address: text}
		commit(t, s, written)

		same(t, name+": case", read(t, s, name), c)
		same(t, name+": contact", contactOf(t, s, name), *written.Contact)
		events, err := s.Events(t.Context(), name, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		same(t, name+": events", events, written.Events)
	}
}

func oddKeys(t *testing.T, s complaint.Store) {
	for name, text := range odd() {
		if len(text) > 512 {
			continue // longer than any key that the product makes
		}
		c := sample(text)
		written := asked(text, c)
		written.Effects = []complaint.Effect{effect(name, noon)}
		written.Effects[0].Key = text
		commit(t, s, written)
		same(t, name+": case", read(t, s, text), c)
		wantAnswer(t, s, text, noon, true)
		wantClaim(t, s, text, noon, true)
		putToken(t, s, text, text, text)
		wantToken(t, s, text, text, text)
		if n := draw(t, s, text); n != 1 {
			t.Errorf("%s: serial %d, want 1", name, n)
		}
	}
}

// largeText is what a letter of 64 KB with a long history makes of a case.
func largeText(t *testing.T, s complaint.Store) {
	c := sample(ref(1))
	c.Text = strings.Repeat("停电😀 <&>\n", 4096)
	for range 30 {
		c.Reasons = append(c.Reasons, c.Text[:1800])
	}
	commit(t, s, first(c))
	same(t, "case", read(t, s, ref(1)), c)
}

func absentValues(t *testing.T, s complaint.Store) {
	bare := &complaint.Case{Reference: "bare", Version: 1}
	commit(t, s, complaint.Commit{Case: bare, Change: complaint.Change{
		Events:  []complaint.Event{{Seq: 1, At: noon, Type: "received", By: "system"}},
		Effects: []complaint.Effect{{Key: "bare", Kind: complaint.StartWorkflow, At: noon}},
	}, Contact: &complaint.Contact{Reference: "bare"}})
	same(t, "case", read(t, s, "bare"), &complaint.Case{Reference: "bare", Version: 1})
	same(t, "contact", contactOf(t, s, "bare"), complaint.Contact{Reference: "bare"})
	events, err := s.Events(t.Context(), "bare", 0, 1)
	if err != nil || len(events) != 1 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	same(t, "event", events[0], complaint.Event{Seq: 1, At: noon, Type: "received", By: "system"})
	got, _, err := claim(t.Context(), s, "bare", noon, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "effect", got, complaint.Effect{Key: "bare", Kind: complaint.StartWorkflow, At: noon})
}
