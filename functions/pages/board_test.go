package pages

import (
	"strings"
	"testing"

	"github.com/redress/redress/shared/policy"
)

func TestLimitsAreSaidInWords(t *testing.T) {
	for limit, want := range map[string][2]string{
		"5wd": {"5 working days", "5个工作日"}, "1wd": {"1 working day", "1个工作日"}, "24h": {"24 hours", "24小时"}, "20m": {"20 minutes", "20分钟"},
		"8h working": {"8 hours of working time", "工作时间8小时"}, "10d": {"10 days", "10日"}, "same day": {"the same day", "当日"}, "10d flat": {"10 calendar days, not moved for weekends", "10日（不顺延）"}, "75%": {"75% of the time", "已用时限75%"},
		"4h before": {"4 hours before it is due", "到期前4小时"}, "2wd before@09:00": {"2 working days before it is due at 09:00", "到期前2个工作日09:00"},
		"0wd before@09:00": {"on the day it is due at 09:00", "到期当日09:00"}, "whatever": {"whatever", "whatever"}, "": {"", ""},
	} {
		if en, zh := limitWord(limit, "en"), limitWord(limit, "zh"); en != want[0] || zh != want[1] {
			t.Errorf("%q is said %q and %q, want %q", limit, en, zh, want)
		}
	}
	if got := laterWord("1wd@09:00", "zh") + "，" + everyWord("1wd@09:00", "zh"); got != "超时后1个工作日的09:00，每个工作日09:00" {
		t.Errorf("got %q", got)
	}
	if got := laterWord("2h", "en") + ", then " + everyWord("1wd@09:00", "en"); got != "2 hours later, then every working day at 09:00" {
		t.Errorf("got %q", got)
	}
	if got := effectWord("2026-09-30 08:40 (20m by kind fault)", handlerOf(t).Policy, "zh") + " " + effectWord("none", handlerOf(t).Policy, "en") + " " + effectWord("x (5wd by clock)", handlerOf(t).Policy, "en"); got != "2026-09-30 08:40（20分钟，按业务类型“故障报修”） no such deadline x (5 working days)" {
		t.Errorf("got %q", got)
	}
	if got := noticeName("urge.again", "zh") + " " + noticeName("urge.again", "en"); got != "再次催办 Customer's reminder (again)" {
		t.Errorf("got %q", got)
	}
}

// TestAYearIsLaidOut: what State Council notices say of October 2026, and what follows.
func TestAYearIsLaidOut(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	y := yearOf(p, 2026)
	october := y.Months[9]
	if len(october.Weeks) != 5 || october.Weeks[0][3].Date != 1 || october.Weeks[0][2].Date != 0 {
		t.Errorf("October begins %+v", october.Weeks[0])
	}
	sorts := map[int]string{}
	for _, week := range october.Weeks {
		for _, d := range week {
			sorts[d.Date] = d.Sort
		}
	}
	for date, want := range map[int]string{1: "off", 7: "off", 8: "work", 10: "adjusted", 11: "rest", 12: "work", 31: "rest"} {
		if sorts[date] != want {
			t.Errorf("October %d is %s, want %s", date, sorts[date], want)
		}
	}
	days := 0
	for _, m := range y.Months {
		days += m.Workdays
	}
	if !y.Published || days != y.Workdays || october.Workdays != 18 {
		t.Errorf("%d workdays in all, %d by months, %d in October", y.Workdays, days, october.Workdays)
	}
	if last := y.Named[len(y.Named)-2]; last.Date != "2026-10-01" || last.Last != "2026-10-07" || last.Sort != "off" {
		t.Errorf("the days of October are %+v", last)
	}
	if yearOf(p, 2190).Published {
		t.Error("2190 is published")
	}
}

// TestEveryCallHasItsPlace: no page of the description is empty, and commands that were
// given a page of their own are still there.
func TestEveryCallHasItsPlace(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := readDescription(p)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, a := range docAreas {
		calls := doc.calls(a.Code)
		if found += len(calls); len(calls) == 0 {
			t.Errorf("%s is empty", a.Code)
		}
	}
	want := 0
	for _, calls := range doc.Paths {
		want += len(calls)
	}
	if found != want {
		t.Errorf("%d calls are shown, and there are %d", found, want)
	}
	for _, list := range [][]string{flowCommands, closingCommands, consequenceCommands} {
		for _, command := range list {
			if _, ok := doc.Paths["/v1/cases/{reference}/"+command]; !ok {
				t.Errorf("there is no command %s", command)
			}
		}
	}
	call := doc.shown(doc.Paths["/v1/complaints"]["post"])
	want2 := "curl -s https://HOST/v1/complaints -H 'Idempotency-Key: KEY' \\\n  -H 'Content-Type: application/json' -d '{\"channel\":\"web\",\"text\":\"…\"}'"
	if call.Example != want2 || call.Caller != "" || !call.Fields[0].Required || call.Answers[0].Type.Link != "Receipt" {
		t.Errorf("submitting is shown as %+v", call)
	}
}

// TestExamplesAreTaken: what a call cannot do without stands in its example.
func TestExamplesAreTaken(t *testing.T) {
	doc, err := readDescription(handlerOf(t).Policy)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []struct{ path, method, want string }{
		{"/v1/reports", "post", `-d '{"kind":"sla-breach","from":"2026-09-01","to":"2026-09-30"}'`},
		{"/v1/reports/{id}/cases", "get", "/v1/reports/ID/cases?figure=received"},
		{"/v1/cases/{reference}/callback", "post", `-d '{"reached":true,"satisfied":true}'`},
		{"/v1/duty/{unit}", "put", `"hours":"08:30-17:30","people":["1001","1002"]`},
	} {
		call := doc.shown(doc.Paths[in.path][in.method])
		if !strings.Contains(call.Example, in.want) {
			t.Errorf("%s %s is shown as %s", in.method, in.path, call.Example)
		}
	}
	for path, calls := range doc.Paths {
		for method, c := range calls {
			if x := doc.shown(c).Example; strings.Contains(x, "null") {
				t.Errorf("%s %s is shown as %s", method, path, x)
			}
		}
	}
}

func TestTypesAreSaid(t *testing.T) {
	low, high := 1.0, 5.0
	for want, s := range map[docType]*apiSchema{
		{Before: "any"}:                                 nil,
		{Before: "list of ", Link: "Call"}:              {Items: &apiSchema{Ref: "#/components/schemas/Call"}, Type: []any{"array", "null"}},
		{Before: "map of string"}:                       {Type: "object", Additional: []byte(`{"type":"string"}`)},
		{Before: "object"}:                              {Type: "object", Additional: []byte(`false`)},
		{Before: "instant (RFC 3339)"}:                  {Type: "string", Format: "date-time"},
		{Before: "string", After: "a | b"}:              {Type: "string", Enum: []any{"", "a", "b"}},
		{Before: "integer", After: " 1 to 5 default 3"}: {Type: "integer", Minimum: &low, Maximum: &high, Default: 3},
	} {
		if got := typeOf(s); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}
