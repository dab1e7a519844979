package web

import (
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

func TestWhoIsKnownByClaims(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	authenticate := Claims(p, "role", "unit")
	for _, tt := range []struct {
		name   string
		claims map[string]any
		want   string // the actor; "" for nobody
	}{
		{"a role and a unit", map[string]any{"role": "handler", "unit": "demo-station", "sub": "x"}, "handler:demo-station"},
		{"the whole company, as is said", map[string]any{"role": "supervisor", "unit": "*"}, "supervisor"},
		{"a list with one role", map[string]any{"role": []any{"staff", "agent"}, "unit": "demo-city"}, "agent:demo-city"},
		{"a flattened list with one role", map[string]any{"role": "[staff agent]", "unit": "[demo-city]"}, "agent:demo-city"},
		{"a list of one", map[string]any{"role": []any{"agent"}, "unit": []any{"*"}}, "agent"},

		{"no claims", map[string]any{}, ""},
		{"no role", map[string]any{"unit": "*"}, ""},
		{"no unit is not the whole company", map[string]any{"role": "admin"}, ""},
		{"an empty unit is not the whole company", map[string]any{"role": "admin", "unit": ""}, ""},
		{"an empty list of units is not the whole company", map[string]any{"role": "admin", "unit": "[]"}, ""},
		{"a list with an empty unit is not the whole company", map[string]any{"role": "admin", "unit": []any{""}}, ""},
		{"no unit at all", map[string]any{"role": "admin", "unit": nil}, ""},
		{"an unknown unit", map[string]any{"role": "admin", "unit": "elsewhere"}, ""},
		{"two units", map[string]any{"role": "handler", "unit": []any{"demo-station", "demo-city"}}, ""},
		{"two units, flattened", map[string]any{"role": "handler", "unit": "[demo-station *]"}, ""},
		{"a unit with a blank", map[string]any{"role": "handler", "unit": " *"}, ""},
		{"an unknown role", map[string]any{"role": "root", "unit": "*"}, ""},
		{"a role of another case", map[string]any{"role": "Admin", "unit": "*"}, ""},
		{"the machine itself", map[string]any{"role": string(complaint.System), "unit": "*"}, ""},
		{"the public", map[string]any{"role": string(complaint.Public), "unit": "*"}, ""},
		{"two roles", map[string]any{"role": []any{"agent", "admin"}, "unit": "*"}, ""},
		{"two roles, flattened", map[string]any{"role": "[agent admin]", "unit": "*"}, ""},
		{"one role twice", map[string]any{"role": "[admin admin]", "unit": "*"}, ""},
		{"roles without a list", map[string]any{"role": "agent admin", "unit": "*"}, ""},
		{"half a list", map[string]any{"role": "[admin", "unit": "*"}, ""},
		{"a list of something else", map[string]any{"role": []any{"admin", 1.0}, "unit": "*"}, ""},
		{"a number", map[string]any{"role": 1.0, "unit": "*"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) { knows(t, authenticate, Verified(tt.claims), tt.want) })
	}
}

// knows checks who a header is; "" for nobody.
func knows(t *testing.T, authenticate Authenticator, header, want string) {
	t.Helper()
	by, err := authenticate(header)
	got := by.String()
	switch {
	case want == "" && (!fault.Is(err, fault.Unknown) || by != (complaint.Actor{})):
		t.Errorf("%s is %q, %v; want nobody", header, got, err)
	case want != "" && (err != nil || got != want):
		t.Errorf("%s is %q, %v; want %q", header, got, err, want)
	}
}

func TestNoOtherHeaderIsAnybody(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	authenticate := Claims(p, "role", "unit")
	for _, header := range []string{
		"", "Bearer dev:admin:*", "Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4iLCJ1bml0IjoiKiJ9.", `Bearer {"role":"admin","unit":"*"}`,
		`redress-claims {"role":"admin","unit":"*"}`, `Redress-Claims`, `Redress-Claims null`, `Redress-Claims {"role":"admin","unit":"*"} x`,
	} {
		knows(t, authenticate, header, "")
	}
}
