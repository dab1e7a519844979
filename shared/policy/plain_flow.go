package policy

import (
	"strings"
	"unicode"
)

// value reads a flow value or a scalar and gives what follows it. Within a flow
// value a plain scalar ends sooner.
func (r *plainReader) value(text string, within bool, line int) (v *value, tail string) {
	if text == "" {
		return r.fail(), ""
	}
	switch text[0] {
	case '{':
		v, tail = r.flow(text[1:], '}', line)
	case '[':
		v, tail = r.flow(text[1:], ']', line)
	default:
		v, tail = r.scalar(text, within)
	}
	v.line = line
	return v, tail
}

// flow reads what stands in braces or brackets.
func (r *plainReader) flow(text string, closing byte, line int) (v *value, tail string) {
	v = r.make(listValue, line, "")
	if closing == '}' {
		v.kind = mappingValue
	}
	if text = strings.TrimLeft(text, " "); text != "" && text[0] == closing {
		return v, text[1:]
	}
	for !r.failed {
		start := strings.TrimLeft(text, " ")
		var one *value
		one, text = r.value(start, true, line)
		if closing == '}' {
			if !strings.HasPrefix(text, ": ") || !isKey(one, start) {
				return r.fail(), ""
			}
			key := one
			one, text = r.value(strings.TrimLeft(text[1:], " "), true, line)
			v.pairs = append(v.pairs, pair{key, one})
		} else {
			v.items = append(v.items, one)
		}
		text = strings.TrimLeft(text, " ")
		switch {
		case text != "" && text[0] == closing:
			return v, text[1:]
		case text == "" || text[0] != ',':
			return r.fail(), ""
		}
		text = text[1:]
	}
	return v, ""
}

// scalar reads a quoted or a plain scalar.
func (r *plainReader) scalar(text string, within bool) (v *value, tail string) {
	if text == "" {
		return r.fail(), ""
	}
	if quote := text[0]; quote == '"' || quote == '\'' {
		end := strings.IndexByte(text[1:], quote) + 1
		if end == 0 || strings.IndexByte(text[:end], '\\') >= 0 || strings.HasPrefix(text[end+1:], "'") {
			return r.fail(), ""
		}
		return r.make(scalarValue, 0, text[1:end]), text[end+1:]
	}
	end := plainEnd(text, within)
	plain := strings.TrimRight(text[:end], " ")
	if !isPlain(plain) {
		return r.fail(), ""
	}
	switch plain {
	case "~", "null", "Null", "NULL":
		return r.make(nullValue, 0, ""), text[end:]
	}
	return r.make(scalarValue, 0, plain), text[end:]
}

// isKey tells whether what was read at the start of a text is a key: quoted, or a
// word. The parser has its own mind about odd characters in keys.
func isKey(v *value, text string) bool {
	if v.kind != scalarValue || text[0] == '"' || text[0] == '\'' {
		return v.kind == scalarValue
	}
	return strings.IndexFunc(v.text, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' && c != '-' && c != '.'
	}) < 0
}

// plainEnd is where a plain scalar ends: at a comment, at a colon before a space,
// and within a flow value at what separates its parts.
func plainEnd(text string, within bool) int {
	for i := range len(text) {
		switch text[i] {
		case '#':
			if i > 0 && text[i-1] == ' ' {
				return i
			}
		case ':':
			if i+1 == len(text) || text[i+1] == ' ' {
				return i
			}
		case ',', '[', ']', '{', '}':
			if within {
				return i
			}
		}
	}
	return len(text)
}

// isPlain tells whether a scalar without quotes is nothing but text or a number.
func isPlain(text string) bool {
	if text == "" || strings.IndexByte("[]{},#&*!|>'\"%@`?:<=.~+", text[0]) >= 0 && text != "~" {
		return false
	}
	if strings.HasSuffix(text, ":") || text[0] == '-' && (len(text) == 1 || text[1] < '0' || text[1] > '9') {
		return false
	}
	return true
}
