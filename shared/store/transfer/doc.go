// Package transfer is the form in which an installation goes from one store to
// another: a file of JSON lines, written by an export and read by a restore.
//
// Vocabulary. The head is the first line: the format, its version, and which
// state of which folder the file holds. A record is one line between head and
// end: a case with all that belongs to it, or something that belongs to none.
// The end is the last line: how much went before, and a checksum of it. A file
// without its end was cut off and is refused.
//
// What goes over, in this order, so that a case finds everything in its place
// when it comes: kept files (policy packs, reports, the files of cases), serials, duty rotas,
// tallies, the keys of delivered effects, answers to idempotent requests, cases,
// and the effects that are not delivered. What does not: executions of the
// workflow and the tokens under which they wait, which another runner cannot
// take over. In their place each open case brings the start of the execution
// that follows its last one, and asks the case where it stands.
//
// Such a file holds personal data: names, phone numbers, addresses, tracking
// codes. Errors of this package name lines and references, never a value.
//
// Reading is strict: what this version of the program does not know is refused,
// not left out. The package knows no store and no network.
package transfer
