package clock

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// stack reads a calendar of testdata with those that it lies over.
func stack(t testing.TB, name string) *Calendar {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", name+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := ParseOver(src, below(t, src))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// below is what a file lies over, nil if that is nothing.
func below(t testing.TB, src []byte) *Calendar {
	t.Helper()
	if name, _ := Under(src); name != "" {
		return stack(t, name)
	}
	return nil
}

func over(t testing.TB, base *Calendar, src string) *Calendar {
	t.Helper()
	c, err := ParseOver([]byte(src), base)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	return c
}

func TestTheUppermostLayerSaysWhatADateIs(t *testing.T) {
	c := stack(t, "station")
	for _, tt := range []struct {
		name, date string
		want       time.Duration
	}{
		{"the nation's holiday holds", "2026-05-01", 0},
		{"the nation's adjusted workday has the office's hours", "2026-05-09", 8 * time.Hour},
		{"the region takes back the nation's adjusted workday", "2026-09-20", 0},
		{"the office takes back the nation's adjusted workday", "2026-10-10", 0},
		{"nothing said below is nothing to take back", "2026-06-06", 0},
		{"the office works on the region's holiday", "2026-02-24", 8 * time.Hour},
		{"by the hours of another weekday", "2026-02-25", 3 * time.Hour},
		{"special hours on a holiday of both layers below", "2026-10-01", 2 * time.Hour},
		{"the rest of that holiday holds", "2026-10-02", 0},
		{"the week is the office's", "2026-06-05", 3 * time.Hour},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := c.Worked(at(t, c, tt.date+" 00:00"), at(t, c, tt.date+" 24:00")); got != tt.want {
				t.Errorf("%s: worked %s, want %s", tt.date, got, tt.want)
			}
		})
	}
}

func TestOverridesSayWhoWonAndWhoLost(t *testing.T) {
	var got strings.Builder
	for _, o := range stack(t, "station").Overrides() {
		got.WriteString("\n" + o.String())
	}
	if diff := cmp.Diff(got.String(), `
2026-02-24: work: mon of station beats off: 元宵灯会 of guangdong
2026-02-25: work: fri of station beats off: 元宵灯会 of guangdong
2026-09-20: plain of guangdong beats work: mon of CN
2026-10-01: special: [10:00-12:00] of station beats off: 国庆节 of guangdong
2026-10-01: special: [10:00-12:00] of station beats off: 国庆节 of CN
2026-10-10: plain of station beats work: mon of CN`); diff != "" {
		t.Errorf("overrides (-got +want):\n%s", diff)
	}
	if got := stack(t, "cn").Overrides(); got != nil {
		t.Errorf("without layers: %v", got)
	}
}

