package fiction

import (
	"fmt"
	"io/fs"
	"strings"
	"testing/fstest"

	"github.com/redress/redress/shared/policy"
)

// The company: stations below counties below cities below the pack's province.
const (
	cities   = 3
	counties = 4 // of each city
	stations = 5 // of each county
)

// Policy is the built-in default pack with that company in addition to its own
// units. Each station answers for one region.
func Policy() (*policy.Policy, error) {
	files, err := policy.Files("state-grid")
	if err != nil {
		return nil, err
	}
	units, err := fs.ReadFile(files, "units.yaml")
	if err != nil {
		return nil, err
	}
	more := strings.Replace(string(units), "\nunits:\n", "\nunits:\n"+company(), 1)
	return policy.Load(overlay{FS: files, own: fstest.MapFS{"units.yaml": {Data: []byte(more)}}})
}

// overlay is a pack with some files of its own.
type overlay struct {
	fs.FS
	own fstest.MapFS
}

// Open prefers the own files.
func (o overlay) Open(name string) (fs.File, error) {
	if _, ok := o.own[name]; ok {
		return o.own.Open(name)
	}
	return o.FS.Open(name)
}

// company lists the units as units.yaml does.
func company() string {
	var b strings.Builder
	unit := func(id, level, parent, more string) {
		fmt.Fprintf(&b, "  - {id: %s, level: %s, parent: %s, zh: 单位%s, en: Unit %s%s}\n", id, level, parent, id, id, more)
	}
	for c := range cities {
		city := fmt.Sprintf("city-%d", c+1)
		unit(city, "L3", "demo-province", "")
		for n := range counties {
			county := fmt.Sprintf("county-%d-%d", c+1, n+1)
			unit(county, "L2", city, "")
			for s := range stations {
				name := fmt.Sprintf("%d-%d-%d", c+1, n+1, s+1)
				unit("station-"+name, "L1", county, ", regions: [region-"+name+"]")
			}
		}
	}
	return b.String()
}
