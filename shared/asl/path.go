package asl

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ohler55/ojg/jp"
)

// path is a parsed JSONPath. One that begins with $$ reads the context object.
type path struct {
	text    string
	context bool
	steps   jp.Expr
	// definite is how many leading steps name a single node each. A path of
	// which all steps do is definite: it yields one value or none.
	definite int
}

// parsePath reads a path. Members in dot notation are read here, because field
// names such as my-key and the backslash escapes of the language are no part of
// the JSONPath library's grammar; every bracket is read by the library.
func parsePath(text string) (*path, error) {
	rest, ok := strings.CutPrefix(text, "$")
	if !ok {
		return nil, fmt.Errorf("%q is not a path: it must begin with $", text)
	}
	p := &path{text: text}
	rest, p.context = strings.CutPrefix(rest, "$")
	for rest != "" {
		steps, after, err := readStep(rest)
		if err != nil {
			return nil, fmt.Errorf("%q is not a path: %w", text, err)
		}
		p.steps, rest = append(p.steps, steps...), after
	}
	for p.definite < len(p.steps) && single(p.steps[p.definite]) {
		p.definite++
	}
	return p, nil
}

// parseReference reads a path that can only identify one node.
func parseReference(text string) (*path, error) {
	p, err := parsePath(text)
	if err == nil && !p.isDefinite() {
		err = fmt.Errorf("%q is not a reference path: it may name several nodes", text)
	}
	return p, err
}

func (p *path) isDefinite() bool {
	return p.definite == len(p.steps)
}

func single(step jp.Frag) bool {
	switch step.(type) {
	case jp.Child, jp.Nth:
		return true
	}
	return false
}

// readStep reads one member, bracket or descent from the front of the text.
func readStep(text string) (steps jp.Expr, rest string, err error) {
	if text[0] == '[' {
		return readBracket(text)
	}
	rest, ok := strings.CutPrefix(text, ".")
	if !ok {
		return nil, "", fmt.Errorf("unexpected %q", text)
	}
	if after, ok := strings.CutPrefix(rest, "."); ok {
		steps, rest = append(steps, jp.Descent('.')), after
		if strings.HasPrefix(rest, "[") {
			return steps, rest, nil
		}
	}
	if after, ok := strings.CutPrefix(rest, "*"); ok {
		return append(steps, jp.Wildcard('*')), after, nil
	}
	name, rest, err := readName(rest)
	return append(steps, jp.Child(name)), rest, err
}

// readName reads a field name up to the next step. A backslash takes the
// meaning from the character after it.
func readName(text string) (name, rest string, err error) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		case c == '.' || c == '[':
			name, rest = b.String(), text[i:]
			if name == "" {
				return "", "", errors.New("a field name is missing")
			}
			return name, rest, nil
		case c <= ' ' || strings.IndexByte(`()]'"*?,\`, c) >= 0:
			return "", "", fmt.Errorf("%q in a field name must be escaped or in brackets", c)
		default:
			b.WriteByte(c)
		}
	}
	if b.Len() == 0 {
		return "", "", errors.New("a field name is missing")
	}
	return b.String(), "", nil
}

// readBracket hands one bracket to the JSONPath library.
func readBracket(text string) (steps jp.Expr, rest string, err error) {
	end := bracketEnd(text)
	if end < 0 {
		return nil, "", errors.New("a bracket is not closed")
	}
	expr, err := parseExpr("$" + text[:end])
	if err != nil {
		return nil, "", err
	}
	if len(expr) != 2 {
		return nil, "", fmt.Errorf("%s is not understood", text[:end])
	}
	switch step := expr[1].(type) {
	case *jp.Proc:
		return nil, "", errors.New("script expressions are not supported")
	case jp.Slice:
		if step[2] <= 0 {
			return nil, "", errors.New("the step of a slice must be positive")
		}
	}
	return expr[1:], text[end:], nil
}

// parseExpr shields the program from a library that reports by panicking.
func parseExpr(text string) (x jp.Expr, err error) {
	defer func() {
		if r := recover(); r != nil {
			x, err = nil, fmt.Errorf("%v", r)
		}
	}()
	return jp.ParseString(text)
}

// bracketEnd is the index behind the bracket that opens the text, or -1.
func bracketEnd(text string) int {
	depth, quote := 0, byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '[':
			depth++
		case c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}
