package report

import (
	"slices"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// dueCounts are about the orders with a deadline in the period.
var dueCounts = []count{
	{defined{"orders", "", fault.Say("Orders with a deadline", "到期工单"),
		fault.Say("Orders with at least one deadline in the period, whatever became of it. Breached and open orders, rework rounds and outcomes are about these.",
			"至少有一项时限在统计期间到期的工单数（不论结果）。超时工单、未办结工单、返工次数和办结结果均按此范围统计。"), ours}, withDeadline(always)},
	{defined{"breachedOrders", "O", fault.Say("Orders with a breach", "超时工单"),
		fault.Say("Orders with at least one late deadline in the period; each counts once.", "统计期间内至少有一项时限超时的工单数，每单计一次。"),
		fault.Say("base count O; S-091", "基础指标“超时工单量”；S-091")}, withDeadline((*order).breached)},
	{defined{"openOrders", "", fault.Say("Open orders", "未办结工单"),
		fault.Say("Orders with a deadline in the period that are open at as-of; in a list of open orders, all that are.", "到期工单中截至统计时点未办结的工单数；在办工单清单为全部在办工单。"), ours},
		withDeadline(func(o *order) bool { return !o.closed })},
	{defined{"overdueOrders", "", fault.Say("Overdue orders", "超时在办工单"),
		fault.Say("Orders with at least one limit that has passed and whose deed is still to be done at as-of.", "至统计时点至少有一项时限已届满而尚未完成的在办工单数，每单计一次。"),
		fault.Say("S-091", "S-091")}, withDeadline((*order).overdue)},
	{defined{"nearOrders", "", fault.Say("Near orders", "临近超时工单"),
		fault.Say("Orders with at least one near limit and none overdue.", "至少有一项时限临近超时且无超时未完成时限的在办工单数，每单计一次。"),
		fault.Say("S-136", "S-136")}, withDeadline((*order).nearing)},
	{defined{"dueToday", "", fault.Say("Due today", "当日到期"),
		fault.Say("Orders with at least one limit that is still to be met and ends on the day of as-of.", "至少有一项未完成时限在统计时点当日24:00前到期的在办工单数，每单计一次。"), ours},
		withDeadline((*order).dueToday)},
	{defined{"reworkRounds", "", fault.Say("Rework rounds", "返工次数"),
		fault.Say("Rounds of rework of these orders so far, begun by a dissatisfied callback or by order.", "上述工单截至统计时点因回访不满意或责令返工而重新处理的轮次合计。"),
		fault.Say("S-210 (first-time solution)", "S-210（一次解决率）")},
		func(o *order) int64 {
			if o.duplicate || len(o.deadlines) == 0 {
				return 0
			}
			return o.reworks()
		}},
}

// outcomes are the ways to close an order that count.
var outcomes = []struct {
	complaint.Outcome
	name fault.Text
}{
	{complaint.Resolved, fault.Say("Resolved", "已解决")},
	{complaint.Explained, fault.Say("Explained", "解释办结")},
	{complaint.Referred, fault.Say("Referred", "转办")},
	{complaint.Dissatisfied, fault.Say("Dissatisfied", "不满意办结")},
	{complaint.Unreached, fault.Say("Not reached", "未联系上")},
	{complaint.Invalid, fault.Say("Invalid", "无效")},
	{complaint.Withdrawn, fault.Say("Withdrawn", "撤诉")},
}

// outcomeCounts are "closed.resolved" and so on.
func outcomeCounts() (list []count) {
	for _, way := range outcomes {
		list = append(list, count{defined{"closed." + string(way.Outcome), "", way.name,
			fault.Say("Orders with a deadline in the period that stood closed in this way at as-of.", "到期工单中截至统计时点按此结果办结的工单数。"), ours},
			withDeadline(func(o *order) bool { return o.closed && o.Outcome == way.Outcome })})
	}
	return list
}

// calledCounts are about the orders whose call to the customer was due in the period.
var calledCounts = []count{
	{defined{"callbackRequired", "", fault.Say("To be called back", "应回访"),
		fault.Say("Orders with a callback limit in the period that was not cancelled.", "回访时限在统计期间到期且未取消的工单数。"), ours}, called(always)},
	{defined{"calledBack", "", fault.Say("Called back", "已回访"),
		fault.Say("Of these, orders with at least one attempt to call the customer.", "应回访工单中至少回访一次的工单数。"), ours},
		called(func(o *order) bool { return len(o.calls()) > 0 })},
	{defined{"reached", "", fault.Say("Customers reached", "回访成功"),
		fault.Say("Of these, orders whose customer was reached and gave an opinion.", "应回访工单中联系上客户并取得评价的工单数。"), ours},
		called(func(o *order) bool {
			_, said := o.verdict(false)
			return said
		})},
	{defined{"satisfied", "", fault.Say("Satisfied", "满意"),
		fault.Say("Of these, orders whose customer was satisfied when last reached.", "应回访工单中最后一次回访客户表示满意的工单数。"), fault.Say("S-067", "S-067")},
		called(func(o *order) bool {
			satisfied, said := o.verdict(false)
			return said && satisfied
		})},
	{defined{"satisfiedFirst", "", fault.Say("Satisfied at the first call", "首次回访满意"),
		fault.Say("Of these, orders whose customer was satisfied when first reached.", "应回访工单中首次回访客户即表示满意的工单数。"), ours},
		called(func(o *order) bool {
			satisfied, said := o.verdict(true)
			return said && satisfied
		})},
	{defined{"dissatisfied", "", fault.Say("Dissatisfied", "不满意"),
		fault.Say("Of these, orders whose customer was dissatisfied when last reached.", "应回访工单中最后一次回访客户表示不满意的工单数。"), fault.Say("S-067", "S-067")},
		called(func(o *order) bool {
			satisfied, said := o.verdict(false)
			return said && !satisfied
		})},
	{defined{"reworked", "", fault.Say("Returned after a callback", "回访后返工"),
		fault.Say("Of these, orders with at least one call in which the customer was dissatisfied.", "应回访工单中至少有一次回访不满意退回返工的工单数。"), fault.Say("proposal", "建议口径")},
		called(func(o *order) bool {
			return slices.ContainsFunc(o.calls(), func(c complaint.Call) bool { return c.Satisfied != nil && !*c.Satisfied })
		})},
}
