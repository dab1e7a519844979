package report_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// penetrated asks for the report of one case.
func (o *office) penetrated(c *complaint.Case, asOf string) report.Spec {
	spec := o.spec("2026-03-01", "2026-03-31", asOf)
	spec.Kind, spec.Reference = report.Penetration, c.Reference
	spec.From, spec.To = complaint.Instant{}, complaint.Instant{}
	return spec
}

// tangled is a case in which everything goes wrong that can: over-level, the
// wrong unit first, a suspension, an answer that did not pass, limits missed, a
// dissatisfied customer who has called three times.
func (o *office) tangled() *complaint.Case {
	o.t.Helper()
	c := o.open("2026-03-02 09:00", complaint.Submission{Channel: "superior", Source: complaint.Source{Body: "省公司", OverLevel: true},
		Site: complaint.SiteDetails{Region: "demo", Area: "rural", TransformerArea: "李村2号台区", Address: "李村幸福路12号"}})
	o.dispatch(c, "2026-03-02 09:10", "demo-station", "04.01.01")
	o.do(c, "2026-03-02 10:00", complaint.Refusal{Reason: "不属本所，王先生在河东"})
	o.do(c, "2026-03-02 11:00", complaint.Classification{Unit: "demo-county", Reason: "归县公司"}, complaint.Dispatching{})
	o.do(c, "2026-03-02 14:00", complaint.Contacting{Reached: true, Summary: "客户李某说晚上电压低"})
	o.do(c, "2026-03-03 09:00", complaint.Suspending{Kind: "access", Reason: "现场无法进入", Until: o.at("2026-03-04 09:00")})
	o.do(c, "2026-03-05 10:00", complaint.Urging{Text: "我姓赵，再不来我找媒体"})
	o.do(c, "2026-03-06 10:00", complaint.Urging{Text: "还没人来"})
	o.do(c, "2026-03-11 10:00",
		complaint.Findings{Verified: "yes", Responsibility: "utility-operation", Cause: "线径过小", Facts: "现场见王小明先生，电话13912345678，电压178V"},
		complaint.Answer{Text: "已安排换线"})
	o.do(c, "2026-03-11 15:00", complaint.Review{Reason: "缺少完成时间"})
	o.do(c, "2026-03-12 10:00", complaint.Answer{Text: "3月20日前换线，联系人张三，13912345678", Remedy: "更换低压线", Compensation: &complaint.Money{Amount: "86.40", Currency: "CNY"}}, complaint.Review{Passed: true})
	o.do(c, "2026-03-13 09:00", said(false, map[string]any{"left": true}), complaint.Dispatching{})
	o.do(c, "2026-03-16 10:00", complaint.Answer{Text: "已换线", Remedy: "已更换低压线"}, complaint.Review{Passed: true})
	o.do(c, "2026-03-17 09:00", said(true, nil))
	return c
}

// facts are those of a part, by key.
func facts(p *paper.Paper, key string) map[string]string {
	said := map[string]string{}
	for _, f := range part(p, key).Facts {
		said[f.Key] = p.Say(f.Value)
	}
	return said
}

func TestACaseIsGoneThrough(t *testing.T) {
	o := newOffice(t)
	c := o.tangled()
	p := o.build(o.penetrated(c, "2026-03-20 09:00"))
	equal(t, "basics", facts(p, "basics"), map[string]string{
		"receivedAt": "2026-03-02 09:00", "channel": "higher authority", "overLevel": "yes", "kind": "complaint",
		"class": "Supply quality › Voltage quality › Persistently abnormal voltage", "grade": "important", "urgency": "normal",
		"unit": "Demo county company", "region": "Demo area", "area": "rural", "transformerArea": "李村2号台区", "closedAt": "2026-03-17 09:00",
	})
	equal(t, "investigation", facts(p, "investigation"), map[string]string{
		"verified": "substantiated", "responsibility": "utility, operation", "cause": "线径过小", "facts": "现场见***先生，电话***，电压178V",
	})
	equal(t, "problems", cells(p, "problems", "code", "at", "problem"), [][]string{
		{"overLevel", "2026-03-02 09:00", "the customer went to a higher authority"},
		{"wrongUnit", "2026-03-02 10:00", "wrong unit: the order was refused"},
		{"suspended", "2026-03-03 09:00", "suspended: no access to the site"},
		{"urged", "2026-03-06 10:00", "the customer had to call again and again"},
		{"late", "2026-03-10 24:00", "deadline missed: unit's reply"},
		{"refusedAnswer", "2026-03-11 15:00", "the answer did not pass the review"},
		{"late", "2026-03-11 24:00", "deadline missed: answer"},
		{"rework", "2026-03-13 09:00", "the customer was dissatisfied"},
		{"late", "2026-03-16 24:00", "deadline missed: answer to the higher authority"},
	})
	equal(t, "rectification", facts(p, "rectification"), map[string]string{"answer": "已换线", "remedy": "已更换低压线"})
	equal(t, "suggestions", len(part(p, "suggestions").Prose), 8)
	if h := headline(p); h["late"] != "3" || h["reworks"] != "1" || h["problems"] != "9" || h["state"] != "closed: Resolved" {
		t.Errorf("headline %v", h)
	}
	if cells(p, "problems", "told")[6][0] == "" {
		t.Error("nobody was told of the missed answer")
	}
}

