package policy

import (
	"slices"
	"strings"
	"time"
)

// readCallback reads how customers are called after the answer.
func (l *loader) readCallback(n node) {
	f := n.fields("attempts", "vulnerable", "apart", "quiet", "neutral", "dissatisfied", "questions", "satisfaction", "retaliation")
	c := &l.policy.Callback
	c.Attempts = f["attempts"].number("callback.attempts", 1)
	if f["apart"].given() {
		c.Apart = f["apart"].duration("callback.apart")
	}
	c.Quiet = f["quiet"].spans("callback.quiet")
	c.Neutral = f["neutral"].given() && f["neutral"].oneOf("callback.neutral", []string{"satisfied", "dissatisfied"}) == "satisfied"
	if f["dissatisfied"].given() {
		c.Dissatisfied = f["dissatisfied"].oneOf("callback.dissatisfied", ladder)
	}
	if f["vulnerable"].given() {
		v := f["vulnerable"].fields("attempts", "hint")
		if v["attempts"].given() {
			c.Vulnerable.Attempts = v["attempts"].number("callback.vulnerable.attempts", 1)
		}
		c.Vulnerable.Hint = v["hint"].fixed("callback.vulnerable.hint")
	}
	l.readQuestions(f["questions"])
	if f["satisfaction"].given() {
		c.Satisfaction = l.yesNo(f["satisfaction"], "callback.satisfaction")
	}
	l.readRetaliation(f["retaliation"])
}

func (l *loader) readQuestions(n node) {
	seen := make(once)
	for _, item := range n.items() {
		f := item.fields("id", "zh", "en", "type", "options")
		q := Question{ID: identifier(f["id"], "id"), Text: Text{"zh": f["zh"].required("zh"), "en": f["en"].required("en")}}
		seen.check(f["id"], "question", q.ID)
		if f["type"].given() {
			q.Type = f["type"].oneOf("type", []string{YesNo, InWords, Choices})
		}
		q.Options = readOptions(f["options"])
		if (q.Type == Choices) != (len(q.Options) > 1) {
			item.fail("a question of type %s, and no other, has options, two at least", Choices)
		}
		l.policy.Callback.Questions = append(l.policy.Callback.Questions, q)
	}
	if len(l.policy.Callback.Questions) == 0 {
		n.fail("callback.questions is missing")
	}
	if l.policy.Callback.Typed() && slices.ContainsFunc(l.policy.Callback.Questions, func(q Question) bool { return q.Type == "" }) {
		n.fail("either all of callback.questions have a type, or none")
	}
}

func readOptions(n node) (list []Option) {
	seen := make(once)
	for _, item := range n.items() {
		f := item.fields("code", "zh", "en")
		o := Option{Code: identifier(f["code"], "code"), Name: nameOf(f)}
		seen.check(f["code"], "option", o.Code)
		list = append(list, o)
	}
	return list
}

// yesNo reads the ID of a question that is answered by yes or no.
func (l *loader) yesNo(n node, name string) string {
	id := n.required(name)
	if q, ok := l.policy.Callback.Question(id); !ok || q.Type != YesNo {
		n.fail("%s must be one of callback.questions, of type %s", name, YesNo)
	}
	return id
}

// readRetaliation reads what opens a report of misconduct. Where no route leads
// past the unit that it may be about, a person at the top finds who works on it.
func (l *loader) readRetaliation(n node) {
	if !n.given() {
		return
	}
	f := n.fields("question", "zh", "en")
	r := Retaliation{Question: l.yesNo(f["question"], "callback.retaliation.question"), Text: nameOf(f)}
	for _, text := range r.Text {
		for hole := range holes(text) {
			if hole != "{reference}" && hole != "{reason}" {
				n.fail("unknown placeholder %s in callback.retaliation; known are {reference} and {reason}", hole)
			}
		}
	}
	l.policy.Callback.Retaliation = r
}

// spans reads stretches of a day, such as 21:00-08:00, which leave some of it.
func (n node) spans(name string) (list []Span) {
	for _, item := range n.items() {
		from, to, ok := strings.Cut(item.text(), "-")
		opens, err := time.Parse("15:04", from)
		closes, failed := time.Parse("15:04", to)
		if !ok || err != nil || failed != nil || opens.Equal(closes) {
			item.fail("%s: %q must be two times of day such as 21:00-08:00", name, item.text())
			continue
		}
		list = append(list, Span{From: opens.Hour()*60 + opens.Minute(), To: closes.Hour()*60 + closes.Minute()})
	}
	if len(list) > 0 && allDay(list) {
		n.fail("%s leaves no time of the day", name)
	}
	return list
}

// allDay tells whether stretches cover every minute of a day.
func allDay(list []Span) bool {
	for minute := range 24 * 60 {
		at := time.Date(2000, 1, 1, 0, minute, 0, 0, time.UTC)
		if !slices.ContainsFunc(list, func(s Span) bool { return !s.after(at, time.UTC).Equal(at) }) {
			return false
		}
	}
	return true
}
