package report

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report/paper"
)

// Revisit is the kind of the analysis of the calls to customers (回访分析, S-164).
const Revisit = "revisit"

// revisitDetails are definitions of what the analysis shows beside figures.
var revisitDetails = []defined{
	{"attempts", "", fault.Say("Calls until reached", "联系上所需次数"),
		fault.Say("How many calls were made up to the one that reached the customer for the first time.", "至首次联系上客户为止的回访次数。"), ours},
	{"flawed", "", fault.Say("Answers that tell of a flaw", "反映问题的回答"),
		fault.Say("“No” to: satisfied, put right in time, solved. “Yes” to: problem left, retaliation. What the customer said last counts; what they said in their own words is not shown.",
			"对“是否满意”“是否及时整改”“是否真正解决”回答“否”，对“是否还有问题”“是否受到打击报复”回答“是”。以客户最后一次回答为准；客户的开放式回答不展示。"),
		fault.Say("S-068, S-193", "S-068、S-193")},
	{"reason", "", fault.Say("Reason of dissatisfaction", "不满意原因"),
		fault.Say("Orders returned after a callback, by the question to which the customer gave an answer that tells of a flaw in a call in which they were dissatisfied. An order may have several.",
			"回访后返工的工单，按客户在不满意的回访中作出反映问题回答的问题统计；一单可有多个原因。"),
		fault.Say("S-164; S-068, S-193", "S-164；S-068、S-193")},
}

// flaw is the answer to a question that tells of a flaw, and what it says.
type flaw struct {
	answer bool
	says   fault.Text
}

// flaws are those of the questions that are answered by yes or no (S-068,
// S-193); to the others the customer answers in their own words.
var flaws = map[string]flaw{
	"satisfied":   {false, fault.Say("not satisfied with the handling", "对处理结果不满意")},
	"left":        {true, fault.Say("a problem is left", "仍有问题未解决")},
	"rectified":   {false, fault.Say("not put right in good time", "整改不及时")},
	"solved":      {false, fault.Say("not really solved", "未真正解决问题")},
	"retaliation": {true, fault.Say("trouble made because of the complaint", "受到刁难或打击报复")},
	"":            {false, fault.Say("no answer tells why", "未说明原因")},
}

// Dimensions of the analysis. An order is in none of their groups when it was
// not called, or its customer was never dissatisfied.
var (
	byAttempts = Dimension{"attempts", func(o *order, codes []string) []string {
		if n, called := o.attempts(); called {
			return append(codes, n)
		}
		return codes
	}}
	byReason    = Dimension{"reason", func(o *order, codes []string) []string { return append(codes, o.reasons()...) }}
	byMainClass = single("mainClass", func(o *order) string { return o.Class[:min(len(o.Class), mainClassLength)] })
)

// mainClassLength is that of the code of a main class: "04".
const mainClassLength = 2

// attempts is how many calls there were up to the first that reached the
// customer, "" when none has; called is false before the first call.
func (o *order) attempts() (n string, called bool) {
	calls := o.calls()
	i := slices.IndexFunc(calls, func(c complaint.Call) bool { return c.Reached })
	if i < 0 {
		return "", len(calls) > 0
	}
	return strconv.Itoa(i + 1), true
}

