package policy

import "regexp"

// readConsequences reads what may come of a complaint for the company's own and for
// the customer. A pack need not say any of it.
func (l *loader) readConsequences(f map[string]node) {
	seen := make(once)
	for _, item := range f["causes"].items() {
		c := item.fields("code", "zh", "en")
		cause := Cause{Code: identifier(c["code"], "code"), Name: nameOf(c)}
		seen.check(c["code"], "cause", cause.Code)
		l.policy.Causes = append(l.policy.Causes, cause)
	}
	l.readAssessments(f["assessments"])
	l.readRemedies(f["remedies"])
	if f["writtenReply"].given() {
		l.policy.WrittenReplyRequired = f["writtenReply"].oneOf("writtenReply", []string{"warn", "required"}) == "required"
	}
}

func (l *loader) readAssessments(n node) {
	seen := make(once)
	for _, item := range n.items() {
		f := item.fields("code", "zh", "en", "amount", "source")
		a := Assessment{
			Code: identifier(f["code"], "code"), Name: nameOf(f), Amount: f["amount"].money("amount"), Source: f["source"].sourced(),
		}
		seen.check(f["code"], "assessment", a.Code)
		l.policy.Assessments = append(l.policy.Assessments, a)
	}
}

var currency = regexp.MustCompile(`^[A-Z]{3}$`)

// readRemedies reads who approves what. The last step must approve any amount: one
// that nobody may approve would wait for ever.
func (l *loader) readRemedies(n node) {
	if !n.given() {
		return
	}
	f := n.fields("currency", "own", "approval")
	r := Remedies{Currency: f["currency"].required("remedies.currency"), Own: f["own"].money("remedies.own")}
	if r.Currency != "" && !currency.MatchString(r.Currency) {
		f["currency"].fail("remedies.currency %q must be three capital letters such as CNY", r.Currency)
	}
	steps := f["approval"].items()
	if len(steps) == 0 {
		n.fail("remedies.approval is missing: who approves?")
	}
	before := int64(-1)
	for i, item := range steps {
		s := item.fields("upTo", "level")
		step := ApprovalStep{UpTo: s["upTo"].money("upTo"), Level: s["level"].oneOf("level", ladder)}
		limit, limited := Hundredths(step.UpTo)
		switch last := i == len(steps)-1; {
		case last && s["upTo"].given():
			item.fail("the last step of remedies.approval has an upTo: nobody could approve more")
		case !last && !s["upTo"].given():
			item.fail("upTo is missing: only the last step of remedies.approval is for any amount")
		case limited && limit <= before:
			item.fail("the amounts of remedies.approval must grow")
		}
		if limited {
			before = limit
		}
		if k := len(r.Approval); k > 0 && step.Level != "" && Rank(step.Level) < Rank(r.Approval[k-1].Level) {
			item.fail("the levels of remedies.approval cannot fall")
		}
		r.Approval = append(r.Approval, step)
	}
	l.policy.Remedies = r
}

// money reads an amount that need not be given.
func (n node) money(name string) string {
	if !n.given() {
		return ""
	}
	s := n.text()
	if _, ok := Hundredths(s); !ok {
		n.fail("%s %q must be an amount such as \"500.00\"", name, s)
		return ""
	}
	return s
}
