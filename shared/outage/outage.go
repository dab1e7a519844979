// Package outage asks the company which outage it knows of at a place, so that a
// customer who asks about one hears of it, and cases about it come together
// (S-020, S-087).
//
// Vocabulary. A source is whatever the company keeps its outages in; the adapters
// are beside this package. A place is what leaves the house: names of the network
// and nothing of a customer. An inquiry is the asking within bounds: it ends in
// time, and an answer that makes no sense is an error and nothing else.
//
// The package decides nothing about cases.
package outage

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/patience"
)

// Patience is how long a source may take to answer.
const Patience = time.Second

// Place is where power may be out, by the company's own names. Region is always
// known, the others may be empty.
type Place struct {
	Region, TransformerArea, Feeder string
}

// At is the place of a case; false for one that nobody can be asked about.
func At(s complaint.Site) (Place, bool) {
	return Place{s.Region, s.TransformerArea, s.Feeder}, s.Region != ""
}

// Source knows the outages of the company.
type Source interface {
	// Known gives the outage at a place at an instant, nil when none is known, and
	// gives up when the context ends. An error of kind Busy says that asking again
	// soon is of no use. No error repeats anything of the question or of an
	// answer: errors are logged.
	Known(ctx context.Context, p Place, at time.Time) (*complaint.Outage, error)
}

// Inquiry asks a source within bounds. It is safe for concurrent use.
type Inquiry struct {
	Source Source
	patience.Patience
}

// New makes an inquiry of a source with the usual [Patience].
func New(s Source, enough func(context.Context) bool) *Inquiry {
	return &Inquiry{Source: s, Patience: patience.Patience{Limit: Patience, Enough: enough}}
}

// Known asks once, at an instant now, about another one. Every error means that
// nothing is known, and harms nobody; it is Busy when the source was not asked or
// did not answer in time.
func (i *Inquiry) Known(ctx context.Context, p Place, at, now time.Time) (*complaint.Outage, error) {
	const doing = "ask for a known outage"
	o, err := patience.Ask(ctx, &i.Patience, now, func(ctx context.Context) (*complaint.Outage, error) { return i.Source.Known(ctx, p, at) })
	if err != nil {
		return nil, fault.Wrap(fault.KindOf(err), err, doing)
	}
	if o == nil {
		return nil, nil
	}
	known, err := accept(*o)
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err, doing)
	}
	return &known, nil
}

// What a source may say is bounded, as it is kept on the case: characters.
const (
	longestID    = 100
	longestCause = 200
)

// accept gives an answer that makes sense, in whole seconds of UTC.
func accept(o complaint.Outage) (complaint.Outage, error) {
	o.ID, o.Cause = strings.TrimSpace(o.ID), strings.TrimSpace(o.Cause)
	o.Since, o.Until = whole(o.Since), whole(o.Until)
	switch {
	case !short(o.ID, longestID) || o.ID == "":
		return complaint.Outage{}, errors.New("the outage has no id of at most 100 characters")
	case !short(o.Cause, longestCause):
		return complaint.Outage{}, errors.New("the cause is longer than 200 characters or has control characters")
	case o.Since.IsZero():
		return complaint.Outage{}, errors.New("the outage has no beginning")
	case !o.Until.IsZero() && o.Until.Before(o.Since):
		return complaint.Outage{}, errors.New("the outage ends before it begins")
	}
	return o, nil
}

func whole(at time.Time) time.Time {
	if at.IsZero() {
		return time.Time{}
	}
	return at.UTC().Truncate(time.Second)
}

// short tells whether a text is on one line and not longer than it may be.
func short(text string, longest int) bool {
	return utf8.RuneCountInString(text) <= longest && !strings.ContainsFunc(text, unicode.IsControl)
}