func TestTheCourseNamesRolesAndNobody(t *testing.T) {
	o := newOffice(t)
	c := o.tangled()
	add := func(at, event, by, data string) {
		o.events[c.Reference] = append(o.events[c.Reference], complaint.Event{Seq: len(o.events[c.Reference]) + 1, At: o.at(at), Type: event, By: by, Data: json.RawMessage(data)})
	}
	add("2026-03-18 08:00", "appealed", "supervisor:demo-county", `{"reason":"电表合格，王先生认可","basis":"检定证书"}`)
	add("2026-03-18 08:30", "reopened", "agent:demo-city", `{"reason":"我家还是没电"}`)
	add("2026-03-18 09:00", "noted", "supervisor:demo-city:wang-07", `{"text":"王女士家"}`)
	p := o.build(o.penetrated(c, "2026-03-20 09:00"))
	course := cells(p, "course", "at", "type", "by", "detail")
	equal(t, "first", course[0], []string{"2026-03-02 09:00", "received", "system", ""})
	equal(t, "last", course[len(course)-1], []string{"2026-03-18 09:00", "noted", "supervisor, Demo city company", ""})
	seen := map[string]string{}
	for _, row := range course {
		seen[row[1]] = row[3]
	}
	for event, want := range map[string]string{"reopened": "", "appealed": "电表合格，***先生认可", "refused": "不属本所，***先生在河东", "reviewed": "passed", "closed": "Resolved", "urged": "", "found": "", "called": "reached; satisfied"} {
		if diff := cmp.Diff(want, seen[event]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", event, diff)
		}
	}
}

// TestTheCourseTellsWhatWasDecidedAbove: the words of levels above and of a
// superior body stand in the course, with their reasons.
func TestTheCourseTellsWhatWasDecidedAbove(t *testing.T) {
	o := newOffice(t)
	c := o.tangled()
	var want [][]string
	add := func(event, by, data string, cells ...string) {
		o.events[c.Reference] = append(o.events[c.Reference], complaint.Event{Seq: len(o.events[c.Reference]) + 1, At: o.at("2026-03-18 09:00"), Type: event, By: by, Data: json.RawMessage(data)})
		want = append(want, cells)
	}
	add("group-decided", "supervisor:demo-city", `{"approved":false,"reason":"原因未查清"}`, "leading group decided", "supervisor, Demo city company", "not approved; 原因未查清")
	add("superior-decided", "supervisor:demo-city", `{"agreed":true}`, "reply of the higher authority", "supervisor, Demo city company", "agrees")
	add("determination-approved", "supervisor:demo-county", `{"approved":true,"reason":"按指导书办理"}`, "determination reviewed", "supervisor, Demo county company", "approved; 按指导书办理")
	add("regulator-appealed", "agent:demo-city", `{"facts":"我家还是没电"}`, "customer appealed to the regulator", "agent, Demo city company", "")
	course := cells(o.build(o.penetrated(c, "2026-03-20 09:00")), "course", "event", "by", "detail")
	equal(t, "course", course[len(course)-len(want):], want)
}

