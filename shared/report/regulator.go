package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/redress/redress/shared/report/paper"
)

// regulator is a notice in the style of the regulator's own: how many
// complaints there were, how they were concluded, what most of them were about,
// the customers' appeals, and what follows for the units. It says what the
// figures say and names no cause.
func regulator(b *builder) error {
	n := notice{clock: b.answerClock()}
	by := []Dimension{ByUnit, ByClass}
	if err := b.tallies(ask{&n.now, b.spec, by}, ask{&n.before, b.spec.previous(), by}, ask{&n.lastYear, b.spec.lastYear(), by}); err != nil {
		return err
	}
	b.noticeHeadline(n)
	hot := b.hotClasses(n)
	b.add(b.overallPart(n))
	b.add(b.handledPart(n))
	b.add(b.hotPart(n, hot))
	b.add(b.appealPart(n))
	b.add(paper.Part{Key: "demands", Title: b.say("5. What is asked of the units", "五、工作要求"), Prose: b.demands(n, hot)})
	return nil
}

// notice is what the regulator's notice compares, and by which clock.
type notice struct {
	now, before, lastYear *Tally
	clock                 string
}

func (b *builder) noticeHeadline(n notice) {
	earlier, total := b.earlier(n.before, n.lastYear), n.now.Total
	b.card("complaints", total, paper.Plain, earlier...)
	b.card("regulatorComplaints", total, paper.Plain, earlier...)
	b.card(n.clock+".rate", total, kept(total.Value(n.clock+".rate")), earlier...)
	b.Headline[len(b.Headline)-1].Name = b.say("Concluded in time", "及时办结率")
	b.card("perTenThousand", total, paper.Plain)
	b.card("customerAppeals", total, paper.Plain, earlier...)
	b.card("customerAppealFault", total, paper.Plain)
}

// overallPart: what came in.
func (b *builder) overallPart(n notice) paper.Part {
	total := n.now.Total
	prose := b.fill("Complaints received in the period (#): #; #, #. Of these by the regulator: # (#).",
		"统计期间，#共受理投诉#件，#，#；其中监管机构转办#件，占#。",
		b.Scope, b.said(total, "complaints"), b.grew("complaints", total, n.lastYear.Total, "yearOnYear"), b.grew("complaints", total, n.before.Total, "monthOnMonth"),
		b.said(total, "regulatorComplaints"), b.said(total, "regulatorShare"))
	if v := total.Value("perTenThousand"); v.Known() {
		prose += b.fill(" Assessed complaints for every 10,000 customers: #.", "每万户考核投诉#件。", b.Say(v))
	}
	if total.Count("complaints") == 0 {
		prose = b.say("No complaint was received in the period.", "统计期间未受理投诉。")
	}
	b.define("regulatorShare")
	return paper.Part{Key: "overall", Title: b.say("1. What was received", "一、总体情况"), Prose: []string{prose}, Table: b.measured(b.name("unit"), b.units(n.now),
		b.figure("complaints", total), b.against("complaints", n.now, n.lastYear, "yearOnYear"), b.against("complaints", n.now, n.before, "monthOnMonth"),
		b.figure("regulatorComplaints", total), b.figure("assessed", total), b.customers(total),
		b.figure("perTenThousand", total), b.rankOf(n.now, "perTenThousand"))}
}

// handledPart: what was due, and what was concluded in time.
func (b *builder) handledPart(n notice) paper.Part {
	total, key := n.now.Total, n.clock+".rate"
	var prose []string
	if total.Value(key).Known() {
		prose = append(prose, b.fill("To be concluded: #; in time: #, a rate of #, #, #. Late: #, of which still open: #.",
			"应办结投诉事项#件，及时办结#件，及时办结率#，#，#；超时#件，其中尚未办结#件。",
			b.said(total, n.clock+".due"), b.said(total, n.clock+".inTime"), b.said(total, key), b.moved(key, total, n.lastYear.Total, "yearOnYear"), b.moved(key, total, n.before.Total, "monthOnMonth"),
			b.said(total, n.clock+".late"), b.said(total, n.clock+".lateOpen")))
	} else {
		prose = append(prose, b.say("No complaint was to be concluded in the period.", "统计期间无应办结投诉事项。"))
	}
	whole, below := b.judged(n, key)
	if len(whole) > 0 {
		prose = append(prose, b.fill("All in time: #.", "及时办结率100%的单位：#。", b.list(whole)))
	}
	if len(below) > 0 {
		prose = append(prose, b.fill("Below the rate of all: #.", "低于总体水平的单位：#。", b.list(below)))
	}
	columns := []measure{}
	for _, base := range []string{"due", "inTime", "late", "lateOpen", "rate"} {
		columns = append(columns, b.figure(n.clock+"."+base, total))
	}
	columns = append(columns, b.against(key, n.now, n.lastYear, "yearOnYear"), b.against(key, n.now, n.before, "monthOnMonth"), b.rankOf(n.now, key))
	return paper.Part{Key: "handling", Title: b.say("2. How they were concluded", "二、投诉事项办理情况"), Prose: prose,
		Note:  b.fill("By the time limit “#”.", "按“#”时限统计。", b.clockOf(n.clock)),
		Table: b.measured(b.name("unit"), b.units(n.now), columns...), Chart: b.rateChart(n, key)}
}

