// Package check computes due instants and warnings a second time, so that the first computation
// can be believed.
//
// It is naive on purpose. It knows a calendar by its plain facts alone, finds what clocks show by
// watching them, counts days by looking at one date after the other, and counts time by looking at
// one quarter of an hour after the other: at one minute or one second where a start, a pause or an
// opening falls inside a quarter. It shares no arithmetic with package clock, so that a mistake
// would have to be made twice.
//
// The price is time in proportion to the distance: some hundred microseconds a day of working
// time. It is for tests and for a daily reconciliation, not for answering people.
package check
