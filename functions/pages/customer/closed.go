package customer

import (
	"html/template"
	"slices"
	"time"

	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// moot are the outcomes after which there is nothing to be content with or not: nobody
// was to handle the complaint any more.
var moot = []complaint.Outcome{complaint.Withdrawn, complaint.Duplicate}

// happened tells whether something has, by the public timeline, since the complaint was
// received or reopened.
func happened(p intake.Progress, event string) bool {
	for _, l := range slices.Backward(p.Timeline) {
		if l.Event == event || l.Event == "reopened" {
			return l.Event == event
		}
	}
	return false
}

// reopenable is until when a closed complaint can be opened again, by the rules in
// force; zero when there is no such time.
func (h *Handler) reopenable(p intake.Progress) time.Time {
	window := h.Policy.Reopening.Window
	for _, l := range slices.Backward(p.Timeline) {
		if l.Event != "closed" && l.Event != "withdrawn" || window.Size() == 0 {
			continue
		}
		last, err := h.Policy.Calendar.Due(l.At, window)
		if err != nil {
			return time.Time{} // further than calendars know
		}
		return last.At
	}
	return time.Time{}
}

// overtaken tells whether a promise that nobody has missed is behind the customer: who
// has the answer waits for no first call any more.
func overtaken(one web.Promise, p intake.Progress, now time.Time) bool {
	return one.Clock == "contact" && one.DoneAt.IsZero() && !now.After(one.DueAt) && happened(p, "answered")
}

// broken says which promise was not kept.
func broken(rule policy.Clock, due, language string) string {
	switch rule.Name {
	case "contact":
		return words.Say(language, "We did not contact you by "+due, "我们未能在"+due+"前首次联系您")
	case "answer":
		return words.Say(language, "We did not answer you by "+due, "我们未能在"+due+"前答复您")
	}
	return words.Say(language, "We are late: "+clockTitle(rule, language)+", by "+due, "我们未能在"+due+"前完成“"+clockTitle(rule, language)+"”")
}

// hotlineOf is the company's hotline, with its number where the policy has it.
func hotlineOf(p *policy.Policy, language string) template.HTML {
	name := template.HTML(words.Say(language, "our hotline", "客服热线"))
	number := p.Texts.Advice["hotline"].In(language)
	if number == "" {
		return name
	}
	return name + template.HTML(words.Say(language, " ", "")) + dial(number)
}

// monthSaid says a month that the API writes as 2026-07.
func monthSaid(written, language string) string {
	month, err := time.Parse("2006-01", written)
	if err != nil {
		return written
	}
	return month.Format(words.Say(language, "January 2006", "2006年1月"))
}

// dayOf says an instant with its year, as it is kept on paper.
func dayOf(at time.Time, p *policy.Policy, language string) string {
	return complaint.SpokenInFull(at, p.Zone(), language)
}
