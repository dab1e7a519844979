package main

import (
	"cmp"
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// summary is what really happened, as the API tells it.
type summary struct {
	cases      int
	complaints int
	outcomes   map[string]int
	standing   map[complaint.ClockState]int
	missed     map[string]int // by clock
	notices    map[string]int // by kind
	supervised int
	released   int
	teams      map[string]*record // by team; by unit where nobody has accepted
	open       int
	overdue    []due // of open cases, longest first
	coming     []due // earliest first
	demo       *demo
}

// record is how a team kept the time limits that are its own to keep.
type record struct {
	team, unit   string
	kept, missed int
}

// due is a deadline of an open case.
type due struct {
	at               time.Time
	clock, reference string
}

// unitClocks are the limits that a unit keeps; dispatch and callback are the centre's.
var unitClocks = []string{"contact", "return", "answer", "legal", "rework"}

// few is the number of deadlines below which a team is not ranked.
const few = 5

// sum asks the API for all cases and notices, and counts.
func (d *demo) sum(ctx context.Context) (*summary, error) {
	s := &summary{
		outcomes: map[string]int{}, standing: map[complaint.ClockState]int{}, missed: map[string]int{},
		notices: map[string]int{}, teams: map[string]*record{}, demo: d,
	}
	for cursor := "-"; cursor != ""; {
		var page struct {
			Cases  []web.CaseView
			Cursor string
		}
		path := "/v1/cases?limit=200&cursor=" + url.QueryEscape(strings.TrimPrefix(cursor, "-"))
		if err := d.staff.call(ctx, call{path: path, as: "dev:supervisor:*", out: &page}); err != nil {
			return nil, err
		}
		for i := range page.Cases {
			s.add(&page.Cases[i])
		}
		cursor = page.Cursor
	}
	var list struct{ Notices []struct{ Kind string } }
	if err := d.staff.call(ctx, call{path: "/local/notices", out: &list}); err != nil {
		return nil, err
	}
	for _, n := range list.Notices {
		s.notices[n.Kind]++
	}
	return s, nil
}

// add counts a case.
func (s *summary) add(c *web.CaseView) {
	s.cases++
	if c.Kind == "complaint" {
		s.complaints++
	}
	if c.Status.Open() {
		s.open++
	} else {
		s.outcomes[string(c.Outcome)]++
	}
	if c.Watch != nil {
		s.supervised++
		if !c.Watch.ReleasedAt.IsZero() {
			s.released++
		}
	}
	for i := range c.Clocks {
		s.clock(c, &c.Clocks[i])
	}
}

// clock counts a deadline.
func (s *summary) clock(c *web.CaseView, k *web.ClockView) {
	s.standing[k.State]++
	if k.State == complaint.Missed {
		s.missed[k.Name]++
	}
	unended := due{k.DueAt, k.Name, c.Reference}
	switch {
	case !c.Status.Open() || !k.EndedAt.IsZero():
	case k.State == complaint.Missed:
		s.overdue = append(s.overdue, unended)
	case k.State == complaint.Running:
		s.coming = append(s.coming, unended)
	}
	if !slices.Contains(unitClocks, k.Name) {
		return
	}
	who := c.Handler + "/" + c.Unit
	if s.teams[who] == nil {
		s.teams[who] = &record{team: c.Handler, unit: c.Unit}
	}
	switch k.State {
	case complaint.Met:
		s.teams[who].kept++
	case complaint.Missed:
		s.teams[who].missed++
	}
}

// ranking orders the teams, the worst first.
func (s *summary) ranking() []*record {
	list := slices.Collect(maps.Values(s.teams))
	list = slices.DeleteFunc(list, func(r *record) bool { return r.kept+r.missed < few })
	share := func(r *record) float64 { return float64(r.missed) / float64(r.kept+r.missed) }
	slices.SortFunc(list, func(a, b *record) int {
		return cmp.Or(cmp.Compare(share(b), share(a)), cmp.Compare(b.missed, a.missed), cmp.Compare(a.kept, b.kept),
			cmp.Compare(a.team, b.team), cmp.Compare(a.unit, b.unit))
	})
	return list
}
