package desk

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/functions/pages/listing"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// funcs are the functions of the desk's templates.
func funcs(language string, p *policy.Policy) template.FuncMap {
	return template.FuncMap{
		"fileState": func(s complaint.EvidenceState) string { return words.Named(fileStates, s, language) },
		"verdict":   func(v string) string { return words.Named(verdicts, v, language) },
		"severity":  func(s string) string { return words.Named(severities, s, language) },
		"named":     func(o option) string { return o.Name(language) },
		"ledger":    func(reason string) string { return ledgerWords(reason, p, language) },
		"actor":     func(by string) string { return actor(by, p, language) },
		"because":   func(because string) string { return becauseWord(because, p, language) },
		"deed":      func(e complaint.Event) string { return deedName(e, language) },
		"told": func(e complaint.Event, files []web.EvidenceView) []eventFact {
			return namingFiles(factsOf(e, p, language), files)
		},
		"order":   func(name string) string { f, _ := formOf(name); return cmp.Or(f.Title.In(language), name) },
		"local":   func(t time.Time) string { return t.In(p.Zone()).Format("2006-01-02 15:04") },
		"group":   func(g formGroup) string { return groupNames[g].In(language) },
		"roundOf": func(k web.ClockView) string { return roundOf(k, language) },
		"lesson":  func(name string) string { return words.Named(lessonsMissing, name, language) },
		// fileOf is the file that was added or removed by an event; nil for none.
		"fileOf":     fileOf,
		"stop":       func(label string) string { return stop(label, language) },
		"asked":      func(l filledLine) string { return cmp.Or(l.Question.In(language), l.Label.In(language)) },
		"masked":     func(text string) bool { return strings.Contains(text, "*") },
		"duplicates": duplicates,
		"className":  func(code string) string { c, _ := p.Class(code); return cmp.Or(c.Name.In(language), code) },
		"anyMissed":  anyMissed,
		"overdueBy":  func(k web.ClockView) string { return words.Left(k.DueAt.Sub(k.EndedAt), language) },
		"paidIn":     func(amount, currency string) string { return words.Amount(amount, currency, language) },
		"clocksOf":   func(list []web.ClockView, now time.Time) clocksShown { return clocksShown{list, now} },
		"running": func(list []web.ClockView, want bool) []web.ClockView {
			return slices.DeleteFunc(slices.Clone(list), func(k web.ClockView) bool { return listing.Unended(k) != want })
		},
		"taken":       func() policy.Evidence { return p.Evidence },
		"opensFiles":  func(r complaint.Role) bool { return may(r, "evidence") },
		"used":        func(k web.ClockView) string { return words.Used(k.Used, k.Target, language) },
		"counted":     func(seconds int64) string { return words.Counted(seconds, language) },
		"warnedClock": listing.Warned, "unendedClock": listing.Unended, "referenceOf": referenceOf, "matterOf": matterOf, "returning": returning,
		"choosing": func(command string) string { return bulkWordsOf[command].Choice.In(language) },
		// careful is how to speak with a vulnerable customer, as the policy has it.
		"careful": func() string { return p.Callback.Vulnerable.Hint.In(language) },
	}
}

var yesWord, noWord = fault.Say("yes", "是"), fault.Say("no", "否")

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
		what += words.Say(language, ": ", "：") + name
	}
	if more {
		what += words.Say(language, "; ", "；") + rest
	}
	return what
}

var ledgerReasons = map[string]fault.Text{
	"elapsed": fault.Say("elapsed", "连续计时"), "working": fault.Say("working", "工作时间"), "adjusted workday": fault.Say("adjusted workday", "调休上班"),
	"special hours": fault.Say("special hours", "特殊工作时间"), "receipt day": fault.Say("day of receipt", "受理当日不计"), "calendar day": fault.Say("calendar day", "自然日"),
	"weekend": fault.Say("weekend", "周末"), "rest day": fault.Say("rest day", "休息日"), "holiday": fault.Say("holiday", "节假日"),
	"break": fault.Say("break", "午休"), "closed": fault.Say("office closed", "非工作时间"), "paused": fault.Say("paused", "中止"),
}

// deedName is what an event is called; "" for one that is not shown. The first rung of a
// ladder is the breach, which stands there already.
func deedName(e complaint.Event, language string) string {
	if e.Type == "escalated" && !bytes.Contains(e.Data, []byte(`"levels"`)) {
		return ""
	}
	t, _ := complaint.Deed(e.Type)
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

// roundOf tells clocks of one name apart: by the round of the handling, or by the number
// of the thing that was ordered; "" in the first round.
func roundOf(k web.ClockView, language string) string {
	switch {
	case k.Round == 0:
		return ""
	case slices.Contains([]string{"remedy", "rectification", "check"}, k.Name):
		return fmt.Sprintf(words.Say(language, "no. %d", "第%d项"), k.Round)
	}
	return fmt.Sprintf(words.Say(language, "round %d", "第%d轮"), k.Round+1)
}

// clocksShown are clocks with the instant from which their countdowns count.
type clocksShown struct {
	Clocks []web.ClockView
	Now    time.Time
}

// fileStates are what can be done with a file.
var fileStates = map[complaint.EvidenceState]fault.Text{
	complaint.EvidenceScanning: fault.Say("being checked", "检测中"), complaint.EvidenceReady: fault.Say("ready", "可查看"),
	complaint.EvidenceInfected: fault.Say("infected", "含病毒"), complaint.EvidenceRemoved: fault.Say("removed", "已删除"),
}

// verdicts are what the checks say of an answer, and severities how grave it is what
// they have found.
var (
	verdicts = map[string]fault.Text{
		"pass": fault.Say("pass", "建议通过"), "suggest": fault.Say("could be improved", "建议完善"), "return": fault.Say("send back", "建议退回"),
	}
	severities = map[string]fault.Text{
		"high": fault.Say("serious", "严重"), "medium": fault.Say("moderate", "一般"), "low": fault.Say("minor", "轻微"),
	}
)
