package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/diff"
)

// diffPolicies is `redress policy diff`: what changed from one pack to another. It succeeds whether
// or not they differ; a script reads "same" of -json.
func diffPolicies(args []string, stdout, stderr io.Writer) error {
	asJSON, received := false, time.Now().Truncate(time.Minute)
	flags := flag.NewFlagSet("policy diff", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.BoolVar(&asJSON, "json", false, "write JSON")
	flags.Func("received", "the `RFC3339` instant of the sample receipt; now when left out", func(s string) (err error) {
		received, err = time.Parse(time.RFC3339, s)
		return err
	})
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 2 {
		fmt.Fprintln(stderr, "usage: redress policy diff [-json] [-received RFC3339] A B")
		return errors.New("policy diff: want two packs")
	}
	var packs [2]*policy.Policy
	for i := range packs {
		p, err := policy.Named(flags.Arg(i))
		if err != nil {
			return fmt.Errorf("policy diff: %s: %w", flags.Arg(i), err)
		}
		packs[i] = p
	}
	d := diff.Of(packs[0], packs[1], received.UTC())
	if asJSON {
		e := json.NewEncoder(stdout)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(d)
	}
	writeDiff(stdout, d, packs[0])
	return nil
}

// writeDiff writes a diff for people: texts and classes by their names alone.
func writeDiff(w io.Writer, d diff.Diff, a *policy.Policy) {
	fmt.Fprintf(w, "%s -> %s\n", d.A, d.B)
	if d.Same {
		fmt.Fprintln(w, "no differences")
		return
	}
	for _, part := range diff.Parts {
		var list []diff.Change
		for _, c := range d.Changes {
			if c.Part == part {
				list = append(list, c)
			}
		}
		switch {
		case len(list) == 0:
		case part == "text" || part == "class" || part == "triage":
			writeNames(w, part, list)
		default:
			fmt.Fprintln(w, part)
			for _, c := range list {
				fmt.Fprintln(w, "  "+changeLine(c))
			}
		}
	}
	writeEffects(w, fmt.Sprintf("a matter received %s", a.Local(d.Received)), d.Effects)
	writeEffects(w, fmt.Sprintf("examples that come out otherwise: %d", len(d.Examples)), d.Examples)
}

// changeLine writes one change; a dash stands for nothing.
func changeLine(c diff.Change) string {
	dash := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	switch {
	case c.Field != "":
		return fmt.Sprintf("%s %s: %s -> %s", c.Item, c.Field, dash(c.From), dash(c.To))
	case c.To == "":
		return fmt.Sprintf("%s removed: %s", c.Item, c.From)
	}
	return fmt.Sprintf("%s added: %s", c.Item, c.To)
}

// writeNames counts the items added, removed and changed, and names them.
func writeNames(w io.Writer, part string, list []diff.Change) {
	names := make(map[string][]string)
	for _, c := range list {
		sort := "changed"
		if c.Field == "" && c.From == "" {
			sort = "added"
		} else if c.Field == "" {
			sort = "removed"
		}
		if n := len(names[sort]); n == 0 || names[sort][n-1] != c.Item {
			names[sort] = append(names[sort], c.Item)
		}
	}
	fmt.Fprintln(w, part)
	for _, sort := range []string{"added", "removed", "changed"} {
		if len(names[sort]) > 0 {
			fmt.Fprintf(w, "  %d %s: %s\n", len(names[sort]), sort, strings.Join(names[sort], ", "))
		}
	}
}

func writeEffects(w io.Writer, title string, list []diff.Effect) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(w, title)
	for _, e := range list {
		of := e.Of
		if e.Kind != "" && e.Kind != "complaint" {
			of += " of kind " + e.Kind
		}
		fmt.Fprintf(w, "  %s: %s -> %s\n", of, e.From, e.To)
	}
}
