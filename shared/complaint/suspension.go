package complaint

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Suspension (中止) stops the clocks of a case that may pause, for a stated
// reason and until a stated instant at most.
type Suspension struct {
	Kind   string  `json:"kind"`
	Reason string  `json:"reason"`
	From   Instant `json:"from"`
	// Until is when the clocks run again by themselves.
	Until   Instant `json:"until"`
	EndedAt Instant `json:"endedAt,omitzero"`
	// ToldAt is when somebody last said something new of its beginning or end,
	// which may be long after the instant that they named.
	ToldAt Instant `json:"toldAt,omitzero"`
	// Approved: it goes beyond the policy's cap, by a supervisor's decision.
	Approved bool `json:"approved,omitempty"`
}

func (s Suspension) running() bool { return s.EndedAt.IsZero() }

// to is the end of the suspension, as far as it is known.
func (s Suspension) to() Instant {
	if s.running() {
		return s.Until
	}
	return s.EndedAt
}

// pauses are the suspensions as a clock sees them: those that began before its
// end, if it may pause at all.
func (c *Case) pauses(k *Clock, p *policy.Policy) []clock.Pause {
	if rule, _ := p.Clock(k.Name); !rule.Pausable {
		return nil
	}
	var list []clock.Pause
	for _, s := range c.Suspensions {
		if k.EndedAt.IsZero() || s.From.Before(k.EndedAt) {
			list = append(list, clock.Pause{From: s.From, To: s.to(), Reason: s.Kind})
		}
	}
	return list
}

// suspended tells whether a suspension holds at an instant. One that was ended holds no
// more, even where a clock that goes wrong says that it is earlier: nothing would let
// the clocks run on again.
func (c *Case) suspended(at Instant) bool {
	return slices.ContainsFunc(c.Suspensions, func(s Suspension) bool { return s.running() && !s.From.After(at) && at.Before(s.Until) })
}

// suspendedUntil is when the first of the running suspensions ends by itself.
func (c *Case) suspendedUntil() (next Instant) {
	for _, s := range c.Suspensions {
		if s.running() {
			next = earliest(next, s.Until)
		}
	}
	return next
}

// halt pauses a running clock, or lets a paused one run, as the suspensions want it.
func (a *act) halt(k *Clock) {
	rule, _ := a.Policy.Clock(k.Name)
	switch paused := rule.Pausable && a.suspended(a.Now); {
	case paused && k.State == Running:
		k.State = Paused
	case !paused && k.State == Paused:
		k.State = Running
	}
}

// Suspending is the command that suspends a case.
type Suspending struct {
	Kind   string  `json:"kind" doc:"the sort of reason; one that the policy does not know counts as other"`
	Reason string  `json:"reason"`
	Until  Instant `json:"until,omitzero" doc:"when the clocks run again by themselves; the end of what the policy allows when left out"`
	At     Instant `json:"at,omitzero" doc:"when it began; now when left out"`
}

// Name is "suspension".
func (Suspending) Name() string  { return "suspension" }
func (Suspending) event() string { return "suspended" }

// longestSuspension bounds what a supervisor may approve.
const longestSuspension = 366 * 24 * time.Hour

func (c Suspending) check(a *act) []fault.Field {
	var f fields
	f.required("kind", c.Kind, 100)
	f.required("reason", c.Reason, 2000)
	f.must("kind", len(a.Suspensions) < mostRemarks, fault.Say("cannot be added: there are 100 suspensions already", "中止记录已达上限（100次）"))
	f.happened("at", c.At, a)
	from := c.from(a)
	f.must("at", a.approves() || !a.missedSince(from), fault.Say("needs a supervisor's approval: a limit has been missed since", "此后已有时限超时，须由督办人员批准"))
	f.must("until", c.Until.IsZero() || c.Until.After(from), fault.Say("must lie after the beginning", "必须晚于开始时间"))
	f.must("until", !c.Until.After(a.Now.Add(longestSuspension)), fault.Say("is more than a year away", "不能超过一年"))
	end, capped := a.capEnd(from)
	f.must("until", capped || !c.Until.IsZero(), fault.Say("is required: the policy has no cap", "必填：规则未设中止上限"))
	switch {
	case !c.Until.IsZero() && !a.beyondCaps(c.suspension(a, end)): // within the caps
	case a.approves():
		f.must("until", !c.Until.IsZero() || !capped || end.After(from), fault.Say("is required beyond what the policy allows", "超出规则上限时必填"))
	case capped && end.After(from):
		last, lastZH := SpokenAt(end, a.Now, a.Policy.Zone(), "en"), SpokenAt(end, a.Now, a.Policy.Zone(), "zh")
		f.must("until", c.Until.IsZero(), fault.Say("needs a supervisor's approval beyond "+last, "晚于"+lastZH+"须由督办人员批准"))
	case capped:
		f.must("until", false, fault.Say("needs a supervisor's approval: the case has been suspended for as long as the policy allows", "已达中止时长上限，须由督办人员批准"))
	}
	return f
}

