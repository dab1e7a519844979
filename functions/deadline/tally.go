package deadline

import (
	"context"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// tally adds what a sweep did to the tallies of the day: one small write. A
// sweep that did nothing only beats the heart, once a minute however often it
// comes. Where the schedule comes now at the end of a minute and now after it, a
// minute between two sweeps that follow on each other in time is no silence.
func (h *Handler) tally(ctx context.Context, out Out) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	counts := map[string]int64{
		complaint.TallyFired: int64(out.Fired), complaint.TallyLate: int64(out.Late),
		complaint.TallyFailed: int64(out.Failed), complaint.TallyRedelivered: int64(out.Redeliver),
	}
	now := h.Desk.Now()
	minute := now.Truncate(time.Minute)
	if minute.After(h.beaten) {
		counts[complaint.TallySweeps] = 1
		if now.Sub(h.swept) < 2*time.Minute {
			counts[complaint.TallySweeps] = int64(minute.Sub(h.beaten) / time.Minute)
		}
	}
	if err := h.Desk.Tally(ctx, counts); err != nil {
		return err
	}
	h.beaten, h.swept = minute, now
	return nil
}
