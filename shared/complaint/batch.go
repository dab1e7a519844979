package complaint

import (
	"slices"
	"strconv"

	"github.com/redress/redress/shared/fault"
)

// Batch is a case's part in a batch: cases of one place about one event, such
// as an outage. One of them, the head, is handled; the others follow it, each
// with its own clocks, until the answer to the head answers them too. A head
// may follow another one with all that follow it.
type Batch struct {
	// Of is the head that the case follows; "" when it goes its own way. It
	// stays when the case is closed.
	Of string `json:"of,omitempty"`
	// Number is the how manieth member the case was when it came, the head
	// being the first. Numbers may have gaps; a case that was joined later has none.
	Number int `json:"number,omitempty"`
	// With is another case of the same customer in the batch, by which they hear
	// of it; "" for none.
	With string `json:"with,omitempty"`
	// Leads: others may follow this case.
	Leads bool `json:"leads,omitempty"`
	// Apart: somebody has found that it is a matter of its own, so that it is in
	// a batch no more unless a person says so.
	Apart bool `json:"apart,omitempty"`
}

// BatchKey is the key of the open cases that follow a head.
func BatchKey(head string) string { return "batch/" + head }

// HeadsKey is the key of the open heads.
const HeadsKey = "heads"

// Follows tells whether the answer to another case will answer this one.
func (c *Case) Follows() bool {
	return c.Batch.Of != "" && (c.Status == Dispatched || c.Status == Handling)
}

// MayLead tells whether others may follow the case: it is judged, follows no
// other, and its answer has not passed review.
func (c *Case) MayLead() bool {
	switch c.Status {
	case Received:
		return c.Ready && c.Batch.Of == ""
	case Dispatched, Handling, Answered:
		return c.Batch.Of == ""
	}
	return false
}

// Restoration is what the answer to the case means for those who follow it,
// once it has passed the centre's review; false while it has not, and when the
// case has ended in another way.
func (c *Case) Restoration() (Restoration, bool) {
	switch {
	case c.Answer == nil:
	case c.Status == Callback, c.Outcome == Resolved, c.Outcome == Explained, c.Outcome == Unreached:
		return Restoration{Of: c.Reference, Text: c.Answer.ForOthers(), At: c.passedAt()}, true
	}
	return Restoration{}, false
}

// passedAt is when the last answer has passed review: then the customer was to
// be called, whichever unit had the case since, or, where nobody can be, the
// case was closed.
func (c *Case) passedAt() Instant {
	for i, p := range slices.Backward(c.Phases) {
		if p.Status == Callback && (i == 0 || c.Phases[i-1].Status != Callback) {
			return p.At
		}
	}
	return c.ClosedAt
}

// batching is the data of the event batched.
type batching struct {
	Of     string `json:"of"`
	Number int    `json:"number,omitempty"`
}

// attach lets the case follow a head. It counts as dispatched: the unit has
// the head. Who must know hears when the batch has grown to a size of the
// policy; whoever comes after promises the same notice, which is sent once.
func (a *act) attach(head string, number int) {
	a.Batch.Of, a.Batch.Number, a.Batch.Apart = head, number, false
	a.system("batched", batching{head, number})
	if size := a.Policy.Batch.Reached(number); size > 0 {
		a.tell(telling{
			kind: "batch", about: head, id: head + "/batch/" + itoa(size), levels: a.Policy.Batch.Levels,
			values: map[string]string{"count": itoa(size)},
		})
	}
}

// dispatched notes that the unit has the case already, by the head that it follows.
func (a *act) dispatched() {
	a.Ready = false
	if a.Status == Received || a.Status == Sorting {
		a.Status = Dispatched
	}
	a.end("dispatch", a.Now)
}

// leave lets the case go its own way, as somebody has taken it up by itself.
func (a *act) leave() {
	if a.Batch.Of != "" {
		a.depart(true)
		a.system("separated", nil)
	}
}

// depart takes the case out of its batch; apart tells that somebody has found
// that it is a matter of its own.
func (a *act) depart(apart bool) {
	a.Batch.Of, a.Batch.Number, a.Batch.With, a.Batch.Apart = "", 0, "", apart
}

