package desk

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// eventFact is one thing that an event tells.
type eventFact struct{ Label, Text string }

// factsOf is what an event tells, beside its name: what was filled into the form of its
// command, or what its clock did.
func factsOf(e complaint.Event, p *policy.Policy, language string) (all []eventFact) {
	var data map[string]any
	if json.Unmarshal(e.Data, &data) != nil {
		return nil
	}
	if f, ok := formOf(complaint.CommandOf(e.Type)); ok {
		for _, x := range f.Fields {
			all = append(all, x.said(data, p, language)...)
		}
		return all
	}
	for _, x := range eventFields {
		if x.Name == "from" && x.isInstant(data) {
			x.Label, x.Sort = fault.Say("Was due", "原截止"), asInstant
		}
		all = append(all, x.said(data, p, language)...)
	}
	return all
}

// eventFields are what events tell that no person's command records.
var eventFields = []field{
	{Name: "clock", Label: fault.Say("Deadline", "时限"), Options: clocks}, {Name: "point", Label: fault.Say("Sent", "预警点")}, {Name: "dueAt", Sort: asInstant, Label: fault.Say("Due", "截止")},
	{Name: "unit", Label: fault.Say("Unit", "单位"), Options: units}, {Name: "level", Label: fault.Say("Level", "层级")}, {Name: "levels", Sort: asLines, Label: fault.Say("Notified", "通知层级")},
	{Name: "kind", Label: fault.Say("Kind", "类型"), Options: kinds}, {Name: "class", Label: fault.Say("Class", "类别"), Options: classes},
	{Name: "into", Label: fault.Say("Case", "工单")}, {Name: "of", Label: fault.Say("Case", "工单")}, {Name: "from", Label: fault.Say("Case", "工单")}, {Name: "count", Label: fault.Say("Times", "次数")},
	{Name: "outcome", Label: fault.Say("Outcome", "方式"), Options: outcomesOf("resolved", "explained", "referred", "dissatisfied", "unreached", "invalid", "duplicate", "withdrawn")},
	{Name: "to", Sort: asInstant, Label: fault.Say("Now due", "现截止")}, {Name: "because", Label: fault.Say("Reason", "原因")}, {Name: "name", Label: fault.Say("File", "材料")},
}

func clocks(p *policy.Policy, _ web.CaseView) []option {
	var list []option
	for _, c := range p.Clocks {
		list = append(list, option{c.Name, c.Title.In})
	}
	return list
}

// said is what a field of a form says in the data of an event.
func (x field) said(data map[string]any, p *policy.Policy, language string) (all []eventFact) {
	if x.Sort == asQuestions {
		for _, q := range p.Callback.Questions {
			if _, said := data["satisfied"].(bool); said && q.ID == p.Callback.Satisfaction { // which says the same
				continue
			}
			for _, one := range (field{Name: x.Name + "." + q.ID}).said(data, p, language) {
				all = append(all, eventFact{q.Text.In(language), one.Text})
			}
		}
		return all
	}
	var v any = data
	for name := range strings.SplitSeq(x.Name, ".") {
		inner, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = inner[name]
	}
	text := x.words(v, p, language)
	if sum, isMoney := x.sum(data, language); isMoney {
		text = sum
	}
	if text == "" {
		return nil
	}
	return []eventFact{{x.Label.In(language), text}}
}

