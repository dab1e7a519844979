package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/redress/redress/shared/policy"
)

// runPolicy does "redress policy check NAME|DIR": it loads a pack and says
// what is in it, or everything that is wrong with it.
func runPolicy(args []string, stdout, stderr io.Writer) error {
	if len(args) != 2 || args[0] != "check" {
		fmt.Fprintln(stderr, "usage: redress policy check NAME|DIR")
		return errors.New("policy: want check and one pack")
	}
	p, err := policy.Named(args[1])
	if problems, ok := errors.AsType[policy.Problems](err); ok {
		fmt.Fprintln(stdout, problems)
		return fmt.Errorf("policy %s: %d problems", args[1], len(problems))
	}
	if err != nil {
		return fmt.Errorf("policy check: %w", err)
	}
	fmt.Fprintf(stdout, "ok %s: %d classes, %d kinds, %d clocks, %d units, %d signals, %d notices, %d messages, %d timeline lines\n",
		p.ID(), len(p.Classes), len(p.Kinds), len(p.Clocks), len(p.Units), len(p.Triage.Signals),
		len(p.Texts.Notices), len(p.Texts.Messages), len(p.Texts.Timeline))
	return nil
}
