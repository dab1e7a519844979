package policy

import (
	"slices"
	"testing"
)

func TestWhyAMatterIsSupervised(t *testing.T) {
	p := loadDefault(t)
	for _, tt := range []struct {
		name, grade string
		overLevel   bool
		signals     []string
		want        string
	}{
		{"a grade, before all else", "special", true, []string{"safety"}, SupervisedGrade},
		{"a superior body", "general", true, []string{"safety"}, SupervisedOverLevel},
		{"a danger", "important", false, []string{"hazard", "safety"}, SupervisedKey},
		{"nothing", "important", false, []string{"hazard"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := p.Supervision.Because(tt.grade, tt.overLevel, tt.signals); got != tt.want {
				t.Errorf("because %q, want %q", got, tt.want)
			}
			if got := (Supervision{}).Because(tt.grade, tt.overLevel, tt.signals); got != "" {
				t.Errorf("without a section because %q", got)
			}
		})
	}
}

// TestAPackNeedNotSayWhoHearsOfSupervision: then those who hear of a dispatch do.
func TestAPackNeedNotSayWhoHearsOfSupervision(t *testing.T) {
	p, err := Load(overlay(t, "testdata/working_minimal"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := p.Tell["supervision"], p.Tell["dispatched"]; len(got) == 0 || !slices.Equal(got, want) {
		t.Errorf("told %v, want %v", got, want)
	}
}

// TestEveryPackSaysWhatElseACustomerCanDo who is told that a complaint is invalid.
func TestEveryPackSaysWhatElseACustomerCanDo(t *testing.T) {
	for pack, criteria := range map[string]int{"state-grid": 11, "southern-grid": 11, "ofgem": 0} {
		d := embedded(t, pack).Determination
		for _, language := range languages {
			if d.Ways[language] == "" {
				t.Errorf("%s says nothing in %s", pack, language)
			}
		}
		_, below := d.Criterion(0)
		_, first := d.Criterion(1)
		_, last := d.Criterion(criteria)
		_, above := d.Criterion(criteria + 1)
		if below || above || first != (criteria > 0) || last != (criteria > 0) {
			t.Errorf("%s does not number its criteria from 1 to %d", pack, criteria)
		}
	}
}
