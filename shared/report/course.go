package report

import (
	"encoding/json"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report/paper"
)

// deeds are what the events of a case are called. Those that are not here are
// the machine's own doing and tell nobody anything.
var deeds = map[string]fault.Text{
	"received": fault.Say("received", "受理"), "judged": fault.Say("judged", "研判"), "sorting": fault.Say("handed to a person to sort", "转人工分类"),
	"classified": fault.Say("classified", "人工分类"), "dispatched": fault.Say("dispatched", "派单"), "accepted": fault.Say("accepted", "接单"),
	"refused": fault.Say("refused as the wrong unit's", "退单"), "reassigned": fault.Say("given to another unit", "改派"), "contacted": fault.Say("contacted the customer", "联系客户"),
	"found": fault.Say("findings recorded", "核查"), "answered": fault.Say("answered", "答复"), "reviewed": fault.Say("answer reviewed", "答复审核"),
	"called": fault.Say("called the customer back", "回访"), "reworked": fault.Say("returned for rework", "退回返工"), "rework-ordered": fault.Say("rework ordered", "责令返工"),
	"closed": fault.Say("closed", "办结"), "closure-ordered": fault.Say("closing ordered", "决定办结"), "withdrawn": fault.Say("withdrawn", "撤诉"),
	"merged": fault.Say("merged into another case", "合并工单"), "reopened": fault.Say("reopened", "重新受理"), "urged": fault.Say("urged", "催办"),
	"linked": fault.Say("urged by a duplicate", "重复工单催办"), "supplemented": fault.Say("supplemented", "补充"), "rated": fault.Say("rated", "评价"),
	"acknowledged": fault.Say("acknowledged", "签收提醒"), "noted": fault.Say("noted", "备注"), "repeated": fault.Say("the matter came again", "同一事项再次反映"),
	"repeat-reviewed": fault.Say("handling reviewed", "处理复核"), "suspended": fault.Say("suspended", "中止"), "resumed": fault.Say("resumed", "恢复"),
	"delayed": fault.Say("customer told of a delay", "告知客户延期"),
	"warned":  fault.Say("warned", "预警"), "breached": fault.Say("time limit missed", "超时"), "escalated": fault.Say("escalated", "升级提醒"),
	"skipped": fault.Say("nobody to escalate to", "升级对象空缺"), "supervised": fault.Say("supervision opened", "开启督办"), "released": fault.Say("supervision released", "解除督办"),
	"corrected": fault.Say("breach seen in another light", "超时更正"), "moved": fault.Say("time limit moved", "时限调整"), "retargeted": fault.Say("time limit changed", "时限变更"),
	"dropped": fault.Say("time limit dropped", "时限取消"), "restored": fault.Say("time limit restored", "时限恢复"), "adopted": fault.Say("rules changed", "适用新规则"),
	"outage-known": fault.Say("a known outage found", "查到已知停电"), "repair-progressed": fault.Say("repair dispatch reported", "抢修反馈"),
	"evidence-added": fault.Say("file added", "添加材料"), "evidence-removed": fault.Say("file removed", "删除材料"),
	"batched": fault.Say("joined to a batch", "并入批次"), "joined": fault.Say("joined to a batch", "并入批次"), "separated": fault.Say("taken out of its batch", "移出批次"),
	"settled": fault.Say("answered with its batch", "随批次答复"), "appealed": fault.Say("the unit appealed", "承办单位申诉"), "appeal-decided": fault.Say("appeal decided", "申诉裁定"),
	"appeal-voided":       fault.Say("appeal void, as the case goes on", "工单重新办理，申诉失效"),
	"supervision-ordered": fault.Say("supervision ordered", "下达督办"), "supervision-replied": fault.Say("replied to the supervision", "督办反馈"), "release-ordered": fault.Say("supervision released by order", "决定解除督办"),
	"determined": fault.Say("validity determined", "投诉判定"), "determination-approved": fault.Say("determination decided from above", "判定审批"),
	"assigned": fault.Say("given to a handler", "指派经办人"), "handed-down": fault.Say("handed down", "下派下级单位"), "handed-back": fault.Say("handed back", "退回上级单位"),
	"offered": fault.Say("solution offered", "提出处理方案"), "offer-replied": fault.Say("customer replied to the offer", "客户反馈处理方案"),
	"documents-asked": fault.Say("documents asked for", "一次性告知补充材料"), "documents-received": fault.Say("documents received", "收到补充材料"),
	"written-replied": fault.Say("replied in writing", "书面答复"), "responsibility-decided": fault.Say("responsibility decided", "裁定责任"),
	"remedy-proposed": fault.Say("payment proposed", "提出补偿或退费"), "remedy-decided": fault.Say("payment decided", "审批补偿或退费"), "remedy-paid": fault.Say("paid", "支付补偿或退费"),
	"rectification-ordered": fault.Say("rectification ordered", "责令整改"), "rectification-reported": fault.Say("rectification reported", "反馈整改"), "rectification-checked": fault.Say("rectification checked", "整改验收"),
	"lessons-drawn": fault.Say("lessons drawn", "落实四不放过"), "internally-closed": fault.Say("closed internally", "内部销号"),
	"assessed": fault.Say("assessed", "考核"), "assessments-voided": fault.Say("assessment void", "考核作废"),
	"regulator-appealed": fault.Say("the customer went to the regulator", "客户向监管机构申诉"), "regulator-answered": fault.Say("facts stated for the regulator", "提交监管答复材料"),
	"regulator-reviewed": fault.Say("answer to the regulator reviewed", "监管答复审核"), "regulator-found": fault.Say("the regulator's finding", "监管认定"),
	"over-level-opened": fault.Say("taken past the company, reported to the leading group", "越级投诉，报应急领导小组"), "group-ordered": fault.Say("the leading group ordered", "领导小组部署"),
	"plan-started": fault.Say("plan started", "启动预案"), "assisted": fault.Say("assisted the investigation", "协助调查"), "submitted": fault.Say("result submitted to the group", "报领导小组审批"),
	"group-decided": fault.Say("the leading group decided", "领导小组审批"), "superior-reported": fault.Say("reported to the superior body", "报上级"), "superior-decided": fault.Say("the superior body's word", "上级意见"),
	"emergency-ordered": fault.Say("emergency plan ordered", "决定启动应急预案"), "emergency-opened": fault.Say("emergency plan opened", "启动应急预案"), "emergency-acted": fault.Say("emergency action", "应急处置"),
	"information-reported": fault.Say("information report filed", "报送投诉信息报告"), "emergency-analysed": fault.Say("analysed, and a plan made", "分析研判并制定方案"), "emergency-handled": fault.Say("handled by the plan", "按方案处理"),
	"emergency-supervised": fault.Say("the marketing department supervised", "营销部督办"), "root-cause-found": fault.Say("root cause found", "查明根本原因"), "prevented": fault.Say("prevention laid down", "制定预防措施"),
}

