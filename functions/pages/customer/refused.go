package customer

import (
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// A refusal is written by the domain for whoever fills in any form. Customers read it as
// a sentence that says what to do: of what they left out, and of what does not fit.

// unsaid says what to do about a field that nothing stands in.
var unsaid = map[string]fault.Text{
	"text":                 fault.Say("Tell us what happened.", "请说明事情经过。"),
	"supplement-text":      fault.Say("Write what you want to add.", "请填写补充内容。"),
	"rating-score":         fault.Say("Choose a rating.", "请选择评分。"),
	"offer-reply-accepted": fault.Say("Choose whether you accept our offer.", "请选择是否同意。"),
}

// unfit say what to do about a field that what stands in it does not fit.
var unfit = map[string]fault.Text{
	"customer.phone": fault.Say("Check your phone number: use digits only, with spaces if you like.", "请核对联系电话，只填写数字，可含空格或“-”。"),
	"occurredAt":     fault.Say("Check when it happened: the time must be complete, not later than now, and in the last 100 years.", "请核对发生时间：须填写完整，不能晚于现在，也不能早于100年前。"),
}

// sentence says in a sentence what is wrong with a field: how to mend it where that is
// known, else the domain's reason after the field's name.
func (f slip) sentence(w fieldError, language string) string {
	table := unfit
	if complaint.Blank(f.Get(w.Field)) {
		table = unsaid
	}
	if text, ok := table[f.id(w.Field)]; ok {
		return text.In(language)
	}
	if worded[w.Field] {
		return w.Message
	}
	return f.label(w.Field, language) + words.Say(language, ": ", "：") + w.Message
}

// worded are the fields whose reasons are sentences already: these pages wrote them.
var worded = map[string]bool{"file": true, "reference": true, "code": true}

// add notes what is wrong with a field, once: the first reason says most.
func (f *slip) add(w fieldError) {
	for _, had := range f.Wrongs {
		if had.Field == w.Field {
			return
		}
	}
	f.Wrongs = append(f.Wrongs, w)
}
