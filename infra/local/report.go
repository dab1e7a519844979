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
	"slices"
	"strings"

	reportfn "github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// reportFlags are the flags of redress report.
type reportFlags struct {
	kind, from, to, out, data, policy, language, asOf, reference, cases string

	filter report.Filter
}

// runReport builds a report from stored cases, writes it into a folder in
// every format and prints the paths; with -cases also the references of the
// cases behind a figure.
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
	bar := newCaseCounter(stderr)
	spec.Progress = bar.step
	w := reportWriter{spec: spec, dir: f.out}
	err = w.write(ctx, db, f.cases)
	bar.end()
	for _, path := range w.paths {
		fmt.Fprintln(stdout, path)
	}
	return spoken(err)
}

func parseReport(args []string, stderr io.Writer) (reportFlags, error) {
	var f reportFlags
	var kinds []string
	for _, k := range policy.ReportKinds {
		kinds = append(kinds, k.Code)
	}
	set := flag.NewFlagSet("redress report", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.StringVar(&f.kind, "kind", report.SLABreach, "kind of report: "+strings.Join(kinds, ", "))
	set.StringVar(&f.from, "from", "", "first day, such as 2026-09-01, or first instant")
	set.StringVar(&f.to, "to", "", "last day, or the instant after the last")
	set.StringVar(&f.reference, "reference", "", "the case, in place of -from and -to, of a report of one case")
	set.StringVar(&f.out, "out", "", "folder to write into")
	set.StringVar(&f.data, "data", ".data", "folder of the store")
	set.StringVar(&f.policy, "policy", "state-grid", "policy pack, by name or folder")
	set.StringVar(&f.language, "language", "", "zh or en; the policy's when left out")
	set.StringVar(&f.asOf, "as-of", "", "instant to look from; now, or the store's virtual time, when left out")
	set.StringVar(&f.cases, "cases", "", "a count of the report, such as answer.late: the references of its cases are written too")
	set.StringVar(&f.filter.Unit, "unit", "", "count a unit with those below it alone")
	set.StringVar(&f.filter.Class, "class", "", "count a class of any level, with those below it, alone")
	set.StringVar(&f.filter.Region, "region", "", "count a region alone")
	set.StringVar(&f.filter.Area, "area", "", "count urban, rural or remote sites alone")
	set.StringVar(&f.filter.Channel, "channel", "", "count a channel alone")
	set.StringVar(&f.filter.Grade, "grade", "", "count a grade alone")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	ofOneCase := slices.Contains(policy.ReportKinds, policy.ReportKind{Code: f.kind, OfOneCase: true})
	switch {
	case set.NArg() > 0:
		return f, fmt.Errorf("unexpected argument %q", set.Arg(0))
	case ofOneCase && (f.reference == "" || f.out == ""):
		return f, errors.New("-reference and -out are required: " + f.kind + " is a report of one case")
	case ofOneCase && (f.from != "" || f.to != "" || f.filter != report.Filter{} || f.cases != ""):
		return f, errors.New("-from, -to, -cases and what limits the count are of no use: " + f.kind + " is a report of one case")
	case !ofOneCase && f.reference != "":
		return f, errors.New("-reference is of no use: " + f.kind + " is a report of a period")
	case !ofOneCase && (f.from == "" || f.to == "" || f.out == ""):
		return f, errors.New("-from, -to and -out are required")
	}
	return f, nil
}

// spec turns the flags into what to build.
func (f reportFlags) spec(ctx context.Context, m meta) (s report.Spec, err error) {
	kept, err := newShelf(filepath.Join(f.data, "policies"), f.policy)
	if err != nil {
		return s, err
	}
	p := kept.Present
	s = report.Spec{
		Kind: f.kind, Filter: f.filter, Reference: f.reference, Language: cmp.Or(f.language, p.Language),
		Policy: p, PolicyOf: kept.PolicyOf,
	}
	if err := fault.Fields(reportfn.CheckFilter(p, f.filter)); err != nil {
		return s, err
	}
	if f.reference == "" {
		if s.From, s.To, err = report.ParsePeriod(f.from, f.to, p.Zone()); err != nil {
			return s, err
		}
	}
	s.AsOf, err = lookFrom(ctx, m, f.asOf)
	return s, err
}

// reportWriter writes a report into a folder. Older files of the same name are
// replaced.
type reportWriter struct {
	spec  report.Spec
	dir   string
	paths []string // what was written
}

// write builds the report and writes it in every format, and the cases behind a
// figure when one is named.
func (w *reportWriter) write(ctx context.Context, src report.Source, figure string) error {
	p, err := report.Build(ctx, src, w.spec)
	if err != nil {
		return err
	}
	archive, err := newFileArchive(w.dir)
	if err != nil {
		return err
	}
	defer archive.root.Close()
	put := func(name, contentType string, data []byte) error {
		if err := archive.Put(ctx, name, contentType, data); err != nil {
			return err
		}
		w.paths = append(w.paths, filepath.Join(w.dir, name))
		return nil
	}
	name := reportName(w.spec, p)
	for _, format := range paper.Formats() {
		var b bytes.Buffer
		if err := paper.Render(&b, format, p); err != nil {
			return err
		}
		if err := put(name+"."+format, paper.ContentType(format), b.Bytes()); err != nil {
			return err
		}
	}
	if figure == "" {
		return nil
	}
	references, err := casesBehind(ctx, src, w.spec, figure)
	if err != nil {
		return err
	}
	return put(name+"-"+figure+".txt", "text/plain; charset=utf-8", []byte(strings.Join(references, "")))
}

// casesBehind lists the cases behind a figure, one a line.
func casesBehind(ctx context.Context, src report.Source, spec report.Spec, figure string) (lines []string, err error) {
	for cursor := ""; ; {
		references, next, err := report.Cases(ctx, src, spec, figure, cursor, 200)
		if err != nil {
			return nil, namedFlag(err, "figure", "cases")
		}
		for _, reference := range references {
			lines = append(lines, reference+"\n")
		}
		if cursor = next; cursor == "" {
			return lines, nil
		}
	}
}

// namedFlag gives a field of an error the name of the flag that it came from.
func namedFlag(err error, field, name string) error {
	fields := slices.Clone(fault.Of(err).Fields)
	for i := range fields {
		if fields[i].Name == field {
			fields[i].Name = name
		}
	}
	if len(fields) == 0 {
		return err
	}
	return fault.Fields(fields)
}

// reportName is the name of a report's files: "sla-breach-20260901-20260930-zh",
// with what limits the count behind it.
func reportName(s report.Spec, p *paper.Paper) string {
	compact := strings.NewReplacer("-", "", ":", "")
	parts := []string{p.Kind}
	if s.Reference != "" {
		parts = append(parts, s.Reference)
	} else {
		parts = append(parts, compact.Replace(p.From), compact.Replace(p.To))
	}
	f := s.Filter
	for _, limit := range []string{f.Unit, f.Class, f.Region, f.Area, f.Channel, f.Grade} {
		if limit != "" {
			parts = append(parts, limit)
		}
	}
	return strings.Join(append(parts, p.Language), "-")
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
