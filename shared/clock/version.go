package clock

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Version names what the calendar says, for a due instant to keep: its name, "#" and eight
// hexadecimal digits, as "china#1a2b3c4d". Calendars of one name that say the same have the same
// version, whatever their files look like. Every fact of every layer counts, also one that an
// upper layer beats; source fields and comments do not.
func (c *Calendar) Version() string { return c.version }

// canon writes the calendar's facts in one way.
func (c *Calendar) canon() string {
	var b strings.Builder
	fmt.Fprintf(&b, "zone %s\nend %s\n", c.zone, dayEndNames[c.end])
	if c.years != nil {
		fmt.Fprintf(&b, "years %v\n", c.years)
	}
	for w, hours := range c.week {
		fmt.Fprintf(&b, "%s %s\n", weekdayNames[w], hoursText(hours))
	}
	for _, l := range c.layers {
		fmt.Fprintf(&b, "layer %q\n", l.name)
		for _, d := range slices.Sorted(maps.Keys(l.words)) {
			fmt.Fprintf(&b, "%s %q\n", d, l.words[d])
		}
	}
	return b.String()
}

// ZoneVersion names the rules of the calendar's time zone as this program's tz database has them,
// for a change of that database to be noticed: the zone, "#" and eight hexadecimal digits made of
// every change of its offset from 1970 to the end of 2100, as "Asia/Shanghai#1a2b3c4d".
func (c *Calendar) ZoneVersion() string { return c.zoneVersion }

func fingerprint(name, facts string) string {
	sum := sha256.Sum256([]byte(facts))
	return name + "#" + hex.EncodeToString(sum[:4])
}
