package clock

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

func TestTheVersionChangesWithWhatTheCalendarSays(t *testing.T) {
	src, err := os.ReadFile("testdata/cn.yaml")
	if err != nil {
		t.Fatal(err)
	}
	version := func(src string) string { return parse(t, src).Version() }
	was := version(string(src))
	for _, tt := range []struct{ name, from, to string }{
		{"a holiday moves", "2026-01-01/2026-01-03 元旦", "2026-01-01/2026-01-02 元旦"},
		{"a holiday is renamed", "2026-06-19/2026-06-21 端午节", "2026-06-19/2026-06-21 龙舟节"},
		{"a holiday falls away", "  - 2025-01-01 元旦\n", ""},
		{"an adjusted workday moves", "2026-09-20: mon", "2026-09-19: mon"},
		{"an adjusted workday has other hours", "2026-09-20: mon", "2026-09-20: tue"},
		{"a day opens earlier", `fri: ["08:30-12:00"`, `fri: ["08:00-12:00"`},
		{"a day closes", "  fri: [\"08:30-12:00\", \"13:30-17:30\"]\n", ""},
		{"a year is published", "years: [2025, 2026]", "years: [2025, 2026, 2027]"},
		{"every year is published", "years: [2025, 2026]\n", ""},
		{"days end otherwise", `dayEnd: "24:00"`, "dayEnd: close"},
		{"the zone is another", "Asia/Shanghai", "Asia/Urumqi"},
		{"a date has hours of its own", "years:", "special: {2026-12-24: [\"09:00-12:00\"]}\nyears:"},
		{"a date is closed by special hours", "years:", "special: {2026-12-24: []}\nyears:"},
		{"a date that is nothing special is called plain", "years:", "plain: [2026-12-24]\nyears:"},
	} {
		changed := strings.Replace(string(src), tt.from, tt.to, 1)
		if got := version(changed); changed == string(src) || got == was {
			t.Errorf("%s: version stays %s", tt.name, got)
		}
	}
	if got := version(strings.Replace(string(src), "name: CN", "name: PRC", 1)); !strings.HasPrefix(got, "PRC#") {
		t.Errorf("renamed, the version is %s", got)
	}
}

func TestTheVersionIsNotOfTheFile(t *testing.T) {
	const one = `
name: one
timeZone: Asia/Shanghai
week: {mon: ["08:00-12:00", "13:00-23:59"], tue: ["00:00-23:59"]}
off: ["2026-01-01/2026-01-02 New Year", "2026-05-01"]
work: {"2026-01-04": mon, "2026-05-09": tue}
special: {"2026-12-24": []}
years: [2025, 2026]
`
	const other = `
# The same office.
source: another gazette
years: ["2026", 2025, 2026]
work: {"2026-05-09": tue, "2026-01-04": mon}
special:
  2026-12-24: [] # Christmas Eve
off: ["2026-05-01", "2026-01-02 New Year", "2026-01-01  New Year"]
dayEnd: "24:00"
week:
  wed: []
  tue: ["00:00-24:00"]
  mon: ["13:00-23:59", "08:00-12:00"]
timeZone: Asia/Shanghai
name: one
`
	a, b := parse(t, one).Version(), parse(t, other).Version()
	if a != b || !strings.HasPrefix(a, "one#") || len(a) != len("one#12345678") {
		t.Errorf("got %q and %q, want one version", a, b)
	}
}

