package adviser

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/redress/redress/shared/policy"
)

const (
	// mostText is how many characters of a text are asked about: what the
	// matter is stands at the beginning, and each one costs time.
	mostText = 4000
	// mostReason is how many characters of a reason a person has time for.
	mostReason = 300
)

// complaint is the kind that has classes.
const complaint = "complaint"

// Question is all that leaves the house.
type Question struct {
	Text string // masked, see [Mask]
	// Language, zh or en, is that of the names and of the reason asked for:
	// the pack's, as a person of the house reads it.
	Language string
	// Kinds and Classes are what may be answered.
	Kinds, Classes []Choice
	// Candidates are the codes that triage holds possible, its own choice first.
	Candidates []string
}

// Choice is one possible answer.
type Choice struct{ Code, Name string }

// About makes the question about a text. Candidates may be empty or named twice.
func About(p *policy.Policy, text string, candidates ...string) Question {
	q := Question{Text: shorten(Mask(strings.TrimSpace(text))), Language: p.Language}
	for _, k := range p.Kinds {
		q.Kinds = append(q.Kinds, Choice{k.Code, k.Name.In(p.Language)})
	}
	for _, c := range p.Classes {
		q.Classes = append(q.Classes, Choice{c.Code, c.Parent.Name.In(p.Language) + " / " + c.Name.In(p.Language)})
	}
	for _, code := range candidates {
		if code != "" && !slices.Contains(q.Candidates, code) {
			q.Candidates = append(q.Candidates, code)
		}
	}
	return q
}

func shorten(text string) string {
	if runes := []rune(text); len(runes) > mostText {
		return string(runes[:mostText])
	}
	return text
}

// accept gives an opinion as it may be shown, or says why it is none. The reason
// is masked like the text, which may have asked for anything to be said.
func (q Question) accept(o Opinion) (Opinion, error) {
	if !offers(q.Kinds, o.Kind) {
		return Opinion{}, errors.New("the opinion is of no kind that was offered")
	}
	if o.Kind == complaint && !offers(q.Classes, o.Class) || o.Kind != complaint && o.Class != "" {
		return Opinion{}, errors.New("the opinion is of no class that was offered")
	}
	if !utf8.ValidString(o.Reason) {
		return Opinion{}, errors.New("the opinion's reason is no text")
	}
	o.Reason = Mask(strings.Join(strings.Fields(o.Reason), " "))
	switch {
	case o.Reason == "":
		return Opinion{}, errors.New("the opinion has no reason")
	case utf8.RuneCountInString(o.Reason) > mostReason:
		return Opinion{}, errors.New("the opinion's reason is too long")
	case strings.ContainsFunc(o.Reason, func(r rune) bool { return !unicode.IsPrint(r) }):
		return Opinion{}, errors.New("the opinion's reason has characters that cannot be seen")
	}
	return o, nil
}

func offers(list []Choice, code string) bool {
	return slices.ContainsFunc(list, func(c Choice) bool { return c.Code == code })
}
