// Package bulk reads the rows of a table as complaints that staff record, and
// says what is wrong with those that are none.
//
// Vocabulary. A form is what the head row of a table means: which column is
// which field of a record. A row that was refused keeps its origin, the file and
// the row that it first stood in, so that it can be mended in another file and is
// still the same row: its key, under which it is recorded once, is made of these.
//
// The package checks what only a table can get wrong: columns, times, words for
// codes. Whether a complaint is acceptable is asked of whoever records it.
package bulk

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/sheet"
	"github.com/redress/redress/shared/web"
)

// Form is what the columns of a table mean.
type Form struct {
	policy *policy.Policy
	head   sheet.Row
	at     map[string]int // place of each field, from 0
	strict bool           // cells without a heading are no complaint's
}

// Options say how a head row is read.
type Options struct {
	// Columns are fields by headings that are not known otherwise; [Ignored]
	// for those that say nothing.
	Columns map[string]string
	// IgnoreUnknown passes over columns that are not known.
	IgnoreUnknown bool
}

// Ignored stands for no field in [Options].
const Ignored = "ignore"

// NewForm reads a head row, for complaints under a policy. It fails with Invalid,
// naming every column that is unknown, double or missing.
func NewForm(head sheet.Row, p *policy.Policy, o Options) (*Form, error) {
	f := &Form{policy: p, head: head, at: map[string]int{}, strict: !o.IgnoreUnknown}
	given, bad := o.fields()
	for i, cell := range head.Cells {
		field, known := given[fold(cell.Text)]
		if !known {
			field, known = fieldOf(cell.Text)
		}
		before, twice := f.at[field]
		switch {
		case cell.Text == "" || field == Ignored:
		case !known && f.strict:
			bad = append(bad, fault.Field{Name: cell.Text, Reason: unknownColumn})
		case known && twice:
			other := head.Cells[before].Text
			bad = append(bad, fault.Field{Name: cell.Text, Reason: fault.Say("means the same as "+other, "与“"+other+"”含义相同")})
		case known:
			f.at[field] = i
		}
	}
	if len(f.at) == 0 { // what stands there may be a complaint, and is not repeated
		return nil, fault.New(fault.Invalid, fault.Say("the first row has no known heading", "首行没有可识别的表头"))
	}
	bad = append(bad, f.missing()...)
	if len(bad) > 0 {
		return nil, &fault.Error{Kind: fault.Invalid, Msg: fault.Say("the columns cannot be used", "表头不符合要求"), Fields: bad}
	}
	return f, nil
}

var unknownColumn = fault.Say("is not a known column", "不是可识别的列")

// fields are the fields by folded headings.
func (o Options) fields() (map[string]string, []fault.Field) {
	list, bad := map[string]string{}, []fault.Field(nil)
	for heading, field := range o.Columns {
		if _, ok := columnOf(field); !ok && field != Ignored {
			bad = append(bad, fault.Field{Name: heading, Reason: fault.Say("is given the field "+field+", which is not known", "指定的字段（"+field+"）不存在")})
			continue
		}
		list[fold(heading)] = field
	}
	return list, bad
}

// missing names the columns without which no row is a complaint.
func (f *Form) missing() (bad []fault.Field) {
	_, channel := f.at["channel"]
	_, way := f.at["source.via"]
	_, text := f.at["text"]
	lacks := fault.Say("is missing", "缺少该列")
	if !channel && !way {
		bad = append(bad, fault.Field{Name: "渠道 / channel", Reason: lacks})
	}
	if !text {
		bad = append(bad, fault.Field{Name: "受理内容 / text", Reason: lacks})
	}
	return bad
}

// IsNote tells whether the row below the head explains the columns instead of
// being a complaint: its first text begins with "#".
func (f *Form) IsNote(row sheet.Row) bool {
	for _, c := range row.Cells {
		if c.Text != "" {
			return strings.HasPrefix(c.Text, "#")
		}
	}
	return false
}

