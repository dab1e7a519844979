package policy

import "testing"

func TestAmountsAreReadAsWholeHundredths(t *testing.T) {
	for amount, want := range map[string]int64{
		"0": 0, "86": 8600, "86.4": 8640, "86.40": 8640, "0.05": 5, "999999999999.99": 99999999999999, "007": 700,
		"": -1, ".5": -1, "5.": -1, "-1": -1, "1.234": -1, "1e3": -1, "1000000000000": -1, "１": -1, " 1": -1, "1.+1": -1,
	} {
		got, ok := Hundredths(amount)
		if ok != (want >= 0) || ok && got != want {
			t.Errorf("%q is %d, %t; want %d", amount, got, ok, want)
		}
	}
}

func TestTheLowestLevelThatMayApproveIsFound(t *testing.T) {
	r := Remedies{Approval: []ApprovalStep{{"500.00", "L2"}, {"5000", "L3"}, {"", "L4"}}}
	for amount, want := range map[string]string{"0.01": "L2", "500": "L2", "500.01": "L3", "5000.00": "L3", "5000.01": "L4"} {
		if got := r.Level(amount); got != want {
			t.Errorf("%s is approved by %s, want %s", amount, got, want)
		}
	}
	if got := (Remedies{}).Level("1"); got != "" {
		t.Errorf("without rules %q approves", got)
	}
}

// TestCausesHaveTheFiveOfTheDocuments: those from which the training has its lessons
// drawn (S-026).
func TestCausesHaveTheFiveOfTheDocuments(t *testing.T) {
	p := loadDefault(t)
	for _, code := range []string{"communication", "mishandled", "information", "attitude", "charges"} {
		if cause, ok := p.Cause(code); !ok || cause.Name["zh"] == "" || cause.Name["en"] == "" {
			t.Errorf("%s: got %+v, %t", code, cause, ok)
		}
	}
}
