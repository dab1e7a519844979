package infra

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// node is a part of the template: a string, map[string]node or []node. What
// refers to something is a string as !Sub would have it: !Ref Table is
// "${Table}", !GetAtt Table.Arn is "${Table.Arn}". Of another function nothing is
// read but its arguments, under its name: {"!If": [...]}.
type node any

// tpl is template.yaml.
type tpl struct {
	text       string
	parameters map[string]node
	globals    node
	resources  map[string]resource
}

type resource struct {
	kind       string
	properties node
	whole      node
}

func readTemplate(t *testing.T) tpl {
	t.Helper()
	text, err := os.ReadFile("../template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		t.Fatal(err)
	}
	all := nodeOf(t, file.Docs[0].Body)
	out := tpl{text: string(text), globals: at(all, "Globals"), resources: map[string]resource{}}
	out.parameters, _ = at(all, "Parameters").(map[string]node)
	resources, _ := at(all, "Resources").(map[string]node)
	for id, r := range resources {
		out.resources[id] = resource{kind: str(r, "Type"), properties: at(r, "Properties"), whole: r}
	}
	return out
}

func nodeOf(t *testing.T, n ast.Node) node {
	t.Helper()
	switch n := n.(type) {
	case *ast.MappingNode:
		m := map[string]node{}
		for _, v := range n.Values {
			m[v.Key.GetToken().Value] = nodeOf(t, v.Value)
		}
		return m
	case *ast.MappingValueNode:
		return map[string]node{n.Key.GetToken().Value: nodeOf(t, n.Value)}
	case *ast.SequenceNode:
		list := make([]node, len(n.Values))
		for i, v := range n.Values {
			list[i] = nodeOf(t, v)
		}
		return list
	case *ast.LiteralNode:
		return n.Value.Value
	case *ast.TagNode:
		return tagged(n.Start.Value, nodeOf(t, n.Value))
	case ast.ScalarNode:
		return n.GetToken().Value
	}
	t.Fatalf("the template has a %T, which this test cannot read", n)
	return nil
}

// tagged is what a function of CloudFormation stands for.
func tagged(tag string, arg node) node {
	word, isWord := arg.(string)
	switch {
	case tag == "!Sub" && isWord:
		return word
	case (tag == "!Ref" || tag == "!GetAtt") && isWord:
		return "${" + word + "}"
	}
	return map[string]node{tag: arg}
}

// at walks down the members of a node; nil where there is none.
func at(n node, path ...string) node {
	for _, name := range path {
		m, _ := n.(map[string]node)
		n = m[name]
	}
	return n
}

// str is a string below a node; "" where there is none.
func str(n node, path ...string) string {
	s, _ := at(n, path...).(string)
	return s
}

// list is a list below a node; one string is a list of one.
func list(n node, path ...string) []node {
	switch n := at(n, path...).(type) {
	case []node:
		return n
	case string:
		return []node{n}
	}
	return nil
}

// words are a list of strings; nil where there is another list, or none.
func words(n node, path ...string) (all []string) {
	for _, n := range list(n, path...) {
		s, ok := n.(string)
		if !ok {
			return nil
		}
		all = append(all, s)
	}
	return all
}

// keys are the names of a node's members, sorted.
func keys(n node, path ...string) []string {
	m, _ := at(n, path...).(map[string]node)
	return slices.Sorted(maps.Keys(m))
}

// of lists the logical ids of the resources of a kind, sorted.
func (t tpl) of(kind string) (ids []string) {
	for id, r := range t.resources {
		if r.kind == kind {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// functions are the Lambda functions by the names of their folders: Intake is
// functions/intake.
func (t tpl) functions() map[string]resource {
	all := map[string]resource{}
	for _, id := range t.of("AWS::Serverless::Function") {
		all[strings.ToLower(id)] = t.resources[id]
	}
	return all
}

// function is the logical id of a folder's function.
func function(folder string) string { return strings.ToUpper(folder[:1]) + folder[1:] }

// refers is how another resource's name is read from a reference to it:
// "${Table.Arn}" refers to Table; "" for what is no reference.
func refers(s string) string {
	s, ok := strings.CutPrefix(s, "${")
	if !ok {
		return ""
	}
	s, _, _ = strings.Cut(s, "}")
	s, _, _ = strings.Cut(s, ".")
	return s
}
