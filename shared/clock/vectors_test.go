package clock

import (
	"os"
	"path/filepath"
	"testing"
	"time"
	_ "time/tzdata"
)

// load reads a calendar of testdata, with lines added to it.
func load(t testing.TB, name, more string) *Calendar {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", name+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(src)+more)
}

func parse(t testing.TB, src string) *Calendar {
	t.Helper()
	c, err := ParseCalendar([]byte(src))
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	return c
}

func target(t testing.TB, s string) Target {
	t.Helper()
	got, err := ParseTarget(s)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func point(t testing.TB, s string) Point {
	t.Helper()
	got, err := ParsePoint(s)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// at reads a local time of the calendar, "2026-01-02 15:04[:05]"; "24:00" ends the day. With a
// zone, as RFC 3339, it is that instant.
func at(t testing.TB, c *Calendar, s string) time.Time {
	t.Helper()
	if got, err := time.Parse(time.RFC3339, s); err == nil {
		return got
	}
	date, clock, _ := cut(s)
	if clock == "24:00" {
		d, err := time.ParseInLocation(time.DateOnly, date, c.Zone())
		if err != nil {
			t.Fatal(err)
		}
		return d.AddDate(0, 0, 1)
	}
	for _, layout := range []string{time.DateTime, "2006-01-02 15:04"} {
		if got, err := time.ParseInLocation(layout, s, c.Zone()); err == nil {
			return got
		}
	}
	t.Fatalf("%q is not a time", s)
	return time.Time{}
}

func cut(s string) (date, clock string, ok bool) {
	if len(s) < 11 {
		return s, "", false
	}
	return s[:10], s[11:], true
}

func checkDue(t testing.TB, c *Calendar, start, limit, want string) {
	t.Helper()
	got, err := c.Due(at(t, c, start), target(t, limit))
	if err != nil {
		t.Errorf("%s: %s + %s: %v", c.Name(), start, limit, err)
		return
	}
	if w := at(t, c, want); !got.At.Equal(w) || got.At.Location() != time.UTC {
		t.Errorf("%s: %s + %s = %s, want %s", c.Name(), start, limit, got.At.In(c.Zone()), w)
	}
}

const always = `
name: always
timeZone: %s
week: {mon: ["00:00-24:00"], tue: ["00:00-24:00"], wed: ["00:00-24:00"], thu: ["00:00-24:00"], fri: ["00:00-24:00"], sat: ["00:00-24:00"], sun: ["00:00-24:00"]}
`

func read(t testing.TB, name string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", name+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func zoneOf(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
