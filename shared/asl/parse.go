package asl

import (
	"slices"
	"time"
	"unicode/utf8"
)

// Parse reads a definition. The error is a *RefusedError that names every
// state, field and reason at once.
func Parse(definition []byte) (*Machine, error) {
	p := &parser{machine: &Machine{states: map[string]*state{}}}
	d, err := newDecoder(definition)
	if err != nil {
		p.report(Problem{Reason: "not JSON: " + err.Error()})
		return nil, &RefusedError{p.problems}
	}
	v, err := d.value()
	if err != nil {
		p.report(Problem{Reason: "not JSON: " + err.Error()})
	}
	for _, name := range d.repeated {
		p.report(Problem{Field: name, Reason: "is given twice in one object"})
	}
	if o, ok := v.(*object); ok {
		p.definition(fields{object: o, report: p.report})
	} else if err == nil {
		p.report(Problem{Reason: "a definition must be an object"})
	}
	if len(p.problems) > 0 {
		return nil, &RefusedError{p.problems}
	}
	return p.machine, nil
}

// parser makes a machine and collects what is wrong with it.
type parser struct {
	machine  *Machine
	problems []Problem
}

func (p *parser) report(problem Problem) {
	p.problems = append(p.problems, problem)
}

func (p *parser) definition(f fields) {
	f.only("Comment", "StartAt", "States", "TimeoutSeconds", "Version", "QueryLanguage")
	f.text("Comment")
	p.queryLanguage(f)
	if version := f.text("Version"); version != "" && version != "1.0" {
		f.refuse("Version", "must be 1.0, not %q", version)
	}
	m := p.machine
	m.timeout = time.Duration(f.integer("TimeoutSeconds", 1, 0)) * time.Second
	m.start = f.required("StartAt")
	states, _ := f.object.get("States")
	o, ok := states.(*object)
	if !ok || len(o.keys) == 0 {
		f.refuse("States", "must be an object with at least one state")
		return
	}
	m.order = slices.Clone(o.keys)
	for _, name := range o.keys {
		p.state(name, o.fields[name])
	}
	p.graph()
}

func (p *parser) queryLanguage(f fields) {
	if l := f.text("QueryLanguage"); l != "" && l != "JSONPath" {
		f.refuse("QueryLanguage", "%s is not supported: only JSONPath is", l)
	}
}

// state reads one state and adds it to the machine, mistaken or not, so that
// the names of all states are known to the checks of the graph.
func (p *parser) state(name string, v any) {
	s := &state{name: name}
	p.machine.states[name] = s
	f := fields{state: name, report: p.report}
	o, ok := v.(*object)
	if !ok {
		f.refuse("", "must be an object, not %s", excerpt(v))
		return
	}
	f.object = o
	if n := utf8.RuneCountInString(name); n == 0 || n > 80 {
		f.refuse("", "the name must have 1 to 80 characters")
	}
	s.kind = f.required("Type")
	allowed, ok := stateFields[s.kind]
	switch {
	case s.kind == "Map" || s.kind == "Parallel":
		f.refuse("Type", "%s states are not supported", s.kind)
		p.targets(s, f)
		return
	case !ok:
		if s.kind != "" {
			f.refuse("Type", "there are no %s states", s.kind)
		}
		p.targets(s, f)
		return
	}
	f.only(slices.Concat(allowed...)...)
	f.text("Comment")
	p.queryLanguage(f)
	s.flow = flow{
		input: f.place("InputPath", parsePath), output: f.place("OutputPath", parsePath), result: f.resultPath(),
		parameters: f.template("Parameters"), selector: f.template("ResultSelector"),
	}
	p.onward(s, f)
	s.body = p.body(s, f)
}

// onward reads Next or End of the states that have them.
func (p *parser) onward(s *state, f fields) {
	if s.kind == "Choice" || s.kind == "Succeed" || s.kind == "Fail" {
		return
	}
	f.oneOf(true, "Next", "End")
	if end, ok := f.object.get("End"); ok && end != true {
		f.refuse("End", "must be true where it is given")
	}
	p.targets(s, f)
}

func (p *parser) targets(s *state, f fields) {
	if f.has("Next") {
		s.next = f.required("Next")
		s.leadsTo("Next", s.next)
	}
}

func (s *state) leadsTo(field, name string) {
	s.targets = append(s.targets, target{field, name})
}

func (p *parser) body(s *state, f fields) body {
	switch s.kind {
	case "Task":
		return p.task(s, f)
	case "Choice":
		return p.choice(s, f)
	case "Wait":
		return p.wait(f)
	case "Pass":
		pass := &passState{}
		if v, ok := f.object.get("Result"); ok {
			pass.result = literal{v}
		}
		return pass
	case "Fail":
		return &failState{err: p.failText(f, "Error"), cause: p.failText(f, "Cause")}
	}
	return succeedState{}
}
