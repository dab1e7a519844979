package asl

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// fields reads the fields of one object of a definition. Every mistake is
// reported and reading goes on, so that all of them come to light together.
type fields struct {
	object *object
	state  string // the state that the object belongs to
	at     string // where in the state, such as "Retry[0]."
	report func(Problem)
}

func (f fields) refuse(field, format string, args ...any) {
	f.report(Problem{State: f.state, Field: strings.TrimSuffix(f.at+field, "."), Reason: fmt.Sprintf(format, args...)})
}

// within reads an object inside this one; false if it is none.
func (f fields) within(field string, v any) (fields, bool) {
	o, ok := v.(*object)
	if !ok {
		f.refuse(field, "must be an object, not %s", excerpt(v))
	}
	f.object, f.at = o, f.at+field+"."
	return f, ok
}

func (f fields) has(name string) bool {
	_, ok := f.object.get(name)
	return ok
}

// only refuses every field that is not allowed.
func (f fields) only(allowed ...string) {
	for _, name := range f.object.keys {
		if slices.Contains(allowed, name) {
			continue
		}
		if reason, ok := outside[name]; ok {
			f.refuse(name, "%s", reason)
		} else {
			f.refuse(name, "is not a field that can stand here")
		}
	}
}

// text is a string field, empty when absent.
func (f fields) text(name string) string {
	v, ok := f.object.get(name)
	if !ok {
		return ""
	}
	s, ok := v.(string)
	if !ok {
		f.refuse(name, "must be a string, not %s", excerpt(v))
	}
	return s
}

// required is a string field that must be there and not empty.
func (f fields) required(name string) string {
	s := f.text(name)
	if v, ok := f.object.get(name); !ok || v == "" {
		f.refuse(name, "is missing")
	}
	return s
}

// integer is a whole number of at least least, or otherwise when absent.
func (f fields) integer(name string, least, otherwise int64) int64 {
	v, ok := f.object.get(name)
	if !ok {
		return otherwise
	}
	n, ok := v.(json.Number)
	i, err := n.Int64()
	if !ok || err != nil || i < least || i > longest {
		f.refuse(name, "must be an integer from %d to %d, not %s", least, longest, excerpt(v))
		return otherwise
	}
	return i
}

// path is a path field, nil when absent or mistaken.
func (f fields) path(name string, parse func(string) (*path, error)) *path {
	if !f.has(name) {
		return nil
	}
	p, err := parse(f.text(name))
	if err != nil {
		f.refuse(name, "%v", err)
		return nil
	}
	return p
}

// place is a path field that may be null.
func (f fields) place(name string, parse func(string) (*path, error)) *place {
	v, ok := f.object.get(name)
	if !ok {
		return nil
	}
	if v == nil {
		return &place{}
	}
	return &place{path: f.path(name, parse)}
}

// resultPath is a path into the data, never into the context object.
func (f fields) resultPath() *place {
	p := f.place("ResultPath", parseReference)
	if p != nil && p.path != nil && p.path.context {
		f.refuse("ResultPath", "must not lead into the context object")
	}
	return p
}

// template is a payload template, nil when absent.
func (f fields) template(name string) expr {
	v, ok := f.object.get(name)
	if !ok {
		return nil
	}
	if _, ok := v.(*object); !ok {
		f.refuse(name, "must be an object, not %s", excerpt(v))
		return nil
	}
	return template(v, name, func(at, reason string) { f.refuse(at, "%s", reason) })
}

// list is a field with an array of objects.
func (f fields) list(name string) []fields {
	v, ok := f.object.get(name)
	if !ok {
		return nil
	}
	elements, ok := v.([]any)
	if !ok {
		f.refuse(name, "must be an array, not %s", excerpt(v))
	}
	var list []fields
	for i, e := range elements {
		if inner, ok := f.within(fmt.Sprintf("%s[%d]", name, i), e); ok {
			list = append(list, inner)
		}
	}
	return list
}

// oneOf demands exactly one of the fields, or at most one.
func (f fields) oneOf(atLeastOne bool, names ...string) {
	given := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !f.has(n) })
	switch {
	case len(given) > 1:
		f.refuse(given[1], "cannot stand beside %s", given[0])
	case len(given) == 0 && atLeastOne:
		f.refuse("", "one of %s is missing", strings.Join(names, ", "))
	}
}