// reasons are the questions whose answers tell of a flaw in the calls in which
// the customer was dissatisfied; one "" when no answer does.
func (o *order) reasons() []string {
	var list []string
	dissatisfied := false
	for _, c := range o.calls() {
		if c.Satisfied == nil || *c.Satisfied {
			continue
		}
		dissatisfied = true
		for id, said := range c.Answers {
			if f, asked := flaws[id]; asked && said == f.answer {
				list = append(list, id)
			}
		}
	}
	if dissatisfied && list == nil {
		return []string{""}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// displeased is an order whose customer was dissatisfied at least once.
type displeased struct {
	reference, class, unit, state string
	calls, reworks                int64
	reasons                       []string
	still                         bool // when last reached
}

// revisit says how the calls to customers went, what dissatisfied customers
// found wanting, and where.
func revisit(b *builder) error {
	var list []displeased
	by := []Dimension{ByUnit, ByClass, ByChannel, byAttempts, byReason, Across(byReason, byMainClass), Across(byReason, ByUnit)}
	t, err := b.tally(b.spec, by, func(o *order) error {
		if x, ok := b.displeased(o); ok {
			list = append(list, x)
		}
		return nil
	})
	if err != nil {
		return err
	}
	var before, lastYear *Tally
	if err := b.tallies(ask{&before, b.spec.previous(), nil}, ask{&lastYear, b.spec.lastYear(), nil}); err != nil {
		return err
	}
	slices.SortFunc(list, func(x, y displeased) int { return cmp.Compare(x.reference, y.reference) })
	b.revisitHeadline(t.Total, b.earlier(before, lastYear))
	b.conclusions(b.revisitProse(t))
	b.add(b.trendPart(t.Total, before.Total, lastYear.Total, calledKeys...))
	classes := b.classTree(t, "callbackRequired", 2)
	b.add(b.satisfactionPart("units", b.say("Units", "各单位回访情况"), b.name("unit"), b.units(t), t.Total, b.below(t)))
	b.add(b.satisfactionPart("classes", b.say("Classes", "各类投诉回访情况"), b.say("Class", "分类"), classes, t.Total, mainClasses(classes)))
	b.add(b.satisfactionPart("channels", b.say("Channels", "各渠道回访情况"), b.say("Channel", "渠道"), b.codedGroups(t, ByChannel, "callbackRequired"), t.Total, nil))
	b.add(b.questionPart(t.Total))
	b.add(b.reasonPart(t))
	b.add(b.reasonUnitPart(t))
	b.add(b.attemptPart(t))
	b.add(b.displeasedPart(list))
	return nil
}

// calledKeys are the figures of the calls, in the order of their making.
var calledKeys = []string{"callbackRequired", "calledBack", "callbackRate", "reached", "reachedRate", "satisfied", "dissatisfied",
	"satisfaction", "firstSatisfaction", "reworked", "reworkRate"}

// displeased describes an order to be called back whose customer was
// dissatisfied at least once.
func (b *builder) displeased(o *order) (displeased, bool) {
	reasons := o.reasons()
	if o.duplicate || !o.toBeCalled || reasons == nil {
		return displeased{}, false
	}
	satisfied, _ := o.verdict(false)
	return displeased{o.Reference, o.Class, o.Unit, b.standing(o), int64(len(o.calls())), o.reworks(), reasons, !satisfied}, true
}

// standing says where an order stood at as-of: its status, or how it was closed.
func (b *builder) standing(o *order) string {
	if o.closed {
		return b.statusName(complaint.Closed) + b.say(": ", "：") + b.outcomeName(o.Outcome)
	}
	return b.statusName(o.status())
}

// outcomeName is what an outcome is called.
func (b *builder) outcomeName(o complaint.Outcome) string {
	if o == complaint.Duplicate {
		return b.say("Duplicate", "重复")
	}
	for _, way := range outcomes {
		if way.Outcome == o {
			return b.in(way.name)
		}
	}
	return string(o)
}

// satisfying is the tone of a satisfaction, held against the policy's threshold.
func (b *builder) satisfying(rate paper.Value) paper.Tone {
	switch {
	case !rate.Known():
		return paper.Plain
	case rate.Hundredths() >= int64(b.spec.Policy.Reports.Thresholds.Satisfaction)*100:
		return paper.Good
	}
	return paper.Bad
}

func (b *builder) revisitHeadline(now *Figures, earlier []compared) {
	for _, key := range []string{"callbackRequired", "callbackRate", "reachedRate"} {
		b.card(key, now, paper.Plain, earlier...)
	}
	for _, key := range []string{"satisfaction", "firstSatisfaction"} {
		b.card(key, now, b.satisfying(now.Value(key)), earlier...)
	}
	b.card("dissatisfied", now, wrong(now.Count("dissatisfied")), earlier...)
	b.card("reworkRate", now, paper.Plain, earlier...)
}

// questionName is the policy's question, in its own words.
func (b *builder) questionName(id string) string {
	for _, q := range b.spec.Policy.Callback.Questions {
		if q.ID == id {
			return b.in(q.Text)
		}
	}
	return id
}

// reasonName is what the answer that tells of a flaw says.
func (b *builder) reasonName(id string) string { return b.in(flaws[id].says) }

// questions are those of the policy that are answered by yes or no, in its order.
func (b *builder) questions() []string {
	var list []string
	for _, q := range b.spec.Policy.Callback.Questions {
		if _, ok := flaws[q.ID]; ok {
			list = append(list, q.ID)
		}
	}
	return list
}
