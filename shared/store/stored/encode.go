package stored

import (
	"reflect"
	"sync"
	"time"

	json "github.com/go-json-experiment/json/v1"

	"github.com/redress/redress/shared/complaint"
)

// Encode gives the stored form of a case, byte for byte that of encoding/json (but
// what is no UTF-8, and no reader of JSON lets in, is U+FFFD itself and not its
// escape), its instants in whole seconds, UTC. The domain brings them so; one that
// does not is mended on a copy.
func Encode(c *complaint.Case) ([]byte, error) {
	doc, err := json.Marshal(c)
	if err != nil || whole(reflect.ValueOf(c), false) {
		return doc, err
	}
	mended, err := Decode(doc)
	if err != nil {
		return nil, err
	}
	whole(reflect.ValueOf(mended), true)
	return json.Marshal(mended)
}

var instantType = reflect.TypeFor[time.Time]()

// whole tells whether all instants inside a value are whole seconds, UTC;
// with mend it makes them so.
func whole(v reflect.Value, mend bool) bool {
	if !holdsInstant(v.Type()) {
		return true
	}
	switch v.Kind() {
	case reflect.Pointer:
		return v.IsNil() || whole(v.Elem(), mend)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if !whole(v.Index(i), mend) {
				return false
			}
		}
	case reflect.Struct:
		if v.Type() == instantType {
			return wholeInstant(v, mend)
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && !whole(v.Field(i), mend) {
				return false
			}
		}
	}
	return true
}

func wholeInstant(v reflect.Value, mend bool) bool {
	t := v.Interface().(time.Time)
	if t.Nanosecond() == 0 && t.Location() == time.UTC {
		return true
	}
	if mend {
		v.Set(reflect.ValueOf(t.UTC().Truncate(time.Second)))
	}
	return mend
}

// instants remembers which types hold instants, so that the rest is skipped.
var instants sync.Map // reflect.Type → bool

func holdsInstant(t reflect.Type) bool {
	if known, ok := instants.Load(t); ok {
		return known.(bool)
	}
	holds := false
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		holds = holdsInstant(t.Elem())
	case reflect.Struct:
		holds = t == instantType
		for i := 0; i < t.NumField() && !holds; i++ {
			holds = holdsInstant(t.Field(i).Type)
		}
	}
	instants.Store(t, holds)
	return holds
}
