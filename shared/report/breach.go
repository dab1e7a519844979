package report

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report/paper"
)

// details are definitions of what lists of orders show beside figures.
var details = []defined{
	{"minutesLate", "", fault.Say("Minutes late", "超时分钟"),
		fault.Say("From due to done or to the closing of the order, or to as-of while open, in begun minutes by the clock.", "自时限届满至完成或工单办结（未完成的至统计时点）的自然时间，不足一分钟按一分钟计。"),
		fault.Say("hours and minutes run day and night", "分钟、小时按自然时间连续计算")},
	{"workingDaysLate", "", fault.Say("Working days late", "超时工作日"),
		fault.Say("Working days after the due day, up to and including the day it was done, or of as-of while open.",
			"时限届满日之后至完成当日（未完成的至统计时点当日，含当日）的工作日数。"),
		fault.Say("working days with adjusted workdays", "工作日（含调休上班日）")},
	{"told", "", fault.Say("Who was told when", "通知记录"),
		fault.Say("Warnings before the deadline, the breach and the reminders after it, when they were sent and to which levels of the ladder.",
			"到期前预警、超时通知及其后升级提醒的发送时间和通知层级。"),
		fault.Say("S-136 (warning and urging); supervision S-130, S-134", "S-136（预警、催办）；督办S-130、S-134")},
	{"longestOverdue", "", fault.Say("Longest overdue", "最长超时"),
		fault.Say("From due to as-of of the limit that has been overdue for the longest.", "超时未完成时限中，自时限届满至统计时点的最长自然时间。"), fault.Say("S-091", "S-091")},
	{"owner", "", fault.Say("Owner", "责任人"),
		fault.Say("Whoever must act next: the handler by staff id, the unit where no handler is named, the centre where it is the centre's turn (before dispatch, and from the answer on).",
			"当前应办理的一方：承办人（工号）；未指定承办人的为承办单位；派单前及答复后为客服中心。"), fault.Say("S-091 (steps)", "S-091（处理环节）")},
	{"next", "", fault.Say("Next step", "下一步"),
		fault.Say("What goes out next while nothing is done, and to which levels: the next warning, the breach, or the next rung of the ladder. Empty where nothing follows.",
			"如仍未完成，下一次发出的预警、超时通知或升级提醒的时间和层级；不再提醒的为空。"), fault.Say("S-136", "S-136")},
	{"fresh", "", fault.Say("New", "新增"),
		fault.Say("Became overdue in the period, that is, since the last list.", "在统计期间内（即上一期清单之后）新转为超时。"), ours},
	{"rank", "", fault.Say("Rank", "排名"),
		fault.Say("Place among the units of the same level in the scope, the best first. Equal figures share a place; a unit without data, or alone at its level, has none.",
			"在统计范围内同级单位中的名次，由优到劣；数值相同的名次并列，无数据或同级仅一个单位的不排名。"), ours},
	{"share", "", fault.Say("Share", "占比"),
		fault.Say("Part ÷ total × 100 %, rounded half-up to two decimals.", "部分÷合计×100%，四舍五入保留两位小数。"), fault.Say("S-079", "S-079")},
	{"yearOnYear", "", fault.Say("Year on year", "同比"),
		fault.Say("(this − the same days of the year before) ÷ those × 100 %, rounded half-up to two decimals; “no data” when there were none. Of rates the difference in percentage points.",
			"（本期－上年同期）÷上年同期×100%，四舍五入保留两位小数；上年同期为零时显示“无数据”。比率类指标为百分点差。"), fault.Say("S-119", "S-119")},
	{"monthOnMonth", "", fault.Say("Period on period", "环比"),
		fault.Say("(this − the period before) ÷ that × 100 %, rounded half-up to two decimals; “no data” when there was none. Of rates the difference in percentage points.",
			"（本期－上期）÷上期×100%，四舍五入保留两位小数；上期为零时显示“无数据”。比率类指标为百分点差。"), fault.Say("found usage: 12398 notices", "12398通报用法")},
	{"unit", "", fault.Say("Unit", "单位"),
		fault.Say("The unit that holds the order when the report is built, with every unit above it.", "出具报表时承办工单的单位，并逐级计入其上级单位。"), ours},
	{"held", "", fault.Say("Elapsed time", "耗时"),
		fault.Say("From the receipt to the closing, or to as-of: by the unit and status that had the order, and by whom it waited for while suspended. Office hours and the rest are told apart.",
			"自受理至办结（未办结的至统计时点）的时间，按持有单位、工单状态和暂停时的等待对象划分，并区分工作时间与非工作时间。"), ours},
}

// breach is one deadline that was not kept, with what became of it.
type breach struct {
	complaint.Clock
	reference, unit, kind, class string
	ended                        complaint.Instant // while it is open, lateness is counted up to as-of
	minutes                      int64             // begun ones
	workingDays                  int
	found                        complaint.Instant
	told                         []told
	supervision                  *supervised
	correction                   *Correction
}

