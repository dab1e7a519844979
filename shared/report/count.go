package report

import (
	"slices"

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
	{defined{"businessVolume", "", fault.Say("Business volume", "业务量"),
		fault.Say("Received orders without faults, praise, and enquiries that were closed without any unit having had them.", "受理工单中剔除故障报修、表扬及未派单即办结的咨询后的工单数。"),
		fault.Say("found: code of one provincial company's indicators (优质服务评价指数)", "某省公司指标口径（优质服务评价指数）")},
		received((*order).business)},
	{defined{"businessCalm", "", fault.Say("of which without a third call", "其中未达三次来电"),
		fault.Say("Of the business volume, orders about which the customer has called at most twice.", "业务量中客户就同一事项来电不足三次的工单数。"),
		fault.Say("优质服务评价指数", "优质服务评价指数")},
		received(func(o *order) bool { return o.business() && o.rang() < 3 })},
	{defined{"supervised", "", fault.Say("Supervised", "督办工单"),
		fault.Say("Received orders over which a higher level has opened supervision.", "受理工单中被上级督办的工单数。"), fault.Say("S-130, S-134", "S-130、S-134")},
		received(func(o *order) bool { return o.Supervised(o.spec.AsOf) })},
	{defined{"overLevel", "", fault.Say("Over-level", "越级投诉"),
		fault.Say("Received orders that a customer took to a higher authority.", "受理工单中客户越级反映的工单数。"), fault.Say("S-107", "S-107")},
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

// business tells whether the order is of the business volume.
func (o *order) business() bool {
	switch o.Kind {
	case "fault", "praise":
		return false
	case "enquiry":
		return !o.closed || o.stood(complaint.Dispatched)
	}
	return true
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
	return func(o *order) int64 { return one(!o.duplicate && o.toBeCalled && is(o)) }
}

func one(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
