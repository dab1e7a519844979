package triage

import (
	"cmp"
	"slices"

	"github.com/redress/redress/shared/policy"
)

// evidence is everything that was found in a text.
type evidence struct {
	kinds, classes map[string]float64
	signals        map[string]bool
	hits           map[owner][]hit
}

// read finds the phrases in the customer's words and scores kinds and classes.
func (j *Judge) read(in Input) evidence {
	t := newText(in.Text + "\n" + in.Demand)
	denied := j.denied(t)
	skip := func(pattern int, f found) bool {
		return j.owner[pattern].what != forClass && denied(f.start)
	}
	e := evidence{
		kinds:   make(map[string]float64),
		classes: make(map[string]float64),
		signals: make(map[string]bool),
		hits:    make(map[owner][]hit),
	}
	hits := j.book.match(t, skip)
	for pattern, h := range hits {
		o := j.owner[pattern]
		if o.what == forClass && j.covered(h, hits) {
			continue
		}
		e.hits[o] = append(e.hits[o], h)
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

// covered tells whether a word of one class is only a piece of a longer word
// of another: a meter exchanged unannounced is no unannounced outage.
func (j *Judge) covered(h hit, hits map[int]hit) bool {
	for pattern, other := range hits {
		longer := other.start <= h.start && h.end <= other.end && other.end-other.start > h.end-h.start
		if longer && len(j.book.patterns[pattern].parts) == 1 && j.owner[pattern].what == forClass {
			return true
		}
	}
	return false
}

// denied gives a function that tells whether the words at a place are taken
// back by a negation right before them. A negation of a negation affirms.
func (j *Judge) denied(t text) func(start int) bool {
	longest := make(map[int]int) // end of a negation to its earliest start
	for _, f := range j.denial.scan(t) {
		if start, ok := longest[f.end]; !ok || f.start < start {
			longest[f.end] = f.start
		}
	}
	return func(start int) bool {
		no := false
		for {
			end := start
			if end > 0 && t.runes[end-1] == ' ' {
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

// explain lists the phrases behind the judgement: those of its kind, of its
// class and of every signal, weightiest first.
func (j *Judge) explain(out *Judgement, e evidence) {
	owners := []owner{{forKind, out.Kind}, {forClass, out.Class}}
	for _, s := range j.policy.Triage.Signals {
		if e.signals[s.Name] {
			owners = append(owners, owner{forSignal, s.Name})
		}
	}
	for _, o := range owners {
		hits := e.hits[o]
		total(hits) // puts the weightiest first
		for _, h := range hits {
			out.note(o.what, o.code, h.phrase, h.weight)
		}
	}
}
