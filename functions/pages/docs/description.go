package docs

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// description is the description of the API, as far as the pages show it.
type description struct {
	Paths      map[string]map[string]*call `json:"paths"`
	Components struct {
		Schemas map[string]*schema `json:"schemas"`
	} `json:"components"`
}

// call is one call of the API.
type call struct {
	Method, Path string                `json:"-"`
	ID           string                `json:"operationId"`
	Summary      string                `json:"summary"`
	Security     []map[string][]string `json:"security"`
	Parameters   []parameter           `json:"parameters"`
	Request      *struct {
		Required bool                 `json:"required"`
		Content  map[string]mediaType `json:"content"`
	} `json:"requestBody"`
	Responses map[string]response `json:"responses"`
}

type parameter struct {
	Name        string  `json:"name"`
	In          string  `json:"in"`
	Required    bool    `json:"required"`
	Description string  `json:"description"`
	Schema      *schema `json:"schema"`
}

type mediaType struct {
	Schema *schema `json:"schema"`
}

type response struct {
	Description string               `json:"description"`
	Content     map[string]mediaType `json:"content"`
}

// schema says what a value may be.
type schema struct {
	Ref         string             `json:"$ref"`
	Type        any                `json:"type"` // a name or several
	Format      string             `json:"format"`
	Description string             `json:"description"`
	Enum        []any              `json:"enum"`
	Items       *schema            `json:"items"`
	Properties  map[string]*schema `json:"properties"`
	Additional  json.RawMessage    `json:"additionalProperties"`
	Required    []string           `json:"required"`
	MaxLength   int                `json:"maxLength"`
	Minimum     *float64           `json:"minimum"`
	Maximum     *float64           `json:"maximum"`
	Default     any                `json:"default"`
}

// area is a page of calls that belong together.
type area struct {
	Code string
	Name fault.Text
	has  func(path, command string) bool
}

// areas are tried in this order.
var areas = []area{
	{"customers", fault.Say("Customers", "客户"), func(path, _ string) bool { return strings.HasPrefix(path, "/v1/complaints") }},
	{"flows", fault.Say("Cases: flows beside the journey", "工单：应急、越级与监管"), func(_, c string) bool { return slices.Contains(flowCommands, c) }},
	{"consequences", fault.Say("Cases: supervision and consequences", "工单：督办与结果运用"), func(_, c string) bool { return slices.Contains(consequenceCommands, c) }},
	{"closing", fault.Say("Cases: answer, callback and closing", "工单：答复、回访与办结"), func(_, c string) bool { return slices.Contains(closingCommands, c) }},
	{"handling", fault.Say("Cases: handling", "工单：处理"), func(_, c string) bool { return c != "" }},
	{"queues", fault.Say("Queues and the board", "工单查询与看板"), func(path, _ string) bool {
		return strings.HasPrefix(path, "/v1/cases") || path == "/v1/callbacks" || path == "/v1/board"
	}},
	{"reports", fault.Say("Reports", "报表"), func(path, _ string) bool { return strings.HasPrefix(path, "/v1/reports") }},
	{"partners", fault.Say("Partners", "外部系统"), func(path, _ string) bool { return strings.HasPrefix(path, "/v1/partners") }},
	{"other", fault.Say("Duty and health", "值班与健康检查"), func(string, string) bool { return true }},
}

var flowCommands = []string{
	"assistance", "emergency", "emergency-action", "emergency-analysis", "emergency-handling", "emergency-supervision", "group-decision", "group-order",
	"information-report", "plan-start", "prevention", "root-cause", "submission", "superior-decision", "superior-report",
	"regulator-answer", "regulator-appeal", "regulator-finding", "regulator-review",
}

var closingCommands = []string{
	"answer", "callback", "closure", "merge", "rating", "reopening", "review", "rework", "withdrawal", "written-reply",
}

var consequenceCommands = []string{
	"acknowledgement", "appeal", "appeal-decision", "assessment", "determination", "determination-approval", "internal-closing", "lessons",
	"rectification", "rectification-check", "rectification-done", "remedy", "remedy-approval", "remedy-paid", "repeat-review", "responsibility-decision",
	"supervision", "supervision-release", "supervision-reply",
}

// areaOf is where a call is described.
func areaOf(path string) string {
	command, found := strings.CutPrefix(path, "/v1/cases/{reference}/")
	if !found {
		command = ""
	}
	i := slices.IndexFunc(areas, func(a area) bool { return a.has(path, command) })
	return areas[i].Code
}

