package asl

import "time"

// waitState waits for some seconds or until an instant. One of the fields is
// given.
type waitState struct {
	seconds, until         any // literals
	secondsPath, untilPath *path
}

func (w *waitState) play(r *run, s *state) error {
	input, err := s.flow.effective(r.raw, r.scope())
	if err != nil {
		return err
	}
	at := &r.x.At
	if at.ResumeAt.IsZero() {
		if at.ResumeAt, err = w.end(r.now, r.scope().over(input)); err != nil {
			return err
		}
	}
	if r.now.Before(at.ResumeAt) {
		r.park(at.ResumeAt)
		return nil
	}
	output, err := s.flow.exit(input, r.scope())
	if err != nil {
		return err
	}
	return r.leave(s.next, output)
}

// end is the instant at which a wait that begins now is over.
func (w *waitState) end(now time.Time, s scope) (time.Time, error) {
	var err error
	until, seconds := w.until, w.seconds
	switch {
	case w.secondsPath != nil:
		seconds, err = s.must(w.secondsPath, "SecondsPath")
	case w.untilPath != nil:
		until, err = s.must(w.untilPath, "TimestampPath")
	}
	if err != nil {
		return time.Time{}, err
	}
	if w.until != nil || w.untilPath != nil {
		t, ok := timestamp(until)
		if !ok {
			return t, failed(errRuntime, "the TimestampPath gives %s, which is not a timestamp", excerpt(until))
		}
		return ceiling(t), nil
	}
	n, ok := integer(seconds)
	if !ok || n < 0 || n > longest {
		return time.Time{}, failed(errRuntime, "the SecondsPath gives %s, which is not a number of seconds", excerpt(seconds))
	}
	return now.Add(time.Duration(n) * time.Second), nil
}

// ceiling is the first millisecond that is not before the instant.
func ceiling(t time.Time) time.Time {
	if c := instant(t); c.Equal(t) {
		return c
	}
	return instant(t).Add(time.Millisecond)
}
