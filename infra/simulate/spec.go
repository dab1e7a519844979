package simulate

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Fault is a way to fail.
type Fault string

// The faults.
const (
	Crash     Fault = "crash"     // a function dies before or after an operation
	Restart   Fault = "restart"   // the whole process does, and starts anew over the same store
	Duplicate Fault = "duplicate" // the stream brings a record twice
	Late      Fault = "late"      // the stream brings it minutes later
	Reorder   Fault = "reorder"   // the stream brings it after others that are newer
	Lost      Fault = "lost"      // the stream never brings it
	Stale     Fault = "stale"     // an index does not show what is there yet, or shows what is there no more
	Throttle  Fault = "throttle"  // the store is busy
	Conflict  Fault = "conflict"  // another writer is faster
	Unknown   Fault = "unknown"   // something is written, and the writer told that it is not
	Token     Fault = "token"     // a workflow is resumed late, or twice
	Workflow  Fault = "workflow"  // a workflow cannot be started or resumed, or cannot be kept
	Timeout   Fault = "timeout"   // a function is stopped at its time limit
	Outlet    Fault = "outlet"    // a notice or a message cannot be sent, or the sender does not hear that it was
	Sweepless Fault = "sweepless" // the sweep stays away for hours
	Skew      Fault = "skew"      // the clocks of functions differ
	Publish   Fault = "policy"    // another version of the policy comes into force
	Overlap   Fault = "overlap"   // something happens in the middle of something else
)

// Faults are all faults.
var Faults = []Fault{
	Crash, Restart, Duplicate, Late, Reorder, Lost, Stale, Throttle, Conflict, Unknown,
	Token, Workflow, Timeout, Outlet, Sweepless, Skew, Publish, Overlap,
}

// ParseFaults reads "none", "all", or a list such as "crash,late".
func ParseFaults(list string) ([]Fault, error) {
	switch list {
	case "", "none":
		return nil, nil
	case "all":
		return slices.Clone(Faults), nil
	}
	var faults []Fault
	for word := range strings.SplitSeq(list, ",") {
		f := Fault(strings.TrimSpace(word))
		if !slices.Contains(Faults, f) {
			return nil, fmt.Errorf("unknown fault %q: it is none of %s", word, join(Faults))
		}
		if !slices.Contains(faults, f) {
			faults = append(faults, f)
		}
	}
	return faults, nil
}

func join(faults []Fault) string {
	words := make([]string, len(faults))
	for i, f := range faults {
		words[i] = string(f)
	}
	return strings.Join(words, ",")
}

// Spec says what is played.
type Spec struct {
	// Cases is the number of lives; Seed is what everything is drawn from.
	Cases  int
	Seed   uint64
	Faults []Fault
	// Scale multiplies how often faults come; 0 for 1.
	Scale float64
	// Days is over how many days complaints come in; 0 for [Spec.days].
	Days int
	// Only are the numbers of the lives that are played, sorted; nil for all.
	Only []int
	// Spare are the labels of the faults that are not injected.
	Spare map[string]bool
	// Endpoint is the URL of a DynamoDB that keeps the cases, each play's in a table of
	// its own; "" for SQLite. Unless it may be Anywhere it must be on this machine or in
	// a private network, and is called with the credentials of nobody.
	Endpoint string
	Anywhere bool

	// open opens another storage, for tests.
	open func() (*storage, error)
	// broken is a deliberate mistake of the product, by which oracles are proven.
	broken breakage
}

// days is over how many days complaints come in: about 400 a day, and no less
// than two weeks, in which there are weekends.
func (s Spec) days() int {
	if s.Days > 0 {
		return s.Days
	}
	return min(max(14, s.Cases/400), 90)
}

// from is when the first complaint may come: a Monday, by the seed, of a year
// whose calendar is published, as those after it are not.
func (s Spec) from(zone *time.Location) time.Time {
	return time.Date(2026, 1, 5+7*int(s.Seed%32), 0, 0, 0, 0, zone)
}

// plays tells whether a life is played.
func (s Spec) plays(n int) bool {
	if s.Only == nil {
		return true
	}
	_, found := slices.BinarySearch(s.Only, n)
	return found
}

// Command is what plays the same again.
func (s Spec) Command() string {
	var b strings.Builder
	fmt.Fprintf(&b, "redress simulate -cases %d -seed %d -faults %s", s.Cases, s.Seed, faultList(s.Faults))
	if s.Scale != 0 && s.Scale != 1 {
		fmt.Fprintf(&b, " -scale %g", s.Scale)
	}
	if s.Days > 0 {
		fmt.Fprintf(&b, " -days %d", s.Days)
	}
	if s.Only != nil {
		numbers := make([]string, len(s.Only))
		for i, n := range s.Only {
			numbers[i] = fmt.Sprint(n)
		}
		fmt.Fprintf(&b, " -only %s", strings.Join(numbers, ","))
	}
	if len(s.Spare) > 0 {
		fmt.Fprintf(&b, " -spare %s", strings.Join(sortedKeys(s.Spare), ","))
	}
	if s.Endpoint != "" {
		fmt.Fprintf(&b, " -endpoint %s", s.Endpoint)
	}
	if s.Anywhere {
		b.WriteString(" -anywhere")
	}
	return b.String()
}

func faultList(faults []Fault) string {
	switch len(faults) {
	case 0:
		return "none"
	case len(Faults):
		return "all"
	}
	return join(faults)
}
