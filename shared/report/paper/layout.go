package paper

import (
	"strings"

	"github.com/rivo/uniseg"
)

// cell is a row's cell of a column; an empty one where the row is too short.
func (r Row) cell(column int) Value {
	if column < len(r.Cells) {
		return r.Cells[column]
	}
	return Value{}
}

// full is a column's title with that of its group.
func (c Column) full(colon string) string {
	if c.Group == "" {
		return c.Title
	}
	return c.Group + colon + c.Title
}

// all are the rows with the total.
func (t *Table) all() []Row {
	if t.Total == nil {
		return t.Rows
	}
	return append(t.Rows[:len(t.Rows):len(t.Rows)], *t.Total)
}

// numeric tells whether a column holds numbers, and so stands at its right edge.
func (t *Table) numeric(column int) bool {
	numbers := false
	for _, r := range t.all() {
		switch v := r.cell(column); {
		case v.Numeric():
			numbers = true
		case v.kind != Nothing:
			return false
		}
	}
	return numbers
}

// measured are the rows by which the width of a column is judged: the first
// ones of a long table.
const measured = 500

// The widths that a column is given at most, in narrow characters; a Chinese
// character is two.
const (
	widest     = 28
	widestWide = 50
)

// width is that of a column in narrow characters.
func (p *Paper) width(t *Table, column int) int {
	c := t.Columns[column]
	width := wide(c.Title)
	for _, r := range t.Rows[:min(len(t.Rows), measured)] {
		width = max(width, wide(p.Say(r.cell(column)))+2*r.indent(t, column))
	}
	if t.Total != nil {
		width = max(width, wide(p.Say(t.Total.cell(column))))
	}
	if c.Wide {
		return min(width, widestWide)
	}
	return min(width, widest)
}

// indent is how far a cell is moved in: the first shown one of a tree's row.
func (r Row) indent(t *Table, column int) int {
	for i := range column {
		if !t.Columns[i].Hidden {
			return 0
		}
	}
	if t.Columns[column].Hidden {
		return 0
	}
	return max(r.Depth, 0)
}

// wide is the width of a text's widest line in narrow characters.
func wide(text string) int {
	width := 0
	for line := range strings.Lines(text) {
		width = max(width, uniseg.StringWidth(line))
	}
	return width
}

// against lists what the headline is compared with.
func (p *Paper) against() []string {
	var names []string
	seen := map[string]bool{}
	for _, h := range p.Headline {
		for _, c := range h.Changes {
			if !seen[c.Against] {
				seen[c.Against] = true
				names = append(names, c.Against)
			}
		}
	}
	return names
}

// headlines is the headline as a table: a figure a row, with its changes.
func (p *Paper) headlines() *Table {
	against := p.against()
	t := &Table{Columns: []Column{{Key: "name", Title: p.word("figure")}, {Key: "value", Title: p.word("value")}, {Key: "note", Title: p.word("madeOf"), Wide: true}}}
	for _, name := range against {
		t.Columns = append(t.Columns, Column{Key: name, Title: name})
	}
	for _, h := range p.Headline {
		cells := []Value{Text(h.Name), h.Value.Toned(h.Tone), Text(h.Note)}
		for _, name := range against {
			cells = append(cells, h.change(name))
		}
		t.Rows = append(t.Rows, Row{Cells: cells})
	}
	return t
}

// change is what a figure has become against an earlier period; an empty cell
// where it is not compared with that one.
func (h Headline) change(against string) Value {
	for _, c := range h.Changes {
		if c.Against == against {
			return c.Value.Toned(c.Tone)
		}
	}
	return Value{}
}

// meanings are the definitions as a table.
func (p *Paper) meanings() *Table {
	t := &Table{Columns: []Column{
		{Key: "name", Title: p.word("figure")}, {Key: "symbol", Title: p.word("symbol")},
		{Key: "formula", Title: p.word("formula"), Wide: true}, {Key: "source", Title: p.word("source"), Wide: true},
	}}
	for _, d := range p.Definitions {
		t.Rows = append(t.Rows, Row{Cells: []Value{Text(d.Name), Text(d.Symbol), Text(d.Formula), Text(d.Source)}})
	}
	return t
}

// drawn is what a chart shows: a row for each category, a column for each series.
func (p *Paper) drawn(c *Chart) *Table {
	t := &Table{Columns: []Column{{Key: "category", Title: p.word("category")}}}
	for _, s := range c.Series {
		t.Columns = append(t.Columns, Column{Key: s.Name, Title: s.Name})
	}
	for i, category := range c.Categories {
		cells := []Value{Text(category)}
		for _, s := range c.Series {
			cells = append(cells, s.value(i))
		}
		t.Rows = append(t.Rows, Row{Cells: cells})
	}
	return t
}

// value is that of a category; an empty one where the series is too short.
func (s Series) value(category int) Value {
	if category < len(s.Values) {
		return s.Values[category]
	}
	return Value{}
}
