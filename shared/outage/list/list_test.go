package list

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/outage"
)

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "outages.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const known = `
outages:
  - {id: P-7, planned: true, since: 2026-03-10T08:00:00+08:00, until: 2026-03-10T17:30:00+08:00, cause: 检修, region: demo, transformerArea: 李村2号台区}
  - {id: F-1, since: "2026-03-10T06:00:00+08:00", region: demo, feeder: 10kV Li}
`

func TestTheFileSaysWhereAndWhenPowerIsOut(t *testing.T) {
	l, err := New(file(t, known))
	if err != nil {
		t.Fatal(err)
	}
	utc := func(day, hour, minute int) time.Time { return time.Date(2026, 3, day, hour, minute, 0, 0, time.UTC) }
	planned := &complaint.Outage{ID: "P-7", Planned: true, Since: utc(10, 0, 0), Until: utc(10, 9, 30), Cause: "检修"}
	failed := &complaint.Outage{ID: "F-1", Since: utc(9, 22, 0)}
	for _, tt := range []struct {
		name string
		p    outage.Place
		at   time.Time
		want *complaint.Outage
	}{
		{"in the area", outage.Place{Region: "demo", TransformerArea: "李村 2号台区"}, utc(10, 1, 0), planned},
		{"at its beginning", outage.Place{Region: "demo", TransformerArea: "李村2号台区"}, utc(10, 0, 0), planned},
		{"before it", outage.Place{Region: "demo", TransformerArea: "李村2号台区"}, utc(9, 23, 59), nil},
		{"when it is over", outage.Place{Region: "demo", TransformerArea: "李村2号台区"}, utc(10, 9, 30), nil},
		{"on the feeder", outage.Place{Region: "demo", TransformerArea: "王村", Feeder: "10KV LI"}, utc(20, 0, 0), failed},
		{"in another area", outage.Place{Region: "demo", TransformerArea: "王村"}, utc(10, 1, 0), nil},
		{"somewhere in the region", outage.Place{Region: "demo"}, utc(10, 1, 0), nil},
		{"in another region", outage.Place{Region: "other", TransformerArea: "李村2号台区"}, utc(10, 1, 0), nil},
	} {
		got, err := l.Known(t.Context(), tt.p, tt.at)
		if diff := cmp.Diff(tt.want, got, cmp.Comparer(time.Time.Equal)); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
	}
}

func TestTheFileMayChangeAndBreak(t *testing.T) {
	path := file(t, known)
	l, err := New(path)
	if err != nil {
		t.Fatal(err)
	}
	here, at := outage.Place{Region: "demo"}, time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC)
	if err := os.WriteFile(path, []byte(`{"outages":[{"id":"R","planned":false,"since":"2026-03-10T08:00:00+08:00","region":"demo"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := l.Known(t.Context(), here, at); err != nil || got == nil || got.ID != "R" {
		t.Errorf("as JSON: %+v, %v", got, err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if got, err := l.Known(t.Context(), here, at); err == nil || got != nil || strings.Contains(err.Error(), path) {
		t.Errorf("without the file: %+v, %v", got, err)
	}
}

func TestAFileThatMakesNoSenseIsRefusedAtTheStart(t *testing.T) {
	for text, want := range map[string]string{
		"outages: [{id: P-7, region: demo}]":                                      "number 1 needs id, region and since",
		"outages: [{id: P-7, since: 2026-03-10T08:00:00+08:00}]":                  "number 1 needs id, region and since",
		"outages: [{id: P-7, region: demo, since: soon}]":                         "since",
		"outages: [{id: P, region: d, since: 2026-03-10T08:00:00Z, street: 幸福路}]": "street",
		"- x": "outages",
	} {
		if _, err := New(file(t, text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
	if _, err := New("testdata/none.yaml"); err == nil {
		t.Error("no file, no error")
	}
}
