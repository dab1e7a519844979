package policy

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestStateGridsPartners(t *testing.T) {
	p := loadDefault(t)
	for id, want := range map[string]Partner{
		"12398":  {ID: "12398", Name: Text{"zh": "12398能源监管热线", "en": "energy regulator's hotline 12398"}, Way: "12398", Appeals: true},
		"12345":  {ID: "12345", Name: Text{"zh": "12345政务服务便民热线", "en": "government hotline 12345"}, Way: "12345"},
		"repair": {ID: "repair", Name: Text{"zh": "抢修调度", "en": "repair dispatch"}, Takes: "repair-dispatch"},
	} {
		got, ok := p.Partner(id)
		if diff := cmp.Diff(want, got); diff != "" || !ok {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
	if x, ok := p.PartnerFor("repair-dispatch"); !ok || x.ID != "repair" {
		t.Errorf("repair dispatch is %+v, %t", x, ok)
	}
	for _, nobody := range []string{"", "network-operator"} {
		if x, ok := p.PartnerFor(nobody); ok {
			t.Errorf("%q is %+v", nobody, x)
		}
	}
	if _, ok := p.Partner(""); ok {
		t.Error("a partner without an id")
	}
}

// TestPartnersThatMakeNoSenseAreRefused puts other partners in the place of the pack's.
func TestPartnersThatMakeNoSenseAreRefused(t *testing.T) {
	text, err := os.ReadFile("packs/state-grid/pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(text), "partners:\n")
	_, after, _ := strings.Cut(rest, "\n\n")
	for partner, want := range map[string]string{
		`{id: a, zh: 甲, en: a, way: "12345"}`:                                  "",
		`{id: a, zh: 甲, en: a}`:                                                `partner "a" does nothing: way, appeals or takes is missing`,
		`{id: a, zh: 甲, en: a, way: "12333"}`:                                  `unknown way "12333": intake.ways has none of this code`,
		`{id: a, zh: 甲, en: a, takes: sewers}`:                                 `no kind is referred to "sewers"`,
		`{id: a, zh: 甲, way: "12345"}`:                                         `en is missing`,
		`{id: a b, zh: 甲, en: a, way: "12345"}`:                                `id "a b" may only have letters, digits, dots, hyphens and underscores`,
		"{id: a, zh: 甲, en: a, way: fax}\n  - {id: a, zh: 甲, en: a, way: fax}": `partner "a" is given twice`,
		"{id: a, zh: 甲, en: a, takes: repair-dispatch}\n  - {id: b, zh: 甲, en: a, takes: repair-dispatch}": `partner for "repair-dispatch" is given twice`,
	} {
		pack := overlay(t, "packs/state-grid")
		pack["pack.yaml"] = &fstest.MapFile{Data: []byte(before + "partners:\n  - " + partner + "\n\n" + after)}
		_, err := Load(pack)
		var problems Problems
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", partner, err)
		case want != "" && (!errors.As(err, &problems) || len(problems) != 1 || !strings.Contains(problems[0].Reason, want)):
			t.Errorf("%s:\ngot  %v\nwant %s", partner, err, want)
		}
	}
}
