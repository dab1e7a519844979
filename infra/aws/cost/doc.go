// Package cost counts what one complaint costs on AWS. Its tests play stories
// through the real functions, the real state machine and the real store over an
// emulator of DynamoDB, in virtual time, count what AWS would bill for, and write
// infra/cost.md with dated list prices.
//
// Vocabulary. A story is one complaint from the submission to a month after its
// end, as lines of testdata/*.story. A house is the product assembled for a
// story: each function has a store and a meter of its own, as each is a process
// of its own on AWS. A tally is what was counted. A bill is a tally at prices.
// What is idle costs as much when nothing happens; it is counted by itself, and
// a story is charged with what it takes beyond that.
//
// Counted are requests, invocations, transitions, units, bytes. Not counted but
// measured is the time that functions run, on the machine of the test and against
// the emulator; the page keeps it apart.
package cost
