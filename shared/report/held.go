package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/report/paper"
)

// heldPart says where the time of the orders went: with which unit, in which
// status, and waiting for whom. The centre has what is not with a unit yet and
// what is answered.
func (b *builder) heldPart(h holdings) paper.Part {
	t := &paper.Table{Empty: b.say("No order had a deadline in the period.", "统计期间内没有到期工单。"), Columns: []paper.Column{
		{Key: "unit", Title: b.say("Unit ID", "单位ID"), Hidden: true},
		{Key: "unitName", Title: b.say("Held by", "持有单位")},
		{Key: "status", Title: b.say("Status", "状态")},
		{Key: "waiting", Title: b.say("Waiting for", "等待")},
		{Key: "orders", Title: b.say("Orders", "工单数")},
		{Key: "running", Title: b.say("Office hours", "工作时间")},
		{Key: "outOfHours", Title: b.say("Other hours", "非工作时间")},
		{Key: "mean", Title: b.say("Per order", "平均每单")},
	}}
	b.define("held")
	places := map[string]int{"": -1}
	for i, u := range b.spec.Policy.Units {
		places[u.ID] = i
	}
	keys := slices.SortedFunc(func(yield func(holder) bool) {
		for k := range h {
			if !yield(k) {
				return
			}
		}
	}, func(x, y holder) int {
		return cmp.Or(cmp.Compare(places[x.unit], places[y.unit]), cmp.Compare(x.unit, y.unit),
			cmp.Compare(slices.Index(complaint.Statuses, x.status), slices.Index(complaint.Statuses, y.status)), cmp.Compare(x.waiting, y.waiting))
	})
	for _, k := range keys {
		s := h[k]
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Value{
			paper.Text(k.unit), paper.Text(b.holderName(k)), paper.Text(b.statusName(k.status)), paper.Text(b.waitingName(k.waiting)),
			paper.Count(s.orders), paper.Span(s.running), paper.Span(s.outHours), paper.Span((s.running + s.outHours) / s.orders),
		}})
	}
	return paper.Part{Key: "held", Title: b.say("Where the time went", "耗时分布"),
		Note: b.say("Elapsed time of the orders with a deadline in the period, by who had them.", "到期工单自受理以来的时间，按持有方划分。"), Table: t}
}

// holderName is the unit, or the centre where it is the centre's turn.
func (b *builder) holderName(k holder) string {
	switch k.status {
	case complaint.Received, complaint.Sorting, complaint.Answered, complaint.Callback:
		if k.unit == "" {
			return b.named("centre")
		}
		return b.named("centre") + b.say(" (for ", "（") + b.unitName(k.unit) + b.say(")", "）")
	}
	return b.unitName(k.unit)
}

// waitingName says whom a suspended order waited for.
func (b *builder) waitingName(kind string) string {
	for _, k := range b.spec.Policy.Suspension.Kinds {
		if k.Code == kind {
			return b.in(k.Name)
		}
	}
	return kind
}

// limits are the units of limits in words; # stands for the number.
var limits = map[string]fault.Text{
	"m": fault.Say("# minutes", "#分钟"), "h": fault.Say("# hours", "#小时"),
	"wd": fault.Say("# working days", "#个工作日"), "d": fault.Say("# days", "#天"),
}

// spell writes a limit of one number and one unit in words, and any other as
// the policy has it.
func spell(target, language string) string {
	limit, working := strings.CutSuffix(target, " working")
	number := strings.TrimRight(limit, "mhwd")
	unit, known := limits[limit[len(number):]]
	if _, err := strconv.Atoi(number); err != nil || !known {
		return target
	}
	spelt := strings.ReplaceAll(unit.In(language), "#", number)
	if number == "1" && language == "en" {
		spelt = strings.TrimSuffix(spelt, "s")
	}
	if working {
		spelt += fault.Say(" of working time", "（工作时间）").In(language)
	}
	return spelt
}
