package web

import (
	"io"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	first "github.com/go-json-experiment/json/v1"
)

// Body is the body of a reply. What is remembered of it is also what is sent: it
// is written as JSON once.
type Body[T any] struct {
	value T
	text  []byte // its JSON; nil until it is written
}

// BodyOf makes a body of a value.
func BodyOf[T any](v T) Body[T] { return Body[T]{value: v} }

// Schema describes the value.
func (Body[T]) Schema(r huma.Registry) *huma.Schema { return r.Schema(reflect.TypeFor[T](), true, "") }

func (b Body[T]) json() ([]byte, error) {
	if b.text != nil {
		return b.text, nil
	}
	return encode(b.value)
}

// format is how calls are read and answered.
var format = huma.Format{Marshal: write, Unmarshal: huma.DefaultJSONFormat.Unmarshal}

func write(w io.Writer, v any) error {
	b, ok := v.(interface{ json() ([]byte, error) })
	if !ok {
		b = BodyOf(v)
	}
	text, err := b.json()
	if err == nil {
		_, err = w.Write(text)
	}
	if err == nil {
		_, err = io.WriteString(w, "\n")
	}
	return err
}

// encode writes a value as encoding/json does, without its escapes for HTML.
func encode(v any) ([]byte, error) {
	return json.Marshal(v, first.DefaultOptionsV1(), jsontext.EscapeForHTML(false))
}