// untold are the events of a course that tell of no deed: how a limit was computed
// anew or found late, what the workflow looked up, and what came of a file on its way.
var untold = []string{"amended", "evidence-announced", "evidence-scanned", "gathered", "rearmed", "recovered"}

// TestEveryDeedHasItsPlaceInTheCourse reads the types of events from the source of
// the domain: one without words would be left out of a course unseen.
func TestEveryDeedHasItsPlaceInTheCourse(t *testing.T) {
	files, err := filepath.Glob("../complaint/*.go")
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]bool{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range regexp.MustCompile(`(?:event\(\) string +\{ return |a\.(?:system|record)\()"([a-z-]+)"`).FindAllSubmatch(text, -1) {
			types[string(m[1])] = true
		}
	}
	if len(types) < 60 {
		t.Fatalf("%d types of events were found", len(types))
	}
	o := newOffice(t)
	c := o.tangled()
	for _, event := range slices.Sorted(maps.Keys(types)) {
		o.events[c.Reference] = append(o.events[c.Reference], complaint.Event{Seq: len(o.events[c.Reference]) + 1, At: o.at("2026-03-18 09:00"), Type: event, By: "system", Data: json.RawMessage(`{"levels":["L2"]}`)})
	}
	for _, row := range cells(o.build(o.penetrated(c, "2026-03-20 09:00")), "course", "type") {
		delete(types, row[0])
	}
	equal(t, "left out", slices.Sorted(maps.Keys(types)), untold)
}

func TestNothingOfTheCustomerIsShown(t *testing.T) {
	o := newOffice(t)
	c := o.tangled()
	for _, language := range []string{"zh", "en"} {
		spec := o.penetrated(c, "2026-03-20 09:00")
		spec.Language = language
		for _, format := range paper.Formats() {
			if format == "xlsx" {
				continue // a packed form of the same
			}
			text := everything(t, o.build(spec), format)
			for _, secret := range []string{"空调", "13900000001", "13912345678", "王小明", "张三", "李某", "我姓赵", "幸福路", "王先生", "省公司\""} {
				if strings.Contains(text, secret) {
					t.Errorf("%s in %s holds %q", format, language, secret)
				}
			}
		}
	}
}

func TestACaseThatWentWellHasNoProblem(t *testing.T) {
	o := newOffice(t)
	c := o.answered("demo-station", "04.01.01", "hotline")
	p := o.build(o.penetrated(c, "2026-03-04 11:00"))
	equal(t, "problems", cells(p, "problems", "code"), [][]string{})
	equal(t, "suggestions", part(p, "suggestions").Prose, []string{"No rule gives cause for a suggestion."})
	equal(t, "investigation", part(p, "investigation").Prose, []string{"The case holds no findings."})
	equal(t, "rectification", part(p, "rectification").Prose, []string{"The case holds no remedy."})
	equal(t, "held", len(cells(p, "held", "unit")) > 0, true)
}

func TestACaseIsSeenAsOfAnInstantAndWithinItsScope(t *testing.T) {
	o := newOffice(t)
	c := o.tangled()
	early := o.build(o.penetrated(c, "2026-03-05 12:00"))
	equal(t, "problems by March 5", cells(early, "problems", "code"), [][]string{{"overLevel"}, {"wrongUnit"}, {"suspended"}})
	equal(t, "rectification by March 5", facts(early, "rectification"), map[string]string{})
	equal(t, "state by March 5", headline(early)["state"], "being handled")

	county, elsewhere, before, none := o.penetrated(c, "2026-03-20 09:00"), o.penetrated(c, "2026-03-20 09:00"), o.penetrated(c, "2026-03-02 08:00"), o.penetrated(c, "2026-03-20 09:00")
	county.Filter.Unit, elsewhere.Filter.Unit, none.Reference = "demo-county", "demo-discipline", "202603-009999"
	o.build(county)
	for name, spec := range map[string]report.Spec{"another unit's case": elsewhere, "a case of later": before, "no case": none} {
		if _, err := report.Build(t.Context(), o, spec); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v, want NotFound", name, err)
		}
	}
	none.Reference = ""
	if _, err := report.Build(t.Context(), o, none); !fault.Is(err, fault.Invalid) {
		t.Errorf("no reference: %v, want Invalid", err)
	}
}
