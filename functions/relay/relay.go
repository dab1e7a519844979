// Package relay is the function that carries out what commits have promised:
// it starts and resumes workflows, publishes notices, sends messages, tells
// partners, opens reports of misconduct, and tells those who follow a case what became of it. On
// AWS the table's stream brings it the new effects, and the sweep those that
// are late; both may bring the same one, so each is claimed before it is
// delivered.
//
// Vocabulary. A deed is an effect that is no notice; each is carried out by
// itself. Notices are addressed when they are sent, and taken up together, all
// that wait: many of one kind to one recipient become bundles (see package
// notice). A bundle is folded: it is promised in place of its members in one
// transaction before it is published, so that a crash at any point leaves
// either the members or the bundle, and nothing is told twice or not at all.
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

	"github.com/redress/redress/functions/await"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/notice"
	"github.com/redress/redress/shared/parallel"
)

// Lease is how long a claimed effect is left to its deliverer.
const Lease = 2 * time.Minute

// Workflow starts executions of state machines and resumes them. Starting a name again changes
// nothing; a stale token counts as delivered.
type Workflow interface {
	Start(ctx context.Context, machine complaint.Machine, name string, input json.RawMessage) error
	Resume(ctx context.Context, token string, output json.RawMessage) error
}

// Handler delivers effects. Partners, Parallel, Enough, Outdated and Unconnected may be left out.
type Handler struct {
	Desk      *desk.Desk
	Workflow  Workflow
	Topic     notice.Topic
	Messenger notice.Messenger
	// Partners takes what partners are told; nil for a deployment without any.
	Partners Partners
	// Gather is how many notices are taken up together; 0 for [Gather].
	Gather int
	// Page is how many followers of a case one effect reaches; 0 for [Page].
	Page int
	// Parallel is how many effects are delivered at a time; 0 and 1 keep their order.
	Parallel int
	// Enough tells that the time for a delivery is up. What has not begun by
	// then is left to the sweep. Nil for never.
	Enough func(context.Context) bool
	// Outdated hears of each notice that is not sent, as what it announces is
	// no longer so, and why.
	Outdated func(n complaint.Notice, why string)
	// Unconnected hears of each post to a partner whom the deployment does not know.
	Unconnected func(p complaint.PartnerPost)
}

// page is how many effects share a transaction of the store.
const page = 256

// Deliver carries out the effects of these keys and, when there are notices
// among them, all notices that wait. One that fails is left to the sweep, which
// brings it again after its lease; the others are delivered all the same. They
// are marked a page at a time: after a crash before that they come again, and
// their keys make that harmless. It fails with [*Undelivered].
func (h *Handler) Deliver(ctx context.Context, keys []string) error {
	_, err := h.bring(ctx, keys)
	return undelivered(err)
}

// bring is Deliver, and counts what was carried out.
func (h *Handler) bring(ctx context.Context, keys []string) (delivered int, failed error) {
	now := h.Desk.Instant()
	claimed, failed := h.claim(ctx, keys, now)
	if suppressed := len(keys) - len(claimed); failed == nil {
		failed = h.Desk.Tally(ctx, map[string]int64{complaint.TallySuppressed: int64(suppressed)})
	}
	var deeds, notices []complaint.Effect
	for _, e := range claimed {
		if e.Kind == complaint.SendNotice {
			notices = append(notices, e)
		} else {
			deeds = append(deeds, e)
		}
	}
	delivered, err := h.each(ctx, deeds, now, h.deliver)
	failed = errors.Join(failed, err)
	if len(notices) > 0 {
		t, err := h.tell(ctx, notices, now)
		delivered, failed = delivered+t.sent, errors.Join(failed, err)
	}
	return delivered, failed
}

// claim leases effects, a page at a time while there is time. What is leased is
// given also when others of its page could not be.
func (h *Handler) claim(ctx context.Context, keys []string, now time.Time) (all []complaint.Effect, failed error) {
	for part := range slices.Chunk(keys, page) {
		if h.late(ctx) {
			return all, errors.Join(failed, lose(fmt.Errorf("claim %d effects: %w", len(part), errLate), part...))
		}
		claimed, err := h.Desk.Store.Claim(ctx, part, now, Lease)
		all = append(all, claimed...)
		if err != nil {
			left := slices.DeleteFunc(slices.Clone(part), func(key string) bool {
				return slices.ContainsFunc(claimed, func(e complaint.Effect) bool { return e.Key == key })
			})
			failed = errors.Join(failed, lose(fmt.Errorf("claim %d effects: %w", len(part), err), left...))
		}
	}
	return all, failed
}

