package docs

import (
	"strings"
	"testing"

	"github.com/redress/redress/shared/policy"
)

// TestEveryCallHasItsPlace: no page of the description is empty, and commands that were
// given a page of their own are still there.
func TestEveryCallHasItsPlace(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := readDescription(p)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, a := range areas {
		calls := doc.calls(a.Code)
		if found += len(calls); len(calls) == 0 {
			t.Errorf("%s is empty", a.Code)
		}
	}
	want := 0
	for _, calls := range doc.Paths {
		want += len(calls)
	}
	if found != want {
		t.Errorf("%d calls are shown, and there are %d", found, want)
	}
	for _, list := range [][]string{flowCommands, closingCommands, consequenceCommands} {
		for _, command := range list {
			if _, ok := doc.Paths["/v1/cases/{reference}/"+command]; !ok {
				t.Errorf("there is no command %s", command)
			}
		}
	}
	shown := doc.shown(doc.Paths["/v1/complaints"]["post"])
	want2 := "curl -s https://HOST/v1/complaints -H 'Idempotency-Key: KEY' \\\n  -H 'Content-Type: application/json' -d '{\"channel\":\"web\",\"text\":\"…\"}'"
	if shown.Example != want2 || shown.Caller != "" || !shown.Fields[0].Required || shown.Answers[0].Type.Link != "Receipt" {
		t.Errorf("submitting is shown as %+v", shown)
	}
}

// TestExamplesAreTaken: what a call cannot do without stands in its example.
func TestExamplesAreTaken(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := readDescription(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []struct{ path, method, want string }{
		{"/v1/reports", "post", `-d '{"kind":"sla-breach","from":"2026-09-01","to":"2026-09-30"}'`},
		{"/v1/reports/{id}/cases", "get", "/v1/reports/ID/cases?figure=received"},
		{"/v1/reports/{id}/{format}/open", "get", "/v1/reports/ID/html/open?expires=SECONDS&signature=SIGNATURE"},
		{"/v1/cases/{reference}/callback", "post", `-d '{"reached":true,"satisfied":true}'`},
		{"/v1/duty/{unit}", "put", `"hours":"08:30-17:30","people":["1001","1002"]`},
	} {
		one := doc.shown(doc.Paths[in.path][in.method])
		if !strings.Contains(one.Example, in.want) {
			t.Errorf("%s %s is shown as %s", in.method, in.path, one.Example)
		}
	}
	for path, calls := range doc.Paths {
		for method, c := range calls {
			if x := doc.shown(c).Example; strings.Contains(x, "null") {
				t.Errorf("%s %s is shown as %s", method, path, x)
			}
		}
	}
}

func TestTypesAreSaid(t *testing.T) {
	low, high := 1.0, 5.0
	for want, s := range map[typeWords]*schema{
		{Before: "any"}:                                 nil,
		{Before: "list of ", Link: "Call"}:              {Items: &schema{Ref: "#/components/schemas/Call"}, Type: []any{"array", "null"}},
		{Before: "map of string"}:                       {Type: "object", Additional: []byte(`{"type":"string"}`)},
		{Before: "object"}:                              {Type: "object", Additional: []byte(`false`)},
		{Before: "instant (RFC 3339)"}:                  {Type: "string", Format: "date-time"},
		{Before: "string", After: "a | b"}:              {Type: "string", Enum: []any{"", "a", "b"}},
		{Before: "integer", After: " 1 to 5 default 3"}: {Type: "integer", Minimum: &low, Maximum: &high, Default: 3},
	} {
		if got := typeOf(s); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}
