package complaint

import (
	"github.com/redress/redress/shared/fault"
)

// Deed is what the events of a type are called; false for those that are the
// machine's own doing and tell nobody anything.
func Deed(event string) (fault.Text, bool) {
	t, ok := deeds[event]
	return t, ok
}

// RoleName is what a role is called; false for one that is not known.
func RoleName(r Role) (fault.Text, bool) {
	t, ok := roleNames[r]
	return t, ok
}

// CommandOf is the command whose effect the events of a type record; "" for what
// the rules themselves bring about.
func CommandOf(event string) string {
	read, ok := recorded[event]
	if !ok {
		return ""
	}
	c, err := read([]byte("{}"))
	if err != nil {
		return ""
	}
	return c.Name()
}

// deeds are what the events of a case are called. Those that are not here are
// the machine's own doing and tell nobody anything.
var deeds = map[string]fault.Text{
	"received": fault.Say("received", "受理"), "judged": fault.Say("classified automatically", "研判"), "sorting": fault.Say("passed to a person to classify", "转人工分类"),
	"classified": fault.Say("classified", "人工分类"), "dispatched": fault.Say("dispatched", "派单"), "accepted": fault.Say("accepted", "接单"),
	"refused": fault.Say("refused as the wrong unit's", "退单"), "reassigned": fault.Say("given to another unit", "改派"), "contacted": fault.Say("contacted the customer", "联系客户"),
	"found": fault.Say("findings recorded", "核查"), "answered": fault.Say("answered", "答复"), "reviewed": fault.Say("answer reviewed", "答复审核"),
	"called": fault.Say("called the customer back", "回访"), "reworked": fault.Say("returned for rework", "退回返工"), "rework-ordered": fault.Say("rework ordered", "责令返工"),
	"closed": fault.Say("closed", "办结"), "closure-ordered": fault.Say("closing ordered", "决定办结"), "withdrawn": fault.Say("withdrawn", "撤诉"),
	"merged": fault.Say("merged into another case", "合并工单"), "reopened": fault.Say("reopened", "重新受理"), "urged": fault.Say("customer chased us", "催办"),
	"linked": fault.Say("chased by a duplicate case", "重复工单催办"), "supplemented": fault.Say("supplemented", "补充"), "rated": fault.Say("rated", "评价"),
	"acknowledged": fault.Say("acknowledged", "签收提醒"), "noted": fault.Say("noted", "备注"), "repeated": fault.Say("the matter came again", "同一事项再次反映"),
	"repeat-reviewed": fault.Say("handling reviewed", "处理复核"), "suspended": fault.Say("suspended", "中止"), "resumed": fault.Say("resumed", "恢复"),
	"delayed": fault.Say("customer told of delay", "告知客户延期"),
	"warned":  fault.Say("warned", "预警"), "breached": fault.Say("deadline missed", "超时"), "escalated": fault.Say("escalated", "升级提醒"),
	"skipped": fault.Say("nobody to escalate to", "升级对象空缺"), "supervised": fault.Say("supervision opened", "开启督办"), "released": fault.Say("supervision released", "解除督办"),
	"corrected": fault.Say("missed deadline corrected", "超时更正"), "moved": fault.Say("deadline moved", "时限调整"), "retargeted": fault.Say("deadline changed", "时限变更"),
	"dropped": fault.Say("deadline cancelled", "时限取消"), "restored": fault.Say("deadline restored", "时限恢复"), "adopted": fault.Say("rules changed", "适用新规则"),
	"outage-known": fault.Say("known outage found", "查到已知停电"), "repair-progressed": fault.Say("repair crew reported", "抢修反馈"),
	"evidence-added": fault.Say("file added", "添加材料"), "evidence-removed": fault.Say("file removed", "删除材料"),
	"batched": fault.Say("added to a batch", "并入批次"), "joined": fault.Say("added to a batch", "并入批次"), "separated": fault.Say("removed from its batch", "移出批次"),
	"settled": fault.Say("answered with its batch", "随批次答复"), "appealed": fault.Say("appeal filed by the unit", "承办单位申诉"), "appeal-decided": fault.Say("appeal decided", "申诉裁定"),
	"appeal-voided":       fault.Say("appeal void: the case is handled again", "工单重新办理，申诉失效"),
	"supervision-ordered": fault.Say("supervision ordered", "下达督办"), "supervision-replied": fault.Say("replied to the supervision", "督办反馈"), "release-ordered": fault.Say("supervision released by order", "决定解除督办"),
	"determined": fault.Say("validity determined", "投诉判定"), "determination-approved": fault.Say("determination reviewed", "判定审批"),
	"assigned": fault.Say("given to a handler", "指派经办人"), "handed-down": fault.Say("handed down", "下派下级单位"), "handed-back": fault.Say("handed back", "退回上级单位"),
	"offered": fault.Say("solution offered", "提出处理方案"), "offer-replied": fault.Say("customer replied to the offer", "客户反馈处理方案"),
	"documents-asked": fault.Say("documents asked for", "一次性告知补充材料"), "documents-received": fault.Say("documents received", "收到补充材料"),
	"written-replied": fault.Say("replied in writing", "书面答复"), "responsibility-decided": fault.Say("responsibility decided", "裁定责任"),
	"remedy-proposed": fault.Say("payment proposed", "提出补偿或退费"), "remedy-decided": fault.Say("payment decided", "审批补偿或退费"), "remedy-paid": fault.Say("paid", "支付补偿或退费"),
	"rectification-ordered": fault.Say("rectification ordered", "责令整改"), "rectification-reported": fault.Say("rectification reported", "反馈整改"), "rectification-checked": fault.Say("rectification checked", "整改验收"),
	"lessons-drawn": fault.Say("lessons drawn", "落实四不放过"), "internally-closed": fault.Say("closed internally", "内部销号"),
	"assessed": fault.Say("assessed", "考核"), "assessments-voided": fault.Say("assessment void", "考核作废"),
	"regulator-appealed": fault.Say("customer appealed to the regulator", "客户向监管机构申诉"), "regulator-answered": fault.Say("statement sent to the regulator", "提交监管答复材料"),
	"regulator-reviewed": fault.Say("statement to the regulator reviewed", "监管答复审核"), "regulator-found": fault.Say("the regulator's finding", "监管认定"),
	"over-level-opened": fault.Say("escalated to a higher authority; leading group informed", "越级投诉，报应急领导小组"), "group-ordered": fault.Say("leading group issued its order", "领导小组部署"),
	"plan-started": fault.Say("plan started", "启动预案"), "assisted": fault.Say("assisted the investigation", "协助调查"), "submitted": fault.Say("result submitted to the leading group", "报领导小组审批"),
	"group-decided": fault.Say("leading group decided", "领导小组审批"), "superior-reported": fault.Say("reported to the higher authority", "报上级"), "superior-decided": fault.Say("reply of the higher authority", "上级意见"),
	"emergency-ordered": fault.Say("emergency plan ordered", "决定启动应急预案"), "emergency-opened": fault.Say("emergency plan opened", "启动应急预案"), "emergency-acted": fault.Say("emergency action", "应急处置"),
	"information-reported": fault.Say("information report filed", "报送投诉信息报告"), "emergency-analysed": fault.Say("analysed and planned", "分析研判并制定方案"), "emergency-handled": fault.Say("handled under the plan", "按方案处理"),
	"emergency-supervised": fault.Say("supervised by the marketing department", "营销部督办"), "root-cause-found": fault.Say("root cause found", "查明根本原因"), "prevented": fault.Say("preventive measures set", "制定预防措施"),
}

// roleNames are who does something with a case.
var roleNames = map[Role]fault.Text{
	Agent: fault.Say("agent", "客服代表"), Handler: fault.Say("handler", "经办人"), Supervisor: fault.Say("supervisor", "督办人员"),
	Caller: fault.Say("callback agent", "回访员"), Auditor: fault.Say("auditor", "稽核人员"), Admin: fault.Say("administrator", "管理员"),
	Public: fault.Say("customer", "客户"), System: fault.Say("system", "系统"),
}
