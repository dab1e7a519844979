package clock_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/clock"
)

func TestADayOffNeverMakesADueEarlier(t *testing.T) {
	inAnyZone(t, func(rt *rapid.T, m *model) {
		m = m.orderly()
		start, limit, d := m.drawStart(rt), drawTarget(rt), m.drawDate(rt)
		pauses := drawPauses(rt, start)
		before := due(rt, m.calendar(rt), start, limit, pauses...)
		if got := due(rt, m.with(d, word{sort: "off"}).calendar(rt), start, limit, pauses...); got.Before(before) {
			rt.Fatalf("%s off: due %s, was %s\n%s", d, got, before, m)
		}
	})
}

func TestAnAdjustedWorkdayNeverMakesADueLater(t *testing.T) {
	inAnyZone(t, func(rt *rapid.T, m *model) {
		m = m.orderly()
		start, limit, d := m.drawStart(rt), drawTarget(rt), m.drawDate(rt)
		pauses := drawPauses(rt, start)
		before := due(rt, m.with(d, word{sort: "off"}).calendar(rt), start, limit, pauses...)
		if got := due(rt, m.with(d, m.atWork()).calendar(rt), start, limit, pauses...); got.After(before) {
			rt.Fatalf("%s at work: due %s, was %s\n%s", d, got, before, m)
		}
	})
}

func TestAPauseNeverMakesADueEarlier(t *testing.T) {
	inAnyZone(t, func(rt *rapid.T, m *model) {
		m = m.orderly()
		c, start, limit := m.calendar(rt), m.drawStart(rt), drawTarget(rt)
		pauses := drawPauses(rt, start)
		before := due(rt, c, start, limit, pauses...)
		more := drawPause(rt, start)
		if got := due(rt, c, start, limit, append(pauses, more)...); got.Before(before) {
			rt.Fatalf("%v: due %s, was %s\n%s", more, got, before, m)
		}
	})
}

func TestAPauseSplitInTwoChangesNothing(t *testing.T) {
	inAnyZone(t, func(rt *rapid.T, m *model) {
		c, start, limit := m.calendar(rt), m.drawStart(rt), drawTarget(rt)
		pauses := drawPauses(rt, start)
		p := drawPause(rt, start)
		at := p.From.Add(time.Duration(rapid.Int64Range(0, int64(p.To.Sub(p.From)/time.Second)).Draw(rt, "split")) * time.Second)
		whole, halves := append(pauses, p), append(slices.Clone(pauses), clock.Pause{From: at, To: p.To, Reason: p.Reason}, clock.Pause{From: p.From, To: at, Reason: p.Reason})
		a, errA := c.Ledger(start, limit, whole...)
		b, errB := c.Ledger(start, limit, halves...)
		if diff := cmp.Diff(counts(a), counts(b)); errA != nil || errB != nil || diff != "" {
			rt.Fatalf("%v split at %s (-whole +split):\n%s%v %v\n%s", p, at, diff, errA, errB, m)
		}
		if a, b := c.Paused(start, limit, whole...), c.Paused(start, limit, halves...); a != b {
			rt.Fatalf("%v split at %s: paused %d, then %d", p, at, a, b)
		}
	})
}

// counts are the lines of a ledger that count.
func counts(lines []clock.Stretch) []clock.Stretch {
	return slices.DeleteFunc(lines, func(l clock.Stretch) bool { return l.Counted == 0 })
}

func TestPausesThatOverlapAreTheirUnion(t *testing.T) {
	inAnyZone(t, func(rt *rapid.T, m *model) {
		c, start, limit := m.calendar(rt), m.drawStart(rt), drawTarget(rt)
		pauses := drawPauses(rt, start)
		a, b := due(rt, c, start, limit, pauses...), due(rt, c, start, limit, union(pauses)...)
		if !a.Equal(b) || c.Paused(start, limit, pauses...) != c.Paused(start, limit, union(pauses)...) {
			rt.Fatalf("due %s, of the union %s\n%v\n%s", a, b, pauses, m)
		}
	})
}

