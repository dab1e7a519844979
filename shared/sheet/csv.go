package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"os"
	"regexp"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"

	"github.com/redress/redress/shared/fault"
)

const byteOrderMark = "\ufeff"

// csvFile is a CSV file in UTF-8 or GB18030.
type csvFile struct {
	file  *os.File
	gb    bool // GB18030, which GBK and GB2312 are part of
	comma rune
}

func openCSV(f *os.File) (*csvFile, error) {
	c := &csvFile{file: f}
	start := make([]byte, 2)
	if _, err := f.ReadAt(start, 0); err != nil && err != io.EOF {
		return nil, err
	}
	if string(start) == "\xff\xfe" || string(start) == "\xfe\xff" {
		return nil, bad("the file is in UTF-16: save it as CSV UTF-8", "文件为UTF-16编码：请另存为CSV UTF-8")
	}
	_, err := io.Copy(io.Discard, transform.NewReader(c.bytes(), encoding.UTF8Validator))
	switch {
	case errors.Is(err, encoding.ErrInvalidUTF8):
		c.gb = true
	case err != nil:
		return nil, err
	}
	head, err := bufio.NewReaderSize(c.text(), CellLimit).Peek(CellLimit)
	if err != nil && err != io.EOF {
		return nil, err
	}
	c.comma = comma(head)
	return c, nil
}

func (c *csvFile) name() string { return "" }
func (c *csvFile) close() error { return nil }

func (c *csvFile) bytes() io.Reader { return io.NewSectionReader(c.file, 0, FileLimit) }

// text is the file in UTF-8.
func (c *csvFile) text() io.Reader {
	if c.gb {
		return simplifiedchinese.GB18030.NewDecoder().Reader(c.bytes())
	}
	return c.bytes()
}

// comma is what the first line separates its cells by most often.
func comma(head []byte) rune {
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, byteOrderMark+"\r\n"), []byte("\n"))
	best := ','
	for _, r := range ";\t" {
		if strings.Count(string(line), string(r)) > strings.Count(string(line), string(best)) {
			best = r
		}
	}
	return best
}

func (c *csvFile) rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		g := &gauge{from: c.text()}
		text := bufio.NewReader(g)
		if mark, _ := text.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
			_, _ = text.Discard(len(mark)) // they are in the buffer
		}
		r := csv.NewReader(text)
		r.Comma, r.FieldsPerRecord, r.ReuseRecord = c.comma, -1, true
		for number, end := 0, 0; ; {
			fields, err := r.Read()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Row{}, broken(err))
				return
			}
			// The reader passes over empty lines, and a row may have many.
			start, _ := r.FieldPos(0)
			number += start - end
			last, _ := r.FieldPos(len(fields) - 1)
			end = last + strings.Count(fields[len(fields)-1], "\n")
			row, err := c.row(number, fields)
			if !yield(row, err) || err != nil {
				return
			}
			g.reset()
		}
	}
}

// broken says where a file is no CSV.
func broken(err error) error {
	if p, ok := errors.AsType[*csv.ParseError](err); ok {
		if errors.Is(p.Err, csv.ErrQuote) || errors.Is(p.Err, csv.ErrBareQuote) {
			return bad("line %d: quotation marks do not match", "第%d行：引号不匹配", p.Line)
		}
	}
	return err
}

func (c *csvFile) row(number int, fields []string) (Row, error) {
	row := Row{Number: number, Cells: make([]Cell, len(fields))}
	for i, field := range fields {
		if c.gb && strings.ContainsRune(field, '\ufffd') {
			return row, bad("row %d is neither UTF-8 nor GB18030", "第%d行既不是UTF-8也不是GB18030编码", number)
		}
		row.Cells[i] = csvCell(field)
	}
	return row, nil
}

// shortened is a number as spreadsheets write long ones when they save CSV.
var shortened = regexp.MustCompile(`^-?[0-9](\.[0-9]+)?[Ee]\+[0-9]+$`)

var lostDigits = fault.Say(
	"is a number that has lost digits: format the column as text and enter it again",
	"数字已丢失位数：请将该列设为文本格式后重新填写")

// csvCell reads a field. What begins with an apostrophe before a sign was kept
// from being a formula by [harmless]; ="0012" is how some systems keep zeros.
func csvCell(field string) Cell {
	field = strings.TrimSpace(field)
	if guarded.MatchString(field) {
		return Cell{Text: field[1:]}
	}
	if inner, ok := strings.CutPrefix(field, `="`); ok && strings.HasSuffix(inner, `"`) {
		return Cell{Text: strings.TrimSuffix(inner, `"`)}
	}
	if shortened.MatchString(field) {
		return Cell{Text: field, Flaw: lostDigits}
	}
	return Cell{Text: field}
}

// A spreadsheet takes a text for a formula by its first character, in any width.
// Apostrophes before it are kept apart from ours by one more.
var (
	formula = regexp.MustCompile("^'*[=+\\-@＝＋－＠]")
	guarded = regexp.MustCompile("^'+[=+\\-@＝＋－＠]")
)

// harmless keeps a spreadsheet from taking a cell for a formula.
func harmless(cell string) string {
	if formula.MatchString(cell) {
		return "'" + cell
	}
	return cell
}
