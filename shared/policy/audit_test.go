package policy

import (
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestEverySayingIsOneThatATestGoesBy(t *testing.T) {
	used := slices.Concat(slices.Collect(maps.Values(Tests))...)
	slices.Sort(used)
	if diff := cmp.Diff(slices.Sorted(slices.Values(Sayings)), slices.Compact(used)); diff != "" {
		t.Errorf("sayings (-known +used):\n%s", diff)
	}
}

func TestAnAuditIsReadAsItIsWritten(t *testing.T) {
	fsys := overlay(t, "testdata/working_minimal")
	fsys["audit.yaml"] = &fstest.MapFile{Data: []byte(`essentials:
  - {id: place, zh: 哪里？, en: Where?, kinds: [complaint], classes: ["04"], phrases: ["{outage} + 小区"], fields: [site.region], hold: true}
sayings: {dates: ["#月"], measures: [更换], common: [客户]}
subjects: {outage: ["{outage}"]}
checks:
  - {id: demand, severity: high, zh: 诉求, en: demand}
  - {id: weak-again, test: weak, severity: medium, zh: 重复, en: repeated, repeated: true, phrases: [多次], shortest: 30}
`)}
	p, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	want := Audit{
		Essentials: []Essential{{
			ID: "place", Question: Text{"zh": "哪里？", "en": "Where?"}, When: When{Kinds: []string{"complaint"}, Classes: []string{"04"}},
			Phrases: []string{"停电|outage + 小区"}, Fields: []string{"site.region"}, Hold: true,
		}},
		Sayings:  map[string][]string{"dates": {"#月"}, "measures": {"更换"}, "common": {"客户"}},
		Subjects: []Subject{{Name: "outage", Phrases: []string{"停电|outage"}}},
		Checks: []Check{
			{ID: "demand", Test: "demand", Severity: "high", Text: Text{"zh": "诉求", "en": "demand"}},
			{ID: "weak-again", Test: "weak", Severity: "medium", Text: Text{"zh": "重复", "en": "repeated"}, Repeated: true, Phrases: []string{"多次"}, Shortest: 30},
		},
	}
	maps.DeleteFunc(p.Audit.Sayings, func(_ string, phrases []string) bool { return phrases == nil })
	if diff := cmp.Diff(want, p.Audit); diff != "" {
		t.Errorf("audit (-want +got):\n%s", diff)
	}
}
