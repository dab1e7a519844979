package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage"
)

// shelf keeps every policy version that cases were received under: a copy of
// each pack, complete by itself, lies beside the cases, and an older one is
// loaded when a case asks for it. Without a folder it holds the present one only.
type shelf struct {
	dir     string
	present *policy.Policy
	// unread hears of a kept version that this program cannot read.
	unread func(id string, err error)

	mu     sync.Mutex
	loaded map[string]*bound
}

// bound is a policy with what is made of it.
type bound struct {
	policy *policy.Policy
	judge  *triage.Judge
}

// newShelf loads the pack in force and puts a copy of it on the shelf.
func newShelf(dir, nameOrDir string) (*shelf, error) {
	p, err := policy.Named(nameOrDir)
	if err != nil {
		return nil, err
	}
	s := &shelf{dir: dir, present: p, loaded: map[string]*bound{}}
	s.loaded[p.ID()] = &bound{policy: p, judge: triage.New(p)}
	if dir == "" {
		return s, nil
	}
	return s, s.keep(p)
}

// openShelf finds the versions of stored cases. The pack in force is put beside
// them only when something is to be changed.
func openShelf(dir, nameOrDir string, change bool) (*shelf, error) {
	if change {
		return newShelf(dir, nameOrDir)
	}
	p, err := policy.Named(nameOrDir)
	if err != nil {
		return nil, err
	}
	return &shelf{dir: dir, present: p, loaded: map[string]*bound{p.ID(): {policy: p, judge: triage.New(p)}}}, nil
}

// keep copies a pack with what it has from others. A version is what it is for
// ever: the same ID with other words is refused.
func (s *shelf) keep(p *policy.Policy) error {
	place := filepath.Join(s.dir, p.ID())
	if _, err := os.Stat(place); err == nil {
		return same(p, place)
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	draft, err := os.MkdirTemp(s.dir, "draft-")
	if err != nil {
		return err
	}
	if err := p.Copy(draft); err != nil {
		return errors.Join(err, os.RemoveAll(draft))
	}
	return os.Rename(draft, place)
}

// same compares a pack with the copy that was kept of it, file by file.
func same(p *policy.Policy, place string) error {
	left, err := filepath.Glob(filepath.Join(place, "*.yaml"))
	if err != nil {
		return err
	}
	for _, f := range p.Files {
		file := filepath.Join(place, filepath.FromSlash(f.Name))
		then, err := os.ReadFile(file)
		if err != nil || !bytes.Equal(then, f.Data) {
			return otherWords(p, f.Name)
		}
		left = slices.DeleteFunc(left, func(name string) bool { return name == file })
	}
	for _, gone := range left {
		return otherWords(p, filepath.Base(gone))
	}
	return nil
}

func otherWords(p *policy.Policy, file string) error {
	return fmt.Errorf("%s of policy %s is not what cases were received under: give the changed pack a new version", file, p.ID())
}

// find gives the version that a case was received under, with the calendar of
// the one in force. A version that this program cannot read any more is stood in
// for by the one in force of the same name: no case may be stuck for its pack.
func (s *shelf) find(id string) (*bound, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if b, ok := s.loaded[id]; ok {
		return b, nil
	}
	if s.dir == "" || !filepath.IsLocal(id) {
		return nil, fault.Wrap(fault.Internal, fmt.Errorf("policy %s is not on the shelf", id), "find a case's policy")
	}
	p, err := policy.Load(os.DirFS(filepath.Join(s.dir, id)))
	if err != nil && s.present != nil && strings.HasPrefix(id, s.present.Name+"@") {
		if s.unread != nil {
			s.unread(id, err)
		}
		p, err = s.present, nil
	}
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err, "load policy "+id)
	}
	p = p.WithCalendarOf(s.present)
	s.loaded[id] = &bound{policy: p, judge: triage.New(p)}
	return s.loaded[id], nil
}

func (s *shelf) policyOf(id string) (*policy.Policy, error) {
	b, err := s.find(id)
	if err != nil {
		return nil, err
	}
	return b.policy, nil
}
