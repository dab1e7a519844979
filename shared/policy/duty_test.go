package policy

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/clock"
)

// officeIn is a calendar of a zone with the National Day holiday of 2026 and its adjusted Saturday.
func officeIn(t testing.TB, zone string) *clock.Calendar {
	t.Helper()
	c, err := clock.ParseCalendar([]byte("timeZone: " + zone + `
week: {mon: ["08:30-17:30"], tue: ["08:30-17:30"], wed: ["08:30-17:30"], thu: ["08:30-17:30"], fri: ["08:30-17:30"]}
off: ["2026-10-01/2026-10-07"]
work: {"2026-10-10": mon}
`))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// rotaOf is the rota of one unit, "u".
func rotaOf(t testing.TB, c *clock.Calendar, r Roster) Rota {
	t.Helper()
	if flaws := r.Check(c); len(flaws) > 0 {
		t.Fatal(flaws)
	}
	return (&Policy{Calendar: c}).Rota(map[string]Roster{"u": r})
}

// local reads "2026-10-01 08:30[:05]" of a calendar's zone.
func local(t testing.TB, c *clock.Calendar, s string) time.Time {
	t.Helper()
	for _, layout := range []string{"2006-01-02 15:04", time.DateTime} {
		if at, err := time.ParseInLocation(layout, s, c.Zone()); err == nil {
			return at
		}
	}
	t.Fatalf("%q is not a time", s)
	return time.Time{}
}

func TestOnDuty(t *testing.T) {
	dayAndNight := []Shift{
		{Hours: "08:30-17:30", People: []string{"wang"}},
		{Hours: "17:30-08:30", People: []string{"zhao"}},
	}
	weekdays := []string{"mon", "tue", "wed", "thu", "fri"}
	tests := []struct {
		name   string
		shifts []Shift
		absent []Absence
		// at and want go together: "2026-06-01 08:30" is a Monday.
		at   []string
		want []string // people, joined by "+"; "-" for nobody
	}{
		{"a handoff in the minute of the step goes to who is on duty at that second", dayAndNight, nil,
			[]string{"2026-06-01 17:29:59", "2026-06-01 17:30", "2026-06-02 08:29:59", "2026-06-02 08:30"},
			[]string{"wang", "zhao", "zhao", "wang"}},
		{"outside every shift nobody is on duty", []Shift{{Days: weekdays, Hours: "08:30-17:30", People: []string{"wang"}}}, nil,
			[]string{"2026-06-01 08:29:59", "2026-06-01 12:00", "2026-06-06 12:00"}, []string{"-", "wang", "-"}},
		{"working and off follow the office's calendar, not the week",
			[]Shift{{Days: []string{"working"}, Hours: "08:30-17:30", People: []string{"wang"}}, {Days: []string{"off"}, Hours: "00:00-24:00", People: []string{"li"}}}, nil,
			[]string{"2026-09-30 12:00", "2026-10-01 12:00", "2026-10-10 12:00", "2026-10-11 12:00"}, []string{"wang", "li", "wang", "li"}},
		{"a daily rotation counts the times that the shift is served, so a weekend does not skip anybody",
			[]Shift{{Days: weekdays, Hours: "08:30-17:30", People: []string{"a", "b", "c"}, Rotate: "daily", Since: "2026-06-01"}}, nil,
			[]string{"2026-06-01 12:00", "2026-06-02 12:00", "2026-06-05 12:00", "2026-06-08 12:00", "2026-05-29 12:00"},
			[]string{"a", "b", "b", "c", "c"}},
		{"a night belongs to the day on which it begins, also in a rotation",
			[]Shift{{Hours: "20:00-08:00", People: []string{"a", "b"}, Rotate: "daily", Since: "2026-06-01"}}, nil,
			[]string{"2026-06-01 23:59:59", "2026-06-02 00:00", "2026-06-02 07:59:59", "2026-06-02 20:00"}, []string{"a", "a", "a", "b"}},
		{"a weekly rotation changes on the weekday of its first date",
			[]Shift{{Hours: "00:00-24:00", People: []string{"a", "b"}, Rotate: "weekly", Since: "2026-06-03"}}, nil,
			[]string{"2026-06-03 00:00", "2026-06-09 23:59:59", "2026-06-10 00:00", "2026-06-17 00:00", "2026-06-02 12:00", "2026-05-27 00:00", "2026-05-26 12:00"},
			[]string{"a", "a", "b", "a", "b", "b", "a"}},
		{"who is absent is passed over for the next of the shift, the last date included",
			[]Shift{{Hours: "00:00-24:00", People: []string{"wang", "li"}}}, []Absence{{Person: "wang", From: "2026-06-02", To: "2026-06-03"}},
			[]string{"2026-06-01 23:59:59", "2026-06-02 00:00", "2026-06-03 23:59:59", "2026-06-04 00:00"}, []string{"wang", "li", "li", "wang"}},
		{"an absence may end at an instant", []Shift{{Hours: "00:00-24:00", People: []string{"wang", "li"}}},
			[]Absence{{Person: "wang", To: "2026-06-02T12:00:00+08:00"}}, []string{"2026-06-02 11:59:59", "2026-06-02 12:00"}, []string{"li", "wang"}},
		{"who has left is passed over for good", []Shift{{Hours: "00:00-24:00", People: []string{"wang", "li"}}}, []Absence{{Person: "wang"}},
			[]string{"2020-01-01 00:00", "2040-01-01 00:00"}, []string{"li", "li"}},
		{"when all of a shift are absent nobody is on duty", []Shift{{Hours: "00:00-24:00", People: []string{"wang"}}}, []Absence{{Person: "wang"}},
			[]string{"2026-06-02 12:00"}, []string{"-"}},
		{"two shifts at one time are two people, and one person once",
			[]Shift{{Hours: "08:00-20:00", People: []string{"a"}}, {Hours: "08:00-20:00", People: []string{"b"}}, {Hours: "12:00-13:00", People: []string{"a"}}}, nil,
			[]string{"2026-06-01 12:00"}, []string{"a+b"}},
	}
	c := officeIn(t, "Asia/Shanghai")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := rotaOf(t, c, Roster{Shifts: tt.shifts, Absent: tt.absent})
			for i, at := range tt.at {
				people, rostered := r.OnDuty("u", local(t, c, at))
				got := strings.Join(people, "+")
				if got == "" {
					got = "-"
				}
				if !rostered || got != tt.want[i] {
					t.Errorf("%s: got %s, rostered %t; want %s", at, got, rostered, tt.want[i])
				}
			}
		})
	}
}