// words says a value of a field.
func (x field) words(v any, p *policy.Policy, language string) string {
	switch v := v.(type) {
	case string:
		switch x.Name {
		case "level", "levels":
			return words.Level(v, p, language)
		case "point", "limit", "due":
			if _, err := time.Parse(time.RFC3339, v); err != nil {
				return words.Limit(v, language)
			}
			return x.instant(v, p, language)
		case "because":
			return becauseWord(v, p, language)
		}
		if at, err := time.Parse(time.RFC3339, v); err == nil && (x.Sort == asInstant || x.Sort == asSpan) {
			return complaint.SpokenInFull(at, p.Zone(), language)
		}
		if x.Sort == asSpan {
			return words.Limit(v, language)
		}
		return x.option(v, p, language)
	case bool:
		if x.Sort == asEither {
			return x.option(fmt.Sprint(v), p, language)
		}
		return map[bool]fault.Text{true: yesWord, false: noWord}[v].In(language)
	case float64:
		return x.option(fmt.Sprint(v), p, language)
	case []any:
		var all []string
		for _, one := range v {
			all = append(all, x.words(one, p, language))
		}
		return strings.Join(all, words.Say(language, ", ", "、"))
	case map[string]any:
		var all []string
		for _, name := range []string{"month", "kWh", "level", "by"} {
			if one, ok := v[name].(string); ok {
				all = append(all, field{Name: name}.words(one, p, language))
			}
		}
		return strings.Join(all, " ")
	}
	return ""
}

// instant says an instant; what is none stays as it is.
func (x field) instant(v string, p *policy.Policy, language string) string {
	at, err := time.Parse(time.RFC3339, v)
	if err != nil {
		return x.option(v, p, language)
	}
	return complaint.SpokenInFull(at, p.Zone(), language)
}

// isInstant tells whether what a field says in the data of an event is an instant.
func (x field) isInstant(data map[string]any) bool {
	text, _ := data[x.Name].(string)
	_, err := time.Parse(time.RFC3339, text)
	return err == nil
}

// becauseWord says why the rules have moved something: by a limit, or by a word of theirs.
func becauseWord(because string, p *policy.Policy, language string) string {
	if c, known := p.Clock(because); known {
		return c.Title.In(language)
	}
	if t, known := reasonsOfRules[because]; known {
		return t.In(language)
	}
	if grade, ok := strings.CutPrefix(because, "grade "); ok && slices.Contains(complaint.Grades, grade) {
		return words.Say(language, "its grade: ", "投诉等级：") + words.Value("grade", grade, language)
	}
	return because
}

var reasonsOfRules = map[string]fault.Text{
	string(policy.Retroactive): fault.Say("another limit applies, counted from the start", "适用新时限，自起算时起计算"),
	string(policy.FromChange):  fault.Say("another limit applies, counted from the change", "适用新时限，自变更时起计算"),
	string(policy.CarryShare):  fault.Say("another limit applies, of which the same share is left", "适用新时限，按剩余比例折算"),
	"late event":               fault.Say("recorded late", "补登"), "suspension": fault.Say("suspension", "工单中止"), "calendar": fault.Say("new calendar", "日历更新"), "policy": fault.Say("new rules", "规则更新"),
	"order": fault.Say("a supervisor's order", "督办人员下达"), "emergency": fault.Say("the emergency plan", "应急预案"),
	"repeat": fault.Say("the matter came again", "重复投诉"), policy.SupervisedGrade: fault.Say("its grade", "投诉等级"),
	policy.SupervisedOverLevel: fault.Say("taken to a higher authority", "越级投诉"), policy.SupervisedKey: fault.Say("a key matter", "重点事项"),
	"no such limit for this kind": fault.Say("matters of this kind have no such deadline", "该类事项无此时限"), "no such limit for this class": fault.Say("this class has no such deadline", "该类投诉无此时限"),
	"no such limit for this grade": fault.Say("this grade has no such deadline", "该等级无此时限"), "no such limit for this urgency": fault.Say("this urgency has no such deadline", "该紧急程度无此时限"),
	"no such limit for this region": fault.Say("this region has no such deadline", "该区域无此时限"), "no such limit for this policy": fault.Say("these rules have no such deadline", "该规则无此时限"),
}

// option is the name of a value that can be chosen, and other values themselves.
func (x field) option(v string, p *policy.Policy, language string) string {
	if x.Options != nil {
		for _, o := range x.Options(p, web.CaseView{}) {
			if o.Value == v {
				return o.Name(language)
			}
		}
	}
	return v
}
