package complaint

import (
	"slices"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/policy"
)

// Count is all that a clock's due instant follows from, but for the calendar.
type Count struct {
	From   Instant
	Target clock.Target
	Pauses []clock.Pause
}

// Count gives what a clock counts: its target from its start, or what a change
// of limits has left of it, less the suspensions that began before its end.
func (c *Case) Count(k *Clock, p *policy.Policy) (Count, error) {
	from, text := k.StartedAt, k.Target
	if k.Basis != nil {
		from, text = k.Basis.From, k.Basis.Target
	}
	target, err := clock.ParseTarget(text)
	if err != nil {
		return Count{}, internal(err, "read the target of clock "+k.Name)
	}
	return Count{From: from, Target: target, Pauses: c.pauses(k, p)}, nil
}

// CountThen is Count by what was known of suspensions when the clock was found
// missed, or ended: what its due instant followed from.
func (c *Case) CountThen(k *Clock, p *policy.Policy) (Count, error) {
	then, settled := *c, k.FoundAt
	if k.State != Missed {
		settled = k.EndedAt
	}
	then.Suspensions = slices.DeleteFunc(slices.Clone(c.Suspensions), func(s Suspension) bool { return s.ToldAt.After(settled) })
	return then.Count(k, p)
}

// matter is what the policy's limits depend on.
func (c *Case) matter() policy.Matter { return c.MatterAs(c.Judgement) }

// arm starts a clock of the journey. One that follows another is started by
// the other's end instead.
func (a *act) arm(name string, start Instant) error {
	if rule, _ := a.Policy.Clock(name); rule.After != "" {
		return nil
	}
	return a.startClock(name, start)
}

// startClock starts a clock in the present round, or in the next free one when
// it ran in this round already. A matter that has no such limit does not run
// it, and nobody must contact an anonymous customer who left no number.
func (a *act) startClock(name string, start Instant) error {
	limit, ok := a.Policy.Limit(a.matter(), name)
	if !ok || name == "contact" && a.Customer.Anonymous && !a.Customer.Reachable {
		return nil
	}
	_, err := a.run(Clock{Name: name, StartedAt: start, Target: limit.Target.String(), Why: limit.Why})
	return err
}

// run lets a new clock run in the present round, or in the next free one.
func (a *act) run(k Clock) (*Clock, error) {
	k.Round = a.Round
	if last := a.Clock(k.Name); last != nil && last.Round >= k.Round {
		k.Round = last.Round + 1
	}
	return a.launch(k)
}

// launch lets a new clock run in its round.
func (a *act) launch(k Clock) (*Clock, error) {
	k.State = Running
	if err := a.aim(&k, a.Now); err != nil {
		return nil, err
	}
	a.halt(&k)
	a.Clocks = append(a.Clocks, k)
	return &a.Clocks[len(a.Clocks)-1], nil
}

// aim computes a clock's due instant and points as of an instant. What differs
// from before is a new generation; nothing changes when it fails. A point that
// lies in the past is not sent, and one that was told already is not told again
// at the same instant, whichever generation told it.
func (a *act) aim(k *Clock, asOf Instant) error {
	count, err := a.Count(k, a.Policy)
	if err != nil {
		return err
	}
	calendar := a.Policy.Calendar
	due, err := calendar.Due(count.From, count.Target, count.Pauses...)
	if err != nil {
		return internal(err, "compute the due instant of clock "+k.Name)
	}
	points := a.points(k, count, due.At, asOf)
	if k.Generation > 0 && due.At.Equal(k.DueAt) && due.Provisional == k.Provisional && slices.Equal(points, k.Points) {
		return nil
	}
	if k.Generation > 0 && k.FirstDueAt.IsZero() && !due.At.Equal(k.DueAt) {
		k.FirstDueAt = k.DueAt
	}
	k.Generation++
	k.Earlier = told(k, points)
	k.DueAt, k.Provisional, k.Points = due.At, due.Provisional, points
	k.ArmedAt, k.Calendar = asOf, CalendarVersion(calendar)
	if due.Provisional {
		a.alarmUnpublished(k)
	}
	return nil
}

// CalendarVersion names the calendar and the rules of its zone that a due
// instant is computed by: "china#1a2b3c4d Asia/Shanghai#5e6f7a8b".
func CalendarVersion(c *clock.Calendar) string { return c.Version() + " " + c.ZoneVersion() }

// points are the warning points of a clock's next generation.
func (a *act) points(k *Clock, n Count, due, asOf Instant) []Point {
	rule, known := a.Policy.Clock(k.Name)
	if !known { // it goes on under rules that have it not, as it was begun
		return k.Points
	}
	var points []Point
	for _, w := range rule.Warnings {
		at, ok := a.Policy.Calendar.Warn(n.From, n.Target, due, w.Point, w.AnyTime, n.Pauses...)
		if !ok {
			continue
		}
		p := Point{Label: w.Point.String(), At: at, Passed: !at.After(asOf)}
		if old := k.fired(at); old != nil {
			p.FiredAt, p.Passed = old.FiredAt, false
		}
		points = append(points, p)
	}
	if k.Generation > 0 && due.After(asOf) && len(rule.Warnings) > 0 {
		points = lastChance(points, rule, k, asOf)
	}
	return points
}

