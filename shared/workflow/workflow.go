// Package workflow says how running state machines are stored, so that the
// runner of package local does not know the database and the database does not
// know the runner.
//
// Vocabulary. An execution is one run of a state machine, known by its name. A
// record is its stored form: what the database must be able to search for, and
// the rest as bytes that it need not understand. A journal keeps records. A
// token is the key under which an execution waits for an answer from outside.
//
// Nothing here runs anything, and on AWS none of it is used: there, Step
// Functions keeps its own records.
package workflow

import (
	"context"
	"time"
)

// Running is the Status of an execution that has not ended.
const Running = "RUNNING"

// Record is the stored form of an execution.
type Record struct {
	// Name identifies the execution for ever: a name is never used twice.
	Name string
	// Machine is the name of the state machine that it runs.
	Machine string
	// Status is Running, or how the execution ended.
	Status string
	// WakeAt is when something happens by itself; zero when nothing will, which
	// is so for every execution that has ended. It is kept to the millisecond.
	WakeAt time.Time
	// Token is the token under which an answer is awaited, empty when none is.
	// No two records have the same one.
	Token string
	// Data is the whole execution.
	Data []byte
}

// Journal keeps records. It is safe for concurrent use. When a method returns
// nil, what it wrote survives a crash; when it returns an error, the write may
// or may not have happened. What is returned and what is handed in share no
// memory with what is stored.
type Journal interface {
	// CreateExecution stores a new record. If the name exists, whatever became
	// of that execution, nothing is changed and created is false.
	CreateExecution(ctx context.Context, r Record) (created bool, err error)
	// SaveExecution replaces the record of that name as a whole. It is an error
	// if there is none.
	SaveExecution(ctx context.Context, r Record) error
	// Execution finds a record by its name; ok is false if there is none.
	Execution(ctx context.Context, name string) (r Record, ok bool, err error)
	// ExecutionByToken finds the record that has the token now. A token that a
	// record had earlier finds nothing, and neither does the empty one.
	ExecutionByToken(ctx context.Context, token string) (r Record, ok bool, err error)
	// DueExecutions are the running records with a WakeAt that is not zero and
	// not after now, ordered by WakeAt and then by name, at most limit of them.
	// With a now in the far future and a limit of one it tells the next wake-up.
	DueExecutions(ctx context.Context, now time.Time, limit int) ([]Record, error)
	// Executions are all records, running or ended, whose names begin with the
	// prefix, ordered by name. The prefix is plain text, without wildcards.
	Executions(ctx context.Context, prefix string) ([]Record, error)
}
