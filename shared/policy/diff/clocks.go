package diff

import (
	"strconv"
	"strings"

	"github.com/redress/redress/shared/policy"
)

func clockItems(p *policy.Policy) []item {
	var list []item
	for _, c := range p.Clocks {
		it := item{name: c.Name, fields: []field{
			{"target", c.Target.String()}, {"unset", c.Unset}, {"after", c.After}, {"title", both(c.Title)},
			{"quiet", yes(c.Quiet)}, {"promised", yes(c.Promised)}, {"pausable", yes(c.Pausable)}, {"pauseCap", c.PauseCap.String()}, {"holder", c.Holder},
		}}
		for _, v := range c.Variants {
			it.add("variant "+condition(v), v.Target.String()+" ("+both(v.Source)+")")
		}
		for _, w := range c.Warnings {
			it.add("warning "+w.Point.String(), told(w.Levels, w.AnyTime, ""))
		}
		it.add("breach", told(c.Breach.Levels, false, c.Breach.Supervision))
		for i, r := range c.Ladder {
			it.add("rung "+strconv.Itoa(i+1), rung(r))
		}
		it.add("valid", c.Valid.String())
		it.add("source", both(c.Source))
		list = append(list, it)
	}
	return list
}

func (it *item) add(name, value string) { it.fields = append(it.fields, field{name, value}) }

// condition writes for which matters a variant is.
func condition(v policy.Variant) string {
	parts := []string{when(v.When)}
	if parts[0] == "" {
		parts = nil
	}
	if valid := v.Valid.String(); valid != "" {
		parts = append(parts, "received "+valid)
	}
	return strings.Join(parts, ", ")
}

// when writes a condition on matters; "" for none.
func when(w policy.When) string {
	var parts []string
	for _, c := range []struct {
		name string
		list []string
	}{
		{"kinds", w.Kinds}, {"classes", w.Classes}, {"grades", w.Grades}, {"urgencies", w.Urgencies},
		{"regions", w.Regions}, {"areas", w.Areas},
	} {
		if len(c.list) > 0 {
			parts = append(parts, c.name+" "+strings.Join(c.list, " "))
		}
	}
	return strings.Join(parts, ", ")
}

// told writes who is told.
func told(levels []string, anyTime bool, supervision string) string {
	s := strings.Join(levels, " ")
	if anyTime {
		s += ", at any time"
	}
	if supervision != "" {
		s += ", supervision by " + supervision
	}
	return s
}

func rung(r policy.Rung) string {
	s := "after " + r.After.String() + " " + told(r.Levels, r.AnyTime, r.Supervision)
	if r.Every.Moves() {
		s += ", every " + r.Every.String()
		if r.Times > 0 {
			s += ", " + strconv.Itoa(r.Times) + " times in all"
		}
	}
	return s
}

// both writes a text in every language.
func both(t policy.Text) string {
	if t.In("en") == t.In("zh") {
		return t.In("en")
	}
	return t.In("en") + " / " + t.In("zh")
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}