// union joins pauses that overlap or touch.
func union(pauses []clock.Pause) []clock.Pause {
	pauses = slices.Clone(pauses)
	slices.SortFunc(pauses, func(a, b clock.Pause) int { return a.From.Compare(b.From) })
	var list []clock.Pause
	for _, p := range pauses {
		if n := len(list); n > 0 && !p.From.After(list[n-1].To) {
			if p.To.After(list[n-1].To) {
				list[n-1].To = p.To
			}
			continue
		}
		list = append(list, p)
	}
	return list
}

func TestWorkedFromStartToDueLessPausesIsTheTarget(t *testing.T) {
	inAnyZone(t, func(rt *rapid.T, m *model) {
		c, start := m.calendar(rt), m.drawStart(rt)
		pauses := union(drawPauses(rt, start))
		want := time.Duration(rapid.Int64Range(1, 20_000_000).Draw(rt, "seconds")) * time.Second
		end := due(rt, c, start, parseTarget(rt, want.String()+" working"), pauses...)
		worked := func(from, to time.Time) time.Duration {
			n := c.Worked(from, to)
			for _, p := range pauses {
				n -= c.Worked(latest(from, p.From), earliest(to, p.To))
			}
			return n
		}
		if got := worked(start, end); got != want {
			rt.Fatalf("worked %s, want %s\n%v\n%s", got, want, pauses, m)
		}
		if worked(start, end.Add(-time.Second)) != want-time.Second {
			rt.Fatalf("due %s is not the end of a working second\n%s", end, m)
		}
		mid := start.Add(time.Duration(rapid.Int64Range(0, int64(end.Sub(start)/time.Second)).Draw(rt, "mid")) * time.Second)
		if got := worked(start, mid) + worked(mid, end); got != want {
			rt.Fatalf("split at %s: worked %s", mid, got)
		}
	})
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func TestUseGrowsFromNothingToTheTarget(t *testing.T) {
	inAnyZone(t, func(rt *rapid.T, m *model) {
		m.end = "24:00" // for a day is over at its end
		c, start, limit := m.calendar(rt), m.drawStart(rt), drawTarget(rt)
		pauses := drawPauses(rt, start)
		end := due(rt, c, start, limit, pauses...)
		if a, b := c.Used(start, limit, start, pauses...), c.Used(start, limit, end, pauses...); a != 0 || b > limit.Size() || b < limit.Size() {
			rt.Fatalf("used %d at the start, %d of %d at %s\n%v\n%s", a, b, limit.Size(), end, pauses, m)
		}
		a := start.Add(time.Duration(rapid.Int64Range(0, int64(end.Sub(start)/time.Second)).Draw(rt, "a")) * time.Second)
		b := a.Add(time.Duration(rapid.Int64Range(0, int64(end.Sub(a)/time.Second)).Draw(rt, "b")) * time.Second)
		if was, is := c.Used(start, limit, a, pauses...), c.Used(start, limit, b, pauses...); is < was {
			rt.Fatalf("used %d at %s and %d at %s", was, a, is, b)
		}
	})
}

func TestWholeWeeksShiftAPlainCalendar(t *testing.T) {
	inAnyZone(t, func(rt *rapid.T, m *model) {
		m.zone = rapid.SampledFrom([]string{"UTC", "Asia/Shanghai", "Asia/Kathmandu"}).Draw(rt, "plain zone")
		m.years = ""
		m.layers = []map[string]word{{}}
		c, start, limit := m.calendar(rt), m.drawStart(rt), drawTarget(rt)
		shift := time.Duration(rapid.IntRange(-300, 600).Draw(rt, "weeks")) * 7 * 24 * time.Hour
		pauses := drawPauses(rt, start)
		var shifted []clock.Pause
		for _, p := range pauses {
			shifted = append(shifted, clock.Pause{From: p.From.Add(shift), To: p.To.Add(shift)})
		}
		got, want := due(rt, c, start.Add(shift), limit, shifted...), due(rt, c, start, limit, pauses...).Add(shift)
		if !got.Equal(want) {
			rt.Fatalf("%s + %s = %s, want %s\n%s", start.Add(shift), limit, got, want, m)
		}
	})
}

func TestThePlainWeekCountsAsTheTableDoes(t *testing.T) {
	inAnyZone(t, func(rt *rapid.T, m *model) {
		m.layers, m.years = []map[string]word{{}}, ""
		bare := m.calendar(rt)
		m.years = "years: [2024, 2042]\n"
		full := m.calendar(rt)
		start := time.Unix(rapid.Int64Range(1_500_000_000, 2_400_000_000).Draw(rt, "start"), 0)
		limit := parseTarget(rt, fmt.Sprintf("%ds working", rapid.Int64Range(1, 100_000_000).Draw(rt, "seconds")))
		if rapid.Bool().Draw(rt, "days") {
			limit = parseTarget(rt, fmt.Sprintf("%dwd", rapid.Int64Range(1, 3000).Draw(rt, "n")))
		}
		got, want := due(rt, bare, start, limit), due(rt, full, start, limit)
		if !got.Equal(want) || bare.Worked(start, got) != full.Worked(start, got) {
			rt.Fatalf("%v after %s: %s, with a table %s\n%s", limit, start, got, want, m)
		}
	})
}

func TestWarningsLieInWorkingTimeBetweenStartAndDue(t *testing.T) {
	inAnyZone(t, func(rt *rapid.T, m *model) {
		c, start, limit, p := m.calendar(rt), m.drawStart(rt), drawTarget(rt), drawPoint(rt)
		end := due(rt, c, start, limit)
		exact, ok := c.Warn(start, limit, end, p, true)
		moved, same := c.Warn(start, limit, end, p, false)
		if ok != same || ok && p.Check(limit) != nil {
			rt.Fatalf("%s of %s: any time %t, in hours %t, check %v", p, limit, ok, same, p.Check(limit))
		}
		for _, at := range []time.Time{exact, moved} {
			if ok && (!at.After(start) || !at.Before(end)) {
				rt.Fatalf("%s of %s is %s, not between %s and %s", p, limit, at, start, end)
			}
		}
		inHours := func(at time.Time) bool { return c.Working(at) || c.Working(at.Add(-time.Second)) }
		if ok && moved != exact && (inHours(exact) || !inHours(moved)) {
			rt.Fatalf("%s moved to %s: in hours %t, %t", exact, moved, inHours(exact), inHours(moved))
		}
		if ok && !inHours(moved) && c.Worked(start, end) > 0 {
			rt.Fatalf("%s stays out of hours, with working time between %s and %s", moved, start, end)
		}
		if by, n, _ := p.Parts(); ok && by == "working" && c.Worked(exact, end) != time.Duration(n)*time.Second {
			rt.Fatalf("%s has %s left", p, c.Worked(exact, end))
		}
	})
}

func TestWorkingDaysAddedAreTakenAwayAgain(t *testing.T) {
	inAnyZone(t, func(rt *rapid.T, m *model) {
		c := m.calendar(rt)
		date := func(at time.Time) string { return at.In(c.Zone()).Format(time.DateOnly) }
		first := c.AddWorkdays(m.drawStart(rt), 1) // on a working day, from where there is a way back
		n := rapid.IntRange(-300, 300).Draw(rt, "n")
		there := c.AddWorkdays(first, n)
		if !c.IsWorkday(there) {
			rt.Fatalf("%d working days from %s is %s, which is none\n%s", n, first, there, m)
		}
		if back := c.AddWorkdays(there, -n); date(back) != date(first) {
			rt.Fatalf("%d working days from %s is %s, and back it is %s\n%s", n, first, there, back, m)
		}
	})
}

func TestVersionsAreOfWhatIsSaid(t *testing.T) {
	inAnyZone(t, func(rt *rapid.T, m *model) {
		c, again := m.calendar(rt), m.calendar(rt)
		d := m.drawDate(rt)
		said, w := m.layers[len(m.layers)-1][d], m.drawWord(rt)
		changed := m.with(d, w).calendar(rt)
		same := fmt.Sprint(said.sort, said.as, strings.Join(said.hours, " ")) == fmt.Sprint(w.sort, w.as, strings.Join(w.hours, " "))
		if c.Version() != again.Version() || (c.Version() == changed.Version()) != same || c.ZoneVersion() != changed.ZoneVersion() {
			rt.Fatalf("versions %s, %s and, with %s %v, %s\n%s", c.Version(), again.Version(), d, w, changed.Version(), m)
		}
	})
}
