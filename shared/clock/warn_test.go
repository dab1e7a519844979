package clock

import (
	"strings"
	"testing"
)

func TestWarningPoints(t *testing.T) {
	for _, tt := range []struct{ name, cal, start, limit, point, want string }{
		{"three quarters of a working day", "k1", "2026-06-01 14:00", "8h working", "75%", "2026-06-02 12:00"},
		{"a working hour before", "k1", "2026-06-01 14:00", "8h working", "1h working before", "2026-06-02 13:00"},
		{"half of it, over a weekend", "k1", "2026-06-05 16:30", "2h working", "50%", "2026-06-08 09:30"},
		{"two ways to say one instant", "k1", "2026-06-01 15:00", "2h working", "75%", "2026-06-01 16:30"},
		{"two ways to say one instant", "k1", "2026-06-01 15:00", "2h working", "30m before", "2026-06-01 16:30"},
		{"a share that ends at closing", "k1", "2026-06-01 16:00", "2h working", "50%", "2026-06-01 17:00"},
		{"working time before due opens a day", "k1", "2026-06-01 16:00", "2h working", "1h working before", "2026-06-02 09:00"},
		{"as much before as there was", "k1", "2026-06-06 12:00", "2h working", "2h working before", "2026-06-08 09:00"},
		{"before opening, moved to it", "k1", "2026-06-01 14:00", "3h30m working", "1h before", "2026-06-02 09:00"},

		{"two days before, an adjusted Saturday", "cn", "2026-09-30 16:20", "5wd", "2wd before@09:00", "2026-10-10 09:00"},
		{"the due day", "cn", "2026-09-30 16:20", "5wd", "0wd before@09:00", "2026-10-13 09:00"},
		{"two days before", "cn", "2026-03-10 09:00", "5wd", "2wd before@09:00", "2026-03-13 09:00"},
		{"the due day", "cn", "2026-03-10 09:00", "5wd", "0wd before@09:00", "2026-03-17 09:00"},
		{"before the legal limit", "cn", "2026-03-10 09:00", "10wd", "2wd before@09:00", "2026-03-20 09:00"},
		{"two days before", "cn", "2026-06-01 08:50", "5wd", "2wd before@09:00", "2026-06-04 09:00"},
		{"over Dragon Boat", "cn", "2026-06-12 18:05", "5wd", "2wd before@09:00", "2026-06-17 09:00"},
		{"too early for the office", "cn", "2026-06-12 18:05", "5wd", "2wd before@07:00", "2026-06-17 08:30"},
		{"at lunch", "cn", "2026-06-12 18:05", "5wd", "2wd before@12:30", "2026-06-17 13:30"},
		{"too late on the last day", "cn", "2026-06-12 18:05", "5wd", "0wd before@20:00", "2026-06-22 17:30"},
		{"days are whole and rounded up", "cn", "2026-06-01 08:50", "5wd", "75%", "2026-06-08 08:30"},
		{"days are whole and rounded up", "cn", "2026-06-01 08:50", "5wd", "10%", "2026-06-03 08:30"},
		{"calendar days too", "cn", "2026-06-01 08:50", "10d", "75%", "2026-06-10 08:30"},
		{"four hours before midnight", "cn", "2026-06-04 16:00", "1wd", "4h before", "2026-06-05 17:30"},
		{"the due day is a holiday, nowhere to move", "cn", "2026-09-30 20:00", "90h", "0wd before@09:00", "2026-10-04 09:00"},
		{"the due day is a holiday, back to the office", "cn", "2026-09-30 12:00", "90h", "0wd before@05:00", "2026-09-30 17:30"},
		{"days before a holiday", "cn", "2026-09-28 20:00", "90h", "1wd before@09:00", "2026-09-30 09:00"},
		{"a percentage of a night stays", "cn", "2026-06-01 22:00", "60m", "75%", "2026-06-01 22:45"},
		{"of the night, moved to the morning", "cn", "2026-06-01 22:00", "12h", "50%", "2026-06-02 08:30"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			checkWarn(t, load(t, tt.cal, ""), tt.start, tt.limit, tt.point, tt.want, false)
		})
	}
}

func TestAnyTimePointsStayWhereTheyFall(t *testing.T) {
	c := load(t, "cn", "")
	checkWarn(t, c, "2026-09-30 16:20", "24h", "4h before", "2026-10-01 12:20", true)
	checkWarn(t, c, "2026-03-10 09:00", "24h", "4h before", "2026-03-11 05:00", true)
	checkWarn(t, c, "2026-06-12 18:05", "24h", "4h before", "2026-06-13 14:05", true)
	checkWarn(t, c, "2026-06-12 18:05", "5wd", "2wd before@00:00", "2026-06-17 00:00", true)
	checkWarn(t, c, "2026-06-01 08:50", "5wd", "75%", "2026-06-05 24:00", true)
}

func TestPointsOutsideTheLimitNeverCome(t *testing.T) {
	c := load(t, "cn", "")
	for _, tt := range []struct{ start, limit, point string }{
		{"2026-06-01 09:00", "30m", "60m before"},
		{"2026-06-01 09:00", "60m", "60m before"},
		{"2026-06-01 09:00", "1h working", "1h working before"},
		{"2026-06-01 09:00", "1h working", "2h working before"},
		{"2026-06-01 09:00", "1wd", "75%"},
		{"2026-06-01 09:00", "2wd", "2wd before@09:00"},
		{"2026-06-01 09:00", "1h", "0wd before@10:00"},
		{"2026-06-01 09:00", "1h", "0wd before@09:00"},
		{"2026-06-01 09:00", "1s", "99%"},
	} {
		checkWarn(t, c, tt.start, tt.limit, tt.point, tt.start+" never", false)
		checkWarn(t, c, tt.start, tt.limit, tt.point, tt.start+" never", true)
	}
	if at, ok := c.Warn(at(t, c, "2026-06-01 09:00"), Target{}, at(t, c, "2026-06-02 09:00"), Point{}, true); ok {
		t.Errorf("the zero point came at %s", at)
	}
}

// checkWarn wants a local time, or the word "never" behind one.
func checkWarn(t *testing.T, c *Calendar, start, limit, p, want string, anyTime bool) {
	t.Helper()
	s := at(t, c, start)
	due, err := c.Due(s, target(t, limit))
	if err != nil {
		t.Fatal(err)
	}
	got, ok := c.Warn(s, target(t, limit), due.At, point(t, p), anyTime)
	want, never := strings.CutSuffix(want, " never")
	if w := at(t, c, want); ok == never || ok && !got.Equal(w) {
		t.Errorf("%s + %s, %s: %s %t, want %s, never %t", start, limit, p, got.In(c.Zone()), ok, w, never)
	}
}
