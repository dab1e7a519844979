package clock

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFactsAreWhatTheFilesSay(t *testing.T) {
	base := parse(t, `
name: nation
timeZone: UTC
week: {mon: ["13:00-17:00", "08:00-12:00"], fri: ["22:00-06:00"], sun: ["00:00-23:59"]}
off: ["2026-01-01/2026-01-02 New Year"]
work: {"2026-01-03": mon}
years: [2027, 2026]
dayEnd: close
`)
	c := over(t, base, "name: office\nover: nation\nspecial: {\"2026-01-01\": [\"10:00-11:00\"]}\nplain: [\"2026-01-02\"]\n")
	got := c.Facts()
	got.Zone = nil // which cmp cannot look into
	monday := []Hours{{480, 720}, {780, 1020}}
	want := Facts{
		Week: [7][]Hours{{{0, 1440}}, monday, {}, {}, {}, {{1320, 1800}}, {}},
		Dates: map[string]Date{
			"2026-01-01": {Sort: "special", Hours: []Hours{{600, 660}}, Layer: 1},
			"2026-01-02": {Sort: "plain", Hours: []Hours{{1320, 1800}}, Layer: 1},
			"2026-01-03": {Sort: "work", Hours: monday},
		},
		DayEnd: "close",
		Years:  []int{2026, 2027},
		Layers: []string{"nation", "office"},
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("facts (-got +want):\n%s", diff)
	}
	if f := base.Facts(); f.Dates["2026-01-02"].Name != "New Year" || f.Dates["2026-01-02"].Sort != "off" || f.Zone != base.Zone() {
		t.Errorf("facts of the base: %+v", f)
	}
	if load(t, "k1", "").Facts().Years != nil {
		t.Error("a file without years does not publish them all")
	}
}

func TestFactsAreACopy(t *testing.T) {
	c := load(t, "k1", "")
	f := c.Facts()
	f.Week[1][0] = Hours{}
	clear(f.Dates)
	if again := c.Facts(); again.Week[1][0] == (Hours{}) || len(again.Dates) == 0 {
		t.Error("the calendar changed with its facts")
	}
}

func TestTargetsAndPointsTellTheirParts(t *testing.T) {
	for s, want := range map[string]string{"90m": "elapsed", "8h working": "working", "5wd": "workdays", "10d": "days"} {
		if got := target(t, s).Unit(); got != want {
			t.Errorf("%s is counted in %q, want %q", s, got, want)
		}
	}
	type parts struct {
		by     string
		n      int64
		minute int
	}
	for s, want := range map[string]parts{
		"75%":                {"percent", 75, 0},
		"1h before":          {"elapsed", 3600, 0},
		"90m working before": {"working", 5400, 0},
		"2wd before@09:30":   {"workdays", 2, 570},
	} {
		by, n, minute := point(t, s).Parts()
		if got := (parts{by, n, minute}); got != want {
			t.Errorf("%s is %v, want %v", s, got, want)
		}
	}
	by, _, _ := Point{}.Parts()
	if unit := (Target{}).Unit(); unit != "" || by != "" {
		t.Errorf("nothing is counted in %q and measured by %q", unit, by)
	}
}
