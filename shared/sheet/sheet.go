// Package sheet reads and writes tables as people keep them: CSV files and XLSX
// workbooks.
//
// Vocabulary. A table is one sheet of a workbook, or a CSV file; its rows are
// numbered as a spreadsheet numbers them. A cell is what a person sees in it as
// text: an account number is no number, a date is written 2026-11-21 or
// 2026-11-21 08:30:00. A flaw says why a cell cannot be believed: a number that
// lost its digits, a formula without a value, a cell merged away. A flaw spoils
// its row; what spoils the whole file is an error of [Open], before anybody has
// worked on a row.
//
// Rows are streamed: memory does not grow with the file. The package knows
// nothing of complaints.
package sheet

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/redress/redress/shared/fault"
)

// The limits of a table.
const (
	FileLimit = 200 << 20 // bytes
	RowLimit  = 200_000   // rows with anything in them, the head not counted
	CellLimit = 32_000    // bytes of a cell; a workbook holds a few more
	// rowBytes bounds one row as it stands in the file.
	rowBytes = 1 << 20
)

// Cell is one cell as text.
type Cell struct {
	Text string
	Flaw fault.Text // why the text cannot be believed; zero when it can
}

// Row is one row that has anything in it.
type Row struct {
	Number int // from 1
	Hidden bool
	Cells  []Cell
}

// Cell gives the cell of a column, from 0; an empty one beyond the last.
func (r Row) Cell(column int) Cell {
	if column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}

// Table is an open table, found whole by [Open].
type Table struct {
	// Digest stands for the file's bytes and the sheet's name: 32 hexadecimal digits.
	Digest string
	Sheet  string // the sheet's name; "" in a CSV file
	Rows   int    // rows with anything in them, the head included
	Hidden int    // hidden ones among them

	file   *os.File
	source source
}

// source is a format of tables.
type source interface {
	// rows gives the rows from the first on, whenever it is asked.
	rows() iter.Seq2[Row, error]
	// name is the sheet's.
	name() string
	close() error
}

// Open opens a table and reads it to its end once. The sheet is the first
// visible one when its name is "". It fails with Invalid where the file is not a
// whole table within the limits.
func Open(name, sheet string) (t *Table, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	t = &Table{file: f}
	defer func() {
		if err != nil {
			_ = t.Close() // it was only read
			t = nil
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return t, err
	}
	if info.Size() > FileLimit {
		return t, bad("the file is larger than %d MB", "文件超过%dMB", FileLimit>>20)
	}
	from, err := open(f, info.Size(), sheet)
	if err != nil {
		return t, err
	}
	t.source = from
	t.Sheet = t.source.name()
	if t.Digest, err = digest(f, t.Sheet); err != nil {
		return t, err
	}
	return t, t.scan()
}

// The first bytes by which formats are told apart.
const (
	zipMagic = "PK\x03\x04"
	oleMagic = "\xd0\xcf\x11\xe0" // workbooks of before 2007, and those with a password
)

func open(f *os.File, size int64, sheet string) (source, error) {
	magic := make([]byte, 4)
	n, err := f.ReadAt(magic, 0)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch magic = magic[:n]; {
	case n == 0:
		return nil, bad("the file is empty", "文件为空")
	case bytes.Equal(magic, []byte(zipMagic)):
		return openBook(f, size, sheet)
	case bytes.Equal(magic, []byte(oleMagic)):
		return nil, bad("the workbook is of an old format or has a password: save it as .xlsx without one", "工作簿为旧格式或已加密：请另存为不带密码的.xlsx文件")
	case strings.EqualFold(filepath.Ext(f.Name()), ".xlsx"):
		return nil, bad("the file is no workbook", "文件不是有效的工作簿")
	case sheet != "":
		return nil, bad("a CSV file has no sheets", "CSV文件没有工作表")
	}
	return openCSV(f)
}

// digest stands for a file and one of its sheets.
func digest(f *os.File, sheet string) (string, error) {
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(f, 0, FileLimit)); err != nil {
		return "", err
	}
	sum.Write([]byte("\x00" + sheet))
	return hex.EncodeToString(sum.Sum(nil))[:32], nil
}

// scan reads all rows, so that what spoils the file is known before anybody
// works on a row.
func (t *Table) scan() error {
	for row, err := range t.All() {
		if err != nil {
			return err
		}
		t.Rows++
		if row.Hidden {
			t.Hidden++
		}
		if t.Rows > RowLimit+1 {
			return bad("the table has more than %d rows", "表格超过%d行", RowLimit)
		}
	}
	if t.Rows == 0 {
		return bad("the table is empty", "表格为空")
	}
	return nil
}

// All gives the rows that have anything in them, in order. A row with an error
// is the last.
func (t *Table) All() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for row, err := range t.source.rows() {
			if err == nil {
				row = row.trimmed()
				if len(row.Cells) == 0 {
					continue
				}
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

var tooLong = fault.Say("is longer than 32 kB and was cut off", "内容超过32kB，已被截断")

// trimmed cuts blanks around the texts, empty cells behind the last, and what is
// too long.
func (r Row) trimmed() Row {
	last := 0
	for i := range r.Cells {
		c := &r.Cells[i]
		c.Text = strings.TrimSpace(c.Text)
		if len(c.Text) > CellLimit {
			*c = Cell{Text: strings.ToValidUTF8(c.Text[:CellLimit], ""), Flaw: tooLong}
		}
		if *c != (Cell{}) {
			last = i + 1
		}
	}
	r.Cells = r.Cells[:last]
	return r
}

// Close closes the file.
func (t *Table) Close() error {
	if t.source != nil {
		if err := t.source.close(); err != nil {
			return err
		}
	}
	return t.file.Close()
}

// bad says what spoils a file.
func bad(en, zh string, values ...any) error {
	return fault.New(fault.Invalid, fault.Say(fmt.Sprintf(en, values...), fmt.Sprintf(zh, values...)))
}

// gauge fails when much is read without anybody saying that it came to
// something: one row, or one text, that fills the memory.
type gauge struct {
	from  io.Reader
	since int // bytes
}

func (g *gauge) Read(p []byte) (int, error) {
	if g.since > rowBytes {
		return 0, bad("a row is longer than %d kB", "存在超过%dkB的行", rowBytes>>10)
	}
	n, err := g.from.Read(p)
	g.since += n
	return n, err
}

// reset begins to count anew.
func (g *gauge) reset() { g.since = 0 }
