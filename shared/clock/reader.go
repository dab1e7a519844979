package clock

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxFile bounds what ParseCalendar looks at; a century of holidays is far smaller.
const maxFile = 256 << 10

// reader walks a YAML tree and collects what is wrong with it.
type reader struct {
	problems Problems
	anchors  map[string]ast.Node
}

// entry is one key of a mapping with its value.
type entry struct {
	key   string
	line  int
	value ast.Node
}

// open parses src and gives the one document it must hold, or nil and a problem.
func (r *reader) open(src []byte) ast.Node {
	if len(src) > maxFile {
		r.bad(1, "", "the file is longer than %d bytes", maxFile)
		return nil
	}
	file, err := parseYAML(src)
	if err != nil {
		line, reason := 1, err.Error()
		var at yaml.Error
		if errors.As(err, &at) && at.GetToken() != nil {
			line, reason = at.GetToken().Position.Line, at.GetMessage()
		}
		r.bad(line, "", "%s", reason)
		return nil
	}
	switch {
	case len(file.Docs) == 0 || file.Docs[0].Body == nil:
		r.bad(1, "", "the file is empty")
		return nil
	case len(file.Docs) > 1 && file.Docs[1].Body != nil:
		r.bad(line(file.Docs[1].Body), "", "one calendar a file, this is a second document")
		return nil
	}
	return file.Docs[0].Body
}

// parseYAML shields the caller from a parser that panics on some broken input.
func parseYAML(src []byte) (file *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("not YAML")
		}
	}()
	return parser.ParseBytes(src, 0)
}

func (r *reader) bad(line int, field, format string, args ...any) {
	r.problems = append(r.problems, Problem{line, field, fmt.Sprintf(format, args...)})
}

func line(n ast.Node) int {
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return 1
	}
	return n.GetToken().Position.Line
}

// plain follows anchors and aliases to the node they stand for.
func (r *reader) plain(n ast.Node) ast.Node {
	switch v := n.(type) {
	case *ast.AnchorNode:
		if r.anchors == nil {
			r.anchors = map[string]ast.Node{}
		}
		r.anchors[v.Name.String()] = v.Value
		return v.Value
	case *ast.AliasNode:
		if to, ok := r.anchors[v.Value.String()]; ok {
			return to
		}
	}
	return n
}

// mapping gives the entries of a mapping in their order.
func (r *reader) mapping(n ast.Node, at int, field string) []entry {
	var values []*ast.MappingValueNode
	switch v := r.plain(n).(type) {
	case *ast.MappingNode:
		values = v.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{v}
	default:
		r.bad(at, field, "must be a mapping, as {key: value}")
	}
	var entries []entry
	for _, v := range values {
		key, ok := r.word(v.Key, line(v.Key), field)
		if ok {
			entries = append(entries, entry{key, line(v.Key), v.Value})
		}
	}
	return entries
}

// list gives the items of a sequence.
func (r *reader) list(n ast.Node, at int, field string) []ast.Node {
	if v, ok := r.plain(n).(*ast.SequenceNode); ok {
		return v.Values
	}
	r.bad(at, field, "must be a list, as [first, second]")
	return nil
}

// word gives a scalar as it is written. An empty one is a problem.
func (r *reader) word(n ast.Node, at int, field string) (string, bool) {
	s := ""
	switch v := r.plain(n).(type) {
	case *ast.StringNode:
		s = v.Value
	case *ast.LiteralNode:
		s = v.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		s = v.GetToken().Value
	case *ast.NullNode:
	default:
		r.bad(at, field, "must be plain text")
		return "", false
	}
	if s = strings.TrimSpace(s); s == "" {
		r.bad(at, field, "is empty")
	}
	return s, s != ""
}
