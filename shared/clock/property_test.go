package clock

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func compiled(rt *rapid.T, m *model) *Calendar {
	c, err := ParseCalendar([]byte(m.yaml()))
	if err != nil {
		rt.Fatalf("%v\n%s", err, m.yaml())
	}
	return c
}

func dueOf(rt *rapid.T, c *Calendar, start time.Time, limit Target) time.Time {
	due, err := c.Due(start, limit)
	if err != nil {
		rt.Fatal(err)
	}
	return due.At
}

func TestDueAgreesWithANaiveCalculator(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := models(rt)
		c := compiled(rt, m)
		start, limit := drawStart(rt), drawTarget(rt)
		if got, want := dueOf(rt, c, start, limit), m.due(start, limit); !got.Equal(want) {
			rt.Fatalf("%s + %s = %s, want %s\n%s", start.In(m.loc), limit, got.In(m.loc), want.In(m.loc), m.yaml())
		}
		for q := range 8 {
			at := start.Truncate(quarter).Add(time.Duration(q) * 7 * quarter)
			if got, want := c.Working(at), m.open(at); got != want {
				rt.Fatalf("open at %s: %t, want %t\n%s", at.In(m.loc), got, want, m.yaml())
			}
		}
	})
}

func TestADayOffNeverMakesADueEarlier(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := models(rt).orderly()
		start, limit, d := drawStart(rt), drawTarget(rt), drawDate(rt)
		before := dueOf(rt, compiled(rt, m), start, limit)
		delete(m.work, d)
		without := dueOf(rt, compiled(rt, m), start, limit)
		m.off[d] = true
		if got := dueOf(rt, compiled(rt, m), start, limit); got.Before(without) {
			rt.Fatalf("%s off: due %s, was %s\n%s", d, got, before, m.yaml())
		}
	})
}

func TestAnAdjustedWorkdayNeverMakesADueLater(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := models(rt).orderly()
		start, limit, d := drawStart(rt), drawTarget(rt), drawDate(rt)
		delete(m.work, d)
		m.off[d] = true
		before := dueOf(rt, compiled(rt, m), start, limit)
		delete(m.off, d)
		m.work[d] = sortedKeys(m.week)[0]
		if got := dueOf(rt, compiled(rt, m), start, limit); got.After(before) {
			rt.Fatalf("%s at work: due %s, was %s\n%s", d, got, before, m.yaml())
		}
	})
}

func TestWorkedFromStartToDueIsTheTarget(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := models(rt)
		c := compiled(rt, m)
		start := drawStart(rt)
		limit := Target{unit: working, n: rapid.Int64Range(1, 20_000_000).Draw(rt, "seconds")}
		due := dueOf(rt, c, start, limit)
		if got, want := c.Worked(start, due), time.Duration(limit.n)*time.Second; got != want {
			rt.Fatalf("worked %s, want %s", got, want)
		}
		if c.Worked(start, due.Add(-time.Second)) != time.Duration(limit.n-1)*time.Second {
			rt.Fatalf("due %s is not the end of a working second", due)
		}
		mid := start.Add(time.Duration(rapid.Int64Range(0, int64(due.Sub(start)/time.Second)).Draw(rt, "mid")) * time.Second)
		if got := c.Worked(start, mid) + c.Worked(mid, due); got != time.Duration(limit.n)*time.Second {
			rt.Fatalf("split at %s: worked %s", mid, got)
		}
	})
}

func TestTheLedgerAddsUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := models(rt)
		c := compiled(rt, m)
		start, limit := drawStart(rt), drawTarget(rt)
		lines, err := c.Ledger(start, limit)
		if err != nil {
			rt.Fatal(err)
		}
		want := limit.n
		if limit.unit == workdays || limit.unit == calendar {
			want *= daySeconds
		}
		at, sum := start, int64(0)
		for _, l := range lines {
			if !l.From.Equal(at) || l.To.Before(l.From) || l.Reason == "" {
				rt.Fatalf("line %v does not follow %s", l, at)
			}
			if limit.unit == working && c.Worked(l.From, l.To) != time.Duration(l.Counted)*time.Second {
				rt.Fatalf("line %v counts %d", l, l.Counted)
			}
			at = l.To
			sum += l.Counted
		}
		if due := dueOf(rt, c, start, limit); sum != want || !at.Equal(due) {
			rt.Fatalf("counted %d of %d, ends %s, due %s", sum, want, at, due)
		}
	})
}

