package report

import (
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

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
	{defined{"regulatorComplaints", "", fault.Say("By the regulator", "监管机构转办"),
		fault.Say("Complaints that came by the regulator's channel.", "投诉中经监管机构渠道转来的工单数。"),
		fault.Say("12398", "12398")},
		complaints(func(o *order) bool { return o.Channel == "regulator" })},
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
