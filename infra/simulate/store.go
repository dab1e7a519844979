package simulate

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// store is the port of cases, with what may befall it. What it does not mention
// goes to the real store, and does not fail.
type store struct {
	complaint.Store
	w *world
	// gone are what indexes showed last and may show again.
	gone map[string][]string
}

// process is the same port in a process that starts.
func (s *store) process() *store { return &store{Store: s.w.db.process(), w: s.w, gone: s.gone} }

// subject is the life that an operation concerns.
func (s *store) subject(reference string) int {
	if l, ok := s.w.byReference[reference]; ok {
		return l.number
	}
	return nobody
}

// ofKey is the life of an effect, by its key, in which its reference stands
// somewhere among slashes.
func (s *store) ofKey(keys []string) int {
	if len(keys) == 0 {
		return nobody
	}
	for part := range strings.SplitSeq(keys[0], "/") {
		if len(part) > 13 { // of a start: <reference>-<cycle>-<n>
			part = part[:13]
		}
		if l, ok := s.w.byReference[part]; ok {
			return l.number
		}
	}
	return nobody
}

// write is an operation that changes something.
func (s *store) write(subject int, do func() error) error {
	if err := s.w.before(subject, Throttle); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	return s.w.after(subject, Unknown)
}

// Commit may fail as when another writer was faster, or be overtaken by one.
func (s *store) Commit(ctx context.Context, c complaint.Commit) error {
	subject := nobody
	if c.Case != nil {
		subject = s.subject(c.Case.Reference)
	}
	return s.write(subject, func() error {
		if c.Case != nil && c.Expect > 0 && s.w.faults.hit(Conflict, subject, s.w.now) {
			if s.w.faults.draw(2, subject, s.w.now) == 0 {
				return fault.Wrap(fault.Stale, errors.New("another writer was faster"), "commit case "+c.Case.Reference)
			}
			s.w.overtake(c.Case.Reference)
		}
		c, whole := s.w.spec.broken.commit(c)
		if !whole {
			return nil
		}
		err := s.Store.Commit(ctx, c)
		if err == nil {
			s.committed(c)
		}
		return err
	})
}

// committed tells the stream of the effects, and the clock of the wake-up.
func (s *store) committed(c complaint.Commit) {
	s.w.stream(c.Effects)
	if c.Case != nil {
		s.w.wakes(c.Case.WakeAt)
	}
}

func (s *store) Case(ctx context.Context, reference string) (*complaint.Case, error) {
	if err := s.w.before(s.subject(reference), Throttle); err != nil {
		return nil, err
	}
	return s.Store.Case(ctx, reference)
}

func (s *store) Contact(ctx context.Context, reference string) (complaint.Contact, error) {
	if err := s.w.before(s.subject(reference), Throttle); err != nil {
		return complaint.Contact{}, err
	}
	return s.Store.Contact(ctx, reference)
}

func (s *store) Serial(ctx context.Context, series string) (n int64, err error) {
	err = s.write(s.w.acting, func() error { n, err = s.Store.Serial(ctx, series); return err })
	return n, err
}

// index reads from an index, which may be behind.
func (s *store) index(name string, read func() ([]string, error)) ([]string, error) {
	if err := s.w.before(nobody, Throttle); err != nil {
		return nil, err
	}
	list, err := read()
	if s.w.spec.broken == sleepy && name == "due" {
		return nil, err
	}
	if err != nil || s.w.faults.rate[Stale] == 0 {
		return list, err
	}
	before := s.gone[name]
	s.gone[name] = slices.Clone(list)
	list = slices.DeleteFunc(list, func(one string) bool { return s.w.faults.hit(Stale, s.ofKey([]string{one}), s.w.now) })
	for _, one := range before {
		if !slices.Contains(list, one) && s.w.faults.hit(Stale, s.ofKey([]string{one}), s.w.now) {
			list = append(list, one)
		}
	}
	return list, nil
}

func (s *store) Due(ctx context.Context, now complaint.Instant, limit int) ([]string, error) {
	return s.index("due", func() ([]string, error) { return s.Store.Due(ctx, now, limit) })
}

func (s *store) Stale(ctx context.Context, before, now complaint.Instant, limit int) ([]string, error) {
	return s.index("stale", func() ([]string, error) { return s.Store.Stale(ctx, before, now, limit) })
}

func (s *store) Waiting(ctx context.Context, lane complaint.Lane, before, now complaint.Instant, limit int) ([]string, error) {
	return s.index("waiting "+string(lane), func() ([]string, error) { return s.Store.Waiting(ctx, lane, before, now, limit) })
}

// List may not show a case yet.
func (s *store) List(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	if err := s.w.before(s.w.acting, Throttle); err != nil {
		return complaint.Page{}, err
	}
	page, err := s.Store.List(ctx, q)
	page.Cases = slices.DeleteFunc(page.Cases, func(c *complaint.Case) bool {
		return s.w.inner() != nil && s.w.faults.hit(Stale, s.subject(c.Reference), s.w.now)
	})
	return page, err
}

func (s *store) Followers(ctx context.Context, head string, limit int) ([]string, error) {
	if err := s.w.before(s.subject(head), Throttle); err != nil {
		return nil, err
	}
	return s.Store.Followers(ctx, head, limit)
}

func (s *store) Claim(ctx context.Context, keys []string, now complaint.Instant, lease time.Duration) (claimed []complaint.Effect, err error) {
	err = s.write(s.ofKey(keys), func() error { claimed, err = s.Store.Claim(ctx, keys, now, lease); return err })
	if err != nil {
		return nil, err
	}
	return claimed, nil
}

func (s *store) Delivered(ctx context.Context, keys []string, now complaint.Instant) error {
	return s.write(s.ofKey(keys), func() error {
		err := s.Store.Delivered(ctx, keys, now)
		if err == nil {
			s.w.happened(keys)
			s.w.delivered(keys)
		}
		return err
	})
}

func (s *store) Fold(ctx context.Context, f complaint.Fold) error {
	return s.write(nobody, func() error {
		err := s.Store.Fold(ctx, f)
		if err == nil {
			s.w.told.fold(f)
			s.w.stream(f.Into)
			for _, m := range f.Members {
				if len(m.Data) == 0 {
					s.w.delivered([]string{m.Key})
				}
			}
		}
		return err
	})
}

// PutToken may come when somebody has just moved the case.
func (s *store) PutToken(ctx context.Context, reference, machine, token string) error {
	if subject := s.subject(reference); s.w.faults.hit(Overlap, subject, s.w.now) {
		s.w.reassign(reference)
	}
	return s.write(s.subject(reference), func() error { return s.Store.PutToken(ctx, reference, machine, token) })
}

func (s *store) Token(ctx context.Context, reference, machine string) (string, error) {
	if err := s.w.before(s.subject(reference), Throttle); err != nil {
		return "", err
	}
	return s.Store.Token(ctx, reference, machine)
}

func (s *store) Remember(ctx context.Context, a complaint.StoredAnswer) error {
	return s.write(s.w.acting, func() error { return s.Store.Remember(ctx, a) })
}

func (s *store) Tally(ctx context.Context, day string, counts map[string]int64) error {
	return s.write(nobody, func() error { return s.Store.Tally(ctx, day, counts) })
}
