package policy

import (
	"slices"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/triage/model"
)

// Class is a third-level class of complaint with its parents; state-grid has 5
// first-level, 17 second-level and 50 third-level classes.
type Class struct {
	Code string // "CC.SS.TT"
	Name Text
	// Group and Parent are the first- and second-level classes.
	Group, Parent ClassName
	// Phrases are words of customers that point to the class; see [Triage]
	// for how they are written.
	Phrases []string
}

// ClassName is a first- or second-level class.
type ClassName struct {
	Code string // "04" or "04.03"
	Name Text
	// Help says to customers in everyday words what belongs there; may be nil.
	Help Text
}

// Kind is a sort of matter: complaint, fault, enquiry, opinion, suggestion,
// praise, misconduct or request.
type Kind struct {
	Code string
	Name Text
	// Limits are the clocks that a matter of this kind runs with their
	// targets; nil means every clock of the policy with its own target.
	Limits map[string]clock.Target
	// Source is where these limits stand, and Valid when that is in force. Basis is what
	// staff read of the source; empty for the source itself.
	Source string
	Basis  Text
	Valid  Validity
	// Refer names the function that owns such matters ("repair-dispatch");
	// the case is handed over and closed as referred. Empty: handled here.
	Refer string
	// Phrases are words of customers that point to the kind.
	Phrases []string
}

// Scene is a sort of matter that counts as a complaint though its words say another kind.
type Scene struct {
	Name  string // "frequent-outages"
	Title Text
	// From are the kinds that it makes a complaint of.
	From []string
	// The scene is known by the class that a text speaks for, which is one of Classes or lies
	// below it, by a signal, or by a phrase.
	Classes, Signals, Phrases []string
}

// Covers tells whether a class is one that the scene is known by.
func (s Scene) Covers(class string) bool {
	return slices.ContainsFunc(s.Classes, func(code string) bool { return under(class, code) })
}

// Triage is the pack's table for judging a text.
//
// Phrases, here and in classes and kinds, are patterns: "a|b" stands for
// either word, "a + b" for both near each other in one sentence, "overcharg*"
// for every word that begins so, "#" for a digit, "##" for a number of two or
// three digits, and "^6" at the end sets the weight that otherwise comes from
// the length. Word lists of the pack are already put in.
type Triage struct {
	// Threshold is the confidence, 0 to 1, under which a person must decide.
	Threshold float64
	// Claim is what the class that a caller chose adds to the logarithm of its
	// odds: 5 makes it 148 times as likely.
	Claim float64
	// Concepts are what texts speak of, in all the words that people have for
	// it; the learned part goes by them.
	Concepts []Concept
	// Model is the learned part, see package model; nil when the pack has none.
	Model *model.Model
	// Signals raise urgency and grade.
	Signals []Signal
	// Negations are words that take a signal back when they stand right
	// before it ("not", "没有").
	Negations []string
}

// Concept is a thing, a person, a deed or a tone that texts speak of.
type Concept struct {
	Name string // "outage"
	// Phrase is all the words for it, a phrase of one part.
	Phrase string
}

// Signal is one row of the signal table: any of its phrases raises the case
// at least to its urgency and grade and tells its levels at once.
type Signal struct {
	Name    string // "safety", "media-national", ...
	Phrases []string
	Urgency string   // general, urgent, major
	Grade   string   // general, important, major, special
	Levels  []string // told at once by a notice of kind "major"; may be empty
	// Danger hands a fault report over at once.
	Danger bool
	// Suspect is the likelihood, by the model, from which the signal counts as
	// found though none of its phrases is; 0 for never.
	Suspect float64
}
