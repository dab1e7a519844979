package clock_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/clock"
)

// model is a calendar in layers, from which its files are written.
type model struct {
	zone, end string
	from      time.Time // where its exceptions begin
	week      map[string][]string
	years     string
	layers    []map[string]word // by date; the lowest first
}

// word is what a layer says of a date: off, work, special or plain.
type word struct {
	sort  string
	as    string   // the weekday of an adjusted workday
	hours []string // special ones
}

// files writes the model, the lowest layer first.
func (m *model) files() []string {
	files := make([]string, len(m.layers))
	for i, words := range m.layers {
		var b strings.Builder
		fmt.Fprintf(&b, "name: layer%d\n", i)
		if i > 0 {
			fmt.Fprintf(&b, "over: layer%d\n", i-1)
		} else {
			fmt.Fprintf(&b, "timeZone: %s\ndayEnd: %q\n%sweek:\n", m.zone, m.end, m.years)
			for _, d := range slices.Sorted(maps.Keys(m.week)) {
				fmt.Fprintf(&b, "  %s: [%s]\n", d, strings.Join(m.week[d], ", "))
			}
		}
		writeWords(&b, words)
		files[i] = b.String()
	}
	return files
}

func writeWords(b *strings.Builder, words map[string]word) {
	texts := map[string]string{}
	for _, d := range slices.Sorted(maps.Keys(words)) {
		switch w := words[d]; w.sort {
		case "off", "plain":
			texts[w.sort] += fmt.Sprintf("  - %s\n", d)
		case "work":
			texts[w.sort] += fmt.Sprintf("  %s: %s\n", d, w.as)
		case "special":
			texts[w.sort] += fmt.Sprintf("  %s: [%s]\n", d, strings.Join(w.hours, ", "))
		}
	}
	for _, sort := range slices.Sorted(maps.Keys(texts)) {
		fmt.Fprintf(b, "%s:\n%s", sort, texts[sort])
	}
}

func (m *model) String() string { return strings.Join(m.files(), "---\n") }

// calendar reads the model's files.
func (m *model) calendar(rt *rapid.T) *clock.Calendar {
	var c *clock.Calendar
	for _, src := range m.files() {
		next, err := clock.ParseOver([]byte(src), c)
		if err != nil {
			rt.Fatalf("%v\n%s", err, m)
		}
		c = next
	}
	return c
}

// with is the model with something else said of a date, above all.
func (m *model) with(date string, w word) *model {
	n := *m
	n.layers = slices.Clone(m.layers)
	top := len(n.layers) - 1
	n.layers[top] = maps.Clone(n.layers[top])
	n.layers[top][date] = w
	return &n
}

var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

var zones = []string{
	"Asia/Shanghai", "Europe/London", "America/Chicago", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu",
	"UTC", "Europe/Berlin", "America/Havana",
}

// seasons are when clocks are put forward, when they are put back, and when a year ends.
var seasons = []time.Time{
	time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), time.Date(2026, 12, 10, 0, 0, 0, 0, time.UTC),
}

// inEachZone checks a property in each zone.
func inEachZone(t *testing.T, property func(rt *rapid.T, m *model)) {
	for _, zone := range zones {
		t.Run(zone, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) { property(rt, drawModel(rt, zone)) })
		})
	}
}

// inAnyZone checks a property in zones drawn like the rest.
func inAnyZone(t *testing.T, property func(rt *rapid.T, m *model)) {
	rapid.Check(t, func(rt *rapid.T) {
		property(rt, drawModel(rt, rapid.SampledFrom(zones).Draw(rt, "zone")))
	})
}

// drawModel draws calendars of up to three layers with exceptions in seven weeks of 2026.
func drawModel(rt *rapid.T, zone string) *model {
	m := &model{
		zone:  zone,
		from:  rapid.SampledFrom(seasons).Draw(rt, "season"),
		end:   rapid.SampledFrom([]string{"24:00", "close", "same"}).Draw(rt, "end"),
		week:  map[string][]string{},
		years: rapid.SampledFrom([]string{"", "years: [2026]\n"}).Draw(rt, "years"),
	}
	for _, d := range weekdays {
		if hours := drawHours(rt); len(hours) > 0 {
			m.week[d] = hours
		}
	}
	if len(m.week) == 0 {
		m.week["wed"] = []string{"09:00-17:00"}
	}
	for range rapid.IntRange(1, 3).Draw(rt, "layers") {
		words := map[string]word{}
		for range rapid.IntRange(0, 10).Draw(rt, "words") {
			words[m.drawDate(rt)] = m.drawWord(rt)
		}
		m.layers = append(m.layers, words)
	}
	return m
}

