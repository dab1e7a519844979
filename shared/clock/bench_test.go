package clock

import (
	"fmt"
	"os"
	"testing"
)

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
