package clock

import (
	"maps"
	"slices"
	"strings"
)

// inherit takes from below what the file leaves out.
func (f *file) inherit() {
	if f.base == nil {
		return
	}
	c, base := f.c, f.base
	if f.lines["timeZone"] == 0 {
		c.zone = base.zone
	}
	if f.lines["week"] == 0 {
		c.week = base.week
	}
	if f.lines["dayEnd"] == 0 {
		c.end = base.end
	}
	switch {
	case f.lines["years"] == 0 || base.years == nil:
		c.years = base.years
	default:
		c.years = slices.Compact(slices.Sorted(slices.Values(slices.Concat(c.years, base.years))))
	}
	c.source = strings.TrimPrefix(strings.TrimSuffix(base.source+"; "+c.source, "; "), "; ")
	c.layers = slices.Clone(base.layers)
	if slices.ContainsFunc(c.layers, func(l layer) bool { return l.name == c.name }) {
		f.bad(max(1, f.lines["name"]), "name", "%q is the name of a layer below", c.name)
	}
}

// build compiles a file without problems, and refuses one that stays closed for too long.
func (f *file) build() {
	top := layer{f.c.name, map[day]word{}}
	for _, words := range f.said { // from the weakest sort to the strongest
		maps.Copy(top.words, words)
	}
	f.c.layers = append(f.c.layers, top)
	f.c.settle()
	f.checkBelow()
	first, end := f.reach()
	if y := end.year() - first.year(); y > maxTableYears {
		f.bad(1, "", "speaks of dates %d years apart, more than %d", y, maxTableYears)
	}
	if len(f.problems) > 0 {
		return
	}
	f.c.compile(first, end)
	f.c.version = fingerprint(f.c.name, f.c.canon())
	f.c.zoneVersion = fingerprint(f.c.zone.String(), f.c.zone.rules())
	if d, ok := f.c.longClosed(); ok {
		f.bad(max(1, f.lines["off"]), "off", "no working second in the %d days from %s", maxClosedDays, d)
	}
}

// checkBelow refuses a week without the hours by which a layer below works on a date.
func (f *file) checkBelow() {
	var told [7]bool
	for _, d := range slices.Sorted(maps.Keys(f.c.words)) {
		w := f.c.words[d]
		if w.say == sayWork && len(w.hours) == 0 && !told[w.as] {
			told[w.as] = true
			f.bad(f.lines["week"], "week."+weekdayNames[w.as], "has no hours, but %s works by them on %s", f.c.layers[w.layer].name, d)
		}
	}
}

// reach gives the days [first, end) that the layers speak of: whole years, and what they date.
func (f *file) reach() (first, end day) {
	days := slices.Collect(maps.Keys(f.c.words))
	for _, y := range f.c.years {
		days = append(days, dayOf(y, 1, 1), dayOf(y, 12, 31))
	}
	if len(days) == 0 {
		return 0, 0
	}
	return slices.Min(days), slices.Max(days) + 1
}

// longClosed looks for 400 days in a row without a working second, and gives the first of them.
func (c *Calendar) longClosed() (day, bool) {
	open := c.table.first - 7
	for d := open; d < c.table.end()+7; d++ {
		if c.secondsOf(d) > 0 {
			open = d + 1
		}
		if d-open >= maxClosedDays {
			return open, true
		}
	}
	return 0, false
}