func (h *Handler) late(ctx context.Context) bool { return h.Enough != nil && h.Enough(ctx) }

// each carries effects out, and marks and counts those that succeed.
func (h *Handler) each(ctx context.Context, effects []complaint.Effect, now time.Time, do func(context.Context, complaint.Effect) error) (delivered int, failed error) {
	for part := range slices.Chunk(effects, page) {
		var mu sync.Mutex // guards done
		done := make([]string, 0, len(part))
		err := parallel.Each(h.Parallel, part, func(e complaint.Effect) error {
			if h.late(ctx) {
				return lose(fmt.Errorf("deliver %s: %w", e.Key, errLate), e.Key)
			}
			if err := do(ctx, e); err != nil {
				return lose(fmt.Errorf("deliver %s: %w", e.Key, err), e.Key)
			}
			mu.Lock()
			defer mu.Unlock()
			done = append(done, e.Key)
			return nil
		})
		if len(done) > 0 { // also when the time is up: what was done must not come again
			marked := h.Desk.Store.Delivered(context.WithoutCancel(ctx), done, now)
			err = errors.Join(err, lose(marked, done...))
		}
		delivered, failed = delivered+len(done), errors.Join(failed, err)
	}
	return delivered, failed
}

// deliver carries out a deed.
func (h *Handler) deliver(ctx context.Context, e complaint.Effect) error {
	switch e.Kind {
	case complaint.StartWorkflow:
		var x complaint.Execution
		if err := json.Unmarshal(e.Data, &x); err != nil {
			return err
		}
		return h.Workflow.Start(ctx, cmp.Or(x.Machine, complaint.Journey), x.Name, e.Data)
	case complaint.ResumeWorkflow:
		var r complaint.Resumption
		if err := json.Unmarshal(e.Data, &r); err != nil {
			return err
		}
		return h.resume(ctx, complaint.Execution{Machine: r.Machine, Reference: e.Reference, Cycle: r.Cycle})
	case complaint.SendMessage:
		return h.message(ctx, e)
	case complaint.SpreadBatch:
		return h.spread(ctx, e)
	case complaint.TellPartner:
		return h.partner(ctx, e)
	case complaint.OpenReport:
		var r complaint.Reported
		if err := json.Unmarshal(e.Data, &r); err != nil {
			return err
		}
		return h.Desk.OpenReport(ctx, e.Reference, r.Reference)
	}
	return fmt.Errorf("effect of unknown kind %q", e.Kind)
}

// resume reads the token after the commit that promised it. Without a token
// nobody waits yet; who comes to wait reads the case first.
func (h *Handler) resume(ctx context.Context, x complaint.Execution) error {
	stored, err := h.Desk.Store.Token(ctx, x.Reference, await.Machine(x.Machine, x.Cycle))
	if err != nil || stored == "" {
		return err
	}
	c, err := h.Desk.Case(ctx, x.Reference)
	if err != nil {
		return err
	}
	token, output, err := await.Answer(stored, c.NextOf(x, h.Desk.Instant()))
	if err != nil {
		return err
	}
	return h.Workflow.Resume(ctx, token, output)
}

// message adds the address and the tracking code to a message and sends it.
func (h *Handler) message(ctx context.Context, e complaint.Effect) error {
	var m complaint.Message
	if err := json.Unmarshal(e.Data, &m); err != nil {
		return err
	}
	c, err := h.Desk.Case(ctx, e.Reference)
	if err != nil {
		return err
	}
	contact, err := h.Desk.Store.Contact(ctx, e.Reference)
	if err != nil {
		return err
	}
	p, err := h.Desk.PolicyOf(c.PolicyID)
	if err != nil {
		return err
	}
	return h.Messenger.Send(ctx, notice.Write(p, m, contact))
}
