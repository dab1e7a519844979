package asl

import (
	"slices"
	"strings"

	"github.com/ohler55/ojg/jp"
)

// assign is a copy of the target with the value at the place that the
// reference path names. Missing objects on the way are made.
func (p *path) assign(target, v any) (any, error) {
	return assign(target, p.steps, v, p)
}

func assign(target any, steps jp.Expr, v any, p *path) (any, error) {
	if len(steps) == 0 {
		return v, nil
	}
	switch step := steps[0].(type) {
	case jp.Child:
		o, ok := target.(*object)
		if !ok {
			break
		}
		child, present := o.get(string(step))
		if !present || child == nil && len(steps) > 1 {
			child = newObject()
		}
		child, err := assign(child, steps[1:], v, p)
		if err != nil {
			return nil, err
		}
		o = o.clone()
		o.set(string(step), child)
		return o, nil
	case jp.Nth:
		l, ok := target.([]any)
		i := int(step)
		if !ok || i < 0 || i >= len(l) {
			break
		}
		child, err := assign(l[i], steps[1:], v, p)
		if err != nil {
			return nil, err
		}
		l = slices.Clone(l)
		l[i] = child
		return l, nil
	}
	return nil, failed(errResultPath, "the ResultPath %q cannot be applied to %s", p.text, excerpt(target))
}

// excerpt shows the beginning of a value in the cause of an error.
func excerpt(v any) string {
	const most = 200
	s := string(encode(v))
	if len(s) > most {
		return strings.ToValidUTF8(s[:most], "") + "..."
	}
	return s
}
