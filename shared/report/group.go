package report

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/policy"
)

// Dimension is by what orders are put into groups. An order is in as many
// groups as it has codes: in those of its unit and of every unit above it.
type Dimension struct {
	key   string
	codes func(o *order, codes []string) []string
}

// Dimensions. The code of what an order does not have is "".
var (
	// ByUnit has the units of the order. Deadlines that others had to keep are
	// counted with these, see [Tally.divide].
	ByUnit = Dimension{"unit", func(o *order, codes []string) []string {
		if !o.own {
			return codes
		}
		return append(codes, upwards(o.spec.Policy, o.Unit, o.spec.Filter.Unit)...)
	}}
	// ByClass has the class, its group and its main class: 04.03.01, 04.03, 04.
	ByClass = Dimension{"class", func(o *order, codes []string) []string {
		for code := o.Class; code != ""; code = codeAbove(code) {
			codes = append(codes, code)
		}
		if o.Class == "" {
			codes = append(codes, "")
		}
		return codes
	}}
	ByArea      = single("area", func(o *order) string { return o.Site.Area })
	ByRegion    = single("region", func(o *order) string { return o.Site.Region })
	ByChannel   = single("channel", func(o *order) string { return o.Channel })
	ByGrade     = single("grade", func(o *order) string { return o.Grade })
	ByKind      = single("kind", func(o *order) string { return o.Kind })
	BySpecialty = single("specialty", func(o *order) string { return specialtyOf(o.spec.Policy, o.Class) })
	// ByMonth is the office's month of receipt: 2026-03.
	ByMonth = single("month", func(o *order) string { return o.ReceivedAt.In(o.spec.zone()).Format(monthCode) })
)

// upwards is a unit and every unit above it, up to the scope.
func upwards(p *policy.Policy, unit, scope string) []string {
	codes := []string{unit}
	for u, ok := p.Unit(unit); ok && u.ID != scope && u.Parent != ""; u, ok = p.Unit(u.Parent) {
		codes = append(codes, u.Parent)
	}
	return codes
}

const monthCode = "2006-01"

func single(key string, code func(*order) string) Dimension {
	return Dimension{key, func(o *order, codes []string) []string { return append(codes, code(o)) }}
}

// Across is both dimensions at once; see [Pair] for its codes.
func Across(a, b Dimension) Dimension {
	return Dimension{a.key + "×" + b.key, func(o *order, codes []string) []string {
		for _, x := range a.codes(o, nil) {
			for _, y := range b.codes(o, nil) {
				codes = append(codes, Pair(x, y))
			}
		}
		return codes
	}}
}

// Pair is the code of a group of two dimensions.
func Pair(a, b string) string { return a + "\x00" + b }

// codeAbove is the code of the class above; "" above a main class.
func codeAbove(code string) string {
	i := strings.LastIndexByte(code, '.')
	return code[:max(i, 0)]
}

// specialtyOf is the large business class (专业) that a class belongs to: by
// the longest of its codes that a specialty names; "" for none.
func specialtyOf(p *policy.Policy, class string) string {
	for code := class; code != ""; code = codeAbove(code) {
		for _, s := range p.Reports.Specialties {
			for _, c := range s.Classes {
				if c == code {
					return s.Code
				}
			}
		}
	}
	return ""
}

// Tally is the figures of a period, in all and by group.
type Tally struct {
	Spec   Spec
	Total  *Figures
	groups map[string]map[string]*Figures // by Dimension and code
}

// Count counts the orders of a spec, in all and by group. It fails with Invalid
// when the spec makes no sense, and with what the source fails with.
func Count(ctx context.Context, src Source, spec Spec, by ...Dimension) (*Tally, error) {
	if err := spec.check(); err != nil {
		return nil, err
	}
	return tally(ctx, src, spec, by, nil)
}

// Codes are the groups of a dimension that have orders, in order.
func (t *Tally) Codes(d Dimension) []string { return slices.Sorted(maps.Keys(t.groups[d.key])) }

