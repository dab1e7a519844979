package complaint

import (
	"slices"
	"strings"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Lessons is the checklist of the four no-let-go (四不放过, S-211): what must be done
// within the company before it is done with a complaint that counts against it.
type Lessons struct {
	LessonsDrawn
	At Instant `json:"at"`
	By string  `json:"by"` // the actor
}

// InternalClosing is the company's word that it has drawn its lessons.
type InternalClosing struct {
	At Instant `json:"at"`
	By string  `json:"by"` // the actor
}

// LessonsDrawn is the command that fills the checklist; the last one counts.
type LessonsDrawn struct {
	CauseClear bool   `json:"causeClear" doc:"原因已查清: the cause is clear"`
	Educated   bool   `json:"educated" doc:"责任人已受教育: whoever is responsible has been taught"`
	Rectified  bool   `json:"rectified" doc:"整改措施已落实: measures have been taken"`
	DealtWith  bool   `json:"dealtWith" doc:"责任人已处理: whoever is responsible has been dealt with"`
	Note       string `json:"note,omitempty"`
}

// Name is "lessons".
func (LessonsDrawn) Name() string  { return "lessons" }
func (LessonsDrawn) event() string { return "lessons-drawn" }

func (c LessonsDrawn) check(*act) []fault.Field {
	var f fields
	f.limit("note", c.Note, 4000)
	return f
}

// apply fails with Conflict when the case is closed within the company already.
func (c LessonsDrawn) apply(a *act) error {
	if a.ClosedInternally != nil {
		return a.illegal(closedInternally)
	}
	a.Lessons = &Lessons{LessonsDrawn: c, At: a.Now, By: a.By.String()}
	return nil
}

var closedInternally = fault.Say("the case is closed within the company already", "该工单已内部销号")

// lessons are the four by their names in the API, with what they are called.
var lessons = []struct {
	name string
	text policy.Text
	done func(LessonsDrawn) bool
}{
	{"causeClear", policy.Text{"en": "the cause is not clear", "zh": "原因未查清"}, func(l LessonsDrawn) bool { return l.CauseClear }},
	{"educated", policy.Text{"en": "whoever is responsible has not been taught", "zh": "责任人未受到教育"}, func(l LessonsDrawn) bool { return l.Educated }},
	{"rectified", policy.Text{"en": "no measures have been taken", "zh": "整改措施未落实"}, func(l LessonsDrawn) bool { return l.Rectified }},
	{"dealtWith", policy.Text{"en": "whoever is responsible has not been dealt with", "zh": "责任人未处理"}, func(l LessonsDrawn) bool { return l.DealtWith }},
}

// LessonsMissing names what is still to be done of the four; nil of a case that is
// not closed, does not count against its unit, or is closed within the company. No
// measure has been taken while one that was ordered has not stood its check.
func (c *Case) LessonsMissing() (names []string) {
	if c.Status != Closed || !c.Assessed() || c.ClosedInternally != nil {
		return nil
	}
	var drawn LessonsDrawn
	if c.Lessons != nil {
		drawn = c.Lessons.LessonsDrawn
	}
	drawn.Rectified = drawn.Rectified && !slices.ContainsFunc(c.Rectifications, func(r Rectification) bool { return !r.Passed() })
	for _, l := range lessons {
		if !l.done(drawn) {
			names = append(names, l.name)
		}
	}
	return names
}

// ClosingInternally is the command that closes a complaint within the company.
type ClosingInternally struct{}

// Name is "internal-closing".
func (ClosingInternally) Name() string             { return "internal-closing" }
func (ClosingInternally) event() string            { return "internally-closed" }
func (ClosingInternally) check(*act) []fault.Field { return nil }

// apply fails with Conflict when the case does not count against its unit, is closed
// so already, or one of the four is wanting, which it names; and with Denied when
// the actor does not stand above the unit.
func (c ClosingInternally) apply(a *act) error {
	switch missing := a.LessonsMissing(); {
	case !a.leads():
		return fault.New(fault.Denied, fault.Say("a complaint is closed within the company by a unit above its own", "内部销号须由责任单位的上级单位办理"))
	case a.ClosedInternally != nil:
		return a.illegal(closedInternally)
	case !a.Assessed():
		return a.illegal(fault.Say("the complaint does not count against its unit", "该投诉不属于考核投诉，无需内部销号"))
	case len(missing) > 0:
		return a.illegal(wanting(missing))
	}
	a.ClosedInternally = &InternalClosing{At: a.Now, By: a.By.String()}
	return nil
}

// wanting says what is still to be done, by its names and in words.
func wanting(missing []string) fault.Text {
	var en, zh []string
	for _, l := range lessons {
		for _, name := range missing {
			if name == l.name {
				en, zh = append(en, l.text["en"]+" ("+name+")"), append(zh, l.text["zh"]+"（"+name+"）")
			}
		}
	}
	return fault.Say("not yet: "+strings.Join(en, ", "), "四不放过未落实："+strings.Join(zh, "、"))
}
