package board

import (
	"cmp"
	"html/template"
	"maps"
	"regexp"
	"strings"

	"github.com/redress/redress/functions/pages/words"
	reportfn "github.com/redress/redress/functions/report"
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
	all := template.FuncMap{
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
		"figurefull":    func(f report.Listed) string { return figureFull(f, language) },
		"reporttitle":   func(kind, own string) string { return reportTitle(kind, own, language) },
		"reportperiod":  func(from, to string) string { return reportPeriod(from, to, p.Zone(), language) },
		"figurename": func(kind string, f reportfn.Figure, own string) template.HTML {
			return figureName(kind, f, own, p, language)
		},
		"figurevalue": func(value, own string) template.HTML { return figureValue(value, own, language) },
		"reportbad":   reportBad,
		"reportwrong": reportWrong,
		"both":        func(own, draft int) whatif.Pair { return whatif.Pair{Own: own, Draft: draft} },
		"laterword":   func(offset string) string { return laterWord(offset, language) },
		"everyword":   func(offset string) string { return everyWord(offset, language) },
		"effectword":  func(outcome string) string { return effectWord(outcome, p, language) },
		"noticename":  func(kind string) string { return noticeName(kind, language) },
		"partname":    func(part string) string { return words.Named(diffParts, part, language) },
		"weekdayname": func(day int) string { return weekdays[day%7].In(language) },
		"monthname":   func(month int) string { return months[(month+11)%12].In(language) },
	}
	maps.Copy(all, ruleFuncs(language, p))
	return all
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

var effect = regexp.MustCompile(`^(.*) \((.*) by (clock|kind|variant)(?: (.*?))?(, provisional)?\)$`)

// effectWord says an outcome of a comparison, such as "2026-09-30 08:40 (20m by clock)".
func effectWord(outcome string, p *policy.Policy, language string) string {
	if outcome == "none" {
		return words.Say(language, "no such deadline", "无此时限")
	}
	m := effect.FindStringSubmatch(outcome)
	if m == nil {
		return outcome
	}
	by := map[string]string{
		"kind":    words.Say(language, ", for the kind “"+kindName(m[4], p, language)+"”", "，按业务类型“"+kindName(m[4], p, language)+"”"),
		"variant": words.Say(language, ", by special deadline "+m[4], "，按特殊时限"+m[4]),
	}[m[3]]
	if m[5] != "" {
		by += words.Say(language, ", provisional", "，暂定")
	}
	return m[1] + words.Say(language, " (", "（") + strings.Replace(words.Limit(m[2], language), "（不顺延）", "，不顺延", 1) + by + words.Say(language, ")", "）")
}

// noticeName is what a kind of notice is called; one that comes again says so.
func noticeName(kind, language string) string {
	first, again := strings.CutSuffix(kind, ".again")
	name := words.Named(noticeNames, first, language)
	if again {
		return words.Say(language, name+" (again)", "再次"+name)
	}
	return name
}

var noticeNames = map[string]fault.Text{
	"alarm": fault.Say("Alarm", "告警"), "dispatched": fault.Say("Dispatched", "派单"), "reassigned": fault.Say("Reassigned", "改派"),
	"reconciliation": fault.Say("Daily check of deadlines", "时限核对"), "repeat": fault.Say("Repeated complaint", "重复投诉"), "report": fault.Say("Report", "报表"),
	"rework": fault.Say("Rework", "返工"), "supervision": fault.Say("Supervision", "督办"), "urge": fault.Say("Customer's reminder", "催办"),
	"warning": fault.Say("Warning", "预警"), "breach": fault.Say("Deadline missed", "超时"), "escalation": fault.Say("Escalation", "升级"),
	"major": fault.Say("Major matter", "重大事项"), "promise": fault.Say("Promise changed", "承诺变更"), "batch": fault.Say("Batch", "批量事件"), "report.failed": fault.Say("Report failed", "报表失败"),
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
	"pack": fault.Say("The pack", "规则包"), "calendar": fault.Say("Calendar", "日历"), "clock": fault.Say("Deadlines", "时限"), "kind": fault.Say("Kinds of matters", "业务类型"),
	"scene": fault.Say("Matters that count as complaints", "应转投诉情形"), "unit": fault.Say("Units", "单位"), "route": fault.Say("Routes", "派单路径"), "duty": fault.Say("Duty rotas", "值班表"),
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
	"warning": fault.Say("warning", "预警"), "rung": fault.Say("escalation", "升级"), "variant": fault.Say("special deadline", "特殊时限"),
	"unset": fault.Say("not set", "未设定"), "after": fault.Say("starts after", "起算"), "pauseCap": fault.Say("longest suspension", "中止上限"),
	"holder": fault.Say("who has to act", "责任层级"), "valid": fault.Say("valid", "有效期"), "refer": fault.Say("handed over to", "转交"),
	"zone": fault.Say("time zone", "时区"), "dayEnd": fault.Say("end of the day", "每日截止"), "years": fault.Say("years", "年份"), "layers": fault.Say("made of", "日历组成"),
	"mon": fault.Say("Monday", "周一"), "tue": fault.Say("Tuesday", "周二"), "wed": fault.Say("Wednesday", "周三"), "thu": fault.Say("Thursday", "周四"),
	"fri": fault.Say("Friday", "周五"), "sat": fault.Say("Saturday", "周六"), "sun": fault.Say("Sunday", "周日"),
	"level": fault.Say("level", "层级"), "when": fault.Say("for", "适用"), "why": fault.Say("why", "原因"), "place": fault.Say("place in the list", "顺序"),
	"phrases": fault.Say("phrases", "词语"), "negations": fault.Say("negations", "否定词"), "from": fault.Say("from", "来源"), "classes": fault.Say("classes", "分类"),
	"kinds": fault.Say("kinds", "业务类型"), "grades": fault.Say("grades", "等级"), "grade": fault.Say("grade", "等级"), "urgency": fault.Say("urgency", "紧急程度"),
	"signals": fault.Say("signals", "信号"), "danger": fault.Say("danger", "危险"), "group": fault.Say("group", "工作组"), "returned": fault.Say("told of a return", "退回通知"),
	"supervision": fault.Say("supervised by", "督办"), "overLevel": fault.Say("taken to a superior body", "越级"), "question": fault.Say("question", "问题"),
	"text": fault.Say("text", "文本"), "type": fault.Say("type", "类型"), "option": fault.Say("option", "选项"), "fields": fault.Say("fields", "字段"),
	"amount": fault.Say("amount", "金额"), "channel": fault.Say("channel", "渠道"), "way": fault.Say("way in", "受理途径"), "appeals": fault.Say("appeals", "受理申诉"),
	"takes": fault.Say("takes", "承接"), "attempts": fault.Say("attempts", "次数"), "apart": fault.Say("time between", "间隔"), "window": fault.Say("within", "期限"),
	"count": fault.Say("number", "数量"), "neutral": fault.Say("“basically satisfied” counts as", "“基本满意”计为"), "dissatisfied": fault.Say("closes dissatisfied cases", "不满意办结审批"),
	"satisfaction": fault.Say("satisfaction asks", "满意度询问"), "stages": fault.Say("stages", "级数"), "signatures": fault.Say("signatures", "签字数"),
	"instruction": fault.Say("instruction", "说明"), "ways": fault.Say("ways", "途径"), "criterion": fault.Say("criterion", "标准"), "currency": fault.Say("currency", "币种"),
	"approval": fault.Say("approval up to", "审批额度"), "own": fault.Say("without approval up to", "自主额度"), "writtenReply": fault.Say("written reply", "书面答复"),
	"types": fault.Say("types", "类型"), "size": fault.Say("largest file", "单个上限"), "perCase": fault.Say("files for a case", "每单数量"), "sizes": fault.Say("sizes", "规模"),
	"leaders": fault.Say("leaders told from", "通知领导次数"), "alike": fault.Say("likeness", "相似度"), "threshold": fault.Say("threshold", "阈值"),
	"severity": fault.Say("severity", "严重程度"), "test": fault.Say("test", "检查方法"), "repeated": fault.Say("repeated", "重复"), "shortest": fault.Say("shortest", "最短"), "hold": fault.Say("holds the case", "暂缓"),
	"shift": fault.Say("shift", "班次"), "absent": fault.Say("absent", "缺勤"), "language": fault.Say("language", "语言"), "acknowledged": fault.Say("acknowledgement valid for", "签收有效期"),
	"reconciliation": fault.Say("daily check at", "时限核对时间"), "intake.textLimit": fault.Say("characters of a complaint", "投诉内容字数"),
	"intake.backDate": fault.Say("receipt may lie back", "补录时限"), "intake.confidential": fault.Say("confidential", "可保密"), "urges.apart": fault.Say("time between reminders", "催办间隔"),
	"rating.window": fault.Say("rating within", "评价期限"), "reopening.window": fault.Say("reopening within", "重启期限"), "reopening.clocks": fault.Say("deadlines after reopening", "重启后时限"),
	"suspension.cap": fault.Say("longest suspension", "中止上限"), "vulnerable.attempts": fault.Say("attempts, vulnerable customers", "特殊客户次数"), "vulnerable.hint": fault.Say("hint, vulnerable customers", "特殊客户提示"),
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