// readDescription reads the description that the API gives of all its calls.
func readDescription(p *policy.Policy) (*description, error) {
	r, err := http.NewRequest(http.MethodGet, "/openapi.json", nil)
	if err != nil {
		return nil, err
	}
	given := site.NewAnswer()
	web.Described(p, http.NotFoundHandler()).ServeHTTP(given, r)
	var doc description
	if err := json.Unmarshal(given.Body.Bytes(), &doc); err != nil {
		return nil, fmt.Errorf("read the description of the API: %w", err)
	}
	for path, calls := range doc.Paths {
		for method, c := range calls {
			c.Method, c.Path = strings.ToUpper(method), path
		}
	}
	return &doc, nil
}

// calls are those of an area, by its code: by path, then method.
func (d *description) calls(code string) (list []*call) {
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		if areaOf(path) == code {
			for _, method := range slices.Sorted(maps.Keys(d.Paths[path])) {
				list = append(list, d.Paths[path][method])
			}
		}
	}
	return list
}

// schema follows a reference.
func (d *description) schema(s *schema) *schema {
	if s != nil && s.Ref != "" {
		return d.Components.Schemas[s.named()]
	}
	return s
}

// named is the name of what a schema refers to; "" where it refers to nothing.
func (s *schema) named() string { return strings.TrimPrefix(s.Ref, "#/components/schemas/") }

// field is one field of an object, or a parameter.
type field struct {
	Name     string
	In       string // of a parameter
	Type     typeWords
	Required bool
	Says     string
}

// typeWords is what a value may be; Link names an object of its own, "" for none.
type typeWords struct{ Before, Link, After string }

// fields are those of an object, the required ones first.
func (d *description) fields(s *schema) (list []field) {
	s = d.schema(s)
	if s == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		one := s.Properties[name]
		list = append(list, field{Name: name, Type: typeOf(one), Required: slices.Contains(s.Required, name), Says: one.Description})
	}
	slices.SortStableFunc(list, func(a, b field) int {
		return cmp.Compare(map[bool]int{true: 0, false: 1}[a.Required], map[bool]int{true: 0, false: 1}[b.Required])
	})
	return list
}

// mostValues is how many values of a list are shown.
const mostValues = 14

// typeOf says what a value may be.
func typeOf(s *schema) typeWords {
	switch {
	case s == nil:
		return typeWords{Before: "any"}
	case s.Ref != "":
		return typeWords{Link: s.named()}
	case s.Items != nil:
		of := typeOf(s.Items)
		of.Before = "list of " + of.Before
		return of
	}
	if inner := s.additional(); inner != nil {
		of := typeOf(inner)
		of.Before = "map of " + of.Before
		return of
	}
	t := typeWords{Before: cmp.Or(s.typeName(), "any")}
	switch {
	case s.Format == "date-time":
		t.Before = "instant (RFC 3339)"
	case len(s.Enum) > 0:
		t.After = enumOf(s.Enum)
	}
	var bounds []string
	if s.MaxLength > 0 {
		bounds = append(bounds, fmt.Sprintf("up to %d characters", s.MaxLength))
	}
	if s.Minimum != nil && s.Maximum != nil {
		bounds = append(bounds, fmt.Sprintf("%v to %v", *s.Minimum, *s.Maximum))
	}
	if s.Default != nil {
		bounds = append(bounds, fmt.Sprintf("default %v", s.Default))
	}
	t.After = strings.Join(append([]string{t.After}, bounds...), " ")
	return t
}

// additional is the schema of a map's values; nil for what is no map.
func (s *schema) additional() *schema {
	var inner schema
	if len(s.Additional) == 0 || s.Additional[0] != '{' || json.Unmarshal(s.Additional, &inner) != nil {
		return nil
	}
	return &inner
}

// typeName is the type, without null.
func (s *schema) typeName() string {
	switch t := s.Type.(type) {
	case string:
		return t
	case []any:
		for _, one := range t {
			if one != "null" {
				return fmt.Sprint(one)
			}
		}
	}
	return ""
}

func enumOf(values []any) string {
	var list []string
	for _, v := range values {
		if text := fmt.Sprint(v); text != "" {
			list = append(list, text)
		}
	}
	if n := len(list); n > mostValues {
		list = append(list[:mostValues], fmt.Sprintf("… (%d)", n))
	}
	return strings.Join(list, " | ")
}
