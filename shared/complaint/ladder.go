package complaint

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redress/redress/shared/policy"
)

// climbGrace is how long the workflow is given to climb a rung that it was
// told of before the sweep climbs by itself.
const climbGrace = 10 * time.Minute

// rungDue tells whether the next rung of an overdue clock is to be climbed.
func (k *Clock) rungDue(now Instant) bool {
	return k.State == Missed && k.EndedAt.IsZero() && !k.ClimbAt.IsZero() && !k.ClimbAt.After(now)
}

func (c *Case) climbDue(now Instant) bool {
	return slices.ContainsFunc(c.Clocks, func(k Clock) bool { return k.rungDue(now) })
}

// nudge tells the workflow that a rung is due; when the workflow has not
// climbed it in time, the sweep does so itself. For a closed case no workflow
// waits any more: the sweep climbs all that is due at once.
func (a *act) nudge(k *Clock) {
	switch {
	case a.Status == Closed:
		for k.rungDue(a.Now) {
			a.climb(k)
		}
	case k.NudgedAt.IsZero():
		k.NudgedAt = a.Now
		a.resume(Journey, a.Cycle)
	case !a.Now.Before(k.NudgedAt.Add(climbGrace)):
		a.climb(k)
	}
}

// Climb climbs every rung of the ladder that is due: the workflow's deed. It
// gives an empty Change when none is.
func (c *Case) Climb(turn Turn) Change {
	a := step(c, turn)
	for i := range a.Clocks {
		for a.Clocks[i].rungDue(a.Now) {
			a.climb(&a.Clocks[i])
		}
	}
	return a.finish()
}

// climb goes one rung up. The first rung is the breach itself, which was told
// when it was found; those of the policy's ladder follow. A breach that was
// past already when its clock was armed makes up for none of them.
func (a *act) climb(k *Clock) {
	rule, _ := a.Policy.Clock(k.Name)
	at := k.ClimbAt
	k.Rung++
	if k.Rung == 1 {
		a.system("escalated", ticking{Clock: k.Name, Round: k.Round, Rung: k.Rung, At: at})
		a.supervise(rule.Breach.Supervision, k.Name, at)
		after := Instant{}
		if k.ArmedAt.After(k.DueAt) {
			after = a.Now
		}
		a.schedule(k, at, after)
		return
	}
	rung, _, _ := rule.Rung(k.Rung - 1)
	at = a.latest(rung, at)
	if a.nobody(k, rung.Levels) {
		a.skip(k, rung, at)
		return
	}
	a.system("escalated", ticking{Clock: k.Name, Round: k.Round, Rung: k.Rung, At: at, Levels: rung.Levels})
	a.change.Fired++
	a.supervise(rung.Supervision, k.Name, at)
	a.tell(telling{kind: "escalation", clock: k, point: climbLabel(rung, k.Rung-1), at: at, levels: rung.Levels})
	a.schedule(k, at, Instant{})
}

// nobody tells whether a rung reaches nobody now: there is no such unit above
// the case's, or nobody there is on duty. A case without a unit is the centre's,
// and whom it reaches in its place is known when the notice is sent.
func (a *act) nobody(k *Clock, levels []string) bool {
	unit := a.unitOf(a.Policy, k)
	return unit != "" && policy.AllEmpty(a.Policy.Recipients(levels, unit, a.Handler, a.Duty, a.Now))
}

// skip passes over a rung with nobody on it, says so, and goes on at once with
// the next one. A repeat comes again at its time.
func (a *act) skip(k *Clock, rung policy.Rung, at Instant) {
	a.system("skipped", ticking{Clock: k.Name, Round: k.Round, Rung: k.Rung, At: at, Levels: rung.Levels})
	a.change.Fired++
	a.tell(telling{
		kind: "alarm", template: "alarm.nobody", clock: k, point: "nobody on " + climbLabel(rung, k.Rung-1), at: at,
		levels: a.Policy.Tell["alarm"], values: map[string]string{"levels": strings.Join(rung.Levels, ", ")},
	})
	a.schedule(k, at, Instant{})
	rule, _ := a.Policy.Clock(k.Name)
	if _, repeat, ok := rule.Rung(k.Rung); ok && repeat == 0 {
		k.ClimbAt = at
	}
}

// climbLabel names the n-th climb after a breach.
func climbLabel(r policy.Rung, n int) string {
	if r.Every.Moves() {
		return "repeat " + strconv.Itoa(n)
	}
	return "rung " + strconv.Itoa(n)
}

// schedule sets when the ladder is climbed next. last is the climb before; what
// lies at or before after is passed over. Of several repeats that were missed
// only the latest is left: one reminder after a silence. An acknowledgement
// stops repeats until it runs out, and puts off a rung that comes once.
func (a *act) schedule(k *Clock, last, after Instant) {
	rule, _ := a.Policy.Clock(k.Name)
	k.ClimbAt, k.NudgedAt = Instant{}, Instant{}
	for ; ; k.Rung++ {
		rung, repeat, ok := rule.Rung(k.Rung)
		if !ok {
			return
		}
		at := a.rungAt(k, rung, repeat, last)
		if rung.Every.Moves() {
			k.ClimbAt = a.repeatAt(rung, at, after)
			return
		}
		if at.After(after) {
			k.ClimbAt = at
			if at.Before(a.AcknowledgedUntil) {
				k.ClimbAt = a.inHours(a.AcknowledgedUntil, rung)
			}
			return
		}
		last = at
	}
}

// putOff moves the next climb behind an instant: the end of an acknowledgement,
// or a due instant by which a breach would not be one.
func (a *act) putOff(k *Clock, until Instant) {
	rule, _ := a.Policy.Clock(k.Name)
	rung, _, ok := rule.Rung(k.Rung)
	if !ok || k.ClimbAt.IsZero() {
		return
	}
	k.NudgedAt = Instant{}
	switch {
	case rung.Every.Moves():
		for k.ClimbAt.Before(until) || !k.ClimbAt.After(a.Now) {
			k.ClimbAt = a.repeat(rung, k.ClimbAt)
		}
	case k.ClimbAt.Before(until):
		k.ClimbAt = a.inHours(until, rung)
	}
}

// repeat is the repeat of a rung after another.
func (a *act) repeat(rung policy.Rung, at Instant) Instant {
	return a.inHours(a.Policy.Calendar.After(at, rung.Every), rung)
}

// latest is, of the repeats that have been missed since an instant, the last.
func (a *act) latest(rung policy.Rung, at Instant) Instant {
	for next := at; rung.Every.Moves() && !next.After(a.Now); next = a.repeat(rung, at) {
		at = next
	}
	return at
}

// repeatAt finds the repeat that is climbed next, from the first possible one on.
func (a *act) repeatAt(rung policy.Rung, at, after Instant) Instant {
	for at.Before(a.AcknowledgedUntil) || !at.After(after) {
		at = a.repeat(rung, at)
	}
	return a.latest(rung, at)
}

// rungAt is where a rung lies: from the breach at its first climb, from the
// climb before at a repeat.
func (a *act) rungAt(k *Clock, rung policy.Rung, repeat int, last Instant) Instant {
	from, distance := k.BreachedAt, rung.After
	if repeat > 0 {
		from, distance = last, rung.Every
	}
	return a.inHours(a.Policy.Calendar.After(from, distance), rung)
}

// inHours moves an instant to the next opening, unless the rung may fall at any time.
func (a *act) inHours(at Instant, rung policy.Rung) Instant {
	if rung.AnyTime {
		return at
	}
	return a.Policy.Calendar.Opening(at)
}
