package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong in a pack.
type Problem struct {
	File   string // within the pack, such as "clocks.yaml"; "base/clocks.yaml" of a pack that it extends
	Line   int    // from 1; 0 when the whole file is meant
	Reason string
}

// String gives the problem as "clocks.yaml:12: reason".
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Reason
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Reason)
}

// Problems is everything that is wrong in a pack: the error of [Load].
type Problems []Problem

// Error lists the problems, one per line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// sorted gives the problems in the order of reading, each once.
func (ps Problems) sorted() Problems {
	seen := make(map[Problem]bool)
	ps = slices.DeleteFunc(ps, func(p Problem) bool {
		again := seen[p]
		seen[p] = true
		return again
	})
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return ps
}
