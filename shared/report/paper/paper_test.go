package paper_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report/paper"
)

var update = flag.Bool("update", false, "write the golden files anew")

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// at reads an instant of the office.
func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

// writer says things in one of the languages.
type writer string

func (l writer) say(en, zh string) string         { return fault.Say(en, zh).In(string(l)) }
func (l writer) text(en, zh string) paper.Value   { return paper.Text(l.say(en, zh)) }
func (l writer) column(key, en, zh string) column { return column{Key: key, Title: l.say(en, zh)} }

type column = paper.Column

// everything is a paper with all that a paper can have.
func everything(language string) *paper.Paper {
	l := writer(language)
	return &paper.Paper{
		Kind: "sla-breach", Title: l.say("SLA breach report", "时限超时报表"), Language: language,
		Policy: "state-grid@2026.1", Rules: l.say("State Grid, 95598 service rules", "国家电网95598客户服务规则"), Zone: shanghai,
		From: "2026-03-01", To: "2026-03-31", AsOf: at("2026-04-01 00:00"), Unit: "hf", Scope: l.say("Hefei Power Supply Company", "国网合肥供电公司"),
		Filter:   []paper.Fact{{Key: "class", Name: l.say("Class", "分类"), Value: l.text("Voltage quality", "电压质量")}},
		Headline: l.headline(),
		Parts: []paper.Part{
			l.conclusions(), l.units(), l.trend(), l.causes(), l.outcomes(), l.facts(), l.breaches(),
			{Key: "appeals", Title: l.say("Appeals of units", "申诉情况"), Table: &paper.Table{Columns: []column{l.column("unit", "Unit", "单位")}, Empty: l.say("No unit appealed.", "统计期间内没有申诉。")}},
		},
		Definitions: []paper.Definition{
			{Key: "received", Symbol: "R", Name: l.say("Received", "受理量"), Formula: l.say("Complaint orders accepted in the period.", "统计期间内受理的投诉工单数。"), Source: "DOMAIN 5.1"},
			{Key: "answerRate", Name: l.say("Answered in time", "处理及时率"), Formula: l.say("Answered within the limit ÷ orders whose limit falls in the period; an order still open after its limit counts as late.", "时限内答复数÷统计期间内到期的应办数；逾期仍未办结的计为超时。"), Source: "DOMAIN 5.2"},
		},
	}
}

func (l writer) headline() []paper.Headline {
	year, month := l.say("year on year", "同比"), l.say("month on month", "环比")
	return []paper.Headline{
		{Key: "received", Name: l.say("Received", "受理量"), Value: paper.Count(226), Note: l.say("complaints 146", "其中投诉 146"), Changes: []paper.Change{
			{Against: year, Value: paper.Growth(226, 180), Direction: 1, Tone: paper.Bad}, {Against: month, Value: paper.Growth(226, 226), Direction: 0}}},
		{Key: "answerRate", Name: l.say("Answered in time", "处理及时率"), Value: paper.Rate(39, 40), Note: "39 / 40", Tone: paper.Warned, Changes: []paper.Change{
			{Against: year, Value: paper.Growth(116, 127), Direction: -1, Tone: paper.Bad}, {Against: month, Value: paper.Growth(3, 0)}}},
		{Key: "contactRate", Name: l.say("First contact in time", "首次联系及时率"), Value: paper.Rate(226, 226), Note: "226 / 226", Tone: paper.Good},
		{Key: "breaches", Name: l.say("Breaches", "超时次数"), Value: paper.Count(7), Note: l.say("still open 2", "其中未完成 2"), Tone: paper.Bad, Changes: []paper.Change{
			{Against: year, Value: paper.Delta(7, 12), Direction: -1, Tone: paper.Good}}},
		{Key: "mean", Name: l.say("Mean time to answer", "平均处理时长"), Value: paper.Span(3*86400 + 4*3600 + 10*60), Note: l.say("192 orders", "192 件")},
		{Key: "per10k", Name: l.say("Per 10,000 customers", "万户投诉量"), Value: paper.Decimal(146*10000, 1820000)},
		{Key: "satisfied", Name: l.say("Satisfied", "满意率"), Value: paper.Rate(0, 0)},
	}
}

func (l writer) conclusions() paper.Part {
	return paper.Part{Key: "conclusions", Title: l.say("What stands out", "总体情况"), Prose: []string{
		l.say("226 orders were received, 25.56% more than a year before. Operation and maintenance stands at 110 against 53 (+57, +107.55%).",
			"本期共受理226件，同比增长25.56%。其中运检类110件，上年同期53件，增加57件，增幅107.55%。"),
		l.say("Appeals of three units make 59 of the 80 that succeeded.", "三个单位的申诉成功量共59件，占全部80件的73.75%。"),
	}}
}

