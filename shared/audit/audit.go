// Package audit looks at what a record lacks before a unit works on it, and at
// what is wrong with an answer before the customer is called.
//
// Vocabulary. An essential is something that a unit must know of a matter; one
// that neither the customer's words nor the record answer is missing, and is
// asked of the customer. A check is what an answer is looked at for; a flaw is a
// check that it does not stand, with the reason. A saying is what an answer
// says, in all the words for it. The verdict sums the flaws up for whoever
// reviews the answer: it proposes, and refuses nothing.
//
// Looking is a pure function of the pack and the case: the same case gets the
// same questions and the same verdict. The package reads no store and no clock.
// It knows words, not meaning: what it says is a hint for people.
package audit

import (
	"strings"
	"sync"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/phrase"
	"github.com/redress/redress/shared/policy"
)

// Auditor looks at cases by one policy. It is safe for concurrent use, and
// compiles the policy's phrases when it first needs them.
type Auditor struct {
	policy *policy.Policy
	// customer has what answers an essential, or narrows a check down, by their
	// names; the others sayings and subjects by theirs.
	customer, sayings, subjects func() *lexicon
}

// New makes the auditor of a policy.
func New(p *policy.Policy) *Auditor {
	return &Auditor{
		policy: p,
		customer: sync.OnceValue(func() *lexicon {
			l := newLexicon()
			for _, e := range p.Audit.Essentials {
				l.add(essential(e), e.Phrases)
			}
			for _, c := range p.Audit.Checks {
				l.add(check(c), c.Phrases)
			}
			return l
		}),
		sayings: sync.OnceValue(func() *lexicon {
			l := newLexicon()
			for _, name := range policy.Sayings {
				l.add(name, p.Audit.Sayings[name])
			}
			return l
		}),
		subjects: sync.OnceValue(func() *lexicon {
			l := newLexicon()
			for _, s := range p.Audit.Subjects {
				l.add(s.Name, s.Phrases)
			}
			return l
		}),
	}
}

// Auditors keeps the auditors that were asked for, one for each policy. The zero
// value has none yet; a nil one keeps none.
type Auditors struct {
	mu   sync.Mutex // guards the rest
	made map[*policy.Policy]*Auditor
}

// Of gives the auditor of a policy.
func (s *Auditors) Of(p *policy.Policy) *Auditor {
	if s == nil {
		return New(p)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.made == nil {
		s.made = map[*policy.Policy]*Auditor{}
	}
	if s.made[p] == nil {
		s.made[p] = New(p)
	}
	return s.made[p]
}

func essential(e policy.Essential) string { return "essential " + e.ID }
func check(c policy.Check) string         { return "check " + c.ID }

// customerSays are all words of the customer.
func customerSays(c *complaint.Case) phrase.Text {
	all := []string{c.Text, c.Demand}
	for _, s := range c.Supplements {
		all = append(all, s.Text)
	}
	return phrase.NewText(strings.Join(all, "\n"))
}
