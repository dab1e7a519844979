package policy

import "strings"

// Text is one thing said in several languages, by language code ("zh", "en").
type Text map[string]string

// In gives the text in a language, else in English, else in Chinese.
func (t Text) In(language string) string {
	for _, l := range []string{language, "en", "zh"} {
		if s, ok := t[l]; ok {
			return s
		}
	}
	return ""
}

// Texts are the templates of everything that is said.
type Texts struct {
	// Notices to the company, by kind and, where there is one, clock:
	// "warning.answer" is preferred to "warning".
	Notices map[string]Text
	// Messages to customers: receipt, answer, closing.resolved, duplicate, ...
	Messages map[string]Text
	// Timeline are the lines that a customer sees of the case's history, by
	// event type.
	Timeline map[string]Text
	// Advice tells customers how to go on, by the outcome of their case, under
	// "withdrawal" what that means, under "danger" what to do at once where somebody's
	// life may depend on it, under "late" whom to turn to when a promise is broken, and
	// "hotline" is the number to call.
	Advice map[string]Text
	// Outages tell customers of an outage that is known at their place: planned or
	// unplanned, each with ".open" while nobody can say when it ends.
	Outages map[string]Text
}

// Fill puts values into a template's {placeholders}. Values are not looked
// into again, so a value cannot smuggle a placeholder in.
func Fill(template string, values map[string]string) string {
	pairs := make([]string, 0, 2*len(values))
	for k, v := range values {
		pairs = append(pairs, "{"+k+"}", v)
	}
	return strings.NewReplacer(pairs...).Replace(template)
}
