package report

import (
	"strconv"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// words are what the values of coded fields are called.
var words = map[string]fault.Text{
	"warning": fault.Say("warning", "预警"), "breach": fault.Say("breach", "超时"), "escalation": fault.Say("escalation", "升级"),
	"handler": fault.Say("handler", "承办人"), "centre": fault.Say("centre", "客服中心"),

	string(complaint.Received): fault.Say("received", "受理"), string(complaint.Sorting): fault.Say("sorting", "人工分类"),
	string(complaint.Dispatched): fault.Say("dispatched", "已派单"), string(complaint.Handling): fault.Say("handling", "处理中"),
	string(complaint.Answered): fault.Say("answered", "待审核"), string(complaint.Callback): fault.Say("callback", "待回访"), string(complaint.Closed): fault.Say("closed", "办结"),

	"urban": fault.Say("urban", "城区"), "rural": fault.Say("rural", "农村"), "remote": fault.Say("remote", "偏远"),

	"general": fault.Say("general", "一般"), "urgent": fault.Say("urgent", "紧急"), "important": fault.Say("important", "重要"),
	"major": fault.Say("major", "重大"), "special": fault.Say("special", "特殊"),

	"hotline": fault.Say("hotline", "热线电话"), "web": fault.Say("website", "网站"), "app": fault.Say("app", "手机应用"), "wechat": fault.Say("WeChat", "微信"),
	"counter": fault.Say("counter", "营业厅"), "letter": fault.Say("letter", "信函"), "email": fault.Say("e-mail", "电子邮件"), "media": fault.Say("media", "媒体"),
	"regulator": fault.Say("regulator", "监管机构"), "superior": fault.Say("superior body", "上级单位"), "other": fault.Say("other", "其他"),

	"utility-marketing": fault.Say("utility, marketing", "营销责任"), "utility-operation": fault.Say("utility, operation", "运检责任"),
	"customer": fault.Say("customer", "用户责任"), "partner": fault.Say("partner", "合作伙伴责任"), "none": fault.Say("nobody", "无责任"),
	"yes": fault.Say("true", "属实"), "partly": fault.Say("partly true", "部分属实"), "no": fault.Say("not true", "不属实"), "unverifiable": fault.Say("cannot be verified", "无法核实"),
}

// named says what the value of a coded field is called; one that is not known
// is said as it is.
func (b *builder) named(value string) string {
	if t, ok := words[value]; ok {
		return b.in(t)
	}
	return value
}

func itoa(n int) string { return strconv.Itoa(n) }
