package policy

import "github.com/redress/redress/shared/clock"

// Appeal says how a unit may appeal against being charged with a closed case
// (申诉). The zero Appeal allows none.
type Appeal struct {
	// Window is how long an appeal may be filed: from the closing, and at a
	// later stage from the refusal of the one before.
	Window clock.Target
	// Stages is how often a unit may appeal. The last refusal is for good.
	Stages int
	// Signatures is how many different levels of departments must have signed.
	Signatures int
}

// Known tells whether the pack has appeals at all.
func (a Appeal) Known() bool { return a.Stages > 0 }
