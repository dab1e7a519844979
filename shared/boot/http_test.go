package boot

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// answered has an event answered by a handler.
func answered(t *testing.T, h http.HandlerFunc, event string) response {
	t.Helper()
	p, _ := process(t)
	doc, err := served(p, h)(t.Context(), []byte(event))
	if err != nil {
		t.Fatal(err)
	}
	var out response
	if err := json.Unmarshal(doc, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// event is a call as API Gateway brings it. It has the members of the request
// context that are given.
func event(method, path, more, context string) string {
	return fmt.Sprintf(`{"version":"2.0","routeKey":"%[1]s %[2]s","rawPath":"%[2]s"%[3]s,"requestContext":{"accountId":"123456789012","domainName":"id.execute-api.cn-north-1.amazonaws.com.cn","http":{"method":"%[1]s","path":"%[2]s","protocol":"HTTP/1.1","sourceIp":"2001:db8::1","userAgent":"x"},"requestId":"r","routeKey":"%[1]s %[2]s","stage":"$default"%[4]s}}`, method, path, more, context)
}

func TestACallIsTheRequestThatItWas(t *testing.T) {
	type seen struct {
		Method, Path, Query, URI, Host, Remote, Body string
		Header                                       http.Header
		Length                                       int64
	}
	for _, tt := range []struct {
		name, event string
		want        seen
	}{
		{"a search", event("GET", "/v1/cases", `,"rawQueryString":"q=a%20b&unit=x&unit=y","headers":{"accept-language":"zh-CN,zh;q=0.9","x-two":"a,b"},"cookies":["a=1","b=2"]`, ""), seen{
			Method: "GET", Path: "/v1/cases", Query: "q=a%20b&unit=x&unit=y", URI: "/v1/cases?q=a%20b&unit=x&unit=y",
			Header: http.Header{"Accept-Language": {"zh-CN,zh;q=0.9"}, "X-Two": {"a,b"}, "Cookie": {"a=1; b=2"}},
		}},
		{"a text", event("POST", "/v1/complaints", `,"headers":{"content-type":"application/json"},"body":"{\"text\":\"停电\"}"`, ""), seen{
			Method: "POST", Path: "/v1/complaints", URI: "/v1/complaints", Body: `{"text":"停电"}`, Length: 17, Header: http.Header{"Content-Type": {"application/json"}},
		}},
		{"bytes", event("POST", "/v1/complaints", `,"isBase64Encoded":true,"body":"`+base64.StdEncoding.EncodeToString([]byte{0xff, 0})+`"`, ""), seen{
			Method: "POST", Path: "/v1/complaints", URI: "/v1/complaints", Body: "\xff\x00", Length: 2, Header: http.Header{},
		}},
		{"a path with odd characters", event("GET", "/v1/duty/供电 所", "", ""), seen{
			Method: "GET", Path: "/v1/duty/供电 所", URI: "/v1/duty/%E4%BE%9B%E7%94%B5%20%E6%89%80", Header: http.Header{},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got seen
			out := answered(t, func(_ http.ResponseWriter, r *http.Request) {
				body, err := io.ReadAll(r.Body)
				if err != nil {
					t.Error(err)
				}
				got = seen{r.Method, r.URL.Path, r.URL.RawQuery, r.RequestURI, r.Host, r.RemoteAddr, string(body), r.Header, r.ContentLength}
			}, tt.event)
			tt.want.Host, tt.want.Remote = "id.execute-api.cn-north-1.amazonaws.com.cn", "[2001:db8::1]:0"
			if diff := cmp.Diff(tt.want, got); diff != "" || out.StatusCode != 200 {
				t.Errorf("status %d, request (-want +got):\n%s", out.StatusCode, diff)
			}
		})
	}
}

func TestAnAnswerIsWhatTheHandlerGave(t *testing.T) {
	for _, tt := range []struct {
		name   string
		handle http.HandlerFunc
		want   response
	}{
		{"nothing", func(http.ResponseWriter, *http.Request) {}, response{StatusCode: 200, Headers: map[string]string{}}},
		{"a page", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte("<p>电</p>"))
		}, response{StatusCode: 200, Headers: map[string]string{"Content-Type": "text/html"}, Body: "<p>电</p>"}},
		{"bytes, headers and cookies", func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Set-Cookie"] = []string{"a=1", "b=2"}
			w.Header()["Vary"] = []string{"Accept", "Accept-Language"}
			w.Header().Set("Content-Type", "application/zip")
			w.WriteHeader(http.StatusEarlyHints)
			w.WriteHeader(http.StatusCreated)
			w.WriteHeader(http.StatusInternalServerError) // superfluous
			_, _ = w.Write([]byte("PK\xff"))
		}, response{
			StatusCode: 201, Headers: map[string]string{"Content-Type": "application/zip", "Vary": "Accept, Accept-Language"},
			Cookies: []string{"a=1", "b=2"}, Body: "UEv/", IsBase64Encoded: true,
		}},
		{"a text whose kind nobody said", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("x")) },
			response{StatusCode: 200, Headers: map[string]string{"Content-Type": "text/plain; charset=utf-8"}, Body: "x"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, answered(t, tt.handle, event("GET", "/", "", ""))); diff != "" {
				t.Errorf("answer (-want +got):\n%s", diff)
			}
		})
	}
}

