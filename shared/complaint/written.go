package complaint

import "github.com/redress/redress/shared/fault"

// WrittenReply is the result in writing, which a complainant who gave a name gets
// (S-148).
type WrittenReply struct {
	At         Instant `json:"at"` // when it was handed over or sent
	Number     string  `json:"number"`
	RecordedAt Instant `json:"recordedAt"`
	By         string  `json:"by"` // the actor
}

// LacksWrittenReply tells whether the complaint of somebody who gave a name was found
// to be true, and has not been answered in writing in this cycle.
func (c *Case) LacksWrittenReply() bool {
	return c.Kind == "complaint" && !c.Customer.Anonymous && c.Verified() && c.WrittenReply == nil
}

// WritingReply records a written reply; the last one counts.
type WritingReply struct {
	At     Instant `json:"at,omitzero" doc:"when it was handed over or sent; now when left out"`
	Number string  `json:"number" doc:"of the letter"`
}

// Name is "written-reply".
func (WritingReply) Name() string  { return "written-reply" }
func (WritingReply) event() string { return "written-replied" }

func (c WritingReply) check(a *act) []fault.Field {
	var f fields
	f.happened("at", c.At, a)
	f.required("number", c.Number, 100)
	return f
}

func (c WritingReply) apply(a *act) error {
	at := a.Now
	if !c.At.IsZero() {
		at = Second(c.At)
	}
	a.WrittenReply = &WrittenReply{At: at, Number: c.Number, RecordedAt: a.Now, By: a.By.String()}
	return nil
}
