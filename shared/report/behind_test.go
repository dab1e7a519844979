package report

import (
	"testing"

	"github.com/redress/redress/shared/policy"
)

// TestWhatIsListedHasCasesBehindIt: every count that is named for people is one whose
// cases can be asked for, and is named in both languages.
func TestWhatIsListedHasCasesBehindIt(t *testing.T) {
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, l := range AllListed(p) {
		if _, err := (Spec{Policy: p}).behind(l.Key); err != nil || seen[l.Key] || l.Name.EN == "" || l.Name.ZH == "" {
			t.Errorf("%+v, listed before: %t: %v", l, seen[l.Key], err)
		}
		seen[l.Key] = true
	}
	for _, key := range []string{"received", "answer.late", "question.solved.yes"} {
		if !seen[key] {
			t.Errorf("%s is not listed", key)
		}
	}
}