func TestAUnitWithoutShiftsIsNotRostered(t *testing.T) {
	c := officeIn(t, "Asia/Shanghai")
	for name, r := range map[string]Rota{
		"the zero rota": {}, "a rota of another unit": rotaOf(t, c, Roster{}), "a rota without shifts": rotaOf(t, c, Roster{Absent: []Absence{{Person: "li"}}}),
	} {
		unit := "u"
		if name == "a rota of another unit" {
			unit = "v"
		}
		if people, rostered := r.OnDuty(unit, time.Now()); rostered || people != nil {
			t.Errorf("%s: %v are on duty, rostered %t", name, people, rostered)
		}
	}
}

// The clocks of London go back at 02:00 on 25 October and forward at 01:00 on 29 March.
func TestShiftsFollowDaylightSaving(t *testing.T) {
	c := officeIn(t, "Europe/London")
	r := rotaOf(t, c, Roster{Shifts: []Shift{
		{Hours: "01:30-09:30", People: []string{"early"}}, {Hours: "09:30-01:30", People: []string{"late"}},
	}})
	for at, want := range map[string]string{
		"2026-03-29T00:59:59Z": "late", "2026-03-29T01:00:00Z": "early", // 01:30 never comes: 02:00 summer time does
		"2026-10-25T00:29:59Z": "late", "2026-10-25T00:30:00Z": "early+late", // the first 01:30
		"2026-10-25T01:29:59Z": "early+late", "2026-10-25T01:30:00Z": "early", // the last 01:30
	} {
		instant, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		people, _ := r.OnDuty("u", instant)
		if got := strings.Join(people, "+"); got != want {
			t.Errorf("%s: got %s, want %s", at, got, want)
		}
	}
}

