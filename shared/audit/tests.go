package audit

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/phrase"
	"github.com/redress/redress/shared/policy"
)

// tests look for one flaw each and say why an answer has it; nil when it has
// not. They are those of [policy.Tests].
var tests = map[string]func(*reading, policy.Check) policy.Text{
	"demand": demand, "contradiction": contradiction, "contact": contact, "ownership": ownership, "solved": solved,
	"weak": weak, "times": times, "vague": vague, "cause": cause, "opinion": opinion, "evidence": evidence, "site": site,
	"wording": wording, "format": format, "written": inWriting,
}

func say(en, zh string) policy.Text { return policy.Text{"en": en, "zh": zh} }

// demand: the answer speaks of nothing that the customer asks for; of a customer
// who asks for nothing in particular, of nothing that the matter is about. A word
// of theirs, or of the class, is enough, but for words that may stand in any answer.
func demand(r *reading, _ policy.Check) policy.Text {
	asked := r.auditor.subjects().in(phrase.NewText(r.Demand))
	if len(asked) == 0 {
		asked = r.auditor.subjects().in(customerSays(r.Case))
	}
	told := r.auditor.subjects().in(r.answer)
	for subject := range asked {
		if told[subject] != "" {
			return nil
		}
	}
	if len(asked) == 0 || r.speaksOfTheClass() || r.repeatsTheCustomer() {
		return nil
	}
	return say("the customer speaks of "+quoted(asked, ", ")+"; the answer speaks of "+quoted(told, ", "),
		"客户诉求涉及"+quoted(asked, "、")+"，答复涉及"+quoted(told, "、"))
}

// speaksOfTheClass tells whether the answer has phrases of the matter's class.
func (r *reading) speaksOfTheClass() bool {
	class, _ := r.auditor.policy.Class(r.Class)
	l := newLexicon()
	l.add(r.Class, class.Phrases)
	return len(l.in(r.answer)) > 0
}

// repeatsTheCustomer tells whether the answer has a word of the customer's: two
// Chinese characters in a row, or a word of four letters or more.
func (r *reading) repeatsTheCustomer() bool {
	theirs := customerSays(r.Case)
	said := pieces(theirs, nil)
	for piece := range pieces(r.answer, r.auditor.sayings().spans(r.answer, "common")) {
		if said[piece] {
			return true
		}
	}
	return false
}

// quoted lists the words that stand for subjects, each in quotation marks.
func quoted(found map[string]string, between string) string {
	if len(found) == 0 {
		return "—"
	}
	return "“" + strings.Join(slices.Sorted(maps.Values(found)), "”"+between+"“") + "”"
}

// contradiction: what the answer says of the result is not what is on record,
// or it says both this and the contrary.
func contradiction(r *reading, _ policy.Check) policy.Text {
	untrue := r.findings.Verified == "no"
	borneOut := r.findings.Verified == "yes" || r.findings.Verified == "partly"
	switch {
	case r.says["solved"] != "" && untrue:
		return say("it says that the matter is resolved, but the findings say that the complaint is not substantiated", "答复称已解决，而核查结论为不属实")
	case r.says["confirmed"] != "" && untrue:
		return say("it says that the complaint is substantiated, but the findings say that it is not", "答复称属实，而核查结论为不属实")
	case r.says["denied"] != "" && borneOut:
		return say("it says that the complaint is not substantiated, but the findings say that it is", "答复称不属实，而核查结论为属实或部分属实")
	case r.says["confirmed"] != "" && r.says["denied"] != "" && r.findings.Verified != "partly":
		return say("it says both that the complaint is substantiated and that it is not", "答复既称属实又称不属实")
	case r.says["agreed"] != "" && r.says["disagreed"] != "":
		return say("it says both that the customer agrees and that they do not", "答复既称客户认可又称客户不认可")
	case r.says["agreed"] != "" && !r.Answer.Agreed:
		return say("it says that the customer agrees, but the record does not", "答复称客户认可，而记录中客户未同意")
	case r.says["disagreed"] != "" && r.Answer.Agreed:
		return say("it says that the customer does not agree, but the record says that they do", "答复称客户不认可，而记录中客户已同意")
	}
	return nil
}

