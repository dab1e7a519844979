package whatif

import (
	"cmp"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// WriteText writes a report for people to read, in its language, with the names that
// the draft has for units and levels. What differs
// is written "own → draft", what does not once. The load is added up over the
// days of the week.
func WriteText(w io.Writer, r *Report, draft *policy.Policy) error {
	zone, err := time.LoadLocation(r.TimeZone)
	if err != nil {
		return err
	}
	p := &page{Report: r, draft: draft, zone: zone}
	p.head()
	p.limits()
	p.flips()
	p.stops()
	p.notices()
	p.load()
	p.suspensions()
	_, err = io.WriteString(w, p.b.String())
	return err
}

// page is a text being written.
type page struct {
	*Report
	draft *policy.Policy
	zone  *time.Location
	b     strings.Builder
}

// unit is what a unit is called, and level a level: of the draft's, of people or of the centre.
func (p *page) unit(id string) string {
	u, _ := p.draft.Unit(id)
	return cmp.Or(u.Name.In(p.Language), id)
}

func (p *page) level(code string) string {
	if name, ok := complaint.RoleName(complaint.Role(code)); ok {
		return name.In(p.Language)
	}
	if code == "centre" {
		return p.say("centre")
	}
	return p.draft.LevelName(code, p.Language)
}

// deed is what an event is called.
func (p *page) deed(event string) string {
	t, _ := complaint.Deed(event)
	return cmp.Or(t.In(p.Language), event)
}

// kind is what a kind of notice is called.
func (p *page) kind(code string) string {
	return cmp.Or(words["notice."+code].In(p.Language), code)
}

func (p *page) say(word string, values ...string) string {
	text := words[word].In(p.Language)
	for i, v := range values {
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(i+1)+"}", v)
	}
	return text
}

func (p *page) line(text string) { p.b.WriteString(text + "\n") }

// section writes a heading with a table under it; nothing when the table has
// only its head.
func (p *page) section(heading string, t table, right int) {
	if len(t.rows) < 2 {
		return
	}
	p.line("\n" + p.say(heading))
	for _, l := range t.lines(right) {
		p.line(l)
	}
}

// more says how many lines were left out.
func (p *page) more(n int) {
	if n > 0 {
		p.line("  " + p.say("more", strconv.Itoa(n)))
	}
}

func (p *page) head() {
	p.line(p.say("title", p.Draft))
	p.line(p.say("period", p.From, p.To, p.shown(p.AsOf), p.TimeZone))
	p.line(p.say("cases", strconv.Itoa(p.Cases)))
	p.line(p.say("record", strconv.Itoa(p.Record.Proven), strconv.Itoa(p.Record.SweptLate), strconv.Itoa(p.Record.Unproven), strconv.Itoa(p.Record.Differing)))
	for _, d := range p.Record.List {
		p.line("  " + d.Reference + ": " + strings.Join(d.In, ", "))
	}
	p.more(p.Record.More)
	p.line(p.say("flipped", strconv.Itoa(p.Flips.ToMissed), strconv.Itoa(p.Flips.FromMissed)))
}

func (p *page) limits() {
	t := table{}
	t.row(p.say("limit"), p.say("met"), p.say("missed"), p.say("cancelled"), p.say("running"), p.say("paused"), p.say("unknown"),
		p.say("moved"), p.say("toMissed"), p.say("fromMissed"))
	for _, l := range p.Limits {
		both := func(of func(Counts) int) string { return shift(Pair{of(l.Own), of(l.Draft)}) }
		t.row(l.Name,
			both(func(n Counts) int { return n.Met }), both(func(n Counts) int { return n.Missed }),
			both(func(n Counts) int { return n.Cancelled }), both(func(n Counts) int { return n.Running }),
			both(func(n Counts) int { return n.Paused }), both(func(n Counts) int { return n.Unknown }),
			strconv.Itoa(l.Moved), strconv.Itoa(l.ToMissed), strconv.Itoa(l.FromMissed))
	}
	p.section("limits", t, 1)
}

