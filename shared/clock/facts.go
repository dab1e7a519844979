package clock

import (
	"slices"
	"time"
)

// Facts is what a calendar says, as plain data from which nothing has been worked out, for whoever
// wants to compute anew what this package computes.
type Facts struct {
	Zone *time.Location
	// Week are the opening hours of each weekday, sorted and apart, from Sunday as time.Weekday
	// counts.
	Week [7][]Hours
	// Dates are those that have a word of their own, by YYYY-MM-DD.
	Dates map[string]Date
	// DayEnd is "24:00", "close" or "same".
	DayEnd string
	// Years are those published, sorted; nil when all are.
	Years []int
	// Layers name the files, the lowest first; there is always one.
	Layers []string
}

// Hours is a stretch of opening hours, half-open, in minutes since local midnight of the day that
// it belongs to. Close is greater than Open, and past 1440 when the stretch runs over midnight.
type Hours struct{ Open, Close int }

// Date is the winning word of a date.
type Date struct {
	// Sort is "off", "work", "special" or "plain".
	Sort string
	// Name is that of a day off, often empty.
	Name string
	// Hours are those that hold, sorted and apart; none on a closed day.
	Hours []Hours
	// Layer is the place in Facts.Layers of the one that said it.
	Layer int
}

var sayingNames = [...]string{sayPlain: "plain", sayWork: "work", sayOff: "off", saySpecial: "special"}

// Facts gives what the calendar says. They are a copy, made anew by each call.
func (c *Calendar) Facts() Facts {
	f := Facts{Zone: c.zone.Location, DayEnd: dayEndNames[c.end], Years: slices.Clone(c.years), Dates: make(map[string]Date, len(c.words))}
	for i, hours := range c.week {
		f.Week[i] = hoursOf(hours)
	}
	for d, w := range c.words {
		f.Dates[d.String()] = Date{Sort: sayingNames[w.say], Name: w.name, Hours: hoursOf(w.hours), Layer: w.layer}
	}
	for _, l := range c.layers {
		f.Layers = append(f.Layers, l.name)
	}
	return f
}

func hoursOf(spans []span) []Hours {
	hours := make([]Hours, len(spans))
	for i, s := range spans {
		hours[i] = Hours{s.open, s.close}
	}
	return hours
}