func (m *model) drawWord(rt *rapid.T) word {
	switch sort := rapid.SampledFrom([]string{"off", "work", "special", "plain"}).Draw(rt, "sort"); sort {
	case "work":
		return m.atWork()
	case "special":
		return word{sort: sort, hours: drawHours(rt)}
	default:
		return word{sort: sort}
	}
}

// atWork is an adjusted workday by the hours of a weekday that has some.
func (m *model) atWork() word {
	return word{sort: "work", as: slices.Min(slices.Collect(maps.Keys(m.week)))}
}

// orderly makes days end in their own order. A night shift may close after the whole of the next
// day's hours, so that with "close" the later day ends earlier; and a day that closes past its
// midnight ends earlier when it is off.
func (m *model) orderly() *model {
	hours := m.String()
	if m.end == "close" && (strings.Contains(hours, "22:00-06:00") || strings.Contains(hours, "22:00-00:15")) {
		m.end = "24:00"
	}
	return m
}

func (m *model) drawDate(rt *rapid.T) string {
	return m.from.AddDate(0, 0, rapid.IntRange(0, 48).Draw(rt, "date")).Format(time.DateOnly)
}

func drawHours(rt *rapid.T) []string {
	return rapid.SampledFrom([][]string{
		nil, {"09:00-17:00"}, {"08:30-12:00", "13:30-17:30"}, {"00:00-24:00"}, {"22:00-06:00"}, {"08:37-11:03"},
		{"00:00-02:15", "02:30-04:00"}, {"02:15-02:45"}, {"06:00-14:00", "14:00-22:00", "22:00-00:15"}, {"12:00-24:00"}, {"01:30-10:00"},
	}).Draw(rt, "hours")
}

// drawStart draws an instant from a week before the exceptions to a week before their end.
func (m *model) drawStart(rt *rapid.T) time.Time {
	step := rapid.SampledFrom([]time.Duration{time.Second, time.Minute, 15 * time.Minute}).Draw(rt, "step")
	return m.from.Add(time.Duration(rapid.IntRange(-7*86400, 42*86400).Draw(rt, "start")) * time.Second).Truncate(step)
}

func drawTarget(rt *rapid.T) clock.Target {
	n := rapid.IntRange(1, 40).Draw(rt, "n")
	form := rapid.SampledFrom([]string{"%dh", "%dm", "%dm working", "%dh working", "%dwd", "%dd", "%dd flat", "same day", "%ds working"}).Draw(rt, "form")
	if form == "same day" {
		return parseTarget(rt, form)
	}
	return parseTarget(rt, fmt.Sprintf(form, n))
}

func parseTarget(rt *rapid.T, s string) clock.Target {
	got, err := clock.ParseTarget(s)
	if err != nil {
		rt.Fatal(err)
	}
	return got
}

// drawPauses draws up to three pauses around the weeks after a start, which may overlap.
func drawPauses(rt *rapid.T, start time.Time) []clock.Pause {
	pauses := make([]clock.Pause, rapid.IntRange(0, 3).Draw(rt, "pauses"))
	for i := range pauses {
		pauses[i] = drawPause(rt, start)
	}
	return pauses
}

func drawPause(rt *rapid.T, start time.Time) clock.Pause {
	step := rapid.SampledFrom([]time.Duration{time.Second, time.Minute, 15 * time.Minute, 24 * time.Hour}).Draw(rt, "step")
	from := start.Add(time.Duration(rapid.Int64Range(-2*24*3600, 21*24*3600).Draw(rt, "from")) * time.Second).Truncate(step)
	to := from.Add(time.Duration(rapid.IntRange(0, 40).Draw(rt, "length")) * step)
	return clock.Pause{From: from, To: to, Reason: rapid.SampledFrom([]string{"", "away", "weather"}).Draw(rt, "reason")}
}