// told is a notice about a deadline: at which instant it was due to be told,
// when it was, and to whom.
type told struct {
	Kind   string            `json:"kind"` // warning, breach or escalation
	Point  string            `json:"point,omitempty"`
	At     complaint.Instant `json:"at"`
	SentAt complaint.Instant `json:"sentAt"`
	Levels []string          `json:"levels"`
}

// supervised is what a breach led to at a higher level.
type supervised struct {
	Level      string            `json:"level"`
	OpenedAt   complaint.Instant `json:"openedAt"`
	ReleasedAt complaint.Instant `json:"releasedAt,omitzero"`
}

// breaches lists the deadlines of an order that were not kept. It reads the
// order's events when there are any.
func breaches(ctx context.Context, src Source, o *order) ([]breach, error) {
	if !o.breached() || o.duplicate {
		return nil, nil
	}
	p, err := o.spec.PolicyOf(o.PolicyID)
	if err != nil {
		return nil, err
	}
	h, err := history(ctx, src, o.Reference, o.spec.AsOf)
	if err != nil {
		return nil, err
	}
	var list []breach
	for _, d := range o.deadlines {
		if d.breached() {
			list = append(list, o.breach(p, d, h))
		}
	}
	return list, nil
}

// breach describes a deadline that was not kept.
func (o *order) breach(p *policy.Policy, d deadline, h []line) breach {
	k, asOf := d.clock, o.spec.AsOf
	until := d.ended
	if until.IsZero() {
		until = asOf
	}
	b := breach{
		Clock: *k, reference: o.Reference, unit: o.Unit, kind: o.Kind, class: o.Class, ended: d.ended,
		minutes:     max(0, int64((until.Sub(k.DueAt)+time.Minute-1)/time.Minute)),
		workingDays: p.Calendar.DaysLate(k.DueAt, until), told: []told{},
	}
	if !k.FoundAt.After(asOf) {
		b.found = k.FoundAt
	}
	if c, known := d.correction(asOf); known {
		b.correction = &c
	}
	for _, l := range h {
		if l.Clock == k.Name && l.Round == k.Round && len(l.told.Levels) > 0 {
			b.told = append(b.told, l.told)
		}
		if w := l.supervision; w != nil && l.Because == k.Name && w.OpenedAt.Equal(k.DueAt) {
			b.supervision = w
		}
	}
	return b
}

// line is an event that tells of a clock: the fields of its data that matter
// here, and what they mean.
type line struct {
	Clock   string            `json:"clock"`
	Round   int               `json:"round"`
	Point   string            `json:"point"`
	At      complaint.Instant `json:"at"`
	Levels  []string          `json:"levels"`
	Because string            `json:"because"`
	supervised

	told        told
	supervision *supervised
}

// eventPage is how many events are read at once.
const eventPage = 500

// events reads an order's events up to as-of.
func events(ctx context.Context, src Source, reference string, asOf complaint.Instant, do func(complaint.Event) error) error {
	for after := 0; ; {
		page, err := src.Events(ctx, reference, after, eventPage)
		if err != nil {
			return err
		}
		for _, e := range page {
			after = e.Seq
			if e.At.After(asOf) {
				continue
			}
			if err := do(e); err != nil {
				return err
			}
		}
		if len(page) < eventPage {
			return nil
		}
	}
}

// history reads from an order's events who was told when, up to as-of.
func history(ctx context.Context, src Source, reference string, asOf complaint.Instant) (lines []line, err error) {
	err = events(ctx, src, reference, asOf, func(e complaint.Event) error {
		switch e.Type {
		case "warned", "breached", "escalated", "supervised", "released":
		default:
			return nil
		}
		l := line{}
		if err := json.Unmarshal(e.Data, &l); err != nil {
			return fault.Wrap(fault.Internal, err, "read event "+e.Type+" of case "+reference)
		}
		lines = append(lines, l.read(e))
		return nil
	})
	return lines, err
}

// read finds what an event meant. A release repeats the supervision that it ends.
func (l line) read(e complaint.Event) line {
	l.told = told{Point: l.Point, At: l.At, SentAt: e.At, Levels: l.Levels}
	switch e.Type {
	case "warned":
		l.told.Kind = "warning"
	case "breached":
		l.told.Kind = "breach"
	case "escalated":
		l.told.Kind = "escalation" // the first rung tells nobody: the breach itself was told
	case "supervised", "released":
		l.supervision = &l.supervised
	}
	return l
}

// byUnit puts breaches in the policy's order of their units, those of a unit by
// due instant; what has no unit, or one that the policy no longer has, stands last.
func (b *builder) byUnit(list []breach) {
	places := map[string]int{}
	for i, u := range b.spec.Policy.Units {
		places[u.ID] = i - len(b.spec.Policy.Units)
	}
	slices.SortFunc(list, func(x, y breach) int {
		return cmp.Or(cmp.Compare(places[x.unit], places[y.unit]), cmp.Compare(x.unit, y.unit),
			x.DueAt.Compare(y.DueAt), cmp.Compare(x.reference, y.reference), cmp.Compare(x.Name, y.Name), cmp.Compare(x.Round, y.Round))
	})
}

