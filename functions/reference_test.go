package functions_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
)

// TestReferencesAreNumberedByTheMonth of the recording, in the office's time:
// the serial begins anew with the month, and each complaint has its own.
func TestReferencesAreNumberedByTheMonth(t *testing.T) {
	o := newOffice(t)
	var got []string
	for _, at := range []string{"2026-03-31T23:59:58+08:00", "2026-03-31T23:59:59+08:00", "2026-04-01T00:00:00+08:00", "2026-04-01T00:00:00+08:00"} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		o.now = now
		got = append(got, o.submit(complaint.Submission{}))
	}
	if diff := cmp.Diff([]string{"202603-000001", "202603-000002", "202604-000001", "202604-000002"}, got); diff != "" {
		t.Errorf("references (-want +got):\n%s", diff)
	}
}
