package simulate

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing/fstest"

	"github.com/redress/redress/infra/local/fiction"
	"github.com/redress/redress/shared/audit"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/shelf"
)

// company is what is the same in every play: the built-in pack with a company of
// some size, and later versions of it.
type company struct {
	policy *policy.Policy // the first version
	// shelves are those of the versions, each where it is in force: the first, one
	// with another limit of the answer, and one with more holidays.
	shelves  [versions]*shelf.Shelf
	offices  [versions]*office
	auditors *audit.Auditors
	regions  []string
}

// The versions of the pack.
const (
	firstVersion = iota
	otherLimit
	otherCalendar
	versions
)

// changes are what later versions have otherwise: file, text before and after.
var changes = [versions][][3]string{
	otherLimit:    {{"clocks.yaml", "target: 5wd", "target: 6wd"}},
	otherCalendar: {{"calendars/china.yaml", "\noff:\n", "\noff:\n" + holidays}},
}

// holidays are days off that nobody knew of before, a Wednesday of each month.
const holidays = `  - "2026-01-21"
  - "2026-02-11"
  - "2026-03-18"
  - "2026-04-15"
  - "2026-05-20"
  - "2026-06-17"
  - "2026-07-15"
  - "2026-08-19"
  - "2026-09-16"
  - "2026-10-21"
  - "2026-11-18"
`

// founded is read once: packs and judges are dear, and never change.
var founded = sync.OnceValues(func() (*company, error) {
	files, err := policy.Files("state-grid")
	if err != nil {
		return nil, err
	}
	c := &company{auditors: new(audit.Auditors)}
	copies := map[string]fs.FS{}
	open := func(id string) (fs.FS, error) {
		if v, ok := copies[id]; ok {
			return v, nil
		}
		return nil, fs.ErrNotExist
	}
	for version := range versions {
		p, err := pack(files, version)
		if err != nil {
			return nil, err
		}
		copied := fstest.MapFS{}
		for _, f := range p.Files {
			copied[f.Name] = &fstest.MapFile{Data: f.Data}
		}
		if c.offices[version], err = officeOf(p); err != nil {
			return nil, err
		}
		copies[p.ID()], c.shelves[version] = copied, shelf.New(p, open)
	}
	c.policy = c.shelves[firstVersion].Present
	for _, u := range c.policy.Units {
		if u.ID != "demo-station" {
			c.regions = append(c.regions, u.Regions...)
		}
	}
	return c, nil
})

// throttle lets bundles be common in a company of this size.
const throttle = "\nthrottle: {singles: 3, bundle: 20}"

// pack is a version of the built-in pack with the company in it.
func pack(files fs.FS, version int) (*policy.Policy, error) {
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
	if err := change("units.yaml", "\nunits:\n", "\nunits:\n"+fiction.Units(2, 3, 4)); err != nil {
		return nil, err
	}
	if err := change("pack.yaml", "\nversion: ", throttle+"\nversion: "); err != nil {
		return nil, err
	}
	if version != firstVersion {
		if err := change("pack.yaml", "\nversion: ", fmt.Sprintf("\nversion: \"2026.9%d\" # ", version)); err != nil {
			return nil, err
		}
		own["examples.yaml"] = &fstest.MapFile{Data: []byte("examples: []\n")} // those are of the first
	}
	for _, c := range changes[version] {
		if err := change(c[0], c[1], c[2]); err != nil {
			return nil, err
		}
	}
	return policy.Load(fiction.Overlay{FS: files, Own: own})
}