func TestWholeWeeksShiftAPlainCalendar(t *testing.T) {
	c := parse(t, fmt.Sprintf(strings.ReplaceAll(always, "00:00-24:00", "08:00-19:00"), "UTC")+"years: [2026]\n")
	rapid.Check(t, func(rt *rapid.T) {
		start, limit := drawStart(rt), drawTarget(rt)
		shift := time.Duration(rapid.IntRange(-600, 600).Draw(rt, "weeks")) * 7 * 24 * time.Hour
		got := dueOf(rt, c, start.Add(shift), limit)
		if want := dueOf(rt, c, start, limit).Add(shift); !got.Equal(want) {
			rt.Fatalf("%s + %s = %s, want %s", start.Add(shift), limit, got, want)
		}
	})
}

func TestThePlainWeekCountsAsTheTableDoes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := models(rt)
		clear(m.off)
		clear(m.work)
		clear(m.special)
		bare := compiled(rt, m)
		full, err := ParseCalendar([]byte(m.yaml() + "years: [2024, 2042]\n"))
		if err != nil {
			rt.Fatal(err)
		}
		start := time.Unix(rapid.Int64Range(1_500_000_000, 2_400_000_000).Draw(rt, "start"), 0)
		limit := Target{unit: working, n: rapid.Int64Range(1, 100_000_000).Draw(rt, "seconds")}
		if rapid.Bool().Draw(rt, "days") {
			limit = Target{unit: workdays, n: rapid.Int64Range(1, 3000).Draw(rt, "n")}
		}
		got, want := dueOf(rt, bare, start, limit), dueOf(rt, full, start, limit)
		if !got.Equal(want) || bare.Worked(start, got) != full.Worked(start, got) {
			rt.Fatalf("%v after %s: %s, with a table %s\n%s", limit, start, got, want, m.yaml())
		}
	})
}

func TestWarningsLieInWorkingTimeBetweenStartAndDue(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := models(rt)
		c := compiled(rt, m)
		start, limit := drawStart(rt), drawTarget(rt)
		due := dueOf(rt, c, start, limit)
		p, err := ParsePoint(fmt.Sprintf(rapid.SampledFrom([]string{"%d%%", "%dh before", "%dm working before", "%dwd before@09:15"}).Draw(rt, "form"), rapid.IntRange(1, 30).Draw(rt, "lead")))
		if err != nil {
			rt.Fatal(err)
		}
		exact, ok := c.Warn(start, limit, due, p, true)
		moved, same := c.Warn(start, limit, due, p, false)
		if ok != same || ok && p.Check(limit) != nil {
			rt.Fatalf("%s of %s: any time %t, in hours %t, check %v", p, limit, ok, same, p.Check(limit))
		}
		for _, at := range []time.Time{exact, moved} {
			if ok && (!at.After(start) || !at.Before(due)) {
				rt.Fatalf("%s of %s is %s, not between %s and %s", p, limit, at, start, due)
			}
		}
		inHours := func(at time.Time) bool { return c.Working(at) || c.Working(at.Add(-time.Second)) }
		if ok && moved != exact && (inHours(exact) || !inHours(moved)) {
			rt.Fatalf("%s moved to %s: in hours %t, %t", exact, moved, inHours(exact), inHours(moved))
		}
		if ok && !inHours(moved) && c.Worked(start, due) > 0 {
			rt.Fatalf("%s stays out of hours, with working time between %s and %s", moved, start, due)
		}
		if ok && p.anchor == beforeWorking && c.Worked(exact, due) != time.Duration(p.n)*time.Second {
			rt.Fatalf("%s has %s left", p, c.Worked(exact, due))
		}
	})
}
