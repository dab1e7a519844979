package complaint

import (
	"strings"

	"github.com/redress/redress/shared/fault"
)

// FieldName is what a field of the API is called, where a sentence or a page has to name
// it; its code where it has no name.
func FieldName(code string) fault.Text {
	if t, ok := fieldNames[code]; ok {
		return t
	}
	return fault.Say(code, code)
}

// ValueName is what a value of a coded field is called, such as urban of area or
// utility-marketing of responsibility; false for one that has no name.
func ValueName(field, value string) (fault.Text, bool) {
	t, ok := valueNames[field][value]
	return t, ok
}

// StatusName is what a status is called; its code where it is none of ours.
func StatusName(s Status) fault.Text { return nameIn(statusNames, s) }

// OutcomeName is what an outcome is called; its code where it is none of ours.
func OutcomeName(o Outcome) fault.Text { return nameIn(outcomeNames, o) }

// OneOf says that a field must have one of some values. In Chinese each stands behind
// the word for it, as it has to be sent: 城区（urban）.
func OneOf(field string, values ...string) fault.Text {
	names, ok := valueNames[field]
	if !ok {
		names = valueNames[field[strings.LastIndex(field, ".")+1:]]
	}
	return Listed(values, func(v string) string { return nameIn(names, v).ZH })
}

// Listed says that a value must be one of some, by their Chinese names.
func Listed(values []string, name func(string) string) fault.Text {
	named := make([]string, len(values))
	for i, v := range values {
		if named[i] = v; name(v) != v {
			named[i] = name(v) + "（" + v + "）"
		}
	}
	return fault.Say("must be one of "+strings.Join(values, ", "), "必须是以下之一："+strings.Join(named, "、"))
}

// nameIn is the name of a value in a list; the value itself where it has none.
func nameIn[K ~string](names map[K]fault.Text, value K) fault.Text {
	if t, ok := names[value]; ok {
		return t
	}
	return fault.Say(string(value), string(value))
}

// fieldNames are what fields are called that other fields' errors speak of, and that
// are called the same wherever they stand.
var fieldNames = map[string]fault.Text{
	"others": fault.Say("answer to the others", "对其他客户的答复"),
	"from":   fault.Say("first day", "起始日期"), "to": fault.Say("last day", "截止日期"), "figure": fault.Say("figure", "指标"),
	"reference": fault.Say("reference", "工单编号"), "kind": fault.Say("kind", "类型"), "unit": fault.Say("unit", "单位"),
	"class": fault.Say("class", "投诉类别"), "region": fault.Say("region", "供电区域"), "area": fault.Say("area", "城乡类别"),
	"channel": fault.Say("channel", "受理渠道"), "grade": fault.Say("grade", "投诉等级"), "language": fault.Say("language", "语言"),
	"status": fault.Say("status", "状态"), "clock": fault.Say("deadline", "时限"), "state": fault.Say("deadline status", "时限状态"),
	"handler": fault.Say("handler", "经办人"), "vulnerable": fault.Say("vulnerable customers", "特殊客户"), "open": fault.Say("open cases", "在办工单"),
	"q": fault.Say("reference, account or phone", "工单编号、户号或电话"), "batch": fault.Say("batch", "批次"),
	"cursor": fault.Say("place in the list", "列表位置"), "limit": fault.Say("length of the list", "每页数量"), "item": fault.Say("number", "编号"),
}

var statusNames = map[Status]fault.Text{
	Received: fault.Say("received", "已受理"), Sorting: fault.Say("to be classified", "待分类"),
	Dispatched: fault.Say("sent to the unit", "已派单"), Handling: fault.Say("being handled", "处理中"),
	Answered: fault.Say("answered, in review", "已答复待审核"), Callback: fault.Say("to be called back", "待回访"),
	Closed: fault.Say("closed", "已办结"),
}

var outcomeNames = map[Outcome]fault.Text{
	Resolved: fault.Say("resolved", "已解决"), Explained: fault.Say("explained", "已解释说明"),
	Referred: fault.Say("referred", "已转办"), Dissatisfied: fault.Say("closed though not satisfied", "不满意办结"),
	Unreached: fault.Say("customer not reached", "未能联系上客户"), Invalid: fault.Say("not handled", "不予受理"),
	Duplicate: fault.Say("duplicate", "重复工单"), Withdrawn: fault.Say("withdrawn", "客户撤诉"),
}

