package complaint

// recovered is the data of the event of the same name.
type recovered struct {
	// WakeAt is when time would have changed the case; zero for never.
	WakeAt Instant `json:"wakeAt,omitzero"`
}

// wakes is the next instant at which time itself changes the case; zero for
// none.
func (c *Case) wakes() Instant {
	next := c.suspendedUntil()
	for i := range c.Clocks {
		next = earliest(next, c.Clocks[i].wake())
	}
	return next
}

// Asleep tells whether the case has lost its wake-up: its WakeAt is not the
// instant that its clocks ask for, or lies so far in the past that the sweep
// does not get past it.
func (c *Case) Asleep(now Instant) bool {
	return !c.WakeAt.Equal(c.wakes()) || !c.WakeAt.IsZero() && now.Sub(c.WakeAt) > LateAfter
}

// Recover wakes a case that is asleep: what is due fires, and the timer index
// follows again. It gives an empty Change when the case is awake.
func (c *Case) Recover(turn Turn) (Change, error) {
	if !c.Asleep(turn.Now) {
		return Change{}, nil
	}
	a := step(c, turn)
	a.system("recovered", recovered{WakeAt: c.WakeAt})
	a.fire()
	return a.finish(), a.err
}
