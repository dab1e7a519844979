package complaint

import "slices"

// Outdated tells why a warning or a rung of the ladder that was promised need
// no longer be sent at an instant: its matter is done, or put off. It is "" for
// what still holds, and for all other notices, which tell what has happened.
func (c *Case) Outdated(n Notice, now Instant) string {
	if n.Kind != "warning" && n.Kind != "escalation" {
		return ""
	}
	i := slices.IndexFunc(c.Clocks, func(k Clock) bool { return k.Name == n.Clock && k.Round == n.Round })
	switch {
	case i < 0:
		return ""
	case !c.Status.Open() && !c.Clocks[i].Unended(): // the limit of an appeal runs in a closed case
		return "the case is closed"
	case !c.Clocks[i].Unended():
		return "the limit has ended"
	case c.Clocks[i].State == Paused:
		return "the limit is paused"
	case !c.Clocks[i].DueAt.Equal(n.DueAt):
		return "the limit has moved"
	case n.Kind == "escalation" && now.Before(c.AcknowledgedUntil):
		return "it was acknowledged"
	}
	return ""
}
