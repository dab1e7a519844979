package report

import (
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report/paper"
)

// trendDetails are definitions of what compares periods.
var trendDetails = []defined{
	{"previous", "", fault.Say("Period before", "上期"),
		fault.Say("The period before of the same length: as many months when it is made of whole ones.", "与统计期间等长的前一期间；整月的取相同月数。"),
		fault.Say("found usage: 12398 notices", "12398通报用法")},
	{"lastYear", "", fault.Say("Year before", "上年同期"),
		fault.Say("The same period of the year before.", "上一年度的同一期间。"), fault.Say("S-119", "S-119")},
	{"difference", "", fault.Say("Difference", "增减"),
		fault.Say("This period less the other one.", "本期减对比期。"), fault.Say("S-119: 110 − 53 = +57", "S-119：110－53＝＋57")},
}

// trendPart has a row for each figure: now, in the previous period and last year.
func (b *builder) trendPart(now, before, lastYear *Figures, keys ...string) paper.Part {
	t := &paper.Table{Columns: []paper.Column{
		{Key: "figure", Title: b.say("Figure ID", "指标ID"), Hidden: true}, {Key: "name", Title: b.say("Figure", "指标")},
		{Key: "now", Title: b.say("Now", "本期")},
		{Key: "previous", Title: b.name("previous")}, {Key: "monthOnMonth", Title: b.name("monthOnMonth")},
		{Key: "lastYear", Title: b.name("lastYear")}, {Key: "yearOnYear", Title: b.name("yearOnYear")},
	}}
	for _, key := range keys {
		row := []paper.Value{paper.Text(key), paper.Text(b.title(key)), now.Value(key).Toned(b.figureTone(key, now))}
		for _, then := range []*Figures{before, lastYear} {
			c := change(key, "", now, then)
			row = append(row, then.Value(key), c.Value.Toned(c.Tone))
		}
		t.Rows = append(t.Rows, paper.Row{Cells: row})
	}
	return paper.Part{Key: "trend", Title: b.say("Against earlier periods", "环比与同比"), Table: t}
}

// beside is a group with the same one of last year.
type beside struct {
	group
	then *Figures
}

// yearTable compares a count of groups with last year's, and gives the share of
// each in the total. A growth beyond the alarm, in percent, is marked; 0 for none.
func (b *builder) yearTable(heading, key string, rows []beside, total beside, alarm int64) *paper.Table {
	t := &paper.Table{Empty: b.say("There is nothing to compare.", "无可对比的数据。"), Columns: []paper.Column{
		{Key: "code", Title: heading + " ID", Hidden: true}, {Key: "name", Title: heading},
		{Key: key, Title: b.name(key)}, {Key: "share", Title: b.name("share")},
		{Key: "lastYear", Title: b.name("lastYear")}, {Key: "difference", Title: b.name("difference")}, {Key: "yearOnYear", Title: b.name("yearOnYear")},
	}}
	row := func(r beside) paper.Row {
		now, then := r.Count(key), r.then.Count(key)
		growth := paper.Growth(now, then)
		if alarm > 0 && growth.Hundredths() > alarm*100 {
			growth = growth.Toned(paper.Bad)
		}
		return paper.Row{Depth: r.depth, Cells: []paper.Value{paper.Text(r.code), paper.Text(r.name), paper.Count(now),
			paper.Rate(now, total.Count(key)), paper.Count(then), paper.Delta(now, then), growth}}
	}
	for _, r := range rows {
		t.Rows = append(t.Rows, row(r))
	}
	if len(rows) > 0 {
		total.name = b.say("Total", "合计")
		sum := row(total)
		t.Total = &sum
	}
	return t
}

// yearChart draws a count of groups now and last year, a year without any left
// out; nil when there is nothing to draw.
func (b *builder) yearChart(form paper.Form, key string, rows []beside) *paper.Chart {
	c := &paper.Chart{Form: form}
	for _, r := range rows {
		c.Categories = append(c.Categories, r.name)
	}
	for _, of := range []struct {
		name    string
		figures func(beside) *Figures
	}{
		{b.say("this period", "本期"), func(r beside) *Figures { return r.Figures }},
		{b.name("lastYear"), func(r beside) *Figures { return r.then }},
	} {
		s, sum := paper.Series{Name: of.name}, int64(0)
		for _, r := range rows {
			s.Values = append(s.Values, of.figures(r).Value(key))
			sum += of.figures(r).Count(key)
		}
		if sum > 0 {
			c.Series = append(c.Series, s)
		}
	}
	if len(c.Series) == 0 {
		return nil
	}
	return c
}
