package cost

import (
	"maps"
	"slices"
	"strings"
)

// tally is what was counted, by what it is.
type tally map[string]float64

// What is counted. Where these end in a space a name follows.
const (
	calls        = "HTTP API requests"
	answered     = "bytes of answers"
	invocations  = "invocations of "
	milliseconds = "milliseconds of " // billed, measured; of what comes in the background apart
	backgroundly = "background "
	executions   = "executions"
	transitions  = "state transitions"
	choices      = "choice states" // of the transitions
	reads        = "read units"
	writes       = "write units"
	indexWrites  = "index write units"     // of the write units
	written      = "write units of items " // by their kind
	requests     = "DynamoDB requests"
	publishes    = "notices published"
	letters      = "messages to the customer"
	puts         = "S3 PUT requests"
	logged       = "bytes of logs"
	kept         = "bytes kept"        // in the table, after what expires is gone
	expiring     = "bytes that expire" // of the table
)

// add adds another tally a number of times; -1 takes it away.
func (t tally) add(other tally, times float64) {
	for name, n := range other {
		t[name] += n * times
	}
}

// since is what was counted since an earlier state of the tally.
func (t tally) since(earlier tally) tally {
	d := maps.Clone(t)
	d.add(earlier, -1)
	return d
}

// names are what was counted by a name, such as that of a function.
func (t tally) names(prefix string) (all []string) {
	for name := range t {
		if of, ok := strings.CutPrefix(name, prefix); ok {
			all = append(all, of)
		}
	}
	slices.Sort(all)
	return all
}

// all is the sum of these.
func (t tally) all(prefix string) (sum float64) {
	for _, name := range t.names(prefix) {
		sum += t[prefix+name]
	}
	return sum
}
