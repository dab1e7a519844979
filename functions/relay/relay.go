// Package relay is the function that carries out what commits have promised:
// it starts and resumes workflows, publishes notices and sends messages. On
// AWS the table's stream brings it the new effects, and the sweep those that
// are late; both may bring the same one, so each is claimed before it is
// delivered.
package relay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

// Workflow starts and resumes executions. Starting a name again changes
// nothing; a stale token counts as delivered.
type Workflow interface {
	Start(ctx context.Context, name string, input json.RawMessage) error
	Resume(ctx context.Context, token string, output json.RawMessage) error
}

// Handler delivers effects.
type Handler struct {
	Desk      *desk.Desk
	Workflow  Workflow
	Topic     notice.Topic
	Messenger notice.Messenger
	// Parallel is how many effects are delivered at a time; 0 and 1 keep their order.
	Parallel int
}

// Deliver carries out the effects of these keys. One that fails is left to
// the sweep, which brings it again after its lease; the others are delivered
// all the same. They are marked together when the last one is done: after a
// crash before that they come again, and their keys make that harmless.
func (h *Handler) Deliver(ctx context.Context, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	now := h.Desk.Instant()
	claimed, err := h.Desk.Store.Claim(ctx, keys, now, Lease)
	if err != nil {
		return fmt.Errorf("claim %d effects: %w", len(keys), err)
	}
	var mu sync.Mutex // guards done
	done := make([]string, 0, len(claimed))
	failed := parallel.Each(h.Parallel, claimed, func(e complaint.Effect) error {
		if err := h.deliver(ctx, e); err != nil {
			return fmt.Errorf("deliver %s: %w", e.Key, err)
		}
		mu.Lock()
		defer mu.Unlock()
		done = append(done, e.Key)
		return nil
	})
	if len(done) == 0 {
		return failed
	}
	return errors.Join(failed, h.Desk.Store.Delivered(ctx, done, now))
}

func (h *Handler) deliver(ctx context.Context, e complaint.Effect) error {
	switch e.Kind {
	case complaint.StartWorkflow:
		var x complaint.Execution
		if err := json.Unmarshal(e.Data, &x); err != nil {
			return err
		}
		return h.Workflow.Start(ctx, x.Name, e.Data)
	case complaint.ResumeWorkflow:
		var r complaint.Resumption
		if err := json.Unmarshal(e.Data, &r); err != nil {
			return err
		}
		return h.resume(ctx, e.Reference, r.Cycle)
	case complaint.SendNotice:
		var n complaint.Notice
		if err := json.Unmarshal(e.Data, &n); err != nil {
			return err
		}
		return h.Topic.Publish(ctx, n)
	case complaint.SendMessage:
		return h.message(ctx, e)
	}
	return fmt.Errorf("effect of unknown kind %q", e.Kind)
}

// resume reads the token after the commit that promised it. Without a token
// nobody waits yet; who comes to wait reads the case first.
func (h *Handler) resume(ctx context.Context, reference string, cycle int) error {
	token, err := h.Desk.Store.Token(ctx, reference, await.Machine(cycle))
	if err != nil || token == "" {
		return err
	}
	c, err := h.Desk.Case(ctx, reference)
	if err != nil {
		return err
	}
	output, err := json.Marshal(await.Out{Next: c.NextIn(cycle, h.Desk.Instant())})
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
