package clock

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestADateOffIsThatLocalDateWhereverTheProgramRuns(t *testing.T) {
	local := time.Local
	t.Cleanup(func() { time.Local = local })
	for _, tt := range []struct{ name, zone, date string }{
		{"Christmas in São Paulo, in summer time", "America/Sao_Paulo", "2018-12-25"},
		{"the last of a month in which clocks went forward", "America/New_York", "2026-03-31"},
		{"the day on which clocks go forward", "America/New_York", "2026-03-08"},
		{"the day on which clocks go back", "America/New_York", "2026-11-01"},
		{"a day that begins at one o'clock", "Africa/Cairo", "2026-04-24"},
		{"a day whose last hour comes twice", "Africa/Cairo", "2026-10-29"},
		{"a leap day", "Asia/Kathmandu", "2028-02-29"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, machine := range []string{"UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"} {
				time.Local = zoneOf(t, machine)
				c := parse(t, fmt.Sprintf(always, tt.zone)+"off: [\""+tt.date+"\"]\n")
				noon := at(t, c, tt.date+" 12:00")
				if c.IsWorkday(noon) || !c.IsWorkday(noon.AddDate(0, 0, -1)) || !c.IsWorkday(noon.AddDate(0, 0, 1)) {
					t.Fatalf("on a machine in %s another day is off", machine)
				}
				open := c.Worked(noon.AddDate(0, 0, -1), noon.AddDate(0, 0, 1))
				last, _ := c.segBefore(noon.Unix())
				next, _ := c.segAfter(noon.Unix())
				if closed := time.Duration(next.from-last.to) * time.Second; open+closed != noon.AddDate(0, 0, 1).Sub(noon.AddDate(0, 0, -1)) {
					t.Errorf("open for %s and closed for %s", open, closed)
				}
				for _, at := range []int64{last.to, next.from} {
					if h, m, s := time.Unix(at-1, 0).In(c.Zone()).Clock(); h != 23 || m != 59 || s != 59 {
						t.Errorf("the day off has an edge after %02d:%02d:%02d", h, m, s)
					}
				}
			}
		})
	}
}

func TestADateThatDoesNotExistIsRefusedRatherThanMoved(t *testing.T) {
	for _, date := range []string{"2026-02-29", "2026-02-30", "2026-04-31", "2026-00-10", "2100-02-29"} {
		for _, form := range []string{"off: [%q]", "plain: [%q]", "work: {%q: mon}", `special: {%q: ["09:00-12:00"]}`} {
			src := fmt.Sprintf(always, "UTC") + fmt.Sprintf(form, date) + "\n"
			if _, err := ParseCalendar([]byte(src)); err == nil || !strings.Contains(err.Error(), "not a date") {
				t.Errorf("%s: %v", fmt.Sprintf(form, date), err)
			}
		}
	}
}

func TestALimitWithoutLengthArmsNothing(t *testing.T) {
	c := load(t, "k1", "")
	for _, s := range []string{"", "0", "0m", "0h working", "0wd", "0d", "-1h", "-8h working", "-5wd", "-10d"} {
		limit, err := ParseTarget(s)
		if err == nil {
			t.Errorf("%q is read as %v", s, limit)
		}
		if due, err := c.Due(at(t, c, "2026-06-01 09:00"), limit); err == nil {
			t.Errorf("%q is due %v", s, due)
		}
	}
}