// Read reads a row, and names what a table has got wrong in it.
func (f *Form) Read(row sheet.Row) (web.Submission, []fault.Field) {
	d := &draft{policy: f.policy}
	for _, c := range columns {
		i, ok := f.at[c.field]
		if !ok || c.set == nil {
			continue
		}
		switch cell := row.Cell(i); {
		case cell.Flaw != fault.Text{}:
			d.fail(c.field, cell.Flaw)
		case cell.Text != "":
			if why := c.set(d, cell.Text); why != (fault.Text{}) {
				d.fail(c.field, why)
			}
		}
	}
	if f.strict {
		f.strays(d, row)
	}
	return d.Submission, d.bad
}

// strays finds cells that stand below no heading.
func (f *Form) strays(d *draft, row sheet.Row) {
	for i, cell := range row.Cells {
		if cell != (sheet.Cell{}) && f.head.Cell(i).Text == "" {
			d.fail("", fault.Say(fmt.Sprintf("column %d has no heading", i+1), fmt.Sprintf("第%d列没有表头", i+1)))
		}
	}
}

var originForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

// Origin is where a row first stood: as the row says when it was refused before,
// else in the table with this digest.
func (f *Form) Origin(row sheet.Row, digest string) (Origin, []fault.Field) {
	file, number := f.cell(row, originColumn), f.cell(row, rowColumn)
	if file == "" && number == "" {
		return Origin{digest, row.Number}, nil
	}
	n, err := strconv.Atoi(number)
	if !originForm.MatchString(file) || err != nil || n < 1 {
		return Origin{digest, row.Number}, []fault.Field{{Name: originColumn, Reason: fault.Say(
			"and the row number must be as they were written, or both be empty for a new row", "与行号须保持原样；新增的行两列均应留空")}}
	}
	return Origin{file, n}, nil
}

func (f *Form) cell(row sheet.Row, field string) string {
	if i, ok := f.at[field]; ok {
		return row.Cell(i).Text
	}
	return ""
}

// Origin is where a row first stood.
type Origin struct {
	File string // digest
	Row  int
}

// Key is the idempotency key under which the row is recorded.
func (o Origin) Key() string { return "import " + o.File + " " + strconv.Itoa(o.Row) }

// Refused is the head of the table of refused rows: that of the form, with what a
// row needs to be mended and imported again.
func (f *Form) Refused(language string) []string {
	head := make([]string, len(f.head.Cells))
	for i, c := range f.head.Cells {
		head[i] = c.Text
	}
	for _, field := range []string{originColumn, rowColumn, reasonColumn} {
		if _, ok := f.at[field]; !ok {
			c, _ := columnOf(field)
			head = append(head, c.name(language))
		}
	}
	return head
}

// Refuse is a row of that table. Cells beyond the head stay beyond it, or they
// would be lost when the row is imported again.
func (f *Form) Refuse(row sheet.Row, from Origin, why []web.BadField) []string {
	cells := make([]string, len(f.head.Cells))
	for i := range cells {
		cells[i] = row.Cell(i).Text
	}
	reasons := make([]string, len(why))
	for i, bad := range why {
		reasons[i] = strings.TrimSpace(f.heading(bad.Field) + " " + bad.Message)
	}
	for _, said := range []struct{ field, text string }{
		{originColumn, from.File}, {rowColumn, strconv.Itoa(from.Row)}, {reasonColumn, strings.Join(reasons, "; ")},
	} {
		if i, ok := f.at[said.field]; ok {
			cells[i] = said.text
		} else {
			cells = append(cells, said.text)
		}
	}
	for i := len(f.head.Cells); i < len(row.Cells); i++ {
		cells = append(cells, row.Cells[i].Text)
	}
	return cells
}

// heading is what the table calls a field.
func (f *Form) heading(field string) string {
	if i, ok := f.at[field]; ok {
		return f.head.Cell(i).Text
	}
	return field
}