// unit is a row of the table of units.
type unit struct {
	depth                  int
	code, en, zh           string
	received, inTime, due  int64
	contacted, contactDue  int64
	now, before, breached  int64
	meanSeconds, customers int64
}

func (l writer) units() paper.Part {
	contact, answer := l.say("First contact", "首次联系"), l.say("Answer", "处理")
	t := &paper.Table{Columns: []column{
		{Key: "code", Title: l.say("Unit ID", "单位编码"), Hidden: true}, l.column("unit", "Unit", "单位"), l.column("received", "Received", "受理量"), l.column("breached", "Breached", "超时工单"),
		{Key: "contactDue", Title: l.say("Due", "应办数"), Group: contact}, {Key: "contactRate", Title: l.say("Rate", "及时率"), Group: contact},
		{Key: "answerDue", Title: l.say("Due", "应办数"), Group: answer}, {Key: "answerRate", Title: l.say("Rate", "及时率"), Group: answer},
		l.column("growth", "Year on year", "同比"), l.column("more", "More or less", "增减"), l.column("mean", "Mean time", "平均时长"), l.column("per10k", "Per 10,000", "万户投诉量"),
	}}
	for _, u := range []unit{
		{0, "hf", "Hefei Power Supply Company", "国网合肥供电公司", 226, 212, 220, 226, 226, 226, 180, 7, 274200, 1820000},
		{1, "hf-lj", "Lujiang County Company", "国网庐江县供电公司", 110, 104, 108, 110, 110, 110, 53, 4, 259200, 640000},
		{2, "hf-lj-01", "Lucheng Power Station", "庐城供电所", 62, 60, 60, 62, 62, 62, 30, 0, 172800, 210000},
		{2, "hf-lj-02", "Tangchi Power Station", "汤池供电所", 48, 44, 48, 48, 48, 48, 23, 4, 345600, 0},
		{1, "hf-fd", "Feidong County Company", "国网肥东县供电公司", 116, 108, 112, 116, 116, 116, 127, 3, 288000, 710000},
		{1, "hf-cf", "Changfeng County Company", "国网长丰县供电公司", 0, 0, 0, 0, 0, 0, 0, 0, 0, 470000},
	} {
		t.Rows = append(t.Rows, paper.Row{Depth: u.depth, Cells: l.unit(u)})
	}
	total := l.unit(unit{0, "", "Total", "合计", 226, 212, 220, 226, 226, 226, 180, 7, 274200, 1820000})
	t.Total = &paper.Row{Cells: total}
	return paper.Part{Key: "units", Title: l.say("Units", "各单位完成情况"), Table: t,
		Note:  l.say("Each row includes the units below it.", "各行均含下级单位。"),
		Chart: l.chart(paper.Bars, true, []string{l.say("Lujiang", "庐江"), l.say("Feidong", "肥东"), l.say("Changfeng", "长丰")}, series{contact, []paper.Value{paper.Rate(110, 110), paper.Rate(115, 116), paper.Rate(0, 0)}, ""}, series{answer, []paper.Value{paper.Rate(104, 108), paper.Rate(108, 112), paper.Rate(0, 0)}, ""})}
}

func (l writer) unit(u unit) []paper.Value {
	breached := paper.Count(u.breached)
	if u.breached > 0 {
		breached = breached.Toned(paper.Bad)
	}
	rate := paper.Rate(u.inTime, u.due)
	if rate.Known() && u.inTime < u.due {
		rate = rate.Toned(paper.Warned)
	}
	mean := paper.Span(u.meanSeconds)
	if u.meanSeconds == 0 {
		mean = paper.Value{}
	}
	return []paper.Value{paper.Text(u.code), l.text(u.en, u.zh), paper.Count(u.received), breached,
		paper.Count(u.contactDue), paper.Rate(u.contacted, u.contactDue).Toned(paper.Good), paper.Count(u.due), rate,
		paper.Growth(u.now, u.before), paper.Delta(u.now, u.before), mean, paper.Decimal(u.received*10000, u.customers)}
}

type series = paper.Series

func (l writer) chart(form paper.Form, percent bool, categories []string, s ...series) *paper.Chart {
	return &paper.Chart{Form: form, Percent: percent, Categories: categories, Series: s}
}

func counts(n ...int64) []paper.Value {
	var list []paper.Value
	for _, x := range n {
		list = append(list, paper.Count(x))
	}
	return list
}

func (l writer) trend() paper.Part {
	var months []string
	for _, m := range []string{"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"} {
		months = append(months, l.say("2025-"+m, m+"月"))
	}
	rates := make([]paper.Value, 12)
	for i := range rates {
		rates[i] = paper.Rate(int64(88+i*i%11), 100)
	}
	rates[4] = paper.Rate(0, 0)
	return paper.Part{Key: "trend", Title: l.say("Answered in time, by month", "处理及时率月度走势"),
		Chart: l.chart(paper.Line, true, months, series{l.say("Answered in time", "处理及时率"), rates, paper.Plain}),
		Note:  l.say("No order fell due in May.", "5月无到期工单。")}
}

