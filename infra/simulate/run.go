package simulate

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"
)

// Outcome is what came of a play.
type Outcome struct {
	Spec Spec
	// Plays is how many it is the sum of; 0 for one that is no sum.
	Plays int
	// Cases were acknowledged, Cycles are journeys from submission or reopening to
	// closing, Commands were acknowledged. Open cases are so at the end, and with
	// Stuck ones people have given up.
	Cases, Cycles, Commands, Open, Stuck int
	// Versions are how often the cases were written.
	Versions int64
	// Calls are commands by the status of their answer.
	Calls map[string]int
	// Given are the commands that were acknowledged, by their names.
	Given map[string]int
	// Notices and Letters were sent, Repeats among them under an id that was known.
	// Bundles among them stand for several. Outdated notices were not sent.
	Notices, Bundles, Letters, Repeats, Outdated, Sweeps int
	Outcomes                                             map[string]int
	// Injected are the faults; Recovered is what carried on after them, by mechanism.
	Injected  map[Fault]int
	Recovered map[string]int
	// Checks were made, by oracle. Modelled cases were followed by the model, Foreign
	// ones not, by why.
	Checks     map[string]int
	Modelled   int
	Foreign    map[string]int
	Violations []Violation
	// Violated counts all of them, Broken by oracle.
	Violated int
	Broken   map[string]int
	// Trace is the hash of all that was visible, Labels are the faults in their order.
	Trace  string
	Labels []string
}

func newOutcome(s Spec) *Outcome {
	return &Outcome{
		Spec: s, Calls: map[string]int{}, Given: map[string]int{}, Outcomes: map[string]int{}, Injected: map[Fault]int{},
		Recovered: map[string]int{}, Checks: map[string]int{}, Foreign: map[string]int{}, Broken: map[string]int{},
	}
}

// mostViolations bounds those that are kept.
const mostViolations = 100

func (o *Outcome) violate(v Violation) {
	o.Broken[v.Oracle]++
	if o.Violated++; len(o.Violations) < mostViolations {
		o.Violations = append(o.Violations, v)
	}
}

// close counts the end of a journey.
func (o *Outcome) close(l *life) {
	if l.closings > l.view.Cycle {
		return
	}
	l.closings = l.view.Cycle + 1
	o.Cycles++
	o.Outcomes[l.view.Outcome]++
}

// Run plays a spec. It fails only when it cannot be played; what does not hold is
// in the outcome.
func Run(ctx context.Context, s Spec) (*Outcome, error) { return run(ctx, s, nil) }

func run(ctx context.Context, s Spec, story func(string, ...any)) (o *Outcome, err error) {
	db, err := s.storage(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.close(ctx)) }()
	w, err := newWorld(ctx, s, db)
	if err != nil {
		return nil, err
	}
	w.story = story
	if err := w.play(); err != nil {
		return nil, err
	}
	if w.goesOn() { // else it was broken off
		if err := w.judge(); err != nil {
			return nil, err
		}
	}
	w.outcome.Cases, w.outcome.Injected, w.outcome.Labels = len(w.byReference), w.faults.injected, w.faults.labels
	w.outcome.Trace = hex.EncodeToString(w.trace.Sum(nil))
	return w.outcome, nil
}

// summary is an outcome as one line of JSON.
type summary struct {
	Played   string `json:"played"`
	Seed     uint64 `json:"seed"`
	Seeds    int    `json:"seeds"`
	Cases    int    `json:"cases"`
	Cycles   int    `json:"cycles"`
	Commands int    `json:"commands"`
	Open     int    `json:"open"`
	// What must be none.
	Lost       int            `json:"lost"`
	Duplicates int            `json:"duplicateEffects"`
	Unwarned   int            `json:"breachesWithoutWarning"`
	WithoutDue int            `json:"openCasesWithoutNextDue"`
	Violations int            `json:"violations"`
	First      string         `json:"firstViolated,omitempty"` // the oracle that said no first
	Broken     map[string]int `json:"violationsByOracle"`
	Faults     map[Fault]int  `json:"faults"`
	Recovered  map[string]int `json:"recoveredBy"`
	Checks     map[string]int `json:"checks"`
	Modelled   int            `json:"modelled"`
	Trace      string         `json:"trace,omitempty"`
}

// JSON writes the outcome as one line.
func (o *Outcome) JSON(out io.Writer) error {
	first := ""
	if o.Violated > 0 {
		first = o.Violations[0].Oracle
	}
	return json.NewEncoder(out).Encode(summary{
		First:  first,
		Played: o.Spec.Command(), Seed: o.Spec.Seed, Seeds: max(1, o.Plays), Cases: o.Cases, Cycles: o.Cycles, Commands: o.Commands, Open: o.Open,
		Lost: o.Broken["lost"], Duplicates: o.Broken["twice"], Unwarned: o.Broken["warned"], WithoutDue: o.Broken["due"],
		Violations: o.Violated, Broken: o.Broken, Faults: o.Injected, Recovered: o.Recovered, Checks: o.Checks, Modelled: o.Modelled, Trace: o.Trace,
	})
}

// Print writes the outcome as a table.
func (o *Outcome) Print(out io.Writer) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	line := func(name string, values ...any) {
		fmt.Fprintf(t, "%s\t%s\n", name, fmt.Sprintln(values...)[:len(fmt.Sprintln(values...))-1])
	}
	line("played", o.Spec.Command())
	if o.Plays > 0 {
		line("seeds", o.Plays, "from", o.Spec.Seed)
	}
	line("cases", o.Cases, "acknowledged,", o.Cycles, "journeys closed,", o.Open, "cases open,", o.Stuck, "given up by people")
	line("commands", o.Commands, "acknowledged;", counts(o.Calls))
	line("acknowledged", counts(o.Given))
	line("outcomes", counts(o.Outcomes))
	line("sent", o.Notices, "notices,", o.Bundles, "bundles among them,", o.Letters, "letters,", o.Repeats, "repeats of an id,", o.Outdated, "outdated,", o.Sweeps, "sweeps")
	line("faults", counts(o.Injected))
	line("recovered by", counts(o.Recovered))
	line("checks", counts(o.Checks))
	line("model", o.Modelled, "cases followed; not followed:", counts(o.Foreign))
	if o.Trace != "" {
		line("trace", o.Trace)
	}
	line("violations", o.Violated)
	for _, v := range o.Violations {
		line("", v)
	}
	return t.Flush()
}

func counts[K ~string](m map[K]int) string {
	text := ""
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if m[name] > 0 {
			text += fmt.Sprintf("%s %d, ", name, m[name])
		}
	}
	if text == "" {
		return "none"
	}
	return text[:len(text)-2]
}
