// Load uses the real program hard: it starts `redress serve` on disk and on the
// real clock, lets many clients live complaints through over HTTP, kills the
// program with kill -9 in full flight, starts it again over the same data, and
// holds what is there against what was answered; round by round.
//
// Vocabulary. A client is one caller with one complaint at a time, whose life
// it lives as customer, unit and centre. A deed is a submission or a command;
// its mark is its Idempotency-Key and stands in its words too, so that it can
// be found again. A deed is acknowledged once it has had a 2xx, and unanswered
// while its client does not know what became of it: then it is given again
// under the same key. The ledger of a client is what it has been acknowledged.
// A round is one life of the program; it ends with kill -9, a restart, a check
// through the API, a clean stop, and a check of the file. A loss is anything
// that was acknowledged and is not there exactly once, or is there otherwise
// than it must be.
//
//	main.go     the flags, and the rounds
//	program.go  the program as a process: start, kill, memory
//	client.go   calls over HTTP, timed
//	life.go     what a client does next
//	deed.go     deeds and ledgers
//	api.go      the check through the API
//	file.go     the check of the file
//	figures.go  rates, latencies, memory
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// spec says how hard the program is used.
type spec struct {
	Clients int           `json:"clients"`
	For     time.Duration `json:"for"` // of a round, until the kill
	Rounds  int           `json:"rounds"`
	Seed    uint64        `json:"seed"`
	// Pause is how long a client thinks between two calls, on average.
	Pause time.Duration `json:"pause"`
	// Sudden lets a round end at any moment of its time.
	Sudden bool   `json:"sudden"`
	data   string // folder
	binary string // the program
}

var errLoss = errors.New("something was lost or doubled, or is otherwise than it must be")

// run is the program. It fails with errLoss when anything was lost or doubled.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var s spec
	var out string
	flags := flag.NewFlagSet("load", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&s.Clients, "clients", 64, "how many call at a time")
	flags.DurationVar(&s.For, "for", 10*time.Minute, "how long a round lasts until the program is killed")
	flags.IntVar(&s.Rounds, "rounds", 5, "how often the program is killed")
	flags.Uint64Var(&s.Seed, "seed", 1, "what the clients do is drawn from it")
	flags.DurationVar(&s.Pause, "pause", 0, "how long a client waits between two calls, on average")
	flags.BoolVar(&s.Sudden, "sudden", false, "kill at any moment of a round's time")
	flags.StringVar(&s.data, "data", ".build/load", "folder for the data: a new one")
	flags.StringVar(&s.binary, "binary", ".build/redress", "the program")
	flags.StringVar(&out, "out", "", "file for the figures as JSON; load.json beside the data when left out")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case s.Clients < 1 || s.Clients > mostClients || s.Rounds < 1 || s.For <= 0:
		return fmt.Errorf("-clients must be 1 to %d, -rounds and -for above 0", mostClients)
	}
	if _, err := os.Stat(s.data); err == nil {
		return fmt.Errorf("-data %s is there already: what other runs left cannot be accounted for", s.data)
	}
	if out == "" {
		out = s.data + ".json"
	}
	l, failed := play(ctx, s, stderr)
	f := l.figures
	f.print(stdout)
	doc, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(out, append(doc, '\n'), 0o644); err != nil {
		return err
	}
	if len(f.Losses) > 0 {
		failed = errors.Join(failed, errLoss)
	}
	return failed
}

// load is one run over all rounds.
type load struct {
	spec
	program *program
	clients []*client
	figures *figures
	log     io.Writer
}

// play plays all rounds. Its error is that it could not; what was found until
// then is in the figures all the same.
func play(ctx context.Context, s spec, log io.Writer) (*load, error) {
	l := &load{spec: s, figures: &figures{Spec: s, Losses: []string{}}, log: log}
	for n := range s.Clients {
		l.clients = append(l.clients, newClient(n, s))
	}
	if err := l.start(ctx); err != nil {
		return l, err
	}
	defer func() { l.program.kill() }()
	for n := range s.Rounds {
		if err := l.round(ctx, n+1); err != nil {
			return l, fmt.Errorf("round %d: %w", n+1, err)
		}
	}
	return l, l.export(ctx)
}

// start starts the program over the data.
func (l *load) start(ctx context.Context) error {
	p, err := start(ctx, l.spec)
	if err == nil {
		l.program = p
	}
	return err
}

// round lives until the kill, and checks what is there after it.
func (l *load) round(ctx context.Context, n int) error {
	r := &round{Number: n}
	l.figures.Rounds = append(l.figures.Rounds, r)
	l.live(ctx, r)
	if err := l.restart(ctx, r); err != nil {
		return err
	}
	checked := time.Now()
	if err := l.checkAPI(ctx, r); err != nil {
		return err
	}
	if err := l.program.stop(); err != nil {
		return err
	}
	if err := l.checkFile(ctx, r); err != nil {
		return err
	}
	r.Checking = since(checked)
	if err := l.start(ctx); err != nil {
		return err
	}
	r.say(l.log)
	return ctx.Err()
}

// live lets the clients live for the time of the round, and kills the program
// while they do.
func (l *load) live(ctx context.Context, r *round) {
	alive, end := context.WithCancel(ctx)
	defer end()
	l.say("round %d", r.Number)
	took := l.For
	if l.Sudden {
		took = time.Duration(l.clients[0].chance.Int64N(int64(l.For)))
	}
	begun := time.Now()
	working := l.each(func(c *client) { c.work(alive, l.program.base) })
	watched := l.program.watch(alive, r)
	select {
	case <-ctx.Done():
	case <-time.After(took):
	}
	l.program.kill()
	r.Lasted = since(begun)
	end()
	<-working
	<-watched
	for _, c := range l.clients {
		r.take(c)
	}
}

// restart starts the program again after the kill, has every deed that is
// unanswered given again, and waits until nothing is left to do.
func (l *load) restart(ctx context.Context, r *round) error {
	begun := time.Now()
	if err := l.start(ctx); err != nil {
		return err
	}
	r.Restart = since(begun)
	<-l.each(func(c *client) {
		if c.unanswered != nil {
			r.unanswered.Add(1)
		}
		c.again(ctx, l.program.base)
	})
	r.Unanswered = int(r.unanswered.Load())
	for _, c := range l.clients {
		r.account(c)
	}
	if err := l.settled(ctx); err != nil {
		return err
	}
	r.Recovery = since(begun)
	return nil
}

// each lets all clients do something at the same time.
func (l *load) each(do func(*client)) <-chan struct{} {
	return together(l.clients, do)
}

func (l *load) say(format string, args ...any) {
	fmt.Fprintf(l.log, "%s "+format+"\n", append([]any{time.Now().UTC().Format(time.TimeOnly)}, args...)...)
}

// lost notes a loss.
func (l *load) lost(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	l.say("LOSS: %s", text)
	l.figures.Losses = append(l.figures.Losses, text)
}
