package complaint

import (
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/policy"
)

// ticking is the data of the events warned, breached, escalated and reworked.
type ticking struct {
	Clock string  `json:"clock"`
	Round int     `json:"round"`
	Point string  `json:"point,omitempty"`
	At    Instant `json:"at"` // nominal
	Rung  int     `json:"rung,omitempty"`
	// Levels are those who were told; nobody is of a quiet clock.
	Levels []string `json:"levels,omitempty"`
}

// fire does what is due: for every clock its warnings, its breach, and the
// call for the ladder.
func (a *act) fire() {
	if a.Status == Closed {
		return
	}
	for i := range a.Clocks {
		k := &a.Clocks[i]
		switch {
		case k.State == Running && a.Now.After(k.DueAt):
			a.breach(k)
		case k.State == Running:
			a.warn(k)
		}
		if k.rungDue(a.Now) {
			a.nudge(k)
		}
	}
}

// warn fires the points that are due. Points found together are one notice,
// at the nominal instant of the last.
func (a *act) warn(k *Clock) {
	fired := a.firePoints(k)
	if len(fired) == 0 {
		return
	}
	last := fired[len(fired)-1]
	a.change.Fired++
	levels := a.levels(k.Name, fired)
	a.system("warned", ticking{Clock: k.Name, Round: k.Round, Point: labels(fired), At: last.At, Levels: levels})
	a.tell(telling{kind: "warning", clock: k, point: labels(fired), at: last.At, levels: levels})
}

// breach records that the clock was missed. Its instant is the due instant,
// whenever it was found. Warnings found with it are part of its notice.
func (a *act) breach(k *Clock) {
	fired := a.firePoints(k)
	k.State, k.BreachedAt, k.FoundAt = Missed, k.DueAt, a.Now
	a.change.Fired++
	rule, _ := a.Policy.Clock(k.Name)
	a.system("breached", ticking{Clock: k.Name, Round: k.Round, Point: labels(fired), At: k.DueAt, Levels: rule.Breach.Levels})
	if rule.Quiet {
		return
	}
	k.ClimbAt = k.BreachedAt
	template := "breach"
	if len(fired) > 0 {
		template = "breach.warned"
	}
	a.tell(telling{kind: "breach", template: template, clock: k, point: "breach", at: k.DueAt, levels: rule.Breach.Levels})
}

// firePoints marks the points that are due and gives them, earliest first.
func (a *act) firePoints(k *Clock) []Point {
	var fired []Point
	for i := range k.Points {
		if p := &k.Points[i]; p.pending() && !p.At.After(a.Now) {
			p.FiredAt = a.Now
			fired = append(fired, *p)
		}
	}
	slices.SortStableFunc(fired, func(x, y Point) int { return x.At.Compare(y.At) })
	return fired
}

// levels joins those who are told at the fired points.
func (a *act) levels(name string, fired []Point) []string {
	rule, _ := a.Policy.Clock(name)
	var levels []string
	for _, w := range rule.Warnings {
		if !slices.ContainsFunc(fired, func(p Point) bool { return p.Label == w.Point.String() }) {
			continue
		}
		for _, l := range w.Levels {
			if !slices.Contains(levels, l) {
				levels = append(levels, l)
			}
		}
	}
	return levels
}

func labels(points []Point) string {
	names := make([]string, len(points))
	for i, p := range points {
		names[i] = p.Label
	}
	return strings.Join(names, ", ")
}

// rungDue tells whether the next rung of an overdue clock is to be climbed.
func (k *Clock) rungDue(now Instant) bool {
	return k.State == Missed && k.EndedAt.IsZero() && !k.ClimbAt.IsZero() && !k.ClimbAt.After(now)
}

func (c *Case) climbDue(now Instant) bool {
	return slices.ContainsFunc(c.Clocks, func(k Clock) bool { return k.rungDue(now) })
}

// nudge tells the workflow that a rung is due; when the workflow has not
// climbed it in time, the sweep does so itself.
func (a *act) nudge(k *Clock) {
	switch {
	case k.NudgedAt.IsZero():
		k.NudgedAt = a.Now
		a.resume(a.Cycle)
	case !a.Now.Before(k.NudgedAt.Add(climbGrace)):
		a.climb(k)
	}
}

// Climb climbs every rung of the ladder that is due: the workflow's deed. It
// gives an empty Change when none is.
func (c *Case) Climb(turn Turn) Change {
	a := &act{Case: c, Turn: turn}
	for i := range a.Clocks {
		for a.Status != Closed && a.Clocks[i].rungDue(a.Now) {
			a.climb(&a.Clocks[i])
		}
	}
	return a.finish()
}

// climb goes one rung up. The first rung is the breach itself, which was told
// when it was found: it opens supervision. Each further rung is a repeat.
func (a *act) climb(k *Clock) {
	rule, _ := a.Policy.Clock(k.Name)
	at := k.ClimbAt
	k.Rung++
	k.ClimbAt, k.NudgedAt = a.missedRepeat(k, at), Instant{}
	if k.Rung == 1 {
		a.system("escalated", ticking{Clock: k.Name, Round: k.Round, Rung: k.Rung, At: at})
		a.supervise(rule, at)
		return
	}
	a.system("escalated", ticking{Clock: k.Name, Round: k.Round, Rung: k.Rung, At: at, Levels: rule.Repeat.Levels})
	a.change.Fired++
	a.tell(telling{kind: "escalation", clock: k, point: "repeat " + strconv.Itoa(k.Rung-1), at: at, levels: rule.Repeat.Levels})
}

// supervise opens supervision (督办) when the clock's rule wants it and none is open.
func (a *act) supervise(rule policy.Clock, at Instant) {
	if rule.Breach.Supervision == "" || a.Supervision != nil && a.Supervision.ReleasedAt.IsZero() {
		return
	}
	a.Supervision = &Supervision{Level: rule.Breach.Supervision, OpenedAt: at, Because: rule.Name}
	a.system("supervised", a.Supervision)
}

// release ends supervision when the matter that it was opened for is done.
func (a *act) release() {
	if a.Supervision != nil && a.Supervision.ReleasedAt.IsZero() {
		a.Supervision.ReleasedAt = a.Now
		a.system("released", a.Supervision)
	}
}