// breachTable lists breaches. The columns are those of the JSON form too.
func (b *builder) breachTable(list []breach) *paper.Table {
	t := &paper.Table{Empty: b.say("No deadline was missed.", "统计期间内没有超时。"), Columns: []paper.Column{
		{Key: "reference", Title: b.say("Reference", "工单编号")},
		{Key: "unit", Title: b.say("Unit ID", "单位ID"), Hidden: true},
		{Key: "unitName", Title: b.name("unit")},
		{Key: "kind", Title: b.say("Kind", "业务类型"), Hidden: true},
		{Key: "class", Title: b.say("Class code", "分类代码"), Hidden: true},
		{Key: "className", Title: b.say("Class", "分类")},
		{Key: "clock", Title: b.say("Time limit ID", "时限ID"), Hidden: true},
		{Key: "clockName", Title: b.say("Time limit", "时限")},
		{Key: "round", Title: b.say("Round", "轮次"), Hidden: true},
		{Key: "dueAt", Title: b.say("Due", "到期时间")},
		{Key: "endedAt", Title: b.say("Done", "完成时间")},
		{Key: "open", Title: b.say("Open", "未完成"), Hidden: true},
		{Key: "minutesLate", Title: b.name("minutesLate")},
		{Key: "workingDaysLate", Title: b.name("workingDaysLate")},
		{Key: "foundAt", Title: b.say("Found", "发现时间"), Hidden: true},
		{Key: "told", Title: b.name("told"), Wide: true},
		{Key: "supervision", Title: b.say("Supervision", "督办"), Hidden: true}, // the page says it with who was told
		{Key: "correction", Title: b.say("By what is known now", "按现有信息"),
			Hidden: !slices.ContainsFunc(list, func(x breach) bool { return x.correction != nil })},
	}}
	for i := range list {
		t.Rows = append(t.Rows, paper.Row{Cells: b.breachRow(&list[i])})
	}
	return t
}

func (b *builder) breachRow(x *breach) []paper.Value {
	done := paper.Instant(x.ended)
	if x.ended.IsZero() {
		done = paper.Text(b.say("still open", "未完成")).Toned(paper.Bad)
	}
	return []paper.Value{
		paper.Reference(x.reference), paper.Text(x.unit), paper.Text(b.unitName(x.unit)), paper.Text(x.kind), paper.Text(x.class), paper.Text(b.className(x.class)),
		paper.Text(x.Name), paper.Text(b.clockIn(x.Name, x.Round)), paper.Count(x.Round), paper.Instant(x.DueAt), done, paper.Flag(x.ended.IsZero(), b.yes(x.ended.IsZero())),
		paper.Count(x.minutes), paper.Count(x.workingDays), paper.Instant(x.found), b.toldCell(x.told, b.supervision(x.supervision)...), b.supervisionCell(x.supervision), b.correctionCell(x.correction),
	}
}

// toldCell says who was told when; more lines may follow.
func (b *builder) toldCell(list []told, more ...string) paper.Value {
	var lines []string
	for _, n := range list {
		lines = append(lines, b.stamp(n.SentAt)+" "+b.named(n.Kind)+b.say(": ", "：")+b.levels(n.Levels))
	}
	if list == nil {
		list = []told{}
	}
	return paper.Lines(append(lines, more...), list)
}

func (b *builder) supervisionCell(s *supervised) paper.Value {
	if s == nil {
		return paper.Value{}
	}
	return paper.Lines(b.supervision(s), s)
}

// supervision says by whom a supervision was opened, and when it was released;
// nothing where there was none.
func (b *builder) supervision(s *supervised) []string {
	if s == nil {
		return nil
	}
	lines := []string{b.stamp(s.OpenedAt) + " " + b.fill("supervision: #", "督办：#", s.Level)}
	if !s.ReleasedAt.IsZero() {
		lines = append(lines, b.stamp(s.ReleasedAt)+" "+b.say("supervision released", "解除督办"))
	}
	return lines
}

func (b *builder) correctionCell(c *Correction) paper.Value {
	if c == nil {
		return paper.Value{}
	}
	met := b.say("would be in time: ", "更正后是否按时：") + b.yes(c.WouldBeMet)
	return paper.Lines([]string{b.say("due ", "时限") + b.stamp(c.DueAt), met}, c)
}

// yes says yes or no.
func (b *builder) yes(is bool) string {
	if is {
		return b.say("yes", "是")
	}
	return b.say("no", "否")
}

// levels says who was told.
func (b *builder) levels(levels []string) string {
	said := make([]string, len(levels))
	for i, l := range levels {
		said[i] = b.named(l)
	}
	return strings.Join(said, b.say(", ", "、"))
}

// clockIn is what the clock of a name is called in a round.
func (b *builder) clockIn(name string, round int) string {
	if round == 0 {
		return b.clockOf(name)
	}
	return b.clockOf(name) + b.say(" (round ", "（第") + itoa(round) + b.say(")", "轮）")
}

// clockOf is what the clock of a name is called.
func (b *builder) clockOf(name string) string {
	k, ok := b.spec.Policy.Clock(name)
	if !ok {
		return name
	}
	return b.clockName(k)
}
