package policy

import (
	"bytes"
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func embedded(t *testing.T, name string) *Policy {
	t.Helper()
	p, err := Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEveryEmbeddedPackSaysWhereItsLimitsStand(t *testing.T) {
	if diff := cmp.Diff([]string{"ofgem", "southern-grid", "state-grid"}, Names()); diff != "" {
		t.Errorf("packs (-want +got):\n%s", diff)
	}
	for _, name := range Names() {
		p := embedded(t, name)
		if p.Name != name || len(p.Examples) < 10 || len(p.Levels) != len(ladder) {
			t.Errorf("%s is called %s, has %d examples and %d levels", name, p.Name, len(p.Examples), len(p.Levels))
		}
		for _, c := range p.Clocks {
			if (c.Source == nil) != (c.Unset != "") {
				t.Errorf("%s: clock %s has the source %q and is unset because %q", name, c.Name, c.Source, c.Unset)
			}
		}
		asked := make(map[string]bool)
		for _, e := range p.Examples {
			asked[e.Clock] = true
		}
		for _, c := range p.Clocks {
			if c.Unset == "" && !asked[c.Name] {
				t.Errorf("%s: no example asks clock %s", name, c.Name)
			}
		}
	}
}

func TestSouthernGridHasTheFoundClocks(t *testing.T) {
	p := embedded(t, "southern-grid")
	want := maps.Clone(agreed) // but for these
	want["dispatch"] = rule{"same day", "4h before centre any time; 1h before centre any time; 5m before centre any time", "centre", "", "", ""}
	want["contact"] = rule{Marks: "promised"}
	want["return"] = rule{"5wd", "", "", "", "", "quiet pausable"}
	delete(want, "prevention")
	if diff := cmp.Diff(want, rules(p)); diff != "" {
		t.Errorf("clocks (-want +got):\n%s", diff)
	}
	if c, _ := p.Clock("return"); c.After != "dispatch" {
		t.Errorf("the opinion follows %q", c.After)
	}
	var levels, scenes []string
	for _, l := range ladder {
		levels = append(levels, p.LevelName(l, "zh"))
	}
	for _, s := range p.Scenes {
		scenes = append(scenes, s.Title.In("zh"))
	}
	if diff := cmp.Diff([]string{"供电所（班组）", "县区局", "地市局", "省公司", "南网公司"}, levels); diff != "" {
		t.Errorf("levels (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"业扩报装", "欠费复电", "电压质量", "频繁停电", "明确投诉", "重复抱怨", "重复投诉"}, scenes); diff != "" {
		t.Errorf("scenes (-want +got):\n%s", diff)
	}
}

func TestOfgemHasEightWeeksAndLittleElse(t *testing.T) {
	p := embedded(t, "ofgem")
	want := map[string]rule{
		"dispatch": {"1wd", "4h before centre", "centre", "", "", ""},
		"contact":  {Marks: "promised"},
		"return":   {"1wd", "", "", "", "", "quiet"},
		"answer":   {Marks: "promised"},
		"legal": {"56d flat", "50% handler L1; 10wd before@09:00 handler L1 L2; 2wd before@09:00 L1 L2 L3", "L2 L3 L4", "L3",
			"1wd@09:00 L2 L3 every 1wd@09:00", "promised"},
		"callback":    {"1wd", "4h before centre", "centre", "", "1wd@09:00 centre every 1wd@09:00", ""},
		"rework":      {"3wd", "0wd before@09:00 handler L1", "L2 L3", "", "1wd@09:00 L1 L2 L3 every 1wd@09:00", ""},
		"superior":    {},
		"supervision": {"3wd", "0wd before@09:00 handler L1", "L2 L3", "", "", ""},
		"rectification": {"10wd", "2wd before@09:00 handler L1; 0wd before@09:00 handler L1 L2", "L2 L3", "",
			"1wd@09:00 L1 L2 L3 every 1wd@09:00", ""},
		"remedy": {"10wd", "2wd before@09:00 handler L1; 0wd before@09:00 handler L1 L2", "L2 L3", "",
			"1wd@09:00 L1 L2 L3 every 1wd@09:00", ""},
		"regulator": {Warnings: "2wd before@09:00 handler L1 L2; 0wd before@09:00 L2 L3", Breach: "L3 L4"},
	}
	if diff := cmp.Diff(want, rules(p)); diff != "" {
		t.Errorf("clocks (-want +got):\n%s", diff)
	}
	for _, key := range []string{"receipt", "answer", "closing.dissatisfied", "closing.explained", "closing.unreached"} {
		if text := p.Texts.Messages[key].In("en"); !strings.Contains(text, "Energy Ombudsman") {
			t.Errorf("%s does not name the ombudsman: %s", key, text)
		}
	}
	deadlock := p.Texts.Messages["closing.dissatisfied"].In("en")
	for _, must := range []string{"independent", "free", "binds us alone", "compensate", "12 months"} {
		if !strings.Contains(deadlock, must) {
			t.Errorf("the deadlock letter does not say %q: %s", must, deadlock)
		}
	}
}

func TestBritainIsTheCalendarThatWasCompared(t *testing.T) {
	got, err := os.ReadFile("packs/ofgem/calendars/britain.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../clock/testdata/britain.yaml") // which is compared with another library
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the pack's calendar and the one that package clock compares differ")
	}
}
