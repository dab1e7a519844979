package paper

import (
	"io"
	"time"
)

// writeJSON writes the paper for machines: counts as numbers, quotients as
// digits with two decimals or [NoData], spans in whole seconds, instants in
// UTC by RFC 3339, lines as their data, empty cells as null. Tables, charts,
// facts and prose are found by the key of their part.
func writeJSON(w io.Writer, p *Paper) error {
	o := newOrdered(w)
	o.object("", func() {
		p.jsonHead(o)
		o.list("headline", func() {
			for _, h := range p.Headline {
				o.object("", func() { jsonHeadline(o, h) })
			}
		})
		o.list("parts", func() {
			for _, part := range p.Parts {
				o.object("", func() {
					o.value("key", part.Key)
					o.value("title", part.Title)
					o.value("note", part.Note)
				})
			}
		})
		p.jsonParts(o)
		o.list("definitions", func() {
			for _, d := range p.Definitions {
				o.value("", d)
			}
		})
	})
	return o.close()
}

func (p *Paper) jsonHead(o *ordered) {
	o.value("kind", p.Kind)
	o.value("title", p.Title)
	o.value("language", p.Language)
	o.value("policy", p.Policy)
	o.value("timeZone", p.zone().String())
	o.value("from", p.From)
	o.value("to", p.To)
	o.value("asOf", p.AsOf.UTC().Format(time.RFC3339))
	o.value("unit", p.Unit)
	o.value("scope", p.Scope)
	o.value("reference", p.Reference)
	jsonFacts(o, "filter", p.Filter)
}

func jsonHeadline(o *ordered, h Headline) {
	o.value("key", h.Key)
	o.value("name", h.Name)
	o.value("value", datum(h.Value))
	o.value("note", h.Note)
	o.value("tone", h.Tone)
	o.list("changes", func() {
		for _, c := range h.Changes {
			o.object("", func() {
				o.value("against", c.Against)
				o.value("value", datum(c.Value))
				o.value("direction", c.Direction)
			})
		}
	})
}

// jsonParts writes the parts by what they hold, each under its part's key.
func (p *Paper) jsonParts(o *ordered) {
	by := func(kind string, has func(Part) bool, write func(Part)) {
		o.object(kind, func() {
			for _, part := range p.Parts {
				if has(part) {
					write(part)
				}
			}
		})
	}
	by("tables", func(part Part) bool { return part.Table != nil }, func(part Part) {
		o.object(part.Key, func() { jsonTable(o, part.Title, part.Table) })
	})
	by("facts", func(part Part) bool { return len(part.Facts) > 0 }, func(part Part) { jsonFacts(o, part.Key, part.Facts) })
	by("prose", func(part Part) bool { return len(part.Prose) > 0 }, func(part Part) { o.value(part.Key, part.Prose) })
	by("charts", func(part Part) bool { return part.Chart != nil }, func(part Part) {
		o.object(part.Key, func() { jsonChart(o, part.Chart) })
	})
}

func jsonFacts(o *ordered, key string, facts []Fact) {
	o.list(key, func() {
		for _, f := range facts {
			o.object("", func() {
				o.value("key", f.Key)
				o.value("name", f.Name)
				o.value("value", datum(f.Value))
			})
		}
	})
}

func jsonTable(o *ordered, title string, t *Table) {
	o.value("title", title)
	o.list("columns", func() {
		for _, c := range t.Columns {
			o.object("", func() {
				o.value("key", c.Key)
				o.value("title", c.full(": "))
			})
		}
	})
	row := func(key string, r Row) {
		o.object(key, func() {
			for i, c := range t.Columns {
				o.value(c.Key, datum(r.cell(i)))
			}
		})
	}
	o.list("rows", func() {
		for _, r := range t.Rows {
			row("", r)
		}
	})
	if t.Total != nil {
		row("total", *t.Total)
	}
}

func jsonChart(o *ordered, c *Chart) {
	o.value("form", c.Form)
	o.value("percent", c.Percent)
	o.list("categories", func() {
		for _, name := range c.Categories {
			o.value("", name)
		}
	})
	o.list("series", func() {
		for _, s := range c.Series {
			o.object("", func() {
				o.value("name", s.Name)
				o.list("values", func() {
					for _, v := range s.Values {
						o.value("", datum(v))
					}
				})
			})
		}
	})
}

// datum is a value as machines read it.
func datum(v Value) any {
	switch v.kind {
	case IsText, IsReference:
		return v.text
	case IsCount, IsDelta, IsSpan:
		return v.n
	case IsRate, IsGrowth, IsPoints, IsDecimal:
		return v.Number()
	case IsInstant:
		return v.at.UTC().Format(time.RFC3339)
	case IsLines:
		return v.data
	}
	return nil
}
