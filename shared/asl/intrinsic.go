package asl

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// mostNested is how deep calls of intrinsic functions may be nested.
const mostNested = 10

// call is the call of an intrinsic function.
type call struct {
	name string
	fn   intrinsic
	args []expr
}

// intrinsic is a function of the language. Least and most bound the number of
// arguments; a negative most sets no bound.
type intrinsic struct {
	least, most int
	do          func(args []any, s scope) (any, error)
}

func (c call) eval(s scope) (any, error) {
	args := make([]any, 0, len(c.args))
	for _, a := range c.args {
		v, err := a.eval(s)
		if err != nil {
			return nil, err
		}
		args = append(args, v)
	}
	v, err := c.fn.do(args, s)
	if err != nil {
		return nil, failed(errIntrinsic, "%s: %v", c.name, err)
	}
	return v, nil
}

// quoted is a string in apostrophes. Its escapes are resolved when it is
// evaluated, because an open one is an error of the run, not of the text.
type quoted string

func (q quoted) eval(scope) (any, error) {
	s, err := unescape(string(q))
	if err != nil {
		return nil, failed(errIntrinsic, "'%s': %v", string(q), err)
	}
	return s, nil
}

// raw is the first argument of States.Format as it was written, in which
// escaped braces can still be told from the others.
type raw string

func (r raw) eval(scope) (any, error) { return string(r), nil }

// unescape resolves the escapes \' \{ \} \\, the only ones there are.
func unescape(s string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			if i++; i == len(s) || strings.IndexByte(`'{}\`, s[i]) < 0 {
				return "", errors.New("a backslash escapes nothing")
			}
		}
		b.WriteByte(s[i])
	}
	return b.String(), nil
}

// intrinsicParser reads calls of intrinsic functions.
type intrinsicParser struct {
	text  string
	pos   int
	depth int
}

// parseIntrinsic reads a text that is one call and nothing else.
func parseIntrinsic(text string) (expr, error) {
	p := &intrinsicParser{text: text}
	e, err := p.call()
	if err == nil && p.pos < len(text) {
		err = fmt.Errorf("unexpected %q", text[p.pos:])
	}
	if err != nil {
		return nil, fmt.Errorf("%q is neither a path nor an intrinsic function: %w", text, err)
	}
	return e, nil
}

func (p *intrinsicParser) call() (expr, error) {
	if p.depth++; p.depth > mostNested {
		return nil, fmt.Errorf("more than %d functions are nested", mostNested)
	}
	defer func() { p.depth-- }()
	name := p.word("(),' \t\n")
	fn, ok := intrinsics[name]
	if !ok {
		return nil, fmt.Errorf("there is no function %q", name)
	}
	args, err := p.arguments(name == "States.Format")
	if err != nil {
		return nil, err
	}
	if n := len(args); n < fn.least || fn.most >= 0 && n > fn.most {
		return nil, fmt.Errorf("%s does not take %d arguments", name, n)
	}
	return call{name, fn, args}, nil
}

func (p *intrinsicParser) arguments(format bool) (args []expr, err error) {
	if !p.accept('(') {
		return nil, errors.New("an opening parenthesis is missing")
	}
	for p.space(); !p.accept(')'); p.space() {
		if len(args) > 0 && !p.accept(',') {
			return nil, errors.New("a comma or a closing parenthesis is missing")
		}
		p.space()
		a, err := p.argument()
		if err != nil {
			return nil, err
		}
		if q, ok := a.(quoted); ok && format && len(args) == 0 {
			a = raw(q)
		}
		args = append(args, a)
	}
	return args, nil
}

func (p *intrinsicParser) argument() (expr, error) {
	rest := p.text[p.pos:]
	switch {
	case strings.HasPrefix(rest, "'"):
		return p.quoted()
	case strings.HasPrefix(rest, "$"):
		text := p.path()
		parsed, err := parsePath(text)
		return required{parsed, text}, err
	case strings.HasPrefix(rest, "States."):
		return p.call()
	}
	switch word := p.word("(),' \t\n"); word {
	case "null":
		return literal{nil}, nil
	case "true", "false":
		return literal{word == "true"}, nil
	default:
		v, err := decode([]byte(word))
		if n, ok := v.(json.Number); ok && err == nil {
			return literal{n}, nil
		}
		return nil, fmt.Errorf("%q is not an argument", word)
	}
}

// quoted reads up to the apostrophe that is not escaped.
func (p *intrinsicParser) quoted() (expr, error) {
	start := p.pos + 1
	for i := start; i < len(p.text); i++ {
		switch p.text[i] {
		case '\\':
			i++
		case '\'':
			p.pos = i + 1
			return quoted(p.text[start:i]), nil
		}
	}
	return nil, errors.New("a closing apostrophe is missing")
}

// path reads a path up to the comma, parenthesis or space outside its brackets.
func (p *intrinsicParser) path() string {
	start := p.pos
	for p.pos < len(p.text) && strings.IndexByte("(), \t\n", p.text[p.pos]) < 0 {
		switch p.text[p.pos] {
		case '\\':
			p.pos++
		case '[':
			if end := bracketEnd(p.text[p.pos:]); end > 0 {
				p.pos += end - 1
			}
		}
		p.pos++
	}
	p.pos = min(p.pos, len(p.text))
	return p.text[start:p.pos]
}

func (p *intrinsicParser) word(end string) string {
	start := p.pos
	for p.pos < len(p.text) && strings.IndexByte(end, p.text[p.pos]) < 0 {
		p.pos++
	}
	return p.text[start:p.pos]
}

func (p *intrinsicParser) space() {
	for p.pos < len(p.text) && strings.IndexByte(" \t\n", p.text[p.pos]) >= 0 {
		p.pos++
	}
}

func (p *intrinsicParser) accept(c byte) bool {
	if p.pos < len(p.text) && p.text[p.pos] == c {
		p.pos++
		return true
	}
	return false
}
