package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Listed is a count whose cases [Cases] lists.
type Listed struct {
	Key  string
	Name fault.Text
	// Of is the time limit or the question that it is about; empty for all others.
	Of fault.Text
}

// AllListed are those that there are under a policy, by what they are about.
func AllListed(p *policy.Policy) (list []Listed) {
	for _, c := range counts {
		list = append(list, Listed{Key: c.key, Name: c.name})
	}
	for _, k := range p.Clocks {
		for _, c := range clockCounts {
			list = append(list, Listed{k.Name + "." + c.key, c.name, saying(k.Title)})
		}
	}
	for _, q := range p.Callback.Questions {
		if q.Type == policy.YesNo {
			list = append(list,
				Listed{"question." + q.ID + ".yes", fault.Say("yes", "是"), saying(q.Text)},
				Listed{"question." + q.ID + ".no", fault.Say("no", "否"), saying(q.Text)})
		}
	}
	return list
}

func saying(t policy.Text) fault.Text { return fault.Say(t.In("en"), t.In("zh")) }

// countOf finds a count by its key.
var countOf = func() map[string]int {
	at := map[string]int{}
	for i, c := range counts {
		at[c.key] = i
	}
	return at
}()

// cutQuestion takes the count of what customers said to a question apart, such
// as "question.left.yes".
func cutQuestion(figure string) (question, answer string, ok bool) {
	parts := strings.Split(figure, ".")
	if len(parts) != 3 || parts[0] != "question" || parts[2] != "yes" && parts[2] != "no" {
		return "", "", false
	}
	return parts[1], parts[2], true
}

// behind tells whether an order is behind a count: of [counts], of a clock, such
// as "answer.late", or of a question, such as "question.left.yes". Invalid for
// any other word.
func (s Spec) behind(figure string) (func(*order) bool, error) {
	if i, ok := countOf[figure]; ok {
		return func(o *order) bool { return counts[i].of(o) > 0 }, nil
	}
	if question, answer, ok := cutQuestion(figure); ok {
		return func(o *order) bool {
			found := false
			if !o.duplicate && o.toBeCalled {
				o.answers(func(id string, yes bool) { found = found || id == question && yes == (answer == "yes") })
			}
			return found
		}, nil
	}
	clock, base, _ := strings.Cut(figure, ".")
	i := slices.IndexFunc(clockCounts, func(d defined) bool { return d.key == base })
	if _, known := s.Policy.Clock(clock); !known || i < 0 {
		return nil, fault.Fields([]fault.Field{{Name: "figure", Reason: fault.Say(
			"is no count; there are "+figureCodes()+", for each time limit such as answer: answer.due, answer.inTime, answer.late and so on, and for each question such as left: question.left.yes and question.left.no",
			"不是计数指标（可选："+figureCodes()+"），也不是各时限的计数，例如答复时限的应办、及时、超时等（answer.due、answer.inTime、answer.late），或各回访问题的计数，例如“是否还有问题”答是与答否（question.left.yes、question.left.no）")}})
	}
	return func(o *order) bool {
		found := false
		for _, d := range o.deadlines {
			if d.clock.Name == clock && !o.duplicate {
				d.counted(s.AsOf, func(c clockCount) { found = found || int(c) == i })
			}
		}
		return found
	}, nil
}

func figureCodes() string {
	var keys []string
	for _, c := range counts {
		keys = append(keys, c.key)
	}
	slices.SortFunc(keys, cmp.Compare)
	return strings.Join(keys, ", ")
}
