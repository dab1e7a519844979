package diff

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/policy"
)

// received is a Wednesday afternoon before a holiday of seven days.
var received = time.Date(2026, 9, 30, 8, 20, 0, 0, time.UTC)

// pack is state-grid without its examples, with words of its files replaced: file, old, new, ...
func pack(t *testing.T, edits ...string) *policy.Policy {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range p.Files {
		if f.Name != "examples.yaml" {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	for i := 0; i < len(edits); i += 3 {
		file := fsys[edits[i]]
		if file == nil {
			file = &fstest.MapFile{}
		}
		if !strings.Contains(string(file.Data), edits[i+1]) {
			t.Fatalf("%s has no %q", edits[i], edits[i+1])
		}
		fsys[edits[i]] = &fstest.MapFile{Data: []byte(strings.Replace(string(file.Data), edits[i+1], edits[i+2], 1))}
	}
	changed, err := policy.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

func TestAPackIsTheSameAsItself(t *testing.T) {
	d := Of(pack(t), pack(t), received)
	if !d.Same || len(d.Changes)+len(d.Effects)+len(d.Examples) > 0 || d.A != d.B {
		t.Errorf("got %+v", d)
	}
}

func TestChangesAreToldInTheFieldsTerms(t *testing.T) {
	for _, tt := range []struct {
		name  string
		edits []string
		want  []Change
	}{
		{"a limit", []string{"clocks.yaml", "target: 5wd", "target: 6wd"}, []Change{{"clock", "answer", "target", "5wd", "6wd"}}},
		{"a limit of a kind", []string{"kinds.yaml", "answer: 5wd, callback: 1wd, rework: 3wd}\n    source: \"供", "answer: 4wd, callback: 1wd, rework: 3wd}\n    source: \"供"},
			[]Change{{"kind", "enquiry", "limit answer", "5wd", "4wd"}}},
		{"who is warned", []string{"clocks.yaml", "levels: [handler, L1, L2]}\n    breach", "levels: [L1, L2], anyTime: true}\n    breach"},
			[]Change{{"clock", "answer", "warning 0wd before@09:00", "handler L1 L2", "L1 L2, at any time"}}},
		{"another warning", []string{"clocks.yaml", `{point: "0wd before@09:00", levels: [handler, L1, L2]}`, `{point: "50%", levels: [handler, L1, L2]}`}, []Change{
			{"clock", "answer", "warning 0wd before@09:00", "handler L1 L2", ""}, {"clock", "answer", "warning 50%", "", "handler L1 L2"}}},
		{"the breach", []string{"clocks.yaml", "{levels: [L2, L3], supervision: L3}", "{levels: [L2, L3, L4]}"},
			[]Change{{"clock", "answer", "breach", "L2 L3, supervision by L3", "L2 L3 L4"}}},
		{"the ladder", []string{"clocks.yaml", `- {after: "1wd@09:00", levels: [L1, L2, L3, L4], every: "1wd@09:00"}`,
			`- {after: 2h, levels: [L2], every: 1h, times: 2, anyTime: true}`}, []Change{
			{"clock", "answer", "rung 1", "after 1wd@09:00 L1 L2 L3 L4, every 1wd@09:00", "after 2h L2, at any time, every 1h, 2 times in all"}}},
		{"a variant", []string{"clocks.yaml", "{target: 7wd, valid:", "{when: {areas: [rural], grades: [major, special]}, target: 7wd, valid:"}, []Change{
			{"clock", "answer", "variant received from 2011 to 2021", "7wd (国家电网公司供电服务十项承诺 (2011) 第十条: 7 working days, until the promises of 2022)", ""},
			{"clock", "answer", "variant grades major special, areas rural, received from 2011 to 2021", "", "7wd (国家电网公司供电服务十项承诺 (2011) 第十条: 7 working days, until the promises of 2022)"}}},
		{"a clock left out", []string{"clocks.yaml", returning, "", "pack.yaml", "clocks: [contact, return, answer, legal]", "clocks: [contact, answer, legal]"}, []Change{
			{"pack", "rules", "reopening.clocks", "contact return answer legal", "contact answer legal"},
			{"clock", "return", "", "4wd", ""}}},
		{"a clock unset", []string{"clocks.yaml", "target: 3wd\n    warnings:\n      - {point: \"0wd before@09:00\", levels: [L4]}", "unset: nobody knows\n    warnings:\n      - {point: \"0wd before@09:00\", levels: [L4]}"}, []Change{
			{"clock", "appeal", "target", "3wd", ""}, {"clock", "appeal", "unset", "", "nobody knows"}}},
		{"a unit", []string{"units.yaml", "regions: [demo]", "regions: [demo, east]"}, []Change{{"unit", "demo-station", "regions", "demo", "demo east"}}},
		{"a route", []string{"units.yaml", "routes:\n", "routes:\n  - {name: frequent, classes: [\"04.03.01\"], areas: [rural], unit: demo-county, zh: 频繁停电, en: frequent outages}\n"}, []Change{
			{"route", "misconduct", "place", "1", "2"}, {"route", "frequent", "", "", "demo-county"}}},
		{"where a route goes", []string{"units.yaml", "kinds: [misconduct], unit: demo-discipline", "kinds: [misconduct, opinion], unit: demo-province"}, []Change{
			{"route", "misconduct", "unit", "demo-discipline", "demo-province"}, {"route", "misconduct", "when", "kinds misconduct", "kinds misconduct opinion"}}},
		{"what is asked and checked", []string{"audit.yaml", "fields: [occurredAt]", "fields: [occurredAt]\n    hold: true", "audit.yaml", "en: Its wording should be formal", "en: Its wording must be formal"}, []Change{
			{"audit", "essential time", "hold", "", "yes"}, {"audit", "check wording", "text", "Its wording should be formal / 用语应规范", "Its wording must be formal / 用语应规范"}}},
		{"who is told", []string{"pack.yaml", "urge: [handler, L1]", "urge: [handler]"}, []Change{{"tell", "urge", "levels", "handler L1", "handler"}}},
		{"the flows beside the journey", []string{"pack.yaml", "group: [L3], grade: important", "group: [L4], grade: major", "pack.yaml", "emergency: {grades: [major, special]", "emergency: {grades: [special]"}, []Change{
			{"pack", "overLevel", "group", "L3", "L4"}, {"pack", "overLevel", "grade", "important", "major"}, {"pack", "emergency", "grades", "major special", "special"}}},
		{"suspension and recomputation", []string{"pack.yaml", "cap: 30d", "cap: 20d", "pack.yaml", "class: retroactive", "class: carry-share"}, []Change{
			{"pack", "rules", "suspension.cap", "30d", "20d"}, {"pack", "rules", "recompute.class", "retroactive", "carry-share"}}},
		{"bundles and the daily proof", []string{"pack.yaml", "\ntell:", "\nthrottle: {singles: 5}\ntell:", "pack.yaml", `reconciliation: "00:30"`, `reconciliation: "06:00"`}, []Change{
			{"pack", "rules", "throttle.singles", "20", "5"}, {"pack", "rules", "reconciliation", "00:30", "06:00"}}},
		{"what belongs together", []string{"pack.yaml", "sizes: [10, 100, 1000]", "sizes: [10]", "pack.yaml", "window: 90d", "window: 30d", "pack.yaml", "{count: 3", "{count: 4"}, []Change{
			{"pack", "batch", "sizes", "10 100 1000", "10"}, {"pack", "repeat", "window", "2160h0m0s", "720h0m0s"}, {"pack", "hotspots", "count", "3", "4"}}},
		{"how reports count and when they come", []string{"reports.yaml", "counting: central", "counting: company", "reports.yaml", "satisfaction: 95", "satisfaction: 90", "reports.yaml", "demo-city: 125", "demo-city: 120", "reports.yaml", "kind: revisit, every: month, day: 3", "kind: revisit, every: month, day: 31"}, []Change{
			{"report", "rules", "counting", "central", "company"}, {"report", "rules", "thresholds.satisfaction", "95", "90"}, {"report", "targets 2026", "demo-city", "125", "120"},
			{"report", "schedule revisit every month on day 3 at 08:00 zh", "", "L3 L4", ""},
			{"report", "schedule revisit every month on day 31 at 08:00 zh", "", "", "L3 L4"}}},
		{"who is on duty", []string{"duty.yaml", "", "units:\n  - {unit: demo-city, shifts: [{days: [working], hours: \"08:30-17:30\", people: [wang, li], rotate: weekly, since: 2026-01-05}], absent: [{person: li, from: 2026-05-01}]}\n"},
			[]Change{{"duty", "demo-city", "", "", "working 08:30-17:30 wang, li weekly since 2026-01-05"}}},
		{"a text", []string{"texts.yaml", "We have received your complaint", "Thank you"}, []Change{{"text", "timeline.received", "en", "We have received your complaint", "Thank you"}}},
		{"a class", []string{"classes.yaml", "en: Frequent outages", "en: Outages again and again"}, []Change{
			{"class", "04.03.01", "name", "Frequent outages / 频繁停电", "Outages again and again / 频繁停电"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Of(pack(t), pack(t, tt.edits...), received).Changes); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPhrasesAreCountedAndMarked(t *testing.T) {
	d := Of(pack(t), pack(t, "triage.yaml", "我要投诉|", "我真要投诉|"), received)
	if len(d.Changes) != 1 || d.Changes[0].Item != "kind complaint" || !strings.HasPrefix(d.Changes[0].From, "25 (") || d.Changes[0].From[:4] != d.Changes[0].To[:4] {
		t.Errorf("got %+v", d.Changes)
	}
}

func TestDatesWhoseHoursDifferAreTold(t *testing.T) {
	const file = "calendars/china.yaml"
	for _, tt := range []struct {
		name  string
		edits []string
		want  []Change
	}{
		{"days off and at work", []string{file, `"2026-10-01/2026-10-07"`, `"2026-10-01/2026-10-05 国庆"`, file, `  "2026-10-10": wed # Saturday` + "\n", ""}, []Change{
			{"calendar", "2026-10-06/2026-10-07", "hours", "closed", "08:30-12:00 13:30-17:30"},
			{"calendar", "2026-10-10", "hours", "08:30-12:00 13:30-17:30", "closed"}}},
		{"the hours of a weekday are told once, and of the dates that follow it", []string{file, `fri: ["08:30-12:00", "13:30-17:30"]`, `fri: ["08:30-12:00", "22:00-24:00"]`}, []Change{
			{"calendar", "rules", "fri", "08:30-12:00 13:30-17:30", "08:30-12:00 22:00-24:00"},
			{"calendar", "2025-10-11", "hours", "08:30-12:00 13:30-17:30", "08:30-12:00 22:00-24:00"},
			{"calendar", "2026-01-04", "hours", "08:30-12:00 13:30-17:30", "08:30-12:00 22:00-24:00"},
			{"calendar", "2026-02-28", "hours", "08:30-12:00 13:30-17:30", "08:30-12:00 22:00-24:00"},
			{"calendar", "2026-09-20", "hours", "08:30-12:00 13:30-17:30", "08:30-12:00 22:00-24:00"}}},
		{"years and the end of a day", []string{file, "years: [2025, 2026]", "years: [2026]", file, `dayEnd: "24:00"`, "dayEnd: close"}, []Change{
			{"calendar", "rules", "dayEnd", "24:00", "close"}, {"calendar", "rules", "years", "2025 2026", "2026"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Of(pack(t), pack(t, tt.edits...), received).Changes); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCalendarsForEverAreComparedAroundTheReceipt(t *testing.T) {
	const file = "calendars/china.yaml"
	d := Of(pack(t, file, "years: [2025, 2026]\n", ""), pack(t, file, "years: [2025, 2026]\n", "", file, `"2026-10-01/2026-10-07"`, "\"2027-10-01\"\n  - \"2028-10-02\""), received)
	var got []string
	for _, c := range d.Changes {
		got = append(got, c.Item)
	}
	// 10-03 and 10-04 are a weekend; 2028 is further away than a year.
	want := []string{"2026-10-01/2026-10-02", "2026-10-05/2026-10-07", "2027-10-01"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("dates (-want +got):\n%s", diff)
	}
}

func TestEffectsAreThoseOnAReceiptAndOnTheExamples(t *testing.T) {
	a := pack(t, "examples.yaml", "", "examples:\n  - {name: suggested, given: {received: 2026-06-01 09:00, kind: suggestion}, clock: answer, due: 2026-06-15 24:00}\n")
	b := pack(t, "clocks.yaml", "target: 5wd", "target: 6wd", "kinds.yaml", "suggestion\n    limits: {dispatch: 20m, answer: 10wd", "suggestion\n    limits: {dispatch: 20m, answer: 9wd",
		"examples.yaml", "", "examples:\n  - {name: answered, given: {received: 2026-06-01 09:00}, clock: answer, due: 2026-06-09 24:00}\n  - {name: legal, given: {received: 2026-06-01 09:00}, clock: legal, due: 2026-06-15 24:00}\n")
	d := Of(a, b, received)
	effects := []Effect{
		{"answer", "complaint", "2026-10-13 24:00 (5wd by clock)", "2026-10-14 24:00 (6wd by clock)"},
		{"answer", "suggestion", "2026-10-20 24:00 (10wd by kind suggestion)", "2026-10-19 24:00 (9wd by kind suggestion)"},
	}
	if diff := cmp.Diff(effects, d.Effects); diff != "" {
		t.Errorf("effects (-want +got):\n%s", diff)
	}
	examples := []Effect{
		{"suggested", "", "2026-06-15 24:00 (10wd by kind suggestion)", "2026-06-12 24:00 (9wd by kind suggestion)"},
		{"answered", "", "2026-06-08 24:00 (5wd by clock)", "2026-06-09 24:00 (6wd by clock)"},
	}
	if diff := cmp.Diff(examples, d.Examples); diff != "" {
		t.Errorf("examples (-want +got):\n%s", diff)
	}
}

func TestEveryTwoEmbeddedPacksCompareTheSameWayTwice(t *testing.T) {
	for _, a := range policy.Names() {
		for _, b := range policy.Names() {
			var said [2]string
			for i := range said {
				x, err := policy.Named(a)
				if err != nil {
					t.Fatal(err)
				}
				y, err := policy.Named(b)
				if err != nil {
					t.Fatal(err)
				}
				text, err := json.Marshal(Of(x, y, received))
				if err != nil {
					t.Fatal(err)
				}
				said[i] = string(text)
			}
			if said[0] != said[1] || strings.Contains(said[0], `"same":true`) != (a == b) {
				t.Errorf("%s and %s:\n%.300s\n%.300s", a, b, said[0], said[1])
			}
		}
	}
}

// returning is a clock of state-grid that only the reopening needs.
const returning = `  - name: return
    title: {zh: 回单, en: return of the order}
    target: 4wd
    pausable: true
    quiet: true
    source: "unconfirmed: the 5 working days of the answer less 1 for the callback"
    basis: {zh: "答复的5个工作日减去回访的1个工作日", en: "The 5 working days of the answer, less 1 for the callback"}
`
