package policy

import "slices"

// Supervision says over which matters a higher level opens supervision (督办)
// from the first dispatch on, beside those whose limits are missed or which come
// again. The zero Supervision opens none.
type Supervision struct {
	// Level supervises.
	Level string
	// Grades are supervised, and matters of these Signals (key matters); OverLevel
	// also what a superior body has passed on.
	Grades, Signals []string
	OverLevel       bool
}

// Why a matter is supervised from the first dispatch on.
const (
	SupervisedGrade     = "grade"
	SupervisedOverLevel = "over-level"
	SupervisedKey       = "key"
)

// Because is why a matter is supervised; "" when it is not.
func (s Supervision) Because(grade string, overLevel bool, signals []string) string {
	switch {
	case slices.Contains(s.Grades, grade):
		return SupervisedGrade
	case s.OverLevel && overLevel:
		return SupervisedOverLevel
	case slices.ContainsFunc(s.Signals, func(name string) bool { return slices.Contains(signals, name) }):
		return SupervisedKey
	}
	return ""
}
