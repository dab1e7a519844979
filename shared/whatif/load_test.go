package whatif

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

func TestAnAlarmOfManyCasesIsToldAsEachSideTellsIt(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	alarm := func(reference, level string) *complaint.Rerun {
		n := complaint.Notice{ID: "alarm/china/2027/2026-12-30", Kind: "alarm", At: time.Unix(0, 0), Reference: reference, Levels: []string{level}}
		return &complaint.Rerun{Case: &complaint.Case{Reference: reference}, Notices: []complaint.Notice{n}}
	}
	want := []Telling{{Kind: "alarm", Pair: Pair{1, 1}, Levels: []Level{{"centre", Pair{1, 0}}, {"L4", Pair{0, 1}}}}}
	for _, draftFirst := range []bool{false, true} {
		tally := newTally(Spec{Draft: p})
		if draftFirst {
			tally.hear(alarm("2", "L4"), draft)
		}
		tally.hear(alarm("1", "centre"), own)
		tally.hear(alarm("2", "L4"), draft)
		tally.shared()
		if diff := cmp.Diff(want, tally.closeNotices()); diff != "" {
			t.Errorf("draft first %t (-want +got):\n%s", draftFirst, diff)
		}
	}
}
