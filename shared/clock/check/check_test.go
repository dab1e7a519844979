package check

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/redress/redress/shared/clock"
)

func load(t testing.TB, name string) *clock.Calendar {
	t.Helper()
	src, err := os.ReadFile("../testdata/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := clock.ParseCalendar(src)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func at(t testing.TB, c *clock.Calendar, s string) time.Time {
	t.Helper()
	got, err := time.ParseInLocation("2006-01-02 15:04:05", (s + ":00")[:19], c.Zone())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func target(t testing.TB, s string) clock.Target {
	t.Helper()
	got, err := clock.ParseTarget(s)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// The instants are written down here, not taken from package clock.
func TestDueByLookingAtOneQuarterAfterAnother(t *testing.T) {
	for _, tt := range []struct{ name, cal, start, limit, paused, want string }{
		{"elapsed time", "cn", "2026-09-30 16:20", "24h", "", "2026-10-01 16:20"},
		{"elapsed time with a pause", "cn", "2026-09-30 16:20", "24h", "2026-09-30 17:00:01/2026-09-30 17:00:03", "2026-10-01 16:20:02"},
		{"working time over a weekend", "k1", "2024-01-19 16:00", "2h working", "", "2024-01-22 10:00"},
		{"working time to the second", "k1", "2024-01-15 16:59:59", "2s working", "", "2024-01-16 09:00:01"},
		{"working time up to a closing", "k1", "2024-01-15 16:59:59", "1s working", "", "2024-01-15 17:00:00"},
		{"working time on an adjusted Saturday", "k6", "2021-09-17 17:00", "1h working", "", "2021-09-18 09:00"},
		{"working time with a pause over nights", "k3", "2034-06-05 10:00", "4h working", "2034-06-05 11:00/2034-06-07 09:30", "2034-06-07 13:00"},
		{"working days over National Day", "cn", "2026-09-30 16:20", "5wd", "", "2026-10-14 00:00"},
		{"a working day that a pause touches", "cn", "2026-09-30 16:20", "5wd", "2026-10-08 23:59:59/2026-10-09 00:00", "2026-10-15 00:00"},
		{"calendar days roll forward", "cn", "2026-09-30 16:20", "5d", "", "2026-10-09 00:00"},
		{"a day of 24 hours when clocks go forward", "k7", "2026-03-28 12:00", "24h working", "", "2026-03-29 13:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := load(t, tt.cal)
			var pauses []clock.Pause
			if from, to, ok := strings.Cut(tt.paused, "/"); ok {
				pauses = []clock.Pause{{From: at(t, c, from), To: at(t, c, to)}}
			}
			got, err := Due(c, at(t, c, tt.start), target(t, tt.limit), pauses...)
			if want := at(t, c, tt.want); err != nil || !got.Equal(want) {
				t.Errorf("got %s, %v, want %s", got.In(c.Zone()), err, want)
			}
		})
	}
}

func TestPointsAreFoundByLooking(t *testing.T) {
	for _, tt := range []struct{ point, want string }{
		{"75%", "2026-06-02 12:00"},
		{"1h before", "2026-06-02 13:00"},
		{"4h working before", "2026-06-02 10:00"},
		{"5h working before", "2026-06-02 09:00"},
		{"0wd before@09:30", "2026-06-02 09:30"},
		{"0wd before@07:00", "2026-06-02 09:00"},
		{"1wd before@16:00", "2026-06-01 16:00"},
	} {
		c := load(t, "k1")
		p, err := clock.ParsePoint(tt.point)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := Warn(c, at(t, c, "2026-06-01 14:00"), target(t, "8h working"), at(t, c, "2026-06-02 14:00"), p, false)
		if want := at(t, c, tt.want); !ok || !got.Equal(want) {
			t.Errorf("%s is %s, %t, want %s", tt.point, got, ok, want)
		}
	}
	c := load(t, "k1")
	if at, ok := Warn(c, at(t, c, "2026-06-01 14:00"), target(t, "8h working"), at(t, c, "2026-06-02 14:00"), clock.Point{}, false); ok {
		t.Errorf("the zero point came at %s", at)
	}
}

func TestNothingAndTheEndOfTimeAreErrors(t *testing.T) {
	c := load(t, "k1")
	start := at(t, c, "2026-06-01 10:00")
	if due, err := Due(c, start, clock.Target{}); err == nil {
		t.Errorf("no target is due %s", due)
	}
	if err := Ledger(c, start, clock.Target{}, nil, nil); err == nil {
		t.Error("no target has a ledger")
	}
	forever := clock.Pause{From: start, To: start.AddDate(7000, 0, 0)}
	for _, limit := range []string{"1h", "1wd", "1d"} {
		if due, err := Due(c, start, target(t, limit), forever); err == nil {
			t.Errorf("%s paused for ever is due %s", limit, due)
		}
	}
}

// Whatever else a calendar could tell, it has computed.
func TestOnlyTheFactsOfACalendarAreAsked(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	asked := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "c" {
				asked++
				if s.Sel.Name != "Facts" {
					t.Errorf("%s asks the calendar for its %s", file, s.Sel.Name)
				}
			}
			return true
		})
	}
	if asked == 0 {
		t.Error("nobody asks the calendar")
	}
}

// A part of one day is that day, which ends when its last shift does, though that
// is after the next day's.
func TestAPartOfOneDayWarnsOfNothing(t *testing.T) {
	c, err := clock.ParseCalendar([]byte(`name: overnight
timeZone: Europe/London
dayEnd: close
week: {sat: ["22:00-06:00"], sun: ["00:00-02:15", "02:30-04:00"]}
`))
	if err != nil {
		t.Fatal(err)
	}
	p, err := clock.ParsePoint("1%")
	if err != nil {
		t.Fatal(err)
	}
	start, limit := at(t, c, "2026-02-28 23:59:59"), target(t, "same day")
	due, err := Due(c, start, limit)
	if err != nil || !due.Equal(at(t, c, "2026-03-01 06:00")) {
		t.Fatalf("due %s, %v; want 06:00 on 1 March", due.In(c.Zone()), err)
	}
	if got, ok := Warn(c, start, limit, due, p, false); ok {
		t.Errorf("warns at %s", got.In(c.Zone()))
	}
}
