package complaint

import "github.com/redress/redress/shared/policy"

// Rerun is a case that lives through its record once more.
type Rerun struct {
	// Case is where the record has led this time. Its version counts the steps
	// of the rerun.
	Case *Case
	// Events and Notices are what came of it this time.
	Events  []Event
	Notices []Notice
	// Shortened and Refused count the suspensions that the policy allows only
	// for less than was recorded, and not at all.
	Shortened, Refused int
	// Stopped says from where the record could not be followed; nil when it
	// was followed to its end. Case is then what was reached just before, and
	// time stands still for it.
	Stopped *Stop

	policyOf PolicyOf
	policy   *policy.Policy
	now      Instant
	// literal: time acts when the record says that it did.
	literal bool
}

// Stop is an event that could not be given again.
type Stop struct {
	Event Event
	Err   error
}

// PolicyOf finds a policy version by its ID.
type PolicyOf func(id string) (*policy.Policy, error)

// Under puts one policy in the place of all versions.
func Under(p *policy.Policy) PolicyOf {
	return func(string) (*policy.Policy, error) { return p, nil }
}

// Replay rebuilds a case from its matter and its record: the recorded commands
// are given again at their recorded instants, and between them time does what
// it must, each thing at the instant at which it is due. Under the case's own
// policy versions this gives the case back, see [Differences], but for what a
// late sweep has changed; for that see [Retrace]. Under another policy a
// command may be illegal at its instant, and the rerun stops there.
//
// What triage and people decided stays decided: a replay judges nothing anew.
// Events are those of the case from the first on; later ones may be left out.
func Replay(original *Case, events []Event, policyOf PolicyOf) *Rerun {
	return rerun(original, events, policyOf, false)
}

// Retrace is a replay to the letter: time acts when the record says that it
// did, however late that was. Under the case's own policy versions it gives the
// case back whatever happened to the sweep.
func Retrace(original *Case, events []Event, policyOf PolicyOf) *Rerun {
	return rerun(original, events, policyOf, true)
}