func TestTheLedgerNamesTheLayer(t *testing.T) {
	c := stack(t, "station")
	lines, err := c.Ledger(at(t, c, "2026-09-30 12:00"), target(t, "7wd"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(show(c, lines), `
09-30 12:00 10-01 00:00 0 receipt day
10-01 00:00 10-02 00:00 86400 special hours (layer station)
10-02 00:00 10-08 00:00 0 holiday: 国庆节 (layer guangdong)
10-08 00:00 10-09 00:00 86400 working
10-09 00:00 10-10 00:00 86400 working
10-10 00:00 10-11 00:00 0 weekend (layer station)
10-11 00:00 10-12 00:00 0 weekend
10-12 00:00 10-13 00:00 86400 working
10-13 00:00 10-14 00:00 86400 working
10-14 00:00 10-15 00:00 86400 working
10-15 00:00 10-15 17:00 86400 working`); diff != "" {
		t.Errorf("ledger (-got +want):\n%s", diff)
	}
	lines, err = c.Ledger(at(t, c, "2026-02-23 12:00"), target(t, "1wd"))
	if got := lines[len(lines)-1].Reason; err != nil || got != "adjusted workday (layer station)" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestALayerTakesFromBelowWhatItLeavesOut(t *testing.T) {
	base := load(t, "k6", "dayEnd: close\n")
	c := over(t, base, "name: thin\nover: k6\n")
	if c.Zone() != base.Zone() || c.Source() != base.Source() || c.Name() != "thin" {
		t.Errorf("got %s, %q, %q", c.Name(), c.Zone(), c.Source())
	}
	for _, limit := range []string{"5wd", "10d", "100h working"} {
		start := at(t, c, "2021-09-17 12:00")
		got, err := c.Due(start, target(t, limit))
		want, wantErr := base.Due(start, target(t, limit))
		if err != nil || wantErr != nil || got != want {
			t.Errorf("%s: %v, %v, want %v, %v", limit, got, err, want, wantErr)
		}
	}
	if got := over(t, base, "name: here\nover: k6\nsource: own\n").Source(); got != base.Source()+"; own" {
		t.Errorf("sources are %q", got)
	}
	if got := over(t, base, "name: there\nover: k6\ntimeZone: Asia/Urumqi\n").Zone().String(); got != "Asia/Urumqi" {
		t.Errorf("zone is %q", got)
	}
}

func TestAYearIsPublishedWhenAnyLayerPublishesIt(t *testing.T) {
	some, all := load(t, "cn", ""), load(t, "k1", "")
	for _, tt := range []struct {
		name  string
		base  *Calendar
		years string
		want  string
	}{
		{"the layer's and those below", some, "years: [2024, 2026]\n", "2024 2025 2026"},
		{"a layer that says nothing adds nothing", some, "", "2025 2026"},
		{"below, all are", all, "years: [2024]\n", "2023 2024 2025 2026 2027"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := over(t, tt.base, "name: top\nover: base\n"+tt.years)
			var got []string
			for y := 2023; y <= 2027; y++ {
				if c.Published(y) {
					got = append(got, time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006"))
				}
			}
			if diff := cmp.Diff(strings.Join(got, " "), tt.want); diff != "" {
				t.Errorf("published (-got +want):\n%s", diff)
			}
		})
	}
}

func TestUnderNamesTheCalendarBelow(t *testing.T) {
	for src, want := range map[string]string{
		"name: a\nover: b\n":   "b",
		"name: a\n":            "",
		"{over: b, over: ":     "",
		"[over]":               "",
		"":                     "",
		"name: a\nover: [b]":   "",
		`{"over": "base-1.2"}`: "base-1.2",
	} {
		got, line := Under([]byte(src))
		if got != want || want != "" && line != 1+strings.Count(src[:strings.Index(src, "over")], "\n") {
			t.Errorf("%q lies over %q by line %d, want %q", src, got, line, want)
		}
	}
}

func TestLayersDoNotGrowWithoutBound(t *testing.T) {
	c := load(t, "k1", "")
	for i := range maxLayers {
		src := "name: " + string(rune('a'+i)) + "\nover: below\n"
		next, err := ParseOver([]byte(src), c)
		if last := i == maxLayers-1; (err != nil) != last {
			t.Fatalf("layer %d: %v", i+2, err)
		}
		c = next
	}
}

func TestAFileWithoutItsBaseIsRefused(t *testing.T) {
	base := load(t, "k1", "")
	for _, tt := range []struct {
		name, src string
		base      *Calendar
		want      string
	}{
		{"nothing to lie over", "name: a\nover: b\n", nil, `line 2: over: the calendar "b" is not at hand`},
		{"lies over nothing", "name: a\n", base, "line 1: over: is missing"},
		{"over is empty", "name: a\nover:\n", base, "line 2: over: is empty"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ParseOver([]byte(tt.src), tt.base); err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestADayTakenBackStaysSoWhenTheLayerBelowIsReadAnew(t *testing.T) {
	const national = `{name: national, timeZone: UTC, week: {mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"]}, off: [%s]}`
	for _, off := range []string{"2026-06-01", "2026-06-01, 2026-06-02", "2026-06-01 Observance"} {
		base := parse(t, fmt.Sprintf(national, off))
		c, err := ParseOver([]byte("{name: company, over: national, plain: [2026-06-01]}"), base)
		if err != nil {
			t.Fatal(err)
		}
		if !c.IsWorkday(at(t, c, "2026-06-01 12:00")) || base.IsWorkday(at(t, base, "2026-06-01 12:00")) {
			t.Errorf("off %s: the company is not at work on 06-01", off)
		}
	}
}
