package policy

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/redress/redress/shared/clock"
)

// NamedCalendar loads a calendar with those that it lies over: a file, or by
// its name one of an embedded pack's calendars, or that of an embedded pack
// itself. A broken one is refused with [Problems].
func NamedCalendar(nameOrFile string) (*clock.Calendar, error) {
	if info, err := os.Stat(nameOrFile); err == nil && info.Mode().IsRegular() {
		return calendarAt(nameOrFile)
	}
	for _, pack := range Names() {
		sub, err := Files(pack)
		if err != nil {
			return nil, err
		}
		file := calendarFile(nameOrFile)
		if _, err := fs.Stat(sub, file); fs.ValidPath(file) && err == nil {
			l := newLoader(sub)
			return l.found(l.calendar(nameOrFile))
		}
	}
	if slices.Contains(Names(), nameOrFile) {
		p, err := Named(nameOrFile)
		if err != nil {
			return nil, err
		}
		return p.Calendar, nil
	}
	return nil, fmt.Errorf("no file and no calendar is named %q", nameOrFile)
}

// calendarAt loads a file; the calendars that it lies over stand beside it.
func calendarAt(file string) (*clock.Calendar, error) {
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	dir, name := filepath.Split(file)
	l := newLoader(flat{os.DirFS(filepath.Clean(dir))})
	return l.found(l.layer([]string{strings.TrimSuffix(name, path.Ext(name))}, src))
}

// found gives a calendar that was read without problems.
func (l *loader) found(c *clock.Calendar) (*clock.Calendar, error) {
	if len(l.problems) > 0 {
		return nil, l.problems.sorted()
	}
	return c, nil
}

// flat is a folder whose files stand for those of a pack's calendar folder.
type flat struct{ fs.FS }

// Open opens a calendar of the pack in the folder itself.
func (f flat) Open(name string) (fs.File, error) {
	return f.FS.Open(strings.TrimPrefix(name, calendarDir+"/"))
}
