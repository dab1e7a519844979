package simulate

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing/fstest"

	"github.com/redress/redress/shared/audit"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/shelf"
)

// The company: stations below counties below cities below the pack's province.
const (
	cities   = 2
	counties = 3 // of each city
	stations = 4 // of each county
)

// company is what is the same in every play: the built-in pack with a company of
// some size, and another version of it.
type company struct {
	policy, next *policy.Policy
	shelf        *shelf.Shelf // where the first is in force
	nextShelf    *shelf.Shelf
	auditors     *audit.Auditors
	regions      []string
}

// founded is read once: packs and judges are dear, and never change.
var founded = sync.OnceValues(func() (*company, error) {
	files, err := policy.Files("state-grid")
	if err != nil {
		return nil, err
	}
	first, err := pack(files, "", "")
	if err != nil {
		return nil, err
	}
	next, err := pack(files, "2026.90", "target: 6wd")
	if err != nil {
		return nil, err
	}
	c := &company{policy: first, next: next, auditors: new(audit.Auditors)}
	versions := map[string]fs.FS{}
	for _, p := range []*policy.Policy{first, next} {
		copied := fstest.MapFS{}
		for _, f := range p.Files {
			copied[f.Name] = &fstest.MapFile{Data: f.Data}
		}
		versions[p.ID()] = copied
	}
	open := func(id string) (fs.FS, error) {
		if v, ok := versions[id]; ok {
			return v, nil
		}
		return nil, fs.ErrNotExist
	}
	c.shelf, c.nextShelf = shelf.New(first, open), shelf.New(next, open)
	for _, u := range first.Units {
		if u.ID != "demo-station" {
			c.regions = append(c.regions, u.Regions...)
		}
	}
	return c, nil
})

// pack is the built-in pack with the company in it, and where given under another
// version and with another limit of the answer.
func pack(files fs.FS, version, answer string) (*policy.Policy, error) {
	own := fstest.MapFS{}
	change := func(file, old, new string) error {
		doc := []byte(nil)
		if f, changed := own[file]; changed {
			doc = f.Data
		} else {
			var err error
			if doc, err = fs.ReadFile(files, file); err != nil {
				return err
			}
		}
		if !strings.Contains(string(doc), old) {
			return fmt.Errorf("%s of the built-in pack has no %q", file, old)
		}
		own[file] = &fstest.MapFile{Data: []byte(strings.Replace(string(doc), old, new, 1))}
		return nil
	}
	if err := change("units.yaml", "\nunits:\n", "\nunits:\n"+units()); err != nil {
		return nil, err
	}
	if version != "" {
		if err := change("pack.yaml", "\nversion: ", "\nversion: \""+version+"\" # "); err != nil {
			return nil, err
		}
		if err := change("clocks.yaml", "target: 5wd", answer); err != nil {
			return nil, err
		}
		own["examples.yaml"] = &fstest.MapFile{Data: []byte("examples: []\n")} // those are of the other limit
	}
	return policy.Load(overlay{FS: files, own: own})
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

// units lists the company as units.yaml does.
func units() string {
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
