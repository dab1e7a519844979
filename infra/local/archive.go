package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
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
	return fault.Wrap(fault.Internal, a.replace(key, bytes.NewReader(data)), "archive "+key)
}

// Stream is Put of what a reader gives, which may be large. When that fails nothing
// has changed.
func (a *fileArchive) Stream(ctx context.Context, key string, from io.Reader) error {
	if a.root == nil {
		data, err := io.ReadAll(from)
		if err != nil {
			return err
		}
		return a.Put(ctx, key, "", data)
	}
	return fault.Wrap(fault.Internal, a.replace(key, from), "archive "+key)
}

// Move gives what is kept under a key another key. NotFound when there is nothing.
func (a *fileArchive) Move(ctx context.Context, from, to string) error {
	if a.root == nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		data, ok := a.memory[from]
		if !ok {
			return fault.New(fault.NotFound, fault.Text{})
		}
		delete(a.memory, from)
		a.memory[to] = data
		return nil
	}
	err := a.root.MkdirAll(path.Dir(to), 0o700)
	if err == nil {
		err = a.root.Rename(from, to)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.NotFound, fault.Text{})
	}
	if err == nil {
		err = errors.Join(a.syncUp(path.Dir(to)), a.syncDir(path.Dir(from)))
	}
	return fault.Wrap(fault.Internal, err, "archive "+to)
}

// Delete removes what is kept under a key. Where nothing is, that is done.
func (a *fileArchive) Delete(_ context.Context, key string) error {
	if a.root == nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		delete(a.memory, key)
		return nil
	}
	err := a.root.Remove(key)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = a.syncDir(path.Dir(key))
	}
	return fault.Wrap(fault.Internal, err, "remove from archive "+key)
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
func (a *fileArchive) replace(key string, from io.Reader) error {
	dir := path.Dir(key)
	if err := a.root.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	temporary := path.Join(dir, "."+rand.Text())
	if err := a.write(temporary, from); err != nil {
		return errors.Join(err, a.root.Remove(temporary))
	}
	if err := a.root.Rename(temporary, key); err != nil {
		return errors.Join(err, a.root.Remove(temporary))
	}
	return a.syncUp(dir)
}

// syncUp puts the names in a folder and in those above it on disk.
func (a *fileArchive) syncUp(dir string) error {
	for ; ; dir = path.Dir(dir) {
		if err := a.syncDir(dir); err != nil || dir == "." {
			return err
		}
	}
}

func (a *fileArchive) write(name string, from io.Reader) error {
	f, err := a.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
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
