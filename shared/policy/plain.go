package policy

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// readPlain reads a file that is written in the plain part of YAML: block
// mappings and lists, flow ones on one line, scalars on one line, quotes without
// escapes, comments. Packs are written so, and every start of a program waits for
// them: this takes a tenth of the parser's time. False for anything else, which
// the parser then reads; what is read here the parser reads in the same way.
func readPlain(src []byte) (root *value, ok bool) {
	r := &plainReader{}
	if len(src) > maxFile || !utf8.Valid(src) || !r.split(string(src)) || len(r.lines) == 0 {
		return nil, false
	}
	root = r.block(0)
	return root, !r.failed && r.next == len(r.lines)
}

// plainReader stands at a line. Once it has failed nothing that it gives counts.
type plainReader struct {
	lines  []plainLine
	next   int
	failed bool
	spare  []value // made together: there are thousands
}

// make makes a value.
func (r *plainReader) make(kind valueKind, line int, text string) *value {
	if len(r.spare) == 0 {
		r.spare = make([]value, 128)
	}
	v := &r.spare[0]
	r.spare = r.spare[1:]
	v.kind, v.line, v.text = kind, line, text
	return v
}

// plainLine is a line that is neither empty nor a comment.
type plainLine struct {
	number, indent int
	text           string // from the first character that is no space
}

// breaks are what other than the end of a line may break one, and the byte order mark.
var breaks = []string{"\u2028", "\u2029", "\ufeff"}

// split takes the source apart into lines. False when it has characters, or marks
// of documents, that are not plain.
func (r *plainReader) split(src string) bool {
	for i := range len(src) {
		switch c := src[i]; {
		case c < ' ' && c != '\n', c == 0x7f, c == 0xc2 && src[i+1] <= 0xa0:
			return false // control characters, and the space that does not break
		case (c == 0xe2 || c == 0xef) && slices.Contains(breaks, src[i:i+3]):
			return false
		}
	}
	r.lines = make([]plainLine, 0, strings.Count(src, "\n")+1)
	number := 0
	for text := range strings.SplitSeq(src, "\n") {
		number++
		if strings.HasPrefix(text, "---") || strings.HasPrefix(text, "...") || strings.HasPrefix(text, "%") {
			return false
		}
		trimmed := strings.TrimLeft(text, " ")
		if trimmed != "" && trimmed[0] != '#' {
			r.lines = append(r.lines, plainLine{number, len(text) - len(trimmed), trimmed})
		}
	}
	return true
}

// fail gives up.
func (r *plainReader) fail() *value {
	r.failed = true
	return &value{}
}

// line is the line that the reader stands at; false at the end, or after a failure.
func (r *plainReader) line() (plainLine, bool) {
	if r.failed || r.next >= len(r.lines) {
		return plainLine{}, false
	}
	return r.lines[r.next], true
}

// block reads the mapping or list whose lines begin at an indent.
func (r *plainReader) block(indent int) *value {
	l, ok := r.line()
	switch {
	case !ok || l.indent != indent:
		return r.fail()
	case isItem(l.text):
		return r.list(indent)
	}
	return r.mapping(indent)
}

func isItem(text string) bool { return text == "-" || strings.HasPrefix(text, "- ") }

// list reads items at an indent.
func (r *plainReader) list(indent int) *value {
	v := r.make(listValue, 0, "")
	for l, ok := r.line(); ok && l.indent == indent && isItem(l.text); l, ok = r.line() {
		if v.line == 0 {
			v.line = l.number
		}
		rest := strings.TrimLeft(l.text[1:], " ")
		inner := indent + len(l.text) - len(rest)
		switch {
		case rest == "" || rest[0] == '#' || isItem(rest):
			return r.fail()
		case keyEnd(rest) > 0:
			r.lines[r.next] = plainLine{l.number, inner, rest}
			v.items = append(v.items, r.mapping(inner))
		default:
			v.items = append(v.items, r.inline(rest, indent))
		}
	}
	return v
}

// mapping reads keys at an indent, with their values.
func (r *plainReader) mapping(indent int) *value {
	v := r.make(mappingValue, 0, "")
	for l, ok := r.line(); ok && l.indent == indent && !isItem(l.text); l, ok = r.line() {
		end := keyEnd(l.text)
		if end <= 0 {
			return r.fail()
		}
		key, tail := r.scalar(l.text[:end], false)
		if tail != "" || !isKey(key, l.text) {
			return r.fail()
		}
		key.line = l.number
		if v.line == 0 {
			v.line = l.number
		}
		v.pairs = append(v.pairs, pair{key, r.under(l, strings.TrimLeft(l.text[end+1:], " "), indent)})
	}
	return v
}

// under reads the value of a key: behind it, or in the lines below.
func (r *plainReader) under(l plainLine, rest string, indent int) *value {
	if rest != "" && rest[0] != '#' {
		return r.inline(rest, indent)
	}
	r.next++
	below, ok := r.line()
	switch {
	case ok && below.indent > indent:
		return r.block(below.indent)
	case ok && below.indent == indent && isItem(below.text):
		return r.list(indent)
	}
	return r.make(nullValue, l.number, "")
}

// inline reads a value that ends with its line. A deeper line below would be its
// continuation, and is not plain.
func (r *plainReader) inline(text string, indent int) *value {
	number := r.lines[r.next].number
	v, tail := r.value(text, false, number)
	tail = strings.TrimLeft(tail, " ")
	r.next++
	if below, ok := r.line(); tail != "" && tail[0] != '#' || ok && below.indent > indent {
		return r.fail()
	}
	return v
}

// keyEnd is where the colon stands that makes a line, or an item, begin with a
// key; 0 when it does not.
func keyEnd(text string) int {
	from := 0
	if text[0] == '"' || text[0] == '\'' {
		end := strings.IndexByte(text[1:], text[0])
		if end < 0 {
			return 0
		}
		if from = end + 2; !strings.HasPrefix(text[from:], ":") {
			return 0
		}
	} else if text[0] == '{' || text[0] == '[' {
		return 0
	}
	for i := from; i < len(text); i++ {
		switch {
		case text[i] == '#' && i > 0 && text[i-1] == ' ':
			return 0
		case text[i] == ':' && (i+1 == len(text) || text[i+1] == ' '):
			return i
		}
	}
	return 0
}
