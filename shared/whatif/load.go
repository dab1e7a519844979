package whatif

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
)

// side is one of the two.
type side int

const (
	own side = iota
	draft
)

// of is the count of a side.
func (p *Pair) of(s side) *int {
	if s == own {
		return &p.Own
	}
	return &p.Draft
}

// hour is an hour of a unit's week.
type hour struct {
	unit          string
	weekday, hour int
}

// hour finds the hour of a unit's week that an instant falls into.
func (t *tally) hour(unit string, at complaint.Instant) *Load {
	local := at.In(t.spec.Draft.Zone())
	key := hour{unit, int(local.Weekday()+6)%7 + 1, local.Hour()}
	l, ok := t.load[key]
	if !ok {
		l = &Load{Unit: key.unit, Weekday: key.weekday, Hour: key.hour}
		t.load[key] = l
	}
	return l
}

// telling is a level that is told of a kind of thing.
type telling struct{ kind, level string }

// alarm is a notice that many cases promise and that is sent once: on each side
// the first, without an id where nobody promises it.
type alarm [2]complaint.Notice

// hear adds the notices of one side of a case. Those that are not of the case
// alone are kept until all cases are known.
func (t *tally) hear(r *complaint.Rerun, s side) {
	for _, n := range r.Notices {
		if strings.HasPrefix(n.ID, r.Case.Reference+"/") {
			t.tell(n, s)
			continue
		}
		a, ok := t.common[n.ID]
		if !ok {
			a = new(alarm)
			t.common[n.ID] = a
		}
		if first := &a[s]; first.ID == "" || cmp.Or(n.At.Compare(first.At), strings.Compare(n.Reference, first.Reference)) < 0 {
			*first = n
		}
	}
}

// shared adds the notices that were kept.
func (t *tally) shared() {
	for _, a := range t.common {
		for s, n := range a {
			if n.ID != "" {
				t.tell(n, side(s))
			}
		}
	}
}

// tell adds a notice.
func (t *tally) tell(n complaint.Notice, s side) {
	*t.hour(n.Unit, n.At).Notices.of(s)++
	k, ok := t.notices[n.Kind]
	if !ok {
		k = &Telling{Kind: n.Kind}
		t.notices[n.Kind] = k
	}
	*k.of(s)++
	for _, level := range n.Levels {
		key := telling{n.Kind, level}
		l, ok := t.levels[key]
		if !ok {
			l = &Level{Level: level}
			t.levels[key] = l
		}
		*l.of(s)++
	}
}

// closeNotices lists kinds by the alphabet, and their levels from the handler up.
func (t *tally) closeNotices() []Telling {
	list := []Telling{}
	for _, kind := range slices.Sorted(maps.Keys(t.notices)) {
		k := *t.notices[kind]
		k.Levels = []Level{}
		for key, l := range t.levels {
			if key.kind == kind {
				k.Levels = append(k.Levels, *l)
			}
		}
		slices.SortFunc(k.Levels, func(a, b Level) int {
			return cmp.Or(-cmp.Compare(first(a), first(b)), strings.Compare(a.Level, b.Level))
		})
		list = append(list, k)
	}
	return list
}

// first puts the handler and the centre before the levels of the ladder.
func first(l Level) int { return slices.Index([]string{"centre", "handler"}, l.Level) }

// closeLoad lists the hours of the units in the draft's order, then of those
// that it does not know, then of cases without a unit.
func (t *tally) closeLoad() []Load {
	place := map[string]int{"": len(t.spec.Draft.Units) + 1}
	for i, u := range t.spec.Draft.Units {
		place[u.ID] = i
	}
	list := []Load{}
	for _, l := range t.load {
		u, ok := t.spec.Draft.Unit(l.Unit)
		l.Name = u.Name.In(t.spec.Language)
		if !ok {
			l.Name = l.Unit
			if l.Unit != "" {
				place[l.Unit] = len(t.spec.Draft.Units)
			}
		}
		list = append(list, *l)
	}
	slices.SortFunc(list, func(a, b Load) int {
		return cmp.Or(cmp.Compare(place[a.Unit], place[b.Unit]), strings.Compare(a.Unit, b.Unit),
			cmp.Compare(a.Weekday, b.Weekday), cmp.Compare(a.Hour, b.Hour))
	})
	return list
}
