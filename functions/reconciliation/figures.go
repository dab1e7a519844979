package reconciliation

import (
	"time"

	"github.com/redress/redress/shared/complaint"
)

// Out is what a reconciliation found.
type Out struct {
	Day string `json:"day"` // of the office
	// AddsUp: nothing is wrong. It is told when the run has ended.
	AddsUp bool `json:"addsUp"`
	Figures
	// Findings are the cases that figures speak of, up to MaxFindings of each sort.
	Findings []Finding `json:"findings"`
	// Unset are the clocks that the policy leaves without a figure.
	Unset []string `json:"unset"`
	// Stopped is where the run stopped because its time was up; nil when it
	// has ended. Another run goes on from there when it is given all of this.
	Stopped *Place `json:"stopped,omitempty"`
}

// Figures are counts, of due instants where nothing else is said. Due is the
// sum of Met, Missed, Cancelled, Paused, Pending and Unaccounted.
type Figures struct {
	Due    int `json:"due"`    // fell on the day
	Met    int `json:"met"`    // done in time
	Missed int `json:"missed"` // recorded as missed
	Late   int `json:"late"`   // of the missed, those that have ended since
	// Cancelled and Paused asked for no deed on the day.
	Cancelled int `json:"cancelled"`
	Paused    int `json:"paused"`
	// Pending are still to come, or passed so lately that the sweep may still be on its way.
	Pending int `json:"pending"`
	// Unaccounted have passed without an outcome, or have one that is not theirs.
	Unaccounted int `json:"unaccounted"`

	// Recomputed were computed again by the second calculator, Disagree came
	// out differently, Superseded differ because the calendar, or what was
	// known of a suspension, is no longer that of then.
	Recomputed int `json:"recomputed"`
	Disagree   int `json:"disagree"`
	Superseded int `json:"superseded"`

	// Retraced are the cases of these due instants that lived through their
	// records once more, Differ those that are stored otherwise.
	Retraced int `json:"retraced"`
	Differ   int `json:"differ"`

	// LagMax and LagMean are how long after their instants, in whole seconds,
	// the missed were found; null when there are none. LagSum is their sum.
	LagMax  *int64 `json:"lagMax"`
	LagMean *int64 `json:"lagMean"`
	LagSum  int64  `json:"lagSum"`
	// Recovered are the missed that were found later than they should.
	Recovered int `json:"recovered"`

	Open         int            `json:"open"`         // open cases
	WithoutLimit int            `json:"withoutLimit"` // of these, cases with nothing ahead of them
	Provisional  map[string]int `json:"provisional"`  // running clocks, by unpublished calendar year
	Woken        int            `json:"woken"`        // cases whose wake-up was lost
	Reissued     int            `json:"reissued"`     // cases of which a due instant moved with the calendar
	Unchecked    int            `json:"unchecked"`    // cases that failed

	// What the machine counted on the day, see complaint.Tallies: Minutes is
	// how many the day had so far, Sweeps in how many of them the sweep came.
	Minutes     int64 `json:"minutes"`
	Sweeps      int64 `json:"sweeps"`
	Silent      int64 `json:"silent"` // minutes without a sweep; 0 where that is not judged
	Fired       int64 `json:"fired"`
	FiredLate   int64 `json:"firedLate"`
	Failed      int64 `json:"failed"`
	Redelivered int64 `json:"redelivered"`
	Suppressed  int64 `json:"suppressed"`
}

// Place is where a run stopped.
type Place struct {
	Pass   string `json:"pass"`
	Cursor string `json:"cursor,omitempty"`
	// At is when the pass began: a cursor is one of a list, which must not
	// change with the time of the next run.
	At complaint.Instant `json:"at,omitzero"`
}

// MaxFindings bounds the findings of each sort, and maxReason what each says,
// so that what a run found fits into an event or an item of a store, and many of
// one sort hide none of another; the figures count all.
const (
	MaxFindings = 200
	maxReason   = 300 // in runes
)

// Finding is a case that a figure speaks of, and the clock where it is about one.
type Finding struct {
	What      string            `json:"what"`      // the figure: unaccounted, disagree, differ, woken, reissued, withoutLimit, unchecked
	Reference string            `json:"reference"` // "" when a whole pass was broken off
	Clock     string            `json:"clock,omitempty"`
	Round     int               `json:"round,omitempty"`
	DueAt     complaint.Instant `json:"dueAt,omitzero"`
	// Want is the due instant that comes out now.
	Want complaint.Instant `json:"want,omitzero"`
	// Reason is why a case could not be checked, or in which members it differs.
	Reason string `json:"reason,omitempty"`
}

// What findings are about.
const (
	unaccounted  = "unaccounted"
	disagree     = "disagree"
	differ       = "differ"
	woken        = "woken"
	reissued     = "reissued"
	withoutLimit = "withoutLimit"
	unchecked    = "unchecked"
)

func newOut(day string) *Out {
	return &Out{
		Day: day, Figures: Figures{Provisional: map[string]int{}}, Findings: []Finding{}, Unset: []string{},
		Stopped: &Place{Pass: passRepair},
	}
}

// find takes up a finding while there are not too many of its sort.
func (r *run) find(f Finding) {
	if reason := []rune(f.Reason); len(reason) > maxReason {
		f.Reason = string(reason[:maxReason]) + "…"
	}
	if r.found[f.What]++; r.found[f.What] <= MaxFindings {
		r.out.Findings = append(r.out.Findings, f)
	}
}

// lag takes up how long after its instant a missed deadline was found.
func (f *Figures) lag(d time.Duration) {
	seconds := int64(d / time.Second)
	if f.LagMax == nil || seconds > *f.LagMax {
		f.LagMax = &seconds
	}
	f.LagSum += seconds
	f.LagMean = new(f.LagSum / int64(f.Missed))
	if d > complaint.LateAfter {
		f.Recovered++
	}
}

// addsUp tells whether nothing is wrong.
func (f *Figures) addsUp() bool {
	return f.Unaccounted+f.Disagree+f.Differ+f.Recovered+f.Woken+f.Unchecked+f.WithoutLimit == 0 && f.Silent == 0
}
