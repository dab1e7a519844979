package pages

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/functions/callback"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// deskWords are the functions of the desk's templates.
func deskWords(language string, p *policy.Policy) template.FuncMap {
	return template.FuncMap{
		"in":      func(t fault.Text) string { return t.In(language) },
		"named":   func(o option) string { return o.Name(language) },
		"value":   func(v string) string { return value(v, language) },
		"kind":    func(code string) string { k, _ := p.Kind(code); return cmp.Or(k.Name.In(language), code) },
		"level":   func(l string) string { return levelName(l, p, language) },
		"left":    func(due, now time.Time) string { return left(due.Sub(now), language) },
		"target":  func(t string) string { return limitWord(t, language) },
		"ledger":  func(reason string) string { return ledgerWords(reason, p, language) },
		"actor":   func(by string) string { return actor(by, p, language) },
		"deed":    func(e complaint.Event) string { return deed(e, language) },
		"handler": func(name string) string { return handlerName(name, language) },
		"told":    func(e complaint.Event) []said { return told(e, p, language) },
		"short":   short,
		"order":   func(name string) string { f, _ := formOf(name); return cmp.Or(f.Title.In(language), name) },
		"local":   func(t time.Time) string { return t.In(p.Zone()).Format("2006-01-02 15:04") },
		"group":   func(g group) string { return groupNames[g].In(language) },
		"plus":    func(a, b int) int { return a + b },
		"roundOf": func(k web.ClockView) string { return roundOf(k, language) },
		"dueOf":   dueOf,
		"mayDo":   func(allowed []string, command string) bool { return slices.Contains(allowed, command) },
		"lesson":  func(name string) string { return labelOf("lessons", name).In(language) },
		// fileOf is the name of the file that an event is about.
		"fileOf": func(e complaint.Event, files []web.EvidenceView) string {
			for _, f := range files {
				if bytes.Contains(e.Data, []byte(`"`+f.ID+`"`)) {
					return f.Name
				}
			}
			return ""
		},
		"clocksOf": func(list []web.ClockView, now time.Time) clocksShown { return clocksShown{list, now} },
		"running": func(list []web.ClockView, want bool) []web.ClockView {
			return slices.DeleteFunc(slices.Clone(list), func(k web.ClockView) bool { return unended(k) != want })
		},
		"suspended": func(list []complaint.Suspension) *complaint.Suspension {
			if i := slices.IndexFunc(list, func(s complaint.Suspension) bool { return s.EndedAt.IsZero() }); i >= 0 {
				return &list[i]
			}
			return nil
		},
		"readsReports": func(r complaint.Role) bool { return slices.Contains(readers, r) },
		"taken":        func() sending { return sendingOf(p.Evidence, true) },
		"opensFiles":   func(r complaint.Role) bool { return may(r, "evidence") },
		"counted":      func(seconds int64) string { return counted(seconds, language) },
		"warnedClock":  warned, "unendedClock": unended, "referenceOf": referenceOf, "matterOf": matterOf, "returning": returning,
		"lateBy":   func(d time.Duration) string { return left(-d, language) },
		"choosing": func(command string) string { return bulkWordsOf[command].Choice.In(language) },
		"capital":  capital,
		"sentence": func(word string) string { return sentence(word, language) },
		"region":   func(code string) string { return regionName(code, p, language) },
		"used":     func(k web.ClockView) string { return usedOf(k, language) },
		// careful is how to speak with a vulnerable customer, as the policy has it.
		"careful": func() string { return p.Callback.Vulnerable.Hint.In(language) },
		"dueCall": func(c *callback.DueCall, now time.Time) dueCall { return dueCall{c, c.CallFrom.After(now)} },
		// records tells who is offered the page of a recording.
		"records": func(r complaint.Role) bool { return slices.Contains(recorders, r) },
	}
}

// short is the beginning of a text, for lists: two lines, in which what is not Latin
// takes double the room.
func short(text string) string {
	most := 120
	text = strings.Join(strings.Fields(text), " ")
	for i, r := range text {
		if most--; r >= 0x1100 {
			most--
		}
		if most < 0 {
			return text[:i] + "…"
		}
	}
	return text
}

var yes, no = fault.Say("yes", "是"), fault.Say("no", "否")

// left says how long it is to an instant, or how long it has been since. The script
// says it in the same words as time goes on.
func left(d time.Duration, language string) string {
	late := d < 0
	d = d.Abs()
	days, hours, minutes := int(d.Hours())/24, int(d.Hours())%24, int(d.Minutes())%60
	var text string
	switch {
	case days > 0 && hours == 0:
		text = fmt.Sprintf(say(language, "%d d", "%d天"), days)
	case days > 0:
		text = fmt.Sprintf(say(language, "%d d %d h", "%d天%d小时"), days, hours)
	case hours > 0 && minutes == 0:
		text = fmt.Sprintf(say(language, "%d h", "%d小时"), hours)
	case hours > 0:
		text = fmt.Sprintf(say(language, "%d h %d min", "%d小时%d分钟"), hours, minutes)
	default:
		text = fmt.Sprintf(say(language, "%d min", "%d分钟"), minutes)
	}
	if late {
		return fmt.Sprintf(say(language, "%s late", "已超%s"), text)
	}
	return fmt.Sprintf(say(language, "%s left", "剩余%s"), text)
}

