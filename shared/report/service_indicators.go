package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report/paper"
)

// The groups of the weekly indicators: units by what they are complained of.
var (
	unitSpecialty = Across(ByUnit, BySpecialty)
	unitClass     = Across(ByUnit, ByClass)
)

// serviceIndicators are two weekly reports of a province in one: the service
// indicators of each unit, and for each specialty the complaints since the
// first of January and those of the week by class.
func serviceIndicators(b *builder) error {
	var s serviceWeek
	year := b.spec.yearToDate()
	if err := b.tallies(
		ask{&s.now, b.spec, []Dimension{ByUnit, BySpecialty, unitSpecialty, ByClass, unitClass}},
		ask{&s.before, b.spec.previous(), nil},
		ask{&s.lastYear, b.spec.lastYear(), []Dimension{ByClass}},
		ask{&s.year, year, []Dimension{ByUnit, BySpecialty, unitSpecialty}},
		ask{&s.yearBefore, year.lastYear(), []Dimension{BySpecialty, unitSpecialty}},
	); err != nil {
		return err
	}
	b.serviceHeadline(s)
	b.add(b.indicatorPart(s.now))
	for _, x := range b.spec.Policy.Reports.Specialties {
		b.add(b.specialtyPart(x, s))
	}
	return nil
}

// serviceWeek is what the weekly indicators compare.
type serviceWeek struct{ now, before, lastYear, year, yearBefore *Tally }

func (b *builder) serviceHeadline(s serviceWeek) {
	earlier := b.earlier(s.before, s.lastYear)
	late := b.answerClock() + ".late"
	b.card("complaints", s.now.Total, paper.Plain, earlier...)
	b.card("assessed", s.now.Total, paper.Plain, earlier...)
	b.card(late, s.now.Total, wrong(s.now.Total.Count(late)), earlier...)
	for _, key := range []string{"irregular", "calledThrice", "satisfaction", "serviceQuality"} {
		b.card(key, s.now.Total, paper.Plain, earlier...)
	}
}

// indicatorPart is one row for each unit: the assessed complaints of each
// specialty, and how its orders were handled.
func (b *builder) indicatorPart(t *Tally) paper.Part {
	total, clock := t.Total, b.answerClock()
	columns := []measure{b.figure("assessed", total).called(b.say("All", "合计")).under(b.name("assessed"))}
	for _, s := range b.spec.Policy.Reports.Specialties {
		columns = append(columns, measure{paper.Column{Key: "assessed." + s.Code, Title: b.in(s.Name), Group: b.name("assessed")},
			func(g group) paper.Value { return t.Of(unitSpecialty, Pair(g.code, s.Code)).Value("assessed") },
			t.Of(BySpecialty, s.Code).Value("assessed")})
	}
	for _, base := range []string{"due", "inTime", "late", "rate"} {
		m := b.figure(clock+"."+base, total).under(b.clockOf(clock))
		if base == "due" || base == "inTime" {
			m = m.unseen()
		}
		columns = append(columns, m)
	}
	for _, key := range []string{"irregular", "calledThrice", "satisfaction", "serviceQuality"} {
		columns = append(columns, b.figure(key, total))
	}
	for _, key := range []string{"reached", "satisfied", "businessVolume", "complaints"} {
		columns = append(columns, b.figure(key, total).unseen())
	}
	return paper.Part{Key: "indicators", Title: b.say("Service indicators of the units", "各单位服务指标"), Note: b.say("Each row includes the units below it.", "各行均含下级单位。"),
		Table: b.measured(b.name("unit"), b.units(t), columns...), Chart: b.assessedChart(t)}
}

// assessedChart shows the assessed complaints of comparable units by specialty;
// nil when there are none.
func (b *builder) assessedChart(t *Tally) *paper.Chart {
	chart := &paper.Chart{Form: paper.Stacked}
	for _, s := range b.spec.Policy.Reports.Specialties {
		chart.Series = append(chart.Series, paper.Series{Name: b.in(s.Name)})
	}
	for _, unit := range b.rivals() {
		chart.Categories = append(chart.Categories, b.unitName(unit))
		for i, s := range b.spec.Policy.Reports.Specialties {
			chart.Series[i].Values = append(chart.Series[i].Values, t.Of(unitSpecialty, Pair(unit, s.Code)).Value("assessed"))
		}
	}
	return filled(chart)
}

// filled is a chart that shows anything; nil for one whose values are all nothing.
func filled(c *paper.Chart) *paper.Chart {
	for _, s := range c.Series {
		if slices.ContainsFunc(s.Values, something) {
			return c
		}
	}
	return nil
}

// mostClasses is how many classes stand beside each other in the week's table.
const mostClasses = 7

