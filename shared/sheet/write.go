package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Writer writes a table row by row. Every cell is text, so that nothing is made
// of it when the file is opened. Nothing is whole before Close.
type Writer interface {
	Write(cells []string) error
	Close() error
}

// NewWriter writes a workbook where the name ends in .xlsx, else CSV in UTF-8
// with a byte order mark, as spreadsheets expect it.
func NewWriter(to io.Writer, name string) (Writer, error) {
	if strings.EqualFold(filepath.Ext(name), ".xlsx") {
		return newBookWriter(to)
	}
	if _, err := io.WriteString(to, byteOrderMark); err != nil {
		return nil, err
	}
	w := &csvWriter{csv.NewWriter(to)}
	w.csv.UseCRLF = true
	return w, nil
}

type csvWriter struct{ csv *csv.Writer }

func (w *csvWriter) Write(cells []string) error {
	safe := make([]string, len(cells))
	for i, c := range cells {
		safe[i] = harmless(c)
	}
	return w.csv.Write(safe)
}

func (w *csvWriter) Close() error {
	w.csv.Flush()
	return w.csv.Error()
}

// bookWriter writes a workbook of one sheet; its rows wait in a temporary file.
type bookWriter struct {
	to   io.Writer
	book *excelize.File
	rows *excelize.StreamWriter
	text int // the style of cells: text, whatever is entered later
	next int // number of the next row
}

const (
	onlySheet  = "Sheet1" // as excelize names the first
	textFormat = 49       // "@"
	cellWidth  = 18       // characters
)

func newBookWriter(to io.Writer) (w *bookWriter, err error) {
	w = &bookWriter{to: to, book: excelize.NewFile(), next: 1}
	if w.text, err = w.book.NewStyle(&excelize.Style{NumFmt: textFormat}); err != nil {
		return nil, err
	}
	if w.rows, err = w.book.NewStreamWriter(onlySheet); err != nil {
		return nil, err
	}
	return w, errors.Join(
		w.rows.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
		w.rows.SetColWidth(1, 64, cellWidth), w.rows.SetColStyle(1, 64, w.text))
}

func (w *bookWriter) Write(cells []string) error {
	row := make([]any, len(cells))
	for i, c := range cells {
		row[i] = excelize.Cell{StyleID: w.text, Value: c}
	}
	at, err := excelize.CoordinatesToCellName(1, w.next)
	if err != nil {
		return err
	}
	w.next++
	return w.rows.SetRow(at, row)
}

func (w *bookWriter) Close() error {
	err := w.rows.Flush()
	if err == nil {
		err = w.book.Write(w.to)
	}
	return errors.Join(err, w.book.Close())
}
