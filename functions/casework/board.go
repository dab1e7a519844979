package casework

import (
	"context"
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

type boardIn struct {
	web.Staff
	Unit string `query:"unit" doc:"a unit and those below it; all that the caller may see when left out"`
}

// Board is how much is open in a part of the company, for leaders.
type Board struct {
	AsOf time.Time `json:"asOf" doc:"when it was counted; at most a minute ago"`
	// DayEnd is where today ends for the office.
	DayEnd time.Time         `json:"dayEnd"`
	Unit   string            `json:"unit" doc:"empty for the whole company"`
	Above  []string          `json:"above" doc:"the units above it that the caller may see, from the uppermost on"`
	Total  complaint.Counted `json:"total"`
	Own    complaint.Counted `json:"own" doc:"of the unit itself, and of no unit below it; what has no unit yet belongs to the top"`
	Units  []BoardUnit       `json:"units" doc:"those right below it, in the order of the policy; of the company those below its topmost unit"`
	Storms []BoardStorm      `json:"storms" doc:"the largest first"`
	Next   []BoardCase       `json:"next" doc:"what falls due next, and is still in time"`
}

// BoardUnit is a unit with those below it.
type BoardUnit struct {
	Unit  string      `json:"unit"`
	Name  policy.Text `json:"name"`
	Level string      `json:"level"`
	Leads bool        `json:"leads" doc:"other units are below it"`
	complaint.Counted
}

// BoardStorm is the head of a batch.
type BoardStorm struct {
	complaint.Storm
	ClassName policy.Text `json:"className,omitempty"`
}

// BoardCase is a case that falls due.
type BoardCase struct {
	Reference string           `json:"reference"`
	Status    complaint.Status `json:"status"`
	Unit      string           `json:"unit"`
	Class     string           `json:"class"`
	ClassName policy.Text      `json:"className,omitempty"`
	Clock     string           `json:"clock"`
	DueAt     time.Time        `json:"dueAt"`
	Warned    bool             `json:"warned"`
}

// What a board shows at most.
const (
	boardStorms = 8
	boardNext   = 8
)

type boardOut struct{ Body Board }

// board counts what is open in the caller's part of the company, or in a part of that.
func (h *Handler) board(ctx context.Context, in *boardIn) (*boardOut, error) {
	by, err := h.Authenticate(in.Authorization)
	if err != nil {
		return nil, err
	}
	p := h.Desk.Policy
	unit := in.Unit
	if unit == "" {
		unit = by.Unit
	} else if _, known := p.Unit(unit); !known {
		return nil, fault.Fields([]fault.Field{{Name: "unit", Reason: fault.Say("is no unit of the policy", "不是有效的单位")}})
	}
	if !p.Within(unit, by.Unit) {
		return nil, fault.New(fault.Denied, fault.Say("this unit is outside your scope", "该单位不在您的权限范围内"))
	}
	now := h.Desk.Instant()
	dayEnd := p.Calendar.Begin(p.Calendar.Date(now) + 1)
	counted, err := h.Desk.Store.Board(ctx, now, dayEnd)
	if err != nil {
		return nil, err
	}
	b := Board{AsOf: counted.At, DayEnd: dayEnd, Unit: unit, Above: above(p, unit, by.Unit), Units: []BoardUnit{}, Storms: []BoardStorm{}, Next: []BoardCase{}}
	b.count(p, counted)
	b.Next, err = h.nextDue(ctx, unit, now)
	return &boardOut{b}, err
}

// above are the units above one, as far as a scope reaches.
func above(p *policy.Policy, unit, scope string) []string {
	list := []string{}
	for u, ok := p.Unit(unit); ok && u.Parent != "" && u.ID != scope; u, ok = p.Unit(u.Parent) {
		list = append(list, u.Parent)
	}
	slices.Reverse(list)
	return list
}

// below are the units right below one. Where one unit stands over the whole company,
// those of the company are the ones below that.
func below(p *policy.Policy, unit string) (list []policy.Unit) {
	for _, u := range p.Units {
		if u.Parent == unit {
			list = append(list, u)
		}
	}
	if unit == "" && len(list) == 1 {
		return below(p, list[0].ID)
	}
	return list
}

// count gathers what was counted by the units right below the board's.
func (b *Board) count(p *policy.Policy, counted complaint.Board) {
	for _, u := range below(p, b.Unit) {
		leads := slices.ContainsFunc(p.Units, func(other policy.Unit) bool { return other.Parent == u.ID })
		b.Units = append(b.Units, BoardUnit{Unit: u.ID, Name: u.Name, Level: u.Level, Leads: leads})
	}
	for _, n := range counted.Units {
		if !p.Within(n.Unit, b.Unit) {
			continue
		}
		b.Total.Add(n.Counted)
		at := slices.IndexFunc(b.Units, func(u BoardUnit) bool { return n.Unit != "" && p.Within(n.Unit, u.Unit) })
		if at < 0 {
			b.Own.Add(n.Counted)
			continue
		}
		b.Units[at].Add(n.Counted)
	}
	for _, s := range counted.Storms {
		if p.Within(s.Unit, b.Unit) && len(b.Storms) < boardStorms {
			class, _ := p.Class(s.Class)
			b.Storms = append(b.Storms, BoardStorm{s, class.Name})
		}
	}
}

// nextDue are the open cases whose next deed is still in time, the earliest first.
func (h *Handler) nextDue(ctx context.Context, unit string, now time.Time) ([]BoardCase, error) {
	p := h.Desk.Policy
	q := complaint.Query{Open: true, NextFrom: now, Limit: boardNext, Look: web.LookedAt}
	if unit != "" {
		q.Units = p.Under(unit)
	}
	page, err := h.Desk.Store.List(ctx, q)
	if err != nil {
		return nil, err
	}
	list := []BoardCase{}
	for _, c := range page.Cases {
		class, _ := p.Class(c.Class)
		one := BoardCase{Reference: c.Reference, Status: c.Status, Unit: c.Unit, Class: c.Class, ClassName: class.Name}
		for _, k := range c.Clocks {
			if k.Unended() && k.DueAt.Equal(c.NextDue()) {
				one.Clock, one.DueAt, one.Warned = k.Name, k.DueAt, k.Warned()
			}
		}
		if one.Clock != "" { // those with nothing to do come last
			list = append(list, one)
		}
	}
	return list, nil
}
