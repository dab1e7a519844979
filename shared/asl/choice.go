package asl

// rule is a condition of a Choice state.
type rule interface {
	holds(s scope) (bool, error)
}

// branch is a rule with the state that it leads to.
type branch struct {
	when rule
	next string
}

// choiceState goes where the first rule that holds leads, or else to the
// default.
type choiceState struct {
	branches  []branch
	otherwise string
}

func (c *choiceState) play(r *run, s *state) error {
	input, err := s.flow.effective(r.raw, r.scope())
	if err != nil {
		return err
	}
	next := c.otherwise
	for _, b := range c.branches {
		holds, err := b.when.holds(r.scope().over(input))
		if err != nil {
			return err
		}
		if holds {
			next = b.next
			break
		}
	}
	if next == "" {
		return failed(errNoChoice, "no choice of state '%s' matched and it has no Default", s.name)
	}
	output, err := s.flow.exit(input, r.scope())
	if err != nil {
		return err
	}
	return r.leave(next, output)
}

// allOf and anyOf stop at the first rule that settles them, so that a test for
// presence can guard a comparison.
type (
	allOf []rule
	anyOf []rule
	not   struct{ rule rule }
)

func (a allOf) holds(s scope) (bool, error) {
	for _, r := range a {
		if ok, err := r.holds(s); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

func (a anyOf) holds(s scope) (bool, error) {
	for _, r := range a {
		if ok, err := r.holds(s); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

func (n not) holds(s scope) (bool, error) {
	ok, err := n.rule.holds(s)
	return !ok && err == nil, err
}

// presence is IsPresent, the only test that a missing variable does not fail.
type presence struct {
	variable *path
	want     bool
}

func (p presence) holds(s scope) (bool, error) {
	_, ok := s.find(p.variable)
	return ok == p.want, nil
}

// kindTest is IsNull, IsString and their like.
type kindTest struct {
	variable *path
	is       func(v any) bool
	want     bool
}

func (k kindTest) holds(s scope) (bool, error) {
	v, err := s.must(k.variable, "Variable")
	return err == nil && k.is(v) == k.want, err
}

// comparison compares a variable with a literal or with another path.
type comparison struct {
	variable *path
	operator string
	compare  func(a, b any) (bool, error)
	operand  any
	other    *path
}

func (c comparison) holds(s scope) (bool, error) {
	a, err := s.must(c.variable, "Variable")
	if err != nil {
		return false, err
	}
	b := c.operand
	if c.other != nil {
		if b, err = s.must(c.other, c.operator); err != nil {
			return false, err
		}
	}
	return c.compare(a, b)
}
