package stored

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// TestEveryInstantIsMended fills a case so that no pointer or slice is empty, each
// instant with one that is not whole.
func TestEveryInstantIsMended(t *testing.T) {
	c := new(complaint.Case)
	n := fill(reflect.ValueOf(c).Elem(), time.Date(2026, 11, 2, 8, 0, 0, 1, time.FixedZone("CST", 8*3600)))
	if n < 20 {
		t.Fatalf("only %d instants in a case", n)
	}
	doc, err := Encode(c)
	if err != nil {
		t.Fatal(err)
	}
	if mended := strings.Count(string(doc), `"2026-11-02T00:00:00Z"`); mended != n {
		t.Errorf("%d of %d instants are mended in %s", mended, n, doc)
	}
}

// fill sets every instant inside a value and tells how many there are.
func fill(v reflect.Value, at time.Time) (n int) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return fill(v.Elem(), at)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return fill(v.Index(0), at)
	case reflect.Map:
		value := reflect.New(v.Type().Elem()).Elem()
		n = fill(value, at)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.Zero(v.Type().Key()), value)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(at))
			return 1
		}
		for i := range v.NumField() {
			n += fill(v.Field(i), at)
		}
	}
	return n
}
