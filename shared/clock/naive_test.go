package clock

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"
)

// model is a calendar as a reader of its file sees it. Its methods are a second calculator, slow
// and plain on purpose: it looks at one quarter of an hour, or one date, after the other.
type model struct {
	zone    string
	week    map[string][]string
	off     map[string]bool
	work    map[string]string
	special map[string][]string
	end     string

	loc   *time.Location
	shown map[string][2]time.Time // local quarter hours already looked up
}

const quarter = 15 * time.Minute

// yaml writes the model as a file.
func (m *model) yaml() string {
	var b strings.Builder
	fmt.Fprintf(&b, "name: model\ntimeZone: %s\ndayEnd: %q\nweek:\n", m.zone, m.end)
	writeHours(&b, m.week)
	if len(m.special) > 0 {
		b.WriteString("special:\n")
		writeHours(&b, m.special)
	}
	if len(m.off) > 0 {
		b.WriteString("off:\n")
		for _, d := range sortedKeys(m.off) {
			fmt.Fprintf(&b, "  - %s\n", d)
		}
	}
	if len(m.work) > 0 {
		b.WriteString("work:\n")
		for _, d := range sortedKeys(m.work) {
			fmt.Fprintf(&b, "  %s: %s\n", d, m.work[d])
		}
	}
	return b.String()
}

func writeHours(b *strings.Builder, hours map[string][]string) {
	for _, d := range sortedKeys(hours) {
		fmt.Fprintf(b, "  %s: [%s]\n", d, strings.Join(hours[d], ", "))
	}
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// hours are those of a date, which is noon UTC of it.
func (m *model) hours(date time.Time) []string {
	day := date.Format(time.DateOnly)
	if h, ok := m.special[day]; ok {
		return h
	}
	if m.off[day] {
		return nil
	}
	if as, ok := m.work[day]; ok {
		return m.week[as]
	}
	return m.week[strings.ToLower(date.Format("Mon"))]
}

func noon(t time.Time) time.Time {
	y, mo, d := t.Date()
	return time.Date(y, mo, d, 12, 0, 0, 0, time.UTC)
}

func (m *model) workday(date time.Time) bool { return len(m.hours(date)) > 0 }

// when finds the first and last quarter hour at which clocks show a time, by watching them.
func (m *model) when(date time.Time, hhmm string) (first, last time.Time) {
	var h, mi int
	fmt.Sscanf(hhmm, "%d:%d", &h, &mi)
	want := time.Date(date.Year(), date.Month(), date.Day(), h, mi, 0, 0, time.UTC)
	key := want.Format(time.DateTime)
	if found, ok := m.shown[key]; ok {
		return found[0], found[1]
	}
	var after time.Time
	for t := want.Add(-15 * time.Hour); t.Before(want.Add(15 * time.Hour)); t = t.Add(quarter) {
		l := t.In(m.loc)
		s := time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), 0, 0, time.UTC)
		if s.Equal(want) {
			if first.IsZero() {
				first = t
			}
			last = t
		}
		if after.IsZero() && s.After(want) {
			after = t
		}
	}
	if first.IsZero() {
		first, last = after, after
	}
	m.shown[key] = [2]time.Time{first, last}
	return first, last
}

// open tells whether a quarter of an hour lies in anybody's opening hours.
func (m *model) open(t time.Time) bool {
	for back := -1; back <= 2; back++ {
		date := noon(t.In(m.loc)).AddDate(0, 0, -back)
		for _, h := range m.hours(date) {
			from, to, _ := strings.Cut(h, "-")
			closes := date
			if to <= from {
				closes = date.AddDate(0, 0, 1)
			}
			first, _ := m.when(date, from)
			_, last := m.when(closes, to)
			if !t.Before(first) && t.Before(last) {
				return true
			}
		}
	}
	return false
}

