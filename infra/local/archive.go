package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/redress/redress/shared/fault"
)

// fileArchive keeps reports as files below one folder: a key is the path of
// its file. What kind a file is shows in its name, so the content type is not
// kept. Without a folder it keeps them in memory.
type fileArchive struct {
	root *os.Root // nil in memory

	mu     sync.RWMutex
	memory map[string][]byte
}

// newFileArchive opens an archive, creating the folder where needed; "" is
// one in memory. Nothing outside the folder is ever read or written, also not
// through links in it.
func newFileArchive(dir string) (*fileArchive, error) {
	if dir == "" {
		return &fileArchive{memory: map[string][]byte{}}, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault.Wrap(fault.Internal, err, "open archive")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err, "open archive")
	}
	return &fileArchive{root: root}, nil
}

// Put keeps data under a key; the same key again replaces it. A reader finds
// the old file or the new one, never a part. It fails with Invalid for a key
// that is no plain path.
func (a *fileArchive) Put(_ context.Context, key, _ string, data []byte) error {
	if !plainKey(key) {
		return fault.New(fault.Invalid, fault.Say("the key is no plain path", "键不是有效路径"))
	}
	if a.root == nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.memory[key] = bytes.Clone(data)
		return nil
	}
	return fault.Wrap(fault.Internal, a.replace(key, data), "archive "+key)
}

// Get reads what is kept under a key. NotFound when there is nothing.
func (a *fileArchive) Get(_ context.Context, key string) ([]byte, error) {
	nothing := fault.New(fault.NotFound, fault.Text{})
	if !plainKey(key) {
		return nil, nothing
	}
	if a.root == nil {
		a.mu.RLock()
		defer a.mu.RUnlock()
		data, ok := a.memory[key]
		if !ok {
			return nil, nothing
		}
		return bytes.Clone(data), nil
	}
	info, err := a.root.Stat(key)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil, nothing
	}
	data, err := a.root.ReadFile(key)
	return data, fault.Wrap(fault.Internal, err, "read from archive "+key)
}

// List gives all keys with a prefix, sorted.
func (a *fileArchive) List(_ context.Context, prefix string) ([]string, error) {
	var keys []string
	if a.root == nil {
		a.mu.RLock()
		defer a.mu.RUnlock()
		keys = slices.Sorted(maps.Keys(a.memory))
	} else {
		err := fs.WalkDir(a.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && plainKey(name) {
				keys = append(keys, name)
			}
			return err
		})
		if err != nil {
			return nil, fault.Wrap(fault.Internal, err, "list archive")
		}
		slices.Sort(keys)
	}
	return slices.DeleteFunc(keys, func(key string) bool { return !strings.HasPrefix(key, prefix) }), nil
}

// plainKey accepts relative paths without dots, empty parts and hidden names;
// files that are being written are hidden.
func plainKey(key string) bool {
	if !fs.ValidPath(key) || strings.ContainsAny(key, "\\:\x00") {
		return false
	}
	return !slices.ContainsFunc(strings.Split(key, "/"), func(part string) bool { return strings.HasPrefix(part, ".") })
}

// replace writes a file beside the one that it then takes the place of, and
// sees that both the data and the name are on disk.
func (a *fileArchive) replace(key string, data []byte) error {
	dir := path.Dir(key)
	if err := a.root.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	temporary := path.Join(dir, "."+rand.Text())
	if err := a.write(temporary, data); err != nil {
		return errors.Join(err, a.root.Remove(temporary))
	}
	if err := a.root.Rename(temporary, key); err != nil {
		return errors.Join(err, a.root.Remove(temporary))
	}
	for ; ; dir = path.Dir(dir) {
		if err := a.syncDir(dir); err != nil || dir == "." {
			return err
		}
	}
}

func (a *fileArchive) write(name string, data []byte) error {
	f, err := a.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// syncDir puts the names in a folder on disk. Windows does so by itself, and
// refuses to be asked.
func (a *fileArchive) syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := a.root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
