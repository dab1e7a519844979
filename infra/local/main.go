// Command redress runs the whole product in one process: the same handlers
// and the same state machine as on AWS, over SQLite, a runner of the state
// machine, a local outbox and a ticker. It also holds the tools for policy
// packs, triage, workflows and reports.
//
// Vocabulary. The app is the product assembled; settling is to carry out all
// promised effects and workflow steps of this instant; virtual time stands
// still until it is moved, and everything due fires in order when it is.
//
// Nothing about complaints is decided here.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	_ "time/tzdata" // calendars must work without system files
)

// command is one word of the program.
type command struct {
	name, help string
	run        func(ctx context.Context, args []string, stdout, stderr io.Writer) error
}

var commands = []command{
	{"serve", "serve the HTTP API (-addr, -data, -policy, -clock, -dev)", runServe},
	{"demo", "play a month of sample complaints in virtual time and leave the breach report", runDemo},
	{"simulate", "live through seeded cases with everything failing, and hold what came of it against what must hold", runSimulate},
	{"triage", "judge narratives, one JSON object a line", func(_ context.Context, args []string, stdout, stderr io.Writer) error {
		return runTriage(args, os.Stdin, stdout, stderr)
	}},
	{"deadline", "compute when a limit ends, what was counted, and when to warn", plain(runDeadline)},
	{"policy", "check, compare, try out and adopt policy packs", runPolicy},
	{"workflow", "play a state machine with scripted results", plain(runWorkflow)},
	{"report", "build a report from stored cases", plain(runReport)},
	{"import", "record the rows of a CSV file or workbook as complaints (-file, -data or -site, -dry-run, -template)", runImport},
	{"export", "write all that a data folder holds as JSON lines (-data, -out): personal data", runExport},
	{"restore", "bring an export into a DynamoDB table or a new data folder (-table, -data)", func(ctx context.Context, args []string, stdout, stderr io.Writer) error {
		return runRestore(ctx, args, os.Stdin, stdout, stderr)
	}},
	{"reconcile", "set a day's due instants against their outcomes; -repair puts right what can be", runReconcile},
}

func plain(run func(args []string, stdout, stderr io.Writer) error) func(context.Context, []string, io.Writer, io.Writer) error {
	return func(_ context.Context, args []string, stdout, stderr io.Writer) error {
		return run(args, stdout, stderr)
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "redress:", err)
		os.Exit(codeOf(err))
	}
}

// ending is an error that the program ends with under a code of its own.
type ending struct {
	error
	code int
}

// codeOf is the code that the program ends with after an error.
func codeOf(err error) int {
	if e, ok := errors.AsType[ending](err); ok {
		return e.code
	}
	return 1
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) > 0 {
		i := slices.IndexFunc(commands, func(c command) bool { return c.name == args[0] })
		if i >= 0 {
			return commands[i].run(ctx, args[1:], stdout, stderr)
		}
	}
	fmt.Fprintln(stderr, "usage: redress COMMAND [flags]")
	for _, c := range commands {
		fmt.Fprintf(stderr, "  %-9s %s\n", c.name, c.help)
	}
	if len(args) > 0 && args[0] != "help" && args[0] != "-h" {
		return fmt.Errorf("unknown command %q", args[0])
	}
	if len(args) == 0 {
		return errors.New("no command given")
	}
	return nil
}
