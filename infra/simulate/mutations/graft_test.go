package main

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// sample has a function of each shape that can be called otherwise.
const sample = `package sample

const most = 3

type box struct{ n int }

func (box) plain(_ int, _, s string) string { return "a" + s }

func (b *box) set(ns ...int) { b.n = len(ns) }

func first[T, U any](list []T, _ U) (one T, ok bool) {
	if len(list) == 0 {
		return
	}
	return list[0], true
}

func nothing(string, int) {}
`

func TestAGraftedFileCompiles(t *testing.T) {
	var mutants []mutant
	for name, change := range map[string][2]string{
		"other-word": {`"a" + s`, `"b" + s`},
		"third":      {`"a" + s`, `"c" + s`},
		"short":      {`len(ns)`, `len(ns[1:])`},
		"second":     {`return list[0], true`, `return list[1], false`},
		"something":  {`nothing(string, int) {}`, `nothing(string, int) { panic(1) }`},
	} {
		mutants = append(mutants, mutant{name, strings.Replace(sample, change[0], change[1], 1)})
	}
	text, err := graft("sample.go", sample, mutants)
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	var files []*ast.File
	for name, text := range map[string]string{"sample.go": text, "mistake_made.go": maker("sample")} {
		f, err := parser.ParseFile(set, name, text, 0)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		files = append(files, f)
	}
	config := types.Config{Importer: importer.ForCompiler(set, "source", nil)}
	if _, err := config.Check("sample", set, files, nil); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
	for _, m := range mutants {
		if n := strings.Count(text, `if mistakeMade == "`+m.name+`"`); n != 1 {
			t.Errorf("%s is asked for %d times, want once:\n%s", m.name, n, text)
		}
	}
}

func TestWhatIsNoFunctionIsNotGrafted(t *testing.T) {
	_, err := graft("sample.go", sample, []mutant{{"more", strings.Replace(sample, "most = 3", "most = 4", 1)}})
	if err == nil || !strings.Contains(err.Error(), "more changes more of sample.go than functions") {
		t.Errorf("another constant is grafted: %v", err)
	}
}
