// Package complaint is the domain: what a complaint is, what may happen to
// it, and what follows from that.
//
// A [Case] is the truth about one complaint. It is opened by [Open] and changes
// by commands, [Case.Do], and by time, [Case.Fire]. Both are pure: they read
// no clock, draw no random number and touch nothing but the case. What comes
// of a step is a [Change]: events, which are the history, and effects, which
// are deeds outside the store that the commit promises (start or resume the
// workflow, publish a notice, send a message).
//
// The tour:
//
//	status.go    where a case stands, and Next: what it needs at an instant
//	case.go      the case; contact.go: the customer's contact details
//	key.go       what a case is found by; typed.go: that as people type it
//	rules.go     the transition table: which command is legal when, for whom
//	command.go   how every command runs, and how a step is recorded
//	submit.go    taking a complaint in; receiver.go: who took it down
//	batch.go     cases of one place about one event; spread.go: how its end reaches them
//	outage.go    an outage that the company knows of at the place of a case
//	repeat.go    a matter that has come again; hot spots
//	judging.go   triage's judgement, a person's classification, dispatch, reassignment
//	handling.go  acceptance, refusal, contact, findings, answer, review
//	calling.go   the callback and rework
//	determination.go  whether a complaint is valid
//	closing.go   closure, withdrawal, merge, reopening
//	responsibility.go  whose fault a matter is; assessment.go: what that costs
//	rectification.go  what is to be set right; lessons.go: the four no-let-go
//	offer.go     solutions put to the customer; documents.go: what they hand in
//	remedy.go    money for the customer; written.go: the result in writing
//	evidence.go  files that show something; evidence_steps.go: how they come and go
//	appeal.go    a unit's appeal against being charged with a closed case
//	regulator.go  a customer's appeal to the regulator
//	supervision.go  a higher level supervises; order.go: limits that orders say
//	machine.go   the state machines: the journey, and the flows beside it
//	overlevel.go a superior body must agree; overlevel_steps.go: its commands
//	emergency.go the plan for grave matters; emergency_steps.go; information.go: its report
//	customer.go  urge, supplement, rating
//	desk.go      acknowledgement, note
//	succession.go  executions of the workflow follow each other
//	clock.go     the state of time limits: end, undo, cancel
//	aim.go       how a limit is armed, and follows a change of the matter
//	fire.go      what time does: warnings and breaches; ladder.go: what follows a breach
//	suspension.go  the clocks of a case stand still; cap.go: for how long in all
//	correction.go  what becomes known late stands beside a breach; clocks that follow others
//	recount.go   another calendar, another version of the policy
//	phase.go     who held a case, and what its time was spent on
//	promise.go   what the customer is promised, and told when it is otherwise
//	outdated.go  what was promised to be told and is no longer so
//	say.go       notices and messages, and how instants are spoken
//	replay.go    a case lived through once more, from its record; rerun.go how
//	decode.go    commands as events keep them
//	differ.go    where two tellings of a case differ
//	store.go     what the domain needs from a store
//	tally.go     what the machine counts of a day
//	late.go      what was found late; recover.go: a lost wake-up is put right
//
// Vocabulary. A round is a pass of the case through a unit; a cycle is its life
// between opening and closing. A point is a warning point of a clock; a rung is
// a step of the ladder after a breach. A generation of a clock is one computation
// of its due instant; its basis is where it counts from after a change of limits.
// A correction says how a breach would stand by what is known now; the breach
// stays. The record of a case are its events. A
// nudge tells the workflow to look at the case again; it carries no decision. A
// flow is what runs over a case beside its journey, as a machine of its own: the
// leading group is the company's, which leads flows. A
// batch are cases of one place about one event; its head is handled, and the
// others follow it.
//
// The package does not compute deadlines (package clock), does not read what
// customers wrote (package triage), and knows no database, queue or transport.
package complaint
