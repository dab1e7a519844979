package complaint

import (
	"maps"
	"slices"

	"github.com/redress/redress/shared/fault"
)

// CallbackResult is one call (回访) to the customer after the answer.
type CallbackResult struct {
	Reached   bool           `json:"reached"`
	Satisfied *bool          `json:"satisfied,omitempty" doc:"required when the customer was reached"`
	Answers   map[string]any `json:"answers,omitempty" doc:"answers to the policy's questions, by their id: text, number or true and false"`
	Reason    string         `json:"reason,omitempty"`
}

// Call is a callback with its place in the case's history.
type Call struct {
	CallbackResult
	At    Instant `json:"at"`
	Round int     `json:"round"`
}

// Name is "callback".
func (CallbackResult) Name() string  { return "callback" }
func (CallbackResult) event() string { return "called" }

func (c CallbackResult) check(*act) []fault.Field {
	var f fields
	f.must("satisfied", c.Reached || c.Satisfied == nil || !*c.Satisfied, fault.Say("needs a customer who was reached", "未接通客户时不能填写满意"))
	f.must("satisfied", !c.Reached || c.Satisfied != nil, fault.Say("is required when the customer was reached", "接通客户时必填"))
	f.must("answers", len(c.Answers) <= 50, fault.Say("has more than 50 entries", "不能超过50项"))
	for _, id := range slices.Sorted(maps.Keys(c.Answers)) {
		f.limit("answers", id, 100)
		switch v := c.Answers[id].(type) {
		case bool, float64:
		case string:
			f.limit("answers."+id, v, 1000)
		default:
			f.must("answers."+id, false, fault.Say("must be text, a number, true or false", "必须是文本、数字或是否"))
		}
	}
	f.limit("reason", c.Reason, 2000)
	return f
}

func (c CallbackResult) apply(a *act) error {
	a.Callbacks = append(a.Callbacks, Call{CallbackResult: c, At: a.Now, Round: a.Round})
	if c.Reached {
		a.end("callback", a.Now)
	}
	switch {
	case c.Satisfied != nil && *c.Satisfied:
		return a.conclude(a.satisfied())
	case c.Reached:
		return a.rework()
	case a.tries() >= a.Policy.Callback.Attempts:
		return a.conclude(Unreached)
	}
	return nil
}

// conclude closes the case by what the customer said, or did not.
func (a *act) conclude(o Outcome) error {
	if err := a.mayClose(); err != nil {
		return err
	}
	a.close(o, "")
	return nil
}

// tries counts the calls of this round that did not reach the customer.
func (a *act) tries() int {
	n := 0
	for _, c := range a.Callbacks {
		if c.Round == a.Round && !c.Reached {
			n++
		}
	}
	return n
}

// satisfied is the outcome for a customer who has nothing left to ask.
func (a *act) satisfied() Outcome {
	if a.Findings != nil && a.Findings.Verified == "no" {
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
	a.message("rework", map[string]string{"due": Spoken(k.DueAt, a.Policy.Zone(), a.Language)})
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
