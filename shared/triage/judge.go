package triage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redress/redress/shared/phrase"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage/model"
)

const (
	complaint = "complaint"
	fault     = "fault"
	praise    = "praise"
	// alternatives is how many further labels a judgement names at most, and
	// negligible the share under which one is not worth a look.
	alternatives = 3
	negligible   = 0.01
	// words is how many bits of text are shown for what the model thinks.
	words = 3
	// wording is the score from which words of complaint count as such; a
	// polite request to hurry does not reach it.
	wording = 2
	// likelyFault is the share of fault from which a danger is one.
	likelyFault = 0.1
	// passage is about how many words or characters of a text are read by
	// themselves in the search for signals.
	passage = 40
)

// Judge judges texts by one policy. It is immutable and safe for concurrent use.
type Judge struct {
	policy *policy.Policy
	book   *phrase.Book
	owner  []owner      // of every pattern of the book
	denial *phrase.Book // the negations
	speaks *phrase.Book // the concepts
	model  *model.Model // nil when the pack has none

	matters, classes            []label
	matterFactors, classFactors []float64
}

// owner is the kind, class, signal or scene that a phrase belongs to.
type owner struct{ what, code string }

// New compiles the phrases of a policy.
func New(p *policy.Policy) *Judge { return WithModel(p, p.Triage.Model) }

// WithModel is New with another model than the policy's own; nil for none. A
// model whose heads are not those of triage counts as none.
func WithModel(p *policy.Policy, m *model.Model) *Judge {
	j := &Judge{policy: p, book: phrase.NewBook(), denial: phrase.NewBook(), speaks: phrase.NewBook(),
		matterFactors: ruleMatters, classFactors: ruleClasses}
	for _, k := range p.Kinds {
		j.enter(owner{forKind, k.Code}, k.Phrases)
	}
	for _, c := range p.Classes {
		j.enter(owner{forClass, c.Code}, c.Phrases)
	}
	for _, s := range p.Triage.Signals {
		j.enter(owner{forSignal, s.Name}, s.Phrases)
	}
	for _, s := range p.Scenes {
		j.enter(owner{forScene, s.Name}, s.Phrases)
	}
	for _, n := range p.Triage.Negations {
		j.denial.Add(n)
	}
	bytes := 0
	for _, c := range p.Triage.Concepts {
		bytes += len(c.Phrase)
	}
	j.speaks.Grow(bytes)
	for _, c := range p.Triage.Concepts {
		j.speaks.Add(c.Phrase)
	}
	j.take(m)
	j.listLabels()
	return j
}

// take takes a model on whose heads and factors are those of triage.
func (j *Judge) take(m *model.Model) {
	if m == nil {
		return
	}
	matter, class := m.Head(MatterHead), m.Head(ClassHead)
	if matter < 0 || class < 0 || len(m.Heads[matter].Labels)*len(m.Heads[class].Labels) == 0 || len(m.Factors[matter]) != matterFactors || len(m.Factors[class]) != classFactors {
		return
	}
	j.model, j.matterFactors, j.classFactors = m, m.Factors[matter], m.Factors[class]
}

func (j *Judge) enter(o owner, phrases []string) {
	for _, p := range phrases {
		j.book.Add(p)
		j.owner = append(j.owner, o)
	}
}

// Judge judges one text.
func (j *Judge) Judge(in Input) Judgement {
	in = j.known(in)
	t := in.words()
	e := j.read(t)
	marks := j.Marks(t)
	read := j.reading(t, marks)
	j.suspect(&e, t, marks, read)
	b := j.ballot(e, read, in.claim())
	out := Judgement{Urgency: "general", Grade: "general"}
	best := j.settle(&out, b, e, in)
	if blank(e, read, in) {
		best = label{kind: complaint, learned: -1}
		out.Kind, out.Class, out.Confidence, out.Unsure = complaint, "", 0, true
	}
	out.Unsure = out.Unsure || len(e.hits) == 0 && len(marks) == 0 && in.Class+in.Kind == "" // a word or two of nothing
	out.Alternatives = b.alternatives(best)
	if out.Kind == praise && !out.Unsure {
		e.forgive()
	}
	j.raise(&out, e)
	j.explain(&out, t, e, read, best)
	out.disagree(in, j.ballot(e, read, nobody))
	return out
}

// blank tells that nothing at all speaks for anything: no phrase, no word that
// the model knows, no claim.
func blank(e evidence, read *model.Reading, in Input) bool {
	return len(e.kinds)+len(e.classes) == 0 && (read == nil || read.Known == 0) && in.Class+in.Kind == ""
}

