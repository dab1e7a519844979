package asl

// passState hands on its input, or a fixed result.
type passState struct {
	result expr // nil where there is none
}

func (p *passState) play(r *run, s *state) error {
	input, err := s.flow.effective(r.raw, r.scope())
	if err != nil {
		return err
	}
	result, err := s.flow.arguments(input, r.scope())
	if err != nil {
		return err
	}
	if p.result != nil {
		if result, err = p.result.eval(r.scope()); err != nil {
			return err
		}
	}
	output, err := s.flow.combine(r.raw, result, r.scope())
	if err != nil {
		return err
	}
	return r.leave(s.next, output)
}

// succeedState ends the execution well.
type succeedState struct{}

func (succeedState) play(r *run, s *state) error {
	input, err := s.flow.effective(r.raw, r.scope())
	if err != nil {
		return err
	}
	output, err := s.flow.exit(input, r.scope())
	if err != nil {
		return err
	}
	return r.leave("", output)
}

// failState ends the execution with an error of its own.
type failState struct {
	err, cause expr // nil where the field is absent
}

func (f *failState) play(r *run, _ *state) error {
	name, err := textOf(f.err, r.scope(), "ErrorPath")
	if err != nil {
		return err
	}
	cause, err := textOf(f.cause, r.scope(), "CausePath")
	if err != nil {
		return err
	}
	return &failure{name: name, cause: cause}
}

func textOf(e expr, s scope, field string) (string, error) {
	if e == nil {
		return "", nil
	}
	v, err := e.eval(s)
	if err != nil {
		return "", err
	}
	text, ok := v.(string)
	if !ok {
		return "", failed(errRuntime, "the field '%s' must give a string, not %s", field, excerpt(v))
	}
	return text, nil
}
