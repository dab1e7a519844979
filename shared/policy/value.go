package policy

import "github.com/goccy/go-yaml/ast"

// value is a value of a YAML file.
type value struct {
	kind  valueKind
	line  int
	text  string   // of a scalar, as it is written
	pairs []pair   // of a mapping
	items []*value // of a list
}

// pair is a key with its value.
type pair struct{ key, value *value }

// valueKind is what a value is.
type valueKind byte

const (
	nullValue valueKind = iota
	scalarValue
	mappingValue
	listValue
	oddValue // what no reader expects: an anchor, a tag, an infinite number
)

// valueOf takes over what the parser has read.
func valueOf(n ast.Node) *value {
	if n == nil {
		return nil
	}
	v := &value{kind: oddValue}
	if token := n.GetToken(); token != nil && token.Position != nil {
		v.line = token.Position.Line
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		v.kind = mappingValue
		for _, p := range n.Values {
			v.pairs = append(v.pairs, pair{valueOf(p.Key), valueOf(p.Value)})
		}
	case *ast.MappingValueNode:
		v.kind, v.pairs = mappingValue, []pair{{valueOf(n.Key), valueOf(n.Value)}}
	case *ast.SequenceNode:
		v.kind = listValue
		for _, one := range n.Values {
			v.items = append(v.items, valueOf(one))
		}
	case *ast.LiteralNode:
		v.kind, v.text = scalarValue, n.Value.Value
	case *ast.StringNode:
		v.kind, v.text = scalarValue, n.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		v.kind, v.text = scalarValue, n.GetToken().Value
	case *ast.NullNode:
		v.kind = nullValue
	}
	return v
}
