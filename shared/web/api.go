// Package web is what the HTTP functions share: how calls are described,
// refused and remembered, who the caller is, and how a case is shown.
//
// Vocabulary. An API is a set of described calls on a mux; its description
// is served at /openapi.json. A problem is an error as the caller sees it (RFC
// 9457), in Chinese or English. Once is the promise that a call with an
// Idempotency-Key has its effect one time.
//
// The package decides nothing about cases and knows no adapter. The same
// handlers run under net/http and behind API Gateway.
package web

import (
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// BodyLimit is the largest request body in bytes: 4,000 characters of
// narrative in the widest JSON escapes, and room for the rest.
const BodyLimit = 128 << 10

// Registrar adds a function's calls to an API.
type Registrar interface{ Register(api huma.API) }

var render sync.Once

// New makes a handler that serves the calls of the given functions.
func New(functions ...Registrar) http.Handler {
	render.Do(func() {
		huma.NewErrorWithContext = problemOf
		huma.ValidateStrictCasing = true
	})
	mux := http.NewServeMux()
	config := huma.DefaultConfig("Redress", "1")
	config.Info.Description = "Complaint handling for electric power utilities."
	config.DocsPath = ""
	config.SchemasPath = ""
	config.CreateHooks = nil // no $schema members in answers
	config.Formats = map[string]huma.Format{"application/json": format, "json": format}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"staff":    {Type: "http", Scheme: "bearer", Description: "staff; a JWT, or dev:<role>:<unit> in development"},
		"partner":  {Type: "apiKey", In: "header", Name: "Webhook-Signature", Description: "a partner's system, by its signature of the request; see infra/interfaces.md"},
		"customer": {Type: "apiKey", In: "header", Name: "Tracking-Code", Description: "the customer's code for one complaint"},
	}
	api := humago.New(mux, config)
	for _, f := range functions {
		f.Register(api)
	}
	return refuse(mux)
}

// Call describes one call of the API.
func Call(id, method, path, summary string, security ...string) huma.Operation {
	op := huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, MaxBodyBytes: BodyLimit}
	for _, s := range security {
		op.Security = append(op.Security, map[string][]string{s: {}})
	}
	return op
}

// refuse answers calls that the mux does not know as problems.
func refuse(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		probe := &probe{header: http.Header{}}
		h.ServeHTTP(probe, r)
		if allow := probe.header.Get("Allow"); allow != "" {
			w.Header().Set("Allow", allow)
		}
		if probe.status == http.StatusMovedPermanently || probe.status == http.StatusTemporaryRedirect {
			h.ServeHTTP(w, r)
			return
		}
		WriteProblem(w, r, probe.status)
	})
}

// probe learns the status that a handler would give.
type probe struct {
	header http.Header
	status int
}

func (p *probe) Header() http.Header         { return p.header }
func (p *probe) Write(b []byte) (int, error) { return len(b), nil }
func (p *probe) WriteHeader(status int)      { p.status = status }
