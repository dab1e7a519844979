package main

import (
	"database/sql"
	_ "embed"
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
)

// figuresSQL counts the figures of a period in SQL alone.
//
//go:embed testdata/figures.sql
var figuresSQL string

// figure names a number of a report.
type figure struct{ dimension, key, name string }

// TestReportsAgreeWithSQL: what a report says of the whole company and of every
// unit is what a script of its own counts in the stored documents. The periods
// are a month that is over, months looked at from days in their middle, a quarter,
// and the last days before a year's end, when much is open still.
// REDRESS_BENCH_CASES says how many cases the year has: see make figures.
func TestReportsAgreeWithSQL(t *testing.T) {
	cases := yearCases(t, 3000)
	dir, spec := yearFolder(t, cases), yearSpec(t, cases)
	db := loadYear(t, dir, spec)
	for name, period := range map[string]struct{ from, to, asOf string }{
		"a month that is over":    {"2026-07-01", "2026-07-31", "2026-09-01T08:00:00+08:00"},
		"a month in its middle":   {"2026-03-01", "2026-03-31", "2026-03-18T00:00:00+08:00"},
		"two days later":          {"2026-03-01", "2026-03-31", "2026-03-20T09:00:00+08:00"},
		"a busy month in work":    {"2026-07-01", "2026-07-31", "2026-07-14T15:00:00+08:00"},
		"four days later":         {"2026-07-01", "2026-07-31", "2026-07-18T15:00:00+08:00"},
		"a quarter":               {"2026-04-01", "2026-06-30", "2026-07-15T12:00:00+08:00"},
		"the last days of a year": {"2026-12-21", "2026-12-31", "2027-01-01T00:00:00+08:00"},
	} {
		t.Run(name, func(t *testing.T) {
			asked := monthly(t, report.SLABreach, spec.Policy, time.July)
			var err error
			if asked.From, asked.To, err = report.ParsePeriod(period.from, period.to, spec.Policy.Zone()); err != nil {
				t.Fatal(err)
			}
			if asked.AsOf, err = time.Parse(time.RFC3339, period.asOf); err != nil {
				t.Fatal(err)
			}
			r, err := report.Build(t.Context(), db, asked)
			if err != nil {
				t.Fatal(err)
			}
			counted := countInSQL(t, dir, asked)
			addUp(t, counted)
			if diff := cmp.Diff(reportable(counted), reportFigures(r)); diff != "" {
				t.Errorf("the report (+) says otherwise than SQL (-):\n%s", diff)
			}
		})
	}
}

// countInSQL runs the script.
func countInSQL(t *testing.T, dir string, s report.Spec) map[figure]int {
	t.Helper()
	file, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "redress.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := file.QueryContext(t.Context(), figuresSQL, sql.Named("from", instantText(s.From)), sql.Named("to", instantText(s.To)),
		sql.Named("asOf", instantText(s.AsOf)), sql.Named("units", unitTree(t, s.Policy)))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	counted := map[figure]int{}
	for rows.Next() {
		var f figure
		var n int
		if err := rows.Scan(&f.dimension, &f.key, &f.name, &n); err != nil {
			t.Fatal(err)
		}
		counted[f] = n
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return counted
}

func instantText(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// unitTree is the tree of units as the script takes it.
func unitTree(t *testing.T, p *policy.Policy) string {
	t.Helper()
	type place struct {
		Unit   string `json:"unit"`
		Parent string `json:"parent"`
	}
	var tree []place
	for _, u := range p.Units {
		tree = append(tree, place{u.ID, u.Parent})
	}
	doc, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	return string(doc)
}

// addUp checks what must be so among the counts themselves: classes and areas
// add up to the company, and the base counts to each other.
func addUp(t *testing.T, counted map[figure]int) {
	t.Helper()
	company := func(name string) int { return counted[figure{"company", "", name}] }
	for _, dimension := range []string{"class", "area"} {
		sums := map[string]int{}
		for f, n := range counted {
			if f.dimension == dimension {
				sums[f.name] += n
			}
		}
		for name, n := range sums {
			if n != company(name) {
				t.Errorf("%s: %d by %s, %d of the company", name, n, dimension, company(name))
			}
		}
	}
	for what, ok := range map[string]bool{
		"C = R - A of complaints":                              company("assessedCentral") == company("receivedComplaints")-company("appealsUpheld"),
		"C of the company within L":                            company("assessedCompany") <= company("responsible") && company("responsible") <= company("verified"),
		"reached customers are satisfied or not":               company("callbacksReached") == company("satisfied")+company("dissatisfied"),
		"who was reached was called, who was called had to be": company("callbacksReached") <= company("callbacksMade") && company("callbacksMade") <= company("callbacksRequired"),
		"there is something to count":                          company("received") > 20 && company("breachedOrders") > 0 && company("satisfied") > 0,
	} {
		if !ok {
			t.Errorf("not so: %s", what)
		}
	}
}

// reportable are the counts that the breach report has too.
func reportable(counted map[figure]int) map[figure]int {
	others := []string{"repeats", "verified", "responsible", "appealsUpheld", "assessedCentral", "assessedCompany",
		"callbacksRequired", "callbacksMade", "callbacksReached", "satisfied", "dissatisfied", "reworked"}
	list := map[figure]int{}
	for f, n := range counted {
		if (f.dimension == "company" || f.dimension == "unit") && !slices.Contains(others, f.name) {
			list[f] = n
		}
	}
	return list
}

// reportFigures are the figures of a report that are not zero.
func reportFigures(r *report.Report) map[figure]int {
	list := map[figure]int{}
	add := func(dimension, key string, f report.Figures) {
		put := func(name string, n int) {
			if n != 0 {
				list[figure{dimension, key, name}] = n
			}
		}
		put("received", f.Received)
		put("receivedComplaints", f.Complaints)
		put("duplicates", f.Duplicates)
		put("sorted", f.Sorted)
		put("orders", f.Orders)
		put("breachedOrders", f.Breached)
		put("openOrders", f.StillOpen)
		put("reworkRounds", f.Reworks)
		for outcome, n := range f.Closed {
			put("closed."+string(outcome), n)
		}
		for _, k := range f.Clocks {
			put(k.Clock+".due", k.Due)
			put(k.Clock+".inTime", k.InTime)
			put(k.Clock+".late", k.Late)
			put(k.Clock+".lateOpen", k.Open)
			put(k.Clock+".notYetDue", k.NotYetDue)
			put(k.Clock+".cancelled", k.Cancelled)
		}
	}
	add("company", "", r.Total)
	for _, u := range r.Units {
		add("unit", u.Unit, u.Figures)
	}
	return list
}
