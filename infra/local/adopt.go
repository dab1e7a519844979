package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
)

// adoption moves the open cases of a store to another version of the policy.
type adoption struct {
	data, policy string
	yes          bool
	rate         int // cases a second
}

// runAdopt does "redress policy adopt": it says which due instants of open
// cases another version of the policy moves, and with -yes moves them.
func runAdopt(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var a adoption
	flags := flag.NewFlagSet("policy adopt", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&a.policy, "policy", "", "the pack that open cases move to, `NAME|DIR`")
	flags.StringVar(&a.data, "data", ".data", "folder of the store")
	flags.BoolVar(&a.yes, "yes", false, "do it; without it nothing is changed")
	flags.IntVar(&a.rate, "rate", 100, "cases moved a second at most")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("policy adopt: unexpected argument %q", flags.Arg(0))
	case a.policy == "":
		return errors.New("policy adopt: -policy is missing")
	case a.rate < 1:
		return errors.New("policy adopt: -rate must be at least 1")
	}
	return a.run(ctx, stdout)
}

func (a adoption) run(ctx context.Context, stdout io.Writer) (err error) {
	s, err := openFolder(ctx, a.data, a.policy, a.yes)
	if err != nil {
		return fmt.Errorf("policy adopt: %w", err)
	}
	defer func() { err = errors.Join(err, s.close()) }()
	return a.move(ctx, s.desk(), stdout)
}

// move goes through the open cases, page by page.
func (a adoption) move(ctx context.Context, d *desk.Desk, stdout io.Writer) error {
	table := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	zone := d.Policy.Zone()
	var cases, deadlines int
	var references []string // moving a case changes its place in the list
	for cursor := ""; ; {
		page, err := d.Store.List(ctx, complaint.Query{Open: true, Cursor: cursor, Limit: 500})
		if err != nil {
			return err
		}
		for _, c := range page.Cases {
			if c.PolicyID != d.Policy.ID() {
				references = append(references, c.Reference)
			}
		}
		if cursor = page.Cursor; cursor == "" {
			break
		}
	}
	for _, reference := range references {
		moved, err := a.one(ctx, d, reference)
		if err != nil {
			return err
		}
		cases++
		for _, m := range moved {
			deadlines++
			fmt.Fprintf(table, "%s\t%s\t%s\t->\t%s\n", reference, m.Clock, m.From.In(zone).Format(time.RFC3339), m.To.In(zone).Format(time.RFC3339))
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	word := "would move; say -yes to do it"
	if a.yes {
		word = "moved"
	}
	_, err := fmt.Fprintf(stdout, "%d open cases and %d due instants %s to %s\n", cases, deadlines, word, d.Policy.ID())
	return err
}

// one moves a case at the pace that was asked for, or says what would move.
func (a adoption) one(ctx context.Context, d *desk.Desk, reference string) ([]complaint.Moved, error) {
	if !a.yes {
		c, err := d.Case(ctx, reference)
		if err != nil {
			return nil, err
		}
		_, moved, err := c.Adopt(complaint.Turn{Policy: d.Policy, Now: d.Instant(), By: complaint.Actor{Role: complaint.System}})
		return moved, err
	}
	begun := time.Now()
	moved, err := d.Adopt(ctx, reference)
	select {
	case <-ctx.Done():
		return moved, errors.Join(err, ctx.Err())
	case <-time.After(time.Second/time.Duration(a.rate) - time.Since(begun)):
	}
	return moved, err
}
