package relay

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/notice"
	"github.com/redress/redress/shared/parallel"
)

// Gather is how many notices are taken up together. Of N notices of one kind
// that wait for a recipient at one time, who gets them in ceil(N/Gather)
// rounds, at most
//
//	ceil(N/Gather) * max(singles, ceil(Gather/bundle))
//
// are published, by the policy's throttle. Where several gather at the same time,
// as on AWS, each has its share of the N, and the bound is that of each.
const Gather = 20_000

// Tell sends the notices that wait, up to Gather, and gives how many it took up.
func (h *Handler) Tell(ctx context.Context) (int, error) {
	t, err := h.tell(ctx, nil, h.Desk.Instant())
	return t.taken, err
}

// told counts notices.
type told struct{ taken, sent int }

// tell sends claimed notices together with others that wait: what goes to a
// recipient at one time can only be bounded when all of it is known.
func (h *Handler) tell(ctx context.Context, claimed []complaint.Effect, now time.Time) (t told, failed error) {
	keys, err := h.Desk.Store.Waiting(ctx, complaint.NoticeLane, now, now, max(0, cmp.Or(h.Gather, Gather)-len(claimed)))
	if err != nil {
		return t, lose(err, keysOf(claimed)...)
	}
	more, failed := h.claim(ctx, keys, now)
	claimed = append(claimed, more...)
	if t.taken = len(claimed); t.taken == 0 {
		return t, failed
	}
	rota, err := h.Desk.Duty(ctx)
	if err != nil {
		return t, errors.Join(failed, lose(err, keysOf(claimed)...))
	}
	send := func(d *notice.Directory, waiting []*notice.Waiting) {
		n, err := h.send(ctx, d, waiting, now)
		t.sent, failed = t.sent+n, errors.Join(failed, err)
	}
	waiting, err := h.prepare(ctx, claimed, now)
	failed = errors.Join(failed, err)
	d := notice.NewDirectory(h.Desk.Policy, rota, now)
	waiting, bundles, err := h.fold(ctx, d, waiting, now)
	failed = errors.Join(failed, err)
	send(d, waiting)
	folded, err := h.claim(ctx, bundles, now)
	failed = errors.Join(failed, err)
	waiting, err = h.prepare(ctx, folded, now)
	failed = errors.Join(failed, err)
	send(d, waiting)
	return t, failed
}

// prepare reads notices, in their order, with what their cases say to them
// now. Those that are outdated are marked as done.
func (h *Handler) prepare(ctx context.Context, effects []complaint.Effect, now time.Time) ([]*notice.Waiting, error) {
	places, order := make([]*notice.Waiting, len(effects)), make([]int, len(effects))
	for i := range order {
		order[i] = i
	}
	var mu sync.Mutex // guards outdated
	var outdated []string
	failed := parallel.Each(h.Parallel, order, func(i int) error {
		e := effects[i]
		if h.late(ctx) {
			return lose(fmt.Errorf("address notice %s: %w", e.Key, errLate), e.Key)
		}
		w := &notice.Waiting{Key: e.Key, Again: e.Again}
		if err := json.Unmarshal(e.Data, &w.Notice); err != nil {
			return lose(fmt.Errorf("read notice %s: %w", e.Key, err), e.Key)
		}
		why, err := h.consult(ctx, w, now)
		if err != nil {
			return lose(fmt.Errorf("address notice %s: %w", e.Key, err), e.Key)
		}
		if why == "" {
			places[i] = w
			return nil
		}
		mu.Lock()
		defer mu.Unlock()
		outdated = append(outdated, e.Key)
		if h.Outdated != nil {
			h.Outdated(w.Notice, why)
		}
		return nil
	})
	if len(outdated) > 0 {
		failed = errors.Join(failed, lose(h.Desk.Store.Delivered(ctx, outdated, now), outdated...))
	}
	return slices.DeleteFunc(places, func(w *notice.Waiting) bool { return w == nil }), failed
}

// consult reads a notice's case where it matters: for its handler, and for
// whether what is announced is still so. Why not is the answer, "" when it is.
func (h *Handler) consult(ctx context.Context, w *notice.Waiting, now time.Time) (outdated string, err error) {
	n := w.Notice
	timed := n.Kind == "warning" || n.Kind == "escalation"
	if n.Reference == "" || !timed && !slices.Contains(n.Levels, "handler") {
		return "", nil
	}
	c, err := h.Desk.Case(ctx, n.Reference)
	if err != nil {
		return "", err
	}
	w.Handler = c.Handler
	if timed {
		return c.Outdated(n, now), nil
	}
	return "", nil
}

// fold finds what is to be bundled and promises the bundles in the place of
// their members. It gives the notices that are left to be sent by themselves,
// and the keys of the bundles. From the first that fails on, they are left to the sweep.
func (h *Handler) fold(ctx context.Context, d *notice.Directory, waiting []*notice.Waiting, now time.Time) (left []*notice.Waiting, keys []string, failed error) {
	lost, members := map[*notice.Waiting]bool{}, []string(nil)
	for _, b := range d.Bundles(waiting) {
		if failed == nil {
			var key string
			if key, failed = h.promise(ctx, b, now); failed == nil {
				keys = append(keys, key)
				continue
			}
			failed = fmt.Errorf("fold into %s: %w", b.Notice.ID, failed)
		}
		for _, m := range b.Members {
			lost[m.Waiting], members = true, append(members, m.Key)
		}
	}
	failed = lose(failed, members...)
	left = slices.DeleteFunc(waiting, func(w *notice.Waiting) bool { return lost[w] || w.Told() })
	return left, keys, failed
}

// promise takes a bundle from its members and commits that.
func (h *Handler) promise(ctx context.Context, b notice.Bundle, now time.Time) (key string, err error) {
	key = "notice/" + b.Notice.ID
	data, err := json.Marshal(b.Notice)
	if err != nil {
		return "", err
	}
	f := complaint.Fold{At: now, Into: []complaint.Effect{{Key: key, Kind: complaint.SendNotice, At: now, Data: data}}}
	b.Take()
	for _, m := range b.Members {
		member := complaint.Effect{Key: m.Key}
		if !m.Told() {
			if member.Data, err = json.Marshal(m.Notice); err != nil {
				return "", err
			}
		}
		f.Members = append(f.Members, member)
	}
	return key, h.Desk.Store.Fold(ctx, f)
}

// send addresses notices, publishes them and counts them. One that is for nobody
// whom bundles do not tell is as good as sent.
func (h *Handler) send(ctx context.Context, d *notice.Directory, waiting []*notice.Waiting, now time.Time) (sent int, err error) {
	effects := make([]complaint.Effect, len(waiting))
	addressed := make(map[string]complaint.Notice, len(waiting))
	for i, w := range waiting {
		effects[i].Key = w.Key
		addressed[w.Key] = d.Address(w.Notice, w.Handler)
	}
	return h.each(ctx, effects, now, func(ctx context.Context, e complaint.Effect) error {
		n := addressed[e.Key]
		if len(n.Recipients) == 0 && len(n.Bundled) > 0 {
			return nil
		}
		return h.Topic.Publish(ctx, n)
	})
}
