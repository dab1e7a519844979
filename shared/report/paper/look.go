package paper

import (
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// role is what a cell of a workbook is there for.
type role string

const (
	inBody  role = "body"
	inTotal role = "total"
	asHead  role = "head"
	asGroup role = "group"
	asTitle role = "title"
	asPart  role = "part"
	asNote  role = "note"
	asText  role = "text"
	asLabel role = "label"
	asBare  role = "bare" // beside a group's heading
)

// look is how a cell of a workbook looks.
type look struct {
	role   role
	format string // of the number
	tone   Tone
	side   string // at which the text stands; "" for numbers right, texts left
	wrap   bool
	indent int
}

// The colours, as on the page.
const (
	ink    = "1B2733"
	soft   = "566472"
	line   = "D9E0E6"
	wash   = "F4F7F9"
	accent = "0F5C7A"
)

var tones = map[Tone]string{Plain: ink, Good: "1F6B45", Warned: "8A5A00", Bad: "A3271D"}

// style is the number of a look in the workbook.
func (b *book) style(l look) int {
	if id, ok := b.looks[l]; ok {
		return id
	}
	id, err := b.file.NewStyle(l.style(b.font()))
	b.note(err)
	b.looks[l] = id
	return id
}

func (l look) style(family string) *excelize.Style {
	s := &excelize.Style{
		Font:      &excelize.Font{Family: family, Size: 10, Color: tones[l.tone], Bold: l.tone == Bad},
		Alignment: &excelize.Alignment{Horizontal: l.side, Vertical: "top", WrapText: l.wrap, Indent: l.indent},
	}
	if format := l.signed(); format != "" {
		s.CustomNumFmt = &format
	}
	l.dress(s)
	return s
}

// dress gives a style what its role wears.
func (l look) dress(s *excelize.Style) {
	border := func(side, color string, style int) {
		s.Border = append(s.Border, excelize.Border{Type: side, Color: color, Style: style})
	}
	shade := func() { s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{wash}} }
	switch l.role {
	case inBody:
		border("bottom", line, 1)
	case inTotal:
		s.Font.Bold = true
		border("top", ink, 1)
		border("bottom", ink, 1)
		shade()
	case asHead:
		s.Font.Bold, s.Font.Color, s.Alignment.WrapText, s.Alignment.Vertical = true, soft, true, "bottom"
		border("bottom", ink, 2)
		shade()
	case asGroup:
		s.Font.Bold, s.Alignment.Horizontal = true, "center"
		border("bottom", soft, 1)
		shade()
	case asBare:
		shade()
	case asTitle:
		s.Font.Bold, s.Font.Size = true, 16
	case asPart:
		s.Font.Bold, s.Font.Size, s.Font.Color = true, 12, accent
	case asNote, asLabel:
		s.Font.Color = soft
	}
}

// signed is the number format with the sign of the tone before the number, so
// that a tone is never told by colour alone.
func (l look) signed() string {
	if l.tone == Plain {
		return l.format
	}
	format := l.format
	if format == "" {
		format = "@"
	}
	sections := strings.Split(format, ";")
	for i, s := range sections {
		sections[i] = `"` + signs[l.tone] + ` "` + s
	}
	return strings.Join(sections, ";")
}

// longest is how many UTF-16 units Excel takes in a cell.
const longest = excelize.TotalCellChars

// textual is how long a text may be to be formatted as text: Excel shows
// longer ones as ####.
const textual = 255

// number is a value as a workbook keeps it, with its number format: shares as
// fractions, spans and instants in days. What a workbook cannot keep as a
// number is a text.
func (b *book) number(v Value) (any, string) {
	switch {
	case v.kind == Nothing:
		return nil, ""
	case v.kind == IsInstant:
		return b.date(v.at)
	case !v.Known():
		return b.text(b.Say(v))
	}
	switch v.kind {
	case IsDelta:
		return v.n, "+0;-0;0"
	case IsRate:
		return float64(v.Hundredths()) / 1e4, "0.00%"
	case IsGrowth:
		return float64(v.Hundredths()) / 1e4, "+0.00%;-0.00%;0.00%"
	case IsPoints:
		return float64(v.Hundredths()) / 1e2, "+0.00;-0.00;0.00"
	case IsDecimal:
		return float64(v.Hundredths()) / 1e2, "0.00"
	case IsSpan:
		return b.days(v)
	}
	return v.n, "0"
}

// days is a span; Excel knows none below nothing.
func (b *book) days(v Value) (any, string) {
	format := "[h]:mm"
	switch {
	case v.n < 0:
		return b.text(b.Say(v))
	case v.n%60 != 0:
		format = "[h]:mm:ss"
	}
	return inDays(v.n), format
}

// inDays is a number of seconds in days, never below it by a rounding: a
// program that cuts what it does not show would show the minute before.
func inDays(seconds int64) float64 {
	days := float64(seconds) / 86400
	if days*86400 <= float64(seconds) && seconds%86400 != 0 {
		days += 1e-9
	}
	return days
}

// epoch is day 0 of a workbook.
var epoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// date is an instant as the office's clock shows it; Excel knows the years
// from 1900 to 9999.
func (b *book) date(at time.Time) (any, string) {
	local := at.In(b.zone())
	if local.Year() < 1901 || local.Year() > 9999 {
		return b.text(b.when(at))
	}
	wall := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), 0, time.UTC)
	format := "yyyy-mm-dd hh:mm"
	if local.Second() != 0 {
		format += ":ss"
	}
	return inDays(int64(wall.Sub(epoch) / time.Second)), format
}

func (b *book) text(s string) (any, string) {
	s = cut(plain(s), longest, "…")
	if len16(s) > textual {
		return s, ""
	}
	return s, "@"
}
