// Package sqlite keeps all durable state of a one-process installation in one
// SQLite file: cases with their events, contact details, effects, tokens,
// answers and tallies (it is a [complaint.Store]), the runs of the workflow (it is a
// [workflow.Journal]), what was published, and a few settings.
//
// Vocabulary. A job is one write that must be whole. A batch is what was
// queued when somebody's turn came: its jobs run in one transaction and are
// answered after one commit and one sync of the disk; one that fails does not
// hurt the others. A fault is the caller's answer; SQLite's own errors stay inside as
// its cause.
//
// One connection writes, in the goroutine of whoever has the turn: it writes what
// all have queued. Reads run beside it on connections of their own, each on the last
// committed state; so a caller that was answered finds what it wrote. In memory
// reads and writes take turns on that one connection.
//
// # The stored form
//
// A case is stored as its JSON, in cases.doc, whole. The columns beside it and
// the table case_clocks repeat what lists and timers must find; they are
// written with every commit and never read back into a case. Two rules keep
// old files readable: fields of the JSON are only ever added, with a zero value
// that means "as before"; and files in schema/ are only ever added, each one
// step that runs once, in the order of their names. Instants are whole seconds
// since 1970, UTC; NULL is the zero instant.
//
// The package knows no rule of the domain, draws no clock and sends nothing.
// Several processes may read one file, one should write it.
package sqlite
