package triage

import (
	"cmp"
	"math"
	"slices"

	"github.com/redress/redress/shared/triage/model"
)

// The heads of a model.
const (
	MatterHead = "matter" // a kind, or a first-level class of complaint
	ClassHead  = "class"  // a third-level class, of complaints
	SignalHead = "signal" // a signal of the pack by its name, or NoSignal
	NoSignal   = "none"
)

// label is what a text may turn out to be: a matter, which is a kind or a
// first-level class of complaint, or a third-level class of complaint.
type label struct {
	kind    string
	group   string // first-level class of a complaint
	class   string // third-level class of a complaint
	learned int    // its number in the model's head; -1 when the model does not know it
}

// MatterOf names the matter of an example as models do.
func MatterOf(kind, group string) string {
	if kind == complaint {
		return complaint + " " + group
	}
	return kind
}

// Matters and Classes are the names of the judge's labels, in the pack's order.
func (j *Judge) Matters() []string { return names(j.matters) }
func (j *Judge) Classes() []string { return names(j.classes) }

func names(labels []label) (list []string) {
	for _, l := range labels {
		list = append(list, l.name())
	}
	return list
}

func (l label) name() string {
	if l.class != "" {
		return l.class
	}
	return MatterOf(l.kind, l.group)
}

// code is what reasons call a label: a kind, or a class of any level.
func (l label) code() string { return cmp.Or(l.class, l.group, l.kind) }

// listLabels lists the pack's labels and finds them in the model.
func (j *Judge) listLabels() {
	for _, c := range j.policy.Classes {
		group := label{kind: complaint, group: c.Group.Code}
		if !slices.Contains(j.matters, group) {
			j.matters = append(j.matters, group)
		}
		j.classes = append(j.classes, label{kind: complaint, group: c.Group.Code, class: c.Code})
	}
	for _, k := range j.policy.Kinds {
		if k.Code != complaint {
			j.matters = append(j.matters, label{kind: k.Code})
		}
	}
	j.learned(j.matters, MatterHead)
	j.learned(j.classes, ClassHead)
}

func (j *Judge) learned(labels []label, head string) {
	for i := range labels {
		labels[i].learned = -1
		if h := j.head(head); h >= 0 {
			labels[i].learned = slices.Index(j.model.Heads[h].Labels, labels[i].name())
		}
	}
}

// head is the number of a model's head; -1 when there is no such.
func (j *Judge) head(name string) int {
	if j.model == nil {
		return -1
	}
	return j.model.Head(name)
}

// What speaks for a label, by the factors of its head: the model's logit comes
// first, then what the rules say.
const (
	// Of a matter: the score of the class's phrases, of those of complaint (for
	// a first-level class), of its kind's phrases (for another kind), and a
	// signal of danger (for a fault).
	matterFactors = 5
	// Of a class: the score of its phrases.
	classFactors = 2
)

// Factors of a pack without a model.
var (
	ruleMatters = []float64{0, 0.9, 0.5, 0.9, 4}
	ruleClasses = []float64{0, 0.9}
)

// matterClues is what the rules say for a matter.
func (j *Judge) matterClues(l label, e evidence) []float64 {
	clues := make([]float64, matterFactors-1)
	if l.kind == complaint {
		for _, c := range j.classes {
			if c.group == l.group {
				clues[0] = max(clues[0], e.classes[c.class])
			}
		}
		clues[1] = e.kinds[complaint]
		return clues
	}
	clues[2] = e.kinds[l.kind]
	if l.kind == fault && j.danger(e) {
		clues[3] = 1
	}
	return clues
}

func (j *Judge) classClues(l label, e evidence) []float64 { return []float64{e.classes[l.class]} }

// vote gives the share of every label of a head.
func (j *Judge) vote(labels []label, head string, factors []float64, read *model.Reading, clues func(label) []float64) []float64 {
	h := j.head(head)
	logits := make([]float64, len(labels))
	for i, l := range labels {
		if h >= 0 && l.learned >= 0 {
			logits[i] = factors[0] * read.Logits[h][l.learned]
		} else if h >= 0 {
			logits[i] = factors[0] * slices.Min(read.Logits[h]) // only the rules can speak for what was never learned
		}
		for k, x := range clues(l) {
			logits[i] += factors[k+1] * x
		}
	}
	return model.Softmax(logits)
}

