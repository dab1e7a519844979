package main

import (
	"go/parser"
	"go/token"
	"os"
	"testing"
)

// root is that of the project, from here.
const root = "../../.."

// TestEachPlaceIsThereOnce: a mutation whose place has gone proves nothing any more.
func TestEachPlaceIsThereOnce(t *testing.T) {
	l, err := read()
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Mutations) < 30 {
		t.Errorf("%d mutations, want 30 at least", len(l.Mutations))
	}
	for _, m := range l.Mutations {
		text, err := m.mutated(root)
		if err != nil {
			t.Error(err)
			continue
		}
		if _, err := parser.ParseFile(token.NewFileSet(), m.File, text, parser.SkipObjectResolution); err != nil {
			t.Errorf("%s: the mutant is no Go: %v", m.Name, err)
		}
	}
}

// TestThePageTellsOfAll: what is listed was found, in the plays that are listed.
func TestThePageTellsOfAll(t *testing.T) {
	l, err := read()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := rowsOf(string(text), l)
	for _, m := range l.Mutations {
		if rows[m.Name] == "" {
			t.Errorf("README.md does not tell of %s as it is: make mutations ONLY=%s UPDATE=-update", m.Name, m.Name)
		}
	}
	if page(l, rows) != string(text) {
		t.Error("README.md tells of what is not listed any more, or in another order: write it anew")
	}
}
