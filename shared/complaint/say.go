package complaint

import (
	"strconv"
	"time"

	"github.com/redress/redress/shared/policy"
)

// telling is a notice about to be written.
type telling struct {
	kind     string
	template string // where it is not the kind
	clock    *Clock // nil when the notice is about no clock
	point    string
	at       Instant // nominal; zero for now
	due      Instant // where it is not the clock's
	levels   []string
	key      string            // where clock, round and point do not name it
	id       string            // whole, where the notice is not the case's own
	about    string            // the case that it is about, where that is another one
	values   map[string]string // beside the usual ones
}

// tell promises a notice. There is one for each clock, round and point, and
// otherwise one for each key.
func (a *act) tell(t telling) {
	n := Notice{
		Kind: t.kind, At: t.at, Reference: or(t.about, a.Reference), Round: a.Round, Point: t.point,
		Levels: t.levels, Unit: a.unitOf(a.Policy, t.clock), Grade: a.Grade, Class: a.Class, Language: a.Policy.Language,
	}
	if n.At.IsZero() {
		n.At = a.Now
	}
	n.ID = or(t.id, a.Reference+"/"+t.kind+"/"+t.key)
	if t.clock != nil {
		n.Clock, n.Round, n.DueAt = t.clock.Name, t.clock.Round, t.clock.DueAt
		n.ID = a.Reference + "/" + n.Clock + "/" + strconv.Itoa(n.Round) + "/" + t.point
		if t.clock.Generation > 1 {
			n.ID += "/" + n.At.UTC().Format(time.RFC3339) // a moved deadline is told anew
		}
		if !t.due.IsZero() {
			n.DueAt = t.due
			n.ID += "/" + t.due.UTC().Format(time.RFC3339) // as it is each time that it moves
		}
	}
	n.Text = a.noticeText(t, n)
	a.effect(SendNotice, "notice/"+n.ID, n)
}

// mention is tell where the policy has words for it, and somebody is to hear them.
func (a *act) mention(t telling) {
	if _, said := a.Policy.Texts.Notices[t.template]; said && len(t.levels) > 0 {
		a.tell(t)
	}
}

// mentionAbove is mention to the level above a unit, where there is one.
func (a *act) mentionAbove(id string, t telling) {
	unit, _ := a.Policy.Unit(id)
	if above, ok := a.Policy.Unit(unit.Parent); ok {
		t.levels = []string{above.Level}
		a.mention(t)
	}
}

// noticeText fills the template that fits best: of the kind and clock, else of the kind.
func (a *act) noticeText(t telling, n Notice) string {
	p := a.Policy
	name := t.template
	if name == "" {
		name = t.kind
	}
	text, ok := p.Texts.Notices[name+"."+n.Clock]
	if !ok {
		text = p.Texts.Notices[name]
	}
	values := a.noticeValues(t, n)
	for k, v := range t.values {
		values[k] = v
	}
	return policy.Fill(text.In(n.Language), values)
}

// noticeValues are what every notice may speak of. A notice about no clock
// speaks of the answer's limit.
func (a *act) noticeValues(t telling, n Notice) map[string]string {
	p := a.Policy
	k := t.clock
	if k == nil {
		k = a.Clock("answer")
	}
	if k == nil {
		k = &Clock{}
	}
	unit, _ := p.Unit(n.Unit)
	if unit.Name == nil {
		unit.Name = noUnit
	}
	matter, ok := p.Class(n.Class)
	if !ok {
		kind, _ := p.Kind(a.Kind)
		matter.Name = kind.Name
	}
	rule, known := p.Clock(k.Name)
	if !known && k.Name != "" {
		rule.Title = unnamed
	}
	return map[string]string{
		"reference": n.Reference, "clock": rule.Title.In(n.Language), "point": n.Point,
		"due": SpokenAt(later(k.DueAt, t.due), n.At, p.Zone(), n.Language), "late": itoa(p.Calendar.DaysLate(k.DueAt, n.At)),
		"unit": unit.Name.In(n.Language), "from": unit.Name.In(n.Language),
		"class": matter.Name.In(n.Language), "grade": gradeNames[n.Grade].In(n.Language),
		"round": itoa(n.Round), "rounds": itoa(a.Reworks), "count": itoa(len(a.Urges)),
	}
}

