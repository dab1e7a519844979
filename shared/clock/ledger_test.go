package clock

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTheLedgerNamesEveryStretch(t *testing.T) {
	for _, tt := range []struct{ name, cal, start, limit, want string }{
		{"elapsed time is one stretch", "cn", "2026-09-30 16:20", "24h", `
09-30 16:20 10-01 16:20 86400 elapsed`},
		{"working days over National Day", "cn", "2026-09-30 16:20", "5wd", `
09-30 16:20 10-01 00:00 0 receipt day
10-01 00:00 10-08 00:00 0 holiday: 国庆节
10-08 00:00 10-09 00:00 86400 working
10-09 00:00 10-10 00:00 86400 working
10-10 00:00 10-11 00:00 86400 adjusted workday
10-11 00:00 10-12 00:00 0 weekend
10-12 00:00 10-13 00:00 86400 working
10-13 00:00 10-14 00:00 86400 working`},
		{"calendar days roll over the holiday", "cn", "2026-09-30 16:20", "5d", `
09-30 16:20 10-01 00:00 0 receipt day
10-01 00:00 10-02 00:00 86400 calendar day
10-02 00:00 10-03 00:00 86400 calendar day
10-03 00:00 10-04 00:00 86400 calendar day
10-04 00:00 10-05 00:00 86400 calendar day
10-05 00:00 10-06 00:00 86400 calendar day
10-06 00:00 10-08 00:00 0 holiday: 国庆节
10-08 00:00 10-09 00:00 0 rolled forward`},
		{"working time shows breaks, nights and weekends", "cn", "2026-06-05 11:00", "6h working", `
06-05 11:00 06-05 12:00 3600 working
06-05 12:00 06-05 13:30 0 break
06-05 13:30 06-05 17:30 14400 working
06-05 17:30 06-06 00:00 0 closed
06-06 00:00 06-08 00:00 0 weekend
06-08 00:00 06-08 08:30 0 closed
06-08 08:30 06-08 09:30 3600 working`},
		{"a start at lunch", "cn", "2026-06-05 12:30", "1h working", `
06-05 12:30 06-05 13:30 0 break
06-05 13:30 06-05 14:30 3600 working`},
		{"special hours", "k1", "2026-12-24 11:00", "2h working", `
12-24 11:00 12-24 12:00 3600 special hours
12-24 12:00 12-25 00:00 0 closed
12-25 00:00 12-26 00:00 0 holiday
12-26 00:00 12-28 00:00 0 weekend
12-28 00:00 12-28 09:00 0 closed
12-28 09:00 12-28 10:00 3600 working`},
		{"an unpublished year says so", "cn", "2026-12-31 12:00", "1wd", `
12-31 12:00 01-01 00:00 0 receipt day
01-01 00:00 01-02 00:00 86400 working; calendar of 2027 not published`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			checkLedger(t, load(t, tt.cal, ""), tt.start, tt.limit, nil, tt.want)
		})
	}
}

func checkLedger(t *testing.T, c *Calendar, start, limit string, ps []Pause, want string) {
	t.Helper()
	lines, err := c.Ledger(at(t, c, start), target(t, limit), ps...)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(show(c, lines), want); diff != "" {
		t.Errorf("ledger (-got +want):\n%s", diff)
	}
}

func show(c *Calendar, lines []Stretch) string {
	var b strings.Builder
	for _, l := range lines {
		const layout = "01-02 15:04"
		fmt.Fprintf(&b, "\n%s %s %d %s", l.From.In(c.Zone()).Format(layout), l.To.In(c.Zone()).Format(layout), l.Counted, l.Reason)
	}
	return b.String()
}

func TestADayEndAtTheTimeOfTheStartCountsItsLastDay(t *testing.T) {
	c := load(t, "k1", "dayEnd: same\n")
	for _, start := range []string{"2026-06-01 00:00", "2026-06-01 10:00"} {
		lines, err := c.Ledger(at(t, c, start), target(t, "2wd"))
		var sum int64
		for _, l := range lines {
			sum += l.Counted
		}
		if end := at(t, c, start).Add(48 * time.Hour); err != nil || sum != 2*daySeconds || !lines[len(lines)-1].To.Equal(end) {
			t.Errorf("from %s: counted %d, %v:%s", start, sum, err, show(c, lines))
		}
	}
}

func TestARepeatedMidnightIsOfTheDateThatClocksShow(t *testing.T) {
	c := parse(t, `{name: h, timeZone: America/Havana, week: {sun: ["09:00-17:00"]}}`)
	checkLedger(t, c, "2025-11-01 12:00", "1h working", nil, `
11-01 12:00 11-02 00:00 0 weekend
11-02 00:00 11-02 09:00 0 closed
11-02 09:00 11-02 10:00 3600 working`)
	lines, err := c.Ledger(at(t, c, "2025-11-01 12:00"), target(t, "1h working"))
	if first := at(t, c, "2025-11-02T00:00:00-04:00"); err != nil || !lines[1].From.Equal(first) {
		t.Errorf("Sunday begins at %s, %v, want the first midnight, %s", lines[1].From, err, first)
	}
}
