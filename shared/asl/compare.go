package asl

import (
	"cmp"
	"encoding/json"
	"errors"
	"strings"
)

// order compares two values of one kind; false if either is of another kind,
// in which case no comparison holds.
type order func(a, b any) (int, bool)

var orders = map[string]order{
	"String": func(a, b any) (int, bool) {
		x, xok := a.(string)
		y, yok := b.(string)
		return strings.Compare(x, y), xok && yok
	},
	"Numeric": func(a, b any) (int, bool) {
		x, xok := a.(json.Number)
		y, yok := b.(json.Number)
		if !xok || !yok {
			return 0, false
		}
		return compareNumbers(x, y), true
	},
	"Timestamp": func(a, b any) (int, bool) {
		x, xok := timestamp(a)
		y, yok := timestamp(b)
		return x.Compare(y), xok && yok
	},
	"Boolean": func(a, b any) (int, bool) {
		x, xok := a.(bool)
		y, yok := b.(bool)
		return cmp.Compare(ordinal(x), ordinal(y)), xok && yok
	},
}

func ordinal(b bool) int {
	if b {
		return 1
	}
	return 0
}

var relations = map[string]func(c int) bool{
	"Equals":            func(c int) bool { return c == 0 },
	"LessThan":          func(c int) bool { return c < 0 },
	"LessThanEquals":    func(c int) bool { return c <= 0 },
	"GreaterThan":       func(c int) bool { return c > 0 },
	"GreaterThanEquals": func(c int) bool { return c >= 0 },
}

// kindTests are the operators that look at one value.
var kindTests = map[string]func(v any) bool{
	"IsNull":      func(v any) bool { return v == nil },
	"IsString":    func(v any) bool { _, ok := v.(string); return ok },
	"IsNumeric":   func(v any) bool { _, ok := v.(json.Number); return ok },
	"IsBoolean":   func(v any) bool { _, ok := v.(bool); return ok },
	"IsTimestamp": func(v any) bool { _, ok := timestamp(v); return ok },
}

// comparator finds the comparison that an operator such as NumericLessThan
// stands for, and the kind of its operands.
func comparator(operator string) (kind string, compare func(a, b any) (bool, error), ok bool) {
	if operator == "StringMatches" {
		return "String", matches, true
	}
	for kind, order := range orders {
		name, ok := strings.CutPrefix(operator, kind)
		relation := relations[name]
		if !ok || relation == nil || kind == "Boolean" && name != "Equals" {
			continue
		}
		return kind, func(a, b any) (bool, error) {
			c, comparable := order(a, b)
			return comparable && relation(c), nil
		}, true
	}
	return "", nil, false
}

// matches is StringMatches: an asterisk stands for any text, \* for an
// asterisk and \\ for a backslash.
func matches(v, pattern any) (bool, error) {
	parts, err := wildcardParts(pattern.(string))
	if err != nil {
		return false, failed(errRuntime, "StringMatches %s: %v", excerpt(pattern), err)
	}
	s, ok := v.(string)
	if !ok {
		return false, nil
	}
	first, last := parts[0], parts[len(parts)-1]
	if len(parts) == 1 {
		return s == first, nil
	}
	if len(s) < len(first)+len(last) || !strings.HasPrefix(s, first) || !strings.HasSuffix(s, last) {
		return false, nil
	}
	s = s[len(first) : len(s)-len(last)]
	for _, part := range parts[1 : len(parts)-1] {
		_, after, found := strings.Cut(s, part)
		if !found {
			return false, nil
		}
		s = after
	}
	return true, nil
}

// wildcardParts are the literal texts between the wildcards of a pattern.
func wildcardParts(pattern string) ([]string, error) {
	parts := []string{""}
	for i := 0; i < len(pattern); i++ {
		last := len(parts) - 1
		switch c := pattern[i]; c {
		case '*':
			parts = append(parts, "")
		case '\\':
			if i++; i == len(pattern) || pattern[i] != '*' && pattern[i] != '\\' {
				return nil, errors.New("a backslash escapes nothing")
			}
			parts[last] += pattern[i : i+1]
		default:
			parts[last] += pattern[i : i+1]
		}
	}
	return parts, nil
}
