package asl_test

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/asl/asltest"
)

// testCase is one case of the conformance files; the key "about" of
// states-language.json explains it.
type testCase struct {
	Name       string          `json:"name"`
	Definition json.RawMessage `json:"definition"`
	Input      json.RawMessage `json:"input"`
	Lambdas    asltest.Script  `json:"lambdas"`
	Expect     map[string]any  `json:"expect"`
}

// refused are the cases outside the subset, which Parse must refuse.
var refused = []string{}

func TestStatesLanguage(t *testing.T) {
	for _, file := range []string{"testdata/states-language.json", "testdata/edges.json"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var all struct{ Cases []testCase }
		if err := json.Unmarshal(data, &all); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, c := range all.Cases {
			t.Run(c.Name, func(t *testing.T) { c.run(t) })
		}
	}
}

func (c testCase) run(t *testing.T) {
	m, err := asltest.Parse(c.Definition)
	if slices.Contains(refused, c.Name) {
		if err == nil {
			t.Fatal("the definition was accepted")
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)
	input, err := asltest.Instants(c.Input, start)
	if err != nil {
		t.Fatal(err)
	}
	result, err := asltest.Play(m, input, c.Lambdas, start)
	if err != nil {
		t.Fatal(err)
	}
	got := plain(t, result)
	for key, want := range c.Expect {
		if problem := check(key, got, want); problem != "" {
			t.Error(problem)
		}
	}
	if t.Failed() {
		t.Logf("result: %v", got)
	}
}

func plain(t *testing.T, v any) map[string]any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// check compares one key of an expectation with the result.
func check(key string, got map[string]any, want any) string {
	switch key {
	case "minMs":
		if got["elapsedMs"].(float64) < want.(float64) {
			return fmt.Sprintf("elapsed %v ms, want at least %v", got["elapsedMs"], want)
		}
	case "maxMs":
		if got["elapsedMs"].(float64) > want.(float64) {
			return fmt.Sprintf("elapsed %v ms, want at most %v", got["elapsedMs"], want)
		}
	case "cause":
		if cause, _ := got["cause"].(string); !regexp.MustCompile(want.(string)).MatchString(cause) {
			return fmt.Sprintf("cause %q does not match %v", cause, want)
		}
	case "types":
		if !subsequence(want.([]any), got["types"].([]any)) {
			return fmt.Sprintf("types %v do not occur in this order in %v", want, got["types"])
		}
	case "calls", "payload", "distinctTokens":
		for fn, w := range want.(map[string]any) {
			if g := got[key].(map[string]any)[fn]; !matches(g, w) {
				return fmt.Sprintf("%s of %s: got %v, want %v", key, fn, g, w)
			}
		}
	default:
		if !matches(got[key], want) {
			return fmt.Sprintf("%s (-got +want): %s", key, cmp.Diff(got[key], want))
		}
	}
	return ""
}

// matches compares values; objects with $any, $re or $in are matchers.
func matches(got, want any) bool {
	switch want := want.(type) {
	case map[string]any:
		if _, ok := want["$any"]; ok {
			return true
		}
		if re, ok := want["$re"].(string); ok {
			s, isString := got.(string)
			return isString && regexp.MustCompile(re).MatchString(s)
		}
		if in, ok := want["$in"].([]any); ok {
			return slices.ContainsFunc(in, func(w any) bool { return matches(got, w) })
		}
		g, ok := got.(map[string]any)
		if !ok || len(g) != len(want) {
			return false
		}
		for k, w := range want {
			if v, ok := g[k]; !ok || !matches(v, w) {
				return false
			}
		}
		return true
	case []any:
		g, ok := got.([]any)
		return ok && len(g) == len(want) && !slices.ContainsFunc(indices(g), func(i int) bool { return !matches(g[i], want[i]) })
	}
	return reflect.DeepEqual(got, want)
}

func indices(l []any) []int {
	var is []int
	for i := range l {
		is = append(is, i)
	}
	return is
}

func subsequence(want, got []any) bool {
	for _, g := range got {
		if len(want) > 0 && g == want[0] {
			want = want[1:]
		}
	}
	return len(want) == 0
}
