package complaint

import (
	"time"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Told is what the customer was told last of a promised clock.
type Told struct {
	DueAt Instant `json:"dueAt,omitzero"` // zero: that no instant is promised any more
}

// Promised is the instant that the customer is promised for a clock, as they were
// told last; zero for none. It is the due instant, unless that moved to where
// nothing can be promised any more.
func (k *Clock) Promised() Instant {
	switch {
	case k.State == Cancelled:
		return Instant{}
	case k.Told != nil:
		return k.Told.DueAt
	}
	return k.DueAt
}

// PromiseName is what customers call a promised clock, in the middle of a sentence: as it
// concerns them, else as the policy has it.
func PromiseName(rule policy.Clock, language string) string {
	if name, ok := promiseNames[rule.Name]; ok && rule.Promised {
		return name.In(language)
	}
	return rule.Title.In(language)
}

var promiseNames = map[string]policy.Text{
	"contact": {"en": "first contact", "zh": "首次联系您"},
	"answer":  {"en": "our answer", "zh": "答复您"},
}

// promise tells the customer of a promised clock what is promised from now on, where
// they were told otherwise, and why (S-036). Nothing is promised that lies behind:
// then the customer keeps the promise that they have, and the company breaks it or not.
func (a *act) promise(k *Clock, was, due Instant, because policy.Text) {
	rule, _ := a.Policy.Clock(k.Name)
	switch {
	case !rule.Promised:
		return
	case due.Equal(was):
	case due.After(a.Now):
		k.ExpectedAt = Instant{}
		a.letterOf("promise", rule, map[string]string{"due": a.spell(due), "reason": because.In(a.Language)})
	default:
		due = was
	}
	k.Told = nil
	if !due.Equal(k.DueAt) {
		k.Told = &Told{DueAt: due}
	}
}

// unpromise tells the customer that what they were promised for a clock, which has
// been cancelled, no longer applies.
func (a *act) unpromise(k *Clock, was Instant, because policy.Text) {
	rule, _ := a.Policy.Clock(k.Name)
	if k.Told, k.ExpectedAt = nil, (Instant{}); rule.Promised && !was.IsZero() {
		a.letterOf("promise.dropped", rule, map[string]string{"due": a.spell(was), "reason": because.In(a.Language)})
	}
}

// letterOf is a letter about a promised clock, in the words that the policy has for
// that clock, else for all of them.
func (a *act) letterOf(kind string, rule policy.Clock, values map[string]string) {
	name := kind + "/" + rule.Name
	values["clock"] = PromiseName(rule, a.Language)
	if _, ok := a.Policy.Texts.Messages[kind+"."+rule.Name]; ok {
		kind += "." + rule.Name
	}
	if _, ok := a.Policy.Texts.Messages[kind]; ok {
		a.letter(kind, name, values)
	}
}

// spell writes an instant as the customer reads it; "" for none.
func (a *act) spell(at Instant) string { return SpokenAt(at, a.Now, a.Policy.Zone(), a.Language) }

// promised are the promised instants as the customer reads them, of the limits
// that the matter runs.
func (a *act) promised() map[string]string {
	values := map[string]string{}
	for _, name := range []string{"contact", "answer"} {
		if k := a.Clock(name); k != nil && !k.Promised().IsZero() {
			values[name] = a.spell(k.Promised())
		}
	}
	return values
}

// Delaying is the unit's word that a promise will not be kept: the customer is told
// beforehand, with the reason, and when to expect what was promised (S-036). The
// limit stays where it is.
type Delaying struct {
	Clock  string  `json:"clock,omitempty" doc:"the promised limit, such as contact; answer when left out"`
	Until  Instant `json:"until" doc:"when the customer may expect what was promised"`
	Reason string  `json:"reason" doc:"why; the customer reads it"`
}

// longestDelay bounds how far ahead a customer can be put off.
const longestDelay = 366 * 24 * time.Hour

// Name is "delay".
func (Delaying) Name() string  { return "delay" }
func (Delaying) event() string { return "delayed" }

// of is the clock that is late.
func (c Delaying) of(a *act) *Clock { return a.Clock(or(c.Clock, "answer")) }

func (c Delaying) check(a *act) []fault.Field {
	var f fields
	f.required("reason", c.Reason, 2000)
	f.must("until", !c.Until.IsZero(), fault.Say("is required", "必填"))
	f.must("until", !c.Until.After(a.Now.Add(longestDelay)), fault.Say("is more than a year away", "不能超过一年"))
	rule, _ := a.Policy.Clock(or(c.Clock, "answer"))
	k := c.of(a)
	if !rule.Promised || k == nil || k.Promised().IsZero() || !k.Unended() {
		f.must("clock", false, fault.Say("is no promise that is still to be kept", "不是尚待履行的承诺时限"))
		return f
	}
	ahead := c.Until.After(a.Now) && c.Until.After(k.Promised())
	f.must("until", c.Until.IsZero() || ahead, fault.Say("must lie ahead, and after what was promised", "须晚于当前时间和已承诺的时间"))
	return f
}

func (c Delaying) apply(a *act) error {
	k := c.of(a)
	k.ExpectedAt = Second(c.Until)
	rule, _ := a.Policy.Clock(k.Name)
	a.letterOf("promise.late", rule, map[string]string{"due": a.spell(k.Promised()), "until": a.spell(k.ExpectedAt), "reason": clause(c.Reason)})
	return nil
}
