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
		Clock: *k, reference: o.Reference, unit: d.unit, kind: o.Kind, class: o.Class, ended: d.ended,
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
