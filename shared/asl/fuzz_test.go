package asl_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/asl/asltest"
)

// FuzzParse: no definition makes Parse or a run panic.
func FuzzParse(f *testing.F) {
	data, err := os.ReadFile("testdata/states-language.json")
	if err != nil {
		f.Fatal(err)
	}
	var all struct{ Cases []testCase }
	if err := json.Unmarshal(data, &all); err != nil {
		f.Fatal(err)
	}
	for _, c := range all.Cases {
		f.Add([]byte(c.Definition), []byte(c.Input))
	}
	f.Fuzz(func(t *testing.T, definition, input []byte) {
		m, err := asltest.Parse(definition)
		if err != nil || len(definition) > 4096 {
			return
		}
		_, _ = asltest.Play(m, input, nil, time.Unix(0, 0))
	})
}

// FuzzExpression: no path and no intrinsic function makes the parser or the
// evaluation panic.
func FuzzExpression(f *testing.F) {
	for _, seed := range []string{
		"$", "$$", "$.a.b", "$['a b'][\"c\"]", "$.l[-1]", "$.l[1:2:3]", "$..v", "$..[?(@.v > 1)]", "$.l[?(@.v == 'x' && !@.w)].id",
		"$.l[0,1]", "$.*", "$.a\\.b", "$.l[?(@.v =~ /a.*/)]", "States.Format('\\{{}\\}', $.a)", "States.Array(1, null, 'x', $.l[?(@.v>1)])",
		"States.ArrayRange(1, 3, 1)", "States.JsonToString($)", "States.MathAdd(1, -1.5e3)", "States.Hash('a', 'MD5')",
	} {
		f.Add(seed, `{"a":{"b":1},"l":[{"v":1,"id":"a"},{"v":2.5,"id":null}],"a b":{"c":[]}}`)
	}
	f.Fuzz(func(t *testing.T, text, input string) {
		if len(text) > 1024 || !json.Valid([]byte(input)) {
			return
		}
		quoted, _ := json.Marshal(text)
		m, err := asl.Parse([]byte(`{"StartAt":"S","States":{"S":{"Type":"Pass","Parameters":{"r.$":` + string(quoted) + `},"End":true}}}`))
		if err != nil {
			return
		}
		r, err := asltest.Play(m, json.RawMessage(input), nil, time.Unix(0, 0))
		if err == nil && r.Status == asl.Succeeded && !json.Valid(r.Output) {
			t.Errorf("the output is not JSON: %s", r.Output)
		}
	})
}
