package board

import (
	"cmp"
	"html/template"

	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// ruleFuncs are the functions of the templates of the rules.
func ruleFuncs(language string, p *policy.Policy) template.FuncMap {
	return template.FuncMap{
		"calendarname": func(name string) string { return words.Named(calendarNames, name, language) },
		"zonename":     func(zone string) string { return words.Named(zoneNames, zone, language) },
		"withzones":    func(shown shownEffects, zones []string) zonedEffects { return zonedEffects{shown, zones} },
		"routed":       p.RouteTo,
		"partner": func(function string) string {
			x, _ := p.PartnerFor(function)
			return cmp.Or(x.Name.In(language), words.Named(functionNames, function, language))
		},
		"placeholders": func() (list []placeholder) {
			for _, one := range placeholders {
				list = append(list, placeholder{"{" + one.name + "}", one.says.In(language)})
			}
			return list
		},
	}
}

// zonedEffects are effects with the zones of their instants, where these are two.
type zonedEffects struct {
	Shown shownEffects
	Zones []string
}

var calendarNames = map[string]fault.Text{
	"china": fault.Say("Mainland China", "中国大陆"), "britain": fault.Say("Great Britain", "英国"),
}

var zoneNames = map[string]fault.Text{
	"Asia/Shanghai": fault.Say("Beijing time", "北京时间"), "Europe/London": fault.Say("UK time", "英国时间"), "UTC": fault.Say("UTC", "协调世界时"),
}

// functionNames are whom matters are handed to where the pack has no partner for it.
var functionNames = map[string]fault.Text{
	"repair-dispatch": fault.Say("repair dispatch", "抢修调度"), "network-operator": fault.Say("the network operator", "电网运营商"),
	"customer-service": fault.Say("customer service", "客户服务"),
}

// placeholder is what a text is filled in with.
type placeholder struct{ Name, Says string }

// placeholders are those that most texts have.
var placeholders = []struct {
	name string
	says fault.Text
}{
	{"reference", fault.Say("reference of the case", "工单编号")}, {"unit", fault.Say("unit", "单位")}, {"due", fault.Say("deadline", "截止时间")},
	{"class", fault.Say("class", "投诉分类")}, {"clock", fault.Say("what is due", "时限名称")}, {"trackingCode", fault.Say("tracking code", "查询码")},
	{"text", fault.Say("what staff wrote", "填写的内容")}, {"reason", fault.Say("reason", "原因")}, {"until", fault.Say("until when", "期限")},
}
