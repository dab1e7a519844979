package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// defined says what a figure means, how it is computed and where that stands.
// Nothing else does; every report repeats it.
type defined struct {
	key, symbol           string
	name, formula, source fault.Text
}

// count is a number of orders, or of something that each order has some of.
type count struct {
	defined
	of func(*order) int64
}

// ours is the source of what no document defines.
var ours = fault.Say("counting rule of these reports", "本报表统计口径")

// counts are all counts but those of clocks, outcomes and questions. Duplicates
// are in the count of that name alone: a matter is counted once, with the
// original (S-084).
var counts = slices.Concat(receivedCounts, complaintCounts, dueCounts, outcomeCounts(), calledCounts)

// receivedCounts are about the orders received in the period.
var receivedCounts = []count{
	{defined{"received", "", fault.Say("Received", "受理工单"),
		fault.Say("Orders of every kind received in the period, duplicates left out; a receipt at the last 24:00 is of the next period.",
			"统计期间内受理的各类工单数，不含重复工单；期末24:00受理的计入下一期间。"), ours}, received(always)},
	{defined{"duplicates", "", fault.Say("Duplicates", "重复工单"),
		fault.Say("Orders received in the period and closed as duplicates. The original is counted once; a duplicate is in no other figure.",
			"统计期间内受理并按重复办结的工单数。同一事项只计原工单一次，重复工单不计入其他指标。"), fault.Say("S-084", "S-084")},
		func(o *order) int64 { return one(o.received && o.duplicate) }},
	{defined{"sorted", "", fault.Say("Sorted by a person", "人工分类"),
		fault.Say("Received orders that stood in sorting at least once up to as-of: triage was unsure, found no unit or held them, a unit refused them, or they were reopened without a unit.",
			"受理工单中截至统计时点曾进入人工分类的工单数：研判把握不足、未找到承办单位或信息不全，承办单位退单，或重新受理时无承办单位。"), ours},
		received(func(o *order) bool { return o.stood(complaint.Sorting) })},
	{defined{"calledThrice", "", fault.Say("Called three times", "三次来电"),
		fault.Say("Received orders about which the customer has called at least three times: the complaint and at least two urges, also by duplicates.",
			"受理工单中客户就同一事项来电三次及以上的工单数：首次来电加至少两次催办（含重复工单）。"),
		fault.Say("weekly indicators; 优质服务评价指数", "服务指标周报；优质服务评价指数")},
		received(func(o *order) bool { return o.rang() >= 3 })},
	{defined{"supervised", "", fault.Say("Supervised", "督办工单"),
		fault.Say("Received orders over which a higher level has opened supervision.", "受理工单中被上级督办的工单数。"), fault.Say("S-130, S-134", "S-130、S-134")},
		received(func(o *order) bool { return o.Supervised(o.spec.AsOf) })},
	{defined{"overLevel", "", fault.Say("Over-level", "越级投诉"),
		fault.Say("Received orders that a customer brought to a superior body.", "受理工单中客户越级反映的工单数。"), fault.Say("S-107", "S-107")},
		received(func(o *order) bool { return o.Source.OverLevel })},
	{defined{"irregular", "", fault.Say("Irregularly handled", "处理不规范"),
		fault.Say("Received orders whose answer the centre did not pass at least once.", "受理工单中答复至少一次未通过审核被退回的工单数。"),
		fault.Say("weekly indicators", "服务指标周报")},
		received((*order).returned)},
	{defined{"hotSpots", "", fault.Say("In hot spots", "热点工单"),
		fault.Say("Received orders by which a place became or stayed a hot spot: as many of one class within the days that the policy says.",
			"受理工单中使同一地点成为或继续为热点的工单数（规则规定天数内同类工单达到规定数量）。"), fault.Say("S-091, S-197", "S-091、S-197")},
		received(func(o *order) bool {
			n := o.spec.Policy.HotSpots.Count
			return n > 0 && o.HotSpot >= n
		})},
}

