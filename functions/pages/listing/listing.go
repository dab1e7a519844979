// Package listing shows a list of cases as staff read it: each with its matter, where it
// stands, and the time limit that is due next. Which cases a list has is for the pages
// that show it to say.
package listing

import (
	"slices"
	"time"

	"github.com/redress/redress/functions/callback"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// Row is a case in a list.
type Row struct {
	web.CaseView
	Due  time.Time // next; zero for none
	What string    // the clock that is due
	// Missed and Warned say how that clock stands; Paused that it stands still.
	Missed, Warned, Paused bool
	// Breach is the worst of the deadlines that were missed beside it; nil for none.
	Breach *Breach
	// Call is what the callback desk must know of it; nil for others.
	Call *callback.DueCall
}

// RowOf finds the clock of a case that is due next.
func RowOf(v web.CaseView) Row {
	r := Row{CaseView: v, Due: v.NextDue, Breach: worst(v.Clocks, v.NextDue)}
	if k, ok := dueNext(v); ok {
		r.What, r.Missed, r.Warned, r.Paused = k.Name, k.State == complaint.Missed, Warned(k), k.State == complaint.Paused
	}
	return r
}

// dueNext is the clock of a case that is due next: of several at one instant, the one
// that was begun last.
func dueNext(v web.CaseView) (web.ClockView, bool) {
	for _, k := range slices.Backward(v.Clocks) {
		if Unended(k) && k.DueAt.Equal(v.NextDue) {
			return k, true
		}
	}
	return web.ClockView{}, false
}

// Unended tells whether what a clock measures is still to be done.
func Unended(k web.ClockView) bool {
	return k.State == complaint.Running || k.State == complaint.Paused || k.State == complaint.Missed && k.EndedAt.IsZero()
}

// Warned tells of a running clock whether a warning has been sent.
func Warned(k web.ClockView) bool {
	return k.State == complaint.Running && slices.ContainsFunc(k.Points, func(p complaint.Point) bool { return !p.FiredAt.IsZero() })
}

// List is one list of cases on the page of the queue.
type List struct {
	Title  string
	Rows   []Row
	More   string // the address of the rest; "" for none
	Cursor string // of the next page of a search, which goes by POST
	Now    time.Time
	Picks  bool // its cases can be chosen for a bulk action
	Whose  bool // its rows say whose matter it is and where, as far as the API tells
}
