package web

import (
	_ "embed" // for the description
	"encoding/json"
	"net/http"
	"sync"

	"github.com/redress/redress/shared/policy"
)

// description is that of all calls of the product. Each function describes its
// own calls; this file is made of them all, and a test holds it to them.
//
//go:embed openapi.json
var description []byte

// Described serves the description of all calls of the product at /openapi.json,
// whichever of them a function serves itself. What a policy bounds is written in
// when somebody asks.
func Described(p *policy.Policy, next http.Handler) http.Handler {
	doc := sync.OnceValues(func() ([]byte, error) { return describe(p) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.URL.Path != "/openapi.json" {
			next.ServeHTTP(w, r)
			return
		}
		text, err := doc()
		if err != nil {
			WriteProblem(w, r, http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/openapi+json")
		_, _ = w.Write(text) // the caller has gone away: nobody to tell
	})
}

// describe writes the policy's bounds into the description, as [Constrain] does.
func describe(p *policy.Policy) ([]byte, error) {
	var doc map[string]any
	if err := json.Unmarshal(description, &doc); err != nil {
		return nil, err
	}
	for _, name := range []string{"CustomerSubmission", "Submission"} {
		if properties, ok := at(doc, "components", "schemas", name, "properties"); ok {
			if class, ok := at(properties, "class"); ok {
				class["enum"] = classes(p)
			}
			if text, ok := at(properties, "text"); ok {
				text["maxLength"] = p.Intake.TextLimit
			}
		}
	}
	if via, ok := at(doc, "components", "schemas", "SourceDetails", "properties", "via"); ok {
		via["enum"] = ways(p)
	}
	return json.Marshal(doc)
}

// at walks down the members of a JSON object.
func at(doc map[string]any, path ...string) (map[string]any, bool) {
	for _, name := range path {
		var ok bool
		if doc, ok = doc[name].(map[string]any); !ok {
			return nil, false
		}
	}
	return doc, true
}

// classes are those that a complaint may claim, and none.
func classes(p *policy.Policy) []any {
	list := []any{""}
	for _, c := range p.Classes {
		list = append(list, c.Code)
	}
	return list
}

// ways are the ways in that a record may name, and none.
func ways(p *policy.Policy) []any {
	list := []any{""}
	for _, w := range p.Intake.Ways {
		list = append(list, w.Code)
	}
	return list
}
