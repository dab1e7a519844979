package board

import (
	"cmp"
	"html/template"
	"regexp"
	"strings"

	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/whatif"
)

// funcs are the functions of the templates of what leaders read.
func funcs(language string, p *policy.Policy) template.FuncMap {
	counts := map[string]bool{}
	for _, c := range report.AllListed(p) {
		counts[c.Key] = true
	}
	return template.FuncMap{
		// listed tells of a figure whether its cases can be listed.
		"listed": func(key string) bool { return counts[key] },
		"values": func(field string, values []string) string {
			return joined(values, language, func(v string) string { return words.Value(field, v, language) })
		},
		"kindname": func(code string) string { return kindName(code, p, language) },
		"kinds": func(codes []string) string {
			return joined(codes, language, func(c string) string { return kindName(c, p, language) })
		},
		"codes": func(codes []string) string { return joined(codes, language, func(c string) string { return c }) },
		"levels": func(levels []string) string {
			return joined(levels, language, func(l string) string { return words.Level(l, p, language) })
		},
		"reportformat":  func(name string) string { return words.Named(reportFormats, name, language) },
		"reportfilters": func(f report.Filter) []string { return reportFilters(f, language) },
		"reportbad":     reportBad,
		"reportwrong":   reportWrong,
		"both":          func(own, draft int) whatif.Pair { return whatif.Pair{Own: own, Draft: draft} },
		"laterword":     func(offset string) string { return laterWord(offset, language) },
		"everyword":     func(offset string) string { return everyWord(offset, language) },
		"effectword":    func(outcome string) string { return effectWord(outcome, p, language) },
		"noticename":    func(kind string) string { return noticeName(kind, language) },
		"partname":      func(part string) string { return words.Named(diffParts, part, language) },
		"fieldname":     func(name string) string { return words.Named(diffFields, name, language) },
		"weekdayname":   func(day int) string { return weekdays[day%7].In(language) },
		"monthname":     func(month int) string { return months[(month+11)%12].In(language) },
	}
}

// reportFilters are the limits of what a report counts beside the unit.
func reportFilters(f report.Filter, language string) (list []string) {
	for _, one := range []struct{ field, value string }{{"class", f.Class}, {"region", f.Region}, {"area", f.Area}, {"channel", f.Channel}, {"grade", f.Grade}} {
		if one.value != "" {
			list = append(list, words.Value(one.field, one.value, language))
		}
	}
	return list
}

// reportBad marks a field that was refused, and points to the reason.
func reportBad(wrong map[string]string, field string) template.HTMLAttr {
	if wrong[field] == "" {
		return ""
	}
	return template.HTMLAttr(` aria-invalid="true" aria-describedby="w-` + template.HTMLEscapeString(field) + `"`)
}

// reportWrong is the reason beside a field.
func reportWrong(wrong map[string]string, field string) template.HTML {
	if wrong[field] == "" {
		return ""
	}
	return template.HTML(`<span class="wrong" id="w-` + template.HTMLEscapeString(field) + `">` + template.HTMLEscapeString(wrong[field]) + `</span>`)
}

// laterWord says how long after a breach something comes, such as "1wd@09:00".
func laterWord(offset, language string) string {
	span, at, _ := strings.Cut(offset, "@")
	word := words.Say(language, words.Limit(span, language)+" later", "超时后"+words.Limit(span, language))
	if at != "" {
		word += words.Say(language, ", at "+at, "的"+at)
	}
	return word
}

// everyWord says how often something comes again.
func everyWord(offset, language string) string {
	span, at, _ := strings.Cut(offset, "@")
	word := words.Say(language, "every "+words.Limit(span, language), "每"+words.Limit(span, language))
	if span == "1wd" {
		word = words.Say(language, "every working day", "每个工作日")
	}
	if at != "" {
		word += words.Say(language, " at "+at, at)
	}
	return word
}

var effect = regexp.MustCompile(`^(.*) \((.*) by (clock|kind|variant) ?(.*)\)$`)

// effectWord says an outcome of a comparison, such as "2026-09-30 08:40 (20m by clock)".
func effectWord(outcome string, p *policy.Policy, language string) string {
	if outcome == "none" {
		return words.Say(language, "no such limit", "无此时限")
	}
	m := effect.FindStringSubmatch(outcome)
	if m == nil {
		return outcome
	}
	by := map[string]string{
		"kind":    words.Say(language, ", of the kind "+kindName(m[4], p, language), "，按业务类型“"+kindName(m[4], p, language)+"”"),
		"variant": words.Say(language, ", by special limit "+m[4], "，按特殊时限"+m[4]),
	}[m[3]]
	return m[1] + words.Say(language, " (", "（") + words.Limit(m[2], language) + by + words.Say(language, ")", "）")
}

