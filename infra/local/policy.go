package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/redress/redress/shared/policy"
)

// policyCommand is one word behind `redress policy`.
type policyCommand struct {
	name, usage string
	run         func(ctx context.Context, args []string, stdout, stderr io.Writer) error
}

var policyCommands = []policyCommand{
	{"check", "check NAME|DIR", plain(checkPolicy)},
	{"adopt", "adopt -policy NAME|DIR -data DIR [-rate N] [-yes]", runAdopt},
	{"what-if", "what-if -draft NAME|DIR -from DATE -to DATE [-data DIR] [-as-of RFC3339] [-language zh|en] [-json] [-flips N] [-gate N]", runWhatif},
}

// runPolicy is `redress policy`: the tools for policy packs.
func runPolicy(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) > 0 {
		i := slices.IndexFunc(policyCommands, func(c policyCommand) bool { return c.name == args[0] })
		if i >= 0 {
			return policyCommands[i].run(ctx, args[1:], stdout, stderr)
		}
	}
	fmt.Fprintln(stderr, "usage:")
	for _, c := range policyCommands {
		fmt.Fprintf(stderr, "  redress policy %s\n", c.usage)
	}
	return errors.New("policy: no such command")
}

// checkPolicy loads a pack and says what is in it, or everything that is wrong with it.
func checkPolicy(args []string, stdout, stderr io.Writer) error {
	if len(args) != 1 {
		fmt.Fprintln(stderr, "usage: redress policy check NAME|DIR")
		return errors.New("policy check: want one pack")
	}
	p, err := policy.Named(args[0])
	if problems, ok := errors.AsType[policy.Problems](err); ok {
		fmt.Fprintln(stdout, problems)
		return fmt.Errorf("policy %s: %d problems", args[0], len(problems))
	}
	if err != nil {
		return fmt.Errorf("policy check: %w", err)
	}
	fmt.Fprintf(stdout, "ok %s: %d classes, %d kinds, %d clocks, %d units, %d signals, %d notices, %d messages, %d timeline lines\n",
		p.ID(), len(p.Classes), len(p.Kinds), len(p.Clocks), len(p.Units), len(p.Triage.Signals),
		len(p.Texts.Notices), len(p.Texts.Messages), len(p.Texts.Timeline))
	printGaps(stdout, p, time.Now())
	return nil
}
