// Package list is a source of outages that are listed in a file: a stand-in for the
// company's own, for one process.
//
//	outages:
//	  - id: P-7                                # what cases of the same outage are told by
//	    planned: true
//	    since: 2026-03-10T08:00:00+08:00
//	    until: 2026-03-10T17:30:00+08:00       # then it is over; may be missing
//	    cause: 检修                            # for the company's own eyes; may be missing
//	    region: demo
//	    transformerArea: 李村2号台区           # may be missing, as may feeder: then all of the region is out
//
// The file may be JSON too, which is YAML. It is read each time that something is
// asked, so that it can be edited meanwhile.
package list

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
	"unicode"

	"github.com/goccy/go-yaml"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/outage"
)

// List is an [outage.Source].
type List struct{ path string }

// New makes a source of a file. It fails when the file cannot be read now.
func New(path string) (List, error) {
	l := List{path}
	_, err := l.read()
	return l, err
}

// entry is an outage in the file, with where it is.
type entry struct {
	ID              string    `yaml:"id"`
	Planned         bool      `yaml:"planned"`
	Since           time.Time `yaml:"since"`
	Until           time.Time `yaml:"until"`
	Cause           string    `yaml:"cause"`
	Region          string    `yaml:"region"`
	TransformerArea string    `yaml:"transformerArea"`
	Feeder          string    `yaml:"feeder"`
}

func (l List) read() ([]entry, error) {
	text, err := os.ReadFile(l.path)
	if err != nil {
		return nil, fmt.Errorf("outages: %w", err)
	}
	var doc struct {
		Outages []entry `yaml:"outages"`
	}
	if err := yaml.UnmarshalWithOptions(text, &doc, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("outages in %s: %w", l.path, err)
	}
	for i, e := range doc.Outages {
		if e.ID == "" || e.Region == "" || e.Since.IsZero() {
			return nil, fmt.Errorf("outages in %s: number %d needs id, region and since", l.path, i+1)
		}
	}
	return doc.Outages, nil
}

// Known implements [outage.Source]: the first outage of the file that is there then.
func (l List) Known(ctx context.Context, p outage.Place, at time.Time) (*complaint.Outage, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	list, err := l.read()
	if err != nil {
		return nil, errors.New("the file of outages cannot be read any more") // it may say more than a log may hold
	}
	for _, e := range list {
		if e.covers(p) && !at.Before(e.Since) && (e.Until.IsZero() || at.Before(e.Until)) {
			return &complaint.Outage{ID: e.ID, Planned: e.Planned, Since: e.Since, Until: e.Until, Cause: e.Cause}, nil
		}
	}
	return nil, nil
}

// covers tells whether a place lies in an outage: it has every name that the
// outage has.
func (e entry) covers(p outage.Place) bool {
	has := func(name, place string) bool { return name == "" || bare(name) == bare(place) }
	return has(e.Region, p.Region) && has(e.TransformerArea, p.TransformerArea) && has(e.Feeder, p.Feeder)
}

// bare makes names comparable: lower case, without spaces.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}