// from is when the suspension begins.
func (c Suspending) from(a *act) Instant {
	if at := Second(c.At); !c.At.IsZero() && !at.Before(a.ReceivedAt) {
		return at
	}
	return a.Now
}

// missedSince tells whether a clock that may pause was missed after an instant.
func (a *act) missedSince(at Instant) bool {
	return at.Before(a.Now) && slices.ContainsFunc(a.Clocks, func(k Clock) bool {
		rule, _ := a.Policy.Clock(k.Name)
		return rule.Pausable && k.State == Missed && at.Before(k.BreachedAt)
	})
}

// approves tells whether the actor's word goes beyond the caps.
func (a *act) approves() bool { return slices.Contains(lead, a.By.Role) }

// suspension is what the command says, up to the end of the caps where it names none.
func (c Suspending) suspension(a *act, end Instant) Suspension {
	s := Suspension{Kind: c.Kind, Reason: c.Reason, From: c.from(a), Until: Second(c.Until), ToldAt: a.Now}
	if c.Until.IsZero() {
		s.Until = end
	}
	if !s.Until.After(a.Now) { // told when it was over
		s.EndedAt = s.Until
	}
	return s
}

func (c Suspending) apply(a *act) error {
	end, _ := a.capEnd(c.from(a))
	s := c.suspension(a, end)
	s.Approved = a.beyondCaps(s)
	a.Suspensions = a.with(s)
	kind, _ := a.Policy.Suspension.Kind(c.Kind)
	return a.recount(a.Now, kind.Name)
}

// with are the suspensions with another one, which may say a running one of its
// kind once more. One until documents come is said once more by its like alone.
func (c *Case) with(s Suspension) []Suspension {
	list := slices.Clone(c.Suspensions)
	i := slices.IndexFunc(list, func(old Suspension) bool {
		return old.running() && old.Kind == s.Kind && old.awaitsDocuments() == s.awaitsDocuments()
	})
	if i < 0 || !s.running() {
		return append(list, s)
	}
	list[i].again(s)
	return list
}

// again takes up what is said of a running suspension once more: an earlier
// beginning, and the end that was said last.
func (s *Suspension) again(said Suspension) {
	if said.From.Before(s.From) {
		s.From, s.ToldAt = said.From, said.ToldAt
	}
	if !said.Until.Equal(s.Until) {
		s.Until, s.Approved, s.ToldAt = said.Until, said.Approved, said.ToldAt
	}
}

// Resuming lets suspended clocks run on.
type Resuming struct {
	Kind string  `json:"kind,omitempty" doc:"the suspension that ends; all of them when left out"`
	At   Instant `json:"at,omitzero" doc:"when it ended; now when left out"`
}

// Name is "resumption".
func (Resuming) Name() string  { return "resumption" }
func (Resuming) event() string { return "resumed" }

func (c Resuming) check(a *act) []fault.Field {
	var f fields
	f.limit("kind", c.Kind, 100)
	f.happened("at", c.At, a)
	return f
}

// ends tells whether the command ends a suspension, or says late that one had
// ended sooner.
func (c Resuming) ends(s Suspension) bool {
	if c.Kind != "" && c.Kind != s.Kind {
		return false
	}
	sooner := !c.At.IsZero() && s.EndedAt.After(Second(c.At)) && !s.From.After(Second(c.At))
	return s.running() || sooner
}

// recorded says why nothing happened, when nothing is suspended.
func (c Resuming) recorded(a *act) any {
	if slices.ContainsFunc(a.Suspensions, c.ends) {
		return c
	}
	return struct {
		Resuming
		Nothing string `json:"nothing"`
	}{c, "the case was not suspended"}
}

func (c Resuming) apply(a *act) error {
	at := Second(c.At)
	if c.At.IsZero() {
		at = a.Now
	}
	return a.goOn(c.ends, at)
}

// goOn ends suspensions as of an instant, and counts on.
func (a *act) goOn(ends func(Suspension) bool, at Instant) error {
	for i := range a.Suspensions {
		if s := &a.Suspensions[i]; ends(*s) {
			s.EndedAt, s.ToldAt = at, a.Now
			if at.Before(s.From) {
				s.EndedAt = s.From
			}
		}
	}
	return a.recount(a.Now, resumed)
}

var resumed = policy.Text{"en": "the handling goes on", "zh": "工单恢复办理"}

// resumeAll ends every suspension: what they stopped is done.
func (a *act) resumeAll() error {
	if a.suspendedUntil().IsZero() {
		return nil
	}
	a.system("resumed", nil)
	return Resuming{}.apply(a)
}

// expire ends the suspensions that have run out, each at its own instant.
func (a *act) expire() {
	for at := a.suspendedUntil(); !at.IsZero() && !at.After(a.Now) && a.err == nil; at = a.suspendedUntil() {
		for i := range a.Suspensions {
			if s := &a.Suspensions[i]; s.running() && s.Until.Equal(at) {
				s.EndedAt = at
			}
		}
		a.system("resumed", nil)
		if err := a.recount(at, resumed); err != nil {
			a.fail(err)
		}
	}
}
