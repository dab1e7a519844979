package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"time"

	"github.com/redress/redress/infra/simulate"
)

// runSimulate is `redress simulate`: one line of JSON with counts and what does not
// hold, and the same for people on stderr.
func runSimulate(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var s simulate.Spec
	var faults, only, spare, profile string
	var tale, brief bool
	var seeds int
	var lasts time.Duration
	flags := flag.NewFlagSet("simulate", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&s.Cases, "cases", 1000, "life cycles to play of each seed")
	flags.Uint64Var(&s.Seed, "seed", 1, "what everything is drawn from")
	flags.IntVar(&seeds, "seeds", 1, "seeds to play, from -seed on, some at a time")
	flags.DurationVar(&lasts, "for", 0, "play one seed after the other for so long")
	flags.StringVar(&faults, "faults", "all", "none, all, or a `LIST` such as crash,late")
	flags.Float64Var(&s.Scale, "scale", 1, "how often faults come, as a multiple")
	flags.IntVar(&s.Days, "days", 0, "days over which complaints come in; 0 for 400 a day")
	flags.StringVar(&only, "only", "", "play these `LIVES` alone, such as 3,17")
	flags.StringVar(&spare, "spare", "", "do not inject these `FAULTS`, by their labels")
	flags.StringVar(&s.Endpoint, "endpoint", "", "`URL` of a DynamoDB, such as an emulator: cases are kept there, in a table made for the play and removed after it, in place of SQLite")
	flags.BoolVar(&s.Anywhere, "anywhere", false, "let -endpoint be outside this machine and its private network, called with the credentials of the environment")
	flags.StringVar(&profile, "profile", "", "write a CPU profile to this `FILE`")
	flags.BoolVar(&brief, "brief", false, "do not tell the story of what does not hold")
	flags.BoolVar(&tale, "story", false, "tell everything that happens")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("simulate: unexpected argument %q", flags.Arg(0))
	}
	if s.Cases < 1 {
		return fmt.Errorf("simulate: -cases must be at least 1")
	}
	if s.Anywhere && s.Endpoint == "" {
		return fmt.Errorf("simulate: -anywhere goes with -endpoint")
	}
	var err error
	if s.Faults, err = simulate.ParseFaults(faults); err != nil {
		return fmt.Errorf("simulate: -faults: %w", err)
	}
	if err := s.Narrow(only, spare); err != nil {
		return fmt.Errorf("simulate: %w", err)
	}
	if tale {
		return simulate.Tell(ctx, s, stdout)
	}
	stop, err := profiled(profile)
	if err != nil {
		return fmt.Errorf("simulate: %w", err)
	}
	defer stop()
	debug.SetGCPercent(garbage)
	began := time.Now()
	more := func(played int) bool { return played < seeds }
	if lasts > 0 {
		more = func(int) bool { return time.Since(began) < lasts }
	}
	var last *simulate.Outcome
	sum, violated, err := simulate.Many(ctx, s, runtime.GOMAXPROCS(0), more, func(o *simulate.Outcome) {
		last = o
		if lasts > 0 || seeds > 1 {
			fmt.Fprintf(stderr, "seed %d: %d cases, %d violations, %s\n", o.Spec.Seed, o.Cases, o.Violated, time.Since(began).Round(time.Second))
		}
	})
	if err != nil {
		return fmt.Errorf("simulate: %w", err)
	}
	took := time.Since(began)
	if sum.Plays == 1 {
		sum = last
	}
	if err := errors.Join(sum.JSON(stdout), sum.Print(stderr)); err != nil {
		return err
	}
	fmt.Fprintf(stderr, "took %s, %.0f cases a second\n", took.Round(time.Millisecond), float64(sum.Cases)/took.Seconds())
	switch {
	case violated == nil:
		return nil
	case brief:
		return simulate.ErrViolated
	}
	return simulate.Explain(ctx, violated, patience, stderr)
}

// patience is how long a shorter story is looked for.
const patience = 10 * time.Minute

// garbage is how much of it may lie about, in percent of what is in use: plays make
// much and keep little.
const garbage = 400

// profiled writes a CPU profile until it is stopped, where one is asked for.
func profiled(file string) (stop func(), err error) {
	if file == "" {
		return func() {}, nil
	}
	f, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() {
		pprof.StopCPUProfile()
		_ = f.Close()
	}, nil
}
