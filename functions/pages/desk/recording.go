package desk

import (
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// recording is how staff write down what somebody tells them by phone, letter or counter:
// first by what a caller is known.
var recording = form{Title: fault.Say("Record the complaint", "登记投诉"), Fields: []field{
	{Name: "customer.phone", Part: fault.Say("Customer", "客户"), Sort: asLine, Label: fault.Say("Phone", "联系电话")},
	{Name: "customer.accountNumber", Sort: asLine, Label: fault.Say("Account number", "户号")},
	{Name: "customer.name", Sort: asLine, Label: fault.Say("Name", "客户姓名")},
	{Name: "customer.kind", Sort: asChoice, Label: fault.Say("Type of customer", "客户类型"),
		Options: coded("customer.kind", "residential", "commercial", "industrial", "unknown")},
	{Name: "customer.vulnerable", Sort: asTick, Label: fault.Say("Vulnerable: elderly, ill, disabled or dependent on electricity", "特殊客户（老年人、病患、残疾人或依赖供电设备）")},
	{Name: "customer.confidential", Sort: asTick, Label: fault.Say("Keep the customer's name confidential", "要求对承办单位保密")},
	{Name: "customer.anonymous", Sort: asTick, Label: fault.Say("Anonymous", "匿名")},
	{Name: "channel", Part: fault.Say("The complaint", "诉求"), Sort: asChoice, Label: fault.Say("Channel", "受理渠道"), Required: true,
		Options: coded("channel", policy.Channels...)},
	{Name: "source.via", Sort: asChoice, Label: fault.Say("Exact source", "具体途径"), Options: ways},
	{Name: "text", Sort: asArea, Label: fault.Say("The complaint, in the customer's words", "诉求内容"), Required: true},
	{Name: "demand", Sort: asLine, Label: fault.Say("What the customer asks for", "客户要求")},
	{Name: "occurredAt", Sort: asInstant, Label: fault.Say("When it happened", "发生时间")},
	{Name: "class", Sort: asChoice, Label: fault.Say("Class", "投诉类别"), Empty: fault.Say("Work it out from the text", "按内容自动研判"), Options: classes},
	{Name: "language", Sort: asChoice, Label: fault.Say("Language", "语言"), Empty: fault.Say("The language of the text", "按内容识别"),
		Options: fixed(option{"zh", fault.Say("Chinese", "中文").In}, option{"en", fault.Say("English", "英文").In})},
	{Name: "confirmed", Sort: asChoice, Label: fault.Say("How the customer confirmed it", "客户确认方式"), Options: coded("confirmed", "spoken", "signed")},
	{Name: "site.address", Part: fault.Say("Where", "用电地点"), Sort: asLine, Label: fault.Say("Address", "用电地址")},
	{Name: "site.region", Sort: asChoice, Label: fault.Say("Region", "供电区域"), Options: regions},
	{Name: "site.area", Sort: asChoice, Label: fault.Say("Type of area", "城乡类别"), Options: coded("area", "urban", "rural", "remote")},
	{Name: "site.transformerArea", Sort: asLine, Label: fault.Say("Transformer area", "台区")},
	{Name: "site.feeder", Sort: asLine, Label: fault.Say("Feeder", "线路")},
	{Name: "source.body", Part: fault.Say("Referred by another body, or entered later", "转办或补录"), Folded: true, Sort: asLine, Label: fault.Say("Referred by", "转办单位")},
	{Name: "source.reference", Sort: asLine, Label: fault.Say("Its reference", "来文编号")},
	{Name: "source.overLevel", Sort: asTick, Label: fault.Say("Went straight to a higher body", "越级投诉")},
	{Name: "source.reason", Sort: asLine, Label: fault.Say("Why", "越级原因")},
	{Name: "receivedAt", Sort: asInstant, Label: fault.Say("Received", "受理时间"), Help: fault.Say("Only for a late entry. Empty means now.", "补录时填写，不填则为当前时间。")},
	{Name: "receiver", Sort: asLine, Label: fault.Say("Taken down by", "受理人"), Help: fault.Say("Empty means you.", "不填则为本人。")},
}}
