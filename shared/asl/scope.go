package asl

// scope is what an expression is evaluated against: the data that $ stands
// for, the context object behind $$, and chance.
type scope struct {
	data    any
	context func() any
	random  func() uint64
}

// over is the same scope with other data.
func (s scope) over(data any) scope {
	s.data = data
	return s
}

// find applies a path in the scope.
func (s scope) find(p *path) (any, bool) {
	if p.context {
		return p.find(s.context())
	}
	return p.find(s.data)
}

// must applies the path of a field; nothing there is States.Runtime.
func (s scope) must(p *path, field string) (any, error) {
	v, ok := s.find(p)
	if !ok {
		return nil, failed(errRuntime, "the JSONPath '%s' of the field '%s' could not be found in %s",
			p.text, field, excerpt(s.subject(p)))
	}
	return v, nil
}

func (s scope) subject(p *path) any {
	if p.context {
		return s.context()
	}
	return s.data
}
