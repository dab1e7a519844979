package relay

import (
	"cmp"
	"context"
	"encoding/json"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/parallel"
)

// Page is how many followers of a case one effect reaches. When there may be
// more it promises the next: a crash loses nothing, and none takes long.
const Page = 100

// abandoned is why a case that followed another goes its own way.
const abandoned = "the case that it followed has ended without an answer"

// spread tells those who follow a case what became of it: the answer closes
// them, a page at a time. Without one the first of them is chosen, and in the
// next page dispatched in its place, and the others follow that. Whoever has
// moved on by themselves is left alone.
func (h *Handler) spread(ctx context.Context, e complaint.Effect) error {
	var s complaint.Spread
	if err := json.Unmarshal(e.Data, &s); err != nil {
		return err
	}
	page := cmp.Or(h.Page, Page)
	followers, err := h.Desk.Store.Followers(ctx, s.Of, page)
	if err != nil || len(followers) == 0 {
		return err
	}
	into, more := followers[0], true
	switch {
	case s.Text != "":
		into, more = "", len(followers) == page
		err = h.restore(ctx, s, followers)
	case s.Into != "":
		into, err = h.succeed(ctx, s, followers)
		more = into == "" || len(followers) == page
	}
	if err != nil || !more {
		return err
	}
	next := s.Onward(into).Effect(h.Desk.Instant())
	return h.Desk.Store.Commit(ctx, complaint.Commit{Change: complaint.Change{Effects: []complaint.Effect{next}}})
}

// restore answers followers with what the head was answered.
func (h *Handler) restore(ctx context.Context, s complaint.Spread, followers []string) error {
	r := complaint.Restoration{Of: s.Of, Text: s.Text, At: s.At}
	return parallel.Each(h.Parallel, followers, func(reference string) error {
		return unlessMoved(h.Desk.System(ctx, reference, r))
	})
}

// succeed lets the case that was chosen take the head's place: it is dispatched
// by itself and the others follow it. It gives that case, or "" when it has moved
// on meanwhile and another is to be chosen.
func (h *Handler) succeed(ctx context.Context, s complaint.Spread, followers []string) (into string, err error) {
	chosen, err := h.Desk.Case(ctx, s.Into)
	if err != nil {
		return "", err
	}
	if chosen.Batch.Of == s.Of && chosen.Status.Open() {
		err = h.Desk.System(ctx, s.Into, complaint.Separation{Reason: abandoned})
	}
	if err == nil {
		err = h.Desk.System(ctx, s.Into, complaint.Gathering{})
	}
	if err != nil {
		return "", unlessMoved(err)
	}
	return s.Into, parallel.Each(h.Parallel, followers, func(reference string) error {
		if reference == s.Into {
			return nil
		}
		return h.move(ctx, reference, s.Into)
	})
}

// move lets a follower follow another case; one that cannot is dispatched by itself.
func (h *Handler) move(ctx context.Context, reference, into string) error {
	err := h.Desk.System(ctx, reference, complaint.Joining{Into: into})
	if fault.Is(err, fault.Invalid) {
		err = h.Desk.System(ctx, reference, complaint.Separation{Reason: abandoned})
	}
	return unlessMoved(err)
}

// unlessMoved drops the refusal of a case that has moved on.
func unlessMoved(err error) error {
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}
