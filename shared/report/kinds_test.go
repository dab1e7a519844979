package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// everyKind builds every kind of report in both languages from a month with
// something of everything, and from one without anything but the case that the
// reports of one case are about.
func everyKind(t *testing.T, check func(*testing.T, *office, report.Spec)) {
	t.Helper()
	full, empty := newOffice(t).march(), newOffice(t)
	for _, k := range report.Kinds() {
		for _, language := range []string{"zh", "en"} {
			for name, o := range map[string]*office{"full": full, "empty": empty} {
				spec := o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00")
				spec.Kind, spec.Language = k.Code, language
				if k.OfOneCase {
					spec.Reference = full.cases[0].Reference
					o = full
				}
				t.Run(k.Code+" in "+language+", "+name, func(t *testing.T) { check(t, o, spec) })
			}
		}
	}
}

func TestEveryReportIsWhole(t *testing.T) {
	everyKind(t, func(t *testing.T, o *office, spec report.Spec) {
		p := o.build(spec)
		if p.Title == "" || len(p.Parts) == 0 || len(p.Headline) == 0 {
			t.Fatalf("title %q, %d parts, %d headline figures", p.Title, len(p.Parts), len(p.Headline))
		}
		keys := map[string]bool{}
		for _, part := range p.Parts {
			if part.Title == "" || keys[part.Key] {
				t.Errorf("part %q has no title, or stands twice", part.Key)
			}
			keys[part.Key] = true
			wholeTable(t, part)
			wholeChart(t, part)
		}
		for _, d := range p.Definitions {
			if d.Name == "" || d.Formula == "" || d.Source == "" {
				t.Errorf("definition %q is not whole", d.Key)
			}
		}
	})
}

func wholeTable(t *testing.T, part paper.Part) {
	t.Helper()
	if part.Table == nil {
		return
	}
	keys := map[string]bool{}
	for _, c := range part.Table.Columns {
		if c.Title == "" || c.Key == "" || keys[c.Key] {
			t.Errorf("%s: column %q (%q) has no title, or stands twice", part.Key, c.Key, c.Title)
		}
		keys[c.Key] = true
	}
	rows := part.Table.Rows
	if part.Table.Total != nil {
		rows = append(slices.Clone(rows), *part.Table.Total)
	}
	for i, r := range rows {
		if len(r.Cells) != len(part.Table.Columns) {
			t.Errorf("%s: row %d has %d cells, want %d", part.Key, i, len(r.Cells), len(part.Table.Columns))
		}
	}
}

func wholeChart(t *testing.T, part paper.Part) {
	t.Helper()
	if part.Chart == nil {
		return
	}
	for _, s := range part.Chart.Series {
		if s.Name == "" || len(s.Values) != len(part.Chart.Categories) {
			t.Errorf("%s: series %q has %d values for %d categories", part.Key, s.Name, len(s.Values), len(part.Chart.Categories))
		}
	}
}

// TestTheSameReportIsTheSameBytes when it is asked for twice with the same as-of.
func TestTheSameReportIsTheSameBytes(t *testing.T) {
	everyKind(t, func(t *testing.T, o *office, spec report.Spec) {
		for _, format := range paper.Formats() {
			once, twice := everything(t, o.build(spec), format), everything(t, o.build(spec), format)
			if once != twice {
				t.Errorf("the %s form differs when it is built again", format)
			}
			for _, bad := range []string{"NaN", "Inf", "%!", "<nil>"} {
				if format != "xlsx" && strings.Contains(once, bad) {
					t.Errorf("the %s form holds %q", format, bad)
				}
			}
		}
	})
}

func TestEveryKindOfThePoliciesCanBeBuilt(t *testing.T) {
	for _, want := range policy.ReportKinds {
		if i := slices.IndexFunc(report.Kinds(), func(k report.Kind) bool { return k.Code == want.Code && k.OfOneCase == want.OfOneCase }); i < 0 {
			t.Errorf("policies may schedule %q, which cannot be built", want.Code)
		}
	}
}
