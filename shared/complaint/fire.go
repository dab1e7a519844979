package complaint

import (
	"slices"
	"strings"

	"github.com/redress/redress/shared/policy"
)

// ticking is the data of the events warned, breached, escalated, skipped,
// restored and reworked.
type ticking struct {
	Clock string  `json:"clock"`
	Round int     `json:"round"`
	Point string  `json:"point,omitempty"`
	At    Instant `json:"at"` // nominal
	Rung  int     `json:"rung,omitempty"`
	Unit  string  `json:"unit,omitempty"` // that had to act, of a breach
	// Levels are those who were told; nobody is of a quiet clock.
	Levels []string `json:"levels,omitempty"`
}

// fire does what is due: for every clock its warnings, its breach, and the
// call for the ladder. In a closed case those of an appeal run, and those that last.
func (a *act) fire() {
	a.expire()
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
	k.Unit, k.State, k.BreachedAt, k.FoundAt = a.Holder(a.Policy, k), Missed, k.DueAt, a.Now
	a.change.Fired++
	rule, levels := a.breachOf(k)
	a.system("breached", ticking{Clock: k.Name, Round: k.Round, Point: labels(fired), At: k.DueAt, Levels: levels, Unit: k.Unit})
	if rule.Quiet {
		return
	}
	k.ClimbAt = k.BreachedAt
	template := "breach"
	if len(fired) > 0 {
		template = "breach.warned"
	}
	a.tell(telling{kind: "breach", template: template, clock: k, point: "breach", at: k.DueAt, levels: levels})
}

// breachOf is the rule of a clock, with those who are told of its breach. A clock that
// goes on under rules that have it not is told to those who hear of alarms.
func (a *act) breachOf(k *Clock) (policy.Clock, []string) {
	rule, known := a.Policy.Clock(k.Name)
	if !known {
		return rule, a.Policy.Tell["alarm"]
	}
	return rule, rule.Breach.Levels
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
	if len(fired) > 0 {
		k.WarnedAt = fired[len(fired)-1].At
	}
	return fired
}

// levels joins those who are told at the fired points.
func (a *act) levels(name string, fired []Point) []string {
	rule, known := a.Policy.Clock(name)
	if !known {
		return a.Policy.Tell["alarm"]
	}
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
