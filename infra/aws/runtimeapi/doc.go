// Package runtimeapi hosts the Lambda Runtime API, so that unmodified bootstraps
// run on this machine as they run on Lambda: as processes of their own that ask for
// the next event, answer it and ask again.
//
// Vocabulary. A host holds functions. A function has environments: each is one
// process with the address of a Runtime API of its own, is kept warm, and serves
// one event at a time. An event that finds no free environment gets a new one, up
// to the function's concurrency; beyond that it is throttled.
//
// An event is handed to a process only when that process asks for it, and never a
// second time. A process that ends, breaks the protocol or runs out of time fails
// its event and is replaced at the next one, as on Lambda. What it writes is
// collected at once and in full, so that it never waits for a reader.
//
// The package measures starts and peak memory, but not what Lambda's share of a
// processor makes of them: a process has this machine's processors to itself. It
// enforces no permissions and no memory limit, freezes nobody between events, and
// does not retry.
package runtimeapi
