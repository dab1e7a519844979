// Package adviser asks somebody outside the house what they think of a text that
// triage is unsure of. The answer is a second opinion for the person who decides,
// and never more: it changes no kind, class, unit, urgency, status or confidence.
//
// Vocabulary. An adviser is whoever is asked; the adapters are beside this
// package. A question is what leaves the house: the customer's words with masks
// over what tells who they are, and what may be answered. An opinion is an answer
// that is one of these, with its reason. Counsel is the asking within bounds: it
// ends in time, and whatever goes wrong is an error and nothing else.
//
// The package knows no case and no transport.
package adviser

import "context"

// Adviser is somebody outside the house.
type Adviser interface {
	// Advise answers a question, or gives up when the context ends. An error of
	// kind Busy says that asking again soon is of no use. No error repeats
	// anything of the question or of an answer: errors are logged.
	Advise(ctx context.Context, q Question) (Opinion, error)
}

// Opinion is what an adviser thinks of a text.
type Opinion struct {
	Kind   string // a code of the pack
	Class  string // of a complaint, a code of the pack; else empty
	Reason string // in the question's language, on one line
	Model  string // who says so
}
