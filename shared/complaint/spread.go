package complaint

import "strconv"

// Spread is the deed by which those who follow a case learn what became of it:
// some at a time, until none is left.
type Spread struct {
	Of   string  `json:"of"`   // the head
	Seq  int     `json:"seq"`  // of the head's event by which it was promised
	Page int     `json:"page"` // 0, 1, ...
	At   Instant `json:"at"`   // when the answer passed
	// Text is the answer; "" when the head has ended without one. Then Into is
	// the case that the others are to follow in its place, once it is chosen.
	Text string `json:"text,omitempty"`
	Into string `json:"into,omitempty"`
}

// Effect promises the deed. Each page is a deed of its own.
func (s Spread) Effect(at Instant) Effect {
	key := "spread/" + s.Of + "/" + strconv.Itoa(s.Seq) + "/" + strconv.Itoa(s.Page)
	return Effect{Key: key, Kind: SpreadBatch, Reference: s.Of, At: at, Data: encode(s)}
}

// Onward is the next page; into is the case that the rest are to follow.
func (s Spread) Onward(into string) Spread {
	s.Page, s.Into = s.Page+1, into
	return s
}

// spread promises that what became of the case reaches those who follow it: an
// answer, or with "" that there is none. Nobody follows the case from then on.
func (a *act) spread(text string) {
	if a.Batch.Leads {
		a.Batch.Leads = false
		e := Spread{Of: a.Reference, Seq: a.Events, At: a.Now, Text: text}.Effect(a.Now)
		a.change.Effects = append(a.change.Effects, e)
	}
}
