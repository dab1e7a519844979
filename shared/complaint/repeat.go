package complaint

import (
	"slices"
	"strconv"

	"github.com/redress/redress/shared/fault"
)

// Repeat says that the customer has brought the matter forward before, and
// that it was closed then (重复投诉).
type Repeat struct {
	// Of is the first case about the matter, Count the how manieth this one is.
	Of    string `json:"of"`
	Count int    `json:"count"`
}

// Recurrence is a later case by which the matter of a closed one has come
// again, and what the review of its handling found.
type Recurrence struct {
	Case  string  `json:"case"`
	Count int     `json:"count"`
	At    Instant `json:"at"`
	// ReviewedAt is zero while the review is to be done.
	ReviewedAt Instant `json:"reviewedAt,omitzero"`
	Finding    string  `json:"finding,omitempty"`
}

// mostRecurrences bounds what a case carries of them; its events hold them all.
const mostRecurrences = 50

// ReviewDue tells whether the matter has come again and nobody has said yet how
// it was handled the first time.
func (c *Case) ReviewDue() bool {
	return slices.ContainsFunc(c.Recurrences, func(r Recurrence) bool { return r.ReviewedAt.IsZero() })
}

// again tells who must know that the customer had to come again; from the time
// that concerns the leaders, these, and a higher level supervises.
func (a *act) again(r *Repeat) {
	rule := a.Policy.Repeat
	if a.Repeat = r; r == nil || rule.Window == 0 { // of a record under rules that look for none
		return
	}
	t := telling{
		kind: "repeat", key: itoa(r.Count), levels: a.Policy.Tell["repeat"],
		values: map[string]string{"count": itoa(r.Count), "original": r.Of},
	}
	if r.Count >= rule.Leaders {
		if levels, ok := a.Policy.Tell["repeat.again"]; ok {
			t.levels = levels
		}
		if _, ok := a.Policy.Texts.Notices["repeat.again"]; ok {
			t.template = "repeat.again"
		}
		opened := a.supervise(rule.Supervision, "repeat", a.Now)
		if opened && t.template == "" { // the words for the leaders say so themselves
			a.tellSupervised()
		}
	}
	a.tell(t)
}

// heated tells of a hot spot: once for each place, class and window.
func (a *act) heated(count int) {
	a.HotSpot = count
	rule := a.Policy.HotSpots
	if count < rule.Count || rule.Count == 0 {
		return
	}
	window := strconv.FormatInt(a.ReceivedAt.Unix()/int64(rule.Window.Seconds()), 10)
	a.tell(telling{
		kind: "hotspot", id: "hotspot/" + Key(a.Site.Key()+"/"+a.Class+"/"+window), levels: rule.Levels,
		values: map[string]string{"count": itoa(count)},
	})
}

// Recurring is the system's command by which a case whose matter has come
// again knows the case that brought it. The same one does so once.
type Recurring struct {
	Case  string `json:"case"`
	Count int    `json:"count"`
}

// Name is "recurrence".
func (Recurring) Name() string             { return "recurrence" }
func (Recurring) event() string            { return "repeated" }
func (Recurring) check(*act) []fault.Field { return nil }
func (r Recurring) done(c *Case) bool {
	return slices.ContainsFunc(c.Recurrences, func(o Recurrence) bool { return o.Case == r.Case })
}

func (r Recurring) apply(a *act) error {
	a.Recurrences = append(a.Recurrences, Recurrence{Case: r.Case, Count: r.Count, At: a.Now})
	if n := len(a.Recurrences) - mostRecurrences; n > 0 {
		a.Recurrences = slices.Clone(a.Recurrences[n:])
	}
	return nil
}

// RepeatReview is a supervisor's finding about how a case was handled whose
// matter has come again. It answers all recurrences so far.
type RepeatReview struct {
	Finding string `json:"finding"`
}

// Name is "repeat-review".
func (RepeatReview) Name() string  { return "repeat-review" }
func (RepeatReview) event() string { return "repeat-reviewed" }

func (r RepeatReview) check(*act) []fault.Field {
	var f fields
	f.required("finding", r.Finding, 4000)
	return f
}

func (r RepeatReview) apply(a *act) error {
	if !a.ReviewDue() {
		return a.illegal(fault.Say("the matter of this case has not come again since it was reviewed", "该工单没有待复核的重复投诉"))
	}
	for i := range a.Recurrences {
		if o := &a.Recurrences[i]; o.ReviewedAt.IsZero() {
			o.ReviewedAt, o.Finding = a.Now, r.Finding
		}
	}
	return nil
}
