package policy

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestABatchTakesWhatThePackSays(t *testing.T) {
	b := loadDefault(t).Batch
	for _, test := range []struct {
		kind, class string
		want        bool
	}{
		{"fault", "", true},
		{"fault", "01.01.01", true}, // whatever its class
		{"complaint", "04.03.01", true},
		{"complaint", "03.02.02", true},
		{"complaint", "03.01.01", true},
		{"complaint", "03.03.01", true},
		{"complaint", "03.03.02", false}, // how a crew behaves is nobody else's matter
		{"complaint", "04.01.01", false},
		{"complaint", "", false},
		{"enquiry", "", false},
	} {
		if got := b.Takes(test.kind, test.class); got != test.want {
			t.Errorf("%s %s: %t, want %t", test.kind, test.class, got, test.want)
		}
	}
	if b.Window = 0; b.Takes("fault", "") {
		t.Error("a pack without batches gathers faults")
	}
}

func TestASizeIsToldAlsoOverAGapOfTheNumbers(t *testing.T) {
	b := Batch{Sizes: []int{10, 100}}
	got := map[int]int{}
	for _, n := range []int{1, 9, 10, 11, 99, 100, 5000} {
		if size := b.Reached(n); size != 0 {
			got[n] = size
		}
	}
	if diff := cmp.Diff(map[int]int{10: 10, 11: 10, 99: 10, 100: 100, 5000: 100}, got); diff != "" {
		t.Errorf("sizes reached (-want +got):\n%s", diff)
	}
}

func TestOnlyPacksThatSaySoLookForWhatBelongsTogether(t *testing.T) {
	p, err := Named("testdata/working_minimal")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]any{Batch{}, Repeat{}, HotSpots{}}, []any{p.Batch, p.Repeat, p.HotSpots}); diff != "" {
		t.Errorf("the minimal pack (-want +got):\n%s", diff)
	}
	p = loadDefault(t)
	day := 24 * time.Hour
	want := []any{Repeat{Window: 90 * day, Leaders: 3, Supervision: "L4", Alike: 0.8}, HotSpots{Count: 3, Window: 30 * day, Levels: []string{"L2", "L3"}}}
	if diff := cmp.Diff(want, []any{p.Repeat, p.HotSpots}); diff != "" {
		t.Errorf("the default pack (-want +got):\n%s", diff)
	}
}