// roles are who does something with a case.
var roles = map[complaint.Role]fault.Text{
	complaint.Agent: fault.Say("agent", "客服代表"), complaint.Handler: fault.Say("handler", "承办人"), complaint.Supervisor: fault.Say("supervisor", "督办人员"),
	complaint.Caller: fault.Say("callback desk", "回访员"), complaint.Auditor: fault.Say("auditor", "稽核人员"), complaint.Admin: fault.Say("administrator", "管理员"),
	complaint.Public: fault.Say("customer", "客户"), complaint.System: fault.Say("system", "系统"),
}

// entry is what an event tells: the fields of its data that matter here. The
// words of the customer are not among them; those of staff only as [entry.Reason].
type entry struct {
	Clock     string            `json:"clock"`
	Round     int               `json:"round"`
	Levels    []string          `json:"levels"`
	Level     string            `json:"level"`
	Unit      string            `json:"unit"`
	Kind      string            `json:"kind"`
	Outcome   complaint.Outcome `json:"outcome"`
	Reached   *bool             `json:"reached"`
	Satisfied *bool             `json:"satisfied"`
	Passed    *bool             `json:"passed"`
	Upheld    *bool             `json:"upheld"`
	Approved  *bool             `json:"approved"`
	Agreed    *bool             `json:"agreed"` // of a superior body; of others it is shown with the answer
	Reason    string            `json:"reason"`
}