// noticeName is what a kind of notice is called; one that comes again says so.
func noticeName(kind, language string) string {
	first, again := strings.CutSuffix(kind, ".again")
	name := words.Named(noticeNames, first, language)
	if again {
		return words.Say(language, name+", again", "再次"+name)
	}
	return name
}

var noticeNames = map[string]fault.Text{
	"alarm": fault.Say("alarm", "告警"), "dispatched": fault.Say("dispatched", "派单"), "reassigned": fault.Say("reassigned", "改派"),
	"reconciliation": fault.Say("reconciliation", "时限核对"), "repeat": fault.Say("repeated complaint", "重复投诉"), "report": fault.Say("report", "报表"),
	"rework": fault.Say("rework", "重新处理"), "supervision": fault.Say("supervision", "督办"), "urge": fault.Say("urge", "催办"),
	"warning": fault.Say("warning", "预警"), "breach": fault.Say("breach", "超时"), "escalation": fault.Say("escalation", "升级"),
	"major": fault.Say("major matter", "重大事项"), "promise": fault.Say("promise", "承诺变更"), "batch": fault.Say("batch", "批量事件"),
}

var reportFormats = map[string]fault.Text{
	"html": fault.Say("Page", "网页"), "csv": fault.Say("CSV", "CSV"), "xlsx": fault.Say("Excel", "Excel"), "json": fault.Say("JSON", "JSON"),
}

var weekdays = []fault.Text{
	fault.Say("Sun", "日"), fault.Say("Mon", "一"), fault.Say("Tue", "二"), fault.Say("Wed", "三"), fault.Say("Thu", "四"), fault.Say("Fri", "五"), fault.Say("Sat", "六"),
}

var months = []fault.Text{
	fault.Say("January", "1月"), fault.Say("February", "2月"), fault.Say("March", "3月"), fault.Say("April", "4月"), fault.Say("May", "5月"), fault.Say("June", "6月"),
	fault.Say("July", "7月"), fault.Say("August", "8月"), fault.Say("September", "9月"), fault.Say("October", "10月"), fault.Say("November", "11月"), fault.Say("December", "12月"),
}

// diffParts are what the parts of a policy are called.
var diffParts = map[string]fault.Text{
	"pack": fault.Say("The pack", "规则包"), "calendar": fault.Say("Calendar", "日历"), "clock": fault.Say("Time limits", "时限"), "kind": fault.Say("Kinds of matters", "业务类型"),
	"scene": fault.Say("Scenes", "场景"), "unit": fault.Say("Units", "单位"), "route": fault.Say("Routes", "派单路径"), "duty": fault.Say("Duty rotas", "值班表"),
	"tell": fault.Say("Who is told", "通知对象"), "class": fault.Say("Classes", "投诉分类"), "triage": fault.Say("Triage", "研判"), "audit": fault.Say("Audit", "稽核"),
	"report": fault.Say("Reports", "报表"), "text": fault.Say("Texts", "文本"),
}

// diffFields are what fields of a policy are called, where the code does not speak for itself.
var diffFields = map[string]fault.Text{
	"target": fault.Say("limit", "时限"), "warnings": fault.Say("warnings", "预警点"), "title": fault.Say("title", "名称"), "name": fault.Say("name", "名称"),
	"source": fault.Say("source", "依据"), "hours": fault.Say("hours", "工作时间"), "levels": fault.Say("levels", "层级"), "breach": fault.Say("on breach", "超时通知"),
	"ladder": fault.Say("ladder", "升级阶梯"), "version": fault.Say("version", "版本"), "parent": fault.Say("unit above", "上级单位"), "regions": fault.Say("regions", "区域"),
	"quiet": fault.Say("quiet", "静默"), "promised": fault.Say("promised", "对客户承诺"), "pausable": fault.Say("may pause", "可中止"), "unit": fault.Say("unit", "单位"),
	"zh": fault.Say("in Chinese", "中文"), "en": fault.Say("in English", "英文"),
}

// kindName is what the policy calls a kind of matters.
func kindName(code string, p *policy.Policy, language string) string {
	k, _ := p.Kind(code)
	return cmp.Or(k.Name.In(language), code)
}

// joined says several things, one after the other.
func joined(all []string, language string, name func(string) string) string {
	names := make([]string, len(all))
	for i, one := range all {
		names[i] = name(one)
	}
	return strings.Join(names, words.Say(language, ", ", "、"))
}
