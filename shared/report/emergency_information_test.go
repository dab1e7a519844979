package report_test

import (
	"strings"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report"
)

// informed asks for the information report of one case.
func (o *office) informed(c *complaint.Case, asOf string) report.Spec {
	spec := o.penetrated(c, asOf)
	spec.Kind = report.EmergencyInformation
	return spec
}

// values are the facts of a part by key.
func values(o *office, spec report.Spec, key string) map[string]string {
	o.t.Helper()
	return facts(o.build(spec), key)
}

// grave is a case that the rules hold for grave, answered late.
func (o *office) grave() *complaint.Case {
	o.t.Helper()
	c := o.open("2026-03-10 09:00", complaint.Submission{Channel: "counter", OccurredAt: o.at("2026-03-09 19:00"), Text: "我是赵小红，电话13900000001，变压器冒烟，要求赔偿",
		Customer: complaint.CustomerDetails{Vulnerable: true},
		Site:     complaint.SiteDetails{Region: "demo", Area: "rural", TransformerArea: "李村2号台区", Address: "李村幸福路12号"}})
	o.do(c, "2026-03-10 09:15", complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.01.01", Urgency: "major", Grade: "major",
		Signals: []string{"safety", "compensation", "unheard-of"}}, Unit: "demo-station"}, complaint.Dispatching{}, complaint.Gathering{})
	o.do(c, "2026-03-10 11:00", complaint.Contacting{Reached: true})
	follower := o.open("2026-03-10 10:00", complaint.Submission{Site: complaint.SiteDetails{Region: "demo"}})
	o.do(follower, "2026-03-10 10:00", complaint.Judged{Judgement: c.Judgement, Unit: c.Unit, BatchOf: c.Reference, Number: 2})
	o.do(c, "2026-03-19 10:00",
		complaint.Findings{Verified: "yes", Responsibility: "utility-operation", Cause: "过负荷", Facts: "现场见赵小红女士，电话13900000001"},
		complaint.Answer{Text: "已更换", Remedy: "更换变压器", Compensation: &complaint.Money{Amount: "86.40", Currency: "CNY"}})
	return c
}

func TestTheInformationReportSaysWhatTheCaseHolds(t *testing.T) {
	o := newOffice(t)
	c := o.grave()
	spec := o.informed(c, "2026-03-19 12:00")
	p := o.build(spec)
	equal(t, "report", facts(p, "report"), map[string]string{"reportingUnit": "Demo station", "reportedOn": "2026-03-19"})
	equal(t, "course", part(p, "course").Prose, []string{
		"Received 2026-03-10 09:00, channel: counter, matter: Persistently abnormal voltage.", "By the customer it happened 2026-03-09 19:00.",
	})
	equal(t, "cause", facts(p, "cause"), map[string]string{"cause": "过负荷", "facts": "现场见***女士，电话***", "verified": "substantiated", "responsibility": "utility, operation"})
	equal(t, "scope", facts(p, "scope"), map[string]string{
		"region": "Demo area", "area": "rural", "transformerArea": "李村2号台区", "feeder": "not filled in", "customersAffected": "not filled in",
		"batch": "1", "hotSpot": "no hot spot", "vulnerable": "yes",
	})
	equal(t, "loss", facts(p, "loss"), map[string]string{"loss": "not filled in", "claimed": "yes", "compensation": "86.40 CNY", "remedy": "更换变压器"})
	equal(t, "progress", facts(p, "progress"), map[string]string{
		"state": "answered, in review", "owner": "centre", "contactedAt": "2026-03-10 11:00", "answeredAt": "2026-03-19 10:00", "supervision": "L3",
	})
	equal(t, "limits", cells(p, "progress", "clock", "endedAt", "standing")[:4], [][]string{
		{"dispatch", "2026-03-10 09:15", "in time"}, {"contact", "2026-03-10 11:00", "in time"},
		{"return", "2026-03-19 10:00", "late"}, {"answer", "2026-03-19 10:00", "late"},
	})
	equal(t, "consequences", facts(p, "consequences"), map[string]string{
		"grade": "major", "urgency": "major", "risks": "danger to people, compensation asked for, unheard-of", "repeat": "no",
		"ahead": "callback missed after 2026-03-20 24:00: tells centre", "other": "not filled in",
	})
	for _, language := range []string{"en", "zh"} {
		spec.Language = language
		text := everything(t, o.build(spec), "json")
		for _, secret := range []string{"赵小红", "13900000001", "幸福路", "变压器冒烟"} {
			if strings.Contains(text, secret) {
				t.Errorf("the report says %s", secret)
			}
		}
	}
}