// specialtyPart is one row for each unit: its complaints of a specialty since
// the first of January with those of the same days of the year before, and the
// period's by the classes that occur most.
func (b *builder) specialtyPart(s policy.Specialty, w serviceWeek) paper.Part {
	year, period := b.say("Since 1 January", "1月1日以来"), b.say("In the period", "本期")
	columns := b.cumulated(s, w, year)
	top, rest := b.topClasses(w.now, s.Code)
	of := func(t *Tally, code string) func(group) paper.Value {
		return func(g group) paper.Value { return t.Of(unitClass, Pair(g.code, code)).Value("complaints") }
	}
	for _, code := range top {
		columns = append(columns, measure{paper.Column{Key: "class." + code, Title: b.className(code), Group: period}, of(w.now, code), w.now.Of(ByClass, code).Value("complaints")})
	}
	if len(rest) > 0 {
		others := func(value func(code string) paper.Value) paper.Value {
			n := int64(0)
			for _, code := range rest {
				n += value(code).Int()
			}
			return paper.Count(n)
		}
		columns = append(columns, measure{paper.Column{Key: "class.other", Title: b.say("other classes", "其他"), Group: period},
			func(g group) paper.Value { return others(func(code string) paper.Value { return of(w.now, code)(g) }) },
			others(func(code string) paper.Value { return w.now.Of(ByClass, code).Value("complaints") })})
	}
	columns = append(columns, measure{paper.Column{Key: "complaints", Title: b.say("Total", "合计"), Group: period},
		func(g group) paper.Value { return w.now.Of(unitSpecialty, Pair(g.code, s.Code)).Value("complaints") },
		w.now.Of(BySpecialty, s.Code).Value("complaints")})
	b.define("complaints")
	return paper.Part{
		Key: "specialty." + s.Code, Title: b.fill("Complaints: #", "#类投诉", b.in(s.Name)),
		Note: b.say("Complaints received, with those of the units below. In the period by class, those that occur most first.",
			"受理的投诉，各行均含下级单位；本期按三级分类列示，由多到少排列。"),
		Table: b.measured(b.name("unit"), b.units(w.year), columns...), Chart: b.classChart(top, w),
	}
}

// cumulated are the complaints of a specialty so far in the year, and in the year before.
func (b *builder) cumulated(s policy.Specialty, w serviceWeek, heading string) []measure {
	count := func(t *Tally) measure {
		return measure{paper.Column{Group: heading},
			func(g group) paper.Value { return t.Of(unitSpecialty, Pair(g.code, s.Code)).Value("complaints") },
			t.Of(BySpecialty, s.Code).Value("complaints")}
	}
	now, before := count(w.year), count(w.yearBefore)
	now.Key, now.Title = "year", b.say("this year", "本年累计")
	before.Key, before.Title = "yearBefore", b.say("year before", "上年同期")
	growth := measure{paper.Column{Key: "growth", Title: b.say("change", "同比"), Group: heading},
		func(g group) paper.Value { return paper.Growth(now.of(g).Int(), before.of(g).Int()) },
		paper.Growth(now.total.Int(), before.total.Int())}
	b.define("yearOnYear")
	return []measure{now, before, growth}
}

// topClasses are the classes of the third level of a specialty with complaints,
// those with the most first, and the rest beyond [mostClasses].
func (b *builder) topClasses(t *Tally, specialty string) (top, rest []string) {
	n := func(code string) int64 { return t.Of(ByClass, code).Count("complaints") }
	top = slices.DeleteFunc(t.Codes(ByClass), func(code string) bool {
		return strings.Count(code, ".") != 2 || specialtyOf(b.spec.Policy, code) != specialty || n(code) == 0
	})
	slices.SortStableFunc(top, func(x, y string) int { return cmp.Compare(n(y), n(x)) })
	if len(top) > mostClasses {
		top, rest = top[:mostClasses], top[mostClasses:]
	}
	return top, rest
}

// classChart shows the complaints of some classes beside those of the same
// period of the year before; nil when there are none.
func (b *builder) classChart(classes []string, w serviceWeek) *paper.Chart {
	chart := &paper.Chart{Form: paper.Lying, Series: []paper.Series{{Name: b.say("in the period", "本期")}, {Name: b.say("year before", "上年同期")}}}
	for _, code := range classes {
		chart.Categories = append(chart.Categories, b.className(code))
		chart.Series[0].Values = append(chart.Series[0].Values, w.now.Of(ByClass, code).Value("complaints"))
		chart.Series[1].Values = append(chart.Series[1].Values, w.lastYear.Of(ByClass, code).Value("complaints"))
	}
	return filled(chart)
}
