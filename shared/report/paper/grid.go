package paper

import "strings"

// Grid lays a table out for the page.
func (v view) Grid(t *Table) grid {
	g := grid{Empty: v.empty(t), Broad: v.breadth(t) > portrait}
	var shown []int
	for i, c := range t.Columns {
		if !c.Hidden {
			shown = append(shown, i)
			g.Columns = append(g.Columns, gridColumn{Title: c.Title, Group: c.Group, Numeric: t.numeric(i), Wide: c.Wide})
		}
	}
	g.group()
	for _, r := range t.Rows[:min(len(t.Rows), shownRows)] {
		g.Rows = append(g.Rows, v.gridRow(g, r, shown))
	}
	if t.Total != nil {
		total := v.gridRow(g, *t.Total, shown)
		g.Total = &total
	}
	if left := len(t.Rows) - len(g.Rows); left > 0 {
		g.Rest = v.rest(left)
	}
	return g
}

// grid is a table's shown columns and rows.
type grid struct {
	Columns []gridColumn
	Groups  []gridGroup // headings over the columns; none when no column has a group
	Rows    []gridRow
	Total   *gridRow
	Empty   string // said in place of no rows
	Rest    string // how many rows are left out
	Broad   bool   // too wide for upright paper
}

type gridColumn struct {
	Title, Group  string
	Numeric, Wide bool
	First         bool // of a group
}

// Class is how a column looks, in the words of the page's style.
func (c gridColumn) Class() string {
	var classes []string
	for _, class := range []struct {
		name string
		is   bool
	}{{"n", c.Numeric}, {"wide", c.Wide}, {"first", c.First}} {
		if class.is {
			classes = append(classes, class.name)
		}
	}
	return strings.Join(classes, " ")
}

// Class is how a cell looks: as its column, and by what it says.
func (c gridCell) Class() string {
	classes := c.Column.Class()
	if c.Stamp != "" {
		classes += " when"
	}
	if c.Tone != Plain {
		classes += " " + string(c.Tone)
	}
	return strings.TrimSpace(classes)
}

// gridGroup is a heading over Span columns; one without a title is the column's own.
type gridGroup struct {
	Title  string
	Span   int
	Column gridColumn
}

type gridRow struct {
	Depth int
	Cells []gridCell
}

type gridCell struct {
	cell
	Column gridColumn
}

// group finds the neighbouring columns of the same group.
func (g *grid) group() {
	any := false
	for i := range g.Columns {
		c := &g.Columns[i]
		last := len(g.Groups) - 1
		if c.Group != "" && last >= 0 && g.Groups[last].Title == c.Group {
			g.Groups[last].Span++
			continue
		}
		any = any || c.Group != ""
		c.First = c.Group != "" || last >= 0 && g.Groups[last].Title != ""
		g.Groups = append(g.Groups, gridGroup{Title: c.Group, Span: 1, Column: *c})
	}
	if !any {
		g.Groups = nil
	}
}

func (v view) gridRow(g grid, r Row, shown []int) gridRow {
	row := gridRow{Depth: max(r.Depth, 0)}
	for i, column := range shown {
		row.Cells = append(row.Cells, gridCell{cell: v.Cell(r.cell(column)), Column: g.Columns[i]})
	}
	return row
}
