package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestThrottle(t *testing.T) {
	p := loadDefault(t)
	if diff := cmp.Diff(Throttle{Singles: 20, Bundle: 1000, Alone: []string{"dispatched", "major"}}, p.Throttle); diff != "" {
		t.Errorf("a pack that says nothing (-want +got):\n%s", diff)
	}
	for name, tt := range map[string]struct {
		kind string
		n    int
		want bool
	}{
		"as many as are sent singly": {"breach", 20, false}, "one more": {"breach", 21, true}, "orders are never bundled": {"dispatched", 500, false},
	} {
		if got := p.Throttle.Bundles(tt.kind, tt.n); got != tt.want {
			t.Errorf("%s: got %t, want %t", name, got, tt.want)
		}
	}
}

func TestAPackMayHaveItsOwnThrottle(t *testing.T) {
	src, err := overlay(t, "testdata/working_minimal").ReadFile("pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Load(withFile(t, "pack.yaml", string(src)+"\nthrottle: {singles: 5, alone: []}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Throttle{Singles: 5, Bundle: 1000}, p.Throttle); diff != "" {
		t.Errorf("throttle (-want +got):\n%s", diff)
	}
}
