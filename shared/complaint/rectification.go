package complaint

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Rectification (整改) is something that a unit has to set right, with a limit of
// its own: the matter itself, or problems of its kind wherever they are (S-157,
// S-177, S-190). It goes on whatever becomes of the case.
type Rectification struct {
	What  string `json:"what"`
	Owner string `json:"owner,omitempty"` // who sees to it
	Due   string `json:"due,omitempty"`   // as the order says it, a target or an instant
	Scope Scope  `json:"scope"`
	// Unit is the one that had the case when it was ordered. Problems of the kind
	// stay with it, also when the case moves on.
	Unit      string  `json:"unit,omitempty"`
	OrderedAt Instant `json:"orderedAt"`
	OrderedBy string  `json:"orderedBy"` // the actor
	// DoneAt is when the unit last said that it is done; zero when it never did, or
	// what it did has not stood the check.
	DoneAt Instant `json:"doneAt,omitzero"`
	DoneBy string  `json:"doneBy,omitempty"`
	Text   string  `json:"text,omitempty"` // what was done
	// CheckRound is that of the clock of the level above's look; 0 without one.
	CheckRound int `json:"checkRound,omitempty"`
	// Checks are those of the level above (验收), the last one at the end.
	Checks []Check `json:"checks,omitempty"`
}

// Scope is how far a rectification reaches.
type Scope string

// The scopes.
const (
	ScopeCase Scope = "case" // the matter itself
	ScopeKind Scope = "kind" // problems of the same kind (举一反三)
)

// Check is the look of the level above at what was done.
type Check struct {
	Passed bool    `json:"passed"`
	Reason string  `json:"reason,omitempty"`
	At     Instant `json:"at"`
	By     string  `json:"by"`
}

// Passed tells whether it is done and has stood its check.
func (r Rectification) Passed() bool {
	n := len(r.Checks)
	return !r.DoneAt.IsZero() && n > 0 && r.Checks[n-1].Passed
}

// undone tells whether it has not been reported as done.
func (r Rectification) undone() bool { return r.DoneAt.IsZero() }

// unchecked tells whether it is done and waits for its check.
func (r Rectification) unchecked() bool { return !r.undone() && !r.Passed() }

// rectificationClock is the limit of one rectification: its round is the item.
const rectificationClock = "rectification"

// What a case carries of rectifications is bounded: it is one item of the store.
const (
	mostRectifications = 20
	mostChecks         = 10
)

// unitOf is the unit that a clock is about: the case's, but for problems of a kind.
func (c *Case) unitOf(p *policy.Policy, k *Clock) string {
	if r := c.rectificationOf(k); r != nil {
		return c.responsibleFor(p, *r)
	}
	return c.Unit
}

// rectificationOf is the one that a clock is about, nil for another clock.
func (c *Case) rectificationOf(k *Clock) *Rectification {
	switch {
	case k == nil:
	case k.Name == rectificationClock:
		return c.rectification(k.Round)
	case k.Name == checkClock:
		for i := range c.Rectifications {
			if r := &c.Rectifications[i]; r.CheckRound == k.Round {
				return r
			}
		}
	}
	return nil
}

// responsibleFor is the unit that sets something right: the case's, but for problems
// of a kind, unless the case has gone past the line of the unit that had them.
func (c *Case) responsibleFor(p *policy.Policy, r Rectification) string {
	if r.Scope == ScopeKind && !p.Past(r.Unit, c.Unit) {
		return r.Unit
	}
	return c.Unit
}

// InHandsOf tells whether a unit in a scope has problems of a kind to set right
// that the case has left with it.
func (c *Case) InHandsOf(within func(unit string) bool) bool {
	return slices.ContainsFunc(c.Rectifications, func(r Rectification) bool { return r.Scope == ScopeKind && !r.Passed() && within(r.Unit) })
}

// rectification finds one by its number, from 1; nil for none.
func (c *Case) rectification(item int) *Rectification {
	if item < 1 || item > len(c.Rectifications) {
		return nil
	}
	return &c.Rectifications[item-1]
}

// checkItem refuses a number that is no rectification's.
func (f *fields) checkItem(a *act, item int) {
	n := len(a.Rectifications)
	f.must("item", a.rectification(item) != nil, fault.Say("must be the number of a rectification of the case, of which there are "+itoa(n), "必须是本工单整改项的编号，现有"+itoa(n)+"项"))
}

// Rectifying orders something to be set right.
type Rectifying struct {
	What  string `json:"what" doc:"what is to be set right"`
	Owner string `json:"owner,omitempty" doc:"who sees to it; the case's handler when left out"`
	Due   string `json:"due,omitempty" doc:"by when: an instant, a date whose end counts, or a target such as 10wd; the policy's limit when left out"`
	Scope Scope  `json:"scope,omitempty" enum:"case,kind" doc:"the matter itself, or problems of its kind wherever they are; case when left out"`
}

// Name is "rectification".
func (Rectifying) Name() string  { return "rectification" }
func (Rectifying) event() string { return "rectification-ordered" }

func (c Rectifying) check(a *act) []fault.Field {
	var f fields
	f.required("what", c.What, 2000)
	f.limit("owner", c.Owner, 200)
	f.optional("scope", string(c.Scope), string(ScopeCase), string(ScopeKind))
	f.checkOrdered(a, "due", rectificationClock, c.limit(a))
	f.must("what", len(a.Rectifications) < mostRectifications, fault.Say("cannot be added: there are 20 rectifications already", "整改项已达上限（20项）"))
	return f
}

