package report

import "github.com/redress/redress/shared/fault"

// say gives a word of the renderings in the report's language.
func say(word, language string) string { return words[word].In(language) }

// words are everything that the renderings say beside figures, definitions
// and what the policy names.
var words = map[string]fault.Text{
	"title":       fault.Say("SLA breach report", "时限超时报表"),
	"period":      fault.Say("Period", "统计期间"),
	"through":     fault.Say("to", "至"),
	"asOf":        fault.Say("As of", "统计时点"),
	"scope":       fault.Say("Scope", "统计范围"),
	"company":     fault.Say("whole company", "全公司"),
	"noUnit":      fault.Say("without a unit", "未派单位"),
	"policy":      fault.Say("Rules", "规则版本"),
	"zone":        fault.Say("Times are those of", "时间所用时区"),
	"headline":    fault.Say("At a glance", "概览"),
	"byClock":     fault.Say("Time limits", "各时限完成情况"),
	"byUnit":      fault.Say("Units", "各单位完成情况"),
	"breaches":    fault.Say("Breaches", "超时明细"),
	"definitions": fault.Say("What each figure means", "指标口径"),
	"byUnitNote": fault.Say("Each row includes the units below it. In each cell: the rate, and deadlines kept of deadlines due.",
		"各行均含下级单位。单元格内为及时率及“及时数/应办数”。"),
	"byClockNote":    fault.Say("Deadlines in the period for the whole scope.", "统计范围内在统计期间到期的时限。"),
	"none":           fault.Say("No deadline was missed.", "统计期间内没有超时。"),
	"noData":         fault.Say(NoData, "无数据"),
	"total":          fault.Say("Total", "合计"),
	"unit":           fault.Say("Unit", "单位"),
	"level":          fault.Say("Level", "层级"),
	"clock":          fault.Say("Time limit", "时限"),
	"limit":          fault.Say("Limit", "限期"),
	"received":       fault.Say("Received", "受理量"),
	"complaints":     fault.Say("Complaints", "其中投诉"),
	"duplicates":     fault.Say("Duplicates", "重复工单"),
	"sorted":         fault.Say("Sorted by a person", "人工分类"),
	"sortedShare":    fault.Say("Share sorted by a person", "人工分类占比"),
	"orders":         fault.Say("Orders with a deadline", "到期工单"),
	"breached":       fault.Say("Orders with a breach", "超时工单"),
	"openOrders":     fault.Say("Open orders", "未办结工单"),
	"reworks":        fault.Say("Rework rounds", "返工次数"),
	"due":            fault.Say("Due", "应办数"),
	"inTime":         fault.Say("In time", "及时数"),
	"late":           fault.Say("Late", "超时数"),
	"lateOpen":       fault.Say("of which open", "其中未完成"),
	"notYetDue":      fault.Say("Not yet due", "未到期"),
	"cancelled":      fault.Say("Cancelled", "已取消"),
	"rate":           fault.Say("Rate", "及时率"),
	"closed":         fault.Say("Closed", "已办结"),
	"reference":      fault.Say("Reference", "工单编号"),
	"kind":           fault.Say("Kind", "业务类型"),
	"class":          fault.Say("Class", "分类"),
	"round":          fault.Say("Round", "轮次"),
	"dueAt":          fault.Say("Due", "到期时间"),
	"endedAt":        fault.Say("Done", "完成时间"),
	"open":           fault.Say("still open", "未完成"),
	"minutesLate":    fault.Say("Minutes late", "超时分钟"),
	"daysLate":       fault.Say("Working days late", "超时工作日"),
	"foundAt":        fault.Say("Found", "发现时间"),
	"told":           fault.Say("Who was told when", "通知记录"),
	"nobody":         fault.Say("nobody", "未通知"),
	"supervision":    fault.Say("Supervision", "督办"),
	"opened":         fault.Say("opened", "开启"),
	"released":       fault.Say("released", "解除"),
	"corrected":      fault.Say("by what is known now", "按现有信息"),
	"correctedDueAt": fault.Say("Due by what is known now", "更正后时限"),
	"wouldBeMet":     fault.Say("Would be in time", "更正后是否按时"),
	"yes":            fault.Say("yes", "是"),
	"no":             fault.Say("no", "否"),
	"row":            fault.Say("Row", "行类型"),
	"symbol":         fault.Say("Figure", "指标"),
	"formula":        fault.Say("Definition and formula", "定义与公式"),
	"source":         fault.Say("Source", "依据"),
	"warning":        fault.Say("warning", "预警"),
	"breach":         fault.Say("breach", "超时"),
	"escalation":     fault.Say("escalation", "升级"),
	"handler":        fault.Say("handler", "承办人"),
	"centre":         fault.Say("centre", "客服中心"),

	"breachCount": fault.Say("Breaches", "超时次数"),

	"limit.m":       fault.Say("# minutes", "#分钟"),
	"limit.h":       fault.Say("# hours", "#小时"),
	"limit.wd":      fault.Say("# working days", "#个工作日"),
	"limit.d":       fault.Say("# days", "#天"),
	"limit.working": fault.Say(" of working time", "（工作时间）"),

	"row.total":       fault.Say("total", "合计"),
	"row.total.limit": fault.Say("total, one limit", "合计-时限"),
	"row.unit":        fault.Say("unit", "单位"),
	"row.unit.limit":  fault.Say("unit, one limit", "单位-时限"),
	"row.breach":      fault.Say("breach", "超时明细"),

	"resolved":     fault.Say("Resolved", "已解决"),
	"explained":    fault.Say("Explained", "解释办结"),
	"referred":     fault.Say("Referred", "转办"),
	"dissatisfied": fault.Say("Dissatisfied", "不满意办结"),
	"unreached":    fault.Say("Not reached", "未联系上"),
	"invalid":      fault.Say("Invalid", "无效"),
	"withdrawn":    fault.Say("Withdrawn", "撤诉"),
}

// named says a word that data brought, such as a level; one that is not known
// is said as it is.
func named(word, language string) string {
	if t, ok := words[word]; ok {
		return t.In(language)
	}
	return word
}
