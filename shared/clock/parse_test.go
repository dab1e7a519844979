package clock

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is got as what is wanted")

// Each busted file has beside it the message that refuses it.
func TestBustedCalendarsAreRefusedWithEveryReason(t *testing.T) {
	files, err := filepath.Glob("testdata/busted_*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var base *Calendar
			if name, _ := Under(src); overName().MatchString(name) {
				base = stack(t, name)
			}
			_, err = ParseOver(src, base)
			var problems Problems
			if !errors.As(err, &problems) || len(problems) == 0 {
				t.Fatalf("got %v, want problems", err)
			}
			golden := strings.TrimSuffix(file, ".yaml") + ".txt"
			if *update {
				if err := os.WriteFile(golden, []byte(err.Error()+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, wantErr := os.ReadFile(golden)
			if wantErr != nil {
				t.Fatal(wantErr)
			}
			if diff := cmp.Diff(err.Error()+"\n", string(want)); diff != "" {
				t.Errorf("message (-got +want):\n%s", diff)
			}
		})
	}
}

func TestAnEmptyFileIsRefused(t *testing.T) {
	for _, src := range []string{"", "{}", "# nothing\n", strings.Repeat(" ", maxFile+1)} {
		if c, err := ParseCalendar([]byte(src)); err == nil {
			t.Errorf("%.10q gave %v", src, c)
		}
	}
}

func TestACalendarKeepsWhatItsFileSays(t *testing.T) {
	c := load(t, "cn", "")
	if c.Name() != "CN" || c.Zone().String() != "Asia/Shanghai" || !strings.Contains(c.Source(), "〔2025〕7号") {
		t.Errorf("got %q, %s, %q", c.Name(), c.Zone(), c.Source())
	}
}

func TestJSONIsACalendarFileToo(t *testing.T) {
	c := parse(t, `{"name": "j", "timeZone": "UTC", "week": {"mon": ["09:00-17:00"]}, "years": [2026], "dayEnd": "close"}`)
	checkDue(t, c, "2026-06-01 09:00", "1wd", "2026-06-08 17:00")
}

func TestSpecialHoursBeatEverything(t *testing.T) {
	c := parse(t, `
name: special
timeZone: UTC
week: {mon: ["09:00-17:00"], tue: ["09:00-17:00"]}
off: [2026-06-02 fair]
work: {"2026-06-06": mon}
special: {"2026-06-01": [], "2026-06-02": ["09:00-10:00"], "2026-06-06": ["09:00-11:00"], "2026-06-07": ["09:00-12:00"]}
`)
	for day, want := range map[string]time.Duration{"2026-06-01": 0, "2026-06-02": time.Hour, "2026-06-06": 2 * time.Hour, "2026-06-07": 3 * time.Hour, "2026-06-08": 8 * time.Hour} {
		got := c.Worked(at(t, c, day+" 00:00"), at(t, c, day+" 24:00"))
		if open := c.IsWorkday(at(t, c, day+" 12:00")); got != want || open != (want > 0) {
			t.Errorf("%s: worked %s, working day %t, want %s", day, got, open, want)
		}
	}
}

func TestARuleBasedZoneWorksOnTheLastDayOfALeapYear(t *testing.T) {
	c := load(t, "k7", "years: [2039, 2041]\n")
	checkDue(t, c, "2040-12-30 12:00", "48h working", "2041-01-01 12:00")
	checkDue(t, load(t, "k7", ""), "2040-12-30 12:00", "2wd", "2041-01-01 24:00")
}
