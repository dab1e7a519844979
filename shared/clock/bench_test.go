package clock

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
)

// The same questions are put to rickar/cal in the same run; "of-cal" is our time over theirs, and
// "of-5wd" our time over ours for the nearest limit.
func BenchmarkDueBesideCal(b *testing.B) {
	ours, theirs := load(b, "britain", ""), bankHolidays()
	start := at(b, ours, "2026-03-31 16:20")
	var nearest float64
	for _, tt := range []struct {
		limit string
		cal   func(*cal.BusinessCalendar) time.Time
	}{
		{"5wd", func(c *cal.BusinessCalendar) time.Time { return c.WorkdaysFrom(start, 5) }},
		{"400wd", func(c *cal.BusinessCalendar) time.Time { return c.WorkdaysFrom(start, 400) }},
		{"8h working", func(c *cal.BusinessCalendar) time.Time { return c.AddWorkHours(start, 8*time.Hour) }},
	} {
		limit := target(b, tt.limit)
		b.Run(tt.limit, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ours.Due(start, limit); err != nil {
					b.Fatal(err)
				}
			}
			each := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
			if tt.limit == "5wd" {
				nearest = each
			}
			const rounds = 200
			since := time.Now()
			for range rounds {
				tt.cal(theirs)
			}
			cal := float64(time.Since(since).Nanoseconds()) / rounds
			b.ReportMetric(cal, "cal-ns/op")
			b.ReportMetric(each/cal, "of-cal")
			if nearest > 0 {
				b.ReportMetric(each/nearest, "of-5wd")
			}
		})
	}
}

func TestADueInstantTakesNoMemory(t *testing.T) {
	for _, name := range []string{"cn", "k4", "britain"} {
		c := load(t, name, "")
		start := at(t, c, "2026-09-30 16:20")
		for _, s := range []string{"24h", "5wd", "400wd", "10d", "8h working", "1000h working"} {
			limit := target(t, s)
			if n := testing.AllocsPerRun(100, func() { c.Due(start, limit) }); n != 0 {
				t.Errorf("%s: %s takes %.0f allocations", name, s, n)
			}
		}
	}
}

func BenchmarkDue(b *testing.B) {
	for _, cal := range []string{"cn", "k4"} {
		c := load(b, cal, "")
		start := at(b, c, "2026-09-30 16:20")
		for _, s := range []string{"24h", "5wd", "400wd", "10d", "8h working", "1000h working", "10000h working"} {
			limit := target(b, s)
			b.Run(cal+"/"+s, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := c.Due(start, limit); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkWarn(b *testing.B) {
	c := load(b, "cn", "")
	start, limit := at(b, c, "2026-09-30 16:20"), target(b, "5wd")
	due, err := c.Due(start, limit)
	if err != nil {
		b.Fatal(err)
	}
	for _, s := range []string{"75%", "4h before", "1h working before", "2wd before@09:00"} {
		p := point(b, s)
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Warn(start, limit, due.At, p, false)
			}
		})
	}
}

func BenchmarkParseCalendar(b *testing.B) {
	for name, more := range map[string]string{"cn": "", "k4": "years: [1980, 2060]\n"} {
		src, err := os.ReadFile("testdata/" + name + ".yaml")
		if err != nil {
			b.Fatal(err)
		}
		src = fmt.Append(src, more)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ParseCalendar(src); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