// ballot is how likely each matter is, and each class if the matter is a complaint of
// its first level.
type ballot struct {
	judge            *Judge
	matters, classes []float64
}

// ballot weighs all that is known of a text.
func (j *Judge) ballot(e evidence, read *model.Reading, claim func(label) bool) ballot {
	b := ballot{judge: j}
	b.matters = j.vote(j.matters, MatterHead, j.matterFactors, read, func(l label) []float64 { return j.matterClues(l, e) })
	b.classes = j.vote(j.classes, ClassHead, j.classFactors, read, func(l label) []float64 { return j.classClues(l, e) })
	b.within()
	b.heed(claim)
	return b
}

// within makes the shares of the classes of each first level add up to one.
func (b ballot) within() {
	sums := make(map[string]float64)
	for i, l := range b.judge.classes {
		sums[l.group] += b.classes[i]
	}
	for i, l := range b.judge.classes {
		b.classes[i] /= sums[l.group]
	}
}

// heed makes what was claimed likelier, by the pack's odds.
func (b ballot) heed(claim func(label) bool) {
	odds := math.Exp(b.judge.policy.Triage.Claim)
	for i, m := range b.judge.matters {
		inside, within := 1.0, false // of the matter's share, what the claim does not speak for
		for k, c := range b.judge.classes {
			if c.group == m.group && m.kind == complaint && claim(c) {
				inside, within = inside-b.classes[k], true
				b.classes[k] *= odds
			}
		}
		switch {
		case within: // its classes gain, and it with them
			b.matters[i] *= inside + (1-inside)*odds
		case claim(m):
			b.matters[i] *= odds
		}
	}
	b.within()
	sum := 0.0
	for _, x := range b.matters {
		sum += x
	}
	for i := range b.matters {
		b.matters[i] /= sum
	}
}

// winner gives the likeliest matter among those allowed with, of a complaint,
// its likeliest class. Among equals the first of the pack wins.
func (b ballot) winner(allowed func(label) bool) (best label, share float64) {
	for i, l := range b.judge.matters {
		if allowed(l) && b.matters[i] > share {
			best, share = l, b.matters[i]
		}
	}
	if best.kind == complaint {
		best, _ = b.best(best.group)
	}
	return best, share
}

// joint is how likely a third-level class is.
func (b ballot) joint(class label) (share float64) {
	for k, c := range b.judge.classes {
		if c.class == class.class {
			share = b.group(c.group) * b.classes[k]
		}
	}
	return share
}

// group is how likely a complaint of a first-level class is.
func (b ballot) group(code string) float64 {
	for i, m := range b.judge.matters {
		if m.kind == complaint && m.group == code {
			return b.matters[i]
		}
	}
	return 0
}

// share is how likely a kind is.
func (b ballot) share(kind string) (sum float64) {
	for i, m := range b.judge.matters {
		if m.kind == kind {
			sum += b.matters[i]
		}
	}
	return sum
}

// best is the likeliest class of a first level.
func (b ballot) best(group string) (best label, share float64) {
	for i, c := range b.judge.classes {
		if c.group == group && b.classes[i] > share {
			best, share = c, b.classes[i]
		}
	}
	return best, share
}

// alternatives are the likeliest kinds and classes other than one.
func (b ballot) alternatives(chosen label) (list []Alternative) {
	for i, m := range b.judge.matters {
		if m.kind != complaint && m.kind != chosen.kind && b.matters[i] >= negligible {
			list = append(list, Alternative{Kind: m.kind, Confidence: round(b.matters[i])})
		}
		for k, c := range b.judge.classes {
			share := b.matters[i] * b.classes[k]
			if m.kind == complaint && c.group == m.group && c.class != chosen.class && share >= negligible {
				list = append(list, Alternative{Kind: complaint, Class: c.class, Confidence: round(share)})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y Alternative) int { return cmp.Compare(y.Confidence, x.Confidence) })
	return list[:min(alternatives, len(list))]
}

func round(x float64) float64 { return math.Round(x*1000) / 1000 }
