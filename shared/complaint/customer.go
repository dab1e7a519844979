package complaint

import (
	"cmp"
	"slices"

	"github.com/redress/redress/shared/fault"
)

// Remark is something that was said about a case, and when.
type Remark struct {
	At   Instant `json:"at"`
	Text string  `json:"text,omitempty"`
	// From is the case whose coming said it: a duplicate or merged one.
	From string `json:"from,omitempty"`
}

// What customers may add to one case is bounded: a case is one item of the store.
const (
	mostRemarks     = 100
	mostSupplements = 20
)

// Urging (催办) is a customer's call for haste.
type Urging struct {
	Text   string `json:"text,omitempty"`
	Reason string `json:"reason,omitempty" doc:"the same as text"`
}

// Name is "urge".
func (Urging) Name() string  { return "urge" }
func (Urging) event() string { return "urged" }

func (c Urging) check(a *act) []fault.Field {
	var f fields
	f.must("text", len(a.Urges) < mostRemarks, fault.Say("cannot be added: the case has been urged 100 times", "催办次数已达上限（100次）"))
	f.limit("text", c.Text, 2000)
	f.limit("reason", c.Reason, 2000)
	return f
}

// apply tells the unit, unless the customer has urged a moment ago and those whom one
// more urge would reach know of it: then what is said joins that, and the customer hears so.
func (c Urging) apply(a *act) error {
	n, further := len(a.Urges), false
	if _, again := a.Policy.Tell["urge.again"]; again {
		further = n == 1
	}
	if n > 0 && !further && a.Urges[n-1].From == "" && a.Now.Before(a.Urges[n-1].At.Add(a.Policy.Urges.Apart)) {
		if _, ok := a.Policy.Texts.Messages["urge.merged"]; ok {
			a.message("urge.merged", nil)
		}
		return nil
	}
	a.urge(Remark{At: a.Now}) // the words stand in the event
	return nil
}

// urge records the call and tells the unit; from the second on others too.
func (a *act) urge(r Remark) {
	a.Urges = append(a.Urges, r)
	levels := a.Policy.Tell["urge"]
	if again, ok := a.Policy.Tell["urge.again"]; ok && len(a.Urges) > 1 {
		levels = again
	}
	a.tell(telling{kind: "urge", key: itoa(len(a.Urges)), levels: levels})
}

// Link is the system's command by which a duplicate or merged case urges the
// one that goes on. The same case does so once. A case that came past the
// company opens the over-level flow over the one that goes on.
type Link struct {
	From     string    `json:"from"`
	PassedOn *PassedOn `json:"passedOn,omitempty"`
	// Commissions are of the partners who waited for that case.
	Commissions []Commission `json:"commissions,omitempty"`
}

// Name is "link".
func (Link) Name() string             { return "link" }
func (Link) event() string            { return "linked" }
func (Link) check(*act) []fault.Field { return nil }
func (l Link) done(k *Case) bool {
	return slices.ContainsFunc(k.Urges, func(u Remark) bool { return u.From == l.From })
}

func (l Link) apply(a *act) error {
	a.urge(Remark{At: a.Now, From: l.From})
	a.take(l.Commissions)
	if l.PassedOn == nil {
		return nil
	}
	if err := a.openOverLevel(l.From, *l.PassedOn); err != nil {
		return err
	}
	a.grave()
	a.superviseMatter()
	return nil
}

// Supplementing adds something to the complaint.
type Supplementing struct {
	Text string `json:"text"`
}

// Name is "supplement".
func (Supplementing) Name() string  { return "supplement" }
func (Supplementing) event() string { return "supplemented" }

func (c Supplementing) check(a *act) []fault.Field {
	var f fields
	f.required("text", c.Text, a.Policy.Intake.TextLimit)
	f.must("text", len(a.Supplements) < mostSupplements, fault.Say("cannot be added: there are 20 supplements already", "补充次数已达上限（20次）"))
	return f
}

func (c Supplementing) apply(a *act) error {
	a.Supplements = append(a.Supplements, Remark{At: a.Now, Text: c.Text})
	return nil
}

// Rating is the customer's verdict on how a closed case was handled.
type Rating struct {
	Score   int    `json:"score" minimum:"1" maximum:"5" doc:"1 very bad to 5 very good"`
	Comment string `json:"comment,omitempty"`
}

// Name is "rating".
func (Rating) Name() string  { return "rating" }
func (Rating) event() string { return "rated" }

func (c Rating) check(*act) []fault.Field {
	var f fields
	f.must("score", c.Score >= 1 && c.Score <= 5, fault.Say("must be from 1 to 5", "必须为1至5"))
	f.limit("comment", c.Comment, 2000)
	return f
}

// apply fails with Conflict when the time for changing an earlier rating of this
// cycle is over.
func (c Rating) apply(a *act) error {
	if window := a.Policy.Rating.Window; window.Size() > 0 {
		last, err := a.Policy.Calendar.Due(cmp.Or(a.RatedAt, a.Now), window)
		if err != nil {
			return internal(err, "compute the end of the time for changing a rating")
		}
		if a.Now.After(last.At) {
			return a.illegal(fault.Say("the time for changing a rating has passed", "已超过修改评价的期限"))
		}
		a.RatedAt = cmp.Or(a.RatedAt, a.Now)
	}
	a.Rating = &c
	return nil
}
