package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/redress/redress/shared/store/transfer"
)

// restoreFlags are the flags of redress restore.
type restoreFlags struct {
	data                            string
	table, region, endpoint, bucket string
	evidence                        string
	parallel                        int
}

// runRestore is `redress restore`: brings what `redress export` has written into
// a DynamoDB table or a new data folder. The same file may be brought again
// after a failure: what is there stays as it is.
func runRestore(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	f, err := parseRestore(args, stderr)
	if err != nil {
		return err
	}
	total, err := f.check(ctx, stdin, stderr)
	if err != nil {
		return fmt.Errorf("restore: %w; nothing was restored", err)
	}
	from, err := transfer.NewReader(stdin)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	into, err := f.open(ctx, from.Head, stderr)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	said, err := f.bring(ctx, into, from, newBringing(stderr, "restored", "lines", total))
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	_, err = fmt.Fprintln(stdout, said)
	return err
}

func parseRestore(args []string, stderr io.Writer) (restoreFlags, error) {
	var f restoreFlags
	set := flag.NewFlagSet("redress restore", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.StringVar(&f.table, "table", "", "`NAME` of the DynamoDB table to restore into, which must be empty")
	set.StringVar(&f.data, "data", "", "data folder to restore into, without a store in it")
	set.StringVar(&f.region, "region", "", "region of the table; the environment's when left out")
	set.StringVar(&f.endpoint, "endpoint", "", "`URL` of AWS, for an emulator")
	set.StringVar(&f.bucket, "bucket", "", "`NAME` of the bucket that policy packs and reports go to, with -table")
	set.StringVar(&f.evidence, "evidence", "", "`NAME` of the bucket that the files of cases go to, with -table")
	set.IntVar(&f.parallel, "parallel", 64, "how many cases are written at a time")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	switch {
	case set.NArg() > 0:
		return f, fmt.Errorf("unexpected argument %q", set.Arg(0))
	case (f.table == "") == (f.data == ""):
		return f, errors.New("restore: one of -table and -data is required; the file comes from standard input")
	case f.table == "" && (f.region != "" || f.endpoint != "" || f.bucket != "" || f.evidence != ""):
		return f, errors.New("restore: -region, -endpoint, -bucket and -evidence go with -table")
	case f.parallel < 1:
		return f, errors.New("restore: -parallel must be at least 1")
	}
	return f, nil
}

// check reads a file to its end before anything of it is written, and gives the
// number of its lines. What comes through a pipe can be read once only.
func (f restoreFlags) check(ctx context.Context, stdin io.Reader, stderr io.Writer) (lines int, err error) {
	file, ok := stdin.(*os.File)
	if !ok {
		return 0, nil
	}
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return 0, err
	}
	begin, err := file.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0, err
	}
	r, err := transfer.NewReader(file)
	if err != nil {
		return 0, err
	}
	p := newBringing(stderr, "checked", "lines", 0)
	_, err = transfer.Restore(ctx, r, f.parallel, func(context.Context, transfer.Record) error {
		p.step()
		return nil
	})
	p.end()
	if err != nil {
		return 0, err
	}
	_, err = file.Seek(begin, io.SeekStart)
	return r.End.Lines, err
}

// place is where an export is restored to.
type place interface {
	// done tells that the export was restored here to its end before.
	done() bool
	// take takes a record; several are given at a time.
	take(context.Context, transfer.Record) error
	// finish is called when all is taken. Without it the place is not complete.
	finish(context.Context) error
	// left says what a failure leaves behind.
	left(transfer.Counts) string
	close() error
}

func (f restoreFlags) open(ctx context.Context, head transfer.Head, stderr io.Writer) (place, error) {
	if f.data != "" {
		return openNewFolder(ctx, f.data, head)
	}
	return f.openTable(ctx, head, stderr)
}

// bring reads the file into its place, and says what was done.
func (f restoreFlags) bring(ctx context.Context, into place, from *transfer.Reader, p *bringing) (said string, err error) {
	defer func() { err = errors.Join(err, into.close()) }()
	if into.done() {
		return "this export was restored here before; nothing was changed", nil
	}
	counts, err := transfer.Restore(ctx, from, f.parallel, func(ctx context.Context, r transfer.Record) error {
		defer p.step()
		return into.take(ctx, r)
	})
	p.end()
	if err == nil {
		err = into.finish(ctx)
	}
	if err != nil {
		return "", fmt.Errorf("%w; %s", err, into.left(counts))
	}
	return "restored: " + counts.String(), nil
}
