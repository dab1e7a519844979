package report

import (
	_ "embed" // the page
	"html/template"
	"io"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/complaint"
)

//go:embed page.gohtml
var page string

// pages holds the page's template; it is the project's own text.
var pages = template.Must(template.New("page").Parse(page))

// writeHTML writes one page that needs nothing from outside.
func writeHTML(w io.Writer, r *Report) error { return pages.Execute(w, view{Report: r}) }

// view is a report with what the page asks for.
type view struct{ *Report }

// Say gives a word in the report's language.
func (v view) Say(word string) string { return say(word, v.Language) }

// Named gives a word that data brought.
func (v view) Named(word string) string { return named(word, v.Language) }

// When writes an instant.
func (v view) When(at complaint.Instant) string { return v.shown(at) }

// Short writes an instant without its year, which stands beside it.
func (v view) Short(at complaint.Instant) string {
	_, short, _ := strings.Cut(v.shown(at), "-")
	return short
}

// Stamp writes an instant for machines.
func (v view) Stamp(at complaint.Instant) string { return v.stamp(at) }

// Percentage writes a rate.
func (v view) Percentage(rate string) string { return v.rate(rate) }

// Levels writes who was told.
func (v view) Levels(levels []string) string { return v.levels(levels) }

// Scope names the units that the report covers.
func (v view) Scope() string { return v.scope() }

// RulesTitle names the policy.
func (v view) RulesTitle() string { return v.policy.Title.In(v.Language) }

// Limit is a clock's limit as the policy has it.
func (v view) Limit(clock string) string {
	rule, ok := v.policy.Clock(clock)
	if !ok {
		return ""
	}
	return spell(rule.Target.String(), v.Language)
}

// spell writes a limit of one number and one unit in words, and any other as
// the policy has it.
func spell(target, language string) string {
	limit, working := strings.CutSuffix(target, " working")
	number := strings.TrimRight(limit, "mhwd")
	unit, known := words["limit."+limit[len(number):]]
	if _, err := strconv.Atoi(number); err != nil || !known {
		return target
	}
	spelt := strings.ReplaceAll(unit.In(language), "#", number)
	if number == "1" && language == "en" {
		spelt = strings.TrimSuffix(spelt, "s")
	}
	if working {
		spelt += say("limit.working", language)
	}
	return spelt
}

// KindName names a sort of matter.
func (v view) KindName(code string) string {
	k, _ := v.policy.Kind(code)
	return k.Name.In(v.Language)
}

// Clocks are those that anything happened to: the columns of the table of units.
func (v view) Clocks() []ClockFigures {
	var list []ClockFigures
	for _, k := range v.Total.Clocks {
		if k.Due+k.NotYetDue+k.Cancelled > 0 {
			list = append(list, k)
		}
	}
	return list
}

// Cell finds a unit's figures of a clock.
func (v view) Cell(f Figures, clock string) ClockFigures {
	for _, k := range f.Clocks {
		if k.Clock == clock {
			return k
		}
	}
	return ClockFigures{Rate: NoData}
}

// card is one headline figure.
type card struct{ Name, Value, Note, Tone string }

// Cards are the headline figures: how much came in, how the two promises to
// the customer were kept, what a person had to sort, and what went wrong.
func (v view) Cards() []card {
	t := v.Total
	open := 0
	for _, b := range v.Breaches {
		if b.Open {
			open++
		}
	}
	cards := []card{{Name: v.Say("received"), Value: strconv.Itoa(t.Received), Note: v.Say("complaints") + " " + strconv.Itoa(t.Complaints)}}
	for _, name := range []string{"contact", "answer"} {
		k := v.Cell(t, name)
		if k.Name == "" {
			continue // a policy without that promise
		}
		c := card{Name: k.Name, Value: v.rate(k.Rate), Note: strconv.Itoa(k.InTime) + " / " + strconv.Itoa(k.Due)}
		if k.Late > 0 {
			c.Tone = "bad"
		} else if k.Due > 0 {
			c.Tone = "good"
		}
		cards = append(cards, c)
	}
	return append(cards,
		card{Name: v.Say("sorted"), Value: v.rate(t.SortedShare), Note: strconv.Itoa(t.Sorted) + " / " + strconv.Itoa(t.Received)},
		card{Name: v.Say("breached"), Value: strconv.Itoa(t.Breached), Note: v.Say("orders") + " " + strconv.Itoa(t.Orders), Tone: tone(t.Breached)},
		card{Name: v.Say("breachCount"), Value: strconv.Itoa(len(v.Breaches)), Note: v.Say("lateOpen") + " " + strconv.Itoa(open), Tone: tone(len(v.Breaches))},
		card{Name: v.Say("reworks"), Value: strconv.Itoa(t.Reworks), Note: v.Say("openOrders") + " " + strconv.Itoa(t.StillOpen)})
}

func tone(bad int) string {
	if bad > 0 {
		return "bad"
	}
	return "good"
}

// Outcomes lists how the orders were closed.
func (v view) Outcomes() []card {
	var list []card
	for _, o := range outcomes {
		list = append(list, card{Name: v.Say(string(o)), Value: strconv.Itoa(v.Total.Closed[o])})
	}
	return list
}
