package desk

import (
	"slices"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// form says how a command is filled in: the one home of what the desk's forms look
// like. What is right to fill in is the API's to say.
type form struct {
	Command string
	// Title is what the command does, in the words of its button.
	Title, Help fault.Text
	// Button says what is done, where the title names a thing; else the title stands on it.
	Button fault.Text
	Group  formGroup
	Fields []field
	// Grave commands cannot be taken back.
	Grave bool
}

// formGroup is the part of the work that a command belongs to.
type formGroup int

// The groups, in the order in which they are shown.
const (
	handling formGroup = iota
	customers
	ordering
	leading
	money
	consequences
	regulators
	overLevels
	emergencies
	records
)

var groupNames = []fault.Text{
	handling: fault.Say("Handling", "办理"), customers: fault.Say("For the customer", "代客户办理"), ordering: fault.Say("Where the case belongs", "流转"),
	leading: fault.Say("Supervision and decisions", "督办与审批"), money: fault.Say("Solutions and payments", "方案与补偿"),
	consequences: fault.Say("Responsibility and consequences", "责任与整改考核"), regulators: fault.Say("Regulator", "监管机构"),
	overLevels: fault.Say("Escalation to a higher authority", "越级投诉"), emergencies: fault.Say("Emergency plan", "应急预案"), records: fault.Say("Notes and files", "备注与材料"),
}

// field is one line of a form.
type field struct {
	Name        string // of the body's member; a dot leads into an object
	Sort        fieldSort
	Label, Help fault.Text
	Required    bool
	// Part is the heading of the part of a long form that begins with the field.
	Part fault.Text
	// Folded tells that the part, the last of its form, is folded as few need it.
	Folded bool
	// Empty is what stands in a choice of which nothing is chosen; "" for the usual words.
	Empty fault.Text
	// Only tells which cases the field is for; nil for all. What was typed stays.
	Only func(web.CaseView) bool
	// Options are those of a choice.
	Options func(*policy.Policy, web.CaseView) []option
}

// fieldSort is how a field is filled in, and what comes of it.
type fieldSort string

// The sorts.
const (
	asLine       fieldSort = "line"
	asArea       fieldSort = "area"
	asLines      fieldSort = "lines"   // a list of texts, one on each line
	asChoice     fieldSort = "choice"  // one of few values
	asEither     fieldSort = "either"  // true or false, neither being taken for granted
	asTick       fieldSort = "tick"    // true when ticked, else false
	asInstant    fieldSort = "instant" // in the office's time
	asNumber     fieldSort = "number"  // a whole one
	asSpan       fieldSort = "within"  // a span of time: a number and what it counts
	asFiles      fieldSort = "files"   // of the visitor's, which a script sends
	asUsage      fieldSort = "usage"   // months with what was used, one on each line
	asSignatures fieldSort = "signed"  // signatures: a level and who signed, one on each line
	asQuestions  fieldSort = "asked"   // the answers to the policy's questions, see [Handler.expand]
)

// option is a value that can be chosen.
type option struct {
	Value string
	Name  func(language string) string
}

// why asks for the reason of a command.
func why(label fault.Text) field {
	return field{Name: "reason", Sort: asArea, Label: label, Required: true}
}

// whyNot asks for the reason of a decision, where it is a refusal.
func whyNot(name string) field {
	return field{Name: name, Sort: asArea, Label: fault.Say("Reason", "理由"), Help: fault.Say("Required when it is sent back.", "退回时必填。")}
}

// writing asks for a text that the command cannot do without.
func writing(name string, label fault.Text) field {
	return field{Name: name, Sort: asArea, Label: label, Required: true}
}

// atInstant asks when something was done that is recorded afterwards.
func atInstant(label fault.Text) field {
	return field{Name: "at", Sort: asInstant, Label: label, Help: fault.Say("Leave empty for the present time.", "不填则为当前时间。")}
}

// leads tells whether other cases follow one.
func leads(c web.CaseView) bool { return c.Batch != nil && c.Batch.Leads }

// decide asks for a yes or a no, in words of their own.
func decide(name string, label, yes, no fault.Text) field {
	return field{Name: name, Sort: asEither, Label: label, Required: true, Options: fixed(option{"true", yes.In}, option{"false", no.In})}
}

// The fields and labels that several forms have.
var (
	reasonLabel         = fault.Say("Reason", "理由")
	passedField         = decide("passed", fault.Say("Result", "审核结果"), fault.Say("Pass", "通过"), fault.Say("Send back", "退回"))
	approvedField       = decide("approved", fault.Say("Decision", "审批意见"), fault.Say("Approve", "同意"), fault.Say("Do not approve", "不同意"))
	reachedField        = decide("reached", fault.Say("Was the customer reached?", "是否联系上客户"), fault.Say("Reached", "已联系上"), fault.Say("Not reached", "未联系上"))
	unitField           = field{Name: "unit", Sort: asChoice, Label: fault.Say("Unit", "单位"), Required: true, Options: units}
	responsibilityField = field{Name: "responsibility", Sort: asChoice, Label: fault.Say("Responsibility", "责任归属"), Required: true,
		Options: coded("responsibility", "utility-marketing", "utility-operation", "customer", "partner", "none")}
	otherCaseField = field{Name: "into", Sort: asLine, Label: fault.Say("Reference of the other case", "目标工单编号"), Required: true,
		Help: fault.Say("Such as 202609-000001.", "例如202609-000001。")}
)

// forms are those of all commands that staff give, in the order in which they are shown.
var forms = []form{
	{Command: "classification", Group: handling, Title: fault.Say("Classify and dispatch", "人工分类派单"),
		Help: fault.Say("Decide what kind of matter it is and which unit is responsible; the case is then sent to that unit.", "确定事项类型、投诉类别与责任单位。"), Fields: []field{
			{Name: "kind", Sort: asChoice, Label: fault.Say("Kind of matter", "事项类型"), Options: kinds},
			{Name: "class", Sort: asChoice, Label: fault.Say("Class", "投诉类别"), Help: fault.Say("Required for a complaint.", "投诉必填。"), Options: classes},
			{Name: "urgency", Sort: asChoice, Label: fault.Say("Urgency", "紧急程度"), Options: coded("urgency", "general", "urgent", "major")},
			{Name: "grade", Sort: asChoice, Label: fault.Say("Grade", "投诉等级"), Options: coded("grade", "general", "important", "major", "special")},
			{Name: "unit", Sort: asChoice, Label: fault.Say("Unit", "责任单位"), Help: fault.Say("Not needed if the region decides it.", "供电区域可确定时可不填。"), Options: units},
			{Name: "region", Sort: asChoice, Label: fault.Say("Region", "供电区域"), Help: fault.Say("Fill in if missing or wrong.", "原记录缺失或有误时填写。"), Options: regions},
			{Name: "reason", Sort: asArea, Label: fault.Say("Reason", "分类说明")},
		}},
	{Command: "acceptance", Group: handling, Title: fault.Say("Accept", "接单"), Help: fault.Say("Confirms that your unit handles the case.", "确认由本单位办理。"), Fields: []field{
		{Name: "handler", Sort: asLine, Label: fault.Say("Handler", "经办人"), Help: fault.Say("Leave empty to take it yourself.", "不填则为本人。")},
	}},
	{Command: "contact", Group: handling, Title: fault.Say("Record a contact", "登记联系客户"), Fields: []field{
		reachedField,
		{Name: "summary", Sort: asArea, Label: fault.Say("What was discussed", "联系情况")},
		atInstant(fault.Say("When", "联系时间")),
	}},
	{Command: "findings", Group: handling, Title: fault.Say("Record findings", "登记核查结果"), Fields: []field{
		{Name: "verified", Sort: asChoice, Label: fault.Say("Is the complaint substantiated?", "是否属实"), Required: true,
			Options: coded("verified", "yes", "partly", "no", "unverifiable")},
		responsibilityField,
		{Name: "facts", Sort: asArea, Label: fault.Say("Facts", "核查事实")},
		{Name: "causeClass", Sort: asChoice, Label: fault.Say("Cause category", "原因分类"), Options: causes},
		{Name: "cause", Sort: asLine, Label: fault.Say("Cause", "原因")},
		{Name: "evidence", Sort: asLines, Label: fault.Say("Evidence", "佐证材料"), Help: fault.Say("Recording numbers, one on each line.", "录音编号，每行一个。"), Options: evidences},
	}},
	{Command: "answer", Group: handling, Title: fault.Say("Record the answer", "答复客户"), Help: fault.Say("The customer will read this text.", "答复内容客户可见。"), Fields: []field{
		writing("text", fault.Say("Answer", "答复内容")),
		{Name: "others", Sort: asArea, Only: leads, Label: fault.Say("Answer to the customers of the cases that follow this one", "对并入工单其他客户的答复"),
			Help: fault.Say("If left empty they receive the answer above, which must then not identify this customer.", "不填则发送上述答复，此时其中不得含有本客户的姓名、电话、户号或地址。")},
		{Name: "agreed", Sort: asTick, Label: fault.Say("The customer agreed to the solution", "客户认可处理意见")},
		{Name: "remedy", Sort: asLine, Label: fault.Say("What was done for the customer", "补救措施")},
		{Name: "compensation.amount", Sort: asLine, Label: fault.Say("Compensation", "补偿金额"), Help: fault.Say("Such as 86.40.", "例如86.40。")},
		{Name: "compensation.currency", Sort: asLine, Label: fault.Say("Currency", "币种"), Help: fault.Say("Required with an amount, such as CNY.", "填写金额时必填，例如CNY。")},
		{Name: "usage", Sort: asUsage, Label: fault.Say("The customer's usage", "客户用电量"),
			Help: fault.Say("For billing complaints: one line per month, such as 2026-08 312.5 (kWh).", "电费类事项：每行一个月份及电量（千瓦时），例如2026-08 312.5。")},
		atInstant(fault.Say("When the customer was answered", "答复时间")),
	}},
	{Command: "refusal", Group: ordering, Title: fault.Say("Return: wrong unit", "退单"), Fields: []field{why(fault.Say("Why another unit is responsible", "退单理由"))}},
	{Command: "assignment", Group: ordering, Title: fault.Say("Assign a handler", "指派经办人"), Fields: []field{{Name: "handler", Sort: asLine,
		Label: fault.Say("Handler", "经办人"), Required: true}}},
	{Command: "reassignment", Group: ordering, Title: fault.Say("Transfer to another unit", "改派"), Fields: []field{unitField, why(reasonLabel)}},
	{Command: "handdown", Group: ordering, Title: fault.Say("Pass down to a lower unit", "下派下级单位"), Fields: []field{unitField, why(reasonLabel)}},
	{Command: "handback", Group: ordering, Title: fault.Say("Return to the higher unit", "退回上级单位"), Fields: []field{why(reasonLabel)}},
	{Command: "merge", Group: ordering, Title: fault.Say("Merge into another case", "合并工单"), Grave: true,
		Help: fault.Say("This case closes as a duplicate; the other one goes on.", "本工单按重复办结，由目标工单继续办理。"), Fields: []field{otherCaseField}},
	{Command: "joining", Group: ordering, Title: fault.Say("Add to a batch", "并入批次"),
		Help: fault.Say("It is about the same event as an earlier case, and follows it.", "与较早的工单属同一事件，随其办理。"), Fields: []field{otherCaseField}},
	{Command: "separation", Group: ordering, Title: fault.Say("Remove from its batch", "移出批次"), Fields: []field{why(reasonLabel)}},
	{Command: "review", Group: leading, Title: fault.Say("Review the answer", "审核答复"), Button: fault.Say("Submit review", "提交审核"), Fields: []field{passedField, whyNot("reason")}},
	{Command: "callback", Group: handling, Title: fault.Say("Record the call", "登记回访"), Fields: []field{
		reachedField,
		{Name: "satisfied", Sort: asEither, Label: fault.Say("Is the customer satisfied?", "客户是否满意"),
			Help:    fault.Say("When the customer was reached.", "联系上客户时必填。"),
			Options: fixed(option{"true", fault.Say("Satisfied", "满意").In}, option{"false", fault.Say("Not satisfied", "不满意").In})},
		{Name: "outcome", Sort: asChoice, Label: fault.Say("Rating in detail", "细分评价"),
			Options: coded("outcome", "satisfied", "basically-satisfied", "dissatisfied", "refused", "not-reached")},
		{Name: "answers", Sort: asQuestions, Label: fault.Say("Questions", "回访问题")},
		{Name: "reason", Sort: asArea, Label: fault.Say("What the customer says", "客户意见")},
	}},
	{Command: "suspension", Group: handling, Title: fault.Say("Suspend", "中止"), Help: fault.Say("Deadlines that may be paused stop counting.", "可暂停的时限停止计时。"), Fields: []field{
		{Name: "kind", Sort: asChoice, Label: fault.Say("Type of suspension", "中止类型"), Required: true, Options: pauses}, why(reasonLabel),
		{Name: "at", Sort: asInstant, Label: fault.Say("From", "开始时间"), Help: fault.Say("Leave empty for the present time.", "不填则为当前时间。")},
		{Name: "until", Sort: asInstant, Label: fault.Say("Until", "截止时间"), Help: fault.Say("Leave empty for the longest time the rules allow.", "不填则为规则允许的最长期限。")},
	}},
	{Command: "resumption", Group: handling, Title: fault.Say("Resume", "恢复"), Fields: []field{
		{Name: "kind", Sort: asChoice, Label: fault.Say("Which suspension", "中止类型"), Help: fault.Say("Leave empty for all.", "不填则全部恢复。"),
			Options: pauses}, atInstant(fault.Say("When it ended", "恢复时间")),
	}},
	{Command: "delay", Group: handling, Title: fault.Say("Announce a delay", "告知客户延期"), Help: fault.Say("The customer will read the reason.", "延期原因客户可见。"), Fields: []field{
		{Name: "clock", Sort: asChoice, Label: fault.Say("Which deadline", "承诺时限"), Help: fault.Say("Leave empty for the answer.", "不填则为答复时限。"), Options: promisedClocks},
		{Name: "until", Sort: asInstant, Label: fault.Say("Now expected by", "预计完成时间"), Required: true}, why(reasonLabel),
	}},
	{Command: "documents", Group: handling, Title: fault.Say("Ask for documents", "一次性告知补充材料"),
		Help: fault.Say("This can be done once only; nothing more can be asked for later.", "只告知一次，此后不得再要求补充。"), Fields: []field{
			{Name: "list", Sort: asLines, Label: fault.Say("What is missing", "需补充的材料"), Required: true, Help: fault.Say("One on each line.", "每行一项。")},
			{Name: "until", Sort: asInstant, Label: fault.Say("Deadlines wait until", "等待截止时间"), Help: fault.Say("Leave empty to let them run on.", "不填则继续计时。")},
		}},
	{Command: "documents-received", Group: handling, Title: fault.Say("Record documents received", "登记收到材料")},
	{Command: "written-reply", Group: handling, Title: fault.Say("Record a written reply", "登记书面答复"), Fields: []field{
		{Name: "number", Sort: asLine, Label: fault.Say("Number of the letter", "答复函编号"), Required: true}, atInstant(fault.Say("Delivered or sent on", "送达时间")),
	}},
	{Command: "offer", Group: money, Title: fault.Say("Offer a solution", "提出处理方案"), Help: fault.Say("The customer will read it.", "客户可见。"), Fields: []field{
		writing("text", fault.Say("What is offered", "处理方案")),
		{Name: "until", Sort: asInstant, Label: fault.Say("Valid until", "有效期至")},
		{Name: "later", Sort: asInstant, Label: fault.Say("Later date for the customer to agree to", "请客户同意的延后时间")},
	}},
	{Command: "offer-reply", Group: money, Title: fault.Say("Record the reply to the offer", "登记客户对方案的意见"), Fields: []field{
		decide("accepted", fault.Say("Reply", "客户意见"), fault.Say("Accepted", "接受"), fault.Say("Not accepted", "不接受")),
		decide("byCustomer", fault.Say("Decided by", "由谁提出"), fault.Say("The customer", "客户"), fault.Say("The company withdraws the offer", "公司撤回方案")),
		{Name: "counter", Sort: asArea, Label: fault.Say("What the customer asks for instead", "客户其他要求")},
	}},
	{Command: "remedy", Group: money, Title: fault.Say("Propose a payment", "提出补偿或退费"), Fields: []field{
		{Name: "kind", Sort: asChoice, Label: fault.Say("Kind", "类型"), Required: true, Options: coded("kind", "compensation", "refund")},
		{Name: "amount", Sort: asLine, Label: fault.Say("Amount", "金额"), Required: true, Help: fault.Say("Such as 86.40.", "例如86.40。")},
		{Name: "currency", Sort: asLine, Label: fault.Say("Currency", "币种"), Required: true, Help: fault.Say("Such as CNY.", "例如CNY。")}, why(reasonLabel),
	}},
	{Command: "remedy-approval", Group: money, Title: fault.Say("Decide a payment", "审批补偿或退费"), Fields: []field{approvedField, item(remedies, false), why(reasonLabel)}},
	{Command: "remedy-paid", Group: money, Title: fault.Say("Record the payment", "登记已支付"), Fields: []field{
		{Name: "voucher", Sort: asLine, Label: fault.Say("Voucher", "支付凭证"), Required: true}, item(remedies, false), atInstant(fault.Say("When it was paid", "支付时间")),
	}},
	{Command: "determination", Group: leading, Title: fault.Say("Determine validity", "投诉判定"), Fields: []field{
		{Name: "result", Sort: asChoice, Label: fault.Say("Result", "判定结果"), Required: true, Options: coded("result", "normal", "not-established", "abnormal", "invalid")},
		{Name: "criterion", Sort: asChoice, Label: fault.Say("Criterion", "无效投诉标准"), Help: fault.Say("Required for an invalid complaint.", "判定为无效投诉时必填。"), Options: criteria},
		{Name: "explanation", Sort: asArea, Label: fault.Say("Explanation", "判定说明"),
			Help: fault.Say("Required unless the complaint is normal; the customer reads it if it is invalid or not established.", "非正常、不成立或无效时必填；不成立或无效时客户可见。")},
	}},
	{Command: "determination-approval", Group: leading, Title: fault.Say("Review the determination", "审批投诉判定"), Fields: []field{approvedField, why(reasonLabel)}},
	{Command: "acknowledgement", Group: leading, Title: fault.Say("Acknowledge", "签收提醒"),
		Help: fault.Say("Confirms that you have seen the warning; reminders stop for a while.", "确认已知悉预警或超时，暂停重复提醒。")},
	{Command: "supervision", Group: leading, Title: fault.Say("Supervise", "下达督办"), Fields: []field{
		writing("demand", fault.Say("What the unit is to do", "督办要求")),
		{Name: "limit", Sort: asSpan, Label: fault.Say("Reply within", "反馈时限"),
			Help: fault.Say("Leave empty to use the time that the rules set.", "不填则按规则规定的时限。"), Options: spanUnits},
	}},
	{Command: "supervision-reply", Group: handling, Title: fault.Say("Reply to the supervision", "督办反馈"),
		Fields: []field{writing("text", fault.Say("What the unit has done", "办理情况"))}},
	{Command: "supervision-release", Group: leading, Title: fault.Say("Release from supervision", "解除督办")},
	{Command: "rework", Group: leading, Title: fault.Say("Order rework", "责令返工"), Fields: []field{why(reasonLabel)}},
	{Command: "closure", Group: leading, Title: fault.Say("Close by decision", "决定办结"), Grave: true, Fields: []field{
		{Name: "outcome", Sort: asChoice, Label: fault.Say("Outcome", "办结方式"), Required: true,
			Options: outcomesOf("invalid", "duplicate", "dissatisfied", "referred")}, why(reasonLabel),
	}},
	{Command: "reopening", Group: leading, Title: fault.Say("Reopen", "重新受理"), Fields: []field{why(reasonLabel)}},
	{Command: "repeat-review", Group: leading, Title: fault.Say("Review the handling", "处理复核"),
		Help:   fault.Say("The matter has come up again. Review how it was handled here.", "同一事项再次反映，请复核本次办理情况。"),
		Fields: []field{writing("finding", fault.Say("Finding", "复核结论"))}},
	{Command: "urge", Group: customers, Title: fault.Say("Record a chaser", "催办"), Fields: []field{{Name: "text", Sort: asArea, Label: fault.Say("What the customer says", "客户说明")}}},
	{Command: "supplement", Group: customers, Title: fault.Say("Add information", "补充诉求"), Fields: []field{writing("text", fault.Say("What the customer adds", "补充内容"))}},
	{Command: "withdrawal", Group: customers, Title: fault.Say("Withdraw the complaint", "撤诉"), Grave: true, Fields: []field{{Name: "reason", Sort: asArea, Label: reasonLabel}}},
	{Command: "rating", Group: customers, Title: fault.Say("Record a rating", "评价"), Fields: []field{
		{Name: "score", Sort: asNumber, Label: fault.Say("Score, 1 to 5", "评分（1至5）"), Required: true}, {Name: "comment", Sort: asArea, Label: fault.Say("Comment", "评语")},
	}},
	{Command: "responsibility-decision", Group: consequences, Title: fault.Say("Decide responsibility", "裁定责任"), Fields: []field{responsibilityField, why(reasonLabel)}},
	{Command: "appeal", Group: consequences, Title: fault.Say("File the unit's appeal", "承办单位申诉"), Fields: []field{
		{Name: "type", Sort: asChoice, Label: fault.Say("Type of appeal", "申诉类型"), Required: true,
			Options: coded("type", "not-true", "not-responsible", "wrong-category", "malicious", "force-majeure", "duplicate", "timeliness")},
		writing("reason", fault.Say("Grounds and request", "申诉理由与请求")),
		writing("basis", fault.Say("Supporting evidence", "佐证依据")),
		{Name: "signatures", Sort: asSignatures, Label: fault.Say("Signatures", "部门签字"), Required: true,
			Help: fault.Say("One on each line: the level, then the department.", "每行一个，先写层级，再写部门。")},
	}},
	{Command: "appeal-decision", Group: consequences, Title: fault.Say("Decide the appeal", "裁定申诉"),
		Fields: []field{decide("upheld", fault.Say("Decision", "裁定"), fault.Say("Uphold", "申诉成立"), fault.Say("Refuse", "驳回")), why(reasonLabel)}},
	{Command: "rectification", Group: consequences, Title: fault.Say("Order rectification", "责令整改"), Fields: []field{
		writing("what", fault.Say("What must be put right", "整改内容")),
		{Name: "owner", Sort: asLine, Label: fault.Say("Person responsible", "整改责任人"), Help: fault.Say("Leave empty for the handler.", "不填则为经办人。")},
		{Name: "due", Sort: asLine, Label: fault.Say("By when", "整改期限"),
			Help: fault.Say("A date, or a time such as 10wd (10 working days). Leave empty for the deadline in the rules.", "日期或期限，例如10wd（10个工作日）；不填则按规则。")},
		{Name: "scope", Sort: asChoice, Label: fault.Say("Scope", "整改范围"), Options: coded("scope", "case", "kind")},
	}},
	{Command: "rectification-done", Group: consequences, Title: fault.Say("Report rectification done", "反馈整改"),
		Fields: []field{item(rectifications, true), writing("text", fault.Say("What was done, with evidence", "整改情况与佐证"))}},
	{Command: "rectification-check", Group: consequences, Title: fault.Say("Check the rectification", "整改验收"),
		Fields: []field{item(rectifications, true), passedField, whyNot("reason")}},
	{Command: "lessons", Group: consequences, Title: fault.Say("Lessons drawn", "落实四不放过"), Button: fault.Say("Save", "保存"), Fields: []field{
		{Name: "causeClear", Sort: asTick, Required: true, Label: fault.Say("Cause established", "原因已查清")}, {Name: "educated", Sort: asTick, Required: true,
			Label: fault.Say("Person responsible instructed", "责任人已受教育")},
		{Name: "rectified", Sort: asTick, Required: true, Label: fault.Say("Measures taken", "整改措施已落实")}, {Name: "dealtWith", Sort: asTick,
			Required: true, Label: fault.Say("Person responsible dealt with", "责任人已处理")},
		{Name: "note", Sort: asArea, Label: fault.Say("Note", "说明")},
	}},
	{Command: "assessment", Group: consequences, Title: fault.Say("Record an assessment", "登记考核"), Fields: []field{
		{Name: "kind", Sort: asChoice, Label: fault.Say("Kind", "考核类型"), Required: true, Options: assessments},
		{Name: "who", Sort: asLine, Label: fault.Say("Person or department", "考核对象"), Required: true},
		{Name: "amount", Sort: asLine, Label: fault.Say("Amount", "金额"), Help: fault.Say("Leave empty for the amount in the rules.", "不填则按规则。")}, why(reasonLabel),
	}},
	{Command: "internal-closing", Group: consequences, Title: fault.Say("Close internally", "内部销号"), Grave: true},
	{Command: "regulator-appeal", Group: regulators, Title: fault.Say("Record an appeal to the regulator", "登记监管申诉"), Fields: []field{
		{Name: "body", Sort: asLine, Label: fault.Say("Regulator", "监管机构"), Required: true, Help: fault.Say("Such as the 12398 hotline.", "例如12398。")},
		{Name: "reference", Sort: asLine, Label: fault.Say("Its reference", "监管工单编号"), Required: true},
		writing("facts", fault.Say("What the customer claims and the regulator asks", "申诉内容与监管要求")), {Name: "answerBy", Sort: asInstant,
			Label: fault.Say("Answer due by", "要求反馈时间")},
	}},
	{Command: "regulator-answer", Group: regulators, Title: fault.Say("Submit the statement", "提交监管答复材料"), Fields: []field{writing("text", fault.Say("Statement", "情况说明"))}},
	{Command: "regulator-review", Group: regulators, Title: fault.Say("Review the statement", "审核监管答复"), Fields: []field{passedField, whyNot("reason")}},
	{Command: "regulator-finding", Group: regulators, Title: fault.Say("Record the regulator's finding", "登记监管认定"), Fields: []field{
		{Name: "fault", Sort: asChoice, Label: fault.Say("Is the company at fault?", "是否有责"), Required: true,
			Options: fixed(option{"yes", fault.Say("at fault", "有责").In}, option{"partly", fault.Say("partly", "部分有责").In}, option{"no", fault.Say("not at fault", "无责").In})},
		writing("finding", fault.Say("Finding", "认定意见")), {Name: "appeal", Sort: asLine, Label: fault.Say("The regulator's reference", "监管工单编号")},
	}},
	{Command: "group-order", Group: overLevels, Title: fault.Say("The leading group's order", "领导小组部署"), Button: fault.Say("Record the order", "提交部署"),
		Fields: []field{writing("order", fault.Say("Nature, measures and responsibilities", "事件性质、处理措施及分工"))}},
	{Command: "plan-start", Group: overLevels, Title: fault.Say("Start the plan", "启动预案"),
		Fields: []field{writing("plan", fault.Say("Plan and investigators", "预案与调查人员"))}},
	{Command: "assistance", Group: overLevels, Title: fault.Say("Assist the investigation", "协助调查"), Fields: []field{writing("text", fault.Say("What was done", "协助情况"))}},
	{Command: "submission", Group: overLevels, Title: fault.Say("Submit the result", "报领导小组审批"),
		Fields: []field{writing("result", fault.Say("Result of the investigation", "调查处理结果")),
			writing("opinion", fault.Say("Recommended handling", "处理意见"))}},
	{Command: "group-decision", Group: overLevels, Title: fault.Say("The leading group's decision", "领导小组审批"), Button: fault.Say("Record the decision", "提交审批"),
		Fields: []field{approvedField, whyNot("reason")}},
	{Command: "superior-report", Group: overLevels, Title: fault.Say("Report to the higher authority", "报上级"), Fields: []field{{Name: "text", Sort: asArea,
		Label: fault.Say("Report", "报告内容")}}},
	{Command: "superior-decision", Group: overLevels, Title: fault.Say("The higher authority's reply", "登记上级意见"), Button: fault.Say("Record the reply", "登记上级意见"),
		Fields: []field{decide("agreed", fault.Say("Reply", "上级意见"), fault.Say("Agrees", "同意"), fault.Say("Does not agree", "不同意")), whyNot("reason")}},
	{Command: "emergency", Group: emergencies, Title: fault.Say("Open the emergency plan", "启动应急预案"), Grave: true, Fields: []field{why(reasonLabel)}},
	{Command: "emergency-action", Group: emergencies, Title: fault.Say("Record immediate action", "登记应急处置"),
		Fields: []field{writing("action", fault.Say("Action", "处置措施"))}},
	{Command: "information-report", Group: emergencies, Title: fault.Say("File the information report", "报送投诉信息报告"), Fields: []field{
		writing("course", fault.Say("What happened", "发生过程")), writing("cause", fault.Say("Cause", "投诉原因")),
		writing("scope", fault.Say("Scope of impact", "影响范围")),
		writing("loss", fault.Say("Customers' losses", "客户损失")), writing("progress", fault.Say("Progress so far", "处理进程")),
		writing("consequences", fault.Say("Possible consequences", "可能后果")),
	}},
	{Command: "emergency-analysis", Group: emergencies, Title: fault.Say("Analyse and plan", "分析研判"), Fields: []field{
		writing("nature", fault.Say("Nature", "事件性质")), writing("scope", fault.Say("Scope", "影响范围")),
		writing("consequences", fault.Say("Consequences", "可能后果")), writing("plan", fault.Say("Plan", "处理方案")),
	}},
	{Command: "emergency-handling", Group: emergencies, Title: fault.Say("Record handling under the plan", "登记按方案处理"),
		Fields: []field{writing("result", fault.Say("Result", "处理结果"))}},
	{Command: "emergency-supervision", Group: emergencies, Title: fault.Say("Supervise the handling", "营销部督办"),
		Fields: []field{writing("demand", fault.Say("Demand", "督办要求"))}},
	{Command: "root-cause", Group: emergencies, Title: fault.Say("Record the root cause", "登记根本原因"), Fields: []field{writing("cause", fault.Say("Root cause", "根本原因"))}},
	{Command: "prevention", Group: emergencies, Title: fault.Say("Set preventive measures", "制定预防措施"),
		Fields: []field{writing("measures", fault.Say("Measures", "预防措施")),
			writing("planAmendment", fault.Say("Changes to the emergency plan", "预案修订意见"))}},
	{Command: "note", Group: records, Title: fault.Say("Note", "备注"), Button: fault.Say("Save note", "保存备注"), Help: fault.Say("Only staff see this; the customer does not.", "仅供内部查看，客户不可见。"),
		Fields: []field{writing("text", fault.Say("Note", "备注内容"))}},
	{Command: "evidence", Group: records, Title: fault.Say("Add files", "添加材料"), Fields: []field{
		{Name: "name", Sort: asFiles, Label: fault.Say("Files", "文件"), Required: true},
		{Name: "of", Sort: asChoice, Label: fault.Say("What they belong to", "材料归属"), Options: coded("of", "complaint", "findings", "answer", "appeal")},
		{Name: "note", Sort: asLine, Label: fault.Say("What they show", "材料说明")},
	}},
	{Command: "evidence-removal", Group: records, Title: fault.Say("Remove a file for good", "删除材料"), Grave: true,
		Fields: []field{{Name: "id", Sort: asChoice, Label: fault.Say("File", "材料"), Required: true, Options: evidences}, why(reasonLabel)}},
}

// formOf finds the form of a command.
func formOf(command string) (form, bool) {
	i := slices.IndexFunc(forms, func(f form) bool { return f.Command == command })
	if i < 0 {
		return form{}, false
	}
	return forms[i], true
}