// complaintCounts are about the complaints received in the period (R).
var complaintCounts = []count{
	{defined{"complaints", "R", fault.Say("Complaints", "受理量"),
		fault.Say("Complaints received in the period, duplicates left out.", "统计期间内受理的投诉工单数，不含重复工单。"),
		fault.Say("base count R; S-122", "基础指标“受理量”；S-122")}, complaints(always)},
	{defined{"dispatchedInTime", "", fault.Say("Dispatched in time", "按时派单"),
		fault.Say("Complaints dispatched within the limit of the clock dispatch.", "投诉中在派单时限内派出的工单数。"),
		fault.Say("found limit of 20 minutes", "派单时限20分钟")},
		complaints(func(o *order) bool { return o.met("dispatch") })},
	{defined{"verifications", "", fault.Say("Verified or not, decided", "已核实"),
		fault.Say("Complaints with findings, whatever they say. What was found is counted as it is known when the report is built.",
			"投诉中已有核查结论（不论结论如何）的工单数，以出具报表时的核查结论为准。"), fault.Say("S-065", "S-065")},
		complaints(func(o *order) bool { return o.Findings != nil })},
	{defined{"verified", "V", fault.Say("Verified true", "属实量"),
		fault.Say("Complaints found true, in whole or in part.", "投诉中核实为属实或部分属实的工单数。"), fault.Say("base count V; S-218", "基础指标“属实量”；S-218")},
		complaints((*order).verified)},
	{defined{"responsible", "L", fault.Say("Verified and responsible", "责任属实量"),
		fault.Say("Complaints verified true for which the utility is responsible.", "投诉中属实且为供电企业责任的工单数。"), fault.Say("base count L; S-218", "基础指标“责任属实量”；S-218")},
		complaints((*order).responsible)},
	{defined{"appeals", "", fault.Say("Appealed", "申诉量"),
		fault.Say("Complaints against whose counting the unit has appealed.", "投诉中承办单位提出申诉的工单数。"), fault.Say("S-122, S-123", "S-122、S-123")},
		complaints(func(o *order) bool {
			filed, _, _ := o.appeals()
			return filed
		})},
	{defined{"appealsDecided", "", fault.Say("Appeals decided", "申诉已决"),
		fault.Say("Complaints with a decided appeal.", "投诉中申诉已有结论的工单数。"), fault.Say("S-122", "S-122")},
		complaints(func(o *order) bool {
			_, decided, _ := o.appeals()
			return decided
		})},
	{defined{"appealsUpheld", "A", fault.Say("Appeals upheld", "申诉成功量"),
		fault.Say("Complaints with an upheld appeal. They stay received and are not assessed.", "投诉中申诉成功的工单数；仍计受理量，不计考核量。"),
		fault.Say("base count A; S-122", "基础指标“申诉成功量”；S-122")},
		complaints((*order).upheld)},
	{defined{"assessedCentral", "", fault.Say("Assessed, mode central", "考核量（总部口径）"),
		fault.Say("R − A: complaints without an upheld appeal, verified or not.", "受理量减申诉成功量（R − A），不论是否属实。"), fault.Say("S-122: 226 − 80 = 146", "S-122：226 − 80 = 146")},
		complaints(func(o *order) bool { return !o.upheld() })},
	{defined{"assessedCompany", "", fault.Say("Assessed, mode company", "考核量（公司口径）"),
		fault.Say("Of L those without an upheld appeal; complaints not yet verified count 0.", "责任属实量中未申诉成功的；尚未核实的计0。"), fault.Say("S-218", "S-218")},
		complaints(func(o *order) bool { return o.responsible() && !o.upheld() })},
	{defined{"assessed", "C", fault.Say("Assessed", "考核量"),
		fault.Say("Complaints that count against their unit, by the mode that the policy has chosen: central (R − A) or company (L without upheld appeals).",
			"计入考核的投诉量，按规则选定的口径：总部口径（R − A）或公司口径（责任属实且未申诉成功）。"), fault.Say("base count C; S-122, S-218", "基础指标“考核量”；S-122、S-218")},
		complaints((*order).assessed)},
	{defined{"repeats", "P", fault.Say("Repeats", "重复投诉量"),
		fault.Say("Complaints about a matter that the same customer had brought forward before and that was closed then.", "投诉中同一客户就同一事项在办结后再次反映的工单数。"),
		fault.Say("base count P; S-096", "基础指标“重复投诉量”；S-096")},
		complaints(func(o *order) bool { return o.Repeat != nil })},
	{defined{"concluded", "", fault.Say("Concluded", "办结量"),
		fault.Say("Complaints closed at as-of.", "投诉中截至统计时点已办结的工单数。"), ours},
		complaints(func(o *order) bool { return o.closed })},
	{defined{"solvedFirst", "", fault.Say("Solved the first time", "一次解决"),
		fault.Say("Concluded complaints without rework, not closed as dissatisfied, whose matter has not come again within the days that the policy says.",
			"已办结投诉中未返工、非不满意办结，且在规则规定天数内同一事项未再次反映的工单数。"), fault.Say("S-210; days: proposal", "S-210；天数为建议值")},
		complaints((*order).solvedFirst)},
	{defined{"customerAppeals", "", fault.Say("Appeals of customers", "客户申诉"),
		fault.Say("Complaints about which the customer has gone to the regulator, as recorded by as-of; each once.", "投诉中截至统计时点已登记客户向监管机构申诉的工单数，每单计一次。"),
		fault.Say("12398; formula to be checked", "12398；公式待核")},
		complaints(func(o *order) bool {
			_, appealed := o.RegulatorAppealed(o.spec.AsOf)
			return appealed
		})},
	{defined{"customerAppealsDecided", "", fault.Say("Appeals of customers, decided", "客户申诉已决"),
		fault.Say("Of these, complaints about which the regulator had found by as-of.", "其中截至统计时点监管机构已有结论的工单数。"), fault.Say("12398; formula to be checked", "12398；公式待核")},
		complaints(func(o *order) bool {
			found, _ := o.RegulatorAppealed(o.spec.AsOf)
			return found != ""
		})},
	{defined{"customerAppealsAtFault", "", fault.Say("Appeals of customers, at fault", "客户申诉有责"),
		fault.Say("Of these, complaints about which the regulator has found the company at fault, in whole or in part.", "其中监管机构认定供电企业有责或部分有责的工单数。"), fault.Say("12398; formula to be checked", "12398；公式待核")},
		complaints(func(o *order) bool {
			found, _ := o.RegulatorAppealed(o.spec.AsOf)
			return found == complaint.AtFault || found == complaint.PartlyFault
		})},
}

