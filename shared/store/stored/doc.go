// Package stored is what the stores have in common: the stored form of a case,
// the order of lists, what a query selects, and the cursors that lead through
// a list. Each store keeps cases in its own way and takes these from here, so
// that they cannot differ.
//
// Vocabulary. A position is a case's place in a list. A cursor is a position as
// callers see it, bound to its query. An instant is whole when it is a whole
// second, UTC.
//
// The package reads and writes nothing and knows no database.
package stored
