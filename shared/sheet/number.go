package sheet

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// system is the day that a workbook counts its dates from.
type system int

const (
	from1900 system = iota
	from1904
)

// zero is day 0, as the dates of this century count.
func (s system) zero() time.Time {
	if s == from1904 {
		return time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
}

// text writes a date as people read it, without the time of day at midnight.
func (s system) text(days float64) string {
	at := s.zero().Add(time.Duration(math.Round(days*24*60*60)) * time.Second)
	if at.Equal(at.Truncate(24 * time.Hour)) {
		return at.Format(time.DateOnly)
	}
	return at.Format(time.DateTime)
}

// format is how a style shows a number.
type format struct {
	date  bool
	zeros int // digits that are shown at least, with leading zeros
}

// styleSheet is what the part of styles says of numbers.
type styleSheet struct {
	Formats struct {
		Format []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmt"`
	} `xml:"numFmts"`
	Cells struct {
		Style []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"xf"`
	} `xml:"cellXfs"`
}

// styles reads the formats of numbers, by style.
func (b *book) styles(main string) ([]format, error) {
	parts, err := b.related(main, "/styles")
	if err != nil {
		return nil, err
	}
	var list []format
	for _, part := range parts {
		var s styleSheet
		if err := b.read(part, &s); err != nil {
			return nil, err
		}
		codes := map[int]string{}
		for _, f := range s.Formats.Format {
			codes[f.ID] = f.Code
		}
		for _, style := range s.Cells.Style {
			list = append(list, formatOf(style.Format, codes[style.Format]))
		}
	}
	return list, nil
}

// dateFormats are the numbers of formats that need no code: of dates, of times,
// and of dates in East Asian words.
var dateFormats = [][2]int{{14, 22}, {27, 36}, {45, 47}, {50, 58}}

var (
	// quiet are the parts of a code that stand for themselves: "quoted", \x, _x,
	// *x, and [conditions], among them spans of time such as [h].
	quiet = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)
	zeros = regexp.MustCompile(`^0{2,}$`)
)

func formatOf(number int, code string) format {
	if code == "" {
		return format{date: slices.ContainsFunc(dateFormats, func(r [2]int) bool { return r[0] <= number && number <= r[1] })}
	}
	if zeros.MatchString(code) {
		return format{zeros: len(code)}
	}
	code, _, _ = strings.Cut(code, ";")
	code = strings.ToLower(quiet.ReplaceAllString(code, ""))
	return format{date: code != "general" && strings.ContainsAny(code, "ymdhs")}
}

// exact is how many digits of a number a spreadsheet keeps.
const exact = 15

// number reads a number as a person sees it, but with all of its digits.
func (b *book) number(value string, style int) Cell {
	n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil {
		return Cell{Text: value}
	}
	var f format
	if style >= 0 && style < len(b.formats) {
		f = b.formats[style]
	}
	const farthest = 2_958_465 // 9999-12-31
	switch {
	case f.date && n >= 0 && n <= farthest:
		return Cell{Text: b.dates.text(n)}
	case math.Abs(n) >= 1e15:
		return Cell{Text: value, Flaw: lostDigits}
	}
	n, _ = strconv.ParseFloat(strconv.FormatFloat(n, 'g', exact, 64), 64) // without the dust of binary fractions
	text := strconv.FormatFloat(n, 'f', -1, 64)
	if f.zeros > len(text) && !strings.ContainsAny(text, "-.") {
		text = strings.Repeat("0", f.zeros-len(text)) + text
	}
	return Cell{Text: text}
}