// ledgerWords says why a stretch of time was counted or skipped. A name stays as it is.
func ledgerWords(reason string, p *policy.Policy, language string) string {
	what, name, _ := strings.Cut(reason, ": ")
	what, rest, more := strings.Cut(what, "; ")
	if t, ok := ledgerReasons[what]; ok {
		what = t.In(language)
	}
	if k, known := p.Suspension.Kind(name); known && reason != what && strings.HasPrefix(reason, "paused") {
		name = k.Name.In(language)
	}
	if name != "" {
		what += say(language, ": ", "：") + name
	}
	if more {
		what += say(language, "; ", "；") + rest
	}
	return what
}

var ledgerReasons = map[string]fault.Text{
	"elapsed": fault.Say("elapsed", "连续计时"), "working": fault.Say("working", "工作时间"), "adjusted workday": fault.Say("adjusted workday", "调休上班"),
	"special hours": fault.Say("special hours", "特殊工作时间"), "receipt day": fault.Say("day of receipt", "受理当日不计"), "calendar day": fault.Say("calendar day", "自然日"),
	"weekend": fault.Say("weekend", "周末"), "rest day": fault.Say("rest day", "休息日"), "holiday": fault.Say("holiday", "节假日"),
	"break": fault.Say("break", "午休"), "closed": fault.Say("office closed", "非工作时间"), "paused": fault.Say("paused", "中止"),
}

// deed is what an event is called; "" for one that is not shown. The first rung of a
// ladder is the breach, which stands there already.
func deed(e complaint.Event, language string) string {
	if e.Type == "escalated" && !bytes.Contains(e.Data, []byte(`"levels"`)) {
		return ""
	}
	t, _ := complaint.Deed(e.Type)
	return t.In(language)
}

// handlerName is the person who handles a case; the role, of somebody whom the API
// knows by that alone.
func handlerName(name, language string) string {
	role, rest, known := strings.Cut(name, ":")
	t, ok := complaint.RoleName(complaint.Role(role))
	if !ok {
		return name
	}
	if _, person, named := strings.Cut(rest, ":"); known && named {
		return person
	}
	return t.In(language)
}

// actor says who did something: the role, the unit, and the person where known.
func actor(by string, p *policy.Policy, language string) string {
	r, rest, _ := strings.Cut(by, ":")
	id, person, _ := strings.Cut(rest, ":")
	name, ok := complaint.RoleName(complaint.Role(r))
	if !ok {
		return by
	}
	text := name.In(language)
	switch u, known := p.Unit(id); {
	case known:
		text += " · " + u.Name.In(language)
	case id != "":
		text += " · " + id
	}
	if person != "" {
		text += " · " + person
	}
	return text
}

// due is a row with the instant from which its countdown counts.
type due struct {
	Row row
	Now time.Time
}

// dueOf takes the row of a list, or that of a case's page.
func dueOf(of any, now time.Time) due {
	switch of := of.(type) {
	case row:
		return due{of, now}
	case casePage:
		return due{of.row, now}
	}
	return due{Now: now}
}

// roundOf tells clocks of one name apart: by the round of the handling, or by the number
// of the thing that was ordered; "" in the first round.
func roundOf(k web.ClockView, language string) string {
	switch {
	case k.Round == 0:
		return ""
	case slices.Contains([]string{"remedy", "rectification", "check"}, k.Name):
		return fmt.Sprintf(say(language, "no. %d", "第%d项"), k.Round)
	}
	return fmt.Sprintf(say(language, "round %d", "第%d轮"), k.Round+1)
}

// clocksShown are clocks with the instant from which their countdowns count.
type clocksShown struct {
	Clocks []web.ClockView
	Now    time.Time
}

// dueCall is a call to make, and whether it must wait.
type dueCall struct {
	Call *callback.DueCall
	Wait bool
}

// labelOf is what a field of a command's form is called.
func labelOf(command, name string) fault.Text {
	f, _ := formOf(command)
	for _, x := range f.Fields {
		if x.Name == name {
			return x.Label
		}
	}
	return fault.Say(name, name)
}

// counted says seconds as days where they are whole ones, else as hours and minutes.
func counted(seconds int64, language string) string {
	switch {
	case seconds == 0:
		return "0"
	case seconds < 3600:
		return fmt.Sprintf(say(language, "%d min", "%d分钟"), seconds/60)
	case seconds%86400 == 0:
		return fmt.Sprintf(say(language, "%d d", "%d天"), seconds/86400)
	}
	return fmt.Sprintf(say(language, "%d h %d min", "%d小时%d分钟"), seconds/3600, seconds/60%60)
}

// deskValues are words for coded values that nobody fills in and the desk alone shows.
var deskValues = map[string]fault.Text{
	"pass": fault.Say("pass", "建议通过"), "suggest": fault.Say("could be better", "建议完善"), "return": fault.Say("send back", "建议退回"),
	"high": fault.Say("grave", "严重"), "medium": fault.Say("medium", "一般"), "low": fault.Say("slight", "轻微"),
	"complaint": fault.Say("complaint", "诉求"), "findings": fault.Say("findings", "核查"), "answer": fault.Say("answer", "答复"), "appeal": fault.Say("appeal", "申诉"),
	"scanning": fault.Say("being checked", "检测中"), "ready": fault.Say("ready", "可查看"), "infected": fault.Say("infected", "含病毒"), "removed": fault.Say("removed", "已删除"),
}
