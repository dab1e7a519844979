package check

import (
	"fmt"
	"time"
)

// openReason is why a working day is one.
func (o *office) openReason(d date) string {
	reason := "working"
	switch o.dates[d.Unix()].Sort {
	case "special":
		reason = "special hours"
	case "work":
		reason = "adjusted workday"
	}
	return o.said(d, reason)
}

// closedReason is why a day without opening hours has none.
func (o *office) closedReason(d date) string {
	word := o.dates[d.Unix()]
	reason := "rest day"
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		reason = "weekend"
	}
	switch {
	case word.Sort == "special":
		reason = "special hours"
	case word.Sort == "off" && word.Name == "":
		reason = "holiday"
	case word.Sort == "off":
		reason = "holiday: " + word.Name
	}
	return o.said(d, reason)
}

// said adds who said so, when it was not the lowest layer, and whether the year is published.
func (o *office) said(d date, reason string) string {
	if layer := o.dates[d.Unix()].Layer; layer > 0 {
		reason += " (layer " + o.facts.Layers[layer] + ")"
	}
	return o.dated(d, reason)
}

// dated adds whether the year of a date is published.
func (o *office) dated(d date, reason string) string {
	for _, y := range o.facts.Years {
		if y == d.Year() {
			return reason
		}
	}
	if o.facts.Years == nil {
		return reason
	}
	return fmt.Sprintf("%s; calendar of %d not published", reason, d.Year())
}

// shutReason is why the office is closed at an instant.
func (o *office) shutReason(at int64) string {
	for _, d := range o.around(at) {
		if o.between(d, at) {
			return o.dated(d, "break")
		}
	}
	if d := o.dateAt(at); o.workday(d) {
		return o.dated(d, "closed")
	} else {
		return o.closedReason(d)
	}
}

// between tells whether an instant lies between two stretches of a date's opening hours.
func (o *office) between(d date, at int64) bool {
	before, after := false, false
	for _, h := range o.hours(d) {
		before = before || o.closing(d, h) <= at
		after = after || at < o.opening(d, h)
	}
	return before && after
}

// pausedAs tells whether an instant lies in a pause to which a line's reason belongs.
func (o *office) pausedAs(at int64, reason string) bool {
	for _, p := range o.pauses {
		if p.from <= at && at < p.to && reason == pauseReason(p) {
			return true
		}
	}
	return false
}

func pauseReason(p pause) string {
	if p.reason == "" {
		return "paused"
	}
	return "paused: " + p.reason
}
