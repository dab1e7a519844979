package asl

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

// A value is JSON data in memory: nil, bool, string, json.Number, []any or
// *object. Numbers stay text, so that 1 stays 1 and big integers stay exact.
// Values are shared between states and must not be changed; see assign.

// object is a JSON object that keeps the order of its fields, because
// States.JsonToString and wildcard paths show it.
type object struct {
	keys   []string
	fields map[string]any
}

func newObject() *object {
	return &object{fields: map[string]any{}}
}

// pairs builds an object from alternating names and values.
func pairs(list ...any) *object {
	o := newObject()
	for i := 0; i+1 < len(list); i += 2 {
		o.set(list[i].(string), list[i+1])
	}
	return o
}

func (o *object) get(key string) (any, bool) {
	v, ok := o.fields[key]
	return v, ok
}

func (o *object) set(key string, v any) {
	if _, ok := o.fields[key]; !ok {
		o.keys = append(o.keys, key)
	}
	o.fields[key] = v
}

func (o *object) clone() *object {
	c := &object{keys: slices.Clone(o.keys), fields: make(map[string]any, len(o.fields))}
	for k, v := range o.fields {
		c.fields[k] = v
	}
	return c
}

// decode reads exactly one JSON value.
func decode(data []byte) (any, error) {
	d, err := newDecoder(data)
	if err != nil {
		return nil, err
	}
	return d.value()
}

// decoder reads values in document order and remembers the field names that
// occurred twice in one object, of which the last one counts.
type decoder struct {
	tokens   *json.Decoder
	repeated []string
}

func newDecoder(data []byte) (*decoder, error) {
	if !json.Valid(data) {
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			return nil, err
		}
		return nil, errors.New("not JSON")
	}
	tokens := json.NewDecoder(bytes.NewReader(data))
	tokens.UseNumber()
	return &decoder{tokens: tokens}, nil
}

func (d *decoder) value() (any, error) {
	t, err := d.tokens.Token()
	if err != nil {
		return nil, err
	}
	switch t {
	case json.Delim('{'):
		return d.object()
	case json.Delim('['):
		return d.list()
	}
	return t, nil
}

func (d *decoder) object() (any, error) {
	o := newObject()
	for d.tokens.More() {
		t, err := d.tokens.Token()
		if err != nil {
			return nil, err
		}
		key, _ := t.(string)
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		if _, ok := o.fields[key]; ok {
			d.repeated = append(d.repeated, key)
		}
		o.set(key, v)
	}
	_, err := d.tokens.Token()
	return o, err
}

func (d *decoder) list() (any, error) {
	l := []any{}
	for d.tokens.More() {
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		l = append(l, v)
	}
	_, err := d.tokens.Token()
	return l, err
}

// encode writes a value compactly, fields in their order, without the HTML
// escapes of encoding/json.
func encode(v any) json.RawMessage {
	return appendValue(nil, v)
}

func appendValue(buf []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(buf, "null"...)
	case bool:
		if v {
			return append(buf, "true"...)
		}
		return append(buf, "false"...)
	case json.Number:
		return append(buf, v...)
	case string:
		return appendString(buf, v)
	case []any:
		buf = append(buf, '[')
		for i, e := range v {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = appendValue(buf, e)
		}
		return append(buf, ']')
	case *object:
		buf = append(buf, '{')
		for i, k := range v.keys {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = append(appendString(buf, k), ':')
			buf = appendValue(buf, v.fields[k])
		}
		return append(buf, '}')
	}
	panic("asl: not a JSON value")
}

func appendString(buf []byte, s string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err) // a string always encodes
	}
	return append(buf, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}