// judged names the comparable units that were in time throughout, and those
// below the rate of all, with theirs.
func (b *builder) judged(n notice, key string) (whole, below []string) {
	for _, unit := range b.rivals() {
		switch rate := n.now.Of(ByUnit, unit).Value(key); {
		case !rate.Known():
		case rate.Hundredths() == 10_000:
			whole = append(whole, b.unitName(unit))
		case rate.Hundredths() < n.now.Total.Value(key).Hundredths():
			below = append(below, b.unitName(unit)+b.fill(" (#)", "（#）", b.Say(rate)))
		}
	}
	return whole, below
}

// rateChart shows a rate of the comparable units; nil where there is none to compare.
func (b *builder) rateChart(n notice, key string) *paper.Chart {
	chart := &paper.Chart{Form: paper.Lying, Percent: true, Series: []paper.Series{{Name: b.name(key)}}}
	for _, unit := range b.rivals() {
		if rate := n.now.Of(ByUnit, unit).Value(key); rate.Known() {
			chart.Categories = append(chart.Categories, b.unitName(unit))
			chart.Series[0].Values = append(chart.Series[0].Values, rate)
		}
	}
	if len(chart.Categories) < 2 {
		return nil // nothing to compare
	}
	return chart
}

// mostHot is how many classes the notice shows, and namedHot how many it names.
const (
	mostHot  = 10
	namedHot = 3
)

// hotClasses are the classes of the third level with complaints, those with the
// most first.
func (b *builder) hotClasses(n notice) []string {
	list := slices.DeleteFunc(n.now.Codes(ByClass), func(code string) bool {
		return strings.Count(code, ".") != 2 || n.of(code) == 0
	})
	slices.SortStableFunc(list, func(x, y string) int { return cmp.Compare(n.of(y), n.of(x)) })
	return list
}

// of counts the complaints of a class.
func (n notice) of(class string) int64 { return n.now.Of(ByClass, class).Count("complaints") }

// hotPart: what most complaints were about, and what grew most.
func (b *builder) hotPart(n notice, hot []string) paper.Part {
	t := &paper.Table{Empty: b.say("There were no complaints.", "统计期间无投诉。"), Columns: []paper.Column{
		{Key: "class", Title: b.say("Class code", "分类代码"), Hidden: true}, {Key: "className", Title: b.say("Class", "分类")},
		{Key: "complaints", Title: b.name("complaints")}, {Key: "share", Title: b.name("share")},
		{Key: "lastYear", Title: b.say("Year before", "上年同期")}, {Key: "yearOnYear", Title: b.name("yearOnYear")},
		{Key: "previous", Title: b.say("Period before", "上期")}, {Key: "monthOnMonth", Title: b.name("monthOnMonth")},
	}}
	chart := &paper.Chart{Form: paper.Lying, Series: []paper.Series{{Name: b.say("in the period", "本期")}, {Name: b.say("year before", "上年同期")}}}
	for _, code := range hot[:min(len(hot), mostHot)] {
		now, last, before := n.of(code), n.lastYear.Of(ByClass, code).Count("complaints"), n.before.Of(ByClass, code).Count("complaints")
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Value{
			paper.Text(code), paper.Text(b.className(code)), paper.Count(now), paper.Rate(now, n.now.Total.Count("complaints")),
			paper.Count(last), paper.Growth(now, last), paper.Count(before), paper.Growth(now, before),
		}})
		chart.Categories = append(chart.Categories, b.className(code))
		chart.Series[0].Values = append(chart.Series[0].Values, paper.Count(now))
		chart.Series[1].Values = append(chart.Series[1].Values, paper.Count(last))
	}
	return paper.Part{Key: "hot", Title: b.say("3. What they were about", "三、热点问题"), Prose: b.hotProse(n, hot), Table: t, Chart: filled(chart)}
}