// staffSays are the events whose reason is a text of staff. Why a case was
// withdrawn or reopened is the customer's.
var staffSays = map[string]bool{
	"refused": true, "reassigned": true, "reviewed": true, "rework-ordered": true, "closure-ordered": true, "suspended": true, "delayed": true,
	"appealed": true, "appeal-decided": true, "determination-approved": true, "regulator-reviewed": true,
	"group-decided": true, "superior-decided": true, "emergency-ordered": true,
}

// entryOf reads an event; one whose data says nothing of this kind is empty.
func entryOf(e complaint.Event) entry {
	var x entry
	_ = json.Unmarshal(e.Data, &x) // data of another shape has nothing to show here
	if !staffSays[e.Type] {
		x.Reason = ""
	}
	if e.Type != "superior-decided" {
		x.Agreed = nil
	}
	return x
}

// coursePart is what happened, in order, and who did it (处理经过).
func (b *builder) coursePart(history []complaint.Event) paper.Part {
	t := &paper.Table{Columns: []paper.Column{
		{Key: "at", Title: b.say("When", "时间")}, {Key: "type", Title: b.say("Event ID", "事件ID"), Hidden: true}, {Key: "event", Title: b.say("What happened", "事件")},
		{Key: "by", Title: b.say("Who", "操作方")}, {Key: "detail", Title: b.say("Details", "说明"), Wide: true},
	}}
	for _, e := range history {
		deed, shown := deeds[e.Type]
		x := entryOf(e)
		if !shown || e.Type == "escalated" && x.Levels == nil { // the first rung is the breach, which was told already
			continue
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Value{paper.Instant(e.At), paper.Text(e.Type), paper.Text(b.in(deed)), paper.Text(b.actor(e.By)), paper.Text(b.detail(x))}})
	}
	return paper.Part{Key: "course", Title: b.say("The course", "处理经过"), Table: t}
}

// actor says who did something: the role and its unit, never the person.
func (b *builder) actor(by string) string {
	role, rest, _ := strings.Cut(by, ":")
	unit, _, _ := strings.Cut(rest, ":")
	who, known := roles[complaint.Role(role)]
	if !known {
		return b.say("staff", "工作人员")
	}
	if u, ok := b.spec.Policy.Unit(unit); ok {
		return b.in(who) + b.say(", ", "（") + b.in(u.Name) + b.say("", "）")
	}
	return b.in(who)
}

// detail says what an event brought.
func (b *builder) detail(s entry) string {
	var said []string
	add := func(text string) { said = append(said, text) }
	if s.Clock != "" {
		add(b.clockOf(s.Clock))
	}
	if s.Level != "" {
		add(s.Level)
	}
	if len(s.Levels) > 0 {
		add(b.say("told: ", "通知：") + b.levels(s.Levels))
	}
	if u, ok := b.spec.Policy.Unit(s.Unit); ok {
		add(b.in(u.Name))
	}
	if s.Outcome != "" {
		add(b.outcomeName(s.Outcome))
	}
	for _, f := range []struct {
		is      *bool
		yes, no string
	}{
		{s.Reached, b.say("reached", "已联系上"), b.say("not reached", "未联系上")},
		{s.Satisfied, b.say("satisfied", "满意"), b.say("dissatisfied", "不满意")},
		{s.Passed, b.say("passed", "通过"), b.say("not passed", "不通过")},
		{s.Upheld, b.say("upheld", "成功"), b.say("refused", "驳回")},
		{s.Approved, b.say("approved", "同意"), b.say("not approved", "不同意")},
		{s.Agreed, b.say("agrees", "同意"), b.say("does not agree", "不同意")},
	} {
		switch {
		case f.is == nil:
		case *f.is:
			add(f.yes)
		default:
			add(f.no)
		}
	}
	if s.Reason != "" {
		add(masked(s.Reason))
	}
	return strings.Join(said, b.say("; ", "；"))
}
