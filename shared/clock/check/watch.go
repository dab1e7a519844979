package check

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/clock"
)

const (
	minute   = 60
	quarter  = 15 * minute
	farthest = 15 * 60 * minute // more than any zone is from UTC
)

// opening is the first instant at which clocks show the opening of a date's hours.
func (o *office) opening(d date, h clock.Hours) int64 {
	first, _ := o.when(d, int64(h.Open)*minute)
	return first
}

// closing is the last instant at which clocks show the closing of a date's hours.
func (o *office) closing(d date, h clock.Hours) int64 {
	_, last := o.when(d, int64(h.Close)*minute)
	return last
}

// midnight is the last instant at which clocks show the start of a date.
func (o *office) midnight(d date) int64 {
	_, last := o.when(d, 0)
	return last
}

// when finds the first and the last instant at which clocks show a second of a date, by watching
// them. If they never do, it is the first instant at which they show a later one.
func (o *office) when(d date, second int64) (first, last int64) {
	want := d.Unix() + second
	if found, ok := o.shown[want]; ok {
		return found[0], found[1]
	}
	var hits []int64
	later := int64(0)
	see := func(at, shows int64) {
		if shows == want {
			hits = append(hits, at)
		}
		if shows > want && later == 0 {
			later = at
		}
	}
	for at := (want - farthest) / quarter * quarter; at < want+farthest; at += quarter {
		shows := o.local(at)
		if o.local(at+quarter-1) != shows+quarter-1 { // clocks are put forward or back
			for s := at; s < at+quarter; s++ {
				see(s, o.local(s))
			}
			continue
		}
		if shows <= want && want < shows+quarter {
			see(at+want-shows, want)
		}
		see(at, shows)
	}
	if len(hits) == 0 {
		hits = []int64{later}
	}
	o.shown[want] = [2]int64{slices.Min(hits), slices.Max(hits)}
	return slices.Min(hits), slices.Max(hits)
}

// stride is how long after an instant nothing changes, in whole steps of clocks: a quarter of an
// hour, a minute or a second.
func (o *office) stride(at int64) int64 {
	for _, step := range []int64{quarter, minute} {
		if at%step == 0 && !o.changesIn(at, at+step) {
			return step
		}
	}
	return 1
}

// strideBack is how long before an instant nothing changes.
func (o *office) strideBack(at int64) int64 {
	for _, step := range []int64{quarter, minute} {
		if at%step == 0 && !o.changesIn(at-step, at) {
			return step
		}
	}
	return 1
}

// changesIn tells whether something opens, closes, pauses or resumes strictly inside a stretch.
func (o *office) changesIn(from, to int64) bool {
	inside := func(at int64) bool { return from < at && at < to }
	for _, p := range o.pauses {
		if inside(p.from) || inside(p.to) {
			return true
		}
	}
	return slices.ContainsFunc(o.changesAround(from), inside)
}

// changesAround are the openings and closings of the dates around an instant.
func (o *office) changesAround(at int64) []int64 {
	today := o.dateAt(at)
	if known, ok := o.changes[today.Unix()]; ok {
		return known
	}
	var list []int64
	for _, d := range o.around(at) {
		for _, h := range o.hours(d) {
			list = append(list, o.opening(d, h), o.closing(d, h))
		}
	}
	o.changes[today.Unix()] = list
	return list
}

func utc(at int64) time.Time { return time.Unix(at, 0).UTC() }
