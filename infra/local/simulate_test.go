package main

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestSimulateSaysWhatHeldInOneLine(t *testing.T) {
	var out, errs bytes.Buffer
	if err := run(t.Context(), []string{"simulate", "-cases", "8", "-seed", "2", "-faults", "all", "-scale", "3"}, &out, &errs); err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	var said struct {
		Cases, Lost, Violations *int
		Unwarned                *int `json:"breachesWithoutWarning"`
		WithoutDue              *int `json:"openCasesWithoutNextDue"`
		Faults                  map[string]int
	}
	if err := json.Unmarshal(out.Bytes(), &said); err != nil || bytes.Count(out.Bytes(), []byte("\n")) != 1 {
		t.Fatalf("no line of JSON: %v\n%s", err, out.String())
	}
	if said.Cases == nil || *said.Cases != 8 || said.Unwarned == nil || said.WithoutDue == nil || said.Lost == nil || *said.Violations != 0 || len(said.Faults) == 0 {
		t.Errorf("it says %s", out.String())
	}
}

func TestSimulateRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, args := range [][]string{{"-faults", "fire"}, {"-cases", "0"}, {"-only", "12", "-cases", "5"}, {"more"}, {"-anywhere"}, {"-endpoint", "https://52.94.5.1"}, {"-endpoint", "127.0.0.1:8000"}} {
		if err := run(t.Context(), append([]string{"simulate"}, args...), &bytes.Buffer{}, &bytes.Buffer{}); err == nil {
			t.Errorf("simulate %v is taken", args)
		}
	}
}