// TestTheInformationReportSaysWhatWasFiled, from when it was filed, with the
// unit and the date of the filing.
func TestTheInformationReportSaysWhatWasFiled(t *testing.T) {
	o := newOffice(t)
	c := o.open("2026-03-10 09:00", complaint.Submission{Channel: "counter", Site: complaint.SiteDetails{Region: "demo"}})
	o.do(c, "2026-03-10 09:15", complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.01.01", Urgency: "major", Grade: "major"}, Unit: "demo-station"}, complaint.Dispatching{})
	o.do(c, "2026-03-10 09:40", complaint.Information{Course: "变压器冒烟", Cause: "过负荷", Scope: "46户", Loss: "客户电话13900000001,冰箱一台", Progress: "已更换", Consequences: "媒体关注"})
	spec := o.informed(c, "2026-03-11 12:00")
	p := o.build(spec)
	equal(t, "report", facts(p, "report")["reportedOn"], "2026-03-10")
	for key, want := range map[string]string{"course": "变压器冒烟", "cause": "过负荷", "scope": "46户", "loss": "客户电话***,冰箱一台", "progress": "已更换", "consequences": "媒体关注"} {
		equal(t, key, part(p, key).Prose[0], want)
	}
	before := o.build(o.informed(c, "2026-03-10 09:30"))
	equal(t, "before", [][]string{part(before, "cause").Prose, part(before, "loss").Prose}, [][]string{nil, nil})
}

func TestTheInformationReportKnowsNothingOfWhatCameLater(t *testing.T) {
	o := newOffice(t)
	c := o.grave()
	spec := o.informed(c, "2026-03-11 12:00")
	equal(t, "cause", values(o, spec, "cause")["cause"], "not filled in")
	equal(t, "compensation", values(o, spec, "loss")["compensation"], "not filled in")
	equal(t, "progress", values(o, spec, "progress"), map[string]string{
		"state": "being handled", "owner": "Demo station", "contactedAt": "2026-03-10 11:00", "answeredAt": "not yet", "supervision": "L3",
	})
	equal(t, "ahead", strings.Split(values(o, spec, "consequences")["ahead"], "\n"), []string{
		"answer missed after 2026-03-17 24:00: tells L2, L3", "statutory answer missed after 2026-03-24 24:00: tells L3, L4",
	})
	unwatched := o.open("2026-03-10 09:00", complaint.Submission{Site: complaint.SiteDetails{Region: "demo"}})
	o.do(unwatched, "2026-03-10 09:15", complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.01.01", Urgency: "general", Grade: "general"}, Unit: "demo-station"}, complaint.Dispatching{}, complaint.Contacting{Reached: true})
	ahead, _, _ := strings.Cut(values(o, o.informed(unwatched, "2026-03-11 12:00"), "consequences")["ahead"], "\n")
	equal(t, "ahead of an order without supervision", ahead, "answer missed after 2026-03-17 24:00: tells L2, L3; L3 opens supervision")
}

func TestTheInformationReportOfAFreshCaseIsAnEmptyForm(t *testing.T) {
	o := newOffice(t)
	c := o.open("2026-03-10 09:00", complaint.Submission{})
	for language, empty := range map[string]string{"en": "not filled in", "zh": "未填报"} {
		spec := o.informed(c, "2026-03-10 09:05")
		spec.Language = language
		for _, key := range []string{"cause", "loss"} {
			for field, value := range values(o, spec, key) {
				if value != empty {
					t.Errorf("%s: %s is %q", language, field, value)
				}
			}
		}
		if got := values(o, spec, "report")["reportingUnit"]; got != empty {
			t.Errorf("the unit is %q", got)
		}
	}
}

func TestTheInformationReportKeepsToItsScope(t *testing.T) {
	o := newOffice(t)
	c := o.grave()
	spec := o.informed(c, "2026-03-19 12:00")
	spec.Filter.Unit = "demo-discipline"
	if _, err := report.Build(t.Context(), o, spec); !fault.Is(err, fault.NotFound) {
		t.Errorf("another unit's case gives %v", err)
	}
}
