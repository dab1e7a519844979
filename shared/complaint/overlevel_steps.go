package complaint

import (
	"slices"

	"github.com/redress/redress/shared/fault"
)

// GroupOrder is what the leading group orders after its look at the matter
// (S-102, S-109). It goes to every flow of the case that waits for one.
type GroupOrder struct {
	Order string `json:"order" doc:"the nature of the matter, the measures, and who does what"`
}

// Name is "group-order".
func (GroupOrder) Name() string  { return "group-order" }
func (GroupOrder) event() string { return "group-ordered" }

func (c GroupOrder) check(*act) []fault.Field {
	var f fields
	f.required("order", c.Order, 2000)
	return f
}

// apply takes an over-level case out of its batch: it is answered by itself.
func (c GroupOrder) apply(a *act) error {
	over, grave := a.OverLevel.awaits(c.Name()), a.Emergency.awaits(c.Name())
	if !over && !grave {
		return a.unawaited()
	}
	if over {
		if err := a.speaksFor(a.Policy.OverLevel.Group); err != nil {
			return err
		}
		a.OverLevel.Order, a.OverLevel.Step = a.said(c.Order), "plan-start"
		a.apart()
		a.superviseMatter()
	}
	if !grave {
		return nil
	}
	if err := a.speaksFor(a.Policy.Emergency.Group); err != nil {
		return err
	}
	a.Emergency.Order = a.said(c.Order)
	return a.pass(c.Name())
}

// said is a text as the actor says it now.
func (a *act) said(text string) *Said { return &Said{At: a.Now, By: a.By.String(), Text: text} }

// apart lets a case that follows another go its own way, and dispatches it.
func (a *act) apart() {
	follows := a.Follows()
	a.leave()
	if follows && a.Handler == "" {
		a.Status, a.Ready = Dispatched, true
	}
}

// PlanStart starts the company's plan for such a matter: it is investigated and
// handled (S-110).
type PlanStart struct {
	Plan string `json:"plan" doc:"which plan, and who investigates"`
}

// Name is "plan-start".
func (PlanStart) Name() string  { return "plan-start" }
func (PlanStart) event() string { return "plan-started" }

func (c PlanStart) check(*act) []fault.Field {
	var f fields
	f.required("plan", c.Plan, 2000)
	return f
}

func (c PlanStart) apply(a *act) error {
	if !a.OverLevel.awaits(c.Name()) {
		return a.unawaited()
	}
	a.OverLevel.Plan, a.OverLevel.Step = a.said(c.Plan), "submission"
	return nil
}

// Assistance is what the station does for the investigation (S-111).
type Assistance struct {
	Text string `json:"text"`
}

// Name is "assistance".
func (Assistance) Name() string  { return "assistance" }
func (Assistance) event() string { return "assisted" }

func (c Assistance) check(a *act) []fault.Field {
	var f fields
	f.required("text", c.Text, 1000)
	n := itoa(mostAssistance)
	f.must("text", a.OverLevel == nil || len(a.OverLevel.Assistance) < mostAssistance, fault.Say("cannot be added: the station has assisted "+n+" times", "协助调查记录已达上限（"+n+"次）"))
	return f
}

func (c Assistance) apply(a *act) error {
	if !a.OverLevel.awaits("submission") {
		return a.unawaited()
	}
	a.OverLevel.Assistance = append(a.OverLevel.Assistance, *a.said(c.Text))
	return nil
}

// Submitting puts the result of the investigation and an opinion before the
// leading group (S-112).
type Submitting struct {
	Result  string `json:"result" doc:"what the investigation found, and what was done"`
	Opinion string `json:"opinion" doc:"how the matter should be handled"`
}

// Name is "submission".
func (Submitting) Name() string  { return "submission" }
func (Submitting) event() string { return "submitted" }

func (c Submitting) check(*act) []fault.Field {
	var f fields
	f.required("result", c.Result, 2000)
	f.required("opinion", c.Opinion, 2000)
	return f
}

func (c Submitting) apply(a *act) error {
	o := a.OverLevel
	if !o.awaits(c.Name()) {
		return a.unawaited()
	}
	o.Submissions = append(slices.Clone(o.Submissions[max(0, len(o.Submissions)-mostSubmissions+1):]),
		Submitted{At: a.Now, By: a.By.String(), Round: o.Round, Result: c.Result, Opinion: c.Opinion})
	o.Step = "group-decision"
	return nil
}

