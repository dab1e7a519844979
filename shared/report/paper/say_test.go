package paper_test

import (
	"testing"
	"time"

	"github.com/redress/redress/shared/report/paper"
)

func TestValuesAreSaidForPeople(t *testing.T) {
	zh := &paper.Paper{Language: "zh", Zone: shanghai}
	en := &paper.Paper{Language: "en", Zone: shanghai}
	for _, c := range []struct {
		name   string
		v      paper.Value
		en, zh string
	}{
		{"an empty cell", paper.Value{}, "", ""},
		{"a text as it is", paper.Text("<b>"), "<b>", "<b>"},
		{"a count without groups of digits", paper.Count(1820000), "1820000", "1820000"},
		{"a difference with its sign", paper.Delta(110, 53), "+57", "+57"},
		{"a difference of nothing without", paper.Delta(5, 5), "0", "0"},
		{"a rate", paper.Rate(39, 40), "97.50%", "97.50%"},
		{"a rate of nothing", paper.Rate(0, 0), "no data", "无数据"},
		{"growth", paper.Growth(110, 53), "+107.55%", "+107.55%"},
		{"a fall", paper.Growth(116, 127), "-8.66%", "-8.66%"},
		{"no growth", paper.Growth(7, 7), "0.00%", "0.00%"},
		{"growth from nothing", paper.Growth(3, 0), "no data", "无数据"},
		{"a quotient", paper.Decimal(1460000, 1820000), "0.80", "0.80"},
		{"a span of days", paper.Span(3*86400 + 4*3600 + 10*60), "3 d 4 h 10 min", "3天4小时10分"},
		{"a span of whole days", paper.Span(2 * 86400), "2 d", "2天"},
		{"seconds of a short span", paper.Span(75), "1 min 15 s", "1分15秒"},
		{"no seconds of a long one", paper.Span(3675), "1 h 1 min", "1小时1分"},
		{"no time", paper.Span(0), "0 min", "0分"},
		{"time to spare", paper.Span(-60), "-1 min", "-1分"},
		{"an instant of the office", paper.Instant(time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC)), "2026-03-10 09:00", "2026-03-10 09:00"},
		{"a midnight as the end of its day", paper.Instant(at("2026-03-18 00:00")), "2026-03-17 24:00", "2026-03-17 24:00"},
		{"no instant", paper.Instant(time.Time{}), "", ""},
		{"a reference", paper.Reference("260310-00017"), "260310-00017", "260310-00017"},
		{"lines under one another", paper.Lines([]string{"a", "b"}, nil), "a\nb", "a\nb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := en.Say(c.v); got != c.en {
				t.Errorf("got %q, want %q in English", got, c.en)
			}
			if got := zh.Say(c.v); got != c.zh {
				t.Errorf("got %q, want %q in Chinese", got, c.zh)
			}
		})
	}
}
