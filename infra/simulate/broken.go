package simulate

import "github.com/redress/redress/shared/complaint"

// breakage is a deliberate mistake of the product, by which oracles are proven.
type breakage struct {
	// forgetAnswers: commits of answers are said to be written and are not.
	forgetAnswers bool
	// drop: so many of a hundred publications reach nobody.
	drop int
}

// forgets tells whether a commit is lost.
func (b breakage) forgets(_ *world, c complaint.Commit) bool {
	if !b.forgetAnswers || c.Case == nil {
		return false
	}
	for _, e := range c.Events {
		if e.Type == "answered" && c.Case.Events%3 == 0 {
			return true
		}
	}
	return false
}

// mute tells whether a publication is lost.
func (b breakage) mute(w *world) bool {
	return b.drop > 0 && int(mix(uint64(w.outcome.Notices+w.outcome.Letters+w.outcome.Sweeps))%100) < b.drop
}
