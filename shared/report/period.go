package report

import (
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// ParsePeriod reads the ends of a period: days of the office such as
// 2026-09-01, both inclusive, or RFC 3339 instants, half-open. It fails with
// Invalid, naming from and to.
func ParsePeriod(from, to string, zone *time.Location) (start, end complaint.Instant, err error) {
	var bad []fault.Field
	start, ok := parseEnd(from, zone, 0)
	if !ok {
		bad = append(bad, fault.Field{Name: "from", Reason: badEnd})
	}
	end, ok = parseEnd(to, zone, 1)
	switch {
	case !ok:
		bad = append(bad, fault.Field{Name: "to", Reason: badEnd})
	case bad == nil && !start.Before(end):
		bad = append(bad, fault.Field{Name: "to", Reason: AfterFrom()})
	}
	return start, end, fault.Fields(bad)
}

// AfterFrom says that a period must not end before it begins; one of a single day
// has the same day at both ends.
func AfterFrom() fault.Text {
	from := complaint.FieldName("from")
	return fault.Say("must not be before the "+from.EN, "不得早于"+from.ZH)
}

var badEnd = fault.Say("must be a date such as 2026-09-01, or a date and time such as 2026-09-01T08:00:00+08:00",
	"必须是日期（例如2026-09-01）或日期时间（例如2026-09-01T08:00:00+08:00）")

// parseEnd reads one end. A day starts at its midnight; the last day of a
// period ends at the next one's, so later is 1 for it.
func parseEnd(s string, zone *time.Location, later int) (complaint.Instant, bool) {
	if day, err := time.ParseInLocation(time.DateOnly, s, zone); err == nil {
		return complaint.Second(day.AddDate(0, 0, later)), true
	}
	at, err := time.Parse(time.RFC3339, s)
	return complaint.Second(at), err == nil
}

// Days gives the first and the last day of a period that is made of whole
// days of the office; false for any other.
func Days(from, to complaint.Instant, zone *time.Location) (first, last time.Time, whole bool) {
	first, end := from.In(zone), to.In(zone)
	whole = midnight(first) && midnight(end) && first.Before(end)
	return first, end.AddDate(0, 0, -1), whole
}

// Ends writes a period as [ParsePeriod] reads it, as days where it can.
func Ends(from, to complaint.Instant, zone *time.Location) (string, string) {
	if first, last, ok := Days(from, to, zone); ok {
		return first.Format(time.DateOnly), last.Format(time.DateOnly)
	}
	return from.UTC().Format(time.RFC3339), to.UTC().Format(time.RFC3339)
}

func midnight(local time.Time) bool {
	h, m, s := local.Clock()
	return h == 0 && m == 0 && s == 0 && local.Nanosecond() == 0
}
