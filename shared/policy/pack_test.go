package policy

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func loadDefault(t *testing.T) *Policy {
	t.Helper()
	p, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// rule is a clock in the short form of the table below.
type rule struct {
	Target, Warnings, Breach, Supervision, Ladder, Marks string
}

func ruleOf(c Clock) rule {
	r := rule{Target: c.Target.String(), Breach: strings.Join(c.Breach.Levels, " "), Supervision: c.Breach.Supervision}
	var warnings, marks []string
	for _, w := range c.Warnings {
		s := w.Point.String() + " " + strings.Join(w.Levels, " ")
		if w.AnyTime {
			s += " any time"
		}
		warnings = append(warnings, s)
	}
	r.Warnings = strings.Join(warnings, "; ")
	for _, rung := range c.Ladder {
		r.Ladder += rung.After.String() + " " + strings.Join(rung.Levels, " ") + " every " + rung.Every.String()
	}
	if c.Quiet {
		marks = append(marks, "quiet")
	}
	if c.Promised {
		marks = append(marks, "promised")
	}
	if c.Pausable {
		marks = append(marks, "pausable")
	}
	r.Marks = strings.Join(marks, " ")
	return r
}

func rules(p *Policy) map[string]rule {
	got := make(map[string]rule)
	for _, c := range p.Clocks {
		got[c.Name] = ruleOf(c)
	}
	return got
}

// agreed are the clocks of State Grid's pack.
var agreed = map[string]rule{
	"dispatch": {"20m", "5m before centre any time", "centre", "", "", ""},
	"contact":  {"24h", "4h before handler L1 any time", "L2 L3", "", "", "promised"},
	"return":   {"4wd", "", "", "", "", "quiet pausable"},
	"answer": {"5wd", "2wd before@09:00 handler L1; 0wd before@09:00 handler L1 L2", "L2 L3", "L3",
		"1wd@09:00 L1 L2 L3 L4 every 1wd@09:00", "promised pausable"},
	"legal":       {"10wd", "2wd before@09:00 L2 L3", "L3 L4", "", "", ""},
	"callback":    {"1wd", "4h before centre", "centre", "", "1wd@09:00 centre every 1wd@09:00", ""},
	"rework":      {"3wd", "0wd before@09:00 handler L1", "L2 L3", "", "1wd@09:00 L1 L2 L3 every 1wd@09:00", "pausable"},
	"appeal":      {"3wd", "0wd before@09:00 L4", "L4", "", "", ""},
	"superior":    {"10wd", "2wd before@09:00 L3", "L3 L4", "", "1wd@09:00 L3 L4 every 1wd@09:00", ""},
	"supervision": {"3wd", "0wd before@09:00 handler L1", "L2 L3", "", "", ""},
	"check":       {"3wd", "0wd before@09:00 L2", "L2 L3", "", "1wd@09:00 L2 L3 every 1wd@09:00", ""},
	"rectification": {"10wd", "2wd before@09:00 handler L1; 0wd before@09:00 handler L1 L2", "L2 L3", "",
		"1wd@09:00 L1 L2 L3 every 1wd@09:00", ""},
	"remedy": {"10wd", "2wd before@09:00 handler L1; 0wd before@09:00 handler L1 L2", "L2 L3", "",
		"1wd@09:00 L1 L2 L3 every 1wd@09:00", ""},
	"prevention": {"10wd", "2wd before@09:00 handler L1; 0wd before@09:00 handler L1 L2", "L2 L3", "",
		"1wd@09:00 L1 L2 L3 every 1wd@09:00", ""},
	"regulator": {"10wd", "2wd before@09:00 handler L1 L2; 0wd before@09:00 L2 L3", "L3 L4", "",
		"1wd@09:00 L2 L3 L4 every 1wd@09:00", ""},
}

func TestStateGridHasTheAgreedClocks(t *testing.T) {
	if diff := cmp.Diff(agreed, rules(loadDefault(t))); diff != "" {
		t.Errorf("clocks (-want +got):\n%s", diff)
	}
}

func TestStateGridHasEveryClassWithPhrases(t *testing.T) {
	p := loadDefault(t)
	groups, parents := make(map[string]bool), make(map[string]bool)
	for _, c := range p.Classes {
		groups[c.Group.Code], parents[c.Parent.Code] = true, true
		if len(c.Phrases) == 0 || c.Name.In("zh") == c.Name.In("en") {
			t.Errorf("class %s has %d phrases and the names %v", c.Code, len(c.Phrases), c.Name)
		}
	}
	got := []int{len(groups), len(parents), len(p.Classes)}
	if diff := cmp.Diff([]int{5, 17, 50}, got); diff != "" {
		t.Errorf("groups, parents and classes (-want +got):\n%s", diff)
	}
	c, _ := p.Class("04.03.01")
	if got, want := c.Name.In("zh")+c.Parent.Name.In("zh")+c.Group.Name.In("zh"), "频繁停电供电可靠性供电质量投诉"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestStateGridCountsChineseWorkingDays(t *testing.T) {
	p := loadDefault(t)
	zone := p.Zone()
	tests := []struct{ received, clock, want string }{
		{"2026-09-30 16:20", "answer", "2026-10-14 00:00"}, // over National Day and an adjusted Saturday
		{"2026-09-30 16:20", "return", "2026-10-13 00:00"},
		{"2026-02-13 09:00", "answer", "2026-02-28 00:00"},
		{"2026-02-14 09:00", "answer", "2026-03-01 00:00"}, // an adjusted Saturday is the last day
		{"2026-06-12 18:05", "contact", "2026-06-13 18:05"},
		{"2025-12-29 10:00", "answer", "2026-01-07 00:00"}, // over the end of a year
	}
	for _, tt := range tests {
		start, err := time.ParseInLocation("2006-01-02 15:04", tt.received, zone)
		if err != nil {
			t.Fatal(err)
		}
		c, _ := p.Clock(tt.clock)
		due, err := p.Calendar.Due(start, c.Target)
		if err != nil {
			t.Fatal(err)
		}
		if got := due.At.In(zone).Format("2006-01-02 15:04"); got != tt.want {
			t.Errorf("%s received %s: got %s, want %s", tt.clock, tt.received, got, tt.want)
		}
	}
}

func TestKindsHaveTheirOwnLimits(t *testing.T) {
	p := loadDefault(t)
	want := map[string]string{
		"complaint": "5wd", "enquiry": "5wd", "request": "5wd", "fault": "5wd",
		"opinion": "10wd", "suggestion": "10wd", "misconduct": "10wd", "praise": "10wd",
	}
	got := make(map[string]string)
	for _, k := range p.Kinds {
		limit, ok := p.Limit(Matter{Kind: k.Code}, "answer")
		if !ok {
			t.Errorf("kind %s has no limit for the answer", k.Code)
		}
		got[k.Code] = limit.Target.String()
		if _, ok := p.Limit(Matter{Kind: k.Code}, "legal"); ok != (k.Code == "complaint") {
			t.Errorf("kind %s runs the legal clock: %v", k.Code, ok)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("limits of the answer (-want +got):\n%s", diff)
	}
	if k, _ := p.Kind("fault"); k.Refer != "repair-dispatch" {
		t.Errorf("faults are referred to %q", k.Refer)
	}
}

func TestTheDemoRegionIsServedFromTheBottom(t *testing.T) {
	p := loadDefault(t)
	u, ok := p.UnitFor("demo")
	var chain []string
	for ok {
		chain = append(chain, u.ID+" "+u.Level)
		u, ok = p.Unit(u.Parent)
	}
	want := []string{"demo-station L1", "demo-county L2", "demo-city L3", "demo-province L4", "national-centre L5"}
	if diff := cmp.Diff(want, chain); diff != "" {
		t.Errorf("chain (-want +got):\n%s", diff)
	}
	if got := p.LevelName("L3", "zh") + p.LevelName("L1", "en"); got != "市公司station or crew" {
		t.Errorf("the levels are called %s", got)
	}
	if got := new(Policy).LevelName("L3", "zh"); got != "L3" {
		t.Errorf("a level without a name is called %s", got)
	}
	if got := p.Under("demo-county"); !slices.Equal(got, []string{"demo-county", "demo-station"}) {
		t.Errorf("got %v under demo-county", got)
	}
}

func TestStateGridHoldsItselfToItsExamples(t *testing.T) {
	if n := len(loadDefault(t).Examples); n < 80 {
		t.Errorf("only %d examples", n)
	}
	fsys := fstest.MapFS{}
	for _, f := range loadDefault(t).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	clocks := bytes.Replace(fsys[clocksFile].Data, []byte("target: 5wd"), []byte("target: 6wd"), 1)
	fsys[clocksFile] = &fstest.MapFile{Data: clocks}
	_, err := Load(fsys)
	want := `example "National Day, answer": expected due 2026-10-13 24:00, got 2026-10-14 24:00 (6wd by clock)`
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("an answer in 6wd: got %v", err)
	}
}

func TestTheRestOfThePack(t *testing.T) {
	p := loadDefault(t)
	if p.ID() != "state-grid@2026.7" || p.Language != "zh" {
		t.Errorf("got %s in %s", p.ID(), p.Language)
	}
	bounds := p.Intake
	bounds.Ways = nil
	if r := bounds.Receiver; r.Tell != TellNumber || r.Text["zh"] != "受理人员：{receiver}。" {
		t.Errorf("the receiver: got %+v", r)
	}
	bounds.Receiver = Receiver{}
	if diff := cmp.Diff(Intake{TextLimit: 4000, BackDate: 720 * time.Hour, Confidential: true}, bounds); diff != "" {
		t.Errorf("intake (-want +got):\n%s", diff)
	}
	if fax, ok := p.Intake.Way("fax"); !ok || fax.Channel != "letter" || fax.Name["zh"] != "传真" {
		t.Errorf("fax: got %+v, %t", fax, ok)
	}
	if _, ok := p.Intake.Way("letter"); ok {
		t.Error("a channel is a way")
	}
	var ids []string
	for _, q := range p.Callback.Questions {
		ids = append(ids, q.ID)
	}
	want := []string{"attitude", "satisfied", "left", "rectified", "solved", "retaliation", "suggestions"}
	if diff := cmp.Diff(want, ids); diff != "" || p.Callback.Attempts != 3 {
		t.Errorf("%d attempts, questions (-want +got):\n%s", p.Callback.Attempts, diff)
	}
	if diff := cmp.Diff([]string{"contact", "return", "answer", "legal"}, p.Reopening.Clocks); diff != "" ||
		p.Reopening.Window.String() != "30d" || p.Acknowledged.String() != "1wd" {
		t.Errorf("reopening within %s, acknowledged %s, clocks (-want +got):\n%s", p.Reopening.Window, p.Acknowledged, diff)
	}
}

func TestAppealsAreThoseOfTheField(t *testing.T) {
	p := loadDefault(t)
	if a := p.Appeal; a.Window.String() != "5wd" || a.Stages != 2 || a.Signatures != 3 || !a.Known() {
		t.Errorf("appeals: %+v", a)
	}
	if a := embedded(t, "ofgem").Appeal; a.Known() { // the regulator's counts are of all complaints
		t.Errorf("a supplier's units appeal: %+v", a)
	}
}

func TestFillLeavesValuesAlone(t *testing.T) {
	got := Fill("{a} and {b}, {c}", map[string]string{"a": "{b}", "b": "two"})
	if want := "{b} and two, {c}"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestStateGridCountsAndSchedulesItsReports(t *testing.T) {
	r := loadDefault(t).Reports
	if r.Counting != CountCentral || r.SolvedWithin != 30 || r.LinkDays != 7 || len(r.Seasons) != 4 {
		t.Errorf("got %+v", r)
	}
	if diff := cmp.Diff(ThinRegions{10, map[string]string{"remote": "rural"}}, r.Thin); diff != "" {
		t.Errorf("thin regions (-want +got):\n%s", diff)
	}
	if s, ok := r.SpecialtyOf("04.03.01"); !ok || s.Code != "operation" {
		t.Errorf("04.03.01 is of specialty %v, %v", s, ok)
	}
	if got := r.Targets[2026]["demo-city"]; got != 125 { // S-124
		t.Errorf("got the target %d", got)
	}
	want := ScheduledReport{Kind: "service-indicators", Rhythm: Rhythm{Every: "week", At: 480, Weekday: time.Monday}, Tell: []string{"L3", "L4"}, Language: "zh"}
	if diff := cmp.Diff(want, r.Schedule[2]); diff != "" {
		t.Errorf("schedule (-want +got):\n%s", diff)
	}
}

func TestAPackWithoutReportsHasTheBreachReportOfEachDay(t *testing.T) {
	p, err := Named("testdata/working_minimal")
	if err != nil {
		t.Fatal(err)
	}
	want := Reports{Counting: CountCentral, SolvedWithin: 30, Thresholds: Thresholds{Satisfaction: 95, Growth: 50, Appeals: 20}, LinkDays: 7, Schedule: []ScheduledReport{
		{Kind: "sla-breach", Rhythm: Rhythm{Every: "day", At: 420}, Tell: []string{"handler"}, Language: "en"},
	}}
	if diff := cmp.Diff(want, p.Reports); diff != "" {
		t.Errorf("reports (-want +got):\n%s", diff)
	}
}

// TestUnitsOfAnExtendedPackAreNotMissed: a company that has its own units and classes may keep the
// reports of the pack that it extends, and so may the copy that is kept of it.
func TestUnitsOfAnExtendedPackAreNotMissed(t *testing.T) {
	dir := t.TempDir()
	src, err := os.ReadFile("packs/state-grid/pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	own := map[string]string{
		"pack.yaml": strings.Replace(string(src), "name: state-grid", "name: own\nextends: state-grid", 1),
		"units.yaml": "units:\n  - {id: county, level: L2, zh: 县公司, en: County company}\n" +
			"  - {id: demo-station, level: L1, parent: county, regions: [demo], zh: 供电所, en: Station}\n",
	}
	for name, text := range own {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p, err := Named(dir)
	if err != nil {
		t.Fatal(err)
	}
	kept := t.TempDir()
	if err := p.Copy(kept); err != nil {
		t.Fatal(err)
	}
	again, err := Named(kept)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []Reports{p.Reports, again.Reports} {
		if diff := cmp.Diff(map[string]int{"demo-station": 9000}, r.Customers); diff != "" || len(r.Specialties) != 2 {
			t.Errorf("customers (-want +got):\n%s", diff)
		}
	}
}

func TestTheFlowsBesideTheJourneyAreThoseOfTheField(t *testing.T) {
	p := loadDefault(t)
	if diff := cmp.Diff(OverLevel{Group: []string{"L3"}, Grade: "important", Returned: []string{"L1", "L2", "L3"}}, p.OverLevel); diff != "" {
		t.Errorf("over-level complaints (-want +got):\n%s", diff)
	}
	if e := p.Emergency; !e.Opens("major") || !e.Opens("special") || e.Opens("important") || e.Supervision != "L2" || e.Group[0] != "L3" {
		t.Errorf("emergency plan: %+v", e)
	}
	for _, name := range []string{"ofgem", "southern-grid"} { // their documents know neither
		if other := embedded(t, name); other.OverLevel.Known() || other.Emergency.Known() || other.Emergency.Opens("major") {
			t.Errorf("%s: %+v, %+v", name, other.OverLevel, other.Emergency)
		}
	}
}
