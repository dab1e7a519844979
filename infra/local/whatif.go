package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"runtime"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/shelf"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/whatif"
)

// whatifFlags are the flags of redress policy what-if.
type whatifFlags struct {
	draft, from, to, data, policy, language, asOf string
	json                                          bool
	flips, gate                                   int
}

// runWhatif replays stored cases under a draft pack and prints what would come
// out otherwise. With a gate it fails when more clocks flip to missed than that.
func runWhatif(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	f, err := parseWhatif(args, stderr)
	if err != nil {
		return err
	}
	draft, err := policy.Named(f.draft)
	if err != nil {
		return fmt.Errorf("load the draft: %w", err)
	}
	db, err := openStored(f.data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	spec, err := f.spec(ctx, db, draft)
	if err != nil {
		return spoken(err)
	}
	way := newWay(stderr, spec)
	spec.Step = way.step
	r, err := whatif.Build(ctx, db, spec)
	way.end()
	if err != nil {
		return spoken(err)
	}
	if err := f.print(stdout, r, draft); err != nil {
		return err
	}
	if n := r.Flips.ToMissed; f.gate >= 0 && n > f.gate {
		return fmt.Errorf("policy what-if: %d clocks flip to missed, the gate lets %d through", n, f.gate)
	}
	return nil
}

func parseWhatif(args []string, stderr io.Writer) (whatifFlags, error) {
	var f whatifFlags
	set := flag.NewFlagSet("redress policy what-if", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.StringVar(&f.draft, "draft", "", "the pack to try, by name or folder")
	set.StringVar(&f.from, "from", "", "first day of receipt, such as 2026-09-01, or first instant")
	set.StringVar(&f.to, "to", "", "last day of receipt, or the instant after the last")
	set.StringVar(&f.data, "data", ".data", "folder of the store")
	set.StringVar(&f.policy, "policy", "state-grid", "policy pack in force, by name or folder: cases count by its calendar")
	set.StringVar(&f.language, "language", "", "zh or en; the draft's when left out")
	set.StringVar(&f.asOf, "as-of", "", "instant to look from; now, or the store's virtual time, when left out")
	set.BoolVar(&f.json, "json", false, "print JSON")
	set.IntVar(&f.flips, "flips", 100, "how many flips are listed; all are counted")
	set.IntVar(&f.gate, "gate", -1, "fail when more clocks than this flip to missed; no gate when negative")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	switch {
	case set.NArg() > 0:
		return f, fmt.Errorf("unexpected argument %q", set.Arg(0))
	case f.draft == "" || f.from == "" || f.to == "":
		return f, errors.New("-draft, -from and -to are required")
	case f.flips < 0:
		return f, errors.New("-flips must not be negative")
	}
	return f, nil
}

// spec turns the flags into what to try. Nothing is put on the shelf: a draft is
// no policy yet.
func (f whatifFlags) spec(ctx context.Context, m meta, draft *policy.Policy) (whatif.Spec, error) {
	from, to, err := report.ParsePeriod(f.from, f.to, draft.Zone())
	if err != nil {
		return whatif.Spec{}, err
	}
	asOf, err := lookFrom(ctx, m, f.asOf)
	if err != nil {
		return whatif.Spec{}, err
	}
	present, err := policy.Named(f.policy)
	if err != nil {
		return whatif.Spec{}, err
	}
	return whatif.Spec{
		Draft: draft, PolicyOf: shelf.Copies(present, folders(filepath.Join(f.data, "policies"))).PolicyOf, From: from, To: to, AsOf: asOf,
		Language: cmp.Or(f.language, draft.Language), Most: f.flips, Parallel: runtime.GOMAXPROCS(0),
	}, nil
}

func (f whatifFlags) print(stdout io.Writer, r *whatif.Report, draft *policy.Policy) error {
	w := bufio.NewWriter(stdout)
	if f.json {
		return errors.Join(whatif.WriteJSON(w, r), w.Flush())
	}
	return errors.Join(whatif.WriteText(w, r, draft), w.Flush())
}