// contact: the answer tells of a contact that is not on record, or of none
// where one is.
func contact(r *reading, _ policy.Check) policy.Text {
	switch {
	case r.says["unreached"] != "" && r.reached():
		return say("it says that the customer could not be reached, but a contact is on record", "答复称联系不上客户，而记录中已联系到客户")
	case r.says["unreached"] == "" && r.says["contacted"] != "" && !r.reached():
		return say("it says that the customer was contacted, but no contact is on record", "答复称已联系客户，而没有联系到客户的记录")
	}
	return nil
}

// ownership: the customer, a third party or nobody is called responsible, and
// nothing shows it.
func ownership(r *reading, _ policy.Check) policy.Text {
	elsewhere := slices.Contains([]string{"customer", "partner", "none"}, r.findings.Responsibility)
	if (elsewhere || r.says["blames"] != "") && !r.facts() {
		return say("responsibility is placed outside the company without any supporting facts", "责任判定为非供电企业责任，但没有事实依据")
	}
	return nil
}

func solved(r *reading, _ policy.Check) policy.Text {
	if r.says["solved"] != "" && r.says["measures"] == "" && !r.facts() {
		return say("it says that the matter is resolved, but gives neither the action taken nor any facts", "答复称已解决，但未说明所做工作，也无事实依据")
	}
	return nil
}

// weak: an answer that matters more than others says too little.
func weak(r *reading, k policy.Check) policy.Text {
	switch {
	case r.size() < k.Shortest:
		return tooShort(r.size(), k.Shortest)
	case r.says["measures"] == "":
		return say("it describes no action taken", "没有说明具体措施")
	case r.says["dates"] == "":
		return say("it gives no date", "没有说明时间")
	}
	return nil
}

func tooShort(size, least int) policy.Text {
	n, want := strconv.Itoa(size), strconv.Itoa(least)
	return say(n+" characters; at least "+want+" expected", "仅"+n+"字，少于"+want+"字")
}

func times(r *reading, _ policy.Check) policy.Text {
	if r.says["dates"] == "" {
		return say("it gives no date for what was done or will be done", "没有说明任何处理时间或计划时间")
	}
	return nil
}

// vague: a sentence promises something without a date.
func vague(r *reading, _ policy.Check) policy.Text {
	dates := r.auditor.sayings().places(r.answer, "dates")
	for _, at := range r.auditor.sayings().places(r.answer, "vague") {
		if !slices.ContainsFunc(dates, func(date int) bool { return r.answer.SameSentence(at, date) }) {
			return say("“"+r.says["vague"]+"” without a date", "“"+r.says["vague"]+"”未说明具体时间")
		}
	}
	return nil
}

func cause(r *reading, _ policy.Check) policy.Text {
	if r.says["causes"] == "" && !present(r.findings.Cause) {
		return say("neither the answer nor the findings state a cause", "答复和核查结果均未说明原因")
	}
	return nil
}

func opinion(r *reading, _ policy.Check) policy.Text {
	if r.says["agreed"] == "" && r.says["disagreed"] == "" && r.says["attitude"] == "" && !r.Answer.Agreed {
		return say("it does not say what the customer thinks of the solution", "没有说明客户对处理结果的意见")
	}
	return nil
}

func evidence(r *reading, _ policy.Check) policy.Text {
	if !r.facts() {
		return say("no facts are given, in the record or in the answer", "没有事实记录，答复中也未说明核查情况")
	}
	return nil
}

func site(r *reading, _ policy.Check) policy.Text {
	if r.says["site"] == "" && r.recorded["site"] == "" {
		return say("no site inspection is described", "没有说明现场核查情况")
	}
	return nil
}

func wording(r *reading, _ policy.Check) policy.Text {
	if word := r.says["informal"]; word != "" {
		return say("“"+word+"” is not suitable wording for an answer", "“"+word+"”用语不规范")
	}
	return nil
}

func format(r *reading, k policy.Check) policy.Text {
	switch {
	case r.size() < k.Shortest:
		return tooShort(r.size(), k.Shortest)
	case shouts(r.Answer.Text):
		return say("it is written in capitals throughout", "全部为大写字母")
	case !closes(r.Answer.Text):
		return say("it does not end with punctuation", "结尾没有标点")
	}
	return nil
}

// inWriting: somebody who gave a name was right, and has nothing in writing (S-148).
func inWriting(r *reading, _ policy.Check) policy.Text {
	if r.LacksWrittenReply() {
		return say("the complainant gave their name and the complaint is substantiated, but no written reply is on record", "实名投诉已查实，但没有书面答复的记录")
	}
	return nil
}