func TestTheVersionIsOfAllLayers(t *testing.T) {
	base := load(t, "k6", "")
	top := "name: top\nover: k6\nplain: [\"2021-09-18\"]\n"
	was := over(t, base, top).Version()
	for name, c := range map[string]*Calendar{
		"a date below that the layer beats":      over(t, parse(t, strings.Replace(read(t, "k6"), `"2021-09-18": mon`, `"2021-09-18": tue`, 1)), top),
		"a date below":                           over(t, parse(t, strings.Replace(read(t, "k6"), `"2021-09-26": mon`, `"2021-09-25": mon`, 1)), top),
		"the layer's word":                       over(t, base, strings.Replace(top, "09-18", "09-26", 1)),
		"the same words, one layer down":         over(t, over(t, base, strings.Replace(top, "name: top", "name: mid", 1)), "name: top\nover: mid\n"),
		"the name of a layer, that reasons tell": over(t, parse(t, strings.Replace(read(t, "k6"), "name: K6", "name: K9", 1)), top),
	} {
		if got := c.Version(); got == was {
			t.Errorf("%s changed, the version stays %s", name, got)
		}
	}
	if got := over(t, base, "# Again.\n"+top).Version(); got != was {
		t.Errorf("nothing changed, the version was %s and is %s", was, got)
	}
}

func TestTheZoneVersionChangesWithTheZonesRules(t *testing.T) {
	const calendar = "{name: z, timeZone: %s, week: {mon: [\"09:00-17:00\"]}}"
	seen := map[string]string{}
	for _, zone := range []string{"Asia/Shanghai", "Europe/London", "America/Chicago", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu"} {
		got := parse(t, fmt.Sprintf(calendar, zone)).ZoneVersion()
		rules, ok := strings.CutPrefix(got, zone+"#")
		if !ok || len(rules) != 8 || seen[rules] != "" {
			t.Errorf("%s has version %s, as %s", zone, got, seen[rules])
		}
		seen[rules] = zone
		if again := parse(t, fmt.Sprintf(calendar, zone)+"# again\n").ZoneVersion(); again != got {
			t.Errorf("%s has versions %s and %s", zone, got, again)
		}
	}
	if a, b := newZone(time.FixedZone("z", 3600)).rules(), newZone(time.FixedZone("z", 3601)).rules(); a == b {
		t.Error("a second of offset makes no difference")
	}
	// Two names of one zone go by the same rules.
	if a, b := newZone(zoneOf(t, "Asia/Kathmandu")).rules(), newZone(zoneOf(t, "Asia/Katmandu")).rules(); a != b {
		t.Errorf("one zone, two rules:\n%s\n%s", a, b)
	}
}

// The list of changes is that of somebody who looks at the clocks each half hour.
func TestTheZoneVersionMissesNoChange(t *testing.T) {
	for _, zone := range []string{"Australia/Lord_Howe", "Africa/Cairo", "Africa/Casablanca"} {
		loc := zoneOf(t, zone)
		var b strings.Builder
		known := int64(-1)
		for at := time.Unix(0, 0).UTC(); at.Year() <= 2100; at = at.Add(30 * time.Minute) {
			if _, n := at.In(loc).Zone(); int64(n) != known {
				known = int64(n)
				fmt.Fprintf(&b, "%d %d\n", at.Unix(), n)
			}
		}
		if got := newZone(loc).rules(); got != b.String() {
			t.Errorf("%s: got\n%swant\n%s", zone, got, b.String())
		}
	}
}

func TestTheZoneAtHandIsTheDatabases(t *testing.T) {
	for _, name := range []string{"UTC", "Asia/Shanghai", "Europe/London", "America/Chicago", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu", "Pacific/Apia"} {
		z := newZone(zoneOf(t, name))
		for at := time.Date(1905, 1, 1, 5, 0, 0, 0, time.UTC); at.Year() < 2200; at = at.Add(41 * time.Hour) {
			_, want := at.In(z.Location).Zone()
			offset, from, to := z.bounds(at.Unix())
			if offset != int64(want) || from > at.Unix() || to <= at.Unix() {
				t.Fatalf("%s at %s: offset %d from %d to %d, want %d", name, at, offset, from, to, want)
			}
			shown := time.Unix(at.Unix()+offset, 0).UTC()
			for _, last := range []bool{false, true} {
				if got := time.Unix(z.wall(shown.Unix(), last), 0).In(z.Location).Format(time.DateTime); got != shown.Format(time.DateTime) {
					t.Fatalf("%s: what shows %s shows %s", name, shown.Format(time.DateTime), got)
				}
			}
		}
	}
}
