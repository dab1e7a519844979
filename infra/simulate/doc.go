// Package simulate lives through thousands of complaints with the real
// handlers, the real state machines and a real store, SQLite or DynamoDB, in virtual time,
// while everything around them fails in every way that it can; and then holds
// what came of it against what must hold whatever fails.
//
// Vocabulary. A life is one complaint with the people around it: a customer,
// a unit and the centre. A plan is what they have in mind, drawn from the seed
// and the number of the life alone, so that leaving others out does not change it.
// A deed is a command that one of them gives through the HTTP API; it is
// acknowledged once its answer says so. An invocation is one run of a function;
// what it dies of is a fault. A fault is injected at an operation of a port, and
// known by its label. The agenda holds what is to happen, by instants. An oracle
// is a rule that must hold, a check is one question put to it, and a violation
// an answer that is no. The model is a second, naive account of what a case's
// limits come to; it shares nothing with the product but the policy's data.
//
// The same [Spec] gives the same trace, byte for byte: nothing reads a clock or
// another source of chance, everything happens in one goroutine, one thing after
// the other. The faults that befall a life follow from the seed and its number,
// so that a story that fails can be told with fewer lives.
//
//	spec.go     what is played
//	run.go      how it is played, and what comes of it; shrink.go: with less
//	world.go    the product put together over faulty ports; boot.go: from its start
//	storage.go  what is kept, and where
//	agenda.go   virtual time
//	fault.go    what fails, when; invocation.go: who dies of it
//	store.go, journal.go, outlet.go, stream.go   the faulty ports
//	plan.go     what people have in mind; life.go: what they do; step.go: what next
//	duties.go   what a case asks for beside its way; meddle.go: what others do; rota.go: who is on duty; depot.go: what files they add
//	call.go     how they call
//	oracle.go   what must hold of each case; outcome.go: of its limits; alive.go: of what goes
//	            on; prompt.go: and when; answers.go: of calls
//	told.go     what must hold of what was sent; heard.go: of what must be heard; whom.go: by whom
//	model.go    the second account; limit.go: of a limit; pausing.go: of suspensions;
//	            beside.go: of what goes on beside the way of a case; points.go: of warnings;
//	            office.go: of working days
//	company.go  the company that is played
package simulate