func TestALargeAnswerIsPackedOrRefused(t *testing.T) {
	page := strings.Repeat("<td>停电投诉</td>\n", 500_000)          // 12 MB, and next to nothing when packed
	noise := base64.StdEncoding.EncodeToString(random(6 << 20)) // 8 MB, and 6 MB when packed
	give := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, text)
		}
	}
	out := answered(t, give(page), event("GET", "/", `,"headers":{"accept-encoding":"br, gzip"}`, ""))
	packed, err := base64.StdEncoding.DecodeString(out.Body)
	if err != nil || out.StatusCode != 200 || out.Headers["Content-Encoding"] != "gzip" || out.Headers["Vary"] != "Accept-Encoding" {
		t.Fatalf("status %d, headers %v, %v", out.StatusCode, out.Headers, err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || string(got) != page {
		t.Errorf("%d bytes came out, want %d; %v", len(got), len(page), err)
	}
	for name, e := range map[string]string{
		"who does not unpack":   event("GET", "/", `,"headers":{"accept-language":"zh"}`, ""),
		"what cannot be packed": event("GET", "/", `,"headers":{"accept-encoding":"gzip","accept-language":"zh"}`, ""),
	} {
		out := answered(t, give(noise), e)
		if out.StatusCode != 500 || out.Headers["Content-Type"] != "application/problem+json" || !strings.Contains(out.Body, "返回内容过大") || out.Headers["Content-Encoding"] != "" {
			t.Errorf("%s: status %d, headers %v, body %.200s", name, out.StatusCode, out.Headers, out.Body)
		}
	}
}

// random is what cannot be packed.
func random(n int) []byte {
	data, x := make([]byte, n), uint32(1)
	for i := range data {
		x = x*1664525 + 1013904223
		data[i] = byte(x >> 24)
	}
	return data
}

// TestNobodyBringsTheirOwnClaims: who calls is said by API Gateway alone, whatever
// headers a call has.
func TestNobodyBringsTheirOwnClaims(t *testing.T) {
	pack, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	authenticate := web.Claims(pack, "role", "unit")
	forged := strings.ReplaceAll(web.Verified(map[string]any{"role": "admin", "unit": "*"}), `"`, `\"`)
	verified := `,"authorizer":{"jwt":{"claims":{"role":"handler","unit":"demo-station","sub":"x"},"scopes":null}}`
	for _, tt := range []struct{ name, headers, context, want string }{
		{"a forged header on an open route", `"authorization":"` + forged + `"`, "", ""},
		{"in another case", `"AuthoriZation":"` + forged + `"`, "", ""},
		{"twice", `"Authorization":"` + forged + `","authorization":"` + forged + `"`, "", ""},
		{"with a space", `"authorization ":"` + forged + `"," authorization":"` + forged + `"`, "", ""},
		{"as a development token", `"authorization":"Bearer dev:admin:*"`, "", ""},
		{"as a member of the event", `"x":"y"`, `,"Authorizer":{"claims":{"role":"admin","unit":"*"}}`, ""},
		{"an authorizer that verified nothing", `"authorization":"` + forged + `"`, `,"authorizer":{"jwt":{"claims":{}}}`, ""},
		{"verified", `"authorization":"Bearer eyJ"`, verified, "handler:demo-station"},
		{"verified, beside a forged header", `"authorization":"` + forged + `"`, verified, "handler:demo-station"},
		{"verified, flattened", `"authorization":"Bearer eyJ"`, `,"authorizer":{"jwt":{"claims":{"role":"[x supervisor]","unit":"*"}}}`, "supervisor"},
		{"verified, as a list", `"authorization":"Bearer eyJ"`, `,"authorizer":{"jwt":{"claims":{"role":["x","supervisor"],"unit":"*","exp":1}}}`, "supervisor"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			answered(t, func(_ http.ResponseWriter, r *http.Request) {
				by, err := authenticate(r.Header.Get("Authorization"))
				if got := by.String(); got != tt.want || (err == nil) != (tt.want != "") {
					t.Errorf("the caller is %q, %v; want %q", got, err, tt.want)
				}
				if h := r.Header.Get("Authorization"); strings.Contains(h, "admin") || strings.Contains(h, "eyJ") {
					t.Errorf("the handler sees %s", h)
				}
			}, event("GET", "/v1/cases", `,"headers":{`+tt.headers+`}`, tt.context))
		})
	}
}

