package desk

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// choices gives what can be chosen, by the policy in force and the case.
type choices = func(*policy.Policy, web.CaseView) []option

// fixed is a choice that is the same for all.
func fixed(list ...option) choices {
	return func(*policy.Policy, web.CaseView) []option { return list }
}

// coded is a choice among values of a coded field, by its name.
func coded(name string, values ...string) choices {
	var list []option
	for _, v := range values {
		list = append(list, option{v, func(language string) string { return words.Value(name, v, language) }})
	}
	return fixed(list...)
}

// outcomesOf is a choice among outcomes.
func outcomesOf(values ...complaint.Outcome) choices {
	var list []option
	for _, v := range values {
		list = append(list, option{string(v), func(language string) string { return complaint.OutcomeName(v).In(language) }})
	}
	return fixed(list...)
}

// ofAll makes options of a list of the policy.
func ofAll[T any](list []T, one func(T) (code string, name policy.Text)) []option {
	var all []option
	for _, x := range list {
		code, name := one(x)
		all = append(all, option{code, func(language string) string { return cmp.Or(name.In(language), code) }})
	}
	return all
}

func kinds(p *policy.Policy, _ web.CaseView) []option {
	return ofAll(p.Kinds, func(k policy.Kind) (string, policy.Text) { return k.Code, k.Name })
}

func classes(p *policy.Policy, _ web.CaseView) []option {
	var list []option
	for _, c := range p.Classes {
		list = append(list, option{c.Code, func(language string) string {
			return c.Name.In(language) + words.Say(language, " ("+c.Code+")", "（"+c.Code+"）")
		}})
	}
	return list
}

func units(p *policy.Policy, _ web.CaseView) []option {
	return ofAll(p.Units, func(u policy.Unit) (string, policy.Text) { return u.ID, u.Name })
}

func causes(p *policy.Policy, _ web.CaseView) []option {
	return ofAll(p.Causes, func(c policy.Cause) (string, policy.Text) { return c.Code, c.Name })
}

func pauses(p *policy.Policy, _ web.CaseView) []option {
	return ofAll(p.Suspension.Kinds, func(k policy.SuspensionKind) (string, policy.Text) { return k.Code, k.Name })
}

func assessments(p *policy.Policy, _ web.CaseView) []option {
	return ofAll(p.Assessments, func(a policy.Assessment) (string, policy.Text) { return a.Code, a.Name })
}

func ways(p *policy.Policy, _ web.CaseView) []option {
	return ofAll(p.Intake.Ways, func(w policy.Way) (string, policy.Text) { return w.Code, w.Name })
}

func regions(p *policy.Policy, _ web.CaseView) []option {
	var list []option
	for _, u := range p.Units {
		for _, r := range u.Regions {
			list = append(list, option{r, func(language string) string { return p.RegionName(r, language) }})
		}
	}
	slices.SortStableFunc(list, func(a, b option) int { return strings.Compare(a.Value, b.Value) })
	return list
}

func criteria(p *policy.Policy, _ web.CaseView) []option {
	var list []option
	for i, c := range p.Determination.Criteria {
		n := strconv.Itoa(i + 1)
		list = append(list, option{n, func(language string) string { return n + ". " + c.In(language) }})
	}
	return list
}

// promisedClocks are the clocks whose ends customers are told.
func promisedClocks(p *policy.Policy, _ web.CaseView) []option {
	var list []option
	for _, c := range p.Clocks {
		if c.Promised {
			list = append(list, option{c.Name, c.Title.In})
		}
	}
	return list
}

// item is the choice among the things of a case that are told apart by their places.
func item(of choices, required bool) field {
	return field{Name: "item", Sort: asChoice, Label: fault.Say("Which one", "对应事项"), Required: required, Options: of}
}

func numbered(n int, text string) option {
	place := strconv.Itoa(n + 1)
	return option{place, func(string) string { return place + ". " + text }}
}

func remedies(_ *policy.Policy, v web.CaseView) []option {
	var list []option
	for i, r := range v.Remedies {
		list = append(list, numbered(i, r.Amount+" "+r.Currency+" · "+r.Reason))
	}
	return list
}

func rectifications(_ *policy.Policy, v web.CaseView) []option {
	var list []option
	for i, r := range v.Rectifications {
		list = append(list, numbered(i, r.What))
	}
	return list
}

func evidences(_ *policy.Policy, v web.CaseView) []option {
	var list []option
	for _, e := range v.Evidence {
		if e.Removal == nil {
			list = append(list, option{e.ID, func(string) string { return e.Name }})
		}
	}
	return list
}
