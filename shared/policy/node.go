package policy

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// node is one value of a pack's YAML file, with the place where it stands.
// Readers of a node never fail: they add a problem and give a zero value, so
// that one reading finds everything that is wrong.
type node struct {
	file     string
	line     int
	yaml     *value // nil when the value is absent
	problems *Problems
}

// fail adds a problem at the node's line.
func (n node) fail(format string, args ...any) {
	*n.problems = append(*n.problems, Problem{n.file, n.line, fmt.Sprintf(format, args...)})
}

// given tells whether the value was written at all.
func (n node) given() bool { return n.yaml != nil }

// at gives the node of a part.
func (n node) at(part *value) node {
	child := node{file: n.file, line: n.line, problems: n.problems}
	if part == nil {
		return child
	}
	if part.line > 0 {
		child.line = part.line
	}
	if part.kind != nullValue {
		child.yaml = part
	}
	return child
}

// maxFile bounds a file of a pack, in bytes; the largest known has 40,000.
const maxFile = 1 << 20

// readYAML reads a file into its root node, without the parser when it was read before.
func readYAML(file string, src []byte, problems *Problems) node {
	if root, ok := readBefore(src); ok {
		return node{file: file, line: 1, problems: problems}.at(root)
	}
	return parseYAML(file, src, problems)
}

// parseYAML has the parser read a file into its root node.
func parseYAML(file string, src []byte, problems *Problems) node {
	root := node{file: file, line: 1, problems: problems}
	if len(src) > maxFile {
		root.fail("the file is longer than %d bytes", maxFile)
		return root
	}
	parsed, err := shielded(src)
	if err != nil {
		line, reason := syntaxError(err)
		root.line = line
		root.fail("not valid YAML: %s", reason)
		return root
	}
	var bodies []ast.Node
	for _, doc := range parsed.Docs {
		if doc.Body != nil && doc.Body.Type() != ast.CommentGroupType && doc.Body.Type() != ast.NullType {
			bodies = append(bodies, doc.Body)
		}
	}
	switch len(bodies) {
	case 0:
		root.fail("the file is empty")
		return root
	case 1:
		return root.at(valueOf(bodies[0]))
	}
	root.at(valueOf(bodies[1])).fail("a second document in the file")
	return root.at(valueOf(bodies[0]))
}

// shielded keeps the caller from a parser that panics on some broken input.
func shielded(src []byte) (file *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("the parser gives up on it")
		}
	}()
	return parser.ParseBytes(src, 0, parser.AllowDuplicateMapKey())
}

// syntaxError takes the line and the sentence out of the parser's error.
func syntaxError(err error) (int, string) {
	if e, ok := errors.AsType[yaml.Error](err); ok {
		line := 1
		if token := e.GetToken(); token != nil && token.Position != nil {
			line = token.Position.Line
		}
		return line, e.GetMessage()
	}
	return 1, err.Error()
}

// entry is one key of a mapping with its value.
type entry struct {
	key   string
	line  int
	value node
}

// entries reads a mapping in the order of the file. Keys given twice are a
// problem; the first one stands.
func (n node) entries() []entry {
	if n.yaml == nil {
		return nil
	}
	if n.yaml.kind != mappingValue {
		n.fail("keys and values are expected here")
		return nil
	}
	list := make([]entry, 0, len(n.yaml.pairs))
	for _, pair := range n.yaml.pairs {
		key := n.at(pair.key)
		e := entry{key: key.text(), line: key.line, value: n.at(pair.value)}
		e.value.line = max(e.value.line, key.line)
		if slices.ContainsFunc(list, func(o entry) bool { return o.key == e.key }) {
			key.fail("%q is given twice", e.key)
			continue
		}
		list = append(list, e)
	}
	return list
}

// fields reads a mapping whose keys are known. The result has a node for
// every known key, absent ones at the mapping's own line.
func (n node) fields(known ...string) map[string]node {
	fields := make(map[string]node, len(known))
	for _, name := range known {
		fields[name] = n.at(nil)
	}
	for _, e := range n.entries() {
		if !slices.Contains(known, e.key) {
			node{n.file, e.line, nil, n.problems}.fail("unknown key %q; known are %s", e.key, strings.Join(known, ", "))
			continue
		}
		fields[e.key] = e.value
	}
	return fields
}

// items reads a list; an absent one is empty.
func (n node) items() []node {
	if n.yaml == nil {
		return nil
	}
	if n.yaml.kind != listValue {
		n.fail("a list is expected here")
		return nil
	}
	items := make([]node, 0, len(n.yaml.items))
	for _, v := range n.yaml.items {
		items = append(items, n.at(v))
	}
	return items
}

// text reads a scalar as it is written: a code such as 04.03 stays "04.03".
func (n node) text() string {
	switch {
	case n.yaml == nil:
		return ""
	case n.yaml.kind == scalarValue:
		return n.yaml.text
	}
	n.fail("a plain value is expected here")
	return ""
}

// required reads a scalar that must not be empty.
func (n node) required(name string) string {
	s := strings.TrimSpace(n.text())
	if s == "" {
		n.fail("%s is missing", name)
	}
	return s
}

// texts reads a list of scalars.
func (n node) texts() []string {
	var list []string
	for _, item := range n.items() {
		if s := item.required("a value of the list"); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// flag reads true or false; an absent one is false.
func (n node) flag() bool {
	if n.yaml == nil {
		return false
	}
	b, err := strconv.ParseBool(n.text())
	if err != nil {
		n.fail("true or false is expected here")
	}
	return b
}

// number reads a whole number of at least least.
func (n node) number(name string, least int) int {
	i, err := strconv.Atoi(n.required(name))
	if err != nil || i < least {
		n.fail("%s must be a whole number of at least %d", name, least)
	}
	return i
}
