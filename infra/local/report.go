package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// reportFlags are the flags of redress report.
type reportFlags struct {
	kind, from, to, out, data, policy, language, asOf string
}

// runReport builds a report from stored cases, for the whole company, writes
// it into a folder in every format and prints the paths.
func runReport(args []string, stdout, stderr io.Writer) (err error) {
	f, err := parseReport(args, stderr)
	if err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	db, err := openStored(f.data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	ctx := context.Background()
	spec, err := f.spec(ctx, db)
	if err != nil {
		return spoken(err)
	}
	paths, err := writeReport(ctx, db, spec, f.out)
	for _, path := range paths {
		fmt.Fprintln(stdout, path)
	}
	return spoken(err)
}

func parseReport(args []string, stderr io.Writer) (reportFlags, error) {
	var f reportFlags
	set := flag.NewFlagSet("redress report", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.StringVar(&f.kind, "kind", report.SLABreach, "kind of report")
	set.StringVar(&f.from, "from", "", "first day, such as 2026-09-01, or first instant")
	set.StringVar(&f.to, "to", "", "last day, or the instant after the last")
	set.StringVar(&f.out, "out", "", "folder to write into")
	set.StringVar(&f.data, "data", ".data", "folder of the store")
	set.StringVar(&f.policy, "policy", "state-grid", "policy pack, by name or folder")
	set.StringVar(&f.language, "language", "", "zh or en; the policy's when left out")
	set.StringVar(&f.asOf, "as-of", "", "instant to look from; now, or the store's virtual time, when left out")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	switch {
	case set.NArg() > 0:
		return f, fmt.Errorf("unexpected argument %q", set.Arg(0))
	case f.from == "" || f.to == "" || f.out == "":
		return f, errors.New("-from, -to and -out are required")
	}
	return f, nil
}

// spec turns the flags into what to build.
func (f reportFlags) spec(ctx context.Context, m meta) (report.Spec, error) {
	kept, err := newShelf(filepath.Join(f.data, "policies"), f.policy)
	if err != nil {
		return report.Spec{}, err
	}
	p := kept.Present
	from, to, err := report.ParsePeriod(f.from, f.to, p.Zone())
	if err != nil {
		return report.Spec{}, err
	}
	asOf, err := lookFrom(ctx, m, f.asOf)
	return report.Spec{
		Kind: f.kind, From: from, To: to, AsOf: asOf, Language: cmp.Or(f.language, p.Language), Policy: p,
		PolicyOf: kept.PolicyOf,
	}, err
}

// writeReport builds a report and writes it into a folder, in every format.
// It gives the paths of what it wrote; older files of the same name are replaced.
func writeReport(ctx context.Context, src report.Source, spec report.Spec, dir string) ([]string, error) {
	r, err := report.Build(ctx, src, spec)
	if err != nil {
		return nil, err
	}
	archive, err := newFileArchive(dir)
	if err != nil {
		return nil, err
	}
	defer archive.root.Close()
	compact := strings.NewReplacer("-", "", ":", "")
	name := r.Kind + "-" + compact.Replace(r.From) + "-" + compact.Replace(r.To) + "-" + r.Language + "."
	var paths []string
	for _, format := range paper.Formats() {
		var b bytes.Buffer
		if err := paper.Render(&b, format, r); err != nil {
			return paths, err
		}
		if err := archive.Put(ctx, name+format, paper.ContentType(format), b.Bytes()); err != nil {
			return paths, err
		}
		paths = append(paths, filepath.Join(dir, name+format))
	}
	return paths, nil
}

// spoken names the flags whose values were not acceptable.
func spoken(err error) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	var all []error
	for _, f := range fault.Of(err).Fields {
		all = append(all, fmt.Errorf("-%s %s", f.Name, f.Reason.EN))
	}
	return errors.Join(all...)
}
