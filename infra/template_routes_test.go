package infra

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/callback"
	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/functions/pages"
	"github.com/redress/redress/functions/partner"
	"github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// routes are the routes of a function in the template, and whether each is for
// everybody: {"POST /v1/complaints": true}.
func routes(f resource) map[string]bool {
	all := map[string]bool{}
	for _, id := range keys(f.properties, "Events") {
		e := at(f.properties, "Events", id)
		if str(e, "Type") == "HttpApi" {
			p := at(e, "Properties")
			all[str(p, "Method")+" "+str(p, "Path")] = str(p, "Auth", "Authorizer") == "NONE"
		}
	}
	return all
}

// calls are those that the functions register.
func calls(t *testing.T) map[string]map[string]bool {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := &desk.Desk{Policy: p}
	cases := web.Cases{Desk: d, Authenticate: web.NoTokens}
	all := map[string]map[string]bool{}
	for name, f := range map[string]web.Registrar{
		"intake": &intake.Handler{Desk: d}, "casework": &casework.Handler{Cases: cases}, "callback": &callback.Handler{Cases: cases},
		"report": &report.Handler{Desk: d, Authenticate: web.NoTokens}, "partner": &partner.Handler{Desk: d},
	} {
		all[name] = described(t, web.New(f))
	}
	all["intake"]["GET /openapi.json"] = true // it describes them all
	all["pages"] = map[string]bool{}
	for _, route := range pages.Routes {
		all["pages"][route] = true
	}
	return all
}

// described reads an API's description of itself.
func described(t *testing.T, api http.Handler) map[string]bool {
	t.Helper()
	w := httptest.NewRecorder()
	api.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/openapi.json", nil))
	var doc struct {
		Paths map[string]map[string]struct{ Security []map[string][]string }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			forStaff := slices.ContainsFunc(op.Security, func(s map[string][]string) bool { return s["staff"] != nil })
			all[strings.ToUpper(method)+" "+path] = !forStaff
		}
	}
	return all
}

func TestRoutesAreTheCallsOfTheFunctions(t *testing.T) {
	got := map[string]map[string]bool{}
	for name, f := range readTemplate(t).functions() {
		if r := routes(f); len(r) > 0 {
			got[name] = r
		}
	}
	if diff := cmp.Diff(calls(t), got); diff != "" {
		t.Errorf("calls by function, and whether they are for everybody (-code +template):\n%s", diff)
	}
}

func TestTheAPIIsClosedByDefaultAndThrottled(t *testing.T) {
	tpl := readTemplate(t)
	api := tpl.resources["Api"].properties
	if by := str(api, "Auth", "DefaultAuthorizer"); at(api, "Auth", "Authorizers", by, "JwtConfiguration", "issuer") != "${JwtIssuer}" {
		t.Errorf("the default authorizer %q knows no issuer of tokens", by)
	}
	if at(api, "CorsConfiguration") != nil {
		t.Error("pages of other sites may call the API, and nobody needs that")
	}
	all := map[string]bool{}
	for _, f := range tpl.functions() {
		for r := range routes(f) {
			all[r] = true
		}
	}
	throttled := keys(api, "RouteSettings")
	for _, r := range throttled {
		if !all[r] {
			t.Errorf("%s is throttled and no route", r)
		}
	}
	if !slices.Contains(throttled, "POST /v1/complaints") || str(api, "DefaultRouteSettings", "ThrottlingRateLimit") != "${ThrottleRate}" {
		t.Error("the public's way in, or the rest, is not throttled")
	}
}

// shown is what an access log may hold: nothing of the caller, and of the path
// only its pattern.
var shown = []string{
	"requestId", "requestTimeEpoch", "routeKey", "status", "responseLatency", "integrationLatency", "responseLength",
	"error.messageString", "integrationErrorMessage", "authorizer.error",
}

func TestTheAccessLogHoldsNoPersonalData(t *testing.T) {
	format := str(readTemplate(t).resources["Api"].properties, "AccessLogSettings", "Format")
	var line map[string]string
	// This value comes with its quotes, and what is in them escaped.
	quoted := strings.Replace(format, `:$context.error.messageString`, `:"$context.error.messageString"`, 1)
	if err := json.Unmarshal([]byte(quoted), &line); err != nil {
		t.Fatalf("the format is no JSON: %v", err)
	}
	for _, m := range regexp.MustCompile(`\$context\.([\w.]+)`).FindAllStringSubmatch(format, -1) {
		if !slices.Contains(shown, m[1]) {
			t.Errorf("the access log shows %s", m[1])
		}
	}
}
