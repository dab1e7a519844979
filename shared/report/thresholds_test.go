package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// sourceOf is where the definition of a figure says that it stands.
func sourceOf(t *testing.T, p *paper.Paper, key string) string {
	t.Helper()
	i := slices.IndexFunc(p.Definitions, func(d paper.Definition) bool { return d.Key == key })
	if i < 0 {
		t.Fatalf("%s is not defined", key)
	}
	return p.Definitions[i].Source
}

// TestFiguresAreHeldAgainstThePolicysThresholds: what is not in order under one
// policy is under another, and the report says what it was held against.
func TestFiguresAreHeldAgainstThePolicysThresholds(t *testing.T) {
	under := func(s report.Spec, change func(*policy.Thresholds)) report.Spec {
		p := *s.Policy
		change(&p.Reports.Thresholds)
		s.Policy = &p
		return s
	}
	calls := calls(t)
	p := calls.build(under(calls.revisit(), func(w *policy.Thresholds) { w.Satisfaction = 60 }))
	if got, want := part(p, "conclusions").Prose[1], "Satisfaction is 60.00% and reaches the 60.00% that are wanted; at the first call it was 40.00%."; got != want {
		t.Errorf("satisfaction: got %q, want %q", got, want)
	}
	if got := sourceOf(t, p, "satisfaction"); got != "S-067; threshold 60 %" {
		t.Errorf("satisfaction is defined by %q", got)
	}
	cards := func(p *paper.Paper, key string) paper.Tone {
		return p.Headline[slices.IndexFunc(p.Headline, func(h paper.Headline) bool { return h.Key == key })].Tone
	}
	if cards(p, "satisfaction") != paper.Good || cards(p, "firstSatisfaction") != paper.Bad {
		t.Errorf("headline %+v", p.Headline)
	}

	year := sixCompanies(t)
	spec := year.spec("2016-01-01", "2016-12-31", "2017-01-10 08:00")
	spec.Kind, spec.Language = report.Annual, "zh"
	for _, tt := range []struct {
		growth, appeals int
		steep, many     string
	}{
		{50, 20, "祁门公司、休宁公司投诉同比增幅超过50%", "申诉成功占受理量的35.40%，比例较高（20%及以上）"},
		{500, 35, "", "（35%及以上）"},
		{60, 36, "祁门公司", ""},
	} {
		p := year.build(under(spec, func(w *policy.Thresholds) { w.Growth, w.Appeals = tt.growth, tt.appeals }))
		said := strings.Join(slices.Concat(part(p, "conclusions").Prose, part(p, "advice").Prose), "\n")
		for what, want := range map[string]string{"不容乐观": tt.steep, "比例较高": tt.many} {
			if strings.Contains(said, what) != (want != "") || !strings.Contains(said, want) {
				t.Errorf("growth %d, appeals %d: want %q in\n%s", tt.growth, tt.appeals, want, said)
			}
		}
	}
}
