package customer

import (
	"fmt"
	"html/template"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// funcs are the functions of the customers' templates.
func funcs(language string, p *policy.Policy) template.FuncMap {
	return template.FuncMap{
		"blank":    func(f slip, name, help, kind, auto string) blank { return f.blank(language, name, help, kind, auto) },
		"flaws":    func(f slip) []flaw { return f.flaws(language) },
		"label":    func(name string) string { return words.Named(labels, name, language) },
		"chosen":   func(f slip, name string) string { return f.chosen(name, language) },
		"labelled": func(f slip, name string) string { return f.label(name, language) },
		"standing": func(s complaint.Status) string { return words.Named(standings, s, language) },
		"dial":     dial,
		"money":    func(amount, currency string) string { return words.Amount(amount, currency, language) },
		"uses": func() (list []carried) {
			for _, use := range []string{"residential", "commercial", "industrial", "unknown"} {
				list = append(list, carried{use, words.Named(uses, use, language)})
			}
			return list
		},
		"scores": func() map[int]string {
			all := map[int]string{}
			for i, text := range scores {
				all[i+1] = text.In(language)
			}
			return all
		},
		"latest":    func(b blank, latest string) dated { return dated{b, latest} },
		"accepted":  func(o *intake.OfferMade) bool { return o.Accepted != nil && *o.Accepted },
		"fileState": func(s complaint.EvidenceState) string { return words.Named(fileStates, s, language) },
		"written": func(f slip) []string {
			return slices.DeleteFunc(slices.Sorted(maps.Keys(f.Values)), func(name string) bool { return name == "key" || f.value(name) == "" })
		},
		"filed":  func(f slip, name string) string { return filedValue(f, p, name, language) },
		"many":   thousands,
		"within": func(span string) string { return words.Say(language, "within "+span, span+"内") },

		"ending":  func(o complaint.Outcome) string { return intake.Ending(o, language) },
		"hotline": func() template.HTML { return hotlineOf(p, language) },
		"month":   func(written string) string { return monthSaid(written, language) },
		"dayOf":   func(t time.Time) string { return dayOf(t, p, language) },
	}
}

// dated is the field of a date and time, and the latest that can be chosen.
type dated struct {
	blank
	Latest string
}

// uses are the sorts of customers.
var uses = map[string]fault.Text{
	"residential": fault.Say("Household", "居民"), "commercial": fault.Say("Shop or office", "商业"),
	"industrial": fault.Say("Factory", "工业"), "unknown": fault.Say("I don't know", "不清楚"),
}

// standings say to customers where a complaint is.
var standings = map[complaint.Status]fault.Text{
	complaint.Received: fault.Say("received", "已受理"), complaint.Sorting: fault.Say("being sorted", "正在核对类型"),
	complaint.Dispatched: fault.Say("with the unit responsible", "已派单，待承办单位处理"), complaint.Handling: fault.Say("being handled", "处理中"),
	complaint.Answered: fault.Say("answered, and the answer is being checked", "已答复，正在审核"),
	complaint.Callback: fault.Say("answered, and we will call you", "已答复，待回访"), complaint.Closed: fault.Say("closed", "已办结"),
}

// scores are what a customer can rate with, from 1 on.
var scores = []fault.Text{
	fault.Say("1, very bad", "1分，很不满意"), fault.Say("2, bad", "2分，不满意"), fault.Say("3, fair", "3分，一般"),
	fault.Say("4, good", "4分，满意"), fault.Say("5, very good", "5分，很满意"),
}

// fileStates say to customers what has become of a file.
var fileStates = map[complaint.EvidenceState]fault.Text{
	complaint.EvidenceScanning: fault.Say("being checked for viruses", "安全检查中"), complaint.EvidenceReady: fault.Say("received", "已收到"),
	complaint.EvidenceInfected: fault.Say("refused: it is not safe", "未通过安全检查"), complaint.EvidenceRemoved: fault.Say("removed", "已删除"),
}

// hotline is a number that is dialled in a text of the policy. Years have four digits.
var hotline = regexp.MustCompile(`\b(\d{3}|\d{5})\b`)

// dial makes the hotlines in a text such that a tap calls them.
func dial(text string) template.HTML {
	return template.HTML(hotline.ReplaceAllString(template.HTMLEscapeString(text), `<a href="tel:$1">$1</a>`))
}

// thousands writes a number with a comma before its thousands.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

// spanText says a limit to customers, "5 working days": whole weeks that no day of rest
// moves as such, and all else as it is said everywhere.
func spanText(t clock.Target, language string) string {
	if n := t.Size(); t.Unit() == "flat" && n%7 == 0 && n > 7 {
		return fmt.Sprintf(words.Say(language, "%d weeks", "%d周"), n/7)
	}
	return words.Limit(strings.TrimSuffix(t.String(), " flat"), language)
}

// filedValue is what stands in a field, as a person reads it.
func filedValue(f slip, p *policy.Policy, name, language string) string {
	value := f.value(name)
	switch name {
	case "class":
		if c, ok := p.Class(value); ok {
			return c.Group.Name.In(language) + " · " + c.Name.In(language)
		}
		return ""
	case "site.region":
		u, _ := p.UnitFor(value)
		return u.Name.In(language)
	case "occurredAt":
		at, err := time.ParseInLocation(wallTime, value, p.Zone())
		if err != nil {
			return value
		}
		return complaint.SpokenInFull(at, p.Zone(), language)
	case "customer.phone":
		return spaced(value)
	case "customer.kind":
		return words.Named(uses, value, language)
	case "customer.confidential", "customer.anonymous", "customer.vulnerable":
		if value != "" {
			return words.Say(language, "Yes", "是")
		}
	}
	return value
}

// spaced writes a mobile number as it is read out, so that a wrong digit is seen.
func spaced(phone string) string {
	if digits := complaint.Narrow(phone); mobile.MatchString(digits) {
		return digits[:3] + " " + digits[3:7] + " " + digits[7:]
	}
	return phone
}

// mobile is a mobile number in China.
var mobile = regexp.MustCompile(`^1\d{10}$`)
