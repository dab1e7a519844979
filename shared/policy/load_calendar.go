package policy

import (
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/redress/redress/shared/clock"
)

// calendar reads a calendar of the pack by its name, and first those that it lies over.
func (l *loader) calendar(name string) *clock.Calendar {
	src, ok := l.read(calendarFile(name))
	if !ok {
		return nil
	}
	return l.layer([]string{name}, src)
}

// layer reads the last of the named calendars, each of which lies over the next, from its source.
func (l *loader) layer(names []string, src []byte) *clock.Calendar {
	file := calendarFile(names[len(names)-1])
	var base *clock.Calendar
	if under, line := clock.Under(src); under != "" && path.Base(under) == under {
		below, ok := l.below(file, line, append(names, under))
		if !ok {
			return nil
		}
		if base = l.layer(append(names, under), below); base == nil {
			return nil // its problems are told
		}
	}
	c, err := clock.ParseOver(src, base)
	if ps, ok := errors.AsType[clock.Problems](err); ok {
		for _, p := range ps {
			l.fail(file, p.Line, "%s", strings.TrimPrefix(p.Field+": "+p.Reason, ": "))
		}
	} else if err != nil {
		l.fail(file, 0, "%v", err)
	}
	return c
}

// below reads the source of the last of the named calendars, over which the file says on a line
// that it lies. One that is missing, or that lies over itself, is a problem of that line.
func (l *loader) below(file string, line int, names []string) ([]byte, bool) {
	last := len(names) - 1
	if slices.Contains(names[:last], names[last]) {
		l.fail(file, line, "over: a calendar cannot lie over itself: %s", strings.Join(names, " over "))
		return nil, false
	}
	src, err := l.take(calendarFile(names[last]))
	if err != nil {
		l.fail(file, line, "over: there is no %s", calendarFile(names[last]))
	}
	return src, err == nil
}

func calendarFile(name string) string { return path.Join(calendarDir, name+".yaml") }
