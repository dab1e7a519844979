package report

import (
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Definition says what a figure means, how it is computed and where that
// stands. It is the only place that does; every rendering repeats it.
type Definition struct {
	Key     string `json:"key"` // of the figure in the JSON form
	Symbol  string `json:"symbol,omitempty"`
	Name    string `json:"name"`
	Formula string `json:"formula"`
	Source  string `json:"source"`
}

// defined is a definition in both languages.
type defined struct {
	key, symbol           string
	name, formula, source fault.Text
}

// definitions gives every definition in a language.
func definitions(p *policy.Policy, language string) []Definition {
	var list []Definition
	for _, d := range defines {
		source := d.source.In(language)
		if d.key == "workingDaysLate" && p.Calendar.Source() != "" {
			source += "; " + p.Calendar.Source()
		}
		list = append(list, Definition{d.key, d.symbol, d.name.In(language), d.formula.In(language), source})
	}
	return list
}

var ownRule = fault.Say("counting rule of this report", "本报表统计口径")

var defines = []defined{
	{"received", "R", fault.Say("Received", "受理量"),
		fault.Say("Orders received in the period, duplicates left out; a receipt at the last 24:00 is of the next period. Complaints among them are shown beside it.",
			"统计期间内受理的工单数，不含重复工单；期末24:00受理的计入下一期间。其中投诉单独列示。"),
		fault.Say("base count 受理量; S-122", "基础指标“受理量”；S-122")},
	{"duplicates", "", fault.Say("Duplicates", "重复工单"),
		fault.Say("Orders received in the period and closed as duplicates. The original is counted once; a duplicate is in no other figure.",
			"统计期间内受理并按重复办结的工单数。同一事项只计原工单一次，重复工单不计入其他指标。"),
		fault.Say("S-084", "S-084")},
	{"sorted", "S", fault.Say("Sorted by a person", "人工分类"),
		fault.Say("Received orders that stood in sorting at least once up to as-of: triage was unsure, found no unit or held them, a unit refused them, or they were reopened without a unit.",
			"受理量中截至统计时点曾进入人工分类的工单数：研判把握不足、未找到承办单位或信息不全，承办单位退单，或重新受理时无承办单位。"), ownRule},
	{"sortedShare", "", fault.Say("Share sorted by a person", "人工分类占比"),
		fault.Say("Sorted ÷ received × 100 %, rounded half-up to two decimals; “no data” when nothing was received.",
			"人工分类÷受理量×100%，四舍五入保留两位小数；受理量为零时显示“无数据”。"), ownRule},
	{"orders", "", fault.Say("Orders with a deadline", "到期工单"),
		fault.Say("Orders with at least one deadline in the period, whatever became of it. Breached and open orders, rework rounds and outcomes are about these.",
			"至少有一项时限在统计期间到期的工单数（不论结果）。超时工单、未办结工单、返工次数和办结结果均按此范围统计。"), ownRule},
	{"due", "D", fault.Say("Due", "应办数"),
		fault.Say("Deadlines of the limit that fall in the period: in time + late. A deadline at 24:00 belongs to the day that ends there. Each round counts by itself.",
			"该时限在统计期间到期的数量，等于及时数加超时数。24:00到期的计入当日；每一轮次分别计算。"),
		fault.Say("base count 应办结量: orders whose limit falls in the period; orders still open after it count as not timely",
			"基础指标“应办结量”：时限落在统计期间的工单，超过时限仍未办结的按不及时计")},
	{"inTime", "", fault.Say("In time", "及时数"),
		fault.Say("Done at or before the due instant.", "在时限届满时或之前完成的数量。"),
		fault.Say("供电服务十项承诺 (2022), no. 10; S-011", "《供电服务“十项承诺”》（2022）第十条；S-011")},
	{"late", "", fault.Say("Late", "超时数"),
		fault.Say("Done after the due instant, or still open past it at as-of. A recorded breach is never taken back.",
			"超过时限完成，或至统计时点已超过时限仍未完成的数量。已记录的超时不撤销。"),
		fault.Say("S-091 (overtime in each handling step)", "S-091（各处理环节的超时现象）")},
	{"rate", "", fault.Say("Rate", "及时率"),
		fault.Say("In time ÷ due × 100 %, rounded half-up to two decimals; “no data” when nothing was due.",
			"及时数÷应办数×100%，四舍五入保留两位小数；应办数为零时显示“无数据”。"),
		fault.Say("投诉处理及时率; regulator's 投诉事项及时办结率 = concluded in time ÷ to be concluded", "投诉处理及时率；监管指标“投诉事项及时办结率＝及时办结数÷应办结件数”")},
	{"notYetDue", "", fault.Say("Not yet due", "未到期"),
		fault.Say("Deadlines in the period that lie after as-of, done or not, and paused ones. Not in the rate.",
			"统计期间内但晚于统计时点的时限（不论是否已完成），以及暂停计时的时限。不计入及时率。"), ownRule},
	{"cancelled", "", fault.Say("Cancelled", "已取消"),
		fault.Say("Deadlines that fell away before they were due, because the order was closed or its kind changed. Not in the rate.",
			"到期前因工单办结或业务类型变更而不再适用的时限。不计入及时率。"), ownRule},
	{"breachedOrders", "O", fault.Say("Orders with a breach", "超时工单"),
		fault.Say("Orders with at least one late deadline in the period; each counts once.", "统计期间内至少有一项时限超时的工单数，每单计一次。"),
		fault.Say("base count 超时工单量; S-091", "基础指标“超时工单量”；S-091")},
	{"reworkRounds", "", fault.Say("Rework rounds", "返工次数"),
		fault.Say("Rounds of rework of these orders so far, begun by a dissatisfied callback or by order.", "上述工单截至统计时点因回访不满意或责令返工而重新处理的轮次合计。"),
		fault.Say("S-210 (first-time solution)", "S-210（一次解决率）")},
	{"closed", "", fault.Say("Closed, by outcome", "办结结果"),
		fault.Say("These orders by the way in which they stood closed at as-of; the others are open.", "上述工单在统计时点的办结结果，其余为未办结。"), ownRule},
	{"minutesLate", "", fault.Say("Minutes late", "超时分钟"),
		fault.Say("From due to done or to the closing of the order, or to as-of while open, in begun minutes by the clock.", "自时限届满至完成或工单办结（未完成的至统计时点）的自然时间，不足一分钟按一分钟计。"),
		fault.Say("hours and minutes run day and night", "分钟、小时按自然时间连续计算")},
	{"workingDaysLate", "", fault.Say("Working days late", "超时工作日"),
		fault.Say("Working days after the due day, up to and including the day it was done, or of as-of while open.",
			"时限届满日之后至完成当日（未完成的至统计时点当日，含当日）的工作日数。"),
		fault.Say("working days with adjusted workdays", "工作日（含调休上班日）")},
	{"told", "", fault.Say("Who was told when", "通知记录"),
		fault.Say("Warnings before the deadline, the breach and the reminders after it, when they were sent and to which levels of the ladder.",
			"到期前预警、超时通知及其后升级提醒的发送时间和通知层级。"),
		fault.Say("S-136 (warning and urging); supervision S-130, S-134", "S-136（预警、催办）；督办S-130、S-134")},
	{"unit", "", fault.Say("Unit", "单位"),
		fault.Say("The unit that holds the order when the report is built, with every unit above it.", "出具报表时承办工单的单位，并逐级计入其上级单位。"), ownRule},
}
