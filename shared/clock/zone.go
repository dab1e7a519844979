package clock

import "time"

// bounds gives the zone's offset at t and the instants between which it holds; the zero Time where
// it holds for ever. The bounds may lie closer than the next change of the offset.
//
// ZoneBounds itself is wrong where a zone goes by rule rather than by list, some decades ahead: it
// takes every year for 365 days, so on the 366th the end it gives is past.
func bounds(t time.Time) (offset int64, from, to time.Time) {
	_, n := t.Zone()
	from, to = t.ZoneBounds()
	if !to.IsZero() && !to.After(t) {
		to = time.Date(t.UTC().Year()+1, 1, 1, 0, 0, 0, 0, time.UTC).In(t.Location())
	}
	return int64(n), from, to
}

// wallSlack is more than any zone's distance from UTC.
const wallSlack = 15 * 60 * 60

// wall finds the instant at which clocks in loc show the given seconds since 1970, local time.
// Shown twice, it is the last or the first of the two; never shown, the end of the gap.
func wall(loc *time.Location, shown int64, last bool) int64 {
	t := time.Unix(shown-wallSlack, 0).In(loc)
	var hit int64
	found := false
	for {
		offset, from, to := bounds(t)
		at := shown - offset
		if !from.IsZero() && at < from.Unix() {
			if found {
				return hit
			}
			return from.Unix()
		}
		if to.IsZero() || at < to.Unix() {
			if !last || to.IsZero() || to.Unix() > shown+wallSlack {
				return at
			}
			hit, found = at, true
		}
		t = to
	}
}

// local gives the date and the second of the day that clocks show at an instant.
func (c *Calendar) local(at int64) (day, int64) {
	_, offset := time.Unix(at, 0).In(c.zone).Zone()
	shown := at + int64(offset)
	d := floorDiv(shown, daySeconds)
	return day(d), shown - d*daySeconds
}

// midnight is the instant at which day d begins and the day before it ends at 24:00.
func (c *Calendar) midnight(d day) int64 { return wall(c.zone, d.seconds(), true) }

// dayEnding is the day an instant belongs to as an end: the one that closes there at 24:00, or
// whose shift over midnight still runs, else the local date.
func (c *Calendar) dayEnding(at int64) day {
	d, _ := c.local(at)
	if at == c.midnight(d) {
		return d - 1
	}
	var buf [maxSpans]seg
	for _, s := range c.segs(d-1, &buf) {
		if s.from < at && at <= s.to {
			return d - 1
		}
	}
	return d
}
