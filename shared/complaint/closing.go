package complaint

import (
	"slices"
	"strings"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// close ends the case and tells the customer.
func (a *act) close(o Outcome, reason string) {
	a.shut(o, reason)
	values := map[string]string{"reason": clause(reason), "original": a.LinkedTo}
	if advice := a.Advice(a.Policy, a.Language); advice != "" {
		values["advice"] = advice
	}
	if o == Invalid { // who is told that they are not handled is told why, and what else to do
		values["reason"], values["ways"] = clause(a.Why(a.Policy, a.Language)), a.Policy.Determination.Ways.In(a.Language)
	}
	a.message(a.farewell(), values)
}

// clause is a person's words without the stop at their end: the policy's texts,
// which they go into, set their own.
func clause(words string) string { return strings.TrimRight(words, " 。.！!；;\n") }

// shut ends the case. The callback clock ends with it; every other clock that
// still runs is cancelled. Those who follow the case hear that it has ended. From
// then on only the clock of an appeal and those that last run.
func (a *act) shut(o Outcome, reason string) {
	a.Status, a.Outcome, a.Reason, a.ClosedAt, a.Ready = Closed, o, reason, a.Now, false
	a.end("callback", a.Now)
	a.dropOverLevel()
	a.outlive()
	a.uncheck(a.Determination)
	a.cancelClocks()
	for i := range a.Suspensions {
		if s := &a.Suspensions[i]; s.running() {
			s.EndedAt = a.Now
		}
	}
	a.release("")
	a.system("closed", map[string]any{"outcome": o})
	post := PartnerPost{Type: OrderClosed, Outcome: o, Reason: reason, LinkedTo: a.LinkedTo}
	if o == Withdrawn { // the reason is in the customer's words
		post.Reason = ""
	}
	a.tellPartners(post)
	a.spread("")
}

// farewell is the message that tells the customer how the case ended. One who
// is handed on at once gets no receipt before, and other words.
func (a *act) farewell() string {
	k := a.Clock("dispatch")
	first := k != nil && k.State == Cancelled // no unit ever had it
	switch {
	case a.Outcome == Duplicate && a.LinkedTo != "" && first:
		return "duplicate"
	case a.Outcome == Duplicate && a.LinkedTo != "":
		return "closing.merged"
	case a.Outcome == Referred && first:
		if _, ok := a.Policy.Texts.Messages["referred."+a.Kind]; ok {
			return "referred." + a.Kind
		}
		return "referred"
	}
	return "closing." + string(a.Outcome)
}

// Closure is a supervisor's decision to end a case without a satisfied customer.
type Closure struct {
	Outcome Outcome `json:"outcome" enum:"invalid,duplicate,dissatisfied,referred"`
	Reason  string  `json:"reason"`
}

// Name is "closure".
func (Closure) Name() string  { return "closure" }
func (Closure) event() string { return "closure-ordered" }

func (c Closure) check(*act) []fault.Field {
	var f fields
	f.oneOf("outcome", string(c.Outcome), string(Invalid), string(Duplicate), string(Dissatisfied), string(Referred))
	f.required("reason", c.Reason, 2000)
	return f
}

// apply fails with Denied when the actor's level may not leave a customer
// dissatisfied.
func (c Closure) apply(a *act) error {
	switch least := a.Policy.Callback.Dissatisfied; {
	case c.Outcome == Dissatisfied && a.Reworks == 0:
		return a.illegal(fault.Say("a case may be closed as dissatisfied only after a round of rework", "须至少返工一轮后方可按不满意办结"))
	case c.Outcome == Dissatisfied && policy.Rank(a.level()) < policy.Rank(least):
		return fault.New(fault.Denied, fault.Say("a case is closed as dissatisfied by "+a.Policy.LevelName(least, "en")+" or above", "按不满意办结须由"+a.Policy.LevelName(least, "zh")+"及以上单位批准"))
	}
	if c.Outcome != Invalid {
		if err := a.mayClose(); err != nil {
			return err
		}
	}
	a.close(c.Outcome, c.Reason)
	return nil
}

// Withdrawal is the customer's wish to drop the complaint.
type Withdrawal struct {
	Reason string `json:"reason,omitempty"`
	Text   string `json:"text,omitempty" doc:"the same as reason"`
}

// Name is "withdrawal".
func (Withdrawal) Name() string  { return "withdrawal" }
func (Withdrawal) event() string { return "withdrawn" }

func (c Withdrawal) check(*act) []fault.Field {
	var f fields
	f.limit("reason", c.Reason, 2000)
	f.limit("text", c.Text, 2000)
	return f
}

func (c Withdrawal) apply(a *act) error {
	a.close(Withdrawn, or(c.Reason, c.Text))
	return nil
}

// Merge closes the case in favour of another one, which is urged and keeps its clocks.
type Merge struct {
	Into string `json:"into" doc:"reference of the case that goes on"`
}

// Name is "merge".
func (Merge) Name() string  { return "merge" }
func (Merge) event() string { return "merged" }

func (c Merge) check(a *act) []fault.Field {
	var f fields
	f.required("into", c.Into, 20)
	f.must("into", c.Into != a.Reference, fault.Say("must be another case", "不能合并到自身"))
	return f
}

func (c Merge) apply(a *act) error {
	if err := a.mayClose(); err != nil {
		return err
	}
	a.LinkedTo = c.Into
	a.close(Duplicate, "")
	return nil
}

// Reopening takes a closed case up again, within the policy's window.
type Reopening struct {
	Reason string `json:"reason"`
}

// Name is "reopening".
func (Reopening) Name() string  { return "reopening" }
func (Reopening) event() string { return "reopened" }

func (c Reopening) check(*act) []fault.Field {
	var f fields
	f.required("reason", c.Reason, 2000)
	return f
}

// apply starts a new cycle with clocks of a new round; what was missed before
// stays missed. A case that never had a right unit goes to a person. An appeal
// that waits for its decision is void.
func (c Reopening) apply(a *act) error {
	last, err := a.Policy.Calendar.Due(a.ClosedAt, a.Policy.Reopening.Window)
	if err != nil {
		return internal(err, "compute the end of the reopening window")
	}
	if a.Now.After(last.At) {
		return a.illegal(fault.Say("the time for reopening has passed, please record a new complaint", "已超过重新受理期限，请登记新的投诉"))
	}
	a.voidAppeal()
	contested := a.Outcome == Duplicate
	judged := a.Unit != "" && slices.Contains([]Outcome{Resolved, Explained, Dissatisfied, Unreached, Withdrawn}, a.Outcome)
	a.Distinct = a.Distinct || a.Outcome == Duplicate
	a.Batch = Batch{Apart: a.Batch.Of != "" || a.Batch.Apart}
	a.Cycle++
	a.Round++
	a.Status, a.Outcome, a.Reason, a.ClosedAt, a.LinkedTo, a.Handler = Sorting, "", "", Instant{}, "", ""
	a.Determination, a.HandedBy, a.RatedAt = nil, nil, Instant{}
	a.WrittenReply, a.ClosedInternally = nil, nil
	if judged {
		a.Status, a.Ready = Dispatched, true
	}
	for _, name := range a.Policy.Reopening.Clocks {
		if err := a.arm(name, a.Now); err != nil {
			return err
		}
	}
	a.start()
	a.message("reopened", a.promised())
	a.tellPartners(PartnerPost{Type: OrderReopened})
	if contested || judged { // else a person judges it first; what a duplicate has told its original stays there
		return a.openFlows()
	}
	return nil
}
