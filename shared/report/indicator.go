package report

import (
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report/paper"
)

// better says which way an indicator should go.
type better int

const (
	neither better = 0
	more    better = 1
	fewer   better = -1
)

// indicator is made of counts. A share is part ÷ whole; others say how.
type indicator struct {
	defined
	better      better
	part, whole string // counts
	value       func(*Figures) paper.Value
}

// indicators are all of them but the rates of clocks, see [clockRate].
var indicators = []indicator{
	{defined{"sortedShare", "", fault.Say("Share sorted by a person", "人工分类占比"),
		formula("Sorted ÷ received", "人工分类÷受理工单"), ours}, fewer, "sorted", "received", nil},
	{defined{"dispatchRate", "", fault.Say("Dispatch timeliness", "派单及时率"),
		formula("Dispatched within the limit ÷ R", "在派单时限内派出的投诉÷受理量"), fault.Say("found limit; formula to be checked", "派单时限；公式待核")}, more, "dispatchedInTime", "complaints", nil},
	{defined{"firstContactRate", "", fault.Say("First-contact timeliness", "首次联系及时率"),
		formula("First contacts within the limit ÷ contact limits that fall in the period", "在时限内首次联系客户数÷首次联系时限在期间到期数"), fault.Say("S-011; formula to be checked", "S-011；公式待核")}, more, "contact.inTime", "contact.due", nil},
	{defined{"handlingRate", "", fault.Say("Handling timeliness", "投诉处理及时率"),
		formula("Answered within the limit ÷ D", "在时限内答复数÷应办结量"), fault.Say("regulator's twin: concluded in time ÷ to be concluded", "监管指标“投诉事项及时办结率＝及时办结数÷应办结件数”")}, more, "answer.inTime", "answer.due", nil},
	{defined{"callbackRate", "", fault.Say("Callback rate", "回访率"),
		formula("Called back ÷ to be called back", "已回访÷应回访"), fault.Say("formula to be checked", "公式待核")}, more, "calledBack", "callbackRequired", nil},
	{defined{"reachedRate", "", fault.Say("Callback success", "回访成功率"),
		formula("Customers reached ÷ called back", "回访成功÷已回访"), fault.Say("formula to be checked", "公式待核")}, more, "reached", "calledBack", nil},
	{defined{"satisfaction", "", fault.Say("Satisfaction", "满意率"),
		formula("Satisfied ÷ (satisfied + dissatisfied), as said when last reached", "满意÷（满意＋不满意），以最后一次回访为准"), fault.Say("S-067", "S-067")}, more, "satisfied", "reached", nil},
	{defined{"firstSatisfaction", "", fault.Say("Satisfaction at the first call", "首次回访满意率"),
		formula("Satisfied when first reached ÷ customers reached", "首次回访满意÷回访成功"), ours}, more, "satisfiedFirst", "reached", nil},
	{defined{"reworkRate", "", fault.Say("Rework rate", "返工率"),
		formula("Orders returned after a dissatisfied callback ÷ called back", "回访不满意退回返工÷已回访"), fault.Say("proposal", "建议口径")}, fewer, "reworked", "calledBack", nil},
	{defined{"firstSolution", "", fault.Say("First-time solution", "一次解决率"),
		formula("Solved the first time ÷ concluded", "一次解决÷办结量"), fault.Say("S-210; days: proposal", "S-210；天数为建议值")}, more, "solvedFirst", "concluded", nil},
	{defined{"serviceQuality", "", fault.Say("Service quality index", "优质服务评价指数"),
		formula("(1 − orders about which the customer called three times ÷ business volume). The deductions of the index (satisfaction below its threshold, untrue handling, public opinion, falsified orders and the like) are left out, as their weights or inputs are not kept here; the index",
			"（1－三次来电工单÷业务量）。满意率不达标、工单处理不真实、负面舆情、弄虚作假等扣减项因无权重或数据来源，未予扣减；指数"),
		fault.Say("found: code of one provincial company's indicators; its other composite indices lack their inputs (manual calls, connections)", "某省公司指标口径；其他综合指标（营销服务规范率、业扩报装服务规范率）因缺少人工话务量、业扩数据未列")}, more, "businessCalm", "businessVolume", nil},
	{defined{"repeatRate", "", fault.Say("Repeat rate", "重复投诉率"),
		formula("P ÷ R", "重复投诉量÷受理量"), fault.Say("S-096; formula to be checked", "S-096；公式待核")}, fewer, "repeats", "complaints", nil},
	{defined{"verifiedRate", "", fault.Say("Verified rate", "属实率"),
		formula("V ÷ complaints with findings", "属实量÷已核实"), fault.Say("formula to be checked", "公式待核")}, fewer, "verified", "verifications", nil},
	{defined{"appealSuccess", "", fault.Say("Appeal success", "申诉成功率"),
		formula("A ÷ appeals decided", "申诉成功量÷申诉已决"), fault.Say("S-122", "S-122")}, neither, "appealsUpheld", "appealsDecided", nil},
	{defined{"appealShare", "", fault.Say("Share not assessed after an appeal", "申诉成功占比"),
		formula("A ÷ R; not the success rate", "申诉成功量÷受理量（非申诉成功率）"), fault.Say("S-122: 80 of 226", "S-122：226件中80件")}, neither, "appealsUpheld", "complaints", nil},
	{defined{"regulatorShare", "", fault.Say("Share by the regulator", "监管机构转办占比"),
		formula("Complaints by the regulator ÷ R", "监管机构转办÷受理量"), ours}, fewer, "regulatorComplaints", "complaints", nil},
	{defined{"customerAppealRate", "", fault.Say("Customers' appeal rate", "投诉申诉率"),
		formula("Appeals of customers ÷ concluded", "客户申诉÷办结量"), fault.Say("12398; formula to be checked", "12398；公式待核")}, fewer, "customerAppeals", "concluded", nil},
	{defined{"customerAppealFault", "", fault.Say("Appeals with fault", "申诉有责率"),
		formula("Appeals of customers with the utility at fault ÷ those decided", "客户申诉有责÷客户申诉已决"), fault.Say("12398; formula to be checked", "12398；公式待核")}, fewer, "customerAppealsAtFault", "customerAppealsDecided", nil},
	{defined{"overtimeRate", "", fault.Say("Overtime rate", "超时率"),
		formula("O ÷ D", "超时工单÷应办结量"), fault.Say("S-091", "S-091")}, fewer, "breachedOrders", "answer.due", nil},
	{defined{"complaintRate", "", fault.Say("Complaint rate", "投诉率"),
		formula("R ÷ N, the customers at the end of the period", "受理量÷期末营业户数"), fault.Say("S-092", "S-092")}, fewer, "complaints", "customers", nil},
	{defined{key: "perTenThousand", name: fault.Say("Per 10,000 customers", "万户投诉量"),
		formula: fault.Say("C ÷ N × 10,000, two decimals; “no data” without N.", "考核量÷期末营业户数×10000，保留两位小数；无户数时显示“无数据”。"), source: fault.Say("formula to be checked", "公式待核")},
		fewer, "", "", func(f *Figures) paper.Value { return paper.Decimal(f.Count("assessed")*10_000, f.Count("customers")) }},
	{defined{"completion", "", fault.Say("Target used", "指标完成"),
		formula("C ÷ T", "考核量÷指标值"), fault.Say("S-124", "S-124")}, fewer, "assessed", "target", nil},
	{defined{key: "overrun", name: fault.Say("Over target", "超标"),
		formula: fault.Say("(C − T) ÷ T × 100 %, two decimals; “no data” without a target.", "（考核量－指标值）÷指标值×100%，保留两位小数；无指标时显示“无数据”。"), source: fault.Say("S-124: (146 − 125) ÷ 125 = 16.8 %", "S-124：（146－125）÷125＝16.8%")},
		fewer, "", "", func(f *Figures) paper.Value { return paper.Growth(f.Count("assessed"), f.Count("target")) }},
	{defined{key: "expected", name: fault.Say("Target to date", "进度指标"),
		formula: fault.Say("T × days gone ÷ days of the year.", "指标值×已过天数÷全年天数。"), source: fault.Say("S-126; proposal", "S-126；建议口径")},
		neither, "", "", func(f *Figures) paper.Value { return paper.Decimal(f.Count("target")*f.daysGone, f.daysOf("target")) }},
	{defined{key: "forecast", name: fault.Say("Forecast of the year", "全年预测"),
		formula: fault.Say("C ÷ days gone × days of the year.", "考核量÷已过天数×全年天数。"), source: fault.Say("S-126; proposal", "S-126；建议口径")},
		fewer, "", "", func(f *Figures) paper.Value { return paper.Decimal(f.Count("assessed")*f.daysInYear, f.daysGone) }},
}

