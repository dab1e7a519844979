package report

import (
	"context"
	"encoding/json"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Breach is one deadline that was not kept.
type Breach struct {
	Reference string            `json:"reference"`
	Unit      string            `json:"unit"`
	UnitName  string            `json:"unitName"`
	Kind      string            `json:"kind"`
	Class     string            `json:"class"`
	ClassName string            `json:"className"`
	Clock     string            `json:"clock"`
	ClockName string            `json:"clockName"`
	Round     int               `json:"round"`
	DueAt     complaint.Instant `json:"dueAt"`
	// EndedAt is when the deed was done; while it is open, lateness is
	// counted up to as-of.
	EndedAt         complaint.Instant `json:"endedAt,omitzero"`
	Open            bool              `json:"open"`
	MinutesLate     int64             `json:"minutesLate"` // begun minutes
	WorkingDaysLate int               `json:"workingDaysLate"`
	FoundAt         complaint.Instant `json:"foundAt,omitzero"`
	Told            []Told            `json:"told"`
	Supervision     *Supervision      `json:"supervision,omitempty"`
	Correction      *Correction       `json:"correction,omitempty"`
}

// Correction is how a breach would stand by what became known after it: a
// holiday published late, a suspension or a deed told late. The breach counts
// all the same.
type Correction struct {
	DueAt      complaint.Instant `json:"dueAt"`
	Because    string            `json:"because"`
	WouldBeMet bool              `json:"wouldBeMet"`
}

// Told is a notice about a deadline: at which instant it was due to be told,
// when it was, and to whom.
type Told struct {
	Kind   string            `json:"kind"` // warning, breach or escalation
	Point  string            `json:"point,omitempty"`
	At     complaint.Instant `json:"at"`
	SentAt complaint.Instant `json:"sentAt"`
	Levels []string          `json:"levels"`
}

// Supervision is what a breach led to at a higher level.
type Supervision struct {
	Level      string            `json:"level"`
	OpenedAt   complaint.Instant `json:"openedAt"`
	ReleasedAt complaint.Instant `json:"releasedAt,omitzero"`
}

// breach describes a deadline that was not kept.
func (s Spec) breach(p *policy.Policy, c *complaint.Case, d deadline, h []line) Breach {
	k := d.clock
	until := d.ended
	if until.IsZero() {
		until = s.AsOf
	}
	unit, _ := p.Unit(c.Unit)
	class, _ := p.Class(c.Class)
	rule, _ := p.Clock(k.Name)
	b := Breach{
		Reference: c.Reference, Unit: c.Unit, UnitName: unit.Name.In(s.Language),
		Kind: c.Kind, Class: c.Class, ClassName: class.Name.In(s.Language),
		Clock: k.Name, ClockName: rule.Title.In(s.Language), Round: k.Round,
		DueAt: k.DueAt, EndedAt: d.ended, Open: d.ended.IsZero(),
		MinutesLate:     max(0, int64((until.Sub(k.DueAt)+time.Minute-1)/time.Minute)),
		WorkingDaysLate: p.Calendar.DaysLate(k.DueAt, until),
		Told:            []Told{},
	}
	if !k.FoundAt.After(s.AsOf) {
		b.FoundAt = k.FoundAt
	}
	if x := k.Correction; x != nil && !x.At.After(s.AsOf) {
		b.Correction = &Correction{DueAt: x.DueAt, Because: x.Because, WouldBeMet: !d.ended.IsZero() && !d.ended.After(x.DueAt)}
	}
	for _, l := range h {
		if l.Clock == k.Name && l.Round == k.Round && len(l.told.Levels) > 0 {
			b.Told = append(b.Told, l.told)
		}
		if w := l.supervision; w != nil && l.Because == k.Name && w.OpenedAt.Equal(k.DueAt) {
			b.Supervision = w
		}
	}
	return b
}

// line is an event that tells of a clock: the fields of its data that matter
// here, and what they mean.
type line struct {
	Clock   string            `json:"clock"`
	Round   int               `json:"round"`
	Point   string            `json:"point"`
	At      complaint.Instant `json:"at"`
	Levels  []string          `json:"levels"`
	Because string            `json:"because"`
	Supervision

	told        Told
	supervision *Supervision
}

// eventPage is how many events are read at once.
const eventPage = 500

// history reads from an order's events who was told when, up to as-of.
func history(ctx context.Context, src Source, reference string, asOf complaint.Instant) ([]line, error) {
	var lines []line
	for after := 0; ; {
		events, err := src.Events(ctx, reference, after, eventPage)
		if err != nil {
			return nil, err
		}
		for _, e := range events {
			after = e.Seq
			switch e.Type {
			case "warned", "breached", "escalated", "supervised", "released":
			default:
				continue
			}
			if e.At.After(asOf) {
				continue
			}
			l := line{}
			if err := json.Unmarshal(e.Data, &l); err != nil {
				return nil, fault.Wrap(fault.Internal, err, "read event "+e.Type+" of case "+reference)
			}
			lines = append(lines, l.read(e))
		}
		if len(events) < eventPage {
			return lines, nil
		}
	}
}

// read finds what an event meant. A release repeats the supervision that it ends.
func (l line) read(e complaint.Event) line {
	l.told = Told{Point: l.Point, At: l.At, SentAt: e.At, Levels: l.Levels}
	switch e.Type {
	case "warned":
		l.told.Kind = "warning"
	case "breached":
		l.told.Kind = "breach"
	case "escalated":
		l.told.Kind = "escalation" // the first rung tells nobody: the breach itself was told
	case "supervised", "released":
		l.supervision = &l.Supervision
	}
	return l
}
