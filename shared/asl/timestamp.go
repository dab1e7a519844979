package asl

import (
	"regexp"
	"time"
)

// timestampShape is the profile of RFC 3339 that the language demands: an
// upper-case T, and an upper-case Z where there is no offset. It is narrower
// than what the time package reads.
var timestampShape = regexp.MustCompile(
	`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$`)

// timestamp reads a value as a timestamp; anything else is not one.
func timestamp(v any) (time.Time, bool) {
	s, ok := v.(string)
	if !ok || !timestampShape.MatchString(s) {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	return t, err == nil
}

// stamp writes an instant as the context object shows it.
func stamp(t time.Time) string {
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}
