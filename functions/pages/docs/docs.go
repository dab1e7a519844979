// Package docs shows the description of the API to people: its calls, by what they are
// about, the objects that they take and give, and an example of each.
//
//	docs.go         the pages
//	description.go  the description, as the API gives it
//
// What stands in the description is written with the API, in English alone.
package docs

import (
	"cmp"
	"embed"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
)

//go:embed templates/*.html
var templates embed.FS

// Handler serves the description.
type Handler struct {
	*site.Shelf
	// description is that of the API, read when somebody looks.
	description func() (*description, error)
}

// New serves the description on a site.
func New(s *site.Site) *Handler {
	read := sync.OnceValues(func() (*description, error) { return readDescription(s.Policy) })
	return &Handler{s.Shelf(site.Templates{Files: templates}), read}
}

// Register serves the description.
func (h *Handler) Register(mux *http.ServeMux) {
	mux.HandleFunc("GET /docs", h.front)
	mux.HandleFunc("GET /docs/{area}", h.area)
	mux.HandleFunc("GET /docs/fields/{name}", h.fields)
}

// page is a page of the description.
type page struct {
	Areas []entry
	Area  string
	Calls []shownCall
	// Name and Fields are those of an object.
	Name   string
	Fields []field
	Says   string
}

// entry is an area in the list of them.
type entry struct {
	Code, Name string
	Calls      []*call
}

// shownCall is a call as it is shown.
type shownCall struct {
	*call
	Caller     string // staff, customer, partner; "" for everybody
	Parameters []field
	Body       typeWords
	Fields     []field
	Needed     bool
	Answers    []answer
	Example    string
}

type answer struct {
	Status, Says string
	Type         typeWords
}

// front is the front page of the description.
func (h *Handler) front(w http.ResponseWriter, r *http.Request) {
	h.show(w, r, page{}, words.Say(site.Language(r), "API", "接口文档"))
}

// area describes the calls of an area.
func (h *Handler) area(w http.ResponseWriter, r *http.Request) {
	code := r.PathValue("area")
	i := slices.IndexFunc(areas, func(a area) bool { return a.Code == code })
	if i < 0 {
		h.Fail(w, r, site.ErrNotFound)
		return
	}
	language := site.Language(r)
	h.show(w, r, page{Area: code}, words.Say(language, "API: ", "接口：")+areas[i].Name.In(language))
}

// fields describes an object of the API.
func (h *Handler) fields(w http.ResponseWriter, r *http.Request) {
	h.show(w, r, page{Name: r.PathValue("name")}, r.PathValue("name"))
}

func (h *Handler) show(w http.ResponseWriter, r *http.Request, p page, title string) {
	doc, err := h.description()
	if err != nil {
		h.Fail(w, r, err)
		return
	}
	for _, a := range areas {
		p.Areas = append(p.Areas, entry{a.Code, a.Name.In(site.Language(r)), doc.calls(a.Code)})
	}
	name := "docs"
	switch {
	case p.Name != "":
		s, known := doc.Components.Schemas[p.Name]
		if !known {
			h.Fail(w, r, site.ErrNotFound)
			return
		}
		p.Fields, p.Says, name = doc.fields(s), s.Description, "fields"
	case p.Area != "":
		name = "area"
		for _, c := range doc.calls(p.Area) {
			p.Calls = append(p.Calls, doc.shown(c))
		}
	}
	h.Show(w, r, http.StatusOK, site.Page{Name: name, Title: title, Body: p, Wide: true, Board: true, Here: "docs"})
}

