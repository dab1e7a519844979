package board

import (
	"html/template"
	"testing"
	"time"

	reportfn "github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/policy"
)

func TestPeriodsAreSaidAsPeopleDo(t *testing.T) {
	zone := time.FixedZone("", 8*60*60)
	for _, in := range []struct{ from, to, en, zh string }{
		{"2026-09-29", "2026-09-29", "29 September 2026", "2026年9月29日"},
		{"2026-09-01", "2026-09-30", "1–30 September 2026", "2026年9月1日—30日"},
		{"2026-08-31", "2026-09-06", "31 August – 6 September 2026", "2026年8月31日—9月6日"},
		{"2025-12-29", "2026-01-04", "29 December 2025 – 4 January 2026", "2025年12月29日—2026年1月4日"},
		{"2026-09-01T00:00:00Z", "2026-09-01T04:00:00Z", "08:00 on 1 September – 12:00 on 1 September 2026", "2026年9月1日08:00—9月1日12:00"},
	} {
		if en, zh := reportPeriod(in.from, in.to, zone, "en"), reportPeriod(in.from, in.to, zone, "zh"); en != in.en || zh != in.zh {
			t.Errorf("%s to %s is said %q and %q", in.from, in.to, en, zh)
		}
	}
}

// TestFiguresAreSaidInTheVisitorsLanguage, whatever that of the report.
func TestFiguresAreSaidInTheVisitorsLanguage(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []struct {
		kind, key, en, zh string
	}{
		{"sla-breach", "contact.rate", "First contact in time", "首次联系客户及时率"}, {"sla-breach", "openOrders", "Open, with a deadline in the period", "期间有时限到期的在办工单"},
		{"overtime", "openOrders", "Open", "在办"}, {"annual", "satisfaction", "Satisfaction", "满意率"},
		{"penetration", "state", `<span lang="zh-Hans">自己的名称</span>`, "自己的名称"},
	} {
		f := reportfn.Figure{Key: in.key, Name: "自己的名称"}
		if en, zh := figureName(in.kind, f, "zh", p, "en"), figureName(in.kind, f, "zh", p, "zh"); en != template.HTML(in.en) || zh != template.HTML(in.zh) {
			t.Errorf("%s of %s is called %q and %q", in.key, in.kind, en, zh)
		}
	}
	if got := figureValue("22 h 40 min", "en", "zh"); got != "22小时40分" {
		t.Errorf("a length of time is said %q", got)
	}
	for value, want := range map[string]template.HTML{"22小时40分": "22 h 40 min", "0分": "—", "3 d 4 h 10 min": "3 d 4 h 10 min", "无数据": "no data", "97.50%": "97.50%", "13": "13", "已办结": `<span lang="zh-Hans">已办结</span>`} {
		if got := figureValue(value, "zh", "en"); got != want {
			t.Errorf("%q is said %q, want %q", value, got, want)
		}
	}
}

// TestQuietDaysStandTogether: days on which there was nothing take one line, and what
// was just asked for stands for itself.
func TestQuietDaysStandTogether(t *testing.T) {
	of := func(id, day, received string) reportfn.Summary {
		return reportfn.Summary{ID: id, Kind: "sla-breach", From: day, To: day, Headline: []reportfn.Figure{{Key: "received", Value: received}, {Key: "longest", Value: "0分"}, {Key: "contact.rate", Value: "无数据"}}}
	}
	p := shelfPage{Built: "d", Reports: []reportfn.Summary{of("e", "2026-09-05", "0"), of("d", "2026-09-04", "0"), of("c", "2026-09-03", "3"), of("b", "2026-09-02", "0"), of("a", "2026-09-01", "0")}}
	list := p.Entries()
	if len(list) != 3 || len(list[0].Quiet) != 3 || list[1].ID != "d" || list[1].Quiet != nil || list[2].ID != "c" {
		t.Errorf("they stand as %+v", list)
	}
	p.Reports = p.Reports[:1]
	if list := p.Entries(); len(list) != 1 || list[0].Quiet != nil {
		t.Errorf("one alone stands as %+v", list)
	}
}
