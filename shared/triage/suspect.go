package triage

import (
	"slices"

	"github.com/redress/redress/shared/phrase"
	"github.com/redress/redress/shared/triage/model"
)

// suspicion is a signal that the model found in a passage.
type suspicion struct {
	signal      string
	share       float64 // its likelihood
	read        *model.Reading
	head, label int
	start       int // of the passage
}

// suspect adds the signals that the model holds likely enough, by the pack, in
// the whole text or in any passage of it: a danger may hide in the middle of a
// long letter about something else.
func (j *Judge) suspect(e *evidence, t phrase.Text, marks []model.Mark, whole *model.Reading) {
	h := j.head(SignalHead)
	if h < 0 || len(j.model.Heads[h].Labels) == 0 {
		return
	}
	found := make([]suspicion, len(j.model.Heads[h].Labels))
	look := func(read *model.Reading, start int) {
		for i, share := range model.Softmax(slices.Clone(read.Logits[h])) {
			if share > found[i].share {
				found[i] = suspicion{share: share, read: read, head: h, label: i, start: start}
			}
		}
	}
	look(whole, 0)
	if passages := t.Passages(passage); len(passages) > 1 {
		for _, p := range passages {
			look(j.model.Read(p.Text, within(marks, p)), p.Start)
		}
	}
	for _, s := range j.policy.Triage.Signals {
		i := slices.Index(j.model.Heads[h].Labels, s.Name)
		if i >= 0 && s.Suspect > 0 && found[i].share >= s.Suspect {
			found[i].signal = s.Name
			e.suspects = append(e.suspects, found[i])
			e.signals[s.Name] = true
		}
	}
}

// within gives the marks of a passage, by its own places.
func within(marks []model.Mark, p phrase.Passage) (list []model.Mark) {
	for _, m := range marks {
		if p.Start <= m.Start && m.End <= p.Start+len(p.Runes) {
			list = append(list, model.Mark{Name: m.Name, Start: m.Start - p.Start, End: m.End - p.Start})
		}
	}
	return list
}