// given are counts that the policy gives and no case adds to.
var given = []defined{
	{"customers", "N", fault.Say("Customers", "营业户数"),
		fault.Say("Customers at the end of the period, as the policy has them; of a unit without a number of its own those of the units below it.",
			"期末营业户数（取自规则）；单位未单独列出的，取下级单位合计。"), fault.Say("base count N; S-092", "基础指标“营业户数”；S-092")},
	{"target", "T", fault.Say("Target", "指标值"),
		fault.Say("Assessed complaints that the unit may have in the year in which the period ends, as the policy has them; of a unit without a target of its own those of the units below it.",
			"期末所在年度的考核投诉量指标（取自规则）；单位未单独列出的，取下级单位合计。"), fault.Say("S-124, S-125", "S-124、S-125")},
}

// clockRate is the rate of a clock; its key follows the clock's: "answer.rate".
var clockRate = defined{"rate", "", fault.Say("Rate", "及时率"),
	formula("In time ÷ due", "及时数÷应办数"), fault.Say("投诉处理及时率", "投诉处理及时率")}

// formula is a quotient in percent.
func formula(en, zh string) fault.Text {
	return fault.Say(en+" × 100 %, rounded half-up to two decimals; “no data” when there is nothing to divide by.",
		zh+"×100%，四舍五入保留两位小数；分母为零时显示“无数据”。")
}

var indicatorOf = func() map[string]*indicator {
	at := map[string]*indicator{}
	for i := range indicators {
		at[indicators[i].key] = &indicators[i]
	}
	return at
}()
