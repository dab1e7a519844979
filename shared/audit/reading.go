package audit

import (
	"slices"
	"strings"
	"unicode"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/phrase"
	"github.com/redress/redress/shared/policy"
)

// reading is a case with its answer, as the tests see it.
type reading struct {
	*complaint.Case
	auditor  *Auditor
	matter   policy.Matter
	customer map[string]string // what the customer says, as checks are narrowed down by it
	answer   phrase.Text       // with the remedy
	says     map[string]string // what the answer says
	recorded map[string]string // what the findings say
	findings complaint.Findings
}

func (a *Auditor) read(c *complaint.Case) *reading {
	r := &reading{Case: c, auditor: a, matter: c.MatterAs(c.Judgement)}
	if c.Findings != nil {
		r.findings = *c.Findings
	}
	r.answer = phrase.NewText(c.Answer.Text + "\n" + c.Answer.Remedy)
	r.says = a.sayings().in(r.answer)
	r.recorded = a.sayings().in(phrase.NewText(r.findings.Facts + "\n" + r.findings.Cause))
	r.customer = a.customer().in(customerSays(c))
	return r
}

// concerns tells whether a check counts in the matter.
func (r *reading) concerns(k policy.Check) bool {
	if !k.When.Fits(r.matter) {
		return false
	}
	return len(k.Phrases) == 0 && !k.Repeated || k.Repeated && r.repeated() || r.customer[check(k)] != ""
}

// repeated tells whether the matter has come back, or was urged more than once.
func (r *reading) repeated() bool { return r.Reworks > 0 || r.Cycle > 0 || len(r.Urges) > 1 }

// reached tells whether a contact with the customer is on record.
func (r *reading) reached() bool {
	return slices.ContainsFunc(r.Contacts, func(k complaint.Contacting) bool { return k.Reached })
}

// facts tells whether any are on record, or in the answer.
func (r *reading) facts() bool { return present(r.findings.Facts) || r.says["facts"] != "" }

func present(s string) bool { return strings.TrimSpace(s) != "" }

// size is the length of the answer in characters; a word of another script
// than Chinese counts as two.
func (r *reading) size() int {
	n := 0
	for i, at := range r.answer.Runes {
		switch {
		case phrase.IsHan(at):
			n++
		case phrase.IsWord(at) && (i == 0 || !phrase.IsWord(r.answer.Runes[i-1])):
			n += 2
		}
	}
	return n
}

// shortestWord is how many letters a word must have to say something.
const shortestWord = 4

// pieces are the pairs of Chinese characters and the words of a text, but for
// those with runes that are passed over.
func pieces(t phrase.Text, over []bool) map[string]bool {
	list := make(map[string]bool)
	passed := func(i int) bool { return over != nil && over[i] }
	for i := range t.Runes {
		end := i
		switch {
		case phrase.IsHan(t.Runes[i]):
			end = min(i+2, len(t.Runes))
		case phrase.IsWord(t.Runes[i]) && (i == 0 || !phrase.IsWord(t.Runes[i-1])):
			for end < len(t.Runes) && phrase.IsWord(t.Runes[end]) {
				end++
			}
		}
		han := end == i+2 && phrase.IsHan(t.Runes[end-1]) && phrase.IsHan(t.Runes[i])
		if (han || end-i >= shortestWord) && !passed(i) && !passed(end-1) {
			list[string(t.Runes[i:end])] = true
		}
	}
	return list
}

// shouts tells whether a text is all capitals.
func shouts(s string) bool {
	upper := 0
	for _, r := range s {
		if unicode.IsLower(r) || phrase.IsHan(r) {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 10
}

// closes tells whether a text ends as a sentence does.
func closes(s string) bool {
	s = strings.TrimRight(strings.TrimSpace(s), `"'”’）)》]】`)
	end := []string{"。", "！", "？", "；", "…", ".", "!", "?"}
	return slices.ContainsFunc(end, func(mark string) bool { return strings.HasSuffix(s, mark) })
}
