package paper

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Say writes a value for people, in the paper's language and zone: "97.50%",
// "+107.55%", "no data", "2026-03-17 24:00" for the midnight that ends a day,
// "3 d 4 h 10 min". Lines stand one under the other.
func (p *Paper) Say(v Value) string {
	switch v.kind {
	case IsText, IsReference:
		return v.text
	case IsInstant:
		return p.when(v.at)
	case IsLines:
		return strings.Join(v.lines, "\n")
	case Nothing:
		return ""
	}
	return p.figure(v)
}

// figure writes a number.
func (p *Paper) figure(v Value) string {
	switch {
	case !v.Known():
		return p.word("noData")
	case v.kind == IsRate:
		return v.Number() + "%"
	case v.kind == IsGrowth:
		return signed(v.Hundredths(), v.Number()) + "%"
	case v.kind == IsPoints:
		return signed(v.Hundredths(), v.Number()) + p.word("points")
	case v.kind == IsDelta:
		return signed(v.n, v.Number())
	case v.kind == IsSpan:
		return p.span(v.n)
	}
	return v.Number()
}

// signed gives a number that is more than nothing its plus.
func signed(n int64, digits string) string {
	if n > 0 {
		return "+" + digits
	}
	return digits
}

// span writes elapsed seconds as days, hours and minutes; seconds count below an hour only.
func (p *Paper) span(seconds int64) string {
	if seconds < 0 {
		return "-" + p.span(-seconds)
	}
	said := ""
	say := func(n int64, unit string) {
		if n > 0 {
			said += fmt.Sprintf(p.word(unit), n)
		}
	}
	say(seconds/86400, "days")
	say(seconds/3600%24, "hours")
	say(seconds/60%60, "minutes")
	if seconds < 3600 {
		say(seconds%60, "seconds")
	}
	if said == "" {
		said = fmt.Sprintf(p.word("minutes"), 0)
	}
	return strings.TrimSpace(said)
}

// when writes an instant in the office's time, the midnight that ends a day as
// 24:00 of that day.
func (p *Paper) when(at time.Time) string {
	local := at.In(p.zone())
	if midnight(local) {
		return local.AddDate(0, 0, -1).Format(time.DateOnly) + " 24:00"
	}
	return local.Format("2006-01-02 15:04")
}

func midnight(local time.Time) bool {
	return local.Hour() == 0 && local.Minute() == 0 && local.Second() == 0
}

// limit writes an end of the period: a day as it is, an instant in the office's time.
func (p *Paper) limit(of string) string {
	if at, err := time.Parse(time.RFC3339, of); err == nil {
		return p.when(at)
	}
	return of
}

func (p *Paper) zone() *time.Location {
	if p.Zone == nil {
		return time.UTC
	}
	return p.Zone
}

// period is what the paper is over; "" on the report of one case.
func (p *Paper) period() string {
	if p.From == "" && p.To == "" {
		return ""
	}
	return p.limit(p.From) + " " + p.word("through") + " " + p.limit(p.To)
}

// head are the lines that say what the paper is of.
func (p *Paper) head() []Fact {
	rules := p.Rules
	if p.Policy != "" {
		rules = strings.TrimSpace(rules + " (" + p.Policy + ")")
	}
	scope := p.Scope
	if scope == "" && p.Unit == "" && p.Reference == "" {
		scope = p.word("company")
	}
	facts := []Fact{
		{Key: "reference", Name: p.word("reference"), Value: Reference(p.Reference)},
		{Key: "period", Name: p.word("period"), Value: Text(p.period())},
		{Key: "asOf", Name: p.word("asOf"), Value: Instant(p.AsOf)},
		{Key: "scope", Name: p.word("scope"), Value: Text(scope)},
	}
	facts = append(facts, p.Filter...)
	facts = append(facts,
		Fact{Key: "rules", Name: p.word("rules"), Value: Text(rules)},
		Fact{Key: "zone", Name: p.word("zone"), Value: Text(p.zone().String())})
	var said []Fact
	for _, f := range facts {
		if p.Say(f.Value) != "" {
			said = append(said, f)
		}
	}
	return said
}

// rest says how many rows of a long table a rendering leaves out.
func (p *Paper) rest(n int) string { return strings.ReplaceAll(p.word("rest"), "#", strconv.Itoa(n)) }

// chinese tells which of the two languages it is.
func (p *Paper) chinese() bool { return strings.HasPrefix(strings.ToLower(p.Language), "zh") }

// told is a value's tone; none where there is nothing that could be good or bad.
func (v Value) told() Tone {
	if v.kind == Nothing || v.Numeric() && !v.Known() {
		return Plain
	}
	return v.tone
}
