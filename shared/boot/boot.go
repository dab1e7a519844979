// Package boot makes Lambda functions of the product's handlers: it reads the
// environment, makes the clients and adapters that a function asks for, and
// stands between Lambda and the handler.
//
// Vocabulary. A process is one execution environment of a function: it is made
// once, at the start, and serves one invocation at a time. The step is the
// function's name. The boundary is what every invocation passes through: it
// reads the event, keeps to the time, writes one line to the log, counts, and
// turns an error into what the caller may know of it. A count is a metric of an
// invocation.
//
// A new function has a lambda/main.go that opens a process, fills a handler with
// what the process gives, and hands it to [HTTP], [Task], [Scheduled], [Stream]
// or [HTTPOrTask]; what it reads of the environment beyond the common names goes
// into the table own. Only what a main asks for is linked into its program, so
// what a function can reach can be seen from there.
//
// The package decides nothing about cases.
package boot

import (
	"context"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
	_ "time/tzdata" // calendars must work without system files

	"github.com/aws/aws-lambda-go/lambda"

	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/shelf"
)

// Process is one execution environment of a function.
type Process struct {
	Config Config
	Policy *policy.Policy // in force
	Shelf  *shelf.Shelf

	step string
	log  *slog.Logger
	out  io.Writer // for metrics
	now  func() time.Time
	warm atomic.Bool // after the first invocation

	desk    *desk.Desk
	keeping sync.Mutex // guards kept
	kept    bool
}

// Open starts the process of a function. Without what it needs the function
// does not start, and says all that is missing.
func Open(step string) *Process {
	debug.SetGCPercent(garbage)
	p, err := open(step, os.LookupEnv, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "redress "+step+": "+err.Error())
		os.Exit(1)
	}
	slog.SetDefault(p.log)
	log.SetOutput(heard{log.Writer()}) // it writes into the default log, as the SDK and Lambda's runtime do
	return p
}

func open(step string, lookup func(string) (string, bool), out io.Writer) (*Process, error) {
	c, err := read(step, lookup)
	if err != nil {
		return nil, err
	}
	pack, err := policy.Named(c.Policy)
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	p := &Process{Config: c, Policy: pack, step: step, out: out, now: time.Now}
	p.log = slog.New(slog.NewJSONHandler(out, nil)).With("step", step)
	p.Shelf = shelf.New(pack, p.openCopy)
	p.Shelf.Unread = func(id string, err error) {
		p.log.Error("a kept policy cannot be read; the one in force stands in for it", "policy", id, "err", err)
	}
	return p, nil
}

// Parallel is how many cases or effects a process works on at a time.
const Parallel = 16

// Until tells, of an invocation, whether less than so many seconds of its time are left.
func Until(seconds int) func(context.Context) bool {
	margin := time.Duration(seconds) * time.Second
	return func(ctx context.Context) bool {
		deadline, ok := ctx.Deadline()
		return ok && time.Until(deadline) < margin
	}
}

// serve answers invocations until the environment is thrown away.
func serve(i invocation) { lambda.Start(i) }

// garbage is how much of it may gather, in percent of what lives. A process holds
// a few megabytes and has hundreds, so it need not collect while it starts.
const garbage = 400
