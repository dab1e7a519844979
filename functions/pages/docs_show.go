package pages

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
)

// docsPage is a page of the description.
type docsPage struct {
	Areas []docEntry
	Area  string
	Calls []docCall
	// Name and Fields are those of an object.
	Name   string
	Fields []docField
	Says   string
}

// docEntry is an area in the list of them.
type docEntry struct {
	Code, Name string
	Calls      []*apiCall
}

// docCall is a call as it is shown.
type docCall struct {
	*apiCall
	Caller     string // staff, customer, partner; "" for everybody
	Parameters []docField
	Body       docType
	Fields     []docField
	Needed     bool
	Answers    []docAnswer
	Example    string
}

type docAnswer struct {
	Status, Says string
	Type         docType
}

// docs is the front page of the description.
func (h *Handler) docs(w http.ResponseWriter, r *http.Request) {
	h.showDocs(w, r, docsPage{}, say(of(r).language, "API", "接口文档"))
}

// docsArea describes the calls of an area.
func (h *Handler) docsArea(w http.ResponseWriter, r *http.Request) {
	code := r.PathValue("area")
	i := slices.IndexFunc(docAreas, func(a docArea) bool { return a.Code == code })
	if i < 0 {
		h.fail(w, r, missing)
		return
	}
	h.showDocs(w, r, docsPage{Area: code}, say(of(r).language, "API: ", "接口：")+docAreas[i].Name.In(of(r).language))
}

// docsFields describes an object of the API.
func (h *Handler) docsFields(w http.ResponseWriter, r *http.Request) {
	h.showDocs(w, r, docsPage{Name: r.PathValue("name")}, r.PathValue("name"))
}

func (h *Handler) showDocs(w http.ResponseWriter, r *http.Request, p docsPage, title string) {
	doc, err := h.description()
	if err != nil {
		h.fail(w, r, err)
		return
	}
	for _, a := range docAreas {
		p.Areas = append(p.Areas, docEntry{a.Code, a.Name.In(of(r).language), doc.calls(a.Code)})
	}
	name := "docs"
	switch {
	case p.Name != "":
		s, known := doc.Components.Schemas[p.Name]
		if !known {
			h.fail(w, r, missing)
			return
		}
		p.Fields, p.Says, name = doc.fields(s), s.Description, "docs_fields"
	case p.Area != "":
		name = "docs_area"
		for _, c := range doc.calls(p.Area) {
			p.Calls = append(p.Calls, doc.shown(c))
		}
	}
	h.show(w, r, http.StatusOK, page{Name: name, Title: title, Body: p, Wide: true, Board: true, Here: "docs"})
}

// shown prepares a call for its page.
func (d *apiDoc) shown(c *apiCall) docCall {
	s := docCall{apiCall: c}
	for _, by := range c.Security {
		for name := range by {
			s.Caller = name
		}
	}
	for _, p := range c.Parameters {
		s.Parameters = append(s.Parameters, docField{Name: p.Name, In: p.In, Type: typeOf(p.Schema), Required: p.Required, Says: p.Description})
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
		a := docAnswer{Status: status, Says: c.Responses[status].Description}
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

// queryOf are the parameters that a call cannot do without.
func queryOf(c docCall) string {
	query := url.Values{}
	for _, p := range c.Parameters {
		if p.In == "query" && p.Required {
			query.Set(p.Name, cmp.Or(map[string]string{"figure": "received"}[p.Name], "…"))
		}
	}
	if len(query) == 0 {
		return ""
	}
	return "?" + query.Encode()
}

// example is a call as a shell would make it.
func example(c docCall, body any) string {
	path := c.Path
	for name, value := range samples {
		path = strings.ReplaceAll(path, name, value)
	}
	line := "curl -s"
	if c.Method != http.MethodGet && c.Method != http.MethodPost || c.Method == http.MethodPost && body == nil {
		line += " -X " + c.Method
	}
	line += " https://HOST" + path + queryOf(c)
	switch c.Caller {
	case "staff":
		line += " \\\n  -H 'Authorization: Bearer TOKEN'"
	case "customer":
		line += " \\\n  -H 'Tracking-Code: CODE'"
	case "partner":
		line += " \\\n  -H 'Webhook-Id: ID' -H 'Webhook-Timestamp: SECONDS' -H 'Webhook-Signature: v1,…'"
	}
	if slices.ContainsFunc(c.Parameters, func(p docField) bool { return p.Name == "Idempotency-Key" }) {
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
func (d *apiDoc) sample(s *apiSchema, depth int) any {
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
