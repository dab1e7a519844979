package complaint

import "github.com/redress/redress/shared/policy"

// Moved is a due instant that has moved.
type Moved struct {
	Clock string  `json:"clock"`
	Round int     `json:"round"`
	From  Instant `json:"from"`
	To    Instant `json:"to"`
}

// Recount counts every clock anew by the calendar of the turn's policy: after
// a year was published, a holiday was added, or a zone changed its rules. What
// still runs is armed anew and its promise moved, a breach gets a correction
// beside it, and what was met stays met. It gives what has moved, and an empty
// Change when nothing has.
func (c *Case) Recount(turn Turn) (Change, []Moved, error) {
	a := step(c, turn)
	a.fire()
	var moved []Moved
	for i := range a.Clocks {
		k := &a.Clocks[i]
		was := k.DueAt
		var err error
		switch k.State {
		case Running, Paused:
			err = a.move(k, a.Now, becauseCalendar, newCalendar)
		case Missed:
			err = a.review(k, becauseCalendar)
		}
		if err != nil {
			return Change{}, nil, err
		}
		if !k.DueAt.Equal(was) {
			moved = append(moved, Moved{Clock: k.Name, Round: k.Round, From: was, To: k.DueAt})
		}
	}
	a.fire()
	return a.finish(), moved, a.err
}

// adoption is the data of the event adopted: IDs of policies.
type adoption struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Adopt moves an open case to another version of the policy. Its clocks follow
// by that version's choice for a change of policy, and warn, pause and climb by
// its rules.
func (c *Case) Adopt(turn Turn) (Change, []Moved, error) {
	a := step(c, turn)
	if c.PolicyID == turn.Policy.ID() || c.Status == Closed {
		return Change{}, nil, nil
	}
	a.fire()
	a.system("adopted", adoption{From: c.PolicyID, To: turn.Policy.ID()})
	c.PolicyID = turn.Policy.ID()
	was := make([]Instant, len(a.Clocks))
	for i, k := range a.Clocks {
		was[i] = k.DueAt
	}
	if err := a.rearm("policy", newPolicy); err != nil {
		return Change{}, nil, err
	}
	if err := a.obey(); err != nil {
		return Change{}, nil, err
	}
	var moved []Moved
	for i, k := range a.Clocks {
		if i < len(was) && !k.DueAt.Equal(was[i]) {
			moved = append(moved, Moved{Clock: k.Name, Round: k.Round, From: was[i], To: k.DueAt})
		}
	}
	a.fire()
	return a.finish(), moved, a.err
}

// obey lets the clocks warn and pause as the rules of a new policy say. A ladder
// goes on at the next rung that there still is.
func (a *act) obey() error {
	for i := range a.Clocks {
		switch k := &a.Clocks[i]; {
		case k.State == Running || k.State == Paused:
			a.halt(k)
			if err := a.move(k, a.Now, BecausePolicy, newPolicy); err != nil {
				return err
			}
		case k.State == Missed && k.EndedAt.IsZero() && k.Rung > 0:
			a.schedule(k, a.Now, a.Now)
		}
	}
	return nil
}

var (
	newCalendar = policy.Text{"en": "the calendar of working days has changed", "zh": "工作日历已调整"}
	newPolicy   = policy.Text{"en": "new rules apply", "zh": "已适用新的处理规则"}
)
