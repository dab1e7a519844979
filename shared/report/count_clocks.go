package report

import (
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// clockCounts are the counts of one clock, in the order of [clockCount]. Their
// keys follow the clock's: "answer.late".
var clockCounts = []defined{
	{"due", "D", fault.Say("Due", "应办数"),
		fault.Say("Deadlines of the limit that fall in the period: in time + late. A deadline at 24:00 belongs to the day that ends there. Each round counts by itself. D is that of the answer.",
			"该时限在统计期间到期的数量，等于及时数加超时数。24:00到期的计入当日；每一轮次分别计算。应办结量D取答复时限的应办数。"),
		fault.Say("base count D: orders whose limit falls in the period; orders still open after it count as not timely", "基础指标“应办结量”：时限落在统计期间的工单，超过时限仍未办结的按不及时计")},
	{"inTime", "", fault.Say("In time", "及时数"),
		fault.Say("Done at or before the due instant.", "在时限届满时或之前完成的数量。"),
		fault.Say("供电服务十项承诺 (2022), no. 10; S-011", "《供电服务“十项承诺”》（2022）第十条；S-011")},
	{"late", "", fault.Say("Late", "超时数"),
		fault.Say("Done after the due instant, or still open past it at as-of. A recorded breach is never taken back.", "超过时限完成，或至统计时点已超过时限仍未完成的数量。已记录的超时不撤销。"),
		fault.Say("S-091 (overtime in each handling step)", "S-091（各处理环节的超时现象）")},
	{"lateOpen", "", fault.Say("Overdue", "超时未完成"),
		fault.Say("Of the late ones, those still to be done at as-of.", "超时数中至统计时点仍未完成的数量。"), ours},
	{"corrected", "", fault.Say("of which corrected", "其中更正后按时"),
		fault.Say("Of the late ones, those that would be in time by what became known afterwards: a holiday published late, a suspension or a deed told late. They stay late.",
			"超时数中按事后获知的情况（补发节假日、补报暂停或补录）本应按时的数量，仍计超时。"), ours},
	{"notYetDue", "", fault.Say("Not yet due", "未到期"),
		fault.Say("Deadlines in the period that lie after as-of, done or not, and paused ones. Not in the rate.", "统计期间内但晚于统计时点的时限（不论是否已完成），以及暂停计时的时限。不计入及时率。"), ours},
	{"near", "", fault.Say("Near", "临近超时"),
		fault.Say("Of those not yet due, those that run and are still to be done, of which a warning has gone out or which are due by the end of the next working day after as-of. Paused ones are not near.",
			"未到期时限中正在计时、尚未完成，且已发出预警或在统计时点后一个工作日24:00前到期的数量。暂停计时的不计。"),
		fault.Say("S-136 (warning and urging by preset limits); next working day: proposal", "S-136（按设定的预警时限预警、催办）；下一工作日为建议值")},
	{"cancelled", "", fault.Say("Cancelled", "已取消"),
		fault.Say("Deadlines that fell away before they were due, because the order was closed or its kind changed. Not in the rate.", "到期前因工单办结或业务类型变更而不再适用的时限。不计入及时率。"), ours},
}

// clockCount is the place of a count in [clockCounts].
type clockCount int

const (
	dueCount clockCount = iota
	inTimeCount
	lateCount
	lateOpenCount
	correctedCount
	notYetDueCount
	nearCount
	cancelledCount
	clockCountsSize
)

// counted is what one deadline adds to the counts of its clock.
func (d deadline) counted(asOf complaint.Instant, add func(clockCount)) {
	switch d.standing {
	case inTime:
		add(dueCount)
		add(inTimeCount)
	case late:
		add(dueCount)
		add(lateCount)
		if d.overdue() {
			add(lateOpenCount)
		}
		if c, known := d.correction(asOf); known && c.WouldBeMet {
			add(correctedCount)
		}
	case notYetDue:
		add(notYetDueCount)
		if d.near {
			add(nearCount)
		}
	case cancelled:
		add(cancelledCount)
	}
}
