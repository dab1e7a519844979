package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/policy/shelf"
	"github.com/redress/redress/shared/store/sqlite"
)

// folder is a data folder that a tool works on, with the policies beside it and
// the time that it lives in.
type folder struct {
	db    *sqlite.DB
	shelf *shelf.Shelf
	watch *watch
	held  *os.File // nil when nothing is to be changed
}

// openFolder opens a data folder under a pack in force. To change something the
// folder is held before it is opened, so that the program does not serve it meanwhile.
func openFolder(ctx context.Context, dir, pack string, change bool) (f *folder, err error) {
	f = &folder{}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.close())
		}
	}()
	if change {
		if err = findStore(dir); err != nil {
			return f, err
		}
		if f.held, err = lock(dir); err != nil {
			return f, err
		}
	}
	if f.db, err = openStored(dir); err != nil {
		return f, err
	}
	at, err := f.db.Meta(ctx, virtualNow)
	if err != nil {
		return f, err
	}
	if at == "" {
		at = "real"
	}
	if f.watch, err = newWatch(at); err != nil {
		return f, fmt.Errorf("stored virtual time: %w", err)
	}
	f.shelf, err = openShelf(filepath.Join(dir, "policies"), pack, change)
	return f, err
}

// desk is the way to the cases of the folder.
func (f *folder) desk() *desk.Desk {
	return &desk.Desk{Store: f.db, Policy: f.shelf.Present, PolicyOf: f.shelf.PolicyOf, Now: f.watch.Now, NewCode: desk.RandomCode}
}

func (f *folder) close() (err error) {
	if f.db != nil {
		err = f.db.Close()
	}
	if f.held != nil {
		err = errors.Join(err, f.held.Close())
	}
	return err
}

// openStored opens the store of a data folder. Opening alone would make a new,
// empty one where there is none.
func openStored(dir string) (*sqlite.DB, error) {
	if err := findStore(dir); err != nil {
		return nil, err
	}
	return sqlite.Open(dir)
}

// findStore fails where there is no store, before anything is made there.
func findStore(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "redress.db")); err != nil {
		return fmt.Errorf("no store in %s: %w", dir, err)
	}
	return nil
}

// lookFrom is the instant to look from: the one that was given, else now. A
// store that lived in virtual time is looked at from where that stands.
func lookFrom(ctx context.Context, m meta, given string) (complaint.Instant, error) {
	stored := given
	if stored == "" {
		var err error
		if stored, err = m.Meta(ctx, virtualNow); err != nil {
			return complaint.Instant{}, err
		}
	}
	if stored == "" {
		return complaint.Second(time.Now()), nil
	}
	at, err := time.Parse(time.RFC3339, stored)
	if err != nil {
		return complaint.Instant{}, fmt.Errorf("-as-of must be an instant such as 2026-10-01T09:00:00+08:00: %w", err)
	}
	return complaint.Second(at), nil
}
