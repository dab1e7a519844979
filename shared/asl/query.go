package asl

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/ohler55/ojg/jp"
)

// find applies the path. A definite path yields its value, or false where
// nothing is there. Any other path yields the list of what it matched, perhaps
// an empty one, and false only where the definite steps at its beginning lead
// nowhere. Matches come in document order.
func (p *path) find(root any) (any, bool) {
	q := query{root: root}
	q.walk(p.steps[:p.definite], root, false)
	if len(q.found) == 0 {
		return nil, false
	}
	if p.isDefinite() {
		return q.found[0], true
	}
	start := q.found[0]
	q.found = []any{}
	q.walk(p.steps[p.definite:], start, false)
	return q.found, true
}

// query is one application of a path to a document.
type query struct {
	root  any
	found []any
}

// walk follows the remaining steps from a value. Descended says that the step
// before was a descent, which visits every node by itself.
func (q *query) walk(steps jp.Expr, v any, descended bool) {
	if len(steps) == 0 {
		q.found = append(q.found, v)
		return
	}
	rest := steps[1:]
	switch step := steps[0].(type) {
	case jp.Child:
		q.member(rest, v, string(step))
	case jp.Nth:
		q.element(rest, v, int(step))
	case jp.Union:
		for _, key := range step {
			switch key := key.(type) {
			case string:
				q.member(rest, v, key)
			case int64:
				q.element(rest, v, int(key))
			}
		}
	case jp.Wildcard:
		for _, c := range children(v) {
			q.walk(rest, c, false)
		}
	case jp.Slice:
		q.slice(rest, v, step)
	case *jp.Filter:
		q.filter(rest, v, step, descended)
	case jp.Descent:
		q.walk(rest, v, true)
		for _, c := range children(v) {
			q.walk(steps, c, false)
		}
	}
}

func (q *query) member(rest jp.Expr, v any, key string) {
	if o, ok := v.(*object); ok {
		if c, ok := o.get(key); ok {
			q.walk(rest, c, false)
		}
	}
}

func (q *query) element(rest jp.Expr, v any, i int) {
	l, ok := v.([]any)
	if i < 0 {
		i += len(l)
	}
	if ok && 0 <= i && i < len(l) {
		q.walk(rest, l[i], false)
	}
}

func (q *query) slice(rest jp.Expr, v any, s jp.Slice) {
	l, _ := v.([]any)
	bound := func(i, otherwise int) int {
		if i == jp.SliceNotSet {
			return otherwise
		}
		if i < 0 {
			i += len(l)
		}
		return min(max(i, 0), len(l))
	}
	step := s[2]
	if step == jp.SliceNotSet {
		step = 1
	}
	for i, end := bound(s[0], 0), bound(s[1], len(l)); i < end; i += step {
		q.walk(rest, l[i], false)
		if step > len(l) {
			return
		}
	}
}

// filter tests the elements of a list. Of an object it tests the object itself,
// as the JSONPath of Step Functions does, except behind a descent.
func (q *query) filter(rest jp.Expr, v any, f *jp.Filter, descended bool) {
	candidates := children(v)
	if o, ok := v.(*object); ok && !descended {
		candidates = []any{o}
	}
	for _, c := range candidates {
		if q.matches(f, c) {
			q.walk(rest, c, false)
		}
	}
}

// matches lets the JSONPath library judge one candidate. A filter that looks
// at the root document gets the candidate hung into a copy of it.
func (q *query) matches(f *jp.Filter, candidate any) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false // operands of kinds that the library cannot compare
		}
	}()
	if !strings.Contains(f.String(), "$") {
		return f.Match(plain(candidate))
	}
	const hook = "\x00candidate"
	root, _ := plain(q.root).(map[string]any)
	if root == nil {
		root = map[string]any{}
	}
	root[hook] = []any{plain(candidate)}
	return len(jp.Expr{jp.Root('$'), jp.Child(hook), f}.Get(root)) > 0
}

// children are the elements of a list or the field values of an object.
func children(v any) []any {
	switch v := v.(type) {
	case []any:
		return v
	case *object:
		l := make([]any, 0, len(v.keys))
		for _, k := range v.keys {
			l = append(l, v.fields[k])
		}
		return l
	}
	return nil
}

// plain converts a value to what the JSONPath library computes with.
func plain(v any) any {
	switch v := v.(type) {
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return i
		}
		return float(v)
	case []any:
		l := slices.Clone(v)
		for i := range l {
			l[i] = plain(l[i])
		}
		return l
	case *object:
		m := make(map[string]any, len(v.keys))
		for k, f := range v.fields {
			m[k] = plain(f)
		}
		return m
	}
	return v
}
