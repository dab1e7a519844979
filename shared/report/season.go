package report

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/report/paper"
)

// months are those of the period in office time, each beside the same one of
// the year before.
func (b *builder) months(now, then *Tally) []beside {
	var list []beside
	zone := b.spec.zone()
	from, last := b.spec.From.In(zone), b.spec.To.Add(-time.Second).In(zone)
	for month := firstOf(from); !month.After(last); month = month.AddDate(0, 1, 0) {
		code := month.Format(monthCode)
		name := code
		if from.Year() == last.Year() {
			name = b.say(month.Format("Jan"), month.Format("1月"))
		}
		list = append(list, beside{group{code: code, name: name, Figures: now.Of(ByMonth, code)}, then.Of(ByMonth, month.AddDate(-1, 0, 0).Format(monthCode))})
	}
	return list
}

// firstOf is the first instant of a month.
func firstOf(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, at.Location())
}

// season is a part of the year with the complaints of its months in the period.
type season struct {
	name              string
	months, now, then int64
}

// perMonth makes seasons comparable in a period that has not all months of each.
func (s season) perMonth() paper.Value { return paper.Decimal(s.now, s.months) }

// seasons are those of the policy that have months in the period.
func (b *builder) seasons(months []beside) []season {
	var list []season
	for _, x := range b.spec.Policy.Reports.Seasons {
		s := season{name: b.in(x.Name)}
		for _, m := range months {
			if at, err := time.Parse(monthCode, m.code); err == nil && slices.Contains(x.Months, int(at.Month())) {
				s.months++
				s.now += m.Count("complaints")
				s.then += m.then.Count("complaints")
			}
		}
		if s.months > 0 {
			list = append(list, s)
		}
	}
	return list
}

// peak is the season with most complaints a month; false when there are none,
// or no other season to compare with.
func (y *year) peak() (top season, ok bool) {
	top.months = 1
	for _, s := range y.seasons {
		if s.now*top.months > top.now*s.months {
			top, ok = s, true
		}
	}
	return top, ok && len(y.seasons) > 1
}

// seasonPart says how the complaints spread over the seasons (S-117, S-163).
func (b *builder) seasonPart(y *year) paper.Part {
	t := &paper.Table{Empty: b.say("The policy knows no seasons.", "规则未设季节。"), Columns: []paper.Column{
		{Key: "season", Title: b.say("Season", "季节")}, {Key: "months", Title: b.say("Months", "月数")}, {Key: "complaints", Title: b.name("complaints")},
		{Key: "share", Title: b.name("share")}, {Key: "perMonth", Title: b.name("perMonth")},
		{Key: "lastYear", Title: b.name("lastYear")}, {Key: "yearOnYear", Title: b.name("yearOnYear")},
	}}
	top, peaks := y.peak()
	for _, s := range y.seasons {
		mean := s.perMonth()
		if peaks && s == top {
			mean = mean.Toned(paper.Warned)
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Value{paper.Text(s.name), paper.Count(s.months), paper.Count(s.now),
			paper.Rate(s.now, y.now.Total.Count("complaints")), mean, paper.Count(s.then), paper.Growth(s.now, s.then)}})
	}
	return paper.Part{Key: "seasons", Title: b.say("Seasons", "季节规律"), Table: t, Chart: b.yearChart(paper.Line, "complaints", y.months),
		Note: b.say("The line is by month of receipt.", "折线按受理月份。")}
}

// monthPart has each month beside that of last year.
func (b *builder) monthPart(y *year, total beside) paper.Part {
	return paper.Part{Key: "months", Title: b.say("Months", "各月对比"), Table: b.yearTable(b.say("Month", "月份"), "complaints", y.months, total, 0)}
}
