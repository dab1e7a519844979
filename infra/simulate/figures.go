package simulate

import (
	"fmt"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report"
)

// standing is what became of one due instant, by the model where it follows the
// case, else as it is stored.
type standing struct {
	clock string
	due   time.Time
	late  bool
}

// stands notes what became of the due instants of a case, for the report.
func (w *world) stands(r *record, m *model) {
	if r.Status == complaint.Closed && r.Outcome == complaint.Duplicate {
		return // counted with its original
	}
	add := func(name, state string, due time.Time) {
		if known[name] && (state == "met" || state == "missed") {
			w.standings = append(w.standings, standing{name, due, state == "missed"})
		}
	}
	if m != nil {
		for _, l := range m.limits {
			add(l.name, l.state, l.due)
		}
		return
	}
	for _, k := range r.Clocks {
		add(k.Name, string(k.State), k.DueAt)
	}
}

// figures holds the breach report against the standings: of the whole time, and of
// each week.
func (w *world) figures() error {
	zone := w.company.policy.Zone()
	from := w.spec.from(zone)
	y, m, d := w.now.In(zone).Date()
	to := time.Date(y, m, d, 0, 0, 0, 0, zone)
	if err := w.compare(from, to); err != nil {
		return err
	}
	for week := from; week.Before(to) && week.Before(from.AddDate(0, 0, w.spec.days())); week = week.AddDate(0, 0, 7) {
		if end := week.AddDate(0, 0, 7); !end.After(to) {
			if err := w.compare(week, end); err != nil {
				return err
			}
		}
	}
	return nil
}

// counts of one clock.
type kept struct{ inTime, late int64 }

func (w *world) compare(from, to time.Time) error {
	want := map[string]kept{}
	for _, s := range w.standings {
		if !s.due.After(from) || s.due.After(to) {
			continue
		}
		k := want[s.clock]
		if s.late {
			k.late++
		} else {
			k.inTime++
		}
		want[s.clock] = k
	}
	paper, err := report.Build(w.ctx, w.db, report.Spec{
		Kind: "sla-breach", From: from.UTC(), To: to.UTC(), AsOf: complaint.Second(w.now), Language: "en", Policy: w.system.desk.Policy, PolicyOf: w.system.desk.PolicyOf,
	})
	if err != nil {
		return fmt.Errorf("build the breach report: %w", err)
	}
	for _, part := range paper.Parts {
		if part.Key != "clocks" {
			continue
		}
		for _, row := range part.Table.Rows {
			cells := map[string]int{}
			for i, c := range part.Table.Columns {
				cells[c.Key] = i
			}
			name := paper.Say(row.Cells[cells["clock"]])
			if !known[name] {
				continue
			}
			got := kept{row.Cells[cells["inTime"]].Int(), row.Cells[cells["late"]].Int()}
			w.check("figures", got != want[name], nil, "of %s to %s the report counts %s %+v, the model %+v", short(from), short(to), name, got, want[name])
			delete(want, name)
		}
	}
	for _, name := range sortedKeys(want) {
		w.check("figures", true, nil, "of %s to %s the report has no %s, the model %+v", short(from), short(to), name, want[name])
	}
	return nil
}
