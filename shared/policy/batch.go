package policy

import (
	"slices"
	"time"
)

// Batch says which matters of one place are one event, such as an outage, so
// that one case stands for all of them. The zero Batch gathers nothing.
type Batch struct {
	// Kinds are gathered whatever their class, complaints of these Classes (of
	// any level) too.
	Kinds, Classes []string
	// Window is how far apart the receipts of two matters of one event may be.
	Window time.Duration
	// Sizes are those at which the Levels hear how large a batch has grown,
	// smallest first.
	Sizes  []int
	Levels []string
}

// Takes tells whether matters of a kind and class are gathered.
func (b Batch) Takes(kind, class string) bool {
	return b.Window > 0 && within(b.Kinds, b.Classes, kind, class)
}

// within tells whether a matter is of one of some kinds, or of one of some classes
// of any level.
func within(kinds, classes []string, kind, class string) bool {
	return slices.Contains(kinds, kind) ||
		slices.ContainsFunc(classes, func(code string) bool { return under(class, code) })
}

// Reached is the last size that a batch has grown to with its n-th member; 0
// for none. The numbers of members may have gaps, so that each of them asks.
func (b Batch) Reached(n int) int {
	for _, size := range slices.Backward(b.Sizes) {
		if n >= size {
			return size
		}
	}
	return 0
}

// Repeat says when a matter that was closed counts as brought forward again by
// the same customer. The zero Repeat looks for none.
type Repeat struct {
	// Window is how far back matters count, by their receipts.
	Window time.Duration
	// Leaders is from which time on, the first included, the leaders are told
	// and Supervision is opened at that level; "" opens none.
	Leaders     int
	Supervision string
	// Alike is how alike the texts of two classes must be, 0 to 1, to be one
	// matter; 0 goes by the class alone.
	Alike float64
}

// HotSpots says when a place is a hot spot. The zero HotSpots looks for none.
type HotSpots struct {
	// Count is how many matters of one class within the Window make one.
	Count  int
	Window time.Duration
	Levels []string
}
