package board

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/diff"
)

// More is the address of all changes of a part.
func (c *comparison) More(part string) string {
	return "?" + url.Values{"a": {c.A}, "b": {c.B}, "part": {part}}.Encode()
}

// of finds a name in the policies that are compared, the earlier one first.
func (c *comparison) of(name func(*policy.Policy) string) string {
	for _, p := range []*policy.Policy{c.from, c.to} {
		if said := name(p); said != "" {
			return said
		}
	}
	return ""
}

// Item is what a change is about, by its name rather than its code.
func (c *comparison) Item(change diff.Change) string {
	code := change.Item
	switch change.Part {
	case "clock":
		return c.clockName(code)
	case "kind":
		return c.kindName(code)
	case "unit":
		return c.unitName(code)
	case "duty":
		return c.unitName(code)
	case "tell":
		return noticeName(code, c.language)
	case "calendar":
		if code == "rules" {
			return words.Say(c.language, "Week and zone", "每周时间与时区")
		}
		first, last, several := strings.Cut(code, "/")
		if !several {
			last = first
		}
		return reportPeriod(first, last, c.from.Zone(), c.language)
	}
	first, rest, _ := strings.Cut(code, " ")
	if change.Part == "text" {
		first, rest, _ = strings.Cut(code, ".")
	}
	word := words.Named(diffItems, first, c.language)
	if rest != "" {
		return word + " · " + rest
	}
	return word
}

// Field is which part of it differs.
func (c *comparison) Field(change diff.Change) string {
	first, rest, _ := strings.Cut(change.Field, " ")
	word := words.Named(diffFields, first, c.language)
	switch first {
	case "warning":
		return word + words.Say(c.language, ": ", "：") + words.Limit(rest, c.language)
	case "limit":
		return c.clockName(rest)
	case "variant":
		if _, years, ok := strings.Cut(rest, "received "); ok {
			return word + words.Say(c.language, " (received "+years+")", "（受理时间"+yearsWord(years)+"）")
		}
	}
	if rest != "" && first == "rung" {
		return word + words.Say(c.language, " "+rest, rest)
	}
	return word
}

// Value says one side of a change.
func (c *comparison) Value(change diff.Change, value string) string {
	first, _, _ := strings.Cut(change.Field, " ")
	if first == "" {
		first = map[string]string{"clock": "target", "tell": "levels", "route": "unit"}[change.Part]
	}
	if first == "variant" { // its source stands behind its target
		target, _, _ := strings.Cut(value, " (")
		return words.Limit(target, c.language)
	}
	if en, zh, both := strings.Cut(value, " / "); both {
		return words.Say(c.language, en, zh)
	}
	switch first {
	case "target", "limit", "pauseCap", "window", "apart", "acknowledged", "cap", "intake.backDate", "urges.apart", "rating.window", "reopening.window", "suspension.cap":
		return words.Limit(value, c.language)
	case "warning", "breach", "levels", "group", "returned", "holder", "level", "supervision", "dissatisfied":
		return c.told(value)
	case "rung":
		return c.rung(value)
	case "after":
		return c.clockName(value)
	case "unit", "parent":
		return c.unitName(value)
	case "kinds", "from":
		return joined(strings.Fields(value), c.language, c.kindName)
	case "grades", "grade", "urgency", "channel":
		field := strings.TrimSuffix(first, "s")
		return joined(strings.Fields(value), c.language, func(code string) string { return words.Value(field, code, c.language) })
	case "classes", "signals":
		return joined(strings.Fields(value), c.language, func(code string) string { return code })
	case "valid":
		return words.Say(c.language, value, yearsWord(value))
	case "name", "layers":
		if change.Part != "calendar" {
			return value
		}
		return joined(strings.Split(value, " over "), c.language, func(name string) string { return words.Named(calendarNames, name, c.language) })
	case "zone":
		return words.Named(zoneNames, value, c.language)
	case "mon", "tue", "wed", "thu", "fri", "sat", "sun", "hours":
		return openWord(value, c.language)
	case "phrases", "negations":
		n, _, _ := strings.Cut(value, " ")
		return words.Say(c.language, n+" phrases", n+"个词语")
	}
	switch value {
	case "yes":
		return words.Say(c.language, "yes", "是")
	case "every year":
		return words.Say(c.language, "every year", "每年")
	}
	return value
}

func (c *comparison) clockName(code string) string {
	if name := c.of(func(p *policy.Policy) string { k, _ := p.Clock(code); return k.Title.In(c.language) }); name != "" {
		return words.Capital(name)
	}
	return code
}

func (c *comparison) kindName(code string) string {
	if name := c.of(func(p *policy.Policy) string { k, _ := p.Kind(code); return k.Name.In(c.language) }); name != "" {
		return words.Capital(name)
	}
	return code
}

func (c *comparison) unitName(code string) string {
	name := c.of(func(p *policy.Policy) string { u, _ := p.Unit(code); return u.Name.In(c.language) })
	if name == "" {
		name = c.of(func(p *policy.Policy) string { return p.Levels[code].In(c.language) })
	}
	if name == "" {
		return code
	}
	return name
}

// isLevel tells a level from another word.
func (c *comparison) isLevel(word string) bool {
	_, role := complaint.RoleName(complaint.Role(word))
	return role || word == "centre" || word == "*" || c.from.Levels[word] != nil || c.to.Levels[word] != nil
}

func (c *comparison) levelName(level string) string {
	if name := c.of(func(p *policy.Policy) string { return p.Levels[level].In(c.language) }); name != "" {
		return name
	}
	return words.Level(level, c.from, c.language)
}

