package complaint

import (
	"cmp"
	"context"
	"slices"
)

// Boards counts what is open, for a board on the wall.
type Boards interface {
	// Board counts the open cases as lists find them. It may have been counted up to
	// a minute before now, see [Board.At], for the same end of the day; an adapter
	// for which counting is dear counts no more often than that, whoever asks.
	Board(ctx context.Context, now, dayEnd Instant) (Board, error)
}

// Board is how much is open, and where.
type Board struct {
	At Instant `json:"at"` // when it was counted
	// Units are the units that have open cases, by their IDs; "" is no unit yet.
	Units []UnitCount `json:"units"`
	// Storms are the open heads that others follow, those with the most first.
	Storms []Storm `json:"storms"`
}

// UnitCount counts the open cases of one unit. A case with several clocks counts
// once in each figure.
type UnitCount struct {
	Unit string `json:"unit"`
	Counted
}

// Counted are the figures of a board.
type Counted struct {
	Open     int `json:"open"`
	DueToday int `json:"dueToday" doc:"what must be done next is still in time, and due by the end of the day"`
	Overdue  int `json:"overdue" doc:"what must be done next was due before"`
	Warned   int `json:"warned" doc:"a clock that runs has warned"`
	Missed   int `json:"missed" doc:"a clock was missed, whether or not its deed has been done since"`
}

// Add adds other figures to these.
func (n *Counted) Add(other Counted) {
	n.Open += other.Open
	n.DueToday += other.DueToday
	n.Overdue += other.Overdue
	n.Warned += other.Warned
	n.Missed += other.Missed
}

// Storm is the open head of a batch that others follow.
type Storm struct {
	Reference  string  `json:"reference"`
	Unit       string  `json:"unit"`
	Class      string  `json:"class"`
	ReceivedAt Instant `json:"receivedAt"`
	Followers  int     `json:"followers" doc:"open cases that follow it"`
}

// Sort puts a board into its order.
func (b *Board) Sort() {
	slices.SortFunc(b.Units, func(x, y UnitCount) int { return cmp.Compare(x.Unit, y.Unit) })
	slices.SortFunc(b.Storms, func(x, y Storm) int {
		return cmp.Or(-cmp.Compare(x.Followers, y.Followers), cmp.Compare(x.Reference, y.Reference))
	})
}
