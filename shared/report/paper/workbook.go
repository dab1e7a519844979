package paper

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// writeXLSX writes the paper as a workbook: a summary, a sheet for each table,
// the charts over the cells that they draw, and the definitions. Figures are
// numbers with formats, instants are dates of the office's zone, and no cell
// is a formula. Rows go through a file when there are many.
func writeXLSX(w io.Writer, p *Paper) error {
	b := &book{Paper: p, file: excelize.NewFile(), looks: map[look]int{}, taken: map[string]bool{}}
	b.note(b.file.SetDefaultFont(b.font()))
	b.summary()
	for _, part := range p.Parts {
		if part.Table != nil {
			b.table(part)
		}
	}
	b.charts()
	b.definitions()
	b.properties()
	err := b.err
	if err == nil {
		err = b.write(w)
	}
	if closed := b.file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// book is a workbook while it is written; the first error stops it.
type book struct {
	*Paper
	file  *excelize.File
	looks map[look]int
	taken map[string]bool // names of sheets, in lower case
	err   error
}

// note keeps the first error.
func (b *book) note(err error) {
	if b.err == nil {
		b.err = err
	}
}

// font is one that the office's machines have.
func (b *book) font() string {
	if b.chinese() {
		return "Microsoft YaHei"
	}
	return "Calibri"
}

// properties are those of the document. They name no person and no moment but
// the paper's.
func (b *book) properties() {
	at := b.AsOf.UTC().Format(time.RFC3339)
	b.note(b.file.SetDocProps(&excelize.DocProperties{
		Title: plain(b.Title), Subject: plain(b.period()), Creator: "Redress", LastModifiedBy: "Redress",
		Created: at, Modified: at, Language: view{b.Paper}.Lang(),
	}))
	b.note(b.file.SetAppProps(&excelize.AppProperties{Application: "Redress"}))
	b.file.SetActiveSheet(0)
}

// write puts the files of the workbook, and the types that it lists, in the
// order of their names: the library writes both in any order.
func (b *book) write(w io.Writer) error {
	types := b.file.ContentTypes.Defaults
	sort.Slice(types, func(i, j int) bool { return types[i].Extension < types[j].Extension })
	packed, err := b.file.WriteToBuffer()
	if err != nil {
		return err
	}
	from, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		return err
	}
	slices.SortFunc(from.File, func(x, y *zip.File) int { return strings.Compare(x.Name, y.Name) })
	to := zip.NewWriter(w)
	for _, f := range from.File {
		if err := to.Copy(f); err != nil {
			return err
		}
	}
	return to.Close()
}

// called gives a sheet a name that a workbook allows: not empty, at most 31
// UTF-16 units, without []:*?/\ and without quotes at its ends, and no other's
// in any case.
func (b *book) called(title string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return ' '
		}
		return r
	}, plain(title))
	name = strings.Join(strings.Fields(strings.Trim(name, "' ")), " ")
	if name == "" || strings.EqualFold(name, "history") { // Excel keeps that one for itself
		name = b.word("sheet")
	}
	whole, n := name, 1
	for name = limited(whole, ""); b.taken[strings.ToLower(name)]; name = limited(whole, fmt.Sprintf(" %d", n)) {
		n++
	}
	b.taken[strings.ToLower(name)] = true
	return name
}

// limited is a sheet's name with an ending, short enough.
func limited(name, ending string) string {
	return strings.TrimRight(cut(name, excelize.MaxSheetNameLength-len(ending), ""), "' ") + ending
}

// cut shortens a text to a number of UTF-16 units, with a mark where it was cut.
func cut(text string, units int, mark string) string {
	if len(text) <= units || len16(text) <= units {
		return text
	}
	units -= len16(mark)
	for i, r := range text {
		if units -= len16(string(r)); units < 0 {
			return text[:i] + mark
		}
	}
	return text
}

// len16 is the length of a text in UTF-16 units.
func len16(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}
