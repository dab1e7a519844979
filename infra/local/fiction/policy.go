package fiction

import (
	"fmt"
	"io/fs"
	"strings"
	"testing/fstest"

	"github.com/redress/redress/shared/policy"
)

// Policy is the built-in default pack with a company of 60 stations in addition to
// its own units.
func Policy() (*policy.Policy, error) {
	files, err := policy.Files("state-grid")
	if err != nil {
		return nil, err
	}
	units, err := fs.ReadFile(files, "units.yaml")
	if err != nil {
		return nil, err
	}
	more := strings.Replace(string(units), "\nunits:\n", "\nunits:\n"+Units(3, 4, 5), 1)
	return policy.Load(Overlay{FS: files, Own: fstest.MapFS{"units.yaml": {Data: []byte(more)}}})
}

// Overlay is a pack with some files of its own.
type Overlay struct {
	fs.FS
	Own fstest.MapFS
}

// Open prefers the own files.
func (o Overlay) Open(name string) (fs.File, error) {
	if _, ok := o.Own[name]; ok {
		return o.Own.Open(name)
	}
	return o.FS.Open(name)
}

// Units lists a company below the pack's province as units.yaml does: cities, with
// so many counties each, with so many stations each, of which each answers for one region.
func Units(cities, counties, stations int) string {
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
