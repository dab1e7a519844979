package functions_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/callback"
	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/functions/partner"
	"github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

var update = flag.Bool("update", false, "write the description of the API anew")

// describing asks an API for its description.
func describing(t *testing.T, api http.Handler) map[string]any {
	t.Helper()
	w := httptest.NewRecorder()
	api.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/openapi.json", nil))
	var doc map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil || w.Code != http.StatusOK {
		t.Fatalf("status %d, %v", w.Code, err)
	}
	return doc
}

// TestTheDescriptionIsThatOfAllCalls holds the file that is served on AWS, where
// each function has its own calls only, to the calls; -update writes it.
func TestTheDescriptionIsThatOfAllCalls(t *testing.T) {
	for _, name := range policy.Names() {
		p, err := policy.Named(name)
		if err != nil {
			t.Fatal(err)
		}
		d := &desk.Desk{Policy: p}
		cases := web.Cases{Desk: d, Authenticate: web.NoTokens}
		want := describing(t, web.New(
			&intake.Handler{Desk: d}, &casework.Handler{Cases: cases}, &callback.Handler{Cases: cases},
			&report.Handler{Desk: d, Authenticate: web.NoTokens}, &partner.Handler{Desk: d},
		))
		if *update {
			write(t, want)
			continue
		}
		got := describing(t, web.Described(p, web.New(&intake.Handler{Desk: d})))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("description under %s (-calls +file; -update writes it):\n%s", name, diff)
		}
	}
}

func write(t *testing.T, doc map[string]any) {
	t.Helper()
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetIndent("", "\t")
	e.SetEscapeHTML(false)
	if err := e.Encode(doc); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("../shared/web/openapi.json", text.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
