package paper

// summary is the first sheet: what the paper is of, the headline, and what is
// said in sentences and facts.
func (b *book) summary() {
	widths := []int{26, 18, 36}
	for range max(2, len(b.against())) {
		widths = append(widths, 15)
	}
	t := b.tab(b.word("summary"), widths, 0)
	t.put(titleHeight, t.cell(Text(b.Title), look{role: asTitle}))
	for _, f := range b.head() {
		t.pair(f)
	}
	if len(b.Headline) > 0 {
		t.part(b.word("headline"))
		t.grid(b.headlines(), nil)
	}
	for _, part := range b.Parts {
		if len(part.Prose)+len(part.Facts) > 0 {
			t.part(part.Title)
			for _, paragraph := range part.Prose {
				t.sentence(paragraph, asText)
			}
			for _, f := range part.Facts {
				t.pair(f)
			}
		}
	}
	t.close()
}

// part writes the title of what follows, after an empty row.
func (t *tab) part(title string) {
	t.put(lineHeight)
	t.put(partHeight, t.cell(Text(title), look{role: asPart}))
}

// table is the sheet of a part's table.
func (b *book) table(part Part) {
	notes := b.notes(part)
	heads := 1
	if part.Table.grouped() {
		heads = 2
	}
	t := b.tab(part.Title, b.widths(part.Table), 1+len(notes)+heads)
	t.put(titleHeight, t.cell(Text(part.Title), look{role: asTitle}))
	for _, n := range notes {
		t.sentence(n, asNote)
	}
	first := t.row + 1
	if heads == 2 {
		t.groups(part.Table)
	}
	t.grid(part.Table, b.filter)
	t.close(first, first+heads-1)
}

// definitions is the sheet that says what each figure means.
func (b *book) definitions() {
	if len(b.Definitions) == 0 {
		return
	}
	table := b.meanings()
	t := b.tab(b.word("definitions"), b.widths(table), 2)
	t.put(titleHeight, t.cell(Text(b.word("definitions")), look{role: asTitle}))
	t.grid(table, nil)
	t.close(2, 2)
}

// notes are the sentences over a table: when it was, the part's own, and how
// to read a midnight where there is one.
func (b *book) notes(part Part) []string {
	var notes []string
	if part.Note != "" {
		notes = append(notes, part.Note)
	}
	if b.midnights(part.Table) {
		notes = append(notes, b.word("midnight"))
	}
	return notes
}

func (b *book) midnights(t *Table) bool {
	for _, r := range t.all() {
		for _, v := range r.Cells {
			if v.kind == IsInstant && midnight(v.at.In(b.zone())) {
				return true
			}
		}
	}
	return false
}

func (b *book) widths(t *Table) []int {
	var widths []int
	for i := range t.Columns {
		widths = append(widths, b.width(t, i))
	}
	return widths
}

func (t *Table) grouped() bool {
	for _, c := range t.Columns {
		if c.Group != "" {
			return true
		}
	}
	return false
}

// groups writes the headings over neighbouring columns of the same group.
func (t *tab) groups(table *Table) {
	var cells []any
	for i, c := range table.Columns {
		v, l := Text(c.Group), look{role: asGroup}
		if c.Group == "" || i > 0 && table.Columns[i-1].Group == c.Group {
			v = Value{}
		}
		if c.Group == "" {
			l.role = asBare
		}
		cells = append(cells, t.cell(v, l))
	}
	t.put(0, cells...)
	for i := 0; i < len(table.Columns); {
		from := i
		for i++; i < len(table.Columns) && table.Columns[i].Group == table.Columns[from].Group; i++ {
		}
		if i-from > 1 && table.Columns[from].Group != "" && t.err == nil {
			t.note(t.rows.MergeCell(at(from+1, t.row), at(i, t.row)))
		}
	}
}

// grid writes a table's titles, rows and total; filter is told where the
// titles and rows stand.
func (t *tab) grid(table *Table, filter func(t *tab, columns, first, last int)) {
	numeric := make([]bool, len(table.Columns))
	var heads []any
	for i, c := range table.Columns {
		l := look{role: asHead}
		if numeric[i] = table.numeric(i); numeric[i] {
			l.side = "right"
		} else if i > 0 && numeric[i-1] {
			l.side, l.indent = "left", 1
		}
		heads = append(heads, t.cell(Text(c.Title), l))
	}
	t.put(0, heads...)
	first := t.row
	if len(table.Rows) == 0 {
		t.sentence(t.empty(table), asNote)
	}
	for _, r := range table.Rows {
		t.line(table, r, numeric, inBody)
	}
	if filter != nil && len(table.Rows) > 0 {
		filter(t, len(table.Columns), first, t.row)
	}
	if table.Total != nil {
		t.line(table, *table.Total, numeric, inTotal)
	}
}

// line writes a row of a table.
func (t *tab) line(table *Table, r Row, numeric []bool, as role) {
	cells := make([]any, len(table.Columns))
	tall := float64(lineHeight) // said for each row: programs differ in finding it
	for i, c := range table.Columns {
		v := r.cell(i)
		l := look{role: as, indent: min(r.indent(table, i), deepest), wrap: c.Wide || v.kind == IsLines || v.kind == IsText}
		switch {
		case numeric[i]:
			l.side, l.wrap = "right", false
		case v.kind != Nothing:
			l.side = "left"
			if i > 0 && numeric[i-1] {
				l.indent++ // away from the number beside it
			}
		}
		cells[i] = t.cell(v, l)
		if h := height(t.Say(v), t.widths[i]-2*l.indent); l.wrap {
			tall = max(tall, h)
		}
	}
	t.put(tall, cells...)
}

// deepest is how far Excel moves a cell in.
const deepest = 15

// filter lets the reader choose rows of a table.
func (b *book) filter(t *tab, columns, first, last int) {
	b.note(b.file.AutoFilter(t.name, at(1, first)+":"+at(columns, last), nil))
}
