// Package asl interprets a subset of the Amazon States Language, in its
// JSONPath flavour, so that a state machine written for AWS Step Functions runs
// unchanged in one process, on a laptop and in a test.
//
// Vocabulary. A definition is the JSON text of a state machine. [Parse] turns
// it into a [Machine], which never changes afterwards. An [Execution] is one
// run of a machine: plain data that can be stored as JSON at any moment and
// taken up again by another process; everything that happens (attempts, tokens,
// deadlines, history) lives there and never in the machine. A [World] is what
// the machine needs from outside: the tasks and chance. A token is a key that a
// waiting task hands out; whoever holds it may answer the task, once.
//
// [Machine.Step] carries an execution on until it must wait or has ended. It
// never reads a clock and never sleeps: the instant is an argument, and waits,
// back-off, time-outs and heartbeats become Execution.WakeAt, the instant at
// which the caller must step again. Stepping too early or too often does no
// harm. Instants are kept to the millisecond.
//
// The subset: Task (lambda:invoke, lambda:invoke.waitForTaskToken and the bare
// ARN of a function), Choice, Wait, Pass, Succeed, Fail, with Retry, Catch,
// time-outs, heartbeats, the five data-flow fields, the context object and all
// intrinsic functions. Map, Parallel, JSONata, variables and the other service
// integrations are refused by [Parse], with the state, the field and the reason.
//
// Not done here: storing executions (package workflow), calling real functions,
// replacing placeholders during Parse (see [Substitute]), and anything that AWS
// itself would refuse.
package asl
