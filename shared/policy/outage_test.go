package policy

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// TestKnownOutagesAreAskedForAboutWhatABatchGathers in the packs of the grid, and
// for nothing where a pack does not say so.
func TestKnownOutagesAreAskedForAboutWhatABatchGathers(t *testing.T) {
	for _, name := range []string{"state-grid", "southern-grid"} {
		p, err := Named(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(Outages{p.Batch.Kinds, p.Batch.Classes}, p.Outages); diff != "" {
			t.Errorf("%s (-batch +outages):\n%s", name, diff)
		}
		for _, key := range outageTexts {
			for _, language := range languages {
				text := p.Texts.Outages[key].In(language)
				if open := strings.HasSuffix(key, ".open"); !strings.Contains(text, "{since}") || strings.Contains(text, "{until}") == open {
					t.Errorf("%s: %s in %s is %q", name, key, language, text)
				}
			}
		}
	}
	p, err := Named("ofgem")
	if err != nil {
		t.Fatal(err)
	}
	if p.Outages.Asks("fault", "03.02.01") {
		t.Error("ofgem asks, and does not say so")
	}
}

func TestOutagesAreAskedForByKindOrClass(t *testing.T) {
	o := Outages{Kinds: []string{"fault"}, Classes: []string{"03.02"}}
	for _, tt := range []struct {
		kind, class string
		want        bool
	}{
		{"fault", "", true}, {"complaint", "03.02.01", true}, {"complaint", "03.03.01", false}, {"enquiry", "", false}, {"", "", false},
	} {
		if got := o.Asks(tt.kind, tt.class); got != tt.want {
			t.Errorf("%s %s: %t", tt.kind, tt.class, got)
		}
	}
}

func TestBrokenOutagesAreRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		section, want string
	}{
		"nothing":       {"outages: {}", "asks about nothing"},
		"unknown class": {"outages: {classes: [\"99\"]}", "99"},
		"unknown kind":  {"outages: {kinds: [storm]}", "storm"},
		"no words":      {"outages: {kinds: [fault]}", "outages needs the text messages.outage"},
		"no sentences":  {"outages: {kinds: [fault]}", "outages needs the text outages.planned.open"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(withSection(t, tt.section))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want a problem with %q", err, tt.want)
			}
		})
	}
}

// withSection is the minimal pack with a section more in its pack.yaml.
func withSection(t *testing.T, section string) fstest.MapFS {
	t.Helper()
	files, err := Files("testdata/working_minimal")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	for _, f := range p.Files {
		data := slices.Clone(f.Data)
		if f.Name == packFile {
			data = append(data, "\n"+section+"\n"...)
		}
		out[f.Name] = &fstest.MapFile{Data: data}
	}
	return out
}
