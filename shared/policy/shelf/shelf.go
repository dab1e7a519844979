// Package shelf finds the policy version that a case was received under.
//
// Vocabulary. The present policy is the pack in force. Versions that were in
// force before are kept as copies, each complete by itself, where the cases are
// kept; an opener knows where. A version is what it is for ever: other files
// under the same id are refused.
//
// The package reads copies and compares them; it writes none.
package shelf

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage"
)

// Opener opens the copy of a version. It fails with fs.ErrNotExist when none is
// kept, or none that is whole, and with a fault of kind Busy when it cannot tell now.
type Opener func(id string) (fs.FS, error)

// Shelf holds the policies that were asked for. It is safe for concurrent use.
type Shelf struct {
	// Present is the pack in force.
	Present *policy.Policy
	// Unread hears of a version that cannot be read, and is stood in for.
	Unread func(id string, err error)

	open   Opener
	now    func() time.Time
	mu     sync.Mutex // guards the rest
	loaded map[string]standing
	judges map[*policy.Policy]*triage.Judge
}

// standing is what stands for a version, until when; zero for ever.
type standing struct {
	policy *policy.Policy
	until  time.Time
}

// soon is after how long a version that was not kept is looked for again: the
// copy of one that has just come into force may be on its way.
const soon = time.Minute

// New makes a shelf. Without an opener it holds the present policy only.
func New(present *policy.Policy, open Opener) *Shelf {
	s := Copies(present, open)
	s.loaded[present.ID()] = standing{policy: present}
	return s
}

// Copies makes a shelf of copies alone: what cases were received under the id of
// the present policy is read from its copy as well.
func Copies(present *policy.Policy, open Opener) *Shelf {
	return &Shelf{Present: present, open: open, now: time.Now, loaded: map[string]standing{}, judges: map[*policy.Policy]*triage.Judge{}}
}

// PolicyOf gives the version that a case was received under, with the calendar
// of the one in force. A version that cannot be read any more is stood in for by
// the one in force of the same name: no case may be stuck for its pack. It fails
// with Busy when the copy cannot be reached now.
func (s *Shelf) PolicyOf(id string) (*policy.Policy, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v, ok := s.loaded[id]; ok && (v.until.IsZero() || s.now().Before(v.until)) {
		return v.policy, nil
	}
	if s.open == nil || !fs.ValidPath(id) || strings.ContainsAny(id, `/\`) {
		return nil, fault.Wrap(fault.Internal, fmt.Errorf("policy %s is not on the shelf", id), "find a case's policy")
	}
	v, err := s.read(id)
	if err != nil {
		return nil, err
	}
	s.loaded[id] = v
	return v.policy, nil
}

// read loads a version, or what stands in for it.
func (s *Shelf) read(id string) (standing, error) {
	files, err := s.open(id)
	if fault.Is(err, fault.Busy) {
		return standing{}, err
	}
	var p *policy.Policy
	if err == nil {
		p, err = policy.Load(files)
	}
	if err == nil {
		return standing{policy: p.WithCalendarOf(s.Present)}, nil
	}
	if !strings.HasPrefix(id, s.Present.Name+"@") {
		return standing{}, fault.Wrap(fault.Internal, err, "load policy "+id)
	}
	if s.Unread != nil {
		s.Unread(id, err)
	}
	v := standing{policy: s.Present}
	if errors.Is(err, fs.ErrNotExist) {
		v.until = s.now().Add(soon)
	}
	return v, nil
}

// JudgeOf gives the judge of a version.
func (s *Shelf) JudgeOf(id string) (*triage.Judge, error) {
	p, err := s.PolicyOf(id)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.judges[p] == nil {
		s.judges[p] = triage.New(p)
	}
	return s.judges[p], nil
}

// Same compares a policy with the copy that is kept under its id, file by file.
func Same(p *policy.Policy, kept fs.FS) error {
	left, err := fs.Glob(kept, "*.yaml")
	if err != nil {
		return err
	}
	for _, f := range p.Files {
		then, err := fs.ReadFile(kept, f.Name)
		if err != nil || !bytes.Equal(then, f.Data) {
			return OtherWords(p, f.Name)
		}
		left = slices.DeleteFunc(left, func(name string) bool { return name == f.Name })
	}
	for _, gone := range left {
		return OtherWords(p, gone)
	}
	return nil
}

// OtherWords refuses a policy of which a file is not what was kept under its id.
func OtherWords(p *policy.Policy, file string) error {
	return fmt.Errorf("%s of policy %s is not what cases were received under: give the changed pack a new version", file, p.ID())
}