var unnamed = policy.Text{"en": "a limit of earlier rules", "zh": "原规则时限"}

var noUnit = policy.Text{"en": "no unit yet", "zh": "待定"}

var gradeNames = map[string]policy.Text{
	"general":   {"en": "general", "zh": "一般"},
	"important": {"en": "important", "zh": "重要"},
	"major":     {"en": "major", "zh": "重大"},
	"special":   {"en": "special", "zh": "特殊"},
}

// message promises a message to the customer. Nothing is promised to a
// customer who left no way to be reached.
func (a *act) message(kind string, values map[string]string) { a.letter(kind, kind, values) }

// inform is message where the policy has words for it.
func (a *act) inform(kind string, values map[string]string) {
	if _, ok := a.Policy.Texts.Messages[kind]; ok {
		a.message(kind, values)
	}
}

// letter is message for one of several of a kind in one step, told apart by their names.
func (a *act) letter(kind, name string, values map[string]string) {
	a.write(Message{ID: a.Reference + "/" + strconv.Itoa(a.Events) + "/" + name, Kind: kind, Values: values})
}

// write promises a message under its ID, once.
func (a *act) write(m Message) {
	if a.Customer.Reachable {
		m.At, m.Reference, m.Language = a.Now, a.Reference, a.Language
		a.effect(SendMessage, "message/"+m.ID, m)
	}
}

// alarmUnpublished says that a deadline reaches into a year whose calendar is
// not published: once a day and year, whichever case finds it first.
func (a *act) alarmUnpublished(k *Clock) {
	p := a.Policy
	year := strconv.Itoa(k.DueAt.Add(-time.Second).In(p.Zone()).Year())
	day := a.Now.In(p.Zone()).Format(time.DateOnly)
	t := telling{kind: "alarm", clock: k}
	n := Notice{
		ID: "alarm/" + p.Calendar.Name() + "/" + year + "/" + day, At: a.Now, Kind: "alarm",
		Reference: a.Reference, Clock: k.Name, Levels: p.Tell["alarm"], DueAt: k.DueAt, Language: p.Language,
	}
	t.values = map[string]string{"year": year}
	n.Text = a.noticeText(t, n)
	a.effect(SendNotice, "notice/"+n.ID, n)
}

// Spoken writes an instant as people of the office say it. The end of a day
// is 24:00 of that day, not 0:00 of the next.
func Spoken(at Instant, zone *time.Location, language string) string {
	return SpokenAt(at, at, zone, language)
}

// SpokenAt is as [Spoken], with the year where that is not the present one.
func SpokenAt(at, now Instant, zone *time.Location, language string) string {
	day, clock := dayOf(at, zone)
	present, _ := dayOf(now, zone)
	switch {
	case at.IsZero():
		return ""
	case day.Year() != present.Year():
		return SpokenInFull(at, zone, language)
	case language == "zh":
		return day.Format("1月2日") + clock
	}
	return clock + " on " + day.Format("2 January")
}

// SpokenInFull is as [Spoken], with the year.
func SpokenInFull(at Instant, zone *time.Location, language string) string {
	day, clock := dayOf(at, zone)
	switch {
	case at.IsZero():
		return ""
	case language == "zh":
		return day.Format("2006年1月2日") + clock
	}
	return clock + " on " + day.Format("2 January 2006")
}

// dayOf is the day that an instant is of in the office, and the time of that day.
func dayOf(at Instant, zone *time.Location) (day time.Time, clock string) {
	local := at.In(zone)
	if local.Hour() == 0 && local.Minute() == 0 && local.Second() == 0 {
		return local.AddDate(0, 0, -1), "24:00"
	}
	return local, local.Format("15:04")
}
