package paper

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
)

// writeCSV writes the paper for spreadsheets: UTF-8 with a byte order mark, by
// RFC 4180, so every line has as many cells as the widest. The head, the
// headline, each part and the definitions follow one another, a line without
// text between them.
func writeCSV(w io.Writer, p *Paper) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	s := &sheet{Paper: p, csv: csv.NewWriter(w), width: p.columns()}
	s.csv.UseCRLF = true
	s.line(p.Title)
	for _, f := range p.head() {
		s.line(f.Name, p.Say(f.Value))
	}
	if len(p.Headline) > 0 {
		s.block(p.word("headline"))
		s.table(p.headlines())
	}
	for _, part := range p.Parts {
		s.part(part)
	}
	if len(p.Definitions) > 0 {
		s.block(p.word("definitions"))
		s.table(p.meanings())
	}
	s.csv.Flush()
	return s.csv.Error()
}

// columns is the number of cells of the widest table.
func (p *Paper) columns() int {
	most := max(len(p.headlines().Columns), len(p.meanings().Columns))
	for _, part := range p.Parts {
		if part.Table != nil {
			most = max(most, len(part.Table.Columns))
		}
		if part.Chart != nil {
			most = max(most, len(part.Chart.Series)+1)
		}
	}
	return most
}

// sheet is the CSV form while it is written.
type sheet struct {
	*Paper
	csv   *csv.Writer
	width int
}

// line writes cells as they are, filled up to the width.
func (s *sheet) line(cells ...string) {
	full := make([]string, s.width)
	for i, text := range cells {
		full[i] = harmless(plain(text))
	}
	_ = s.csv.Write(full) // the writer keeps its error for the end
}

// block begins what stands under a title.
func (s *sheet) block(title string) {
	s.line()
	s.line(title)
}

func (s *sheet) part(part Part) {
	s.block(part.Title)
	if part.Note != "" {
		s.line(part.Note)
	}
	for _, paragraph := range part.Prose {
		s.line(paragraph)
	}
	s.facts(part.Facts)
	switch {
	case part.Table != nil:
		s.table(part.Table)
	case part.Chart != nil:
		s.table(s.drawn(part.Chart))
	}
}

func (s *sheet) facts(facts []Fact) {
	for _, f := range facts {
		s.line(f.Name, s.cell(f.Value))
	}
}

func (s *sheet) table(t *Table) {
	var titles []string
	for _, c := range t.Columns {
		titles = append(titles, c.full(s.word("colon")))
	}
	s.line(titles...)
	if len(t.Rows) == 0 {
		s.line(s.empty(t))
	}
	for _, r := range t.all() {
		var cells []string
		for i := range t.Columns {
			cells = append(cells, s.cell(r.cell(i)))
		}
		s.line(cells...)
	}
}

// empty is what is said in place of a table's rows.
func (p *Paper) empty(t *Table) string {
	if t.Empty != "" {
		return t.Empty
	}
	return p.word("none")
}

// cell writes a value so that spreadsheets and scripts can go on with it: an
// instant with its second and offset, a span as h:mm:ss.
func (s *sheet) cell(v Value) string {
	switch v.kind {
	case IsInstant:
		return v.at.In(s.zone()).Format(time.RFC3339)
	case IsSpan:
		return hours(v.n)
	case IsLines:
		return strings.Join(v.lines, s.word("stop"))
	}
	return s.Say(v)
}

// hours writes seconds as h:mm:ss.
func hours(seconds int64) string {
	if seconds < 0 {
		return "-" + hours(-seconds)
	}
	return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

// plain is a text without what no spreadsheet can hold: bytes that are no
// UTF-8, and control characters other than tabs and line ends.
func plain(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r < ' ' && r != '\t' && r != '\n', r == 0x7f, r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, text)
}

// A formula begins, in any width of its first character, at the beginning of a
// cell, or after a character at which a program that expects other separators
// begins a new one. Blanks, marks without width and quotes may stand before it.
var (
	formula = regexp.MustCompile(`(^|[;|\t\r\n])([\s"\p{Z}\p{Cf}]*)([=+\-@＝＋－＠﹦﹢﹣﹫])`)
	blank   = regexp.MustCompile(`^[\t\r\n]`)
	number  = regexp.MustCompile(`^[+-][0-9]+([.][0-9]+)?%?$`)
)

// harmless keeps a spreadsheet from taking a cell for a formula. A number with
// its sign, such as -8.66%, is none and stays as it is.
func harmless(cell string) string {
	if number.MatchString(cell) {
		return cell
	}
	cell = formula.ReplaceAllString(cell, "$1$2'$3")
	if blank.MatchString(cell) {
		return "'" + cell
	}
	return cell
}
