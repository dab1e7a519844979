package triage

import (
	"cmp"

	"github.com/redress/redress/shared/phrase"
	"github.com/redress/redress/shared/triage/model"
)

// disagree notes what the caller chose, and where the text alone says otherwise.
func (out *Judgement) disagree(in Input, alone ballot) {
	chosen := cmp.Or(in.Class, in.Kind)
	if chosen == "" {
		return
	}
	out.note(given, chosen, "", 0)
	if best, _ := alone.winner(func(label) bool { return true }); !in.claim()(best) {
		out.note(disagreement, chosen, "the text speaks for "+best.code(), 0)
	}
}

// explain lists what is behind the judgement: the phrases of its kind, of its
// class and of every signal, weightiest first, and the words that the model
// goes by.
func (j *Judge) explain(out *Judgement, t phrase.Text, e evidence, read *model.Reading, best label) {
	factor := j.matterFactors[3]
	if best.kind == complaint {
		factor = j.matterFactors[2]
	}
	j.quote(out, e, owner{forKind, best.kind}, factor)
	j.quote(out, e, owner{forClass, best.class}, j.classFactors[1])
	if j.model != nil {
		head, factor := MatterHead, j.matterFactors[0]
		if best.class != "" {
			head, factor = ClassHead, j.classFactors[0]
		}
		if best.learned >= 0 {
			out.words(t, 0, best.code(), factor, read.Why(j.head(head), best.learned, words))
		}
	}
	for _, s := range j.policy.Triage.Signals {
		if e.signals[s.Name] {
			j.quote(out, e, owner{forSignal, s.Name}, 1)
		}
	}
	for _, s := range e.suspects {
		if e.signals[s.signal] {
			out.note(forSignal, s.signal, "", 0)
			out.words(t, s.start, s.signal, 1, s.read.Why(s.head, s.label, words))
		}
	}
}

// words notes the bits of text that the model goes by.
func (out *Judgement) words(t phrase.Text, start int, code string, factor float64, why []model.Reason) {
	for _, r := range why {
		out.note(forWords, code, string(t.Runes[start+r.Start:start+r.End]), round(factor*r.Weight))
	}
}

func (j *Judge) quote(out *Judgement, e evidence, o owner, factor float64) {
	hits := e.hits[o]
	total(hits) // puts the weightiest first
	for _, h := range hits {
		out.note(o.what, o.code, h.Phrase, round(factor*h.Weight))
	}
}

func (out *Judgement) note(what, code, phrase string, weight float64) {
	out.Reasons = append(out.Reasons, Reason{what, code, phrase, weight})
}
