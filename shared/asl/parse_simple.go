package asl

import "strings"

// failText reads Error or Cause, or their variants with a path, which may also
// be an intrinsic function.
func (p *parser) failText(f fields, field string) expr {
	dynamic := field + "Path"
	f.oneOf(false, field, dynamic)
	switch {
	case f.has(field):
		return literal{f.text(field)}
	case !f.has(dynamic):
		return nil
	}
	text := f.text(dynamic)
	if !strings.HasPrefix(text, "$") {
		call, err := parseIntrinsic(text)
		if err != nil {
			f.refuse(dynamic, "%v", err)
		}
		return call
	}
	return required{f.path(dynamic, parseReference), dynamic}
}

func (p *parser) wait(f fields) body {
	f.oneOf(true, "Seconds", "SecondsPath", "Timestamp", "TimestampPath")
	w := &waitState{
		secondsPath: f.path("SecondsPath", parseReference),
		untilPath:   f.path("TimestampPath", parseReference),
	}
	if f.has("Seconds") {
		w.seconds = number(f.integer("Seconds", 0, 0))
	}
	if f.has("Timestamp") {
		w.until = f.text("Timestamp")
		if _, ok := timestamp(w.until); !ok {
			f.refuse("Timestamp", "must be a timestamp such as 2026-01-31T09:00:00Z, not %s", excerpt(w.until))
		}
	}
	return w
}
