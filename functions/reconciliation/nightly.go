package reconciliation

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// remembered is how long it is known how far a day has been reconciled.
const remembered = 7 * 24 * time.Hour

// Nightly reconciles a day over as many runs as that takes. What a run that
// stops has found is remembered in the store, and it fails with Busy: who asks
// again, as whatever runs a scheduled function does after a failure, goes on
// from there. A day that is done is told from what is remembered, and nothing is
// done again. To look only, and to go on from a place of one's own, is
// [Handler.Handle].
func (h *Handler) Nightly(ctx context.Context, in In) (Out, error) {
	if in.Look || in.After != nil {
		return h.Handle(ctx, in)
	}
	r, err := h.begin(in)
	if err != nil {
		return Out{}, err
	}
	key := "reconciliation/" + r.out.Day
	earlier, known, err := h.recall(ctx, key)
	if err != nil || known && earlier.Stopped == nil {
		return earlier, err
	}
	if in.Day = r.out.Day; known {
		in.After = &earlier
	}
	out, failed := h.Handle(ctx, in)
	if r.now.Before(r.to) {
		return out, failed // the day is not over: it will have to be done again
	}
	if err := h.remember(ctx, key, out); err != nil {
		return out, errors.Join(failed, err)
	}
	if failed == nil && out.Stopped != nil {
		return out, fault.Wrap(fault.Busy, errors.New("the time was up"), "stop in pass "+out.Stopped.Pass)
	}
	return out, failed
}

// recall reads what an earlier run of the day has found.
func (h *Handler) recall(ctx context.Context, key string) (out Out, known bool, err error) {
	a, known, err := h.Desk.Store.Answer(ctx, key, h.Desk.Instant())
	if err != nil || !known {
		return out, false, err
	}
	if err := json.Unmarshal(a.Body, &out); err != nil {
		return Out{}, false, fault.Wrap(fault.Internal, err, "read "+key)
	}
	return out, true, nil
}

// remember keeps what the runs of the day have found so far.
func (h *Handler) remember(ctx context.Context, key string, out Out) error {
	body, err := json.Marshal(out)
	if err != nil {
		return fault.Wrap(fault.Internal, err, "write "+key)
	}
	now := h.Desk.Instant()
	return h.Desk.Store.Remember(context.WithoutCancel(ctx), complaint.StoredAnswer{
		Key: key, Fingerprint: out.Day, Status: 200, Header: json.RawMessage("{}"), Body: body, At: now, ExpiresAt: now.Add(remembered),
	})
}
