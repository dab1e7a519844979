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
	"github.com/redress/redress/shared/store/sqlite"
)

// folder is a data folder that a tool works on, with the policies beside it and
// the time that it lives in.
type folder struct {
	db    *sqlite.DB
	shelf *shelf
	watch *watch
	held  *os.File // nil when nothing is to be changed
}

// openFolder opens a data folder under a pack in force. To change something the
// folder is held, so that the program does not serve it meanwhile.
func openFolder(ctx context.Context, dir, pack string, change bool) (s *folder, err error) {
	s = &folder{}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	if s.db, err = openStored(dir); err != nil {
		return s, err
	}
	if change {
		if s.held, err = lock(dir); err != nil {
			return s, err
		}
	}
	at, err := s.db.Meta(ctx, virtualNow)
	if err != nil {
		return s, err
	}
	if at == "" {
		at = "real"
	}
	if s.watch, err = newWatch(at); err != nil {
		return s, fmt.Errorf("stored virtual time: %w", err)
	}
	s.shelf, err = openShelf(filepath.Join(dir, "policies"), pack, change)
	return s, err
}

// desk is the way to the cases of the folder.
func (s *folder) desk() *desk.Desk {
	return &desk.Desk{Store: s.db, Policy: s.shelf.present, PolicyOf: s.shelf.policyOf, Now: s.watch.Now, NewCode: newCode}
}

func (s *folder) close() (err error) {
	if s.db != nil {
		err = s.db.Close()
	}
	if s.held != nil {
		err = errors.Join(err, s.held.Close())
	}
	return err
}

// openStored opens the store of a data folder. Opening alone would make a new,
// empty one where there is none.
func openStored(dir string) (*sqlite.DB, error) {
	if _, err := os.Stat(filepath.Join(dir, "redress.db")); err != nil {
		return nil, fmt.Errorf("no store in %s: %w", dir, err)
	}
	return sqlite.Open(dir)
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
