package report

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/redress/redress/shared/complaint"
)

// deadline is one due instant in the period, judged.
type deadline struct {
	clock    *complaint.Clock
	standing standing
	ended    complaint.Instant
}

// tally counts orders into the rows that they belong to.
type tally struct {
	spec     Spec
	seen     map[string]bool // by reference
	total    *sum
	units    map[string]*sum   // "" for orders without a unit
	paths    map[string][]*sum // rows by unit
	breaches []Breach
}

func newTally(spec Spec) *tally {
	t := &tally{spec: spec, seen: map[string]bool{}, total: newSum(), units: map[string]*sum{}, paths: map[string][]*sum{}, breaches: []Breach{}}
	for _, u := range tree(spec.Policy, spec.Unit) {
		t.units[u.ID] = newSum()
	}
	if spec.Unit == "" {
		t.units[""] = newSum()
	}
	return t
}

// add counts one case, once.
func (t *tally) add(ctx context.Context, src Source, c *complaint.Case) error {
	if t.seen[c.Reference] || c.RecordedAt.After(t.spec.AsOf) {
		return nil
	}
	t.seen[c.Reference] = true
	closed := closedAt(c, t.spec.AsOf)
	received := t.spec.received(c.ReceivedAt)
	rows := t.rows(c.Unit)
	if rows == nil {
		return nil
	}
	if closed && c.Outcome == complaint.Duplicate {
		for _, row := range rows {
			row.Duplicates += count(received)
		}
		return nil
	}
	deadlines := t.deadlines(c)
	for _, row := range rows {
		row.Received += count(received)
		row.Complaints += count(received && c.Kind == "complaint")
		row.Sorted += count(received && sortedBy(c, t.spec.AsOf))
		if len(deadlines) > 0 {
			row.order(c, deadlines, closed, t.spec.AsOf)
		}
	}
	return t.list(ctx, src, c, deadlines)
}

// order counts an order with deadlines in the period.
func (s *sum) order(c *complaint.Case, deadlines []deadline, closed bool, asOf complaint.Instant) {
	s.Orders++
	s.Breached += count(slices.ContainsFunc(deadlines, deadline.breached))
	s.Reworks += reworks(c, asOf)
	if closed {
		s.Closed[c.Outcome]++
	} else {
		s.StillOpen++
	}
	for _, d := range deadlines {
		s.deadline(d)
	}
}

func (d deadline) breached() bool { return d.standing == late }

// deadlines are those of the case that fall in the period.
func (t *tally) deadlines(c *complaint.Case) []deadline {
	var list []deadline
	for i := range c.Clocks {
		k := &c.Clocks[i]
		if !t.spec.due(k.DueAt) {
			continue
		}
		if s, ended := stand(k, t.spec.AsOf); s != absent {
			list = append(list, deadline{k, s, ended})
		}
	}
	return list
}

// rows are those that an order of a unit counts in: the total, the unit and
// all above it within the scope; none for a unit outside the scope.
func (t *tally) rows(unit string) []*sum {
	if rows, ok := t.paths[unit]; ok {
		return rows
	}
	var rows []*sum
	p := t.spec.Policy
	if p.Within(unit, t.spec.Unit) {
		if t.units[unit] == nil {
			t.units[unit] = newSum() // of a unit that is no longer in the policy
		}
		rows = []*sum{t.total, t.units[unit]}
		for u, ok := p.Unit(unit); ok && u.ID != t.spec.Unit && u.Parent != ""; u, ok = p.Unit(u.Parent) {
			rows = append(rows, t.units[u.Parent])
		}
	}
	t.paths[unit] = rows
	return rows
}

// list adds the breaches among an order's deadlines to the list.
func (t *tally) list(ctx context.Context, src Source, c *complaint.Case, deadlines []deadline) error {
	if !slices.ContainsFunc(deadlines, deadline.breached) {
		return nil
	}
	p, err := t.spec.PolicyOf(c.PolicyID)
	if err != nil {
		return err
	}
	told, err := history(ctx, src, c.Reference, t.spec.AsOf)
	if err != nil {
		return err
	}
	for _, d := range deadlines {
		if d.breached() {
			t.breaches = append(t.breaches, t.spec.breach(p, c, d, told))
		}
	}
	return nil
}

// report closes the count and puts everything in order.
func (t *tally) report() *Report {
	s, p := t.spec, t.spec.Policy
	clocks := clocksOf(p, t.total)
	r := &Report{
		Kind: s.Kind, Language: s.Language, Policy: p.ID(), TimeZone: p.Zone().String(), AsOf: s.AsOf.UTC(), Unit: s.Unit,
		Total: t.total.figures(clocks, s.Language), Units: []UnitFigures{}, Breaches: t.breaches,
		Definitions: definitions(p, s.Language), policy: p, zone: p.Zone(),
	}
	r.From, r.To = Ends(s.From, s.To, p.Zone())
	for _, u := range tree(p, s.Unit) {
		f := t.units[u.ID].figures(clocks, s.Language)
		r.Units = append(r.Units, UnitFigures{Unit: u.ID, Name: u.Name.In(s.Language), Level: u.Level, Depth: u.depth, Figures: f})
		delete(t.units, u.ID)
	}
	left := slices.Sorted(maps.Keys(t.units))
	if len(left) > 0 && left[0] == "" {
		left = append(left[1:], "")
	}
	for _, id := range left {
		name := id
		if id == "" {
			name = say("noUnit", s.Language)
		}
		r.Units = append(r.Units, UnitFigures{Unit: id, Name: name, Figures: t.units[id].figures(clocks, s.Language)})
	}
	slices.SortFunc(r.Breaches, func(a, b Breach) int {
		return cmp.Or(a.DueAt.Compare(b.DueAt), cmp.Compare(a.Reference, b.Reference), cmp.Compare(a.Clock, b.Clock), cmp.Compare(a.Round, b.Round))
	})
	return r
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
