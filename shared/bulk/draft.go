package bulk

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/text/width"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// draft is a record in the making.
type draft struct {
	web.Submission
	policy *policy.Policy
	bad    []fault.Field
}

func (d *draft) fail(field string, why fault.Text) {
	d.bad = append(d.bad, fault.Field{Name: field, Reason: why})
}

// The fields of a record.
func narrative(d *draft) *string       { return &d.Text }
func demand(d *draft) *string          { return &d.Demand }
func class(d *draft) *string           { return &d.Class }
func language(d *draft) *string        { return &d.Language }
func account(d *draft) *string         { return &d.Customer.AccountNumber }
func name(d *draft) *string            { return &d.Customer.Name }
func phone(d *draft) *string           { return &d.Customer.Phone }
func kind(d *draft) *string            { return &d.Customer.Kind }
func region(d *draft) *string          { return &d.Site.Region }
func area(d *draft) *string            { return &d.Site.Area }
func address(d *draft) *string         { return &d.Site.Address }
func transformerArea(d *draft) *string { return &d.Site.TransformerArea }
func feeder(d *draft) *string          { return &d.Site.Feeder }
func body(d *draft) *string            { return &d.Source.Body }
func reference(d *draft) *string       { return &d.Source.Reference }
func confidential(d *draft) *bool      { return &d.Customer.Confidential }
func anonymous(d *draft) *bool         { return &d.Customer.Anonymous }
func vulnerable(d *draft) *bool        { return &d.Customer.Vulnerable }
func overLevel(d *draft) *bool         { return &d.Source.OverLevel }
func overLevelReason(d *draft) *string { return &d.Source.Reason }
func receivedAt(d *draft) *time.Time   { return &d.ReceivedAt }
func occurredAt(d *draft) *time.Time   { return &d.OccurredAt }

// text takes a text as it is.
func text(of func(*draft) *string) func(*draft, string) fault.Text {
	return func(d *draft, text string) fault.Text {
		*of(d) = text
		return fault.Text{}
	}
}

// word is a code of the API with what people write for it.
type word struct {
	code  string
	names []string
}

var (
	kinds     = []word{{"residential", words("居民", "住宅")}, {"commercial", words("商业", "工商业")}, {"industrial", words("工业", "大工业")}, {"unknown", words("未知", "不详")}}
	areas     = []word{{"urban", words("城市", "城镇", "城区")}, {"rural", words("农村", "乡村")}, {"remote", words("边远", "偏远", "边远地区")}}
	languages = []word{{"zh", words("中文", "汉语", "Chinese")}, {"en", words("英文", "英语", "English")}}
	answers   = []word{{"yes", words("是", "有", "y", "true", "1", "√")}, {"no", words("否", "无", "n", "false", "0", "×")}}
	channels  = []word{
		{"hotline", words("热线", "95598", "电话", "95598热线", "95598电话", "phone")}, {"web", words("网站", "网上", "网上营业厅", "website")},
		{"app", words("手机应用", "网上国网")}, {"wechat", words("微信", "公众号", "微信公众号")}, {"counter", words("营业厅", "柜台", "现场", "hall")},
		{"letter", words("信函", "来信", "信件")}, {"email", words("电子邮件", "邮件", "电子邮箱")}, {"media", words("媒体")},
		{"regulator", words("监管机构", "监管", "能监办")}, {"superior", words("上级", "上级单位", "上级转办")}, {"other", words("其他", "其它")},
	}
)

// codeOf finds the code of a word, in any case and width.
func codeOf(list []word, text string) (string, bool) {
	is := func(name string) bool { return same(name, text) }
	i := slices.IndexFunc(list, func(w word) bool { return is(w.code) || slices.ContainsFunc(w.names, is) })
	if i < 0 {
		return "", false
	}
	return list[i].code, true
}

// same compares two words; signs count where there is nothing else.
func same(a, b string) bool {
	if f := fold(a); f != "" {
		return f == fold(b)
	}
	return a == b
}

// mustBe says which words are known.
func mustBe(list []word) fault.Text {
	var en, zh []string
	for _, w := range list {
		en, zh = append(en, w.code), append(zh, w.names[0])
	}
	return fault.Say("must be one of "+strings.Join(en, ", "), "必须是以下之一："+strings.Join(zh, "、"))
}

// choice takes a word for a code.
func choice(list []word, of func(*draft) *string) func(*draft, string) fault.Text {
	return func(d *draft, text string) fault.Text {
		code, ok := codeOf(list, text)
		if !ok {
			return mustBe(list)
		}
		*of(d) = code
		return fault.Text{}
	}
}

// flag takes yes or no.
func flag(of func(*draft) *bool) func(*draft, string) fault.Text {
	return func(d *draft, text string) fault.Text {
		answer, ok := codeOf(answers, text)
		if !ok {
			return mustBe(answers)
		}
		*of(d) = answer == "yes"
		return fault.Text{}
	}
}

// setChannel takes a channel, or a way in that says which.
func (d *draft) setChannel(text string) fault.Text {
	code, ok := codeOf(channels, text)
	if !ok {
		if d.setWay(text) == (fault.Text{}) {
			return fault.Text{}
		}
		return mustBe(channels)
	}
	d.Channel = code
	return fault.Text{}
}

// setWay takes a way in. The channel follows from it where none is given.
func (d *draft) setWay(text string) fault.Text {
	for _, w := range d.policy.Intake.Ways {
		if same(w.Code, text) || same(w.Name["zh"], text) || same(w.Name["en"], text) {
			d.Source.Via = w.Code
			if d.Channel == "" {
				d.Channel = w.Channel
			}
			return fault.Text{}
		}
	}
	return fault.Say("is not a way in of the policy", "不是规则中的受理方式")
}

var noInstant = fault.Say("must be a date and time such as 2026-11-21 08:30", "必须是日期时间，例如2026-11-21 08:30")

// instant takes a date, with or without a time of day, in the office's time.
func instant(of func(*draft) *time.Time) func(*draft, string) fault.Text {
	return func(d *draft, text string) fault.Text {
		at, ok := parseInstant(text, d.policy.Zone())
		if !ok {
			return noInstant
		}
		*of(d) = at
		return fault.Text{}
	}
}

// layouts are how people write instants: year first, so that day and month
// cannot be taken for each other.
var layouts = func() (list []string) {
	for _, date := range []string{"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日"} {
		for _, clock := range []string{"", " 15:04", " 15:04:05", "T15:04", "T15:04:05", " 15时", " 15时4分", " 15时4分5秒"} {
			list = append(list, date+clock)
		}
	}
	return list
}()

func parseInstant(text string, zone *time.Location) (time.Time, bool) {
	text = strings.ReplaceAll(width.Fold.String(text), "日", "日 ")
	text = strings.Join(strings.Fields(text), " ")
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, true
	}
	for _, layout := range layouts {
		if at, err := time.ParseInLocation(layout, text, zone); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}
