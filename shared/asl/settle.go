package asl

import "time"

// settle sees what has become of an attempt by now. What happened first counts,
// however late we look: an answer, a failure of the function, or a time-out. An
// answer that was accepted is safe from time-outs, but takes effect only when
// the function has returned.
func (t *taskState) settle(r *run, s *state, a *attempt) error {
	bound, missed := a.bound()
	done, at := a.conclusion()
	if a.returned(r.now, bound) && !a.Submitted {
		a.Submitted = true
		r.record("TaskSubmitted")
	}
	switch {
	case a.Answer == nil && reached(bound, r.now) && (done == nil || bound.Before(at)):
		r.record(t.event("TimedOut"))
		return r.trouble(s, t, &failure{name: missed})
	case done != nil && !r.now.Before(at):
		return t.complete(r, s, done)
	}
	var returns time.Time
	if a.Reply != nil && r.now.Before(a.Reply.At) {
		returns = a.Reply.At
	}
	if a.Answer != nil { // it may have come after the instant of this step
		returns, bound = at, time.Time{}
	}
	r.park(earliest(returns, bound))
	return nil
}

// bound is when the attempt times out, zero for never, and the error it gives.
func (a *attempt) bound() (time.Time, string) {
	if !a.HeartbeatBy.IsZero() && (a.Deadline.IsZero() || a.HeartbeatBy.Before(a.Deadline)) {
		return a.HeartbeatBy, errHeartbeat
	}
	return a.Deadline, errTimeout
}

// conclusion is what ends the attempt and when; nil while a token is awaited.
func (a *attempt) conclusion() (*outcome, time.Time) {
	switch {
	case a.Answer != nil:
		at := a.Answer.At
		if a.Reply != nil && a.Reply.At.After(at) {
			at = a.Reply.At
		}
		return a.Answer, at
	case a.Token == "" || a.Reply.Failed:
		return a.Reply, a.Reply.At
	}
	return nil, time.Time{}
}

// returned says whether the function of a token task has returned in time.
func (a *attempt) returned(now, bound time.Time) bool {
	return a.Token != "" && a.Reply != nil && !a.Reply.Failed && !now.Before(a.Reply.At) &&
		(bound.IsZero() || !a.Reply.At.After(bound))
}

func reached(t, now time.Time) bool {
	return !t.IsZero() && !now.Before(t)
}

// complete ends the attempt with its outcome.
func (t *taskState) complete(r *run, s *state, done *outcome) error {
	if done.Failed {
		r.record(t.event("Failed"))
		return r.trouble(s, t, &failure{name: done.Error, cause: done.Cause})
	}
	if err := withinLimit(done.Output, "result of the task"); err != nil {
		r.record(t.event("Failed"))
		return r.trouble(s, t, err)
	}
	payload, err := decode(done.Output)
	if err != nil {
		return err
	}
	if !t.token && t.function == "" {
		payload = t.response(payload, r)
	}
	r.record(t.event("Succeeded"))
	output, err := s.flow.combine(r.raw, payload, r.scope())
	if err == nil {
		err = r.leave(s.next, output)
	}
	if err != nil {
		return r.trouble(s, t, err)
	}
	return nil
}