// told are the points that a clock has told and that are none of its next ones.
func told(k *Clock, next []Point) (earlier []Point) {
	for _, p := range slices.Concat(k.Earlier, k.Points) {
		stays := slices.ContainsFunc(next, func(n Point) bool { return n.At.Equal(p.At) })
		if !p.FiredAt.IsZero() && !stays {
			earlier = append(earlier, p)
		}
	}
	return earlier
}

// lastChance keeps a moved deadline from being missed unwarned: when every
// point has passed and none was ever told, of this or an earlier generation, the
// last one is told at once.
func lastChance(points []Point, rule policy.Clock, k *Clock, asOf Instant) []Point {
	told := func(p Point) bool { return !p.FiredAt.IsZero() } // of clocks from before WarnedAt was kept
	if !k.WarnedAt.IsZero() || slices.ContainsFunc(points, Point.pending) || slices.ContainsFunc(k.Points, told) {
		return points
	}
	last := rule.Warnings[len(rule.Warnings)-1].Point.String()
	points = slices.DeleteFunc(points, func(p Point) bool { return p.Label == last })
	return append(points, Point{Label: last, At: asOf})
}

// rearm brings the clocks that still run in line with the matter: limits that
// it has not are cancelled, or run again when it has them after all, those of
// orders stay, so does that of an over-level flow while a superior body waits, and others follow the change by the policy's choice. The customer is told what is
// promised otherwise from now on, and why; without a reason that is left to what follows.
func (a *act) rearm(change string, because policy.Text) error {
	for i := range a.Clocks {
		k := &a.Clocks[i]
		limit, ok := a.Policy.Limit(a.matter(), k.Name)
		if a.dropped(k) && ok {
			if err := a.restore(k, limit, because); err != nil {
				return err
			}
			continue
		}
		if k.State != Running && k.State != Paused {
			continue
		}
		if _, known := a.Policy.Clock(k.Name); known && k.Why == byOrder {
			continue
		}
		if !ok && k.Name == superiorClock && a.OverLevel.Open() {
			continue
		}
		if !ok {
			a.system("dropped", movement{Clock: k.Name, Round: k.Round, From: k.DueAt, Because: "no such limit for this " + change})
			a.drop(k, because)
			continue
		}
		k.Why = limit.Why
		if limit.Target.String() == k.Target {
			continue
		}
		if err := a.retarget(k, limit.Target, a.Policy.Recompute.Of(change), because); err != nil {
			return err
		}
	}
	return nil
}

// drop cancels a clock that the matter has no limit for.
func (a *act) drop(k *Clock, because policy.Text) {
	was := k.Promised()
	a.cancelClock(k)
	if because != nil {
		a.unpromise(k, was, because)
	}
}

// dropped tells whether a clock was cancelled because the matter had no such
// limit. In an open case nothing else cancels a limit of this round's receipt.
func (a *act) dropped(k *Clock) bool {
	rule, _ := a.Policy.Clock(k.Name)
	return k.State == Cancelled && k.Round == a.Round && rule.After == "" && slices.Contains(fromReceipt, k.Name)
}

// restore lets a dropped clock run again, from its old start.
func (a *act) restore(k *Clock, limit policy.Limit, because policy.Text) error {
	k.State, k.EndedAt, k.Unit, k.Basis = Running, Instant{}, "", nil
	k.Target, k.Why = limit.Target.String(), limit.Why
	a.halt(k)
	if err := a.aim(k, a.Now); err != nil {
		return err
	}
	a.system("restored", ticking{Clock: k.Name, Round: k.Round, At: k.DueAt})
	if because != nil {
		a.promise(k, Instant{}, k.DueAt, because)
	}
	return nil
}

// retarget gives a running clock another target.
func (a *act) retarget(k *Clock, target clock.Target, choice policy.Choice, because policy.Text) error {
	was, promised := k.DueAt, k.Promised()
	count, err := a.Count(k, a.Policy)
	if err != nil {
		return err
	}
	k.Target, k.Basis = target.String(), nil
	switch choice {
	case policy.FromChange:
		k.Basis = &Basis{From: a.Now, Target: target.String(), Choice: choice}
	case policy.CarryShare:
		used := a.Policy.Calendar.Used(count.From, count.Target, a.Now, count.Pauses...)
		left := target.Share(count.Target.Size()-used, count.Target.Size())
		k.Basis = &Basis{From: a.Now, Target: left.String(), Choice: choice}
	}
	if err := a.aim(k, a.Now); err != nil {
		return err
	}
	a.system("retargeted", movement{Clock: k.Name, Round: k.Round, From: was, To: k.DueAt, Because: string(choice), Target: k.Target})
	if because != nil {
		a.promise(k, promised, k.DueAt, because)
	}
	return nil
}

// movement is the data of events by which a due instant moves.
type movement struct {
	Clock   string  `json:"clock"`
	Round   int     `json:"round"`
	From    Instant `json:"from"`
	To      Instant `json:"to,omitzero"` // none when the limit is dropped
	Because string  `json:"because"`
	Target  string  `json:"target,omitempty"`
}

var otherMatter = policy.Text{"en": "the matter was classified anew", "zh": "诉求类型经核实已调整"}
