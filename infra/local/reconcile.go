package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/clock/check"
)

// reconcileFlags are the flags of redress reconcile.
type reconcileFlags struct {
	day, data, policy   string
	asJSON, repair, yes bool
}

// runReconcile sets the due instants of a day in a data folder against their
// outcomes and prints the figures. It changes nothing unless -repair and -yes
// are given; with -repair alone it says what would be put right. It fails when
// the figures do not add up.
func runReconcile(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	f, err := parseReconcile(args, stderr)
	if err != nil {
		return err
	}
	s, err := openFolder(ctx, f.data, f.policy, f.changes())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	h := &reconciliation.Handler{Desk: s.desk(), Check: check.Due}
	if !s.watch.virtual {
		h.Silence = reconciliation.Silence
	}
	out, err := h.Handle(ctx, reconciliation.In{Day: f.day, Look: !f.changes()})
	return f.conclude(stdout, out, err)
}

// conclude prints what was found. A run that was cut off has found nothing that
// may be relied on; a case that failed is among the findings.
func (f reconcileFlags) conclude(stdout io.Writer, out reconciliation.Out, err error) error {
	if err != nil && (out.Day == "" || out.Stopped != nil) {
		return spoken(err)
	}
	if err := f.print(stdout, out); err != nil {
		return err
	}
	if !out.AddsUp {
		return fmt.Errorf("the figures of %s do not add up", out.Day)
	}
	return nil
}

func parseReconcile(args []string, stderr io.Writer) (reconcileFlags, error) {
	var f reconcileFlags
	set := flag.NewFlagSet("redress reconcile", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.StringVar(&f.day, "day", "", "office day, such as 2026-09-30; the one before today when left out")
	set.StringVar(&f.data, "data", ".data", "folder of the store")
	set.StringVar(&f.policy, "policy", "state-grid", "policy pack in force, by name or folder")
	set.BoolVar(&f.asJSON, "json", false, "print JSON")
	set.BoolVar(&f.repair, "repair", false, "say which cases would be woken and re-issued; with -yes do it")
	set.BoolVar(&f.yes, "yes", false, "with -repair: put them right, and send the notices")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	switch {
	case set.NArg() > 0:
		return f, fmt.Errorf("unexpected argument %q", set.Arg(0))
	case f.yes && !f.repair:
		return f, errors.New("-yes goes with -repair")
	}
	return f, nil
}

func (f reconcileFlags) changes() bool { return f.repair && f.yes }
