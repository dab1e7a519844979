package clock

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// maxLayers bounds how many files lie over each other: national, regional, company, one-off, and
// as many again.
const maxLayers = 8

// saying is a sort of word that a file may say of a date. Where one file says several things of a
// date the later sort holds; the parser refuses those that contradict each other.
type saying int

const (
	sayPlain   saying = iota + 1 // the weekday's hours, whatever lower layers say
	sayWork                      // the hours of another weekday
	sayOff                       // closed
	saySpecial                   // hours of its own
)

// word is what a layer says of one date.
type word struct {
	say   saying
	name  string       // of a holiday, often empty
	as    time.Weekday // whose hours an adjusted workday has
	hours []span       // in a calendar's winning words those that hold; in a layer's special hours
	layer int          // its place in the calendar's layers
	line  int          // of its file
}

// layer is one file's words.
type layer struct {
	name  string
	words map[day]word
}

// String gives the word as a file would write it.
func (w word) String() string {
	switch w.say {
	case sayWork:
		return "work: " + weekdayNames[w.as]
	case sayOff:
		return strings.TrimSuffix("off: "+w.name, ": ")
	case saySpecial:
		return "special: [" + hoursText(w.hours) + "]"
	}
	return "plain"
}

func hoursText(hours []span) string {
	texts := make([]string, len(hours))
	for i, h := range hours {
		texts[i] = h.String()
	}
	return strings.Join(texts, ", ")
}

// String gives the hours as a file would write them.
func (s span) String() string {
	shut := s.close
	if shut > dayMinutes {
		shut -= dayMinutes
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", s.open/60, s.open%60, shut/60, shut%60)
}

// settle finds the winning word of every date: the uppermost layer's that says one.
func (c *Calendar) settle() {
	c.words = map[day]word{}
	for i, l := range c.layers {
		for d, w := range l.words {
			w.layer = i
			switch w.say {
			case sayPlain:
				w.hours = c.week[d.weekday()]
			case sayWork:
				w.hours = c.week[w.as]
			}
			c.words[d] = w
		}
	}
}

// Override is a date of which two layers say different things.
type Override struct {
	// Date is written YYYY-MM-DD.
	Date string
	// Winner and Loser name the upper and the lower layer.
	Winner, Loser string
	// Won and Lost are what each says, as its file would write it: "off: Mid-Autumn",
	// "work: mon", "special: [09:00-12:00]", "plain".
	Won, Lost string
}

// String gives "2026-09-20: plain of guangdong beats work: fri of china".
func (o Override) String() string {
	return fmt.Sprintf("%s: %s of %s beats %s of %s", o.Date, o.Won, o.Winner, o.Lost, o.Loser)
}

// Overrides lists each date of which an upper layer beats a lower one, by date, then from the
// upper loser to the lower. Layers that agree beat nobody. It is empty without layers.
func (c *Calendar) Overrides() []Override {
	var list []Override
	for i := len(c.layers) - 2; i >= 0; i-- {
		for d, lost := range c.layers[i].words {
			top := c.layers[c.words[d].layer]
			won := top.words[d]
			if c.words[d].layer > i && won.String() != lost.String() {
				list = append(list, Override{d.String(), top.name, c.layers[i].name, won.String(), lost.String()})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Override) int { return cmp.Compare(a.Date, b.Date) })
	return list
}
