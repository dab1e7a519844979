package simulate

import (
	"context"
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// breakage is a deliberate mistake of the product, made at a port, by which an
// oracle is proven: it must find it.
type breakage string

// The mistakes.
const (
	forgetful  breakage = "commits of answers are said to be written and are not"
	mute       breakage = "breaches are said to be told and are not"
	talkative  breakage = "warnings are told again under another id"
	loose      breakage = "starts of workflows are not promised with their cases"
	lenient    breakage = "limits are an hour longer than they are"
	falsifying breakage = "cases are stored as more urgent than their records say"
	open       breakage = "whoever works for a unit sees all cases"
	repetitive breakage = "an idempotency key is not remembered"
	sleepy     breakage = "cases that are due are never found"
	scattering breakage = "files are said to be kept and are not"
	unwarned   breakage = "warnings are taken for past"
)

// commit is what is made of a commit; false when nothing is written.
func (b breakage) commit(c complaint.Commit) (complaint.Commit, bool) {
	switch b {
	case forgetful:
		answers := slices.ContainsFunc(c.Events, func(e complaint.Event) bool { return e.Type == "answered" })
		return c, !answers || c.Case.Events%3 != 0
	case loose:
		c.Effects = slices.DeleteFunc(slices.Clone(c.Effects), func(e complaint.Effect) bool {
			return e.Kind == complaint.StartWorkflow && len(e.Key)%2 == 1
		})
	case repetitive:
		c.Answer = nil
	}
	if c.Case == nil {
		return c, true
	}
	switch b {
	case lenient:
		if c.Expect == 0 {
			for i := range c.Case.Clocks {
				c.Case.Clocks[i].DueAt = c.Case.Clocks[i].DueAt.Add(time.Hour)
			}
		}
	case falsifying:
		if c.Case.Status == complaint.Closed {
			c.Case.Urgency = "major"
		}
	case unwarned:
		for i := range c.Case.Clocks {
			for j := range c.Case.Clocks[i].Points {
				if p := &c.Case.Clocks[i].Points[j]; p.FiredAt.IsZero() {
					p.At = c.Case.Clocks[i].DueAt.Add(time.Hour)
				}
			}
		}
	}
	return c, true
}

// hides tells whether a notice is not told.
func (b breakage) hides(n complaint.Notice) bool { return b == mute && n.Kind == "breach" }

// repeats gives a notice that is told again as another one.
func (b breakage) repeats(n complaint.Notice) (complaint.Notice, bool) {
	n.ID += "/again"
	return n, b == talkative && n.Kind == "warning"
}

// knows is how callers are known.
func (b breakage) knows(authenticate web.Authenticator) web.Authenticator {
	if b != open {
		return authenticate
	}
	return func(header string) (complaint.Actor, error) {
		by, err := authenticate(header)
		by.Unit = ""
		return by, err
	}
}

// Answer is what is remembered under a key.
func (s *store) Answer(ctx context.Context, key string, now complaint.Instant) (complaint.StoredAnswer, bool, error) {
	if err := s.w.before(s.w.acting, Throttle); err != nil || s.w.spec.broken == repetitive {
		return complaint.StoredAnswer{}, false, err
	}
	return s.Store.Answer(ctx, key, now)
}
