package simulate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Narrow reads which lives are played alone, and which faults are spared.
func (s *Spec) Narrow(only, spare string) error {
	if only != "" {
		s.Only = []int{}
		for word := range strings.SplitSeq(only, ",") {
			n, err := strconv.Atoi(strings.TrimSpace(word))
			if err != nil || n < 0 || n >= s.Cases {
				return fmt.Errorf("%q is not the number of a life", word)
			}
			s.Only = append(s.Only, n)
		}
		slices.Sort(s.Only)
	}
	if spare != "" {
		s.Spare = map[string]bool{}
		for word := range strings.SplitSeq(spare, ",") {
			s.Spare[strings.TrimSpace(word)] = true
		}
	}
	return nil
}

// Tell plays a spec and tells all that happens.
func Tell(ctx context.Context, s Spec, out io.Writer) error {
	o, err := run(ctx, s, func(format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) })
	if err != nil {
		return err
	}
	return o.Print(out)
}

// ErrViolated is how a play ends in which something did not hold.
var ErrViolated = errors.New("simulate: what must hold did not")

// Explain finds a short story in which the first violation comes again, tells it,
// and says how to play it. What it has come to when its patience is over, or it is
// interrupted, it tells if that is short. It always fails with [ErrViolated].
func Explain(ctx context.Context, o *Outcome, patience time.Duration, out io.Writer) error {
	trying, over := context.WithTimeout(ctx, patience)
	defer over()
	s := Shrink(trying, o)
	if s.Only != nil && len(s.Only) <= tellable {
		fmt.Fprintf(out, "\nthe story of %s:\n", o.Violations[0])
		if err := Tell(context.WithoutCancel(ctx), s, out); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "\nreplay: %s -story\n", s.Command())
	return ErrViolated
}

// tellable is how many lives make a story that can be read.
const tellable = 20

// Shrink finds a smaller spec in which the oracle of the first violation still
// says no: first with fewer lives, then with fewer faults. It ends with its context.
func Shrink(ctx context.Context, o *Outcome) Spec {
	want := o.Violations[0]
	last := o
	still := func(s Spec) bool {
		got, err := Run(ctx, s)
		if err != nil || !slices.ContainsFunc(got.Violations, func(v Violation) bool { return v.Oracle == want.Oracle }) {
			return false
		}
		last = got
		return true
	}
	s := o.Spec
	if want.Life != nobody && s.Only == nil {
		alone := s
		if alone.Only = []int{want.Life}; still(alone) {
			s = alone
		}
	}
	if s.Only == nil {
		s.Only = make([]int, s.Cases)
		for i := range s.Only {
			s.Only[i] = i
		}
	}
	s.Only = less(s.Only, func(some []int) bool {
		try := s
		try.Only = some
		return still(try)
	})
	if len(s.Only) == s.Cases {
		s.Only = nil
	}
	for _, f := range append([]Fault{""}, s.Faults...) { // first without any, then without one sort after the other
		try := s
		try.Faults = slices.DeleteFunc(slices.Clone(s.Faults), func(g Fault) bool { return f == "" || f == g })
		if len(try.Faults) < len(s.Faults) && still(try) {
			s = try
		}
	}
	labels := last.Labels
	less(labels, func(some []string) bool {
		try := s
		try.Spare = maps.Clone(o.Spec.Spare)
		if try.Spare == nil {
			try.Spare = map[string]bool{}
		}
		for _, label := range labels {
			if !slices.Contains(some, label) {
				try.Spare[label] = true
			}
		}
		if !still(try) {
			return false
		}
		s.Spare = try.Spare
		return true
	})
	return s
}

// attempts bounds how often a play is tried again with less.
const attempts = 60

// less leaves out what is not needed for a wish to hold, in ever smaller parts.
func less[T any](all []T, holds func([]T) bool) []T {
	tries := 0
	for size := (len(all) + 1) / 2; size >= 1 && len(all) > 1; size /= 2 {
		for from := 0; from < len(all) && tries < attempts; {
			rest := slices.Concat(all[:from], all[min(from+size, len(all)):])
			tries++
			if len(rest) > 0 && holds(rest) {
				all = rest
			} else {
				from += size
			}
		}
	}
	return all
}
