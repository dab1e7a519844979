package policy

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// CompleteFile marks a pack that has all files of its own, those of the packs that it extends put
// in; see [Policy.Copy].
const CompleteFile = "complete"

// deepest is how many packs may stand over each other.
const deepest = 8

// stack is a pack over the packs that it extends: a file that one lacks is read from the next.
type stack struct {
	packs    []source
	problems Problems // of the chain
}

// source is one pack of a stack.
type source struct {
	fs.FS
	name string // "state-grid"
	dir  string // absolute; "" for one that is built in
}

// Open opens a file of the first pack that has it.
func (s *stack) Open(name string) (fs.File, error) {
	for _, p := range s.packs[:len(s.packs)-1] {
		f, err := p.Open(name)
		if !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return s.packs[len(s.packs)-1].Open(name)
}

// owner is the name of the pack under the first that a file is read from; "" for the first.
func (s *stack) owner(file string) string {
	for i, p := range s.packs {
		if _, err := fs.Stat(p, file); err == nil && i > 0 {
			return p.name
		} else if err == nil {
			break
		}
	}
	return ""
}

// build finds the packs under a pack. A chain that does not end well is a problem.
func build(top source) *stack {
	s := &stack{packs: []source{top}}
	for {
		last := s.packs[len(s.packs)-1]
		base, at := s.extended(last)
		if base == "" {
			return s
		}
		next, ok := last.beside(base)
		switch {
		case !ok:
			at.fail("extends %q: there is no such pack, built in or beside this one; built in are %s", base, strings.Join(Names(), ", "))
			return s
		case slices.ContainsFunc(s.packs, func(p source) bool { return p.name == next.name && p.dir == next.dir }):
			at.fail("extends %q: a pack cannot extend itself", base)
			return s
		case len(s.packs) == deepest:
			at.fail("extends %q: more than %d packs over each other", base, deepest)
			return s
		}
		s.packs = append(s.packs, next)
	}
}

// extended reads which pack a pack extends, and where it says so; "" for none. What else is wrong
// with the first pack's file is told by its loading.
func (s *stack) extended(p source) (string, node) {
	src, err := fs.ReadFile(p, packFile)
	if _, whole := fs.Stat(p, CompleteFile); err != nil || whole == nil {
		return "", node{}
	}
	problems, name := new(Problems), packFile
	if len(s.packs) > 1 {
		problems, name = &s.problems, path.Join(p.name, packFile)
	}
	for _, e := range readYAML(name, src, problems).entries() {
		if e.key == "extends" {
			e.value.problems = &s.problems
			return identifier(e.value, "extends"), e.value
		}
	}
	return "", node{}
}

// Open opens a file of the pack. What is neither a file nor a folder, such as a pipe, is refused:
// reading it might never end.
func (p source) Open(name string) (fs.File, error) {
	if info, err := fs.Stat(p.FS, name); err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("it is no regular file")}
	}
	return p.FS.Open(name)
}

// beside finds the pack that a pack extends: one that is built in, else the folder beside it.
func (p source) beside(name string) (source, bool) {
	if s, ok := builtIn(name); ok {
		return s, true
	}
	if p.dir == "" {
		return source{}, false
	}
	return folder(filepath.Join(filepath.Dir(p.dir), name))
}

func builtIn(name string) (source, bool) {
	sub, err := fs.Sub(packs, path.Join("packs", name))
	if err != nil || name == "." || strings.Contains(name, "/") {
		return source{}, false
	}
	_, err = fs.Stat(sub, packFile)
	return source{FS: sub, name: name}, err == nil
}

// folder opens a folder that has a pack.yaml.
func folder(dir string) (source, bool) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return source{}, false
	}
	_, err = os.Stat(filepath.Join(abs, packFile))
	return source{FS: os.DirFS(abs), name: filepath.Base(abs), dir: abs}, err == nil
}

// File is one file that a policy was loaded from.
type File struct {
	Name string // "clocks.yaml", "calendars/china.yaml"
	// Pack is the extended pack that the file was read from; "" for the pack's own.
	Pack string
	Data []byte
}

// Copies are the files of a copy that is complete by itself: later changes of the packs that this
// one extends do not reach it. The last one marks the copy as whole and lists the others.
func (p *Policy) Copies() []File {
	mark := []byte(wholeMark)
	for _, f := range p.Files {
		mark = append(mark, f.Name+"\n"...)
	}
	return append(slices.Clone(p.Files), File{Name: CompleteFile, Data: mark})
}

// wholeMark begins the file that marks a copy as whole.
const wholeMark = "All files of this version are here.\n"

// Listed gives the names of the files that the mark of a copy lists; none when it is no such mark.
func Listed(mark []byte) []string {
	list, ok := strings.CutPrefix(string(mark), wholeMark)
	if !ok {
		return nil
	}
	return strings.Fields(list)
}

// Copy writes a copy that is complete by itself into a folder.
func (p *Policy) Copy(dir string) error {
	for _, f := range p.Copies() {
		place := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(place, f.Data, 0o600); err != nil {
			return err
		}
	}
	return nil
}
