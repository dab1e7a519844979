package triage

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/redress/redress/shared/policy"
)

// Input is what is judged.
type Input struct {
	Text   string // the customer's words
	Demand string // what the customer wants; may be empty
	// Language is "zh" or "en"; the judgement does not depend on it.
	Language string
	// Class and Kind are the caller's own choice; valid ones are taken unless
	// the text clearly reports danger. Others count as not given.
	Class, Kind string
}

// Judgement is what triage thinks of a text.
type Judgement struct {
	Kind string
	// Class is the class of a complaint; empty when none was found and for
	// every other kind.
	Class   string
	Urgency string // general, urgent, major
	Grade   string // general, important, major, special
	// Confidence runs from 0 to 1.
	Confidence float64
	// Unsure asks for a person: no class was found, or the confidence is
	// below the pack's threshold.
	Unsure bool
	// Reasons are the phrases that led to kind, class and signals, and every
	// disagreement with the caller.
	Reasons []Reason
	// Alternatives are the next best classes, best first.
	Alternatives []Alternative
	// Levels must be told at once; in the order of the ladder.
	Levels []string
	// Danger is set when the text reports danger to life.
	Danger bool
}

// Reason is one thing that spoke for a judgement.
type Reason struct {
	What   string  `json:"what"`   // kind, class, signal, scene, given or disagreement
	Code   string  `json:"code"`   // what it speaks for: "complaint", "04.03.01", "safety"
	Phrase string  `json:"phrase"` // the words of the pack that were found
	Weight float64 `json:"weight"`
}

// String gives the reason in one line: "class 04.03.01: 停了 + 四次".
func (r Reason) String() string {
	if r.Phrase == "" {
		return r.What + " " + r.Code
	}
	return r.What + " " + r.Code + ": " + r.Phrase
}

// Alternative is a class that the text might also belong to.
type Alternative struct {
	Class      string  `json:"class"`
	Confidence float64 `json:"confidence"`
}

// What a reason speaks for.
const (
	forKind      = "kind"
	forClass     = "class"
	forSignal    = "signal"
	forScene     = "scene"
	given        = "given"
	disagreement = "disagreement"
)

const (
	complaint = "complaint"
	fault     = "fault"
	praise    = "praise"
	// alternatives is how many further classes a judgement names at most.
	alternatives = 3
	// doubt is the weight that confidence must outgrow: a lone weak word is
	// no certainty even without a rival.
	doubt = 1.5
	// classShare is how much the best class says for a complaint.
	classShare = 0.9
	// wording is the score from which words of complaint count as such; a
	// polite request to hurry does not reach it.
	wording = 2
	// dangerWeight is what danger says for a fault.
	dangerWeight = 5
)

// Judge judges texts by one policy. It is immutable and safe for concurrent use.
type Judge struct {
	policy *policy.Policy
	book   *book
	owner  []owner // of every pattern of the book
	denial *book   // the negations
}

// owner is the kind, class, signal or scene that a phrase belongs to.
type owner struct{ what, code string }

// New compiles the phrases of a policy.
func New(p *policy.Policy) *Judge {
	j := &Judge{policy: p, book: newBook(), denial: newBook()}
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
		j.denial.add(n)
	}
	return j
}

func (j *Judge) enter(o owner, phrases []string) {
	for _, phrase := range phrases {
		j.book.add(phrase)
		j.owner = append(j.owner, o)
	}
}

// Judge judges one text.
func (j *Judge) Judge(in Input) Judgement {
	e := j.read(in)
	out := Judgement{Urgency: "general", Grade: "general"}
	danger := j.danger(e)
	class := rank(e.classes)
	kind := j.kinds(e, class, danger)
	out.Kind, out.Confidence = kind.code, kind.confidence
	j.elevate(&out, e, class)
	j.obey(&out, in, danger)
	if out.Kind == praise {
		e.signals = nil // praise tells of dangers that are over
	}
	j.raise(&out, e)
	if out.Kind == complaint {
		j.classify(&out, in, class)
	}
	out.Confidence = math.Round(out.Confidence*1000) / 1000
	out.Unsure = out.Unsure || out.Confidence < j.policy.Triage.Threshold
	j.explain(&out, e)
	return out
}