func (b *builder) hotProse(n notice, hot []string) (prose []string) {
	if len(hot) == 0 {
		return nil
	}
	var most []string
	for _, code := range hot[:min(len(hot), namedHot)] {
		most = append(most, b.className(code)+b.fill(" (#, #)", "（#件，占#）", itoa64(n.of(code)), b.Say(paper.Rate(n.of(code), n.now.Total.Count("complaints")))))
	}
	prose = append(prose, b.fill("Most were about: #.", "投诉主要集中在：#。", strings.Join(most, b.say("; ", "；"))))
	if code, before := n.grown(hot); code != "" {
		prose = append(prose, b.fill("The class that grew most against the period before: #, from # to #.", "较上期增加最多的问题：#，由#件增至#件。", b.className(code), itoa64(before), itoa64(n.of(code))))
	}
	b.define("hotSpots")
	return append(prose, b.fill("Orders in hot spots: #.", "热点地点涉及工单#件。", b.said(n.now.Total, "hotSpots")))
}

// grown is the class with the most complaints more than in the period before; ""
// when none has more.
func (n notice) grown(hot []string) (class string, before int64) {
	most := int64(0)
	for _, code := range hot {
		was := n.before.Of(ByClass, code).Count("complaints")
		if n.of(code)-was > most {
			most, class, before = n.of(code)-was, code, was
		}
	}
	return class, before
}

// appealPart: the customers who went to the regulator about what had been handled.
func (b *builder) appealPart(n notice) paper.Part {
	total := n.now.Total
	prose := b.say("No customer appealed to the regulator.", "统计期间无客户申诉。")
	if total.Count("customerAppeals") > 0 {
		prose = b.fill("Appeals of customers: #, a rate of #. With findings: #; with the utility at fault: #, a rate of #.",
			"受理客户申诉#件，投诉申诉率#；已核实#件，其中供电企业有责#件，申诉有责率#。",
			b.said(total, "customerAppeals"), b.said(total, "customerAppealRate"), b.said(total, "customerAppealsDecided"),
			b.said(total, "customerAppealsAtFault"), b.said(total, "customerAppealFault"))
	}
	var columns []measure
	for _, key := range []string{"concluded", "customerAppeals", "customerAppealRate", "customerAppealsDecided", "customerAppealsAtFault", "customerAppealFault"} {
		columns = append(columns, b.figure(key, total))
	}
	return paper.Part{Key: "appeals", Title: b.say("4. Appeals of customers", "四、申诉情况"), Prose: []string{prose}, Table: b.measured(b.name("unit"), b.units(n.now), columns...)}
}

// demands follow from the figures alone: what was late, what is open still, what
// most complaints were about, and where the utility was at fault.
func (b *builder) demands(n notice, hot []string) (list prose) {
	total, late, open := n.now.Total, n.now.Total.Count(n.clock+".late"), n.now.Total.Count(n.clock+".lateOpen")
	if late > 0 {
		list.write(b, "Not concluded in time: #. The units go through each of them and put right what held it up.", "#件投诉未及时办结，请有关单位逐件核查超时原因并落实整改。", late)
	}
	if open > 0 {
		list.write(b, "Still open past the limit: #. These are concluded and answered now.", "超时后尚未办结#件，请立即办结并答复客户。", open)
	}
	if len(hot) > 0 {
		list.write(b, "“#” leads with # of # complaints: the units look into this class by itself.", "“#”投诉#件（共#件），居各类问题首位，请有关单位开展专项分析。", b.className(hot[0]), n.of(hot[0]), total.Count("complaints"))
	}
	if fault := total.Count("customerAppealsAtFault"); fault > 0 {
		list.write(b, "Appeals with the utility at fault: #. The handling of each is looked at again.", "申诉有责#件，请有关单位逐件复核办理过程。", fault)
	}
	if list == nil {
		list.write(b, "Nothing in particular is asked.", "本期无专项工作要求。")
	}
	return list
}