// valueNames are what the values of coded fields are called, by the field. A field whose
// name means something else within an object stands with the object's name.
var valueNames = map[string]map[string]fault.Text{
	"area": {"urban": fault.Say("urban", "城区"), "rural": fault.Say("rural", "农村"), "remote": fault.Say("remote", "偏远")},
	"status": {
		string(Received): statusNames[Received], string(Sorting): statusNames[Sorting], string(Dispatched): statusNames[Dispatched],
		string(Handling): statusNames[Handling], string(Answered): statusNames[Answered], string(Callback): statusNames[Callback], string(Closed): statusNames[Closed],
	},
	"urgency": {
		"general": fault.Say("normal", "一般"), "urgent": fault.Say("urgent", "紧急"), "major": fault.Say("major", "重大"),
	},
	"grade": {
		"general": fault.Say("normal", "一般"), "important": fault.Say("important", "重要"),
		"major": fault.Say("major", "重大"), "special": fault.Say("special", "特殊"),
	},
	"channel": {
		"hotline": fault.Say("hotline", "热线电话"), "web": fault.Say("website", "网站"), "app": fault.Say("app", "手机应用"), "wechat": fault.Say("WeChat", "微信"),
		"counter": fault.Say("counter", "营业厅"), "letter": fault.Say("letter", "信函"), "email": fault.Say("e-mail", "电子邮件"), "media": fault.Say("media", "媒体"),
		"regulator": fault.Say("regulator", "监管机构"), "superior": fault.Say("higher authority", "上级单位"), "other": fault.Say("other", "其他"),
	},
	"customer.kind": {
		"residential": fault.Say("residential", "居民"), "commercial": fault.Say("commercial", "商业"),
		"industrial": fault.Say("industrial", "工业"), "unknown": fault.Say("unknown", "未知"),
	},
	"confirmed": {"spoken": fault.Say("read back", "口头复述确认"), "signed": fault.Say("signed", "签字确认")},
	"language":  {"zh": fault.Say("Chinese", "中文"), "en": fault.Say("English", "英文")},

	"verified": {
		"yes": fault.Say("substantiated", "属实"), "partly": fault.Say("partly substantiated", "部分属实"),
		"no": fault.Say("not substantiated", "不属实"), "unverifiable": fault.Say("could not be verified", "无法核实"),
	},
	"responsibility": {
		"utility-marketing": fault.Say("utility, marketing", "营销责任"), "utility-operation": fault.Say("utility, operation", "运检责任"),
		"customer": fault.Say("customer", "用户责任"), "partner": fault.Say("partner", "合作伙伴责任"), "none": fault.Say("nobody", "无责任"),
	},
	"fault": {"yes": fault.Say("at fault", "有责"), "partly": fault.Say("partly at fault", "部分有责"), "no": fault.Say("not at fault", "无责")},
	"outcome": { // of a call; and how a case can be closed by decision
		"satisfied": fault.Say("satisfied", "满意"), "basically-satisfied": fault.Say("basically satisfied", "基本满意"), "dissatisfied": fault.Say("dissatisfied", "不满意"),
		"refused": fault.Say("would not say", "拒绝评价"), "not-reached": fault.Say("not reached", "未联系上"),
		string(Invalid): outcomeNames[Invalid], string(Duplicate): outcomeNames[Duplicate], string(Referred): outcomeNames[Referred],
	},
	"result": { // of a determination
		"normal": fault.Say("normal", "正常投诉"), "not-established": fault.Say("not established", "投诉不成立"),
		"abnormal": fault.Say("abnormal", "非正常投诉"), "invalid": fault.Say("invalid", "无效投诉"),
	},
	"type": { // of an appeal
		"not-true": fault.Say("not substantiated", "不属实"), "not-responsible": fault.Say("not the company's responsibility", "非供电责任"), "wrong-category": fault.Say("wrong category", "分类错误"),
		"malicious": fault.Say("malicious or unreasonable", "恶意或无理诉求"), "force-majeure": fault.Say("force majeure", "不可抗力"),
		"duplicate": fault.Say("counted twice", "重复"), "timeliness": fault.Say("deadline judged wrongly", "时限误判"),
	},
	"kind":  {"compensation": fault.Say("compensation", "补偿"), "refund": fault.Say("refund", "退费")}, // of a remedy
	"scope": {"case": fault.Say("this matter", "本事项"), "kind": fault.Say("problems of its kind", "同类问题")},
	"of": {
		"complaint": fault.Say("complaint", "诉求"), "findings": fault.Say("findings", "核查"),
		"answer": fault.Say("answer", "答复"), "appeal": fault.Say("appeal", "申诉"),
	},
	"state": { // of a limit that a list is narrowed by, and of a repair
		"warned": fault.Say("warned", "预警"), "missed": fault.Say("missed", "超时"),
		"accepted": fault.Say("accepted", "已接单"), "arrived": fault.Say("arrived", "已到达现场"), "restored": fault.Say("restored", "已恢复供电"), "cancelled": fault.Say("cancelled", "已取消"),
	},
}
