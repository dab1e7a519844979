// Package diff says what changed between two policy packs, in the field's terms rather than in
// those of files and lines: clocks, kinds, units, calendars, texts, and what the changes do to a
// complaint.
//
// Vocabulary. A change is one field of one thing: the target of clock answer, the hours of a date.
// An effect is a due instant that comes out differently under the two packs, for a sample receipt
// or for an example that one of the packs brings with it.
//
// Comparing is a pure function of two policies and an instant; the order of what comes out is that
// of the packs. The package reads no files and writes none.
package diff

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/policy"
)

// Diff is everything that differs between two packs.
type Diff struct {
	A string `json:"a"` // "state-grid@2026.1"
	B string `json:"b"`
	// Same: nothing differs.
	Same bool `json:"same"`
	// Changes are in the order of [Parts], then of the packs.
	Changes []Change `json:"changes"`
	// Received is the sample receipt.
	Received time.Time `json:"received"`
	// Effects are those on a matter received then, and started then for clocks that start later.
	Effects []Effect `json:"effects"`
	// Examples are those of A, and then those of B that A has not, under both packs.
	Examples []Effect `json:"examples"`
}

// Parts are what changes are about, in their order.
var Parts = []string{"pack", "calendar", "clock", "kind", "scene", "unit", "route", "duty", "tell", "class", "triage", "audit", "report", "text"}

// Change is one difference. A thing that one pack lacks has no Field, and From or To is empty.
type Change struct {
	Part  string `json:"part"`
	Item  string `json:"item,omitempty"`  // "answer", "enquiry", "2026-10-01/2026-10-07"
	Field string `json:"field,omitempty"` // "target"
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
}

// Effect is an outcome that differs.
type Effect struct {
	Of   string `json:"of"`             // "answer", or an example's name
	Kind string `json:"kind,omitempty"` // of the sample matter
	// From and To are due instants in each pack's own office time, with the limit that decided.
	From string `json:"from"`
	To   string `json:"to"`
}

// Of compares two packs. Dates are compared as far as either calendar is published, and around the
// sample receipt when both are for ever.
func Of(a, b *policy.Policy, received time.Time) Diff {
	d := Diff{A: a.ID(), B: b.ID(), Received: received, Changes: []Change{}, Effects: []Effect{}, Examples: []Effect{}}
	for _, part := range []struct {
		name  string
		items func(*policy.Policy) []item
	}{
		{"pack", packItems}, {"calendar", calendarItems}, {"clock", clockItems}, {"kind", kindItems}, {"scene", sceneItems},
		{"unit", unitItems}, {"route", routeItems}, {"duty", dutyItems}, {"tell", tellItems}, {"class", classItems}, {"triage", triageItems}, {"audit", auditItems}, {"report", reportItems}, {"text", textItems},
	} {
		d.Changes = append(d.Changes, compare(part.name, part.items(a), part.items(b))...)
		if part.name == "calendar" {
			d.Changes = append(d.Changes, dates(a.Calendar, b.Calendar, received)...)
		}
	}
	d.Effects = append(d.Effects, effects(a, b, received)...)
	d.Examples = append(d.Examples, examples(a, b)...)
	d.Same = len(d.Changes)+len(d.Effects)+len(d.Examples) == 0
	return d
}

// item is a thing with its fields, to be compared with the one of the same name.
type item struct {
	name   string
	fields []field // the first says it shortly
}

type field struct{ name, value string }

// compare lists the changes from one list of items to another: of those in both, field by field;
// then those added.
func compare(part string, a, b []item) []Change {
	var list []Change
	for _, from := range a {
		to, ok := find(b, from.name)
		if !ok {
			list = append(list, Change{Part: part, Item: from.name, From: from.short()})
			continue
		}
		list = append(list, from.changes(part, to)...)
	}
	for _, to := range b {
		if _, ok := find(a, to.name); !ok {
			list = append(list, Change{Part: part, Item: to.name, To: to.short()})
		}
	}
	return list
}

func find(list []item, name string) (item, bool) {
	i := slices.IndexFunc(list, func(it item) bool { return it.name == name })
	if i < 0 {
		return item{}, false
	}
	return list[i], true
}

// short is a word for the whole thing; never empty.
func (it item) short() string {
	for _, f := range it.fields {
		if f.value != "" {
			return f.value
		}
	}
	return it.name
}

func (it item) value(name string) string {
	i := slices.IndexFunc(it.fields, func(f field) bool { return f.name == name })
	if i < 0 {
		return ""
	}
	return it.fields[i].value
}

// changes compares two items of one name; fields that only the later one has come last.
func (it item) changes(part string, to item) []Change {
	var list []Change
	note := func(name string) {
		if x, y := it.value(name), to.value(name); x != y {
			list = append(list, Change{part, it.name, name, x, y})
		}
	}
	for _, f := range it.fields {
		note(f.name)
	}
	for _, f := range to.fields {
		if !slices.ContainsFunc(it.fields, func(had field) bool { return had.name == f.name }) {
			note(f.name)
		}
	}
	return list
}
