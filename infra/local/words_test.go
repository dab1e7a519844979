package main

import (
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// TestRefusalsInChineseHoldNoCodes sends what is not acceptable to every command, one
// field after the other, and to lists and reports: what is said of it in Chinese calls
// fields and values by their names, with a code at most in brackets behind its name.
func TestRefusalsInChineseHoldNoCodes(t *testing.T) {
	d, heard := openDoor(t), map[string]bool{}
	said := func(what string, code int, answer []byte) {
		var p web.Problem
		if code < 400 || json.Unmarshal(answer, &p) != nil {
			return
		}
		texts := []string{p.Detail}
		for _, bad := range p.Errors {
			texts = append(texts, bad.Message)
		}
		for _, s := range texts {
			if word := codeIn(s); word != "" && !heard[s] {
				t.Errorf("%s: %q holds %q", what, s, word)
			}
			heard[s] = true
		}
	}
	cases := 0
	for _, rule := range complaint.Rules() {
		deed, known := deeds[rule.Command]
		if rule.Internal() || !known {
			continue
		}
		at, body := "", ""
		for _, wrong := range wrongs(t, deed.body) {
			if at == "" {
				cases += 2
				var r web.Receipt
				r, body = d.standing(deed, cases)
				at = "/v1/cases/" + r.Reference
			}
			rec := d.ask("POST", at+"/"+rule.Command, wrong(body), staffOf("admin", "demo-city"), "Accept-Language: zh")
			said(rule.Command, rec.Code, rec.Body.Bytes())
			if rec.Code < 300 {
				at = "" // the case has gone on
			}
		}
	}
	for _, query := range []string{"?status=x", "?clock=x", "?clock=contact", "?clock=contact&state=x", "?unit=x", "?limit=x", "?limit=900", "?batch=x&q=y", "?cursor=x", "?open=x"} {
		rec := d.ask("GET", "/v1/cases"+query, "", supervisor, "Accept-Language: zh")
		said("list "+query, rec.Code, rec.Body.Bytes())
	}
	for _, body := range []string{
		`{"kind":"sla-breach","from":"2026-03-10","to":"2026-03-01"}`, `{"kind":"sla-breach","from":"x","to":"","reference":"202603-000001","language":"x"}`,
		`{"kind":"penetration","from":"2026-03-01","unit":"demo-city","reference":"x"}`, `{"kind":"sla-breach","from":"2026-03-01","to":"2026-03-02","area":"x","grade":"x","channel":"x","class":"x","region":"x","unit":"x"}`,
	} {
		rec := d.ask("POST", "/v1/reports", body, supervisor, "Accept-Language: zh")
		said("report "+body, rec.Code, rec.Body.Bytes())
	}
	rota := `{"shifts":[{"days":["x"],"hours":"x","people":[],"rotate":"x"},{"hours":"08:00-09:00","people":["a","a"],"since":"2026-01-01"}],"absent":[{"person":"a","from":"2026-03-02","to":"2026-03-01"},{"person":"","from":"x","to":"x"}]}`
	rec := d.ask(http.MethodPut, "/v1/duty/demo-station", rota, supervisor, "Accept-Language: zh")
	said("duty", rec.Code, rec.Body.Bytes())
	for _, body := range []string{`{`, `{"advance":"x"}`, `{}`, `{"advance":"1h","to":"2026-12-01T00:00:00Z"}`, `{"to":"2020-01-01T00:00:00Z"}`} {
		rec := d.ask("POST", "/local/clock", body, "Accept-Language: zh")
		said("clock "+body, rec.Code, rec.Body.Bytes())
	}
	if len(heard) < 60 {
		t.Errorf("only %d sentences were heard: the test asks too little", len(heard))
	}
}

// wrongs are ways to spoil a body: nothing said, something unknown, and each field with a
// value of another type, an unknown word, too long a text and an earlier time.
func wrongs(t *testing.T, body string) []func(string) string {
	t.Helper()
	var fields map[string]any
	if err := json.Unmarshal([]byte(body), &fields); err != nil {
		t.Fatal(err)
	}
	all := []func(string) string{
		func(string) string { return `{}` }, func(string) string { return `{"colour":1}` }, func(string) string { return `[` },
		func(body string) string { return body }, // what is not possible to who gives it, or gives it twice
	}
	names := slices.Concat(slices.Sorted(maps.Keys(fields)), []string{"at", "until", "limit", "due", "of", "criterion", "outcome", "scope", "counter", "item", "satisfied", "answers"})
	for _, name := range slices.Compact(names) {
		for _, value := range []string{`5`, `"?"`, `true`, `[]`, `{}`, `"` + strings.Repeat("长", 6000) + `"`, `"1999-01-01T00:00:00Z"`, `"3000-01-01T00:00:00Z"`} {
			all = append(all, func(body string) string {
				var fields map[string]json.RawMessage
				if json.Unmarshal([]byte(body), &fields) != nil {
					return body
				}
				fields[name] = json.RawMessage(value)
				spoilt, _ := json.Marshal(fields)
				return string(spoilt)
			})
		}
	}
	return all
}

// Formats are called by their names, and levels, times and media types as they are written.
var (
	bracketed = regexp.MustCompile(`（[^）]*）|例如[0-9A-Za-z:+/. 、-]+`)
	format    = regexp.MustCompile(`JSON|SHA-256|MB|L[1-5]|CNY|(image|audio|video|application)/[a-z0-9.+-]+`)
	latinWord = regexp.MustCompile(`[A-Za-z]+`)
)

// codeIn is the first word of a Chinese sentence that stands there as a code; "" for none.
func codeIn(sentence string) string {
	return latinWord.FindString(format.ReplaceAllString(bracketed.ReplaceAllString(sentence, ""), ""))
}
