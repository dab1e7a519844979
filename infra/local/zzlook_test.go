package main

import (
	"os"
	"testing"
	"time"

	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

func TestZZLook(t *testing.T) {
	cases := yearCases(t, 3000)
	dir, spec := yearFolder(t, cases), yearSpec(t, cases)
	db := loadYear(t, dir, spec)
	os.MkdirAll("/tmp/look", 0o755)
	for _, k := range report.Kinds() {
		for _, lang := range []string{"zh", "en"} {
			asked := monthly(t, k.Code, spec.Policy, time.July)
			switch k.Code {
			case "annual":
				asked.From, asked.To, _ = report.ParsePeriod("2026-01-01", "2026-12-31", spec.Policy.Zone())
				asked.AsOf = time.Date(2027, 1, 10, 0, 0, 0, 0, time.UTC)
			case "order-analysis":
				asked.From, asked.To, _ = report.ParsePeriod("2026-07-01", "2026-09-30", spec.Policy.Zone())
				asked.AsOf = time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC)
			case "sla-breach", "overtime":
				asked.From, asked.To, _ = report.ParsePeriod("2026-07-13", "2026-07-13", spec.Policy.Zone())
				asked.AsOf = time.Date(2026, 7, 14, 0, 0, 0, 0, time.UTC)
			case "service-indicators":
				asked.From, asked.To, _ = report.ParsePeriod("2026-07-13", "2026-07-19", spec.Policy.Zone())
			}
			asked.Language = lang
			if k.OfOneCase {
				asked.Reference = "202607-000150"
			}
			p, err := report.Build(t.Context(), db, asked)
			if err != nil {
				t.Errorf("%s: %v", k.Code, err)
				continue
			}
			for _, f := range []string{"html", "xlsx"} {
				w, _ := os.Create("/tmp/look/" + k.Code + "." + lang + "." + f)
				if err := paper.Render(w, f, p); err != nil {
					t.Error(err)
				}
				w.Close()
			}
		}
	}
}
