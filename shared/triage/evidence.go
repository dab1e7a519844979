package triage

import (
	"cmp"
	"slices"

	"github.com/redress/redress/shared/phrase"
	"github.com/redress/redress/shared/policy"
)

// evidence is everything that the pack's phrases found in a text.
type evidence struct {
	kinds, classes map[string]float64
	signals        map[string]bool
	hits           map[owner][]phrase.Hit
	suspects       []suspicion
}

// read finds the phrases in the customer's words and scores kinds and classes.
func (j *Judge) read(t phrase.Text) evidence {
	denied, covered := j.denied(t), j.covered(t)
	skip := func(pattern int, at phrase.Found) bool {
		o := j.owner[pattern]
		if o.what == forClass {
			return covered(o, at)
		}
		return denied(at.Start)
	}
	e := evidence{
		kinds:   make(map[string]float64),
		classes: make(map[string]float64),
		signals: make(map[string]bool),
		hits:    make(map[owner][]phrase.Hit),
	}
	for _, h := range j.book.Find(t, skip) {
		e.hits[j.owner[h.Pattern]] = append(e.hits[j.owner[h.Pattern]], h)
	}
	for o, list := range e.hits {
		switch o.what {
		case forKind:
			e.kinds[o.code] = total(list)
		case forClass:
			e.classes[o.code] = total(list)
		case forSignal:
			e.signals[o.code] = true
		}
	}
	return e
}

// forgive takes back the signals that only a phrase speaks for: praise tells of
// dangers that are over, and the model knows the difference.
func (e *evidence) forgive() {
	e.signals = make(map[string]bool)
	for _, s := range e.suspects {
		e.signals[s.signal] = true
	}
}

// covered gives a function that tells whether a word of a class, at a place, is
// only a piece of a longer one of another class there: a meter exchanged
// unannounced is no unannounced outage.
func (j *Judge) covered(t phrase.Text) func(o owner, at phrase.Found) bool {
	type span struct {
		owner
		start, end int
	}
	var spans []span
	j.book.Each(t, func(pattern int, at phrase.Found) {
		if o := j.owner[pattern]; o.what == forClass && j.book.Parts(pattern) == 1 {
			spans = append(spans, span{o, at.Start, at.End})
		}
	})
	return func(o owner, at phrase.Found) bool {
		return slices.ContainsFunc(spans, func(s span) bool {
			return s.owner != o && s.start <= at.Start && at.End <= s.end && s.end-s.start > at.End-at.Start
		})
	}
}

// total adds up hits, the weightiest in full and each further one by half of
// the one before, so that many weak words do not outweigh a plain one.
func total(hits []phrase.Hit) float64 {
	slices.SortFunc(hits, func(a, b phrase.Hit) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Pattern, b.Pattern))
	})
	sum, share := 0.0, 1.0
	for _, h := range hits {
		sum += h.Weight * share
		share /= 2
	}
	return sum
}

// denied gives a function that tells whether the words at a place are taken
// back by a negation right before them. A negation of a negation affirms.
func (j *Judge) denied(t phrase.Text) func(start int) bool {
	longest := make(map[int]int) // end of a negation to its earliest start
	for _, f := range j.denial.Scan(t) {
		if start, ok := longest[f.End]; !ok || f.Start < start {
			longest[f.End] = f.Start
		}
	}
	return func(start int) bool {
		no := false
		for {
			end := start
			if end > 0 && t.Runes[end-1] == ' ' {
				end--
			}
			from, ok := longest[end]
			if !ok {
				return no
			}
			no, start = !no, from
		}
	}
}

// danger tells whether a signal of danger was found.
func (j *Judge) danger(e evidence) bool {
	return slices.ContainsFunc(j.policy.Triage.Signals, func(s policy.Signal) bool {
		return s.Danger && e.signals[s.Name]
	})
}

// raise lets the signals raise urgency and grade and name who must know.
func (j *Judge) raise(out *Judgement, e evidence) {
	for _, s := range j.policy.Triage.Signals {
		if !e.signals[s.Name] {
			continue
		}
		out.Urgency = higher(urgencies, out.Urgency, s.Urgency)
		out.Grade = higher(grades, out.Grade, s.Grade)
		out.Danger = out.Danger || s.Danger
		out.Levels = append(out.Levels, s.Levels...)
	}
	slices.SortFunc(out.Levels, func(a, b string) int {
		return cmp.Compare(slices.Index(ladder, a), slices.Index(ladder, b))
	})
	out.Levels = slices.Compact(out.Levels)
}

// Orders from the lowest to the highest.
var (
	urgencies = []string{"general", "urgent", "major"}
	grades    = []string{"general", "important", "major", "special"}
	ladder    = []string{"handler", "centre", "L1", "L2", "L3", "L4", "L5"}
)

func higher(order []string, a, b string) string {
	if slices.Index(order, b) > slices.Index(order, a) {
		return b
	}
	return a
}
