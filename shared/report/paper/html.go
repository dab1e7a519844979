package paper

import (
	_ "embed" // the page
	"html/template"
	"io"
	"net/url"
	"time"
)

//go:embed page.gohtml
var page string

// pages holds the page's template; it is the project's own text.
var pages = template.Must(template.New("page").Parse(page))

// cases is where a case is read, under its reference.
const cases = "/v1/cases/"

// shownRows is how many rows of a table stand on the page; the workbook has all.
const shownRows = 2000

// portrait is how wide, in narrow characters, a table may be for upright paper.
const portrait = 100

// writeHTML writes one page that needs nothing from outside: no script, no
// font, no picture.
func writeHTML(w io.Writer, p *Paper) error { return pages.Execute(w, view{p}) }

// view is a paper with what the page asks for.
type view struct{ *Paper }

// Lang is the language as browsers know it.
func (v view) Lang() string {
	if v.chinese() {
		return "zh-CN"
	}
	return "en"
}

// Word gives a word in the paper's language.
func (v view) Word(key string) string { return v.word(key) }

// Head are the lines under the title.
func (v view) Head() []Fact { return v.head() }

// Landscape tells whether a table is too wide for upright paper.
func (v view) Landscape() bool {
	for _, part := range v.Parts {
		if part.Table != nil && v.breadth(part.Table) > portrait {
			return true
		}
	}
	return false
}

// breadth is that of a table's shown columns, in narrow characters.
func (p *Paper) breadth(t *Table) int {
	sum := 0
	for i, c := range t.Columns {
		if !c.Hidden {
			sum += p.width(t, i) + 2
		}
	}
	return sum
}

// Arrow is the sign of a change's direction; none without data.
func (v view) Arrow(c Change) string {
	sign, _ := arrow(c.Direction)
	return sign
}

// Direction says the same in a word.
func (v view) Direction(c Change) string {
	if !c.Value.Known() {
		return ""
	}
	_, word := arrow(c.Direction)
	return v.word(word)
}

// Cell is a value as the page writes it.
func (v view) Cell(value Value) cell {
	c := cell{Text: v.Say(value)}
	if t := value.told(); t != Plain {
		c.Tone, c.Sign, c.ToneName = t, signs[t], v.word("tone."+string(t))
	}
	switch value.kind {
	case IsReference:
		if value.text != "" {
			c.Link = cases + url.PathEscape(value.text)
		}
	case IsInstant:
		c.Stamp = value.at.In(v.zone()).Format(time.RFC3339)
	case IsLines:
		c.Text, c.Lines = "", value.lines
	case IsRate, IsGrowth, IsPoints, IsDecimal:
		c.None = !value.Known()
	}
	return c
}

// cell is what stands in a cell; Link, Stamp and Lines for their kinds alone.
type cell struct {
	Text, Link, Stamp string
	Lines             []string
	None              bool // a quotient without data
	Tone              Tone
	Sign, ToneName    string
}

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

// Drawn is a part's chart.
func (v view) Drawn(part Part) (template.HTML, error) {
	if len(part.Chart.Categories) == 0 || len(part.Chart.Series) == 0 {
		return template.HTML(`<p class="none">` + template.HTMLEscapeString(v.word("none")) + `</p>`), nil
	}
	return v.draw(part)
}

// Facts are facts as the page writes them.
func (v view) Facts(facts []Fact) []shownFact {
	var list []shownFact
	for _, f := range facts {
		list = append(list, shownFact{f.Name, v.Cell(f.Value)})
	}
	return list
}

type shownFact struct {
	Name string
	Cell cell
}
