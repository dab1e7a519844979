package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report/paper"
)

// OrderAnalysis is the kind of the analysis of work orders (工单分析, S-069 to S-080, S-091).
const OrderAnalysis = "order-analysis"

// analysisDetails are definitions of what the analysis shows beside figures.
var analysisDetails = []defined{
	{"areaShare", "", fault.Say("Share in the area", "占地域比"),
		formula("Complaints of the class in the area ÷ complaints of the area", "该地域该类投诉÷该地域投诉总量"), fault.Say("S-079, S-080", "S-079、S-080")},
	{"lean", "", fault.Say("Leaning", "地域偏向"),
		fault.Say("Share of the class in the area less its share in all, in percentage points: above 0 the class weighs more in the area than elsewhere.",
			"该类投诉占地域比减去其占总量比（百分点）；大于0表示该类投诉在该地域偏多。"), fault.Say("S-080 (mainly rural, slightly more urban)", "S-080（农村为主、城区略多）")},
	{"place", "", fault.Say("Hot place", "热点区域"),
		fault.Say("A transformer area, else a feeder, else a street, with at least as many complaints in the period as the policy says of a hot spot. Streets are not named.",
			"统计期间内投诉量达到规则热点数量的台区；无台区的按馈线，再无的按街道（不显示街道名称）。"), fault.Say("S-091, S-197; number: proposal", "S-091、S-197；数量为建议值")},
}

// area is one area of the analysis, with those that were too thin to stand alone.
type area struct {
	code, name string
	of         []string // the codes that are counted in it
}

// analysis is what the parts are made of.
type analysis struct {
	*Tally
	areas  []area
	thin   []string // sentences that say what was merged
	tree   []group  // classes, two levels
	places []place
}

// count is the complaints of a class ("" for those without one) in an area.
func (a *analysis) count(class string, in area) (n int64) {
	for _, code := range in.of {
		n += a.Of(Across(ByClass, ByArea), Pair(class, code)).Count("complaints")
	}
	return n
}

// whole is all complaints of an area.
func (a *analysis) whole(in area) (n int64) {
	for _, code := range in.of {
		n += a.Of(ByArea, code).Count("complaints")
	}
	return n
}

// orderAnalysis says what is complained of where: classes by area, hot places,
// which steps run over time, by which channels and in which grades.
func orderAnalysis(b *builder) error {
	places := hotPlaces{}
	t, err := b.tally(b.spec, []Dimension{ByClass, ByArea, Across(ByClass, ByArea), ByChannel, ByGrade}, func(o *order) error {
		places.add(o)
		return nil
	})
	if err != nil {
		return err
	}
	var before, lastYear *Tally
	if err := b.tallies(ask{&before, b.spec.previous(), nil}, ask{&lastYear, b.spec.lastYear(), nil}); err != nil {
		return err
	}
	a := &analysis{Tally: t, tree: b.classTree(t, "complaints", 2), places: places.ranked(max(b.spec.Policy.HotSpots.Count, fewestOfPlace))}
	a.areas, a.thin = b.areas(t)
	b.analysisHeadline(t.Total, b.earlier(before, lastYear))
	b.conclusions(b.analysisProse(a))
	b.add(b.areaPart(a))
	b.add(b.classAreaPart(a))
	b.add(b.leanPart(a))
	b.add(b.placePart(a.places))
	overtime := b.clockPart(t.Total)
	overtime.Key, overtime.Title = "overtime", b.say("Which steps run over time", "各处理环节超时情况")
	b.add(overtime)
	b.add(b.sharePart("channels", b.say("Channels", "受理渠道"), b.say("Channel", "渠道"), b.codedGroups(t, ByChannel, "complaints"), t.Total))
	b.add(b.sharePart("grades", b.say("Grades", "投诉等级"), b.say("Grade", "等级"), b.codedGroups(t, ByGrade, "complaints"), t.Total))
	b.add(b.trendPart(t.Total, before.Total, lastYear.Total, "complaints", "verified", "responsible", "repeats", "repeatRate", "handlingRate", "breachedOrders", "hotSpots", "supervised", "overLevel"))
	return nil
}

func (b *builder) analysisHeadline(now *Figures, earlier []compared) {
	b.card("complaints", now, paper.Plain, earlier...)
	b.card("hotSpots", now, paper.Plain, earlier...)
	b.card("breachedOrders", now, wrong(now.Count("breachedOrders")), earlier...)
	b.card("overtimeRate", now, paper.Plain, earlier...)
	b.card("handlingRate", now, kept(now.Value("handlingRate")), earlier...)
}

// areaOrder is the order of the known areas; others follow, unknown ones last.
var areaOrder = []string{"urban", "rural", "remote"}

// areas are those with complaints, thin ones counted in another as the policy
// says (S-072), and a sentence for each that was.
func (b *builder) areas(t *Tally) (list []area, thin []string) {
	rule := b.spec.Policy.Reports.Thin
	of := map[string][]string{}
	for _, code := range t.Codes(ByArea) {
		n := t.Of(ByArea, code).Count("complaints")
		if n == 0 {
			continue
		}
		at := code
		if other, ok := rule.Into[code]; ok && n < int64(rule.Below) {
			at = other
			thin = append(thin, b.sentence("orders of the area “$2” ($1) are counted as “$3”, as they are fewer than $4.",
				"$2工单仅$1单，不足$4单，并入$3统计。", n, b.valueName("area", code), b.valueName("area", at), rule.Below))
		}
		of[at] = append(of[at], code)
	}
	place := func(code string) int {
		if i := slices.Index(areaOrder, code); i >= 0 {
			return i
		}
		return len(areaOrder) + int(one(code == ""))
	}
	codes := slices.SortedFunc(maps.Keys(of), func(x, y string) int { return cmp.Or(cmp.Compare(place(x), place(y)), cmp.Compare(x, y)) })
	for _, code := range codes {
		list = append(list, area{code, b.valueName("area", code), of[code]})
	}
	return list, thin
}
