package report_test

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
)

// maker makes cases by their fields alone, where a report needs hundreds: the
// figures read nothing else.
type maker struct {
	*office
	from, to time.Time // of receipts
}

// caseMaker makes cases of the first quarter of 2026.
func caseMaker(o *office) maker {
	return maker{o, o.at("2026-01-01 00:00"), o.at("2026-03-31 24:00")}
}

// cases draws up to n cases.
func (m maker) cases(t *rapid.T, n int) []*complaint.Case {
	var list []*complaint.Case
	for i := range rapid.IntRange(0, n).Draw(t, "cases") {
		list = append(list, m.draw(t, i))
	}
	return list
}

// draw draws one case: where it came from and stands, and what its clocks say.
func (m maker) draw(t *rapid.T, i int) *complaint.Case {
	pick := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }
	hours := func(name string, most int) time.Duration {
		return time.Duration(rapid.IntRange(0, most).Draw(t, name)) * time.Hour
	}
	received := m.from.Add(hours("received", int(m.to.Sub(m.from).Hours())-1))
	units := []string{""}
	for _, u := range m.policy.Units {
		units = append(units, u.ID)
	}
	c := &complaint.Case{
		Reference: received.In(m.policy.Zone()).Format("200601") + fmt.Sprintf("-%06d", i+1), PolicyID: m.policy.ID(),
		ReceivedAt: received, RecordedAt: received, Unit: pick("unit", units...), Handler: pick("handler", "", "wang-07", "handler:demo-station"),
		Matter: complaint.Matter{Channel: pick("channel", "hotline", "web", "regulator"), Site: complaint.Site{Area: pick("area", "urban", "rural")},
			Source: complaint.Source{OverLevel: rapid.Bool().Draw(t, "over level")}},
		Judgement: complaint.Judgement{Kind: pick("kind", "complaint", "complaint", "enquiry", "praise"),
			Class: pick("class", "04.03.01", "04.01.01", "03.02.01", "02.04.02", "01.01.01", ""), Grade: pick("grade", "general", "important")},
	}
	c.Status = rapid.SampledFrom(complaint.Statuses).Draw(t, "status")
	c.Phases = []complaint.Phase{{At: received, Status: complaint.Received}, {At: received.Add(time.Hour), Status: c.Status, Unit: c.Unit}}
	if c.Status == complaint.Closed {
		c.ClosedAt = received.Add(hours("closed", 500) + time.Hour)
		c.Outcome = rapid.SampledFrom([]complaint.Outcome{complaint.Resolved, complaint.Explained, complaint.Duplicate, complaint.Dissatisfied}).Draw(t, "outcome")
	}
	for _, k := range m.policy.Clocks {
		if rapid.Bool().Draw(t, k.Name) {
			c.Clocks = append(c.Clocks, m.clock(t, c, k.Name))
		}
	}
	if rapid.Bool().Draw(t, "found") {
		c.Findings = &complaint.Findings{Verified: pick("verified", "yes", "partly", "no"), Responsibility: pick("responsibility", "utility-operation", "customer")}
	}
	for range rapid.IntRange(0, 3).Draw(t, "urges") {
		c.Urges = append(c.Urges, complaint.Remark{At: received.Add(time.Hour)})
	}
	return c
}

// clock draws a clock that says of itself what an instant in its future would.
func (m maker) clock(t *rapid.T, c *complaint.Case, name string) complaint.Clock {
	k := complaint.Clock{Name: name, StartedAt: c.ReceivedAt, DueAt: c.ReceivedAt.Add(time.Duration(rapid.IntRange(1, 400).Draw(t, "due")) * time.Hour)}
	if c.Status == complaint.Closed || rapid.Bool().Draw(t, "ended") {
		k.EndedAt = c.ReceivedAt.Add(time.Duration(rapid.IntRange(0, 400).Draw(t, "end")) * time.Hour)
	}
	states := []complaint.ClockState{complaint.Running, complaint.Paused, complaint.Missed}
	switch {
	case !k.EndedAt.IsZero() && k.EndedAt.After(k.DueAt):
		states = []complaint.ClockState{complaint.Missed}
	case !k.EndedAt.IsZero():
		states = []complaint.ClockState{complaint.Met, complaint.Cancelled}
	}
	k.State = rapid.SampledFrom(states).Draw(t, "state")
	if k.State == complaint.Missed {
		k.BreachedAt, k.FoundAt = k.DueAt, k.DueAt.Add(time.Second)
	}
	return k
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }
