package asl

// flow is how data passes through a state: InputPath and Parameters select the
// input; ResultSelector, ResultPath and OutputPath make the output. Nil fields
// have their default.
type flow struct {
	input, output, result *place
	parameters, selector  expr
}

// place is the value of a path field that may also be null.
type place struct {
	path *path // nil for null
}

// effective is what InputPath leaves of the raw input; null leaves {}.
func (f *flow) effective(raw any, s scope) (any, error) {
	return f.input.from(raw, s, "InputPath")
}

// arguments are the Parameters, or the effective input where there are none.
func (f *flow) arguments(input any, s scope) (any, error) {
	if f.parameters == nil {
		return input, nil
	}
	return f.parameters.eval(s.over(input))
}

// combine puts the result of the state into its raw input and selects the
// output. A null ResultPath drops the result.
func (f *flow) combine(raw, result any, s scope) (any, error) {
	var err error
	if f.selector != nil {
		if result, err = f.selector.eval(s.over(result)); err != nil {
			return nil, err
		}
	}
	combined, err := f.result.into(raw, result)
	if err != nil {
		return nil, err
	}
	return f.exit(combined, s)
}

// exit applies OutputPath; null leaves {}.
func (f *flow) exit(v any, s scope) (any, error) {
	return f.output.from(v, s, "OutputPath")
}

func (p *place) from(v any, s scope, field string) (any, error) {
	if p == nil {
		return v, nil
	}
	if p.path == nil {
		return newObject(), nil
	}
	return s.over(v).must(p.path, field)
}

func (p *place) into(raw, result any) (any, error) {
	if p == nil {
		return result, nil
	}
	if p.path == nil {
		return raw, nil
	}
	return p.path.assign(raw, result)
}
