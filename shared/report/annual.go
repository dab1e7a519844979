package report

import (
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report/paper"
)

// Annual is the kind of the annual analysis of complaints (S-117 to S-128).
const Annual = "annual"

// focus is how many companies are named where the most of something is said
// (S-121, S-123 name three).
const focus = 3

// annualDetails are definitions of what the analysis shows beside figures.
var annualDetails = []defined{
	{"specialty", "", fault.Say("Specialty", "专业"),
		fault.Say("Large business class, made of classes as the policy says.", "大类专业，由规则规定的投诉分类组成。"), fault.Say("S-118", "S-118")},
	{"company", "", fault.Say("Company", "单位"),
		fault.Say("The highest level below the scope that has several units, each with the units below it. Other units, such as those above them, and orders without a unit are counted by themselves, so that the rows add up.",
			"统计范围以下首个有多个单位的层级，各单位均含其下级单位；其他单位（如上级单位本部）和未派单位的单列，各行之和等于合计。"), fault.Say("S-120, S-121, S-125", "S-120、S-121、S-125")},
	{"perMonth", "", fault.Say("Per month", "月均"),
		fault.Say("Complaints of the season ÷ months of the season that lie in the period.", "该季节投诉量÷统计期间内属于该季节的月数。"), fault.Say("S-117, S-163", "S-117、S-163")},
}

// year is what the parts of the annual analysis are made of.
type year struct {
	now, then   *Tally
	companies   []beside
	specialties []beside
	months      []beside
	seasons     []season
	causes      []group
}

// annual compares a year with the one before: by specialty, company, cause and
// season; it says what the units appealed, and how they keep their targets.
func annual(b *builder) error {
	by := []Dimension{ByUnit, ByClass, BySpecialty, ByMonth, b.byCompany()}
	y := &year{}
	if err := b.tallies(ask{&y.now, b.spec, by}, ask{&y.then, b.spec.lastYear(), by}); err != nil {
		return err
	}
	y.companies, y.specialties, y.months = b.companies(y.now, y.then), b.specialties(y.now, y.then), b.months(y.now, y.then)
	y.seasons, y.causes = b.seasons(y.months), b.classTree(y.now, "assessed", 3)
	total := beside{group{Figures: y.now.Total}, y.then.Total}
	steep := int64(b.spec.Policy.Reports.Thresholds.Growth)

	b.annualHeadline(y)
	b.conclusions(b.annualProse(y))
	b.add(paper.Part{Key: "specialties", Title: b.say("Specialties, year on year", "各专业同比"),
		Table: b.yearTable(b.name("specialty"), "complaints", y.specialties, total, 0), Chart: b.yearChart(paper.Bars, "complaints", y.specialties)})
	b.add(paper.Part{Key: "companies", Title: b.say("Companies, year on year", "各单位同比"), Chart: b.yearChart(paper.Bars, "complaints", y.companies),
		Note:  b.sentence("growth of more than # % is marked.", "同比增幅超过#%的予以标示。", steep),
		Table: b.yearTable(b.name("company"), "complaints", y.companies, total, steep)})
	b.add(b.unitAppealPart(y))
	b.add(b.countingPart(y))
	b.add(b.targetPart(y))
	b.add(b.causePart(y))
	b.add(b.seasonPart(y))
	b.add(b.monthPart(y, total))
	b.add(paper.Part{Key: "advice", Title: b.say("Advice", "改进建议"), Prose: b.annualAdvice(y),
		Note: b.say("What follows from the conclusions by a fixed rule; what to do is the companies' decision.", "由分析结论按固定规则得出，具体措施由各单位确定。")})
	return nil
}

func (b *builder) annualHeadline(y *year) {
	now := y.now.Total
	against := compared{b.say("last year", "同比"), y.then.Total}
	for _, key := range []string{"complaints", "appealsUpheld", "assessed"} {
		b.card(key, now, paper.Plain, against)
	}
	b.card("target", now, paper.Plain)
	tone := paper.Plain
	if now.Count("target") > 0 {
		tone = paper.Good
		if now.Count("assessed") > now.Count("target") {
			tone = paper.Bad
		}
	}
	b.card("completion", now, tone)
	b.card("overrun", now, tone)
	b.card("repeatRate", now, paper.Plain, against)
	b.card("satisfaction", now, b.satisfying(now.Value("satisfaction")), against)
}

// specialties are those of the policy, then what belongs to none.
func (b *builder) specialties(now, then *Tally) []beside {
	var list []beside
	for _, s := range b.spec.Policy.Reports.Specialties {
		list = append(list, beside{group{code: s.Code, name: b.in(s.Name), Figures: now.Of(BySpecialty, s.Code)}, then.Of(BySpecialty, s.Code)})
	}
	rest := beside{group{name: b.say("other", "其他"), Figures: now.Of(BySpecialty, "")}, then.Of(BySpecialty, "")}
	if rest.Count("complaints")+rest.then.Count("complaints") > 0 {
		list = append(list, rest)
	}
	return list
}
