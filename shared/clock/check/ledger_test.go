package check

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/clock"
)

func TestTrueLedgersHold(t *testing.T) {
	c := load(t, "cn")
	start := at(t, c, "2026-09-30 11:20")
	pauses := []clock.Pause{
		{From: at(t, c, "2026-09-30 14:00"), To: at(t, c, "2026-09-30 15:00"), Reason: "away"},
		{From: at(t, c, "2026-10-09 10:00"), To: at(t, c, "2026-10-09 11:00")},
	}
	for _, limit := range []string{"48h", "12h working", "5wd", "5d"} {
		for _, ps := range [][]clock.Pause{nil, pauses} {
			lines, err := c.Ledger(start, target(t, limit), ps...)
			if err != nil {
				t.Fatal(err)
			}
			if err := Ledger(c, start, target(t, limit), ps, lines); err != nil {
				t.Errorf("%s: %v\n%v", limit, err, lines)
			}
		}
	}
}

// Each lie is told to a ledger that holds.
func TestLiesAreFound(t *testing.T) {
	type lines = []clock.Stretch
	reason := func(from, to string) func(lines) lines {
		return func(l lines) lines {
			i := slices.IndexFunc(l, func(s clock.Stretch) bool { return strings.HasPrefix(s.Reason, from) })
			l[i].Reason = to
			return l
		}
	}
	c := load(t, "cn")
	start := at(t, c, "2026-09-30 11:20")
	pauses := []clock.Pause{{From: at(t, c, "2026-10-09 10:00"), To: at(t, c, "2026-10-09 11:00"), Reason: "away"}}
	for _, tt := range []struct {
		name, limit string
		lie         func(lines) lines
	}{
		{"no lines", "5wd", func(l lines) lines { return nil }},
		{"the first line is missing", "5wd", func(l lines) lines { return l[1:] }},
		{"the last line is missing", "5wd", func(l lines) lines { return l[:len(l)-1] }},
		{"a hole", "5wd", func(l lines) lines { return append(l[:2:2], l[3:]...) }},
		{"a line that runs backwards", "5wd", func(l lines) lines {
			l[0].To = l[0].From.Add(-time.Hour)
			l[1].From = l[0].To
			return l
		}},
		{"a second too much", "5wd", func(l lines) lines { l[len(l)-1].Counted++; return l }},
		{"a day counted twice, another not", "5wd", func(l lines) lines {
			l[2].Counted, l[len(l)-1].Counted = 0, 2*86400
			return l
		}},
		{"the receipt day counted", "5wd", func(l lines) lines { l[0].Counted, l[2].Counted = 86400, 0; return l }},
		{"a holiday by another name", "5wd", reason("holiday", "holiday: 中秋节")},
		{"an adjusted workday called a plain one", "5wd", reason("adjusted", "working")},
		{"a pause called a weekend", "5wd", reason("paused", "weekend")},
		{"a pause for another reason", "5wd", reason("paused", "paused: weather")},
		{"a calendar day called a working day", "5d", reason("calendar day", "working")},
		{"a day rolled over called closed", "5d", reason("rolled forward", "closed")},
		{"working time called elapsed", "12h working", reason("working", "elapsed")},
		{"a break called closed", "12h working", reason("break", "closed")},
		{"a night called a break", "12h working", reason("closed", "break")},
		{"a holiday called a weekend", "12h working", reason("holiday", "weekend")},
		{"a pause in working time denied", "20h working", reason("paused", "break")},
		{"elapsed time called working", "480h", reason("elapsed", "working")},
		{"a pause in elapsed time called elapsed", "480h", reason("paused", "elapsed")},
		{"counted while closed", "12h working", func(l lines) lines {
			i := slices.IndexFunc(l, func(s clock.Stretch) bool { return s.Reason == "break" })
			l[i-1].To, l[i].From = l[i-1].To.Add(time.Minute), l[i].From.Add(time.Minute)
			l[i-1].Counted += 60
			l[len(l)-1].Counted -= 60
			return l
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := c.Ledger(start, target(t, tt.limit), pauses...)
			if err != nil {
				t.Fatal(err)
			}
			if err := Ledger(c, start, target(t, tt.limit), pauses, tt.lie(l)); err == nil {
				t.Errorf("nobody noticed:\n%v", l)
			}
		})
	}
}

func TestLayersAndUnpublishedYearsAreTold(t *testing.T) {
	base := load(t, "cn")
	c, err := clock.ParseOver([]byte("name: office\nover: cn\noff: [\"2027-01-04 fair\"]\n"), base)
	if err != nil {
		t.Fatal(err)
	}
	start := at(t, c, "2026-12-31 12:00")
	lines, err := c.Ledger(start, target(t, "2wd"))
	if err != nil {
		t.Fatal(err)
	}
	if err := Ledger(c, start, target(t, "2wd"), nil, lines); err != nil {
		t.Fatal(err)
	}
	for i := range lines {
		lie := slices.Clone(lines)
		lie[i].Reason = strings.TrimSuffix(strings.Replace(lie[i].Reason, " (layer office)", "", 1), "; calendar of 2027 not published")
		if err := Ledger(c, start, target(t, "2wd"), nil, lie); err == nil && lie[i].Reason != lines[i].Reason {
			t.Errorf("nobody misses what was said after %q", lie[i].Reason)
		}
	}
}
