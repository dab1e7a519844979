package customer

import (
	"cmp"
	"crypto/rand"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// slip is a form that a customer fills in: as it was filled in, and what is wrong with it.
type slip struct {
	// ID stands before the ids of its fields, where a page has several forms.
	ID     string
	Values url.Values
	Wrongs []fieldError
	// Says is what the API says of the whole, when it was not carried out.
	Says string
	// Key makes it one deed however often it is sent.
	Key string
}

// fieldError is a field that was not acceptable, and why.
type fieldError struct{ Field, Message string }

// blankSlip is a form that nobody has filled in.
func blankSlip(id string) slip { return slip{ID: id, Values: url.Values{}, Key: rand.Text()} }

// filledSlip is a form as it was sent, with line breaks as the API counts them.
func filledSlip(id string, sent url.Values) slip {
	f := slip{ID: id, Values: url.Values{}, Key: cmp.Or(sent.Get("key"), rand.Text())}
	for name, values := range sent {
		for _, v := range values {
			f.Values.Add(name, strings.ReplaceAll(v, "\r\n", "\n"))
		}
	}
	return f
}

// Get is what stands in a field.
func (f slip) Get(name string) string { return f.Values.Get(name) }

// value is what stands in a field, without blanks around it.
func (f slip) value(name string) string { return strings.TrimSpace(f.Get(name)) }

// ticked tells whether a box is.
func (f slip) ticked(name string) bool { return f.Get(name) != "" }

// refuse puts what the API has refused beside the fields, and gives the status to
// answer with; false when the error is nothing that the visitor could mend.
func (f *slip) refuse(err error) (status int, ok bool) {
	p, ok := errors.AsType[*web.Problem](err)
	if !ok || p.Status >= 500 || p.Status == http.StatusUnauthorized || p.Status == http.StatusNotFound {
		return 0, false
	}
	f.Says = p.Detail
	if p.Status != http.StatusOK { // more than to be read in another language was asked for
		f.Key = rand.Text() // nothing was done under the key, or something else
	}
	for _, bad := range p.Errors {
		f.Says = "" // the fields say more
		f.add(fieldError{bad.Field, bad.Message})
	}
	return p.Status, true
}

// blank is one field of a form as a template shows it.
type blank struct {
	ID, Name, Label, Help, Value, Wrong string
	// Type is that of the input, Auto how browsers may fill it in.
	Type, Auto string
	Required   bool
	Optional   bool
}

// Described names what describes the field to who cannot see it.
func (b blank) Described() string {
	var ids []string
	if b.Help != "" {
		ids = append(ids, b.ID+"-help")
	}
	if b.Wrong != "" {
		ids = append(ids, b.ID+"-wrong")
	}
	return strings.Join(ids, " ")
}

// blank shows a field, with its label and what is wrong with it.
func (f slip) blank(language, name, help, kind, auto string) blank {
	b := blank{ID: f.id(name), Name: name, Label: f.label(name, language), Help: help, Value: f.Get(name), Type: kind, Auto: auto}
	b.Required = name == "text" && f.ID != "urge" || name == "score" || name == "accepted"
	b.Optional = slices.Contains(optional, b.ID)
	for _, w := range f.Wrongs {
		if w.Field == name {
			b.Wrong = f.sentence(w, language)
		}
	}
	return b
}

// label is what a field is called: in this form, else in all of them.
func (f slip) label(name, language string) string {
	if own, ok := labels[f.id(name)]; ok {
		return own.In(language)
	}
	return words.Named(labels, name, language)
}

func (f slip) id(name string) string {
	if f.ID == "" {
		return name
	}
	return f.ID + "-" + name
}

// flaw is a line of the summary of what is wrong.
type flaw struct{ To, Text string }

// flaws sums up what is wrong: a link to each field.
func (f slip) flaws(language string) (list []flaw) {
	for _, w := range f.Wrongs {
		list = append(list, flaw{f.id(w.Field), f.sentence(w, language)})
	}
	return list
}

// optional are the fields that need not be filled in, of forms in which others must.
var optional = []string{"occurredAt", "site.region", "site.address", "demand", "urge-text", "withdrawal-reason", "rating-comment"}

// labels are what the fields of customers' forms are called.
var labels = map[string]fault.Text{
	"class": fault.Say("What it is about", "投诉类型"), "text": fault.Say("What happened", "事情经过"),
	"occurredAt": fault.Say("When it happened", "发生时间"), "site.region": fault.Say("Supply station", "供电单位"),
	"site.address": fault.Say("Where it is", "地点"), "demand": fault.Say("What you would like us to do", "您希望怎样解决"),
	"customer.name": fault.Say("Your name", "您的姓名"), "customer.phone": fault.Say("Your phone number", "联系电话"),
	"customer.accountNumber": fault.Say("Account number", "客户编号（户号）"), "customer.kind": fault.Say("Who uses the electricity", "用电类别"),
	"customer.confidential": fault.Say("Don't share my name with the unit", "对承办单位保密"), "customer.anonymous": fault.Say("Stay anonymous", "匿名投诉"),
	"customer.vulnerable": fault.Say("Someone in the household needs extra support", "需要特别照顾"),
	"supplement-text":     fault.Say("What you want to add", "补充内容"), "urge-text": fault.Say("What you want to say", "催办说明"),
	"file":      fault.Say("File", "文件"),
	"reference": fault.Say("Reference", "工单编号"), "code": fault.Say("Tracking code", "查询码"),
	"reason": fault.Say("Why", "撤回原因"), "score": fault.Say("How was it handled?", "您对本次处理是否满意？"),
	"accepted": fault.Say("Do you accept it?", "您是否同意？"),
	"comment":  fault.Say("Anything else", "意见和建议"), "counter": fault.Say("What you want instead", "您的其他要求"),
}
