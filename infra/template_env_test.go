package infra

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/boot"
)

// TestEachFunctionIsGivenWhatItReads and nothing else: a secret that nobody reads
// is a secret too many.
func TestEachFunctionIsGivenWhatItReads(t *testing.T) {
	tpl := readTemplate(t)
	variables := []string{"Environment", "Variables"}
	for name, f := range tpl.functions() {
		got := append(keys(tpl.globals, append([]string{"Function"}, variables...)...), keys(f.properties, variables...)...)
		slices.Sort(got)
		if diff := cmp.Diff(slices.Sorted(slices.Values(boot.Names(name))), got); diff != "" {
			t.Errorf("variables of %s (-read +given):\n%s", name, diff)
		}
	}
}
