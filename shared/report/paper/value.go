package paper

import (
	"strconv"
	"time"
)

// Kind is what a [Value] is.
type Kind int

// The kinds.
const (
	Nothing Kind = iota // an empty cell
	IsText
	IsCount     // a whole number
	IsDelta     // a difference of counts, with its sign
	IsRate      // a share in percent, two decimals
	IsGrowth    // a change in percent with its sign, two decimals
	IsPoints    // a difference of two rates, in percentage points with its sign, two decimals
	IsDecimal   // a quotient with two decimals
	IsSpan      // elapsed time, in whole seconds
	IsInstant   // a point in time
	IsReference // of a case
	IsLines     // several lines, with what they say as data
)

// Value is one figure or word. The zero Value is an empty cell.
type Value struct {
	kind Kind
	// n is a count, seconds, or the dividend; of is the divisor.
	n, of int64
	text  string
	at    time.Time
	lines []string
	data  any
	tone  Tone
}

// Text is a word or sentence.
func Text(s string) Value { return Value{kind: IsText, text: s} }

// Count is a whole number.
func Count[N int | int64](n N) Value { return Value{kind: IsCount, n: int64(n)} }

// Delta is a difference of counts.
func Delta(now, before int64) Value { return Value{kind: IsDelta, n: now - before} }

// Rate is part ÷ whole in percent; no data when there is no whole.
func Rate(part, whole int64) Value { return Value{kind: IsRate, n: part * 100, of: max(whole, 0)} }

// Growth is (now − before) ÷ before in percent; no data when there was nothing before.
func Growth(now, before int64) Value {
	return Value{kind: IsGrowth, n: (now - before) * 100, of: max(before, 0)}
}

// Points is the difference of two rates in percentage points, as they are
// shown: of the rounded ones. No data when one of them has none.
func Points(now, before Value) Value {
	v := Value{kind: IsPoints}
	if now.Known() && before.Known() {
		v.n, v.of = now.Hundredths()-before.Hundredths(), 100
	}
	return v
}

// Decimal is n ÷ of; no data when there is nothing to divide by.
func Decimal(n, of int64) Value { return Value{kind: IsDecimal, n: n, of: max(of, 0)} }

// Span is elapsed time in whole seconds.
func Span(seconds int64) Value { return Value{kind: IsSpan, n: seconds} }

// Instant is a point in time; the zero one is an empty cell.
func Instant(at time.Time) Value {
	if at.IsZero() {
		return Value{}
	}
	return Value{kind: IsInstant, at: at}
}

// Reference is that of a case.
func Reference(reference string) Value { return Value{kind: IsReference, text: reference} }

// Flag is a yes or no, as the paper says it; JSON says true or false.
func Flag(is bool, said string) Value { return Value{kind: IsLines, lines: []string{said}, data: is} }

// Lines are several lines of one cell; data is what JSON says in their place.
func Lines(lines []string, data any) Value { return Value{kind: IsLines, lines: lines, data: data} }

// Toned is the value with a tone.
func (v Value) Toned(t Tone) Value {
	v.tone = t
	return v
}

// Kind is what the value is.
func (v Value) Kind() Kind { return v.kind }

// Tone says whether the value is as it should be.
func (v Value) Tone() Tone { return v.tone }

// Numeric values stand at the right of their column.
func (v Value) Numeric() bool { return v.kind >= IsCount && v.kind <= IsSpan }

// NoData is said in place of a quotient that has nothing to be divided by.
const NoData = "no data"

// Known tells whether there is a number: not of an empty cell, a text, or a
// quotient without data.
func (v Value) Known() bool {
	switch v.kind {
	case IsRate, IsGrowth, IsPoints, IsDecimal:
		return v.of > 0
	}
	return v.Numeric()
}

// Int is the whole number of a count, a delta or a span.
func (v Value) Int() int64 { return v.n }

// Hundredths is the number in hundredths, rounded half up (away from zero): 9750 of 97.50 %.
func (v Value) Hundredths() int64 {
	switch {
	case !v.Known():
		return 0
	case v.of > 0:
		return halfUp(v.n*100, v.of)
	}
	return v.n * 100
}

// halfUp is n ÷ of, rounded to the nearest whole number, halves away from zero.
func halfUp(n, of int64) int64 {
	if n < 0 {
		return -halfUp(-n, of)
	}
	return (2*n + of) / (2 * of)
}

// Number is a quotient as digits with two decimals, such as "97.50" or "-8.66";
// [NoData] when there is none. Of whole numbers it is their digits.
func (v Value) Number() string {
	switch {
	case !v.Known():
		return NoData
	case v.of > 0:
		return decimals(v.Hundredths())
	}
	return strconv.FormatInt(v.n, 10)
}

func decimals(hundredths int64) string {
	if hundredths < 0 {
		return "-" + decimals(-hundredths)
	}
	return strconv.FormatInt(hundredths/100, 10) + "." + strconv.FormatInt(100+hundredths%100, 10)[1:]
}