// due is Calendar.Due over again.
func (m *model) due(start time.Time, t Target) time.Time {
	date := noon(start.In(m.loc))
	switch t.unit {
	case elapsed:
		return start.Add(time.Duration(t.n) * time.Second)
	case working:
		return m.workingDue(start, time.Duration(t.n)*time.Second)
	case workdays:
		for n := int64(0); n < t.n; {
			date = date.AddDate(0, 0, 1)
			if m.workday(date) {
				n++
			}
		}
	case calendar:
		date = date.AddDate(0, 0, int(t.n))
		for !m.workday(date) {
			date = date.AddDate(0, 0, 1)
		}
	}
	return m.endOf(date)
}

func (m *model) workingDue(start time.Time, left time.Duration) time.Time {
	for t := start.Truncate(quarter); ; t = t.Add(quarter) {
		if !m.open(t) {
			continue
		}
		from := t
		if from.Before(start) {
			from = start
		}
		if has := t.Add(quarter).Sub(from); left <= has {
			return from.Add(left)
		} else {
			left -= has
		}
	}
}

func (m *model) endOf(date time.Time) time.Time {
	_, end := m.when(date.AddDate(0, 0, 1), "00:00")
	if m.end == "close" {
		for _, h := range m.hours(date) {
			from, to, _ := strings.Cut(h, "-")
			_, end = m.when(date, to)
			if to <= from {
				_, end = m.when(date.AddDate(0, 0, 1), to)
			}
		}
	}
	return end
}

var modelZones = []string{"UTC", "Asia/Shanghai", "Europe/Berlin", "America/Chicago", "America/Havana", "Australia/Lord_Howe", "Asia/Kathmandu"}

// models draws calendars with exceptions in 2026.
func models(rt *rapid.T) *model {
	m := &model{
		zone:    rapid.SampledFrom(modelZones).Draw(rt, "zone"),
		week:    map[string][]string{},
		off:     map[string]bool{},
		work:    map[string]string{},
		special: map[string][]string{},
		end:     rapid.SampledFrom([]string{"24:00", "close"}).Draw(rt, "end"),
		shown:   map[string][2]time.Time{},
	}
	m.loc, _ = time.LoadLocation(m.zone)
	for _, d := range weekdayNames {
		if hours := drawHours(rt); len(hours) > 0 {
			m.week[d] = hours
		}
	}
	if len(m.week) == 0 {
		m.week["wed"] = []string{"09:00-17:00"}
	}
	for range rapid.IntRange(0, 12).Draw(rt, "exceptions") {
		d := drawDate(rt)
		switch rapid.IntRange(0, 2).Draw(rt, "kind") {
		case 0:
			if m.work[d] == "" {
				m.off[d] = true
			}
		case 1:
			if !m.off[d] {
				m.work[d] = sortedKeys(m.week)[0]
			}
		case 2:
			m.special[d] = drawHours(rt)
		}
	}
	return m
}

// orderly makes days end in their own order. A night shift may close after the whole of the next
// day's hours, so that with "close" the later day ends earlier.
func (m *model) orderly() *model {
	if strings.Contains(m.yaml(), "22:00-06:00") {
		m.end = "24:00"
	}
	return m
}

func drawDate(rt *rapid.T) string {
	return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 364).Draw(rt, "date")).Format(time.DateOnly)
}

func drawHours(rt *rapid.T) []string {
	return rapid.SampledFrom([][]string{
		nil, {"09:00-17:00"}, {"08:30-12:00", "13:30-17:30"}, {"00:00-24:00"}, {"22:00-06:00"},
		{"00:00-02:15", "02:30-04:00"}, {"02:15-02:45"}, {"06:00-14:00", "14:00-22:00", "22:00-00:15"}, {"12:00-24:00"}, {"01:30-10:00"},
	}).Draw(rt, "hours")
}

func drawStart(rt *rapid.T) time.Time {
	return time.Unix(rapid.Int64Range(1_761_000_000, 1_804_000_000).Draw(rt, "start"), 0).UTC()
}

func drawTarget(rt *rapid.T) Target {
	n := rapid.IntRange(1, 40).Draw(rt, "n")
	form := rapid.SampledFrom([]string{"%dh", "%dm working", "%dh working", "%dwd", "%dd", "%ds working"}).Draw(rt, "form")
	got, err := ParseTarget(fmt.Sprintf(form, n))
	if err != nil {
		rt.Fatal(err)
	}
	return got
}