// shown prepares a call for its page.
func (d *description) shown(c *call) shownCall {
	s := shownCall{call: c}
	for _, by := range c.Security {
		for name := range by {
			s.Caller = name
		}
	}
	for _, p := range c.Parameters {
		s.Parameters = append(s.Parameters, field{Name: p.Name, In: p.In, Type: typeOf(p.Schema), Required: p.Required, Says: p.Description})
	}
	var body any
	if c.Request != nil {
		if content, ok := c.Request.Content["application/json"]; ok {
			s.Body, s.Fields, s.Needed = typeOf(content.Schema), d.fields(content.Schema), c.Request.Required
			body = d.sample(content.Schema, 0)
			if own, ok := sampleBodies[path.Base(c.Path)]; ok {
				body = json.RawMessage(own)
			}
		}
	}
	for _, status := range slices.Sorted(maps.Keys(c.Responses)) {
		if status == "default" {
			continue
		}
		a := answer{Status: status, Says: c.Responses[status].Description}
		for _, content := range c.Responses[status].Content {
			a.Type = typeOf(content.Schema)
		}
		s.Answers = append(s.Answers, a)
	}
	s.Example = example(s, body)
	return s
}

// samples are values that calls of an example have, by their names.
var samples = map[string]string{
	"{reference}": "202611-000001", "{id}": "ID", "{format}": "html", "{unit}": "demo-county", "{partner}": "PARTNER",
}

// sampleBodies are those of calls that want more than their required fields, as one
// field asks for another; by the end of their paths.
var sampleBodies = map[string]string{
	"reports":  `{"kind":"sla-breach","from":"2026-09-01","to":"2026-09-30"}`,
	"callback": `{"reached":true,"satisfied":true}`,
	"{unit}":   `{"shifts":[{"days":["working"],"hours":"08:30-17:30","people":["1001","1002"]}]}`,
}

// sampleQuery are the parameters that a call cannot do without; a link that is signed
// is told from others by what stands in it, so that no parameter of it is required.
var sampleQuery = map[string]string{"figure": "received", "expires": "SECONDS", "signature": "SIGNATURE"}

// queryOf are the parameters of a call that stand in its example.
func queryOf(c shownCall) string {
	query := url.Values{}
	for _, p := range c.Parameters {
		if value, ok := sampleQuery[p.Name]; p.In == "query" && (ok || p.Required) {
			query.Set(p.Name, cmp.Or(value, "VALUE"))
		}
	}
	if len(query) == 0 {
		return ""
	}
	return "?" + query.Encode()
}

// example is a call as a shell would make it.
func example(c shownCall, body any) string {
	address := c.Path
	for name, value := range samples {
		address = strings.ReplaceAll(address, name, value)
	}
	line := "curl -s"
	if c.Method != http.MethodGet && c.Method != http.MethodPost || c.Method == http.MethodPost && body == nil {
		line += " -X " + c.Method
	}
	line += " https://HOST" + address + queryOf(c)
	switch c.Caller {
	case "staff":
		line += " \\\n  -H 'Authorization: Bearer TOKEN'"
	case "customer":
		line += " \\\n  -H 'Tracking-Code: CODE'"
	case "partner":
		line += " \\\n  -H 'Webhook-Id: ID' -H 'Webhook-Timestamp: SECONDS' -H 'Webhook-Signature: v1,…'"
	}
	if slices.ContainsFunc(c.Parameters, func(p field) bool { return p.Name == "Idempotency-Key" }) {
		line += " -H 'Idempotency-Key: KEY'"
	}
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return line
		}
		line += " \\\n  -H 'Content-Type: application/json' -d '" + string(text) + "'"
	}
	return line
}

// sampleDepth is how deep a sample goes into an object.
const sampleDepth = 4

// sample is a value that a schema may have: of an object its required fields, or its
// first where none is.
func (d *description) sample(s *schema, depth int) any {
	s = d.schema(s)
	if s == nil || depth > sampleDepth {
		return nil
	}
	for _, v := range s.Enum {
		if v != "" {
			return v
		}
	}
	switch s.typeName() {
	case "object":
		object := map[string]any{}
		for _, f := range d.fields(s) {
			if f.Required {
				object[f.Name] = d.sample(s.Properties[f.Name], depth+1)
			}
		}
		return object
	case "array":
		return []any{d.sample(s.Items, depth+1)}
	case "boolean":
		return true
	case "integer", "number":
		return 1
	}
	if s.Format == "date-time" {
		return "2026-11-02T09:00:00+08:00"
	}
	return "…"
}