func TestAStoredRosterBeatsThePacks(t *testing.T) {
	c := officeIn(t, "Asia/Shanghai")
	all := func(person string) Roster {
		return Roster{Shifts: []Shift{{Hours: "00:00-24:00", People: []string{person}}}}
	}
	p := &Policy{Calendar: c}
	p.Duty = p.Rota(map[string]Roster{"a": all("packed"), "b": all("packed"), "c": all("packed")})
	r := p.Rota(map[string]Roster{
		"b": all("stored"), "c": {}, "d": all("stored"),
		"a2": {Shifts: []Shift{{Hours: "soon", People: []string{"x"}}}}, // of an office with other words
	})
	want := map[string]string{"a": "packed", "b": "stored", "c": "inbox", "d": "stored", "a2": "inbox"}
	got := map[string]string{}
	for unit := range want {
		people, rostered := r.OnDuty(unit, time.Now())
		if got[unit] = strings.Join(people, "+"); !rostered {
			got[unit] = "inbox"
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("on duty (-want +got):\n%s", diff)
	}
	if people, _ := p.Duty.OnDuty("b", time.Now()); strings.Join(people, "") != "packed" {
		t.Errorf("the pack's own rota has changed: %v", people)
	}
}

func TestGapsAreWhereARosteredUnitHasNobody(t *testing.T) {
	c := officeIn(t, "Asia/Shanghai")
	r := rotaOf(t, c, Roster{
		Shifts: []Shift{{Days: []string{"working"}, Hours: "08:30-17:30", People: []string{"wang"}}, {Days: []string{"working"}, Hours: "17:30-08:30", People: []string{"li"}}},
		Absent: []Absence{{Person: "li", From: "2026-09-29T20:00:00+08:00", To: "2026-09-29T22:00:00+08:00"}},
	})
	var got []string
	for _, g := range r.Gaps("u", local(t, c, "2026-09-29 21:00"), local(t, c, "2026-10-09 00:00")) {
		got = append(got, g.From.In(c.Zone()).Format("01-02 15:04")+"/"+g.To.In(c.Zone()).Format("01-02 15:04"))
	}
	// What lies before the first instant is past, and told to nobody.
	want := []string{"09-29 21:00/09-29 22:00", "10-01 08:30/10-08 08:30"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
	if gaps := r.Gaps("v", local(t, c, "2026-09-29 21:00"), local(t, c, "2026-10-09 00:00")); gaps != nil {
		t.Errorf("a unit without a rota has gaps: %v", gaps)
	}
}

// rosters draws a roster with hours at full quarters.
func rosters(rt *rapid.T) Roster {
	quarter := rapid.Custom(func(rt *rapid.T) string {
		n := rapid.IntRange(0, 95).Draw(rt, "quarter")
		return time.Date(2000, 1, 1, n/4, n%4*15, 0, 0, time.UTC).Format("15:04")
	})
	var r Roster
	for range rapid.IntRange(1, 4).Draw(rt, "shifts") {
		s := Shift{
			Days:  rapid.SampledFrom([][]string{nil, {"mon"}, {"sat", "sun"}, {"working"}, {"off"}}).Draw(rt, "days"),
			Hours: quarter.Draw(rt, "from") + "-" + quarter.Draw(rt, "to"),
		}
		s.People = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 1, 4, rapid.ID[string]).Draw(rt, "people")
		if s.Rotate = rapid.SampledFrom([]string{"", daily, weekly}).Draw(rt, "rotate"); s.Rotate != "" {
			s.Since = "2026-09-15"
		}
		r.Shifts = append(r.Shifts, s)
	}
	for range rapid.IntRange(0, 2).Draw(rt, "absences") {
		from := rapid.IntRange(20, 29).Draw(rt, "day")
		r.Absent = append(r.Absent, Absence{
			Person: rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(rt, "who"),
			From:   time.Date(2026, 9, from, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), To: "2026-09-29",
		})
	}
	return r
}

func TestGapsAndOnDutyAgreeAtEveryInstant(t *testing.T) {
	for _, zone := range []string{"Asia/Shanghai", "Europe/London", "Australia/Lord_Howe"} {
		c := officeIn(t, zone)
		from, to := local(t, c, "2026-09-20 07:10"), local(t, c, "2026-10-12 13:40")
		rapid.Check(t, func(rt *rapid.T) {
			r := rotaOf(t, c, rosters(rt))
			gaps := r.Gaps("u", from, to)
			for i, g := range gaps {
				if !g.From.Before(g.To) || g.From.Before(from) || to.Before(g.To) || i > 0 && !gaps[i-1].To.Before(g.From) {
					rt.Fatalf("gaps are not in order and apart: %v", gaps)
				}
			}
			for range 20 {
				at := from.Add(time.Duration(rapid.Int64Range(0, int64(to.Sub(from)/time.Second)-1).Draw(rt, "at")) * time.Second)
				people, _ := r.OnDuty("u", at)
				inside := false
				for _, g := range gaps {
					inside = inside || !at.Before(g.From) && at.Before(g.To)
				}
				if inside != (len(people) == 0) {
					rt.Fatalf("%s: %v on duty, gaps %v", at, people, gaps)
				}
			}
		})
	}
}

func FuzzDuty(f *testing.F) {
	f.Add("08:30-17:30", "mon", "wang", "daily", "2026-01-05", "2026-10-01")
	f.Add("08:30-08:30", "off", "", "weekly", "", "2026-10-01T00:00:00Z")
	c := officeIn(f, "Europe/London")
	at := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, hours, day, person, rotate, since, edge string) {
		r := Roster{
			Shifts: []Shift{{Hours: hours, Days: []string{day}, People: []string{person, "b"}, Rotate: rotate, Since: since}},
			Absent: []Absence{{Person: person, From: edge}},
		}
		if len(r.Check(c)) > 0 {
			return
		}
		rota := (&Policy{Calendar: c}).Rota(map[string]Roster{"u": r})
		people, rostered := rota.OnDuty("u", at)
		if gaps := rota.Gaps("u", at, at.Add(time.Second)); !rostered || (len(gaps) == 0) != (len(people) > 0) {
			t.Errorf("%v on duty, rostered %t, gaps %v", people, rostered, gaps)
		}
	})
}
