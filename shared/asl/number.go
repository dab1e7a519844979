package asl

import (
	"cmp"
	"encoding/json"
	"math"
	"math/big"
	"strconv"
	"strings"
)

func number(i int64) json.Number {
	return json.Number(strconv.FormatInt(i, 10))
}

// compareNumbers orders two JSON numbers: integers exactly, however big, and
// everything else as floating point.
func compareNumbers(a, b json.Number) int {
	if i, err := a.Int64(); err == nil {
		if j, err := b.Int64(); err == nil {
			return cmp.Compare(i, j)
		}
	}
	x, xok := bigInteger(a)
	y, yok := bigInteger(b)
	if xok && yok {
		return x.Cmp(y)
	}
	return cmp.Compare(float(a), float(b))
}

func bigInteger(n json.Number) (*big.Int, bool) {
	if strings.ContainsAny(string(n), ".eE") {
		return nil, false
	}
	return new(big.Int).SetString(string(n), 10)
}

// float is the nearest floating-point number, infinite beyond its range.
func float(n json.Number) float64 {
	f, _ := strconv.ParseFloat(string(n), 64)
	return f
}

// nearest is the integer closest to a number, halves rounded up; false for
// what is no number or does not fit.
func nearest(v any) (int64, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	if i, err := n.Int64(); err == nil {
		return i, true
	}
	f := math.Floor(float(n) + 0.5)
	if !(math.Abs(f) < 1<<63) {
		return 0, false
	}
	return int64(f), true
}

// integer is the value of a number without a fraction; 2.0 is one.
func integer(v any) (int64, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	i, ok := nearest(n)
	return i, ok && float(n) == float64(i)
}

// equal compares two values as JSON: the order of fields and the spelling of
// numbers do not count.
func equal(a, b any) bool {
	switch a := a.(type) {
	case json.Number:
		b, ok := b.(json.Number)
		return ok && compareNumbers(a, b) == 0
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !equal(a[i], b[i]) {
				return false
			}
		}
		return true
	case *object:
		b, ok := b.(*object)
		if !ok || len(a.keys) != len(b.keys) {
			return false
		}
		for k, v := range a.fields {
			w, ok := b.fields[k]
			if !ok || !equal(v, w) {
				return false
			}
		}
		return true
	}
	return a == b
}
