// Command mutations proves that the simulator sees: it breaks the product on
// purpose, in one place after the other, and has each mistake found by an oracle.
//
// Vocabulary. A mutation is a mistake, written as one text of a file in the place
// of another. A mutant is the program `redress` that makes it. All mistakes are grafted
// into one program, which makes the one that its environment names; the tree is
// not touched, as the compiler is given the files from elsewhere. A mutant survives
// when the simulator finds nothing wrong in any play; then an oracle is blind, and
// the run fails.
//
//	go run ./infra/simulate/mutations [-only NAMES] [-update]
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redress/redress/shared/parallel"
)

// pageName is where what was found is written, from the root.
const pageName = "infra/simulate/mutations/README.md"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "mutations:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) (err error) {
	flags := flag.NewFlagSet("mutations", flag.ContinueOnError)
	only := flags.String("only", "", "try these `NAMES` alone, such as unresumed,lenient")
	update := flags.Bool("update", false, "write into "+pageName+" what is found")
	if err := flags.Parse(args); err != nil {
		return err
	}
	l, err := read()
	if err != nil {
		return err
	}
	tried := l.Mutations
	if *only != "" {
		names := strings.Split(*only, ",")
		tried = slices.DeleteFunc(slices.Clone(tried), func(m mutation) bool { return !slices.Contains(names, m.Name) })
	}
	b, err := newBench()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	began, width := time.Now(), runtime.GOMAXPROCS(0)
	if err := b.build(ctx, l.Mutations); err != nil {
		return err
	}
	if err := b.control(ctx, l, width); err != nil {
		return err
	}
	fmt.Fprintf(out, "built, and the product holds  (%s)\n", time.Since(began).Round(time.Second))
	var mu sync.Mutex // guards the rest
	var survivors []string
	n := 0
	failed := parallel.Each(width, tried, func(m mutation) error {
		f := b.try(ctx, l, m)
		mu.Lock()
		defer mu.Unlock()
		n++
		fmt.Fprintf(out, "%3d/%d  %-14s %s\n", n, len(tried), m.Name, f)
		switch {
		case !f.seen():
			survivors = append(survivors, m.Name)
		case *update:
			return note(l, f)
		}
		return nil
	})
	fmt.Fprintf(out, "took %s\n", time.Since(began).Round(time.Second))
	if len(survivors) > 0 {
		slices.Sort(survivors)
		return errors.Join(failed, fmt.Errorf("%d of %d mistakes are not found by the oracle that must: %s", len(survivors), len(tried), strings.Join(survivors, ", ")))
	}
	return failed
}

// finding is what came of a mutation.
type finding struct {
	mutation
	play play // in which it was found
	verdict
	err error // of a mutant that came to no verdict
}

// seen tells whether the oracle said no that must.
func (f finding) seen() bool { return f.Broken[f.Oracle] > 0 }

func (f finding) String() string {
	if f.err != nil {
		return "NO VERDICT: " + f.err.Error()
	}
	if f.Violations == 0 {
		return "SURVIVES"
	}
	text := fmt.Sprintf("%s: first %s; %s", f.play.name, f.First, f.by())
	if !f.seen() {
		text += ", NOT " + f.Oracle
	}
	return text
}

// by lists the oracles that said no, the most frequent first.
func (f finding) by() string {
	names := make([]string, 0, len(f.Broken))
	for name := range f.Broken {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(f.Broken[b]-f.Broken[a], cmp.Compare(a, b)) })
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %d", name, f.Broken[name])
	}
	return strings.Join(names, ", ")
}
