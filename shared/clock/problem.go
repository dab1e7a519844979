package clock

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one fault of a calendar file.
type Problem struct {
	// Line counts from 1.
	Line int
	// Field is the path of the field at fault, such as "week.mon"; empty when the file is not
	// YAML at all.
	Field string
	// Reason says what is wrong, and what was wanted when that is not plain.
	Reason string
}

// String gives "line 3: week.mon: reason".
func (p Problem) String() string {
	if p.Field == "" {
		return fmt.Sprintf("line %d: %s", p.Line, p.Reason)
	}
	return fmt.Sprintf("line %d: %s: %s", p.Line, p.Field, p.Reason)
}

// Problems is every fault of a calendar file, in the order of its lines, never empty. It is the
// one error type of [ParseCalendar].
type Problems []Problem

// Error gives the problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// sort orders the problems by line; those of one line stay as they were found.
func (ps Problems) sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
}
