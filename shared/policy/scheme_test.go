package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAPackMayHaveAnotherSchemeOfClasses: classes are a pack's own, such as the
// older 4 classes and 17 items, and limits go by them all the same.
func TestAPackMayHaveAnotherSchemeOfClasses(t *testing.T) {
	p, err := Load(overlay(t, "testdata/working_scheme"))
	if err != nil {
		t.Fatal(err)
	}
	items := make(map[string]int)
	for _, c := range p.Classes {
		items[c.Group.Name.In("en")]++
	}
	want := map[string]int{"Service norm": 2, "Marketing": 6, "Operation and maintenance": 8, "Publicity": 1}
	if diff := cmp.Diff(want, items); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	publicity := When{Classes: []string{"04"}}
	for code, fits := range map[string]bool{"04.01.01": true, "03.08.01": false} {
		if got := publicity.Fits(Matter{Kind: "complaint", Class: code}); got != fits {
			t.Errorf("a condition on 04 fits %s: %v", code, got)
		}
	}
}