// told says who is told, such as "handler L1, at any time, supervision by L3".
func (c *comparison) told(value string) string {
	parts := strings.Split(value, ", ")
	said := joined(strings.Fields(parts[0]), c.language, c.levelName)
	for _, part := range parts[1:] {
		if by, ok := strings.CutPrefix(part, "supervision by "); ok {
			said += words.Say(c.language, "; supervised by ", "；督办：") + c.levelName(by)
		} else if part == "at any time" {
			said += words.Say(c.language, " (at any hour)", "（不限工作时间）")
		} else {
			said += ", " + part
		}
	}
	return said
}

// rung says a step of escalation, such as "after 1wd L1 L2, every 1wd, 3 times in all".
func (c *comparison) rung(value string) string {
	text, ok := strings.CutPrefix(value, "after ")
	if !ok {
		return value
	}
	first, rest, more := strings.Cut(text, ", ")
	fields := strings.Fields(first)
	n := len(fields)
	for n > 0 && c.isLevel(fields[n-1]) {
		n--
	}
	said := laterWord(strings.Join(fields[:n], " "), c.language) + " → "
	levels := strings.Join(fields[n:], " ")
	var after []string
	if more {
		for _, part := range strings.Split(rest, ", ") {
			if every, ok := strings.CutPrefix(part, "every "); ok {
				after = append(after, words.Say(c.language, "then ", "此后")+everyWord(every, c.language))
			} else if times, ok := strings.CutSuffix(part, " times in all"); ok {
				after = append(after, words.Say(c.language, times+" times in all", "共"+times+"次"))
			} else {
				levels += ", " + part
			}
		}
	}
	said += c.told(levels)
	for _, part := range after {
		said += words.Say(c.language, ", ", "，") + part
	}
	return said
}

// yearsWord says from when to when something holds, such as "from 2011 to 2021".
func yearsWord(years string) string {
	from, to, _ := strings.Cut(strings.TrimPrefix(years, "from "), " to ")
	year := func(said string) string {
		if len(said) == len("2006") {
			return said + "年"
		}
		return said // a day
	}
	switch {
	case to == "" && strings.HasPrefix(years, "from "):
		return year(from) + "起"
	case to == "":
		return years
	}
	return year(from) + "至" + year(to)
}

var closedDay = regexp.MustCompile(`^closed ?(.*)$`)

// openWord says opening hours.
func openWord(value, language string) string {
	if m := closedDay.FindStringSubmatch(value); m != nil {
		if m[1] != "" {
			return words.Say(language, "closed ("+m[1]+")", "休息（"+m[1]+"）")
		}
		return words.Say(language, "closed", "休息")
	}
	return strings.ReplaceAll(strings.Join(strings.Fields(value), words.Say(language, ", ", "、")), "-", "–")
}

// Zones are those of the two policies, where they are not the same.
func (c *comparison) Zones() []string {
	a, b := c.from.Zone().String(), c.to.Zone().String()
	if a == b {
		return nil
	}
	return []string{words.Named(zoneNames, a, c.language), words.Named(zoneNames, b, c.language)}
}

// diffItems are things of a policy that have no name of their own.
var diffItems = map[string]fault.Text{
	"rules": fault.Say("General", "通用"), "callback": fault.Say("Callback", "回访"), "appeal": fault.Say("Appeal", "申诉"),
	"supervision": fault.Say("Supervision", "督办"), "determination": fault.Say("Validity of complaints", "投诉判定"), "remedies": fault.Say("Remedies", "补救"),
	"batch": fault.Say("Batches", "批量事件"), "repeat": fault.Say("Repeated complaints", "重复投诉"), "hotspots": fault.Say("Hot spots", "热点"),
	"overLevel": fault.Say("Complaints taken to a higher authority", "越级投诉"), "emergency": fault.Say("Emergency plan", "应急预案"), "evidence": fault.Say("Files", "材料"),
	"way": fault.Say("Way in", "受理途径"), "suspension": fault.Say("Suspension", "中止情形"), "cause": fault.Say("Cause", "原因"),
	"assessment": fault.Say("Assessment", "考核"), "partner": fault.Say("Partner", "外部系统"), "question": fault.Say("Question at the callback", "回访问题"),
	"kind": fault.Say("Kind", "业务类型"), "signal": fault.Say("Signal", "信号"), "essential": fault.Say("Essential", "要素"), "saying": fault.Say("Saying", "用语"),
	"subject": fault.Say("Subject", "主题"), "check": fault.Say("Check", "检查"), "notices": fault.Say("Notice", "内部通知"),
	"messages": fault.Say("Message to the customer", "客户短信"), "timeline": fault.Say("History", "处理进度"),
}

// versionName names a version to choose, its number first, as long names are cut off.
func versionName(p *policy.Policy, which, language string) string {
	return p.Version + words.Say(language, ", "+which+" · ", "（"+which+"）· ") + cmp.Or(p.Title.In(language), p.Name)
}

// keptName names a version that is kept with cases by its ID.
func keptName(id, language string) string {
	name, number, _ := strings.Cut(id, "@")
	return number + words.Say(language, ", earlier · ", "（历史）· ") + name
}

// narrowed keeps the part that all is wanted of.
func (c *comparison) narrowed(part string) {
	if part != "effects" && part != "examples" && !slices.Contains(diff.Parts, part) {
		c.Part = ""
		return
	}
	for _, e := range []*shownEffects{&c.Effects, &c.Examples} {
		if e.Part != part {
			*e = shownEffects{}
		}
	}
	c.Parts = slices.DeleteFunc(c.Parts, func(p partChanges) bool { return p.Part != part })
}
