package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/shelf"
)

// newShelf loads the pack in force and puts a copy of it into a folder beside the
// cases. Without a folder there is the present one only.
func newShelf(dir, nameOrDir string) (*shelf.Shelf, error) {
	p, err := policy.Named(nameOrDir)
	if err != nil {
		return nil, err
	}
	if dir == "" {
		return shelf.New(p, nil), nil
	}
	return shelf.New(p, folders(dir)), keep(dir, p)
}

// openShelf finds the versions of stored cases. The pack in force is put beside
// them only when something is to be changed.
func openShelf(dir, nameOrDir string, change bool) (*shelf.Shelf, error) {
	if change {
		return newShelf(dir, nameOrDir)
	}
	p, err := policy.Named(nameOrDir)
	if err != nil {
		return nil, err
	}
	return shelf.New(p, folders(dir)), nil
}

// folders opens the copies that lie in a folder.
func folders(dir string) shelf.Opener {
	return func(id string) (fs.FS, error) { return os.DirFS(filepath.Join(dir, id)), nil }
}

// keptVersions are the IDs of the policies that lie in a folder; none without one.
func keptVersions(dir string) (ids []string, err error) {
	if dir == "" {
		return nil, nil
	}
	list, err := os.ReadDir(dir)
	for _, one := range list {
		if strings.Contains(one.Name(), "@") {
			ids = append(ids, one.Name())
		}
	}
	return ids, err
}

// keep copies a pack with what it has from others. A version is what it is for
// ever: the same ID with other words is refused.
func keep(dir string, p *policy.Policy) error {
	place := filepath.Join(dir, p.ID())
	if _, err := os.Stat(place); err == nil {
		return shelf.Same(p, os.DirFS(place))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	draft, err := os.MkdirTemp(dir, "draft-")
	if err != nil {
		return err
	}
	if err := p.Copy(draft); err != nil {
		return errors.Join(err, os.RemoveAll(draft))
	}
	return os.Rename(draft, place)
}