// tally counts the orders of a spec. Each is shown to watch afterwards, which may be nil.
func tally(ctx context.Context, src Source, spec Spec, by []Dimension, watch func(*order) error) (*Tally, error) {
	t := &Tally{Spec: spec, Total: newFigures(), groups: map[string]map[string]*Figures{}}
	for _, d := range by {
		t.groups[d.key] = map[string]*Figures{}
	}
	var m marks
	var codes []string
	err := newScan(spec).all(ctx, src, func(o *order) error {
		m.of(o)
		t.Total.add(&m)
		for _, d := range by {
			if d.key == ByUnit.key && o.divided() {
				t.divide(o)
				continue
			}
			codes = d.codes(o, codes[:0])
			for _, code := range codes {
				t.group(d, code).add(&m)
			}
		}
		if watch == nil {
			return nil
		}
		return watch(o)
	})
	t.give()
	return t, err
}

// divide counts an order in the groups of units when several had to keep its
// deadlines: each has those that were its own, and the order itself where it is.
func (t *Tally) divide(o *order) {
	codes := ByUnit.codes(o, nil)
	for _, d := range o.deadlines {
		codes = append(codes, upwards(o.spec.Policy, d.unit, o.spec.Filter.Unit)...)
	}
	slices.Sort(codes)
	var m marks
	for _, code := range slices.Compact(codes) {
		m.of(o.through(code))
		t.group(ByUnit, code).add(&m)
	}
}

// group finds the figures of a group, and makes it when there is none.
func (t *Tally) group(d Dimension, code string) *Figures {
	f, ok := t.groups[d.key][code]
	if !ok {
		f = newFigures()
		t.groups[d.key][code] = f
	}
	return f
}

// Of gives the figures of a group; empty ones when it has no orders.
func (t *Tally) Of(d Dimension, code string) *Figures {
	if f, ok := t.groups[d.key][code]; ok {
		return f
	}
	f := newFigures()
	t.gift(f, d, code)
	return f
}

// give adds what the policy gives to the total and to the units.
func (t *Tally) give() {
	p, scope := t.Spec.Policy, t.Spec.Filter.Unit
	t.gift(t.Total, ByUnit, scope)
	if scope == "" {
		year := t.year()
		for _, u := range p.Units {
			if u.Parent == "" {
				t.Total.customers += stated(p, u.ID, p.Reports.Customers)
				t.Total.target += stated(p, u.ID, p.Reports.Targets[year])
			}
		}
	}
	for code, f := range t.groups[ByUnit.key] {
		t.gift(f, ByUnit, code)
	}
}

// gift sets how far the year has gone, and of a unit its customers and target.
func (t *Tally) gift(f *Figures, d Dimension, code string) {
	f.daysGone, f.daysInYear = t.days()
	if d.key == ByUnit.key && code != "" {
		p := t.Spec.Policy
		f.customers, f.target = stated(p, code, p.Reports.Customers), stated(p, code, p.Reports.Targets[t.year()])
	}
}

// stated is a number that the policy states for a unit, else those of the
// units below it together.
func stated(p *policy.Policy, unit string, numbers map[string]int) int64 {
	if n, ok := numbers[unit]; ok {
		return int64(n)
	}
	sum := int64(0)
	for _, u := range p.Units {
		if u.Parent == unit {
			sum += stated(p, u.ID, numbers)
		}
	}
	return sum
}

// year is the one in which the period ends, in office time.
func (t *Tally) year() int { return t.Spec.To.Add(-time.Second).In(t.Spec.zone()).Year() }

// days are those of the year up to as-of or the end of the period, whichever
// comes first, and those of the whole year.
func (t *Tally) days() (gone, all int64) {
	zone := t.Spec.zone()
	first := time.Date(t.year(), 1, 1, 0, 0, 0, 0, zone)
	last := first.AddDate(1, 0, 0)
	until := t.Spec.To
	if t.Spec.AsOf.Before(until) {
		until = t.Spec.AsOf
	}
	return max(days(first, until), 0), days(first, last)
}

// days counts the calendar days from one midnight up to an instant; a begun day counts.
func days(from, to time.Time) int64 {
	n := int64(0)
	for day := from; day.Before(to); day = day.AddDate(0, 0, 1) {
		n++
	}
	return n
}