// limit is what the order says as orders say limits: a date ends with its day.
func (c Rectifying) limit(a *act) string {
	if day, err := time.ParseInLocation(time.DateOnly, c.Due, a.Policy.Zone()); err == nil {
		return day.AddDate(0, 0, 1).Format(time.RFC3339)
	}
	return c.Due
}

// apply starts the clock, where there is a limit, and tells the unit. It fails with
// Conflict for a case without one: nobody would see to it.
func (c Rectifying) apply(a *act) error {
	if a.Unit == "" {
		return a.illegal(fault.Say("the case has no unit that could set anything right", "该工单尚无承办单位，不能下达整改"))
	}
	scope := c.Scope
	if scope == "" {
		scope = ScopeCase
	}
	a.Rectifications = append(a.Rectifications, Rectification{
		What: c.What, Owner: or(c.Owner, a.Handler), Due: c.Due, Scope: scope, Unit: a.Unit, OrderedAt: a.Now, OrderedBy: a.By.String(),
	})
	target, ok := a.ordered(rectificationClock, c.limit(a))
	if _, known := a.Policy.Clock(rectificationClock); !ok || !known {
		return nil
	}
	k, err := a.launch(Clock{Name: rectificationClock, Round: len(a.Rectifications), Target: target.String(), StartedAt: a.Now, Why: byOrder})
	if err != nil {
		return err
	}
	a.tell(telling{kind: "dispatched", clock: k, point: "ordered", levels: a.Policy.Tell["dispatched"]})
	return nil
}

// RectificationDone is the unit's word that something has been set right.
type RectificationDone struct {
	Item int    `json:"item" minimum:"1" doc:"its number in the case, from 1"`
	Text string `json:"text" doc:"what was done, and what proves it"`
}

// Name is "rectification-done".
func (RectificationDone) Name() string  { return "rectification-done" }
func (RectificationDone) event() string { return "rectification-reported" }

func (c RectificationDone) check(a *act) []fault.Field {
	var f fields
	f.checkItem(a, c.Item)
	f.required("text", c.Text, 4000)
	return f
}

// apply ends the clock and asks the level above for its check, which has a limit too. It fails with Conflict
// when it is done already.
func (c RectificationDone) apply(a *act) error {
	r := a.rectification(c.Item)
	if !r.undone() {
		return a.illegal(fault.Say("this rectification has been reported as done already", "该整改项已反馈完成"))
	}
	r.DoneAt, r.DoneBy, r.Text = a.Now, a.By.String(), c.Text
	if k := a.clockIn(rectificationClock, c.Item); k != nil {
		a.endClock(k, a.Now)
	}
	a.settle(rectificationClock)
	a.mentionAbove(a.responsibleFor(a.Policy, *r), telling{kind: "dispatched", template: "dispatched.check", key: "check/" + itoa(a.Events)})
	round, err := a.awaitCheck()
	r.CheckRound = round
	return err
}

// RectificationCheck is the look of the level above at what was done (验收).
type RectificationCheck struct {
	Item   int    `json:"item" minimum:"1" doc:"its number in the case, from 1"`
	Passed bool   `json:"passed"`
	Reason string `json:"reason,omitempty" doc:"required when it is not passed"`
}

// Name is "rectification-check".
func (RectificationCheck) Name() string  { return "rectification-check" }
func (RectificationCheck) event() string { return "rectification-checked" }

func (c RectificationCheck) check(a *act) []fault.Field {
	var f fields
	f.checkItem(a, c.Item)
	f.must("reason", c.Passed || c.Reason != "", fault.Say("is required when it is not passed", "验收不通过时必须填写原因"))
	f.limit("reason", c.Reason, 2000)
	r := a.rectification(c.Item)
	f.must("item", r == nil || c.Passed || len(r.Checks) < mostChecks, fault.Say("has been sent back 10 times: it can only be passed", "已达退回上限（10次），只能验收通过"))
	return f
}

// apply passes what was done, or lets its clock run on to the same due instant and
// tells the unit. It fails with Conflict when nothing waits for its check, and with
// Denied when the actor does not stand above the unit and whoever has done it.
func (c RectificationCheck) apply(a *act) error {
	r := a.rectification(c.Item)
	switch {
	case !r.unchecked():
		return a.illegal(fault.Say("this rectification does not wait for a check", "该整改项没有待验收的反馈"))
	case !a.above(a.responsibleFor(a.Policy, *r)) || !a.above(actorOf(r.DoneBy).Unit):
		return fault.New(fault.Denied, fault.Say("a rectification is checked by a unit above the one that has done it", "整改须由整改单位的上级单位验收"))
	}
	a.checked(r.CheckRound)
	r.Checks = append(r.Checks, Check{Passed: c.Passed, Reason: c.Reason, At: a.Now, By: a.By.String()})
	if c.Passed {
		return nil
	}
	r.DoneAt = Instant{}
	k := a.clockIn(rectificationClock, c.Item)
	if k == nil {
		return nil
	}
	if err := a.undoClock(k); err != nil {
		return err
	}
	a.tell(telling{kind: "rework", clock: k, point: "returned " + itoa(len(r.Checks)), levels: a.Policy.Tell["rework"]})
	return nil
}