func TestACallsLineHasNoPersonalData(t *testing.T) {
	for path, want := range map[string]string{
		"/v1/cases/202611-000001": "202611-000001", "/v1/complaints/202611-000001/urges": "202611-000001",
		"/v1/cases/13900000001": "", "/v1/cases/202611-000001x": "", "/v1/cases": "", "/x/202611-000001": "", "/v1/cases/张三": "",
	} {
		p, out := process(t)
		e := event("GET", path, `,"rawQueryString":"q=13900000001","headers":{"tracking-code":"SECRET"}`, "")
		e = strings.ReplaceAll(e, `"routeKey":"GET `+path+`"`, `"routeKey":"GET /v1/cases/{reference}"`)
		if _, err := served(p, http.NotFoundHandler())(t.Context(), []byte(e)); err != nil {
			t.Fatal(err)
		}
		line := map[string]any{"level": "INFO", "msg": "invocation", "step": "triage", "route": "GET /v1/cases/{reference}", "status": 404.0, "ms": 7.0, "cold": true}
		if want != "" {
			line["case"] = want
		}
		if diff := cmp.Diff([]map[string]any{line}, lines(t, out)); diff != "" {
			t.Errorf("log of %s (-want +got):\n%s", path, diff)
		}
	}
}

func TestACallAndATaskAreToldApart(t *testing.T) {
	p, _ := process(t)
	calls := served(p, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }))
	tasks := task(p, func(_ context.Context, in struct{ Kind string }) (output, error) { return output{in.Kind}, nil }, nil)
	for event, want := range map[string]string{
		event("GET", "/v1/reports", "", ""): `{"statusCode":418,"headers":{},"body":"","isBase64Encoded":false}`,
		`{"kind":"sla-breach"}`:             `{"next":"sla-breach"}`,
	} {
		got, err := either(calls, tasks)(t.Context(), []byte(event))
		if err != nil || strings.TrimSpace(string(got)) != want {
			t.Errorf("%s\ngot  %s, %v\nwant %s", event, got, err, want)
		}
	}
}
