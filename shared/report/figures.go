package report

import (
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// Figures are the counts of a unit with those below it. What each one means
// stands in the report's [Definition] of the same key.
type Figures struct {
	Received   int `json:"received"`
	Complaints int `json:"receivedComplaints"`
	Duplicates int `json:"duplicates"`
	// Sorted are those of the received ones that a person had to decide about.
	Sorted      int    `json:"sorted"`
	SortedShare string `json:"sortedShare"` // of the received ones, as [ClockFigures.Rate]
	// Orders have a deadline in the period; those below are about these.
	Orders    int `json:"orders"`
	Breached  int `json:"breachedOrders"`
	StillOpen int `json:"openOrders"`
	Reworks   int `json:"reworkRounds"`
	// Closed counts by outcome.
	Closed map[complaint.Outcome]int `json:"closed"`
	Clocks []ClockFigures            `json:"clocks"`
}

// ClockFigures are the deadlines of one clock.
type ClockFigures struct {
	Clock  string `json:"clock"`
	Name   string `json:"name"`
	Due    int    `json:"due"` // in time and late
	InTime int    `json:"inTime"`
	Late   int    `json:"late"`
	// Open are those of the late ones that are still to be done.
	Open      int    `json:"lateOpen"`
	NotYetDue int    `json:"notYetDue"`
	Cancelled int    `json:"cancelled"`
	Rate      string `json:"rate"` // in percent, rounded half-up to two decimals, such as 97.50; or [NoData]
}

// UnitFigures are the figures of one unit of the tree.
type UnitFigures struct {
	// Unit is empty for the orders that no unit holds.
	Unit  string `json:"unit"`
	Name  string `json:"name"`
	Level string `json:"level,omitempty"`
	Depth int    `json:"depth"` // below the top of the scope
	Figures
}

// outcomes are the ways to close an order that count.
var outcomes = []complaint.Outcome{
	complaint.Resolved, complaint.Explained, complaint.Referred, complaint.Dissatisfied,
	complaint.Unreached, complaint.Invalid, complaint.Withdrawn,
}

// sum gathers the figures of one row.
type sum struct {
	Figures
	clocks map[string]*ClockFigures
}

func newSum() *sum {
	s := &sum{clocks: map[string]*ClockFigures{}}
	s.Closed = map[complaint.Outcome]int{}
	for _, o := range outcomes {
		s.Closed[o] = 0
	}
	return s
}

// deadline counts one deadline.
func (s *sum) deadline(d deadline) {
	f, ok := s.clocks[d.clock.Name]
	if !ok {
		f = &ClockFigures{}
		s.clocks[d.clock.Name] = f
	}
	switch d.standing {
	case inTime:
		f.Due++
		f.InTime++
	case late:
		f.Due++
		f.Late++
		if d.ended.IsZero() {
			f.Open++
		}
	case notYetDue:
		f.NotYetDue++
	case cancelled:
		f.Cancelled++
	}
}

// figures closes the row: its clocks in order, with their rates.
func (s *sum) figures(clocks []policy.Clock, language string) Figures {
	f := s.Figures
	f.SortedShare = percent(f.Sorted, f.Received)
	f.Clocks = make([]ClockFigures, 0, len(clocks))
	for _, rule := range clocks {
		k := ClockFigures{}
		if counted, ok := s.clocks[rule.Name]; ok {
			k = *counted
		}
		k.Clock, k.Name, k.Rate = rule.Name, rule.Title.In(language), percent(k.InTime, k.Due)
		if k.Name == "" {
			k.Name = rule.Name
		}
		f.Clocks = append(f.Clocks, k)
	}
	return f
}

// clocksOf lists the clocks of the policy in its order, then those that only
// older orders know.
func clocksOf(p *policy.Policy, total *sum) []policy.Clock {
	clocks := slices.Clone(p.Clocks)
	var old []policy.Clock
	for name := range total.clocks {
		if _, ok := p.Clock(name); !ok {
			old = append(old, policy.Clock{Name: name})
		}
	}
	slices.SortFunc(old, func(a, b policy.Clock) int { return strings.Compare(a.Name, b.Name) })
	return append(clocks, old...)
}

// place is a unit in the tree.
type place struct {
	policy.Unit
	depth int
}

// tree lists the units of a scope from the top down, each before those below
// it, siblings in the policy's order.
func tree(p *policy.Policy, scope string) []place {
	var places []place
	var walk func(parent string, depth int)
	walk = func(parent string, depth int) {
		for _, u := range p.Units {
			if u.Parent == parent {
				places = append(places, place{u, depth})
				walk(u.ID, depth+1)
			}
		}
	}
	if top, ok := p.Unit(scope); ok {
		places = append(places, place{top, 0})
		walk(scope, 1)
		return places
	}
	walk("", 0)
	return places
}