// dueCounts are about the orders with a deadline in the period.
var dueCounts = []count{
	{defined{"orders", "", fault.Say("Orders with a deadline", "到期工单"),
		fault.Say("Orders with at least one deadline in the period, whatever became of it. Breached and open orders, rework rounds and outcomes are about these.",
			"至少有一项时限在统计期间到期的工单数（不论结果）。超时工单、未办结工单、返工次数和办结结果均按此范围统计。"), ours}, withDeadline(always)},
	{defined{"breachedOrders", "O", fault.Say("Orders with a breach", "超时工单"),
		fault.Say("Orders with at least one late deadline in the period; each counts once.", "统计期间内至少有一项时限超时的工单数，每单计一次。"),
		fault.Say("base count O; S-091", "基础指标“超时工单量”；S-091")}, withDeadline((*order).breached)},
	{defined{"openOrders", "", fault.Say("Open orders", "未办结工单"),
		fault.Say("Orders with a deadline in the period that are open at as-of.", "到期工单中截至统计时点未办结的工单数。"), ours},
		withDeadline(func(o *order) bool { return !o.closed })},
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

// clockCounts are the counts of one clock, in the order of [clockCount]. Their
// keys follow the clock's: "answer.late".
var clockCounts = []defined{
	{"due", "D", fault.Say("Due", "应办数"),
		fault.Say("Deadlines of the limit that fall in the period: in time + late. A deadline at 24:00 belongs to the day that ends there. Each round counts by itself. D is that of the answer.",
			"该时限在统计期间到期的数量，等于及时数加超时数。24:00到期的计入当日；每一轮次分别计算。应办结量D取答复时限的应办数。"),
		fault.Say("base count D: orders whose limit falls in the period; orders still open after it count as not timely", "基础指标“应办结量”：时限落在统计期间的工单，超过时限仍未办结的按不及时计")},
	{"inTime", "", fault.Say("In time", "及时数"),
		fault.Say("Done at or before the due instant.", "在时限届满时或之前完成的数量。"),
		fault.Say("供电服务十项承诺 (2022), no. 10; S-011", "《供电服务“十项承诺”》（2022）第十条；S-011")},
	{"late", "", fault.Say("Late", "超时数"),
		fault.Say("Done after the due instant, or still open past it at as-of. A recorded breach is never taken back.", "超过时限完成，或至统计时点已超过时限仍未完成的数量。已记录的超时不撤销。"),
		fault.Say("S-091 (overtime in each handling step)", "S-091（各处理环节的超时现象）")},
	{"lateOpen", "", fault.Say("of which open", "其中未完成"),
		fault.Say("Of the late ones, those still to be done at as-of.", "超时数中至统计时点仍未完成的数量。"), ours},
	{"corrected", "", fault.Say("of which corrected", "其中更正后按时"),
		fault.Say("Of the late ones, those that would be in time by what became known afterwards: a holiday published late, a suspension or a deed told late. They stay late.",
			"超时数中按事后获知的情况（补发节假日、补报暂停或补录）本应按时的数量，仍计超时。"), ours},
	{"notYetDue", "", fault.Say("Not yet due", "未到期"),
		fault.Say("Deadlines in the period that lie after as-of, done or not, and paused ones. Not in the rate.", "统计期间内但晚于统计时点的时限（不论是否已完成），以及暂停计时的时限。不计入及时率。"), ours},
	{"cancelled", "", fault.Say("Cancelled", "已取消"),
		fault.Say("Deadlines that fell away before they were due, because the order was closed or its kind changed. Not in the rate.", "到期前因工单办结或业务类型变更而不再适用的时限。不计入及时率。"), ours},
}

// clockCount is the place of a count in [clockCounts].
type clockCount int

const (
	dueCount clockCount = iota
	inTimeCount
	lateCount
	lateOpenCount
	correctedCount
	notYetDueCount
	cancelledCount
	clockCountsSize
)

// counted is what one deadline adds to the counts of its clock.
func (d deadline) counted(asOf complaint.Instant, add func(clockCount)) {
	switch d.standing {
	case inTime:
		add(dueCount)
		add(inTimeCount)
	case late:
		add(dueCount)
		add(lateCount)
		if d.ended.IsZero() {
			add(lateOpenCount)
		}
		if c, known := d.correction(asOf); known && c.WouldBeMet {
			add(correctedCount)
		}
	case notYetDue:
		add(notYetDueCount)
	case cancelled:
		add(cancelledCount)
	}
}

// answers counts what the customers of orders to be called back said to the
// policy's questions when last asked, by question: yes and no.
func (o *order) answers(add func(question string, yes bool)) {
	last := map[string]bool{}
	for _, c := range o.calls() {
		for id, said := range c.Answers {
			if yes, ok := said.(bool); ok {
				last[id] = yes
			}
		}
	}
	for id, yes := range last {
		add(id, yes)
	}
}

func always(*order) bool { return true }

// received counts the orders received in the period of which something is true.
func received(is func(*order) bool) func(*order) int64 {
	return func(o *order) int64 { return one(o.received && !o.duplicate && is(o)) }
}

// complaints counts the complaints received in the period of which something is true.
func complaints(is func(*order) bool) func(*order) int64 {
	return func(o *order) int64 { return one(o.complaint && !o.duplicate && is(o)) }
}

// withDeadline counts the orders with a deadline in the period of which something is true.
func withDeadline(is func(*order) bool) func(*order) int64 {
	return func(o *order) int64 { return one(len(o.deadlines) > 0 && !o.duplicate && is(o)) }
}

// called counts the orders to be called back in the period of which something is true.
func called(is func(*order) bool) func(*order) int64 {
	return func(o *order) int64 { return one(!o.duplicate && o.calledFor() && is(o)) }
}

func one(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// countOf finds a count by its key.
var countOf = func() map[string]int {
	at := map[string]int{}
	for i, c := range counts {
		at[c.key] = i
	}
	return at
}()

// behind tells whether an order is behind a count: of [counts], or of a clock,
// such as "answer.late". Invalid for any other word.
func (s Spec) behind(figure string) (func(*order) bool, error) {
	if i, ok := countOf[figure]; ok {
		return func(o *order) bool { return counts[i].of(o) > 0 }, nil
	}
	clock, base, _ := strings.Cut(figure, ".")
	i := slices.IndexFunc(clockCounts, func(d defined) bool { return d.key == base })
	if _, known := s.Policy.Clock(clock); !known || i < 0 {
		return nil, fault.Fields([]fault.Field{{Name: "figure", Reason: fault.Say(
			"is no count; there are "+figureCodes()+", and for each time limit such as answer: answer.due, answer.inTime, answer.late and so on",
			"不是计数指标，可选："+figureCodes()+"，以及各时限的计数，例如answer.due、answer.inTime、answer.late等")}})
	}
	return func(o *order) bool {
		found := false
		for _, d := range o.deadlines {
			if d.clock.Name == clock && !o.duplicate {
				d.counted(s.AsOf, func(c clockCount) { found = found || int(c) == i })
			}
		}
		return found
	}, nil
}

func figureCodes() string {
	var keys []string
	for _, c := range counts {
		keys = append(keys, c.key)
	}
	slices.SortFunc(keys, cmp.Compare)
	return strings.Join(keys, ", ")
}