// elevate makes a complaint of a matter that is one of the pack's scenes.
func (j *Judge) elevate(out *Judgement, e evidence, class ranking) {
	for _, s := range j.policy.Scenes {
		known := s.Covers(class.code) || len(e.hits[owner{forScene, s.Name}]) > 0 ||
			slices.ContainsFunc(s.Signals, func(name string) bool { return e.signals[name] })
		if known && slices.Contains(s.From, out.Kind) {
			out.note(forScene, s.Name, fmt.Sprintf("%s counts as a complaint", out.Kind), 0)
			out.Kind = complaint
			return
		}
	}
}

// obey takes the kind that the caller chose, or that follows from the caller's class.
func (j *Judge) obey(out *Judgement, in Input, danger bool) {
	chosen := in.Kind
	if _, ok := j.policy.Kind(chosen); !ok {
		chosen = ""
		if _, ok := j.policy.Class(in.Class); ok {
			chosen = complaint
		}
	}
	if chosen == "" {
		return
	}
	if danger && out.Kind == fault && chosen != fault {
		out.note(disagreement, chosen, "the text reports danger", 0)
		return
	}
	if out.Kind != chosen && out.Confidence > 0 {
		out.note(disagreement, chosen, fmt.Sprintf("the text speaks for %s", out.Kind), 0)
	}
	out.Kind, out.Confidence = chosen, 1
}

// classify sets the class of a complaint: the caller's, else the best.
func (j *Judge) classify(out *Judgement, in Input, class ranking) {
	out.Alternatives = class.alternatives()
	if _, ok := j.policy.Class(in.Class); ok {
		out.Class, out.Confidence = in.Class, 1
		out.note(given, in.Class, "", 0)
		if class.code != "" && class.code != in.Class {
			out.note(disagreement, in.Class, fmt.Sprintf("the text speaks for %s", class.code), 0)
		}
		return
	}
	out.Class = class.code
	out.Confidence = min(out.Confidence, class.confidence)
	out.Unsure = class.code == ""
}

func (out *Judgement) note(what, code, phrase string, weight float64) {
	out.Reasons = append(out.Reasons, Reason{what, code, phrase, weight})
}

// kinds ranks the kinds of matter. A complaint draws on its class as well; a
// report of danger without a word of complaint is a fault to be repaired at once.
func (j *Judge) kinds(e evidence, class ranking, danger bool) ranking {
	scores := maps.Clone(e.kinds)
	scores[complaint] += classShare * class.score
	if danger && e.kinds[complaint] < wording {
		scores[fault] += dangerWeight
		delete(scores, complaint)
	}
	r := rank(scores)
	if r.code == "" {
		r.code = complaint
	}
	return r
}

// ranking is the outcome of a contest of scores.
type ranking struct {
	code       string // the best; empty when nothing scored
	score      float64
	confidence float64
	rest       []Alternative
}

// rank orders scores; the confidence of each comes from its margin over its
// strongest rival.
func rank(scores map[string]float64) ranking {
	codes := slices.SortedFunc(maps.Keys(scores), func(a, b string) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b))
	})
	codes = slices.DeleteFunc(codes, func(c string) bool { return scores[c] <= 0 })
	if len(codes) == 0 {
		return ranking{}
	}
	best, second := scores[codes[0]], 0.0
	if len(codes) > 1 {
		second = scores[codes[1]]
	}
	r := ranking{code: codes[0], score: best, confidence: best / (best + second + doubt)}
	for _, c := range codes[1:] {
		r.rest = append(r.rest, Alternative{Class: c, Confidence: scores[c] / (scores[c] + best + doubt)})
	}
	return r
}

func (r ranking) alternatives() []Alternative {
	list := slices.Clone(r.rest[:min(alternatives, len(r.rest))])
	for i := range list {
		list[i].Confidence = math.Round(list[i].Confidence*1000) / 1000
	}
	return list
}