func (l writer) causes() paper.Part {
	return paper.Part{Key: "causes", Title: l.say("Causes", "投诉分类"), Chart: l.chart(paper.Lying, false, []string{
		l.say("Frequent outages of one feeder in two months", "两个月内同一线路频繁停电且多次未提前通知"), l.say("Voltage quality", "电压质量"),
		l.say("Meter reading, billing and collection", "抄表催费及电费电价差错"), l.say("Conduct", "服务态度"),
	}, series{l.say("Orders", "工单"), counts(110, 53, 41, 0), ""})}
}

func (l writer) outcomes() paper.Part {
	quarters := []string{l.say("Q1", "一季度"), l.say("Q2", "二季度"), l.say("Q3", "三季度"), l.say("Q4", "四季度")}
	return paper.Part{Key: "outcomes", Title: l.say("Outcomes by quarter", "各季度办结结果"), Chart: l.chart(paper.Stacked, false, quarters,
		series{l.say("In time", "及时"), counts(120, 130, 152, 140), paper.Good}, series{l.say("Near the limit", "临期"), counts(12, 9, 20, 3), paper.Warned}, series{l.say("Late", "超时"), counts(7, 0, 4, 11), paper.Bad})}
}

func (l writer) facts() paper.Part {
	return paper.Part{Key: "basic", Title: l.say("The longest case", "最长工单基本情况"), Facts: []paper.Fact{
		{Key: "reference", Name: l.say("Reference", "工单编号"), Value: paper.Reference("260310-00017")},
		{Key: "received", Name: l.say("Received", "受理时间"), Value: paper.Instant(at("2026-03-10 09:00"))},
		{Key: "due", Name: l.say("Answer due", "答复时限"), Value: paper.Instant(at("2026-03-18 00:00"))},
		{Key: "late", Name: l.say("Late by", "超时"), Value: paper.Span(8*86400 + 34200).Toned(paper.Bad)},
		{Key: "matter", Name: l.say("Matter", "事由"), Value: l.text("Voltage of 170 to 180 V in the evenings for half a year.", "半年来晚上电压只有一百七八。")},
	}}
}

func (l writer) breaches() paper.Part {
	t := &paper.Table{Columns: []column{
		l.column("reference", "Reference", "工单编号"), l.column("unit", "Unit", "单位"), l.column("clock", "Time limit", "时限"), l.column("due", "Due", "到期时间"), l.column("done", "Done", "完成时间"), l.column("late", "Late by", "超时时长"),
		{Key: "told", Title: l.say("Who was told when", "通知记录"), Wide: true},
	}}
	told := []string{l.say("03-16 09:00 warning: handler, L1", "03-16 09:00 预警：承办人、L1"), l.say("03-18 00:00 breach: L2, L3", "03-18 00:00 超时：L2、L3")}
	data := []map[string]any{{"at": "2026-03-16T01:00:00Z", "kind": "warning", "levels": []string{"handler", "L1"}}, {"at": "2026-03-17T16:00:00Z", "kind": "breach", "levels": []string{"L2", "L3"}}}
	t.Rows = []paper.Row{
		{Cells: []paper.Value{paper.Reference("260310-00017"), l.text("Tangchi Power Station", "汤池供电所"), l.text("answer", "答复"), paper.Instant(at("2026-03-18 00:00")), paper.Instant(at("2026-03-26 09:30")), paper.Span(8*86400 + 34200).Toned(paper.Bad), paper.Lines(told, data)}},
		{Cells: []paper.Value{paper.Reference("260312-00004"), l.text("Feidong County Company", "国网肥东县供电公司"), l.text("contact", "首次联系"), paper.Instant(at("2026-03-13 08:50")), l.text("still open", "未完成").Toned(paper.Bad), paper.Span(75), paper.Lines(nil, []any{})}},
		{Cells: []paper.Value{paper.Reference("a/b?<c>"), paper.Text(`=HYPERLINK("http://evil","x")`), paper.Text("<script>alert(1)</script>"), paper.Instant(time.Time{}), paper.Text("＝1+1"), paper.Span(0), paper.Text("@SUM(1)\n+1;=2")}},
	}
	return paper.Part{Key: "breaches", Title: l.say("Breaches", "超时明细"), Table: t}
}

func render(t *testing.T, format string, p *paper.Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := paper.Render(&b, format, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRenderings(t *testing.T) {
	for _, language := range []string{"zh", "en"} {
		for _, format := range []string{"json", "csv", "html"} {
			t.Run(format+" in "+language, func(t *testing.T) {
				got := render(t, format, everything(language))
				golden(t, "everything."+language+"."+format, got)
			})
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got); run the tests with -update when it is meant:\n%s", path, diff)
	}
}
