package stored

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
)

// TestStoredFormIsThatOfEncodingJSON: it would read and write the same, every field
// of a case with any value.
func TestStoredFormIsThatOfEncodingJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := new(complaint.Case)
		draw(t, reflect.ValueOf(c).Elem())
		doc, err := Encode(c)
		if err != nil {
			t.Fatal(err)
		}
		want := new(complaint.Case)
		if err := json.Unmarshal(doc, want); err != nil {
			t.Fatal(err)
		}
		got, err := Decode(doc)
		if err != nil {
			t.Fatalf("%v in %s", err, doc)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("the case differs (-encoding/json +Decode):\n%s", diff)
		}
		if again, err := json.Marshal(got); err != nil || !bytes.Equal(again, doc) {
			t.Fatalf("Encode gives %s, encoding/json %s, %v", doc, again, err)
		}
	})
}

// draw sets a value, and all that is in it, to anything.
func draw(t *rapid.T, v reflect.Value) {
	some := rapid.Bool()
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(some.Draw(t, "bool"))
	case reflect.Int, reflect.Int64:
		v.SetInt(rapid.Int64().Draw(t, "int"))
	case reflect.Float64:
		v.SetFloat(rapid.Float64().Draw(t, "float"))
	case reflect.String:
		v.SetString(rapid.OneOf(rapid.SampledFrom([]string{"", "停电", "<a>&\u2028\\\"", "bad \xff byte", "\x00\r\n"}), rapid.String()).Draw(t, "string"))
	case reflect.Interface: // the answers of a callback
		v.Set(reflect.ValueOf(rapid.SampledFrom([]any{"yes", 4.5, true, []any{"a", 1.0}, map[string]any{"b": "c"}}).Draw(t, "any")))
	case reflect.Pointer:
		if some.Draw(t, "pointer") {
			v.Set(reflect.New(v.Type().Elem()))
			draw(t, v.Elem())
		}
	case reflect.Slice:
		if some.Draw(t, "slice") {
			v.Set(reflect.MakeSlice(v.Type(), rapid.IntRange(0, 2).Draw(t, "length"), 2))
		}
		for i := range v.Len() {
			draw(t, v.Index(i))
		}
	case reflect.Map:
		if some.Draw(t, "map") {
			value := reflect.New(v.Type().Elem()).Elem()
			draw(t, value)
			v.Set(reflect.MakeMap(v.Type()))
			v.SetMapIndex(reflect.ValueOf("key"), value)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(rapid.SampledFrom([]time.Time{{}, time.Unix(1790000000, 0).UTC(), time.Unix(1790000000, 5e8)}).Draw(t, "instant")))
			return
		}
		for i := range v.NumField() {
			draw(t, v.Field(i))
		}
	default:
		t.Fatalf("a case holds a %s, which this test does not know", v.Type())
	}
}

// TestOddDocumentsAreTakenAsEncodingJSONTakesThem, or refused as it refuses them.
func TestOddDocumentsAreTakenAsEncodingJSONTakesThem(t *testing.T) {
	for _, doc := range []string{
		`{"reference":"A","fromTheFuture":{"a":[1,null]},"clocks":[{"name":"answer","colour":"red"}]}`,
		`{"reference":"A","reference":"B"}`,
		"{\"text\":\"bad \xff byte\"}",
		`{"text":"\ud800 alone"}`,
		`{"clocks":null,"findings":null,"receivedAt":null,"text":null,"confidence":null}`,
		`{"clocks":[],"reasons":[null]}`,
		`{"receivedAt":"2026-11-02T20:00:00.5+08:00"}`,
		`null`, ` {} `, ``, `{`, `{} {}`, `[]`, `"A"`, `{"version":"1"}`, `{"version":1.5}`, `{"version":99999999999999999999}`,
		`{"receivedAt":"yesterday"}`, `{"receivedAt":"2026-11-02"}`, `{"clocks":{}}`, `{"customer":"Wang"}`, `{"ready":1}`, `{'a':1}`, `{"a":1,}`,
	} {
		want := new(complaint.Case)
		wrong := json.Unmarshal([]byte(doc), want)
		got, err := Decode([]byte(doc))
		if (err == nil) != (wrong == nil) {
			t.Errorf("%s: %v, encoding/json says %v", doc, err, wrong)
			continue
		}
		if err != nil {
			want = nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s differs (-encoding/json +Decode):\n%s", doc, diff)
		}
	}
}
