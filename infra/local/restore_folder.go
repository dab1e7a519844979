package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/store/transfer"
)

// restoredState is the setting that keeps which export a folder was restored from.
const restoredState = "restored"

// newFolder is a data folder being restored. Its store is made in a folder
// within and takes its place when it is complete.
type newFolder struct {
	dir    string
	head   transfer.Head
	held   *os.File
	db     *sqlite.DB   // in the folder within; nil when nothing is to be done
	files  *fileArchive // of the whole folder
	before bool         // restored before
}

func (n *newFolder) within() string { return filepath.Join(n.dir, "restoring") }

func openNewFolder(ctx context.Context, dir string, head transfer.Head) (n *newFolder, err error) {
	n = &newFolder{dir: dir, head: head}
	defer func() {
		if err != nil {
			err = errors.Join(err, n.close())
		}
	}()
	if n.held, err = lock(dir); err != nil {
		return n, err
	}
	if n.before, err = n.restoredBefore(ctx); n.before || err != nil {
		return n, err
	}
	if n.files, err = newFileArchive(dir); err != nil {
		return n, err
	}
	if err = os.RemoveAll(n.within()); err != nil { // of an attempt that was cut off
		return n, err
	}
	n.db, err = sqlite.Open(n.within())
	return n, err
}

// restoredBefore tells whether the folder holds the export already. Any other
// store is left alone.
func (n *newFolder) restoredBefore(ctx context.Context) (before bool, err error) {
	if findStore(n.dir) != nil {
		return false, nil
	}
	db, err := sqlite.Open(n.dir)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	state, err := db.Meta(ctx, restoredState)
	if err == nil && state != n.head.State {
		err = fmt.Errorf("%s holds a store already; give -data a new folder", n.dir)
	}
	return true, err
}

func (n *newFolder) done() bool { return n.before }

func (n *newFolder) take(ctx context.Context, r transfer.Record) error {
	if r.File != nil {
		return keepFile(ctx, n.files, placeOf(r.File.Key), "", r.File.Bytes())
	}
	return n.db.Restore(ctx, r)
}

// finish puts the store in its place.
func (n *newFolder) finish(ctx context.Context) error {
	for name, value := range n.head.Settings {
		if err := n.db.SetMeta(ctx, name, value); err != nil {
			return err
		}
	}
	if err := n.db.SetMeta(ctx, restoredState, n.head.State); err != nil {
		return err
	}
	err := errors.Join(n.db.Gather(ctx), n.db.Close())
	n.db = nil
	if err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(n.within(), "redress.db"), filepath.Join(n.dir, "redress.db")); err != nil {
		return err
	}
	return errors.Join(n.files.syncDir("."), os.RemoveAll(n.within()))
}

func (n *newFolder) left(transfer.Counts) string { return "no store was made in " + n.dir }

func (n *newFolder) close() (err error) {
	if n.db != nil {
		err = errors.Join(n.db.Close(), os.RemoveAll(n.within()))
	}
	if n.files != nil {
		err = errors.Join(err, n.files.root.Close())
	}
	if n.held != nil {
		err = errors.Join(err, n.held.Close())
	}
	return err
}

// archive is where files are kept.
type archive interface {
	Put(ctx context.Context, key, contentType string, data []byte) error
	Get(ctx context.Context, key string) ([]byte, error)
}

// keepFile puts a file into an archive. One that is there with other words is
// left alone.
func keepFile(ctx context.Context, into archive, key, contentType string, data []byte) error {
	there, err := into.Get(ctx, key)
	switch {
	case err == nil && !bytes.Equal(there, data):
		return errors.New("another file is there under this name")
	case err == nil || !fault.Is(err, fault.NotFound):
		return err
	}
	return into.Put(ctx, key, contentType, data)
}