// known is an input without a claim that the policy does not know.
func (j *Judge) known(in Input) Input {
	if _, ok := j.policy.Class(in.Class); !ok {
		in.Class = ""
	}
	if _, ok := j.policy.Kind(in.Kind); !ok {
		in.Kind = ""
	}
	return in
}

// words are the customer's words, the demand after the text.
func (in Input) words() phrase.Text {
	return phrase.NewText(strings.TrimSpace(in.Text + "\n" + in.Demand))
}

func (j *Judge) reading(t phrase.Text, marks []model.Mark) *model.Reading {
	if j.model == nil {
		return nil
	}
	return j.model.Read(t, marks)
}

// Marks finds the concepts of the pack in a text, in the order of the text.
func (j *Judge) Marks(t phrase.Text) (marks []model.Mark) {
	j.speaks.Each(t, func(pattern int, at phrase.Found) {
		marks = append(marks, model.Mark{Name: j.policy.Triage.Concepts[pattern].Name, Start: at.Start, End: at.End})
	})
	return marks
}

// settle sets kind, class and confidence. A danger of which nobody complains is
// a fault, and waits for nobody's decision. A scene makes a complaint of what
// would be another kind; so do words of complaint where the kind is unsure. Praise
// must be spelt out: what only sounds like it is a complaint until a person says
// otherwise, as nobody answers praise within the limits of a complaint.
func (j *Judge) settle(out *Judgement, b ballot, e evidence, in Input) label {
	anything, complaints := func(label) bool { return true }, func(l label) bool { return l.kind == complaint }
	best, share := b.winner(anything)
	danger, complains := j.danger(e), e.kinds[complaint] >= wording
	unsure := round(share) < j.policy.Triage.Threshold
	switch s, ok := j.scene(best, b, e); {
	case danger && !complains && best.kind != praise && (b.share(fault) >= likelyFault || wishes(best) && j.spelt(e)):
		best, share, unsure = label{kind: fault, learned: -1}, b.share(fault), false
	case ok && !in.claim()(best):
		out.note(forScene, s.Name, fmt.Sprintf("%s counts as a complaint", best.kind), 0)
		best, share = b.winner(complaints)
	case unsure && complains && best.kind != complaint:
		best, share = b.winner(complaints)
	case best.kind == praise && !in.claim()(best) && !e.thanks():
		best, share = b.winner(complaints)
		unsure = true
	case danger && best.kind == fault:
		unsure = false
	}
	out.Kind, out.Class, out.Confidence = best.kind, best.class, round(share)
	out.Unsure = unsure || best.class != "" && round(b.joint(best)) < j.policy.Triage.Threshold/2
	return best
}

// thanks tells that phrases praise, and none complains.
func (e evidence) thanks() bool { return e.kinds[praise] > 0 && e.kinds[complaint] == 0 }

// spelt tells that a danger was found by a phrase, not by the model alone.
func (j *Judge) spelt(e evidence) bool {
	return slices.ContainsFunc(j.policy.Triage.Signals, func(s policy.Signal) bool {
		return s.Danger && len(e.hits[owner{forSignal, s.Name}]) > 0
	})
}

// wishes tells that a text wants something done.
func wishes(l label) bool {
	return l.kind == "request" || l.kind == "suggestion" || l.kind == "opinion"
}

// scene finds the first scene of the pack that makes a complaint of a text.
func (j *Judge) scene(best label, b ballot, e evidence) (policy.Scene, bool) {
	if best.kind == complaint {
		return policy.Scene{}, false
	}
	class, _ := b.winner(func(l label) bool { return l.kind == complaint })
	i := slices.IndexFunc(j.policy.Scenes, func(s policy.Scene) bool {
		known := s.Covers(class.class) && e.classes[class.class] > 0 || len(e.hits[owner{forScene, s.Name}]) > 0 ||
			slices.ContainsFunc(s.Signals, func(name string) bool { return e.signals[name] })
		return known && slices.Contains(s.From, best.kind)
	})
	if i < 0 {
		return policy.Scene{}, false
	}
	return j.policy.Scenes[i], true
}

// claim gives a function that tells which labels the caller's choice, as
// [Judge.known] leaves it, speaks for.
func (in Input) claim() func(label) bool {
	switch {
	case in.Class != "":
		return func(l label) bool { return l.class == in.Class }
	case in.Kind != "":
		return func(l label) bool { return l.kind == in.Kind }
	}
	return nobody
}

func nobody(label) bool { return false }
