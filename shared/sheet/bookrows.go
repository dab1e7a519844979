package sheet

import (
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"strconv"

	"github.com/redress/redress/shared/fault"
)

// columnLimit is the last column that a spreadsheet has.
const columnLimit = 16_384

var (
	noValue    = fault.Say("is a formula without a value: save the workbook in a spreadsheet program, or enter the value", "公式没有计算结果：请用电子表格软件保存一次，或直接填写内容")
	wrongValue = fault.Say("is a formula that went wrong", "公式计算出错")
	mergedAway = fault.Say("is merged with another cell: fill in each cell", "单元格已合并：请取消合并并逐格填写")
)

// bookRows reads the part of a sheet from its beginning.
type bookRows struct {
	*book
	xml    *xml.Decoder
	gauge  *gauge
	last   int // number of the last row
	merged *sweep
	found  []area // merged cells
}

func (b *book) rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		part, err := b.open(b.part)
		if err != nil {
			yield(Row{}, brokenBook(err))
			return
		}
		defer func() { _ = part.Close() }() // it was only read
		g := &gauge{from: part}
		r := &bookRows{book: b, xml: xml.NewDecoder(g), gauge: g, merged: newSweep(b.merged)}
		for {
			row, err := r.next()
			if err == io.EOF {
				b.merged = r.found
				return
			}
			if !yield(row, brokenBook(err)) || err != nil {
				return
			}
		}
	}
}

// next gives the next row, and io.EOF at the end of the part, on the way to
// which the merged cells are found.
func (r *bookRows) next() (Row, error) {
	for {
		r.gauge.reset()
		token, err := r.xml.Token()
		if err != nil {
			return Row{}, err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "row":
			row, err := r.row(start)
			if err == nil && row.Number <= r.last {
				err = fmt.Errorf("row %d stands behind row %d", row.Number, r.last)
			}
			r.last = row.Number
			r.merged.mark(&row)
			return row, err
		case "mergeCell":
			if err := r.merge(attribute(start, "ref")); err != nil {
				return Row{}, err
			}
		}
	}
}

func (r *bookRows) merge(ref string) error {
	a, err := areaOf(ref)
	if err != nil {
		return err
	}
	const most = 20_000
	if r.found = append(r.found, a); len(r.found) > most {
		return bad("more than %d cells are merged", "合并单元格超过%d处", most)
	}
	return nil
}

// row reads the cells of a row.
func (r *bookRows) row(start xml.StartElement) (row Row, err error) {
	row.Number = r.last + 1
	if at := attribute(start, "r"); at != "" {
		if row.Number, err = strconv.Atoi(at); err != nil {
			return row, err
		}
	}
	hidden := attribute(start, "hidden")
	row.Hidden = hidden == "1" || hidden == "true"
	for column := 0; ; column++ {
		c, ok, err := r.cell()
		if !ok || err != nil {
			return row, err
		}
		if c.At != "" {
			if column, _, err = place(c.At); err != nil {
				return row, err
			}
		}
		read, err := r.text(c)
		if err != nil {
			return row, err
		}
		if read != (Cell{}) {
			row.put(column, read)
		}
	}
}

// put sets a cell, and empty ones before it.
func (r *Row) put(column int, c Cell) {
	for len(r.Cells) <= column {
		r.Cells = append(r.Cells, Cell{})
	}
	r.Cells[column] = c
}

// cell is a cell as the part has it.
type cell struct {
	At      string    `xml:"r,attr"`
	Style   int       `xml:"s,attr"`
	Type    string    `xml:"t,attr"`
	Value   *string   `xml:"v"`
	Formula *struct{} `xml:"f"`
	Inline  rich      `xml:"is"`
}

// cell reads the next cell; not ok at the end of the row.
func (r *bookRows) cell() (c cell, ok bool, err error) {
	for {
		token, err := r.xml.Token()
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return c, false, err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return c, false, nil
		case xml.StartElement:
			if t.Name.Local == "c" {
				return c, true, r.xml.DecodeElement(&c, &t)
			}
			if err := r.xml.Skip(); err != nil {
				return c, false, err
			}
		}
	}
}

// text reads a cell as a person sees it. Of a formula that is the value that
// the program which saved the workbook had found.
func (r *bookRows) text(c cell) (Cell, error) {
	switch {
	case c.Type == "inlineStr":
		return Cell{Text: c.Inline.text()}, nil
	case c.Value == nil && c.Formula != nil:
		return Cell{Flaw: noValue}, nil
	case c.Value == nil:
		return Cell{}, nil
	}
	switch c.Type {
	case "s":
		text, err := r.strings.text(*c.Value)
		return Cell{Text: text}, err
	case "b":
		return Cell{Text: map[string]string{"1": "TRUE", "0": "FALSE"}[*c.Value]}, nil
	case "e":
		return Cell{Text: *c.Value, Flaw: wrongValue}, nil
	case "str", "d":
		return Cell{Text: *c.Value}, nil
	}
	return r.number(*c.Value, c.Style), nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