// Gathering is the system's command by which a case becomes the head of a
// batch: how it ends is told to those who follow it. However many these are, it
// is given once. What follows another case may have followers too.
type Gathering struct{}

// Name is "gathering".
func (Gathering) Name() string             { return "gathering" }
func (Gathering) event() string            { return "gathered" }
func (Gathering) check(*act) []fault.Field { return nil }
func (Gathering) done(c *Case) bool        { return c.Batch.Leads }
func (Gathering) recorded(*act) any        { return struct{}{} }

func (Gathering) apply(a *act) error {
	if a.Status == Received && !a.Ready {
		return a.illegal(fault.Say("no other case can follow one that is not judged", "工单尚未研判，其他工单不能并入"))
	}
	a.Batch.Leads = true
	return nil
}

// Joining lets a case follow the head of a batch. The head must be the earlier
// case of the two, so that no two follow each other.
type Joining struct {
	Into string `json:"into" doc:"reference of the case that it follows, which must be the earlier one"`
}

// Name is "joining".
func (Joining) Name() string        { return "joining" }
func (Joining) event() string       { return "joined" }
func (j Joining) done(c *Case) bool { return c.Batch.Of == j.Into }

func (j Joining) check(a *act) []fault.Field {
	var f fields
	f.required("into", j.Into, 20)
	f.must("into", j.Into < a.Reference, fault.Say("must be an earlier case", "必须是更早的工单"))
	f.must("into", a.Unit != "", fault.Say("cannot be followed by a case without a unit: classify it first", "本工单尚无承办单位，请先分类"))
	return f
}

func (j Joining) apply(a *act) error {
	if err := a.mayClose(); err != nil { // as the answer to the head would do
		return err
	}
	a.dispatched()
	a.attach(j.Into, 0)
	a.resume(Journey, a.Cycle) // the workflow looks whether the head is there still
	return nil
}

// Separation lets a case that follows another go its own way.
type Separation struct {
	Reason string `json:"reason"`
}

// Name is "separation".
func (Separation) Name() string  { return "separation" }
func (Separation) event() string { return "separated" }

func (s Separation) check(*act) []fault.Field {
	var f fields
	f.required("reason", s.Reason, 2000)
	return f
}

// apply dispatches the case by itself, unless somebody works on it already.
func (s Separation) apply(a *act) error {
	if a.Batch.Of == "" {
		return a.illegal(fault.Say("the case follows no other", "该工单未并入其他工单"))
	}
	a.depart(a.By.Role != System)
	if a.Handler == "" {
		a.Status, a.Ready = Dispatched, true
	}
	return nil
}

// Restoration is the system's command by which the answer to the head answers
// a case that follows it, and closes it.
type Restoration struct {
	Of   string  `json:"of"`   // the head
	Text string  `json:"text"` // what it was answered
	At   Instant `json:"at"`   // when that answer passed
}

// Name is "restoration".
func (Restoration) Name() string             { return "restoration" }
func (Restoration) event() string            { return "settled" }
func (Restoration) check(*act) []fault.Field { return nil }
func (r Restoration) done(c *Case) bool      { return c.Batch.Of != r.Of }

// apply ends the clocks of the answer as of when it passed, and closes the case
// as resolved. One message tells the customer, however many of their cases were
// in the batch.
func (r Restoration) apply(a *act) error {
	at := later(r.At, a.ReceivedAt)
	a.Answer = &Answer{At: at, Text: r.Text}
	if err := a.resumeAll(); err != nil {
		return err
	}
	for _, name := range []string{"answer", "legal", "return", "rework"} {
		a.end(name, at)
	}
	a.spread(r.Text)
	a.tellPartners(PartnerPost{Type: OrderAnswered, Text: r.Text})
	a.shut(Resolved, "")
	if a.Batch.With == r.Of { // they have the answer itself
		return nil
	}
	until, err := a.Policy.Calendar.Due(a.Now, a.Policy.Reopening.Window)
	if err != nil {
		return internal(err, "compute the end of the reopening window")
	}
	a.write(Message{
		ID:     r.Of + "/restored/" + strconv.FormatInt(r.At.Unix(), 10) + "/" + or(a.Batch.With, a.Reference),
		Kind:   "batch.restored",
		Values: map[string]string{"text": clause(r.Text), "due": a.spell(until.At)},
	})
	return nil
}
