package paper

import (
	_ "embed" // the page
	"html/template"
	"io"
	"net/url"
	"strings"
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
func writeHTML(w io.Writer, p *Paper) error {
	var b strings.Builder
	if err := pages.Execute(&b, view{p}); err != nil {
		return err
	}
	_, err := io.WriteString(w, plain(b.String()))
	return err
}

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
	c := cell{Text: plain(v.Say(value))}
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
		c.Text = ""
		for _, line := range value.lines {
			c.Lines = append(c.Lines, plain(line))
		}
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
