package asl

import (
	"math"
	"time"
)

// retrier says for which errors a task is tried again, how often and when.
type retrier struct {
	errors   []string
	interval float64 // seconds before the first retry
	attempts int64
	backoff  float64
	maxDelay float64 // seconds, zero for no bound
	jitter   bool
}

// delay is the wait before the n-th retry, counted from one.
func (t *retrier) delay(n int64, random func() uint64) time.Duration {
	seconds := t.interval * math.Pow(t.backoff, float64(n-1))
	if t.maxDelay > 0 {
		seconds = min(seconds, t.maxDelay)
	}
	seconds = min(seconds, longest)
	if t.jitter {
		seconds *= float64(random()>>11) / (1 << 53)
	}
	return time.Duration(math.Round(seconds*1000)) * time.Millisecond
}

// catcher says where an error that is not retried leads.
type catcher struct {
	errors []string
	result *place
	next   string
}

// rescue finds what becomes of a failed attempt. The first retrier that
// matches counts, even when it is used up; then the first catcher that matches.
// A failure that neither takes up is returned.
func (r *run) rescue(s *state, t *taskState, f *failure) error {
	at := &r.x.At
	at.Task = nil
	for i, retrier := range t.retry {
		if !f.matchedBy(retrier.errors) {
			continue
		}
		if len(at.Attempts) < len(t.retry) {
			at.Attempts = append(at.Attempts, make([]int64, len(t.retry)-len(at.Attempts))...)
		}
		if at.Attempts[i] >= retrier.attempts {
			break
		}
		at.Attempts[i]++
		at.Retries++
		at.ResumeAt = r.now.Add(retrier.delay(at.Attempts[i], r.world.Random))
		return nil
	}
	for _, c := range t.catch {
		if f.matchedBy(c.errors) {
			output, err := c.result.into(r.raw, pairs("Error", f.name, "Cause", f.cause))
			if err != nil {
				return err
			}
			return r.leave(c.next, output)
		}
	}
	return f
}
