package simulate

import (
	"fmt"
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// standing is what became of one due instant, by the model where it follows the
// case, else as it is stored.
type standing struct {
	clock string
	unit  string
	due   time.Time
	late  bool
}

// stands notes what became of the due instants of a case, for the report.
func (w *world) stands(r *record, m *model) {
	if r.Status == complaint.Closed && r.Outcome == complaint.Duplicate {
		return // counted with its original
	}
	add := func(name, unit, state string, due time.Time) {
		if known[name] && (state == "met" || state == "missed") {
			w.standings = append(w.standings, standing{name, unit, due, state == "missed"})
		}
	}
	if m != nil {
		for _, l := range m.limits {
			add(l.name, m.holder(l), l.state, l.due)
		}
		return
	}
	for _, k := range r.Clocks {
		add(k.Name, k.Unit, string(k.State), k.DueAt)
	}
}

// figures holds the breach report against the standings: of the whole time, and of
// weeks.
func (w *world) figures() error {
	zone := w.company.policy.Zone()
	from := w.spec.from(zone)
	y, m, d := w.now.In(zone).Date()
	to := time.Date(y, m, d, 0, 0, 0, 0, zone)
	if err := w.compare(from, to); err != nil {
		return err
	}
	// They begin on a Wednesday: at its midnight limits end, as none does at a Monday's.
	for week := from.AddDate(0, 0, 2); week.Before(to) && week.Before(from.AddDate(0, 0, w.spec.days())); week = week.AddDate(0, 0, 7) {
		if end := week.AddDate(0, 0, 7); !end.After(to) {
			if err := w.compare(week, end); err != nil {
				return err
			}
		}
	}
	return nil
}

// kept counts the due instants of one clock.
type kept struct{ inTime, late int64 }

// count counts the standings of a period by their clocks, of those units that had to
// act for them.
func (w *world) count(from, to time.Time, of func(unit string) bool) map[string]kept {
	counts := map[string]kept{}
	for _, s := range w.standings {
		if !s.due.After(from) || s.due.After(to) || !of(s.unit) {
			continue
		}
		k := counts[s.clock]
		if s.late {
			k.late++
		} else {
			k.inTime++
		}
		counts[s.clock] = k
	}
	return counts
}

func (w *world) compare(from, to time.Time) error {
	sheet, err := report.Build(w.ctx, w.db, report.Spec{
		Kind: "sla-breach", From: from.UTC(), To: to.UTC(), AsOf: complaint.Second(w.now), Language: "en", Policy: w.system.desk.Policy, PolicyOf: w.system.desk.PolicyOf,
	})
	if err != nil {
		return fmt.Errorf("build the breach report: %w", err)
	}
	for _, part := range sheet.Parts {
		switch part.Key {
		case "clocks":
			w.compareClocks(part.Table, sheet, from, to)
		case "units":
			if len(w.spec.Faults) == 0 { // else a breach may be found when another unit has the case
				w.compareUnits(part.Table, sheet, from, to)
			}
		}
	}
	return nil
}

// cells finds the cells of a row by the keys of their columns.
func cells(t *paper.Table, r paper.Row) func(key string) paper.Value {
	return func(key string) paper.Value {
		i := slices.IndexFunc(t.Columns, func(c paper.Column) bool { return c.Key == key })
		if i < 0 {
			return paper.Value{}
		}
		return r.Cells[i]
	}
}

func (w *world) compareClocks(t *paper.Table, sheet *paper.Paper, from, to time.Time) {
	want := w.count(from, to, func(string) bool { return true })
	for _, row := range t.Rows {
		cell := cells(t, row)
		name := sheet.Say(cell("clock"))
		if !known[name] {
			continue
		}
		got := kept{cell("inTime").Int(), cell("late").Int()}
		w.check("figures", got != want[name], nil, "of %s to %s the report counts %s %+v, the model %+v", short(from), short(to), name, got, want[name])
		delete(want, name)
	}
	for _, name := range sortedKeys(want) {
		w.check("figures", true, nil, "of %s to %s the report has no %s, the model %+v", short(from), short(to), name, want[name])
	}
}

func (w *world) compareUnits(t *paper.Table, sheet *paper.Paper, from, to time.Time) {
	for _, row := range t.Rows {
		cell := cells(t, row)
		unit := sheet.Say(cell("code"))
		want := w.count(from, to, func(of string) bool { return unit != "" && w.company.policy.Within(of, unit) })
		for _, name := range sortedKeys(known) {
			if !slices.ContainsFunc(t.Columns, func(c paper.Column) bool { return c.Key == name+".late" }) {
				continue
			}
			got := kept{cell(name + ".inTime").Int(), cell(name + ".late").Int()}
			w.check("figures", got != want[name], nil, "of %s to %s the report counts %s of %s %+v, the model %+v", short(from), short(to), name, unit, got, want[name])
		}
	}
}
