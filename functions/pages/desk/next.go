package desk

import (
	"slices"

	"github.com/redress/redress/functions/pages/listing"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// step is something that a case can be in want of.
type step struct {
	command string
	// roles are those for whom it is the next thing; nil for all that may do it.
	roles  []complaint.Role
	wanted func(web.CaseView) bool
}

var (
	leaders = []complaint.Role{complaint.Supervisor, complaint.Admin}
	workers = []complaint.Role{complaint.Handler}
)

// steps are what waits for people, in the order in which it is shown: what others
// wait for, then the journey, then what follows it. It is a way to put one form
// before the others, and says nothing of what is allowed.
var steps = []step{
	{"determination-approval", leaders, func(c web.CaseView) bool {
		return c.Validity != nil && c.Validity.Result == complaint.Abnormal && c.Validity.Approval == nil
	}},
	{"remedy-approval", leaders, func(c web.CaseView) bool {
		return slices.ContainsFunc(c.Remedies, func(r complaint.Remedy) bool { return r.Approval == nil && !r.Own })
	}},
	{"regulator-review", leaders, func(c web.CaseView) bool { n := answerOf(c); return n != nil && n.ReviewedAt.IsZero() }},
	{"regulator-answer", workers, func(c web.CaseView) bool {
		n := answerOf(c)
		return len(c.Regulator) > 0 && c.Regulator[len(c.Regulator)-1].FoundAt.IsZero() && (n == nil || !n.ReviewedAt.IsZero() && !n.Passed)
	}},
	{"classification", nil, while(complaint.Sorting)},
	{"review", nil, while(complaint.Answered)},
	{"callback", nil, while(complaint.Callback)},
	{"acknowledgement", leaders, isLate},
	{"acceptance", workers, while(complaint.Dispatched)},
	{"contact", workers, func(c web.CaseView) bool {
		return !slices.ContainsFunc(c.Contacts, func(k complaint.Contacting) bool { return k.Reached })
	}},
	{"supervision-reply", workers, func(c web.CaseView) bool {
		return c.Watch != nil && c.Watch.ReleasedAt.IsZero() && c.Watch.Demand != "" && len(c.Watch.Replies) == 0
	}},
	{"findings", workers, func(c web.CaseView) bool { return c.Findings == nil }},
	{"answer", workers, func(web.CaseView) bool { return true }},
	{"appeal-decision", leaders, func(c web.CaseView) bool {
		n := len(c.Appeals)
		return n > 0 && c.Appeals[n-1].DecidedAt.IsZero() && c.Appeals[n-1].VoidAt.IsZero()
	}},
	{"repeat-review", leaders, func(c web.CaseView) bool { return c.ReviewDue }},
	{"rectification-done", workers, func(c web.CaseView) bool {
		return slices.ContainsFunc(c.Rectifications, func(r complaint.Rectification) bool { return r.DoneAt.IsZero() })
	}},
	{"rectification-check", leaders, func(c web.CaseView) bool {
		return slices.ContainsFunc(c.Rectifications, func(r complaint.Rectification) bool { return !r.DoneAt.IsZero() && !r.Passed() })
	}},
	{"lessons", workers, func(c web.CaseView) bool { return len(c.LessonsMissing) > 0 }},
}

// nextCommand is the command that waits for a role in a case; "" for none. A flow goes first:
// the leading group and superior bodies wait for it.
func nextCommand(c web.CaseView, role complaint.Role) string {
	for _, s := range flowSteps(c) {
		if slices.Contains(c.Allowed, s) {
			return s
		}
	}
	for _, s := range steps {
		if slices.Contains(c.Allowed, s.command) && (s.roles == nil || slices.Contains(s.roles, role)) && s.wanted(c) {
			return s.command
		}
	}
	return ""
}

// flowSteps are what the flows of a case wait for.
func flowSteps(c web.CaseView) (names []string) {
	if c.Emergency.Open() {
		names = append(names, c.Emergency.Step)
	}
	if c.OverLevel.Open() {
		names = append(names, c.OverLevel.Step)
	}
	return names
}

func while(s complaint.Status) func(web.CaseView) bool {
	return func(c web.CaseView) bool { return c.Status == s }
}

// isLate tells of a case whether something is missed or warned.
func isLate(c web.CaseView) bool {
	return slices.ContainsFunc(c.Clocks, func(k web.ClockView) bool {
		return listing.Warned(k) || k.State == complaint.Missed && k.EndedAt.IsZero()
	})
}

// answerOf is the last answer to the regulator in a case; nil for none.
func answerOf(c web.CaseView) *complaint.RegulatorAnswer {
	if n := len(c.Regulator); n > 0 && len(c.Regulator[n-1].Answers) > 0 {
		answers := c.Regulator[n-1].Answers
		return &answers[len(answers)-1]
	}
	return nil
}
