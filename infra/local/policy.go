package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
)

// policyCommand is one word behind `redress policy`.
type policyCommand struct {
	name, usage string
	run         func(ctx context.Context, args []string, stdout, stderr io.Writer) error
}

var policyCommands = []policyCommand{
	{"check", "check [-on DATE] NAME|DIR", plain(checkPolicy)},
	{"diff", "diff [-json] [-received RFC3339] A B", plain(diffPolicies)},
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
