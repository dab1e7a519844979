package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestTheProgramSaysWhichLimitsAreUnset(t *testing.T) {
	for pack, want := range map[string][]string{
		"state-grid":    nil,
		"southern-grid": {"no limit for contact: none of Southern Grid's documents"},
		"ofgem":         {"no limit for contact: ", "no limit for answer: ", "no limit for superior: ", "no limit for regulator: "},
	} {
		var out bytes.Buffer
		greet(&out, testAppOf(t, pack, "2026-06-01T09:00:00+08:00"), "127.0.0.1:8080")
		if got := strings.Count(out.String(), "\nno limit for "); got != len(want) {
			t.Errorf("%s: %d unset limits are named, want %d:\n%s", pack, got, len(want), &out)
		}
		for _, line := range want {
			if !strings.Contains(out.String(), "\n"+line) {
				t.Errorf("%s: %q is not said in:\n%s", pack, line, &out)
			}
		}
	}
}
