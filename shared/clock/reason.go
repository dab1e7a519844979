package clock

import (
	"fmt"
	"time"
)

// openReason says why a working day is one.
func (c *Calendar) openReason(d day) string {
	w := c.words[d]
	switch w.say {
	case saySpecial:
		return c.layered(w, reasonSpecial)
	case sayWork:
		return c.layered(w, reasonAdjusted)
	}
	return c.layered(w, reasonWorking)
}

// closedReason says why a day without opening hours has none.
func (c *Calendar) closedReason(d day) string {
	w := c.words[d]
	reason := reasonRest
	switch wd := d.weekday(); {
	case w.say == saySpecial:
		reason = reasonSpecial
	case w.say == sayOff && w.name == "":
		reason = reasonHoliday
	case w.say == sayOff:
		reason = reasonHoliday + ": " + w.name
	case wd == time.Saturday || wd == time.Sunday:
		reason = reasonWeekend
	}
	return c.layered(w, reason)
}

// layered names the layer whose word made a day what it is, unless it is the lowest.
func (c *Calendar) layered(w word, reason string) string {
	if w.layer == 0 {
		return reason
	}
	return fmt.Sprintf("%s (layer %s)", reason, c.layers[w.layer].name)
}