// GroupDecision approves what was submitted, or sends it back to be investigated
// again (S-113).
type GroupDecision struct {
	Approved bool   `json:"approved"`
	Reason   string `json:"reason,omitempty" doc:"required when it is not approved"`
}

// Name is "group-decision".
func (GroupDecision) Name() string  { return "group-decision" }
func (GroupDecision) event() string { return "group-decided" }

func (c GroupDecision) check(*act) []fault.Field { return whyNot(c.Approved, c.Reason) }

// whyNot asks for the reason of a no.
func whyNot(yes bool, reason string) []fault.Field {
	var f fields
	f.must("reason", yes || reason != "", fault.Say("is required for a no", "不同意时必须填写原因"))
	f.limit("reason", reason, 2000)
	return f
}

// apply tells those who investigate that it comes back. It keeps the round: the documents know a round only by the superior body's word.
func (c GroupDecision) apply(a *act) error {
	o := a.OverLevel
	if !o.awaits(c.Name()) {
		return a.unawaited()
	}
	if err := a.speaksFor(a.Policy.OverLevel.Group); err != nil {
		return err
	}
	o.last().Group = a.word(c.Approved, c.Reason)
	o.Step = "superior-report"
	if !c.Approved {
		o.Step = "submission"
		a.mention(telling{
			kind: "rework", template: "rework.returned", clock: a.Clock(superiorClock), point: "returned " + itoa(a.Events), levels: a.Policy.OverLevel.Returned,
		})
	}
	return nil
}

// last is the submission that is being decided.
func (o *OverLevel) last() *Submitted { return &o.Submissions[len(o.Submissions)-1] }

// word is a yes or no as the actor says it now.
func (a *act) word(yes bool, reason string) *Word {
	return &Word{At: a.Now, By: a.By.String(), Yes: yes, Reason: reason}
}

// SuperiorReport puts what the group has approved before the superior body (S-113).
type SuperiorReport struct {
	Text string `json:"text,omitempty"`
}

// Name is "superior-report".
func (SuperiorReport) Name() string  { return "superior-report" }
func (SuperiorReport) event() string { return "superior-reported" }

func (c SuperiorReport) check(*act) []fault.Field {
	var f fields
	f.limit("text", c.Text, 2000)
	return f
}

func (c SuperiorReport) apply(a *act) error {
	if !a.OverLevel.awaits(c.Name()) {
		return a.unawaited()
	}
	if err := a.speaksFor(a.Policy.OverLevel.Group); err != nil {
		return err
	}
	a.OverLevel.last().Reported, a.OverLevel.Step = a.said(c.Text), "superior-decision"
	return nil
}

// SuperiorDecision is the superior body's word, as it was heard (S-114). A yes
// ends the flow and its limit, and closes a case whose customer was called before; a no
// begins another round.
type SuperiorDecision struct {
	Agreed bool   `json:"agreed"`
	Reason string `json:"reason,omitempty" doc:"required when it does not agree"`
}

// Name is "superior-decision".
func (SuperiorDecision) Name() string  { return "superior-decision" }
func (SuperiorDecision) event() string { return "superior-decided" }

func (c SuperiorDecision) check(*act) []fault.Field { return whyNot(c.Agreed, c.Reason) }

func (c SuperiorDecision) apply(a *act) error {
	o := a.OverLevel
	if !o.awaits(c.Name()) {
		return a.unawaited()
	}
	if err := a.speaksFor(a.Policy.OverLevel.Group); err != nil {
		return err
	}
	o.last().Superior = a.word(c.Agreed, c.Reason)
	if c.Agreed {
		o.Step, o.EndedAt, o.Agreed = "", a.Now, true
		a.end(superiorClock, a.Now)
		a.conclude()
		return nil
	}
	o.Step, o.Round = "submission", o.Round+1
	a.mention(telling{
		kind: "rework", template: "rework.superior", clock: a.Clock(superiorClock), point: "round " + itoa(o.Round), levels: a.Policy.OverLevel.Returned,
		values: map[string]string{"round": itoa(o.Round)},
	})
	return nil
}
