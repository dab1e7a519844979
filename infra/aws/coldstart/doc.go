// Package coldstart measures what the functions cost before they do anything: the
// size of each bootstrap, the time from the start of its process until it asks for
// its first event, and the memory that this took. Beside them it measures a
// function that says hello, built with the same flags and started in turn with
// them, so that the ratio says more than this machine's milliseconds.
//
// It is a benchmark (make measure) and asserts no times. A process has this
// machine's processors to itself, while Lambda gives it a share by its memory;
// fetching and unpacking the package, which Lambda does before, is not in it. What
// a function's memory comes to when it has worked is told by the end-to-end test.
package coldstart
