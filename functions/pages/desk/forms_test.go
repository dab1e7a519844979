package desk

import (
	"encoding/json"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// schema is what of the description of a body matters to a form.
type schema struct {
	Ref        string            `json:"$ref"`
	Properties map[string]schema `json:"properties"`
	Required   []string          `json:"required"`
	Enum       []any             `json:"enum"`
}

// description is that of the API, as the product serves it.
type description struct {
	Paths map[string]map[string]struct {
		Security    []map[string][]string
		RequestBody struct {
			Content map[string]struct {
				Schema schema `json:"schema"`
			} `json:"content"`
		} `json:"requestBody"`
	} `json:"paths"`
	Components struct {
		Schemas map[string]schema `json:"schemas"`
	} `json:"components"`
}

func described(t *testing.T) description {
	t.Helper()
	data, err := os.ReadFile("../../../shared/web/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var d description
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d description) of(s schema) schema {
	if name, ok := strings.CutPrefix(s.Ref, "#/components/schemas/"); ok {
		return d.Components.Schemas[name]
	}
	return s
}

// body is the schema of what is sent to a path.
func (d description) body(path string) schema {
	return d.of(d.Paths[path]["post"].RequestBody.Content["application/json"].Schema)
}

// member finds what a field is about.
func (d description) member(s schema, name string) (schema, bool) {
	for part := range strings.SplitSeq(name, ".") {
		inner, ok := d.of(s).Properties[part]
		if !ok {
			return schema{}, false
		}
		s = inner
	}
	return d.of(s), true
}

func TestEveryCommandOfStaffHasAForm(t *testing.T) {
	d := described(t)
	for path := range d.Paths {
		name, ok := strings.CutPrefix(path, "/v1/cases/{reference}/")
		if !ok || strings.Contains(name, "/") {
			continue
		}
		f, ok := formOf(name)
		if !ok {
			t.Errorf("%s has no form", name)
			continue
		}
		check(t, d, name, f, d.body(path))
	}
	check(t, d, "recording", recording, d.body("/v1/cases"))
	for _, f := range forms {
		if _, ok := d.Paths["/v1/cases/{reference}/"+f.Command]; !ok {
			t.Errorf("the form %s is of no command", f.Command)
		}
	}
}

// check holds a form to the body that it fills in.
func check(t *testing.T, d description, name string, f form, body schema) {
	t.Helper()
	for _, x := range f.Fields {
		if x.Label.EN == "" || x.Label.ZH == "" {
			t.Errorf("%s: %s is not named in both languages", name, x.Name)
		}
		m, ok := d.member(body, x.Name)
		if !ok {
			t.Errorf("%s: the body has no %s", name, x.Name)
			continue
		}
		var values []any
		for _, v := range m.Enum {
			if v != "" {
				values = append(values, v)
			}
		}
		if x.Sort != asChoice || values == nil || x.Name == "class" || x.Name == "source.via" {
			continue
		}
		var offered []any
		for _, o := range x.Options(&policy.Policy{}, web.CaseView{}) {
			offered = append(offered, o.Value)
			for _, language := range []string{"en", "zh"} {
				if o.Name(language) == "" || language == "zh" && o.Name(language) == o.Value {
					t.Errorf("%s: %s %s has no word in %s", name, x.Name, o.Value, language)
				}
			}
		}
		if diff := cmp.Diff(values, offered); diff != "" {
			t.Errorf("%s: %s offers other values (-API +form):\n%s", name, x.Name, diff)
		}
	}
	for _, required := range body.Required {
		if name == "evidence" && required != "name" { // what the script tells of a file
			continue
		}
		if !slices.ContainsFunc(f.Fields, func(x field) bool { return x.Required && concerns(required, x.Name) }) {
			t.Errorf("%s: %s is required, and the form does not say so", name, required)
		}
	}
}

func TestAFormIsSentAsTheAPITakesIt(t *testing.T) {
	h := handlerOf(t)
	for _, test := range []struct {
		name, command string
		values        url.Values
		want          map[string]any
	}{
		{"what is left empty is left out", "review", url.Values{"passed": {""}, "reason": {" "}}, map[string]any{}},
		{"a decision is true or false", "review", url.Values{"passed": {"false"}, "reason": {"more"}}, map[string]any{"passed": false, "reason": "more"}},
		{"a tick that must be said is false when it is not there", "lessons", url.Values{"educated": {"true"}}, map[string]any{"causeClear": false, "educated": true, "rectified": false, "dealtWith": false}},
		{"an amount is an object", "answer", url.Values{"text": {"done"}, "compensation.amount": {"5.00"}, "compensation.currency": {"CNY"}, "usage": {"2026-08 312.5\n\n"}},
			map[string]any{"text": "done", "compensation": map[string]any{"amount": "5.00", "currency": "CNY"}, "usage": []any{map[string]any{"month": "2026-08", "kWh": "312.5"}}}},
		{"an amount is in the currency of the policy", "remedy", url.Values{"amount": {"5.00"}}, map[string]any{"amount": "5.00", "currency": "CNY"}},
		{"files are ticked, and recordings written", "findings", url.Values{"evidence": {"file-1", "录音7\n"}}, map[string]any{"evidence": []any{"file-1", "录音7"}}},
		{"levels sign by their names", "appeal", url.Values{"signatures": {"区县公司 营销部\nL3，运检部\ncity company Operations"}}, map[string]any{"signatures": []any{
			map[string]any{"level": "L2", "by": "营销部"}, map[string]any{"level": "L3", "by": "运检部"}, map[string]any{"level": "L3", "by": "Operations"}}}},
		{"an instant is in the office's time", "contact", url.Values{"reached": {"true"}, "at": {"2026-10-01T09:30"}}, map[string]any{"reached": true, "at": "2026-10-01T09:30:00+08:00"}},
		{"a number that is none is sent as it is", "rating", url.Values{"score": {"five"}}, map[string]any{"score": "five"}},
		{"a span of time has its unit", "supervision", url.Values{"demand": {"now"}, "limit": {" 8 "}, "limit-unit": {"h working"}}, map[string]any{"demand": "now", "limit": "8h working"}},
		{"a unit without a number is none", "supervision", url.Values{"demand": {"now"}, "limit": {""}, "limit-unit": {"wd"}}, map[string]any{"demand": "now"}},
		{"the opinion answers the question for it", "callback", url.Values{"reached": {"true"}, "satisfied": {"false"}, "answers.solved": {"false"}}, map[string]any{"reached": true, "satisfied": false, "answers": map[string]any{"satisfied": false, "solved": false}}},
		{"who was not reached has answered nothing", "callback", url.Values{"reached": {"false"}, "satisfied": {"false"}}, map[string]any{"reached": false, "satisfied": false}},
		{"a list has what stands on its lines", "documents", url.Values{"list": {"one\n two \n"}}, map[string]any{"list": []any{"one", "two"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, _ := formOf(test.command)
			if diff := cmp.Diff(test.want, h.body(f, test.values)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheNextThing(t *testing.T) {
	all := []string{"acceptance", "contact", "findings", "answer", "review", "classification", "callback", "acknowledgement", "note", "group-order"}
	missed := []web.ClockView{{State: complaint.Missed}}
	reached := []complaint.Contacting{{Reached: true}}
	for _, test := range []struct {
		name string
		role complaint.Role
		c    web.CaseView
		want string
	}{
		{"a handler accepts what was dispatched", complaint.Handler, web.CaseView{Status: complaint.Dispatched}, "acceptance"},
		{"then contacts the customer", complaint.Handler, web.CaseView{Status: complaint.Handling, Contacts: []complaint.Contacting{{}}}, "contact"},
		{"then finds out", complaint.Handler, web.CaseView{Status: complaint.Handling, Contacts: reached}, "findings"},
		{"then answers", complaint.Handler, web.CaseView{Status: complaint.Handling, Contacts: reached, Findings: &complaint.Findings{}}, "answer"},
		{"an agent sorts", complaint.Agent, web.CaseView{Status: complaint.Sorting}, "classification"},
		{"an agent reviews", complaint.Agent, web.CaseView{Status: complaint.Answered}, "review"},
		{"an agent has nothing to do while it is handled", complaint.Agent, web.CaseView{Status: complaint.Handling}, ""},
		{"the callback desk calls", complaint.Caller, web.CaseView{Status: complaint.Callback}, "callback"},
		{"a supervisor takes up what is missed", complaint.Supervisor, web.CaseView{Status: complaint.Handling, Clocks: missed}, "acknowledgement"},
		{"a supervisor leaves what is in time to its unit", complaint.Supervisor, web.CaseView{Status: complaint.Handling}, ""},
		{"a flow goes first", complaint.Supervisor, web.CaseView{Status: complaint.Handling, Clocks: missed, OverLevel: &complaint.OverLevel{Step: "group-order"}}, "group-order"},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.c.Allowed = all
			if got := nextCommand(test.c, test.role); got != test.want {
				t.Errorf("next is %q, want %q", got, test.want)
			}
		})
	}
	if got := nextCommand(web.CaseView{Status: complaint.Dispatched}, complaint.Handler); got != "" {
		t.Errorf("what is not allowed is offered: %q", got)
	}
}

// TestSatisfactionIsAskedForOnce, though the policy has a question for it.
func TestSatisfactionIsAskedForOnce(t *testing.T) {
	h := handlerOf(t)
	f, _ := formOf("callback")
	var names []string
	for _, l := range h.fill(f, web.CaseView{}, "/", nil).Lines {
		names = append(names, l.Name)
	}
	if slices.Contains(names, "answers."+h.Policy.Callback.Satisfaction) || !slices.Contains(names, "satisfied") || !slices.Contains(names, "answers.solved") {
		t.Errorf("the form asks for %v", names)
	}
}

// TestAFieldIsForTheCasesThatHaveItsObject, and nothing that was typed is lost.
func TestAFieldIsForTheCasesThatHaveItsObject(t *testing.T) {
	h := handlerOf(t)
	answer, _ := formOf("answer")
	for name, test := range map[string]struct {
		c      web.CaseView
		values url.Values
		want   bool
	}{
		"a case alone":                    {web.CaseView{}, nil, false},
		"one that others follow":          {web.CaseView{Batch: &complaint.Batch{Leads: true}}, nil, true},
		"one that follows":                {web.CaseView{Batch: &complaint.Batch{Of: "202609-000001"}}, nil, false},
		"alone since something was typed": {web.CaseView{}, url.Values{"others": {"已恢复供电"}}, true},
	} {
		shown := slices.ContainsFunc(h.fill(answer, test.c, "/", test.values).Lines, func(l filledLine) bool { return l.Name == "others" })
		if shown != test.want {
			t.Errorf("%s: the answer to the others is asked for: %t", name, shown)
		}
	}
}