func (p *page) flips() {
	names := map[string]string{}
	for _, l := range p.Limits {
		names[l.Clock] = l.Name
	}
	t := table{}
	t.row(p.say("reference"), p.say("unit"), p.say("limit"), p.say("round"),
		p.say("own"), p.say("due"), p.say("done"), p.say("draft"), p.say("due"), p.say("done"))
	for _, f := range p.Flips.List {
		t.row(f.Reference, p.unit(f.Unit), names[f.Clock], strconv.Itoa(f.Round),
			p.say(f.Own.State), p.shown(f.Own.DueAt), p.shown(f.Own.EndedAt),
			p.say(f.Draft.State), p.shown(f.Draft.DueAt), p.shown(f.Draft.EndedAt))
	}
	p.section("flips", t, len(t.rows[0]))
	p.more(p.Flips.More)
}

func (p *page) stops() {
	t := table{}
	t.row(p.say("reference"), p.say("side"), p.say("at"), p.say("event"), p.say("reason"))
	for _, s := range p.Stops.List {
		t.row(s.Reference, p.say(s.Side), p.shown(s.At), p.deed(s.Event), s.Reason)
	}
	p.section("stops", t, len(t.rows[0]))
	p.more(p.Stops.More)
}

func (p *page) notices() {
	t := table{}
	t.row(p.say("kind"), p.say("level"), p.say("own"), p.say("draft"), p.say("difference"))
	row := func(kind, level string, n Pair) {
		t.row(kind, level, strconv.Itoa(n.Own), strconv.Itoa(n.Draft), signed(n.Draft-n.Own))
	}
	for _, k := range p.Notices {
		row(p.kind(k.Kind), p.say("all"), k.Pair)
		for _, l := range k.Levels {
			row("", p.level(l.Level), l.Pair)
		}
	}
	p.section("notices", t, 2)
}

// load writes the hours of the day of each unit.
func (p *page) load() {
	t := table{}
	t.row(p.say("unit"), p.say("hour"), p.say("dues"), p.say("sent"))
	for left := p.Load; len(left) > 0; {
		var due, sent [24]Pair
		unit := left[0]
		for len(left) > 0 && left[0].Unit == unit.Unit {
			l := left[0]
			due[l.Hour] = due[l.Hour].plus(l.Due)
			sent[l.Hour] = sent[l.Hour].plus(l.Notices)
			left = left[1:]
		}
		name := unit.Name
		if unit.Unit == "" {
			name = p.say("noUnit")
		}
		for h := range due {
			if due[h] == (Pair{}) && sent[h] == (Pair{}) {
				continue
			}
			t.row(name, hourName(h), shift(due[h]), shift(sent[h]))
			name = ""
		}
	}
	p.section("load", t, 2)
}

func (p *page) suspensions() {
	s := p.Suspensions
	if s.Count == (Pair{}) && s.Refused == 0 {
		return
	}
	p.line("\n" + p.say("suspensions", shift(s.Count), shift(s.RanOut), shift(s.Hours), strconv.Itoa(s.Shortened), strconv.Itoa(s.Refused)))
}

func (p Pair) plus(q Pair) Pair { return Pair{p.Own + q.Own, p.Draft + q.Draft} }

// shift writes a count on both sides.
func shift(p Pair) string {
	if p.Own == p.Draft {
		return strconv.Itoa(p.Own)
	}
	return strconv.Itoa(p.Own) + " → " + strconv.Itoa(p.Draft)
}

func signed(n int) string {
	if n > 0 {
		return "+" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func hourName(h int) string {
	return time.Date(2000, 1, 1, h, 0, 0, 0, time.UTC).Format("15:04")
}

// shown writes an instant in the office's time, the end of a day as 24:00 of
// that day.
func (p *page) shown(at complaint.Instant) string {
	if at.IsZero() {
		return "-"
	}
	local := at.In(p.zone)
	if h, m, s := local.Clock(); h == 0 && m == 0 && s == 0 {
		return local.AddDate(0, 0, -1).Format(time.DateOnly) + " 24:00"
	}
	return local.Format("2006-01-02 15:04")
}
