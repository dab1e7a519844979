package asl

import (
	"encoding/json"
	"slices"
	"strings"
)

func (p *parser) choice(s *state, f fields) body {
	c := &choiceState{}
	if list, ok := f.object.fields["Choices"].([]any); ok && len(list) == 0 || !f.has("Choices") {
		f.refuse("Choices", "at least one choice is needed")
	}
	for _, inner := range f.list("Choices") {
		b := branch{when: p.rule(inner, true), next: inner.required("Next")}
		s.leadsTo(inner.at+"Next", b.next)
		c.branches = append(c.branches, b)
	}
	if f.has("Default") {
		c.otherwise = f.required("Default")
		s.leadsTo("Default", c.otherwise)
	}
	return c
}

// rule reads a condition. Only the outermost one has a Next.
func (p *parser) rule(f fields, outermost bool) rule {
	allowed := []string{"Comment"}
	if outermost {
		allowed = append(allowed, "Next")
	}
	operators := slices.DeleteFunc(slices.Clone(f.object.keys), func(name string) bool {
		return name == "Variable" || slices.Contains(allowed, name) || !isOperator(name)
	})
	if len(operators) != 1 {
		f.only(append(allowed, append(operators, "Variable")...)...)
		f.refuse("", "exactly one operator is needed, not %d", len(operators))
		return nil
	}
	operator := operators[0]
	allowed = append(allowed, operator)
	switch operator {
	case "And", "Or":
		f.only(allowed...)
		rules := p.rules(f, operator)
		if operator == "And" {
			return allOf(rules)
		}
		return anyOf(rules)
	case "Not":
		f.only(allowed...)
		if inner, ok := f.within("Not", f.object.fields["Not"]); ok {
			return not{p.rule(inner, false)}
		}
		return nil
	}
	f.only(append(allowed, "Variable")...)
	f.required("Variable")
	return p.test(f, operator)
}

func (p *parser) rules(f fields, operator string) []rule {
	var rules []rule
	for _, inner := range f.list(operator) {
		rules = append(rules, p.rule(inner, false))
	}
	if len(rules) == 0 {
		f.refuse(operator, "at least one rule is needed")
	}
	return rules
}

func isOperator(name string) bool {
	switch name {
	case "And", "Or", "Not", "IsPresent":
		return true
	}
	if _, ok := kindTests[name]; ok {
		return true
	}
	_, _, ok := comparator(strings.TrimSuffix(name, "Path"))
	return ok && name != "StringMatchesPath"
}

// test reads a comparison or a test of one value.
func (p *parser) test(f fields, operator string) rule {
	variable := f.path("Variable", parsePath)
	operand := f.object.fields[operator]
	if is, ok := kindTests[operator]; ok || operator == "IsPresent" {
		want, isBool := operand.(bool)
		if !isBool {
			f.refuse(operator, "must be true or false, not %s", excerpt(operand))
		}
		if operator == "IsPresent" {
			return presence{variable, want}
		}
		return kindTest{variable, is, want}
	}
	name, dynamic := strings.CutSuffix(operator, "Path")
	kind, compare, _ := comparator(name)
	c := comparison{variable: variable, operator: operator, compare: compare, operand: operand}
	if dynamic {
		c.other = f.path(operator, parseReference)
	} else if !isOfKind(operand, kind) {
		f.refuse(operator, "must be of the kind %s, not %s", strings.ToLower(kind), excerpt(operand))
	}
	return c
}

func isOfKind(v any, kind string) bool {
	ok := false
	switch kind {
	case "String":
		_, ok = v.(string)
	case "Numeric":
		_, ok = v.(json.Number)
	case "Boolean":
		_, ok = v.(bool)
	case "Timestamp":
		_, ok = timestamp(v)
	}
	return ok
}
