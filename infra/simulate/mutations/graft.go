package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// variable says which mistake is made, in the environment of the program and, under
// the name made, in each package that has mistakes.
const (
	variable = "REDRESS_MISTAKE"
	made     = "mistakeMade"
)

// maker is a file that a package with mistakes has in addition.
func maker(pkg string) string {
	return fmt.Sprintf("package %s\n\nimport \"os\"\n\nvar %s = os.Getenv(%q)\n", pkg, made, variable)
}

// source is a file of Go with the functions in it.
type source struct {
	text      string
	pkg       string
	functions map[string]*ast.FuncDecl // by receiver and name
	order     []string
}

// parse reads a file. Positions are offsets plus one.
func parse(name, text string) (*source, error) {
	f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	s := &source{text: text, pkg: f.Name.Name, functions: map[string]*ast.FuncDecl{}}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			key := fn.Name.Name
			if fn.Recv != nil {
				key = s.of(fn.Recv.List[0].Type) + "." + key
			}
			s.functions[key], s.order = fn, append(s.order, key)
		}
	}
	return s, nil
}

// of is the text of a part.
func (s *source) of(n ast.Node) string { return s.text[n.Pos()-1 : n.End()-1] }

// frame is what stands outside of functions.
func (s *source) frame() string {
	var b strings.Builder
	at := 0
	for _, key := range s.order {
		fn := s.functions[key]
		b.WriteString(s.text[at : fn.Pos()-1])
		at = int(fn.End() - 1)
	}
	return b.String() + s.text[at:]
}

// mutant is a file with one mistake in it.
type mutant struct{ name, text string }

// graft puts mistakes into a file, of which one is made at a time, or none: each
// function that a mistake changes is there once more as the mistake has it, and the
// function itself begins by asking whether that is the mistake that is made. It fails
// when a mistake changes anything but functions.
func graft(name, text string, mutants []mutant) (string, error) {
	whole, err := parse(name, text)
	if err != nil {
		return "", err
	}
	var edits []edit
	named := map[string]bool{} // functions whose parameters have names
	for _, m := range mutants {
		other, err := parse(name, m.text)
		if err != nil {
			return "", fmt.Errorf("%s: %w", m.name, err)
		}
		if other.frame() != whole.frame() || !slices.Equal(other.order, whole.order) {
			return "", fmt.Errorf("%s changes more of %s than functions", m.name, name)
		}
		for _, key := range whole.order {
			fn, changed := whole.functions[key], other.functions[key]
			if whole.of(fn) == other.of(changed) {
				continue
			}
			if !named[key] {
				named[key] = true
				edits = append(edits, whole.name(fn)...)
			}
			suffix := "__" + strings.ReplaceAll(m.name, "-", "_")
			edits = append(edits,
				edit{int(fn.Body.Lbrace), 0, fmt.Sprintf("\n\tif %s == %q {\n\t\t%s\n\t}\n", made, m.name, whole.call(fn, suffix))},
				edit{len(text), 0, "\n" + other.copied(changed, suffix) + "\n"},
			)
		}
	}
	return apply(text, edits), nil
}

// edit puts a text in the place of some bytes.
type edit struct {
	at, drop int
	text     string
}

func apply(text string, edits []edit) string {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.at, b.at) })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(text[at:e.at] + e.text)
		at = e.at + e.drop
	}
	return b.String() + text[at:]
}

// fields are the receiver and the parameters of a function.
func fields(fn *ast.FuncDecl) (list []*ast.Field) {
	if fn.Recv != nil {
		list = append(list, fn.Recv.List...)
	}
	return append(list, fn.Type.Params.List...)
}

// name gives those parameters a name that have none.
func (s *source) name(fn *ast.FuncDecl) (edits []edit) {
	for i, f := range fields(fn) {
		if len(f.Names) == 0 {
			edits = append(edits, edit{int(f.Type.Pos() - 1), 0, argument(i, 0) + " "})
		}
		for j, n := range f.Names {
			if n.Name == "_" {
				edits = append(edits, edit{int(n.Pos() - 1), 1, argument(i, j)})
			}
		}
	}
	return edits
}

func argument(field, n int) string { return fmt.Sprintf("given%d_%d", field, n) }

// call calls the copy of a function with what it was given.
func (s *source) call(fn *ast.FuncDecl, suffix string) string {
	var arguments []string
	for i, f := range fields(fn) {
		names := []string{argument(i, 0)}
		for j, n := range f.Names {
			if names = names[:j]; n.Name == "_" {
				names = append(names, argument(i, j))
			} else {
				names = append(names, n.Name)
			}
		}
		if _, variadic := f.Type.(*ast.Ellipsis); variadic {
			names[0] += "..."
		}
		arguments = append(arguments, names...)
	}
	name := fn.Name.Name + suffix
	if fn.Recv != nil {
		name, arguments = arguments[0]+"."+name, arguments[1:]
	}
	if types := fn.Type.TypeParams; types != nil {
		var names []string
		for _, f := range types.List {
			for _, n := range f.Names {
				names = append(names, n.Name)
			}
		}
		name += "[" + strings.Join(names, ", ") + "]"
	}
	text := name + "(" + strings.Join(arguments, ", ") + ")"
	if fn.Type.Results == nil {
		return text + "\n\t\treturn"
	}
	return "return " + text
}

// copied is a function under another name.
func (s *source) copied(fn *ast.FuncDecl, suffix string) string {
	return s.text[fn.Type.Func-1:fn.Name.End()-1] + suffix + s.text[fn.Name.End()-1:fn.End()-1]
}
