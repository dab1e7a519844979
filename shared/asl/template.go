package asl

import (
	"fmt"
	"strings"
)

// expr is something that yields a value in a scope: a literal, a path, a call
// of an intrinsic function, or a template made of these.
type expr interface {
	eval(s scope) (any, error)
}

// literal is an expression that is its own value.
type literal struct{ v any }

func (l literal) eval(scope) (any, error) { return l.v, nil }

// selection is a path as a field of a template.
type selection struct {
	path  *path
	field string
}

func (e selection) eval(s scope) (any, error) {
	v, ok := s.find(e.path)
	if !ok {
		return nil, failed(errParameterPath, "the JSONPath '%s' of the field '%s' could not be found in %s",
			e.path.text, e.field, excerpt(s.subject(e.path)))
	}
	return v, nil
}

// objectTemplate builds an object, field by field.
type objectTemplate struct {
	keys   []string
	fields []expr
}

func (t objectTemplate) eval(s scope) (any, error) {
	o := newObject()
	for i, key := range t.keys {
		v, err := t.fields[i].eval(s)
		if err != nil {
			return nil, err
		}
		o.set(key, v)
	}
	return o, nil
}

// has says whether the template makes a field of that name.
func (t objectTemplate) has(key string) bool {
	for _, k := range t.keys {
		if k == key {
			return true
		}
	}
	return false
}

type listTemplate []expr

func (t listTemplate) eval(s scope) (any, error) {
	l := make([]any, 0, len(t))
	for _, e := range t {
		v, err := e.eval(s)
		if err != nil {
			return nil, err
		}
		l = append(l, v)
	}
	return l, nil
}

// template compiles a payload template. Fields whose names end in .$ hold a
// path or an intrinsic function; everything else is taken as it stands.
// Report is called with the place and the reason of every mistake.
func template(v any, at string, report func(at, reason string)) expr {
	switch v := v.(type) {
	case *object:
		return objectFields(v, at, report)
	case []any:
		t := make(listTemplate, 0, len(v))
		for i, e := range v {
			t = append(t, template(e, fmt.Sprintf("%s[%d]", at, i), report))
		}
		return t
	}
	return literal{v}
}

func objectFields(o *object, at string, report func(at, reason string)) objectTemplate {
	var t objectTemplate
	for _, key := range o.keys {
		place := at + "." + key
		name, dynamic := strings.CutSuffix(key, ".$")
		var field expr
		if dynamic {
			compiled, err := dynamicField(o.fields[key], key)
			if err != nil {
				report(place, err.Error())
			}
			field = compiled
		} else {
			field = template(o.fields[key], place, report)
		}
		if t.has(name) {
			report(place, fmt.Sprintf("the field %q is given twice", name))
		}
		t.keys, t.fields = append(t.keys, name), append(t.fields, field)
	}
	return t
}

func dynamicField(v any, key string) (expr, error) {
	text, ok := v.(string)
	if !ok {
		return nil, fmt.Errorf("must be a string with a path or an intrinsic function, not %s", excerpt(v))
	}
	if strings.HasPrefix(text, "$") {
		p, err := parsePath(text)
		return selection{p, key}, err
	}
	return parseIntrinsic(text)
}

// required is a path as a field of a state or an argument of a function, where
// nothing there is States.Runtime.
type required struct {
	path  *path
	field string
}

func (e required) eval(s scope) (any, error) { return s.must(e.path, e.field) }
