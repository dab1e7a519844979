package complaint

import (
	"maps"
	"slices"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Opinion is what the customer thinks of the handling, or why nobody knows (DOMAIN 5.6).
type Opinion string

// The opinions.
const (
	Satisfied    Opinion = "satisfied"           // 满意
	Basically    Opinion = "basically-satisfied" // 基本满意: the policy says what it counts as
	Discontented Opinion = "dissatisfied"        // 不满意
	Declined     Opinion = "refused"             // 拒访: reached, and gives no opinion
	NotReached   Opinion = "not-reached"         // 未接通
)

var opinions = []string{string(Satisfied), string(Basically), string(Discontented), string(Declined), string(NotReached)}

// CallbackResult is one call (回访) to the customer after the answer.
type CallbackResult struct {
	Reached   bool           `json:"reached"`
	Satisfied *bool          `json:"satisfied,omitempty" doc:"required when the customer was reached, unless there is an outcome"`
	Outcome   Opinion        `json:"outcome,omitempty" enum:"satisfied,basically-satisfied,dissatisfied,refused,not-reached" doc:"the customer's opinion in finer words; must agree with reached and satisfied"`
	Answers   map[string]any `json:"answers,omitempty" doc:"answers to the policy's questions, by their id: true or false, an option's code, or text, as the question wants"`
	Reason    string         `json:"reason,omitempty"`
}

// Call is a callback with its place in the case's history.
type Call struct {
	CallbackResult
	At    Instant `json:"at"`
	Round int     `json:"round"`
	// Report is the reference of the report of misconduct that the customer's
	// word has opened; for those alone who may read that case.
	Report string `json:"report,omitempty"`
}

// Name is "callback".
func (CallbackResult) Name() string  { return "callback" }
func (CallbackResult) event() string { return "called" }

func (c CallbackResult) check(a *act) []fault.Field {
	var f fields
	f.optional("outcome", string(c.Outcome), opinions...)
	f.must("satisfied", c.Reached || c.Satisfied == nil || !*c.Satisfied, fault.Say("needs a customer who was reached", "未接通客户时不能填写满意"))
	f.must("satisfied", !c.Reached || c.Satisfied != nil || c.Outcome != "", fault.Say("is required when the customer was reached", "接通客户时必填"))
	if c.Outcome != "" {
		said := c.Outcome.counts(a.Policy)
		f.must("outcome", c.Reached == (c.Outcome != NotReached), fault.Say("does not agree with reached", "与是否接通不一致"))
		f.must("outcome", c.Satisfied == nil || said != nil && *c.Satisfied == *said, fault.Say("does not agree with satisfied", "与是否满意不一致"))
	}
	f.must("answers", c.Reached || len(c.Answers) == 0, fault.Say("needs a customer who was reached", "未接通客户时不能填写回访问题"))
	c.checkAnswers(&f, a)
	f.limit("reason", c.Reason, 2000)
	if next := a.NextCall(a.Policy, a.Now); !c.Reached && next.After(a.Now) {
		f.must("reached", false, fault.Say("does not count as a try: the customer may be called again from "+SpokenAt(next, a.Now, a.Policy.Zone(), "en"),
			"不计入回访次数：请于"+SpokenAt(next, a.Now, a.Policy.Zone(), "zh")+"后再次回访"))
	}
	return f
}

// checkAnswers holds the answers against the policy's questions. A policy whose
// questions do not say what answers they take has what a caller wrote.
func (c CallbackResult) checkAnswers(f *fields, a *act) {
	f.must("answers", len(c.Answers) <= 50, fault.Say("has more than 50 entries", "不能超过50项"))
	for _, id := range slices.Sorted(maps.Keys(c.Answers)) {
		f.limit("answers", id, 100)
		switch v := c.Answers[id].(type) {
		case bool, float64:
		case string:
			f.limit("answers."+id, v, 1000)
		default:
			f.must("answers."+id, false, fault.Say("must be text, a number, true or false", "必须是文本、数字或是否"))
			continue
		}
		if !a.Policy.Callback.Typed() {
			continue
		}
		q, known := a.Policy.Callback.Question(id)
		f.must("answers."+id, known, fault.Say("is no question of the policy", "不是规则中的回访问题"))
		if _, taken := q.Read(c.Answers[id]); !taken {
			f.must("answers."+id, false, wanted(q))
		}
	}
	c.checkAgreement(f, a)
}

// checkAgreement holds the answer to the question for satisfaction against the
// customer's opinion.
func (c CallbackResult) checkAgreement(f *fields, a *act) {
	id := a.Policy.Callback.Satisfaction
	q, asked := a.Policy.Callback.Question(id)
	answer, given := q.Read(c.Answers[id])
	opinion := c.Satisfied
	if opinion == nil {
		opinion = c.Outcome.counts(a.Policy)
	}
	if asked && given && opinion != nil {
		f.must("answers."+id, answer == *opinion, fault.Say("does not agree with satisfied", "与是否满意不一致"))
	}
}

// wanted says what a question takes.
func wanted(q policy.Question) fault.Text {
	switch q.Type {
	case policy.YesNo:
		return fault.Say("must be true or false", "必须填写是或否")
	case policy.Choices:
		var codes []string
		names := map[string]string{}
		for _, o := range q.Options {
			codes, names[o.Code] = append(codes, o.Code), o.Name.In("zh")
		}
		return Listed(codes, func(code string) string { return names[code] })
	}
	return fault.Say("must be text", "必须是文本")
}

// counts tells whether an opinion counts as satisfied; nil when it counts as neither.
func (o Opinion) counts(p *policy.Policy) *bool {
	switch o {
	case Satisfied:
		return new(true)
	case Basically:
		return new(p.Callback.Neutral)
	case Discontented:
		return new(false)
	}
	return nil
}

// settled is the call as it is kept: with what the opinion counts as, and the
// answers as the questions want them.
func (c CallbackResult) settled(p *policy.Policy) CallbackResult {
	if c.Outcome != "" {
		c.Satisfied = c.Outcome.counts(p)
	}
	c.Answers = maps.Clone(c.Answers)
	for id, answer := range c.Answers {
		if q, known := p.Callback.Question(id); known {
			c.Answers[id], _ = q.Read(answer)
		}
	}
	return c
}

// Opens tells that the call opens a report of misconduct, for which a reference
// must be drawn: the customer says that somebody has made trouble for them.
func (c CallbackResult) Opens(p *policy.Policy) bool {
	return p.Callback.Retaliation.Question != "" && c.settled(p).Answers[p.Callback.Retaliation.Question] == true
}

func (c CallbackResult) recorded(a *act) any { return c.drawn(a) }

func (c CallbackResult) apply(a *act) error { return c.drawn(a).apply(a) }

// drawn is the call as it is recorded; a report is opened when a reference was
// drawn for it.
func (c CallbackResult) drawn(a *act) recordedCall {
	call := recordedCall{CallbackResult: c.settled(a.Policy)}
	if c.Opens(a.Policy) {
		call.Report = a.Drawn
	}
	return call
}

// recordedCall is a call with what the desk has added to it.
type recordedCall struct {
	CallbackResult
	Report string `json:"report,omitempty"`
}

func (c recordedCall) recorded(*act) any { return c }

// check takes the call as it was recorded.
func (c recordedCall) check(a *act) []fault.Field { return c.CallbackResult.check(a) }

func (c recordedCall) apply(a *act) error {
	a.Callbacks = append(a.Callbacks, Call{CallbackResult: c.CallbackResult, At: a.Now, Round: a.Round, Report: c.Report})
	a.report(c)
	if c.Reached {
		a.end("callback", a.Now)
	}
	if o, _ := a.called(a.Policy); c.Reached && o == "" {
		return a.rework()
	}
	a.conclude()
	return nil
}

// called is the outcome that the last call of the round brings, and why; "" for none.
func (c *Case) called(p *policy.Policy) (o Outcome, reason string) {
	n := len(c.Callbacks)
	if n == 0 || c.Callbacks[n-1].Round != c.Round {
		return "", ""
	}
	switch call := c.Callbacks[n-1]; {
	case call.Satisfied != nil && *call.Satisfied:
		return c.satisfied(), ""
	case call.Outcome == Declined:
		return c.satisfied(), noOpinion.In(c.Language)
	case !call.Reached && c.Tries() >= p.Callback.Tries(c.Customer.Vulnerable):
		return Unreached, ""
	}
	return "", ""
}

// Called tells whether nobody need call the customer of a case in callback any more: it
// closes by the last call, when a superior body has agreed.
func (c *Case) Called(p *policy.Policy) bool {
	o, _ := c.called(p)
	return o != ""
}

// conclude closes a case in callback by what the customer said, or did not. While a
// superior body has still to agree the call is kept, and the case closes with its word.
func (a *act) conclude() {
	if o, reason := a.called(a.Policy); o != "" && a.Status == Callback && !a.OverLevel.Taken() {
		a.close(o, reason)
	}
}

// noOpinion is why a case is closed whose customer was reached and said nothing.
var noOpinion = policy.Text{"en": "the customer gave no opinion", "zh": "客户未作评价"}

// Tries counts the calls of this round that did not reach the customer.
func (c *Case) Tries() int {
	n := 0
	for _, call := range c.Callbacks {
		if call.Round == c.Round && !call.Reached {
			n++
		}
	}
	return n
}

// NextCall is from when on the customer may be called up, an instant at the
// earliest: the tries of a round lie apart, and nobody is called in quiet hours,
// which are those of the place where the customer lives.
// A customer who calls by themselves is heard at any time.
func (c *Case) NextCall(p *policy.Policy, from Instant) Instant {
	if n := len(c.Callbacks); n > 0 && c.Callbacks[n-1].Round == c.Round && !c.Callbacks[n-1].Reached {
		from = later(from, c.Callbacks[n-1].At.Add(p.Callback.Apart))
	}
	return p.Callback.Audible(from, p.ZoneAt(c.Site.Region, c.Unit))
}

// satisfied is the outcome for a customer who has nothing left to ask.
func (c *Case) satisfied() Outcome {
	if c.Findings != nil && c.Findings.Verified == "no" {
		return Explained
	}
	return Resolved
}

// rework sends the case back to its unit for another round.
func (a *act) rework() error {
	a.Status, a.Ready = Dispatched, true
	a.Round++
	a.Reworks++
	levels := a.Policy.Tell["rework"]
	if again, ok := a.Policy.Tell["rework.again"]; ok && a.Reworks > 1 {
		levels = again
	}
	if err := a.arm("rework", a.Now); err != nil {
		return err
	}
	k := a.Clock("rework")
	a.system("reworked", ticking{Clock: k.Name, Round: k.Round, At: k.DueAt})
	a.tell(telling{kind: "rework", clock: k, point: "ordered", levels: levels})
	a.message("rework", map[string]string{"due": a.spell(k.DueAt)})
	return nil
}

// Rework is the supervisor's own order to do it again.
type Rework struct {
	Reason string `json:"reason"`
}

// Name is "rework".
func (Rework) Name() string  { return "rework" }
func (Rework) event() string { return "rework-ordered" }

func (c Rework) check(*act) []fault.Field {
	var f fields
	f.required("reason", c.Reason, 2000)
	return f
}

func (c Rework) apply(a *act) error {
	if k := a.Clock("callback"); k != nil && k.Unended() {
		a.cancelClock(k)
	}
	return a.rework()
}
