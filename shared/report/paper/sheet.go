package paper

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// tab is a sheet of a workbook while it is written, one row after the other.
type tab struct {
	*book
	name   string
	rows   *excelize.StreamWriter
	row    int   // the last one that was written
	widths []int // of the columns, in narrow characters
}

// tab begins a sheet: its page, its columns, and the rows that stay on the
// screen. The page is A4, as wide as the columns.
func (b *book) tab(title string, widths []int, frozen int) *tab {
	t := &tab{book: b, name: b.called(title), widths: widths}
	for sum := sumOf(widths); sum < narrowest; sum += 12 {
		t.widths = append(t.widths, 9)
	}
	if len(b.taken) == 1 {
		b.note(b.file.SetSheetName("Sheet1", t.name))
	} else {
		_, err := b.file.NewSheet(t.name)
		b.note(err)
	}
	b.layout(t.name)
	b.note(b.file.SetSheetDimension(t.name, "")) // not known before its rows are
	var err error
	if t.rows, err = b.file.NewStreamWriter(t.name); err != nil {
		b.note(err)
		return t
	}
	for i := len(t.widths); i > 0; i-- { // the library puts each before the others, and Excel wants them in order
		b.note(t.rows.SetColWidth(i, i, float64(max(t.widths[i-1], 6)+3)))
	}
	if frozen > 0 {
		b.note(t.rows.SetPanes(&excelize.Panes{Freeze: true, YSplit: frozen, TopLeftCell: at(1, frozen+1), ActivePane: "bottomLeft",
			Selection: []excelize.Selection{{SQRef: at(1, frozen+1), ActiveCell: at(1, frozen+1), Pane: "bottomLeft"}}}))
	}
	return t
}

// narrowest is how many narrow characters wide a sheet is at least, so that
// sentences have room.
const narrowest = 110

func sumOf(widths []int) int {
	sum := 0
	for _, width := range widths {
		sum += width + 3
	}
	return sum
}

// layout sets a sheet's page: A4 on its side, one page wide, title and period
// above, the number of the page below.
func (b *book) layout(name string) {
	size, orientation, wide, tall := 9, "landscape", 1, 0
	fit, grid := true, false
	margin, narrow := 0.6, 0.3
	b.note(b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.note(b.file.SetSheetView(name, 0, &excelize.ViewOptions{ShowGridLines: &grid}))
	b.note(b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall}))
	b.note(b.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin, Header: &narrow, Footer: &narrow}))
	page := strings.NewReplacer("#", "&P", "$", "&N").Replace(b.word("page"))
	b.note(b.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{
		OddHeader: "&L" + running(b.Title) + "&R" + running(b.period()+b.Reference),
		OddFooter: "&L" + running(b.Policy) + "&R" + page,
	}))
}

// running is a text of a page's header, which has codes of its own and little room.
func running(text string) string {
	return strings.ReplaceAll(cut(strings.Join(strings.Fields(plain(text)), " "), 60, "…"), "&", "&&")
}

// at names a cell.
func at(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row) // of a column that there is
	return name
}

// put writes a row.
func (t *tab) put(height float64, cells ...any) {
	t.row++
	if t.err != nil {
		return
	}
	t.note(t.rows.SetRow(at(1, t.row), cells, excelize.RowOpts{Height: height}))
}

// cell is a value in its look; the value says how its number is written.
func (t *tab) cell(v Value, l look) excelize.Cell {
	value, format := t.number(v)
	l.format, l.tone = format, v.told()
	return excelize.Cell{Value: value, StyleID: t.style(l)}
}

// The heights of rows, in points.
const (
	lineHeight  = 17
	titleHeight = 26
	partHeight  = 22
	highest     = 400 // Excel allows 409
)

// sentence writes a text across all columns, in as many lines as it needs.
func (t *tab) sentence(text string, r role) {
	t.across(nil, Text(text), look{role: r, wrap: true})
}

// pair writes a name and what it says, across the rest of the columns.
func (t *tab) pair(f Fact) {
	if f.Value.kind == IsInstant {
		f.Value = Text(t.Say(f.Value))
	}
	t.across([]any{t.cell(Text(f.Name), look{role: asLabel, wrap: true})}, f.Value, look{role: inBody, wrap: true, side: "left"})
}

// across writes cells and then a value over all columns that are left.
func (t *tab) across(before []any, v Value, l look) {
	room := sumOf(t.widths[len(before):])
	first, last := len(before)+1, len(t.widths)
	cells := append(before, t.cell(v, l))
	for range last - first {
		cells = append(cells, t.cell(Value{}, l)) // for the lines around it
	}
	t.put(height(t.Say(v), room), cells...)
	if last > first && t.err == nil {
		t.note(t.rows.MergeCell(at(first, t.row), at(last, t.row)))
	}
}

// height is that of a text which is wrapped into a room of narrow characters.
func height(text string, room int) float64 {
	room = max(room, 1)
	lines := 0
	for l := range strings.Lines(text + "\n") {
		lines += max(1, (wide(l)*21/20+room)/(room+2))
	}
	return float64(min(lines*lineHeight, highest))
}

// close ends a sheet: what is printed, and which rows on every page.
func (t *tab) close(heads ...int) {
	define := func(name, area string) {
		t.note(t.file.SetDefinedName(&excelize.DefinedName{Name: name, Scope: t.name, RefersTo: sheetRef(t.name) + area}))
	}
	define("_xlnm.Print_Area", absolute(1, 1)+":"+absolute(len(t.widths), max(t.row, 1)))
	if len(heads) == 2 {
		define("_xlnm.Print_Titles", fmt.Sprintf("$%d:$%d", heads[0], heads[1]))
	}
	if t.err == nil {
		t.note(t.rows.Flush())
	}
}

// sheetRef begins a reference to cells of a sheet.
func sheetRef(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'!" }

// absolute names a cell wherever the reference stands.
func absolute(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row, true) // of a column that there is
	return name
}
