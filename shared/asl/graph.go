package asl

// graph checks that every state that is named exists, that every state can be
// reached, and that the machine can end.
func (p *parser) graph() {
	m := p.machine
	if _, ok := m.states[m.start]; !ok && m.start != "" {
		p.report(Problem{Field: "StartAt", Reason: "there is no state \"" + m.start + "\""})
	}
	ends := false
	for _, name := range m.order {
		s := m.states[name]
		for _, t := range s.targets {
			if _, ok := m.states[t.name]; !ok && t.name != "" {
				p.report(Problem{State: name, Field: t.field, Reason: "there is no state \"" + t.name + "\""})
			}
		}
		if s.kind != "Choice" && s.next == "" {
			ends = true
		}
	}
	if !ends {
		p.report(Problem{Field: "States", Reason: "no state ends the execution"})
	}
	reached := map[string]bool{}
	m.reach(m.start, reached)
	for _, name := range m.order {
		if !reached[name] && len(reached) > 0 {
			p.report(Problem{State: name, Reason: "cannot be reached from StartAt"})
		}
	}
}

// reach marks a state and all that may follow it.
func (m *Machine) reach(start string, reached map[string]bool) {
	for todo := []string{start}; len(todo) > 0; {
		name := todo[0]
		todo = todo[1:]
		s, ok := m.states[name]
		if !ok || reached[name] {
			continue
		}
		reached[name] = true
		for _, t := range s.targets {
			todo = append(todo, t.name)
		}
	}
}
