package bulk

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/redress/redress/shared/fault"
)

// column is a field of a record as tables have it.
type column struct {
	field  string   // as in the API
	zh, en []string // headings; the first is the template's
	note   fault.Text
	// set takes a text that is not empty; nil for columns about the row itself.
	set func(d *draft, text string) (why fault.Text)
}

// The columns about a row that was refused.
const (
	originColumn = "origin"
	rowColumn    = "row"
	reasonColumn = "reason"
)

var columns = []column{
	{"channel", words("渠道", "受理渠道", "来源渠道", "投诉渠道"), words("channel"), fault.Say("required, such as hotline, letter, or a way in", "必填，如：热线、信函，或受理方式"), (*draft).setChannel},
	{"source.via", words("受理方式", "方式"), words("way in", "way", "via"), fault.Say("finer than the channel, such as fax", "渠道之内的方式，如：传真"), (*draft).setWay},
	{"receivedAt", words("受理时间", "受理日期", "收到时间", "投诉时间"), words("received at", "received"), fault.Say("2026-11-21 08:30; a date alone is its beginning; left out: now", "2026-11-21 08:30；只有日期为当日零时；不填为当前时间"), instant(receivedAt)},
	{"text", words("受理内容", "投诉内容", "反映内容", "内容"), words("text", "content", "narrative"), fault.Say("required, in the customer's words", "必填，客户原话"), text(narrative)},
	{"demand", words("诉求", "客户诉求"), words("demand"), fault.Say("what the customer asks for", "客户的要求"), text(demand)},
	{"class", words("投诉分类", "分类", "分类代码"), words("class"), fault.Say("a code such as 04.03.01", "代码，如：04.03.01"), text(class)},
	{"occurredAt", words("发生时间"), words("occurred at", "occurred"), fault.Say("2026-11-21 08:30", "2026-11-21 08:30"), instant(occurredAt)},
	{"customer.accountNumber", words("户号", "客户编号", "用户编号", "用电户号"), words("account number", "account no", "account"), fault.Say("as text", "文本格式"), text(account)},
	{"customer.name", words("用户姓名", "客户姓名", "姓名", "户名"), words("name", "customer name"), fault.Text{}, text(name)},
	{"customer.phone", words("联系电话", "电话", "电话号码", "手机", "手机号"), words("phone", "telephone", "phone number"), fault.Say("as text", "文本格式"), text(phone)},
	{"customer.kind", words("客户类型", "用户类型"), words("customer kind", "customer type"), fault.Say("residential, commercial, industrial", "居民、商业、工业"), choice(kinds, kind)},
	{"customer.confidential", words("保密", "是否保密", "要求保密"), words("confidential"), fault.Say("yes or no", "是或否"), flag(confidential)},
	{"customer.anonymous", words("匿名", "是否匿名"), words("anonymous"), fault.Say("yes or no", "是或否"), flag(anonymous)},
	{"customer.vulnerable", words("特殊客户", "特殊群体"), words("vulnerable"), fault.Say("elderly, ill, dependent on electricity: yes or no", "老年人、病患、残疾人，或生活依赖用电：是或否"), flag(vulnerable)},
	{"site.region", words("区域", "供电区域"), words("region"), fault.Text{}, text(region)},
	{"site.area", words("城乡类别", "地域类别"), words("area"), fault.Say("urban, rural, remote", "城市、农村、边远"), choice(areas, area)},
	{"site.address", words("联系地址", "地址", "用电地址"), words("address"), fault.Text{}, text(address)},
	{"site.transformerArea", words("台区", "台区名称"), words("transformer area"), fault.Text{}, text(transformerArea)},
	{"site.feeder", words("线路", "馈线"), words("feeder"), fault.Text{}, text(feeder)},
	{"source.body", words("转办单位", "来源单位"), words("passed on by", "source"), fault.Say("who passed the complaint on", "转来投诉的单位"), text(body)},
	{"source.reference", words("转办编号", "来源编号"), words("their reference", "source number"), fault.Text{}, text(reference)},
	{"source.overLevel", words("越级", "是否越级"), words("over level"), fault.Say("yes or no", "是或否"), flag(overLevel)},
	{"source.reason", words("越级原因"), words("why over level"), fault.Say("as the body says", "按转办单位所述"), text(overLevelReason)},
	{"language", words("语言"), words("language"), fault.Say("zh or en; told from the text when left out", "中文或英文；不填则按内容判断"), choice(languages, language)},
	{originColumn, words("原文件"), words("origin"), fault.Text{}, nil},
	{rowColumn, words("行号"), words("row"), fault.Text{}, nil},
	{reasonColumn, words("原因"), words("reason"), fault.Text{}, nil},
}

func words(list ...string) []string { return list }

// name is the heading that we write ourselves.
func (c column) name(language string) string { return fault.Say(c.en[0], c.zh[0]).In(language) }

func columnOf(field string) (column, bool) {
	i := slices.IndexFunc(columns, func(c column) bool { return c.field == field })
	if i < 0 {
		return column{}, false
	}
	return columns[i], true
}

// fieldOf finds the field that a heading names: as a whole, or with its parts in
// both languages, or with an explanation in brackets.
func fieldOf(heading string) (field string, ok bool) {
	if field, ok = headings[fold(heading)]; ok {
		return field, true
	}
	for _, part := range strings.FieldsFunc(heading, func(r rune) bool { return strings.ContainsRune("/／(（[【|\n", r) }) {
		switch other, known := headings[fold(part)]; {
		case known && ok && other != field:
			return "", false // a column of two things
		case known:
			field, ok = other, true
		}
	}
	return field, ok
}

// headings are the fields by all their folded headings.
var headings = func() map[string]string {
	list := map[string]string{}
	for _, c := range columns {
		list[fold(c.field)] = c.field
		for _, h := range slices.Concat(c.zh, c.en) {
			list[fold(h)] = c.field
		}
	}
	return list
}()

// fold takes case, width and everything but letters and digits from a word.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, width.Fold.String(s))
}

// Template gives the head and the row of notes of an empty table, in both
// languages.
func Template() (head, notes []string) {
	for _, c := range columns {
		if c.set == nil {
			continue
		}
		head = append(head, c.zh[0]+" / "+c.en[0])
		note := c.note.ZH
		if c.note.EN != c.note.ZH {
			note += " / " + c.note.EN
		}
		notes = append(notes, note)
	}
	notes[0] = "# " + notes[0]
	return head, notes
}
