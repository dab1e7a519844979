package complaint

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// Differences names the members of the stored case that another telling of it
// has otherwise, by the alphabet; none when both are the same. What only says
// when a sweep came by does not count: the instants at which points, breaches
// and corrections were found and the workflow was told, and how many steps it
// all took. Neither does which version of a calendar a due instant was computed
// by, as long as it is the same instant, nor which units held the case and its clocks,
// when it was last acted on, what customers were told of promises that moved, and of
// which points earlier due instants were warned: older ones have not kept that.
func Differences(stored, other *Case) []string {
	one, two := lasting(stored), lasting(other)
	if bytes.Equal(one, two) {
		return nil
	}
	var x, y map[string]json.RawMessage
	_, _ = json.Unmarshal(one, &x), json.Unmarshal(two, &y) // a case is always an object
	names := map[string]bool{}
	for name := range x {
		names[name] = !bytes.Equal(x[name], y[name])
	}
	for name := range y {
		names[name] = !bytes.Equal(x[name], y[name])
	}
	maps.DeleteFunc(names, func(_ string, differs bool) bool { return !differs })
	return slices.Sorted(maps.Keys(names))
}

// byStatus are the phases of a case by their statuses alone.
func byStatus(phases []Phase) (list []Phase) {
	for _, p := range phases {
		if n := len(list); n == 0 || list[n-1].Status != p.Status {
			list = append(list, Phase{At: p.At, Status: p.Status})
		}
	}
	return list
}

// lasting is what a case is stored as, without what does not count.
func lasting(c *Case) []byte {
	bare := *c
	bare.Version, bare.Events, bare.WakeAt, bare.ActedAt = 0, 0, Instant{}, Instant{}
	bare.Clocks = slices.Clone(c.Clocks)
	for i := range bare.Clocks {
		bare.Clocks[i].strip()
	}
	bare.Phases = byStatus(c.Phases)
	return encode(&bare)
}

// strip leaves out what does not count.
func (k *Clock) strip() {
	k.Calendar, k.Unit, k.Told, k.Earlier = "", "", nil, nil
	k.FoundAt, k.NudgedAt = Instant{}, Instant{}
	if k.Correction != nil {
		correction := *k.Correction
		correction.At = Instant{}
		k.Correction = &correction
	}
	k.Points = slices.Clone(k.Points)
	for i := range k.Points {
		if p := &k.Points[i]; !p.FiredAt.IsZero() {
			p.FiredAt = p.At
		}
	}
}
