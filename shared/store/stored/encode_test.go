package stored

import (
	"reflect"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// TestEveryInstantOfACaseIsFound fills a case so that no pointer or slice is
// empty, and mends it: an instant in a kind of field that is not walked into
// would stay as it is.
func TestEveryInstantOfACaseIsFound(t *testing.T) {
	odd := time.Date(2026, 11, 2, 8, 0, 0, 1, time.FixedZone("CST", 8*3600))
	c := new(complaint.Case)
	n := fill(reflect.ValueOf(c).Elem(), odd)
	if n < 20 {
		t.Fatalf("only %d instants in a case", n)
	}
	if whole(reflect.ValueOf(c), false) {
		t.Error("an odd instant was not seen")
	}
	whole(reflect.ValueOf(c), true)
	if left := count(reflect.ValueOf(c).Elem(), odd); left > 0 {
		t.Errorf("%d of %d instants were not mended", left, n)
	}
	if !whole(reflect.ValueOf(c), false) {
		t.Error("a mended case is not whole")
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
		if v.Type() == instantType {
			v.Set(reflect.ValueOf(at))
			return 1
		}
		for i := range v.NumField() {
			n += fill(v.Field(i), at)
		}
	}
	return n
}

// count tells how many instants inside a value are still as they were.
func count(v reflect.Value, at time.Time) (n int) {
	switch v.Kind() {
	case reflect.Pointer:
		return count(v.Elem(), at)
	case reflect.Slice:
		return count(v.Index(0), at)
	case reflect.Map:
		return count(v.MapIndex(reflect.Zero(v.Type().Key())), at)
	case reflect.Struct:
		if v.Type() == instantType {
			if v.Interface().(time.Time) == at {
				return 1
			}
			return 0
		}
		for i := range v.NumField() {
			n += count(v.Field(i), at)
		}
	}
	return n
}
