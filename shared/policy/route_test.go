package policy

import (
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"
)

// routed is the minimal pack with a second station and some routes.
func routed(t *testing.T, routes string) *Policy {
	t.Helper()
	fsys := overlay(t, "testdata/working_minimal")
	fsys["units.yaml"] = &fstest.MapFile{Data: []byte(`units:
  - {id: county, level: L2, zh: 县, en: County}
  - {id: station, level: L1, parent: county, regions: [town], zh: 所, en: Station}
  - {id: crew, level: L1, parent: county, regions: [hills], zh: 班, en: Crew}
routes:
` + routes)}
	p, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheFirstRouteThatFitsWinsAndElseTheRegion(t *testing.T) {
	p := routed(t, `
  - {name: conduct, kinds: [misconduct], unit: county, zh: 举报, en: reports of misconduct}
  - {name: far, areas: [remote], classes: ["04"], unit: crew}
  - {name: outage, classes: ["04.03"], grades: [major, special], unit: county}
  - {name: abroad, regions: [island], unit: crew}
`)
	tests := []struct {
		name     string
		m        Matter
		unit, en string // "" for no route
	}{
		{"a region alone", Matter{Kind: "complaint", Region: "hills"}, "crew", "region hills"},
		{"a kind in any region", Matter{Kind: "misconduct", Region: "hills"}, "county", "reports of misconduct"},
		{"a kind without a region", Matter{Kind: "misconduct"}, "county", "reports of misconduct"},
		{"the first of two that fit", Matter{Kind: "complaint", Class: "04.03.01", Grade: "major", Area: "remote", Region: "town"}, "crew", "far"},
		{"a class below a parent", Matter{Kind: "complaint", Class: "04.03.01", Grade: "special", Region: "town"}, "county", "outage"},
		{"one condition of two", Matter{Kind: "complaint", Class: "04.03.01", Grade: "general", Region: "town"}, "station", "region town"},
		{"a region that only a route knows", Matter{Kind: "complaint", Region: "island"}, "crew", "abroad"},
		{"an unknown region", Matter{Kind: "complaint", Region: "moon"}, "", ""},
		{"no region", Matter{Kind: "complaint"}, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, ok := p.Route(tt.m)
			if ok != (tt.unit != "") {
				t.Fatalf("found %v: %+v", ok, r)
			}
			if ok && (r.Unit.ID != tt.unit || r.Why.In("en") != tt.en) {
				t.Errorf("got %s because of %q, want %s because of %q", r.Unit.ID, r.Why.In("en"), tt.unit, tt.en)
			}
		})
	}
	for region, want := range map[string]bool{"town": true, "island": true, "moon": false, "": false} {
		if got := p.Serves(region); got != want {
			t.Errorf("serves %q: %v, want %v", region, got, want)
		}
	}
}

// TestMisconductIsKeptFromThoseItIsAbout: in every built-in pack, wherever it
// is reported, no level of the unit that a report goes to is the station of the
// region or one above it, up to the unit that stands above both.
func TestMisconductIsKeptFromThoseItIsAbout(t *testing.T) {
	for _, name := range Names() {
		p := embedded(t, name)
		station, ok := p.UnitFor("demo")
		if !ok {
			t.Fatalf("%s serves no region demo", name)
		}
		for _, region := range []string{"demo", "elsewhere", ""} {
			r, ok := p.Route(Matter{Kind: "misconduct", Region: region})
			if !ok || p.Within(r.Unit.ID, station.ID) {
				t.Fatalf("%s, region %q: routed %v to %s", name, region, ok, r.Unit.ID)
			}
			for u := station; !p.Within(r.Unit.ID, u.ID); u, _ = p.Unit(u.Parent) {
				for _, to := range p.Recipients(ranks, r.Unit.ID, "", Rota{}, time.Time{}) {
					if to.Unit == u.ID {
						t.Errorf("%s, region %q: %s of %s is %s", name, region, to.Level, r.Unit.ID, u.ID)
					}
				}
			}
		}
	}
}

func TestAConditionCoversWhatItFitsAlone(t *testing.T) {
	words := func(of ...string) *rapid.Generator[[]string] {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(of), 0, 2, rapid.ID[string])
	}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) When {
			return When{
				Kinds:   words("complaint", "fault", "misconduct").Draw(t, name+" kinds"),
				Classes: words("04", "04.03", "04.03.01", "05").Draw(t, name+" classes"),
				Areas:   words("urban", "rural").Draw(t, name+" areas"),
			}
		}
		wide, narrow := draw("wide"), draw("narrow")
		if !wide.covers(narrow) {
			return
		}
		m := Matter{
			Kind:  rapid.SampledFrom([]string{"complaint", "fault", "misconduct", "praise"}).Draw(t, "kind"),
			Class: rapid.SampledFrom([]string{"", "04.01.01", "04.03.01", "04.03.02", "05.01.01"}).Draw(t, "class"),
			Area:  rapid.SampledFrom([]string{"", "urban", "rural"}).Draw(t, "area"),
		}
		if narrow.Fits(m) && !wide.Fits(m) {
			t.Errorf("%+v covers %+v but for %+v", wide, narrow, m)
		}
	})
}
