package infra

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestEveryKeyOfAPackIsWrittenDown keeps packs.md, in both languages, as the
// loader has it: it names every key that the loader knows, and its tables name no other.
func TestEveryKeyOfAPackIsWrittenDown(t *testing.T) {
	keys := packKeys(t)
	if len(keys) < 100 {
		t.Fatalf("found only %d keys: %v", len(keys), keys)
	}
	for _, file := range []string{"packs.md", chinese("packs.md")} {
		text := document(t, file)
		// Keys are named in code, alone or inside an example such as {code, zh, en}.
		named := make(map[string]bool)
		for _, code := range codeSpan.FindAllString(text, -1) {
			for _, word := range regexp.MustCompile(`[A-Za-z0-9.-]+`).FindAllString(code, -1) {
				named[word] = true
			}
		}
		for _, key := range keys {
			if !named[key] {
				t.Errorf("%s does not name the key %q", file, key)
			}
		}
		for _, row := range regexp.MustCompile("(?m)^\\| (`[a-zA-Z`, ]+`) \\|").FindAllStringSubmatch(text, -1) {
			for _, word := range regexp.MustCompile("`([A-Za-z]+)`").FindAllStringSubmatch(row[1], -1) {
				if !slices.Contains(keys, word[1]) {
					t.Errorf("%s has a row for %q, which the loader does not know", file, word[1])
				}
			}
		}
	}
}

// packKeys are the words by which the loader reads mappings: the arguments of
// every call of its method fields, written out or in a list of the package, the
// sections of texts.yaml, and the fields of a calendar.
func packKeys(t *testing.T) []string {
	t.Helper()
	lists := make(map[string][]string) // of strings, by the variable's name
	var keys, wanted []string
	for _, file := range sources(t, "../shared/policy", "../shared/clock") {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, v := range n.Values {
					lists[n.Names[i].Name] = strs(v)
				}
			case *ast.CallExpr:
				if sel, ok := n.Fun.(*ast.SelectorExpr); !ok || sel.Sel.Name != "fields" {
					break
				}
				for _, arg := range n.Args {
					if name, ok := arg.(*ast.Ident); ok {
						wanted = append(wanted, name.Name)
					}
					keys = append(keys, strs(arg)...)
				}
			case *ast.AssignStmt: // fields := map[string]func(entry){"name": ...}
				if name, ok := n.Lhs[0].(*ast.Ident); ok && name.Name == "fields" {
					keys = append(keys, strs(n.Rhs[0])...)
				}
			case *ast.KeyValueExpr:
				if name, ok := n.Key.(*ast.Ident); ok && name.Name == "section" {
					keys = append(keys, strs(n.Value)...)
				}
			}
			return true
		})
	}
	for _, name := range wanted {
		if name != "names" && len(lists[name]) == 0 { // names are the sections
			t.Errorf("the list of keys %s is not found", name)
		}
		keys = append(keys, lists[name]...)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// strs are the strings of an expression: a literal, the items of a list, or the keys of a map.
func strs(e ast.Expr) []string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if s, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
			return []string{s}
		}
	case *ast.KeyValueExpr:
		return strs(e.Key)
	case *ast.CompositeLit:
		var list []string
		for _, item := range e.Elts {
			list = append(list, strs(item)...)
		}
		return list
	case *ast.CallExpr: // append([]string{"name"}, conditions...)
		var list []string
		for _, arg := range e.Args {
			list = append(list, strs(arg)...)
		}
		return list
	case *ast.SliceExpr: // ladder = levels[2:]
		return []string{"L1"}
	}
	return nil
}

// sources parses the files of folders, tests left out.
func sources(t *testing.T, dirs ...string) []*ast.File {
	t.Helper()
	var list []*ast.File
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, file)
		}
	}
	return list
}
