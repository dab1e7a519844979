package policy

import (
	"slices"
	"time"
)

// Callback holds the rules of the call to the customer after the answer (回访).
type Callback struct {
	// Attempts is the number of calls after which a customer who could not
	// be reached ends the case as unreached; Vulnerable has its own.
	Attempts   int
	Vulnerable Careful
	// Apart is how far calls that reach nobody lie apart at least; 0 for any.
	Apart time.Duration
	// Quiet are the times of day at which no customer is called up, where the
	// customer lives; see [Policy.ZoneAt].
	Quiet []Span
	// Neutral tells that who is basically satisfied counts as satisfied.
	Neutral bool
	// Dissatisfied is the lowest level that may close a case whose customer stays
	// dissatisfied; "" for any.
	Dissatisfied string
	// Questions are asked at the call, in order.
	Questions []Question
	// Satisfaction is the question, yes or no, that asks what a call's opinion says in
	// finer words; "" for none. The two agree.
	Satisfaction string
	// Retaliation is what becomes of a customer's word that somebody has made
	// trouble for them (S-193); the zero value for nothing.
	Retaliation Retaliation
}

// Careful is how vulnerable customers are called.
type Careful struct {
	Attempts int  // 0 for as many as of other customers
	Hint     Text // to the caller
}

// Retaliation says by which question customers tell of it, and how the report
// of misconduct reads that a "yes" opens: {reference} stands for the case, and
// {reason} for what the customer said.
type Retaliation struct {
	Question string
	Text     Text
}

// Span is a stretch of a day in minutes after midnight; one that ends before it
// begins runs over midnight.
type Span struct{ From, To int }

// Tries is after how many calls a customer counts as unreached.
func (c Callback) Tries(vulnerable bool) int {
	if vulnerable && c.Vulnerable.Attempts > 0 {
		return c.Vulnerable.Attempts
	}
	return c.Attempts
}

// Audible is the first instant from another one on at which a customer may be
// called up.
func (c Callback) Audible(at time.Time, zone *time.Location) time.Time {
	for range c.Quiet { // one stretch may lead into the next
		for _, s := range c.Quiet {
			at = s.after(at, zone)
		}
	}
	return at
}

// after is the end of the stretch when an instant lies in it, else the instant.
func (s Span) after(at time.Time, zone *time.Location) time.Time {
	local := at.In(zone)
	y, m, d := local.Date()
	minute, over := local.Hour()*60+local.Minute(), s.To < s.From
	switch {
	case over && minute >= s.From:
		d++
	case over && minute >= s.To, !over && (minute < s.From || minute >= s.To):
		return at
	}
	return time.Date(y, m, d, 0, s.To, 0, 0, zone).In(at.Location())
}

// The sorts of questions.
const (
	YesNo   = "yes-no"
	InWords = "text"
	Choices = "choice"
)

// Question is one line of the callback questionnaire.
type Question struct {
	ID   string
	Text Text
	// Type is one of the sorts of questions; "" takes any answer.
	Type    string
	Options []Option // of a choice
}

// Option is an answer that can be chosen.
type Option struct {
	Code string
	Name Text
}

// Question finds a question by its ID.
func (c Callback) Question(id string) (Question, bool) {
	i := slices.IndexFunc(c.Questions, func(q Question) bool { return q.ID == id })
	if i < 0 {
		return Question{}, false
	}
	return c.Questions[i], true
}

// Typed tells that the questions say what answers they take: then nothing else
// is answered. Packs from before say nothing, and take whatever a caller wrote.
func (c Callback) Typed() bool {
	return slices.ContainsFunc(c.Questions, func(q Question) bool { return q.Type != "" })
}

// Read gives an answer as it is kept: true or false, the code of an option, or
// the words; false when the question does not take it. An option may be given
// by its code or its name.
func (q Question) Read(answer any) (any, bool) {
	switch q.Type {
	case YesNo:
		return readYesNo(answer)
	case Choices:
		return q.readOption(answer)
	case InWords:
		_, ok := answer.(string)
		return answer, ok
	}
	return answer, true
}

func readYesNo(answer any) (any, bool) {
	switch answer {
	case true, "yes", "是":
		return true, true
	case false, "no", "否":
		return false, true
	}
	return nil, false
}

func (q Question) readOption(answer any) (any, bool) {
	for _, o := range q.Options {
		if answer == o.Code || answer == o.Name["zh"] || answer == o.Name["en"] {
			return o.Code, true
		}
	}
	return nil, false
}
