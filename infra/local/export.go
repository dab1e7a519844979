package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/store/transfer"
)

// runExport is `redress export`: all that a data folder holds as one file of
// JSON lines, to be restored into a table or another folder. It has the folder
// for itself meanwhile, and changes nothing in it.
func runExport(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	flags := flag.NewFlagSet("redress export", flag.ContinueOnError)
	flags.SetOutput(stderr)
	data := flags.String("data", ".data", "folder of the store")
	out := flags.String("out", "", "`FILE` to write, for its owner's eyes alone; standard output when left out")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	from, err := openExport(*data)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	defer func() { err = errors.Join(err, from.close()) }()
	fmt.Fprintln(stderr, "What is exported holds personal data: names, phone numbers, addresses, tracking codes, the files of cases. "+
		"Keep it like the data folder itself, and remove it when it is restored.")
	var end transfer.End
	write := func(w io.Writer) (err error) {
		end, err = from.write(ctx, w)
		return err
	}
	if *out == "" {
		err = write(stdout)
	} else {
		err = writeFile(*out, write)
	}
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	fmt.Fprintf(stderr, "exported: %s\n", end.Counts)
	from.warn(stderr)
	return nil
}

// exporting is a data folder on its way out.
type exporting struct {
	folder
	files  *fileArchive // of the whole folder
	head   transfer.Head
	unkept map[string]int // cases by policies that are not kept in the folder
}

// openExport holds a data folder and opens it.
func openExport(dir string) (x *exporting, err error) {
	x = &exporting{unkept: map[string]int{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, x.close())
		}
	}()
	if err = findStore(dir); err != nil {
		return x, err
	}
	if x.held, err = lock(dir); err != nil {
		return x, err
	}
	if x.files, err = newFileArchive(dir); err != nil {
		return x, err
	}
	x.db, err = sqlite.Open(dir)
	return x, err
}

func (x *exporting) close() error {
	err := x.folder.close()
	if x.files != nil {
		err = errors.Join(err, x.files.root.Close())
	}
	return err
}

// settings are the program's own facts that go with the cases.
var settings = []string{virtualNow, reconciledDay, servedCalendar}

// write writes the whole file.
func (x *exporting) write(ctx context.Context, to io.Writer) (end transfer.End, err error) {
	keys, err := x.begin(ctx)
	if err != nil {
		return end, err
	}
	buffered := bufio.NewWriterSize(to, 1<<20)
	w, err := transfer.NewWriter(buffered, x.head)
	if err != nil {
		return end, err
	}
	for _, key := range keys {
		data, err := x.files.Get(ctx, placeOf(key))
		if err != nil {
			return end, err
		}
		if err := w.Put(transfer.NewFile(key, data)); err != nil {
			return end, err
		}
	}
	err = x.db.Export(ctx, x.head.At, func(r transfer.Record) error {
		if r.Case != nil && !slices.Contains(x.head.Policies, r.Case.Case.PolicyID) {
			x.unkept[r.Case.Case.PolicyID]++
		}
		return w.Put(r)
	})
	if err != nil {
		return end, err
	}
	if end, err = w.Close(); err != nil {
		return end, err
	}
	return end, buffered.Flush()
}

// begin finds what stands in the head, and the files that go over.
func (x *exporting) begin(ctx context.Context) (keys []string, err error) {
	if x.head.State, err = x.db.State(ctx); err != nil {
		return nil, err
	}
	if x.head.At, err = lookFrom(ctx, x.db, ""); err != nil {
		return nil, err
	}
	x.head.Settings = map[string]string{}
	for _, name := range settings {
		value, err := x.db.Meta(ctx, name)
		if err != nil {
			return nil, err
		}
		if value != "" {
			x.head.Settings[name] = value
		}
	}
	places, err := x.files.List(ctx, "")
	if err != nil {
		return nil, err
	}
	x.head.Policies = []string{}
	for _, place := range places {
		folder, rest, _ := strings.Cut(place, "/")
		id, _, _ := strings.Cut(rest, "/")
		switch {
		case folder == "policies" && !strings.HasPrefix(id, "draft-"):
			keys = append(keys, place)
			if !slices.Contains(x.head.Policies, id) {
				x.head.Policies = append(x.head.Policies, id)
			}
		case folder == id && slices.Contains(withFolder, id):
			keys = append(keys, rest)
		}
	}
	return keys, nil
}

// withFolder are the archives that have a folder of their own in a data folder and
// none in a bucket: reports, and the files of cases that were confirmed.
var withFolder = []string{"reports", "evidence"}

// placeOf is where a kept file lies in a data folder. Its key is as in the bucket.
func placeOf(key string) string {
	if archive, _, _ := strings.Cut(key, "/"); slices.Contains(withFolder, archive) {
		return archive + "/" + key
	}
	return key
}

// warn says what will be missed on the other side.
func (x *exporting) warn(stderr io.Writer) {
	for id, n := range x.unkept {
		fmt.Fprintf(stderr, "%d cases were received under policy %s, which is not kept in the folder\n", n, id)
	}
	if at := x.head.Settings[virtualNow]; at != "" {
		fmt.Fprintf(stderr, "the folder lives in virtual time, at %s\n", at)
	}
}

// writeFile writes a new file that its owner alone may read. One that could not
// be written to its end is removed.
func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}
