package policy

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/redress/redress/shared/clock"
)

// NamedCalendar loads a calendar: a file, or by its name one of an embedded
// pack's calendars, or that of an embedded pack itself.
func NamedCalendar(nameOrFile string) (*clock.Calendar, error) {
	if info, err := os.Stat(nameOrFile); err == nil && !info.IsDir() {
		dir, file := filepath.Split(nameOrFile)
		return readCalendar(os.DirFS(filepath.Clean(dir)), file)
	}
	for _, pack := range Names() {
		sub, err := fs.Sub(packs, path.Join("packs", pack, calendarDir))
		if err != nil || !fs.ValidPath(nameOrFile+".yaml") {
			continue
		}
		if _, err := fs.Stat(sub, nameOrFile+".yaml"); err == nil {
			return readCalendar(sub, nameOrFile+".yaml")
		}
	}
	for _, pack := range Names() {
		if pack == nameOrFile {
			p, err := Named(pack)
			if err != nil {
				return nil, err
			}
			return p.Calendar, nil
		}
	}
	return nil, fmt.Errorf("no file and no calendar is named %q", nameOrFile)
}

// readCalendar reads one calendar file and those that it lies over.
func readCalendar(fsys fs.FS, file string) (*clock.Calendar, error) {
	src, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	c, err := clock.ParseCalendar(src)
	if problems, ok := errors.AsType[clock.Problems](err); ok {
		return nil, fmt.Errorf("%s:\n%w", file, problems)
	}
	return c, err
}
