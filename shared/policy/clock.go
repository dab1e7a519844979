package policy

import "github.com/redress/redress/shared/clock"

// Clock is the rule of one time limit.
type Clock struct {
	Name   string // dispatch, contact, return, answer, legal, callback, rework, appeal, superior
	Title  Text
	Target clock.Target
	// Quiet clocks are recorded and reported but send no notices.
	Quiet bool
	// Promised clocks are told to the customer.
	Promised bool
	Warnings []Warning
	Breach   Breach
	// Repeat is sent while the clock is overdue; nil for none.
	Repeat *Repeat
	// Source is where the limit stands (a law, a promise, a document row).
	Source string
}

// Warning is a point before a deadline at which somebody is told.
type Warning struct {
	Point  clock.Point
	Levels []string // "handler", "centre", "L1" ... "L5"
	// AnyTime points may fall outside working time.
	AnyTime bool
}

// Breach says what a missed deadline sets off.
type Breach struct {
	Levels []string
	// Supervision is the level that opens supervision over the case; "" for none.
	Supervision string
}

// Repeat is a reminder on each working day while a clock is overdue.
type Repeat struct {
	// Minute is the local time of day, in minutes after midnight.
	Minute int
	Levels []string
}
