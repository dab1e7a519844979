package main

import (
	"cmp"
	"database/sql"
	_ "embed"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
)

// figuresSQL counts the figures of a period in SQL alone.
//
//go:embed testdata/figures.sql
var figuresSQL string

// figure names a number of a report.
type figure struct{ dimension, key, name string }

// TestReportsAgreeWithSQL: what reports count of the whole company and of every
// unit, class and area is what a script of its own counts in the stored documents. The periods
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
			tally, err := report.Count(t.Context(), db, asked, report.ByUnit, report.ByClass, report.ByArea)
			if err != nil {
				t.Fatal(err)
			}
			counted := countInSQL(t, dir, asked)
			addUp(t, counted)
			if diff := gocmp.Diff(counted, countedAlike(tally, counted)); diff != "" {
				t.Errorf("the reports (+) count otherwise than SQL (-):\n%s", diff)
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
		sql.Named("asOf", instantText(s.AsOf)), sql.Named("units", unitTree(t, s.Policy)), sql.Named("holders", holders(t, s.Policy)))
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
		Level  string `json:"level"`
	}
	var tree []place
	for _, u := range p.Units {
		tree = append(tree, place{u.ID, u.Parent, u.Level})
	}
	doc, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	return string(doc)
}

// holders are the levels that have to keep limits in place of the unit of the
// order, as the script takes them. The centre stands at the uppermost.
func holders(t *testing.T, p *policy.Policy) string {
	t.Helper()
	type holder struct {
		Clock string `json:"clock"`
		Level string `json:"level"`
	}
	var list []holder
	for _, c := range p.Clocks {
		switch {
		case c.Holder == "centre":
			list = append(list, holder{c.Name, "L5"})
		case c.Holder != "":
			list = append(list, holder{c.Name, c.Holder})
		}
	}
	doc, err := json.Marshal(list)
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

// inReports are what the script's figures are called in reports, where it has
// words of its own.
var inReports = map[string]string{
	"receivedComplaints": "complaints", "callbacksRequired": "callbackRequired", "callbacksMade": "calledBack", "callbacksReached": "reached",
}

// countedAlike are the figures of reports that are not zero, of every figure
// and group that the script may speak of.
func countedAlike(tally *report.Tally, script map[figure]int) map[figure]int {
	names := map[string]bool{}
	for f := range script {
		names[f.name] = true
	}
	list := map[figure]int{}
	add := func(dimension, key string, f *report.Figures) {
		for name := range names {
			if n := f.Count(cmp.Or(inReports[name], name)); n != 0 {
				list[figure{dimension, key, name}] = int(n)
			}
		}
	}
	add("company", "", tally.Total)
	for _, code := range tally.Codes(report.ByUnit) {
		add("unit", code, tally.Of(report.ByUnit, code))
	}
	for _, code := range tally.Codes(report.ByArea) {
		add("area", code, tally.Of(report.ByArea, code))
	}
	for _, code := range tally.Codes(report.ByClass) {
		if code == "" || strings.Count(code, ".") == 2 { // the script puts a case into its own class alone
			add("class", code, tally.Of(report.ByClass, code))
		}
	}
	return list
}
