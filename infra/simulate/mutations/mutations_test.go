package main

import (
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
	if _, err := grafted(root, l.Mutations); err != nil {
		t.Error(err)
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
