package fiction

import (
	"time"

	"github.com/redress/redress/shared/complaint"
)

const (
	hours = time.Hour
	days  = 24 * time.Hour
)

// story is what happens to a case. Each chapter is false when the case has ended
// in it, or the book before its end.
func (l *life) story() {
	if l.judged() && l.placed() {
		for l.handled() && l.reviewed() && l.called() {
		}
	}
	l.afterwards()
}

// judged is triage, and the person who decides where triage does not.
func (l *life) judged() bool {
	j := complaint.Judged{Judgement: l.matter.judgement}
	j.Unit, _ = complaint.Route(l.book.spec.Policy, l.MatterAs(j.Judgement))
	kind, _ := l.book.spec.Policy.Kind(j.Kind)
	switch earlier := l.arrival.again; {
	case earlier >= 0 && l.arrival.joined && !l.arrival.merged:
		j.DuplicateOf = l.book.arrivals[earlier].reference
	case earlier >= 0 && !l.arrival.joined:
		j.Repeat = &complaint.Repeat{Of: l.book.arrivals[earlier].reference, Count: l.count()}
	case kind.Refer != "":
		j.Refer = kind.Refer
	default:
		j.Unsure = chance(l.Rand, 12)
	}
	if !l.do(l.arrival.recorded.Add(judging), complaint.System, j) {
		return false
	}
	if l.arrival.joined && l.arrival.merged {
		l.do(l.arrival.found(), complaint.Agent, complaint.Merge{Into: l.book.arrivals[l.arrival.again].reference})
		return false
	}
	return l.sorted()
}

// count is the how manieth of its matter the case is.
func (l *life) count() int {
	n := 2
	for _, other := range l.book.returns[l.arrival.again] {
		if o := &l.book.arrivals[other]; o == l.arrival {
			break
		} else if !o.joined {
			n++
		}
	}
	return n
}

// sorted lets a person decide about a case that stands in sorting.
func (l *life) sorted() bool {
	if l.Status != complaint.Sorting {
		return true
	}
	j := l.matter.judgement
	decision := complaint.Classification{Kind: j.Kind, Class: j.Class, Grade: j.Grade, Urgency: j.Urgency, Unit: l.Unit}
	if decision.Class == "" {
		decision.Class = l.book.spec.Policy.Classes[0].Code
	}
	if l.Site.Region == "" {
		decision.Region = l.book.regions[l.IntN(len(l.book.regions))]
	}
	if decision.Unit == "" {
		decision.Unit = l.station()
	}
	return l.do(l.later(15*time.Minute), complaint.Agent, decision)
}

// station draws one at random.
func (l *life) station() string {
	u, _ := l.book.spec.Policy.UnitFor(l.book.regions[l.IntN(len(l.book.regions))])
	return u.ID
}

// placed hands the case to its unit, which may refuse it or be the wrong one, and
// lets some cases end before anything is done.
func (l *life) placed() bool {
	if !l.dispatched() {
		return false
	}
	switch n := 100 * l.Float64(); {
	case n < 3:
		return l.do(l.atWork(1*days), complaint.Handler, complaint.Refusal{Reason: "不属于本单位供电范围"}) && l.sorted() && l.dispatched()
	case n < 5:
		return l.do(l.later(5*hours), complaint.Supervisor, complaint.Reassignment{Unit: l.station(), Reason: "调整承办单位"}) && l.dispatched()
	case n < 7.5:
		return l.do(l.later(3*days), complaint.Public, complaint.Withdrawal{Reason: "问题已自行解决"})
	case n < 9.5:
		return l.do(l.atWork(8*hours), complaint.Supervisor, complaint.Closure{Outcome: complaint.Invalid, Reason: "经核实不属于供电服务范围"})
	case n < 10.5:
		return l.do(l.atWork(8*hours), complaint.Supervisor, complaint.Closure{Outcome: complaint.Referred, Reason: "转市政部门办理"})
	}
	return true
}

func (l *life) dispatched() bool {
	return !l.Ready || l.do(l.now.Add(10*time.Second), complaint.System, complaint.Dispatching{})
}

// handled is the unit's work up to its answer.
func (l *life) handled() bool {
	if chance(l.Rand, 70) && l.Status == complaint.Dispatched && !l.do(l.later(time.Hour), complaint.Handler, complaint.Acceptance{Handler: "张师傅"}) {
		return false
	}
	return l.contacted() && l.interrupted() && l.investigated() && l.answered()
}

func (l *life) contacted() bool {
	if chance(l.Rand, 12) && !l.do(l.later(3*hours), complaint.Handler, complaint.Contacting{Summary: "无人接听"}) {
		return false
	}
	at := l.later(4 * hours)
	if chance(l.Rand, 4) {
		at = at.Add(1 * days)
	}
	contact := complaint.Contacting{Reached: true, Summary: "已联系客户，约定现场核实"}
	if told := at.Add(-2 * hours); chance(l.Rand, 8) && told.After(l.ReceivedAt) {
		contact.At = told
	}
	return l.do(at, complaint.Handler, contact)
}

// interrupted is what others do meanwhile.
func (l *life) interrupted() bool {
	steps := []struct {
		percent float64
		by      complaint.Role
		cmd     complaint.Command
	}{
		{4, complaint.Public, complaint.Supplementing{Text: "补充：昨晚又发生一次。"}},
		{7, complaint.Public, complaint.Urging{Text: "请尽快处理"}},
		{3, complaint.Public, complaint.Urging{Text: "再次催办"}},
		{5, complaint.Handler, complaint.Note{Text: "已派工作负责人到现场"}},
	}
	for _, s := range steps {
		if chance(l.Rand, s.percent) && !l.do(l.later(5*hours), s.by, s.cmd) {
			return false
		}
	}
	return !chance(l.Rand, 5) || l.suspended()
}

func (l *life) suspended() bool {
	at := l.atWork(3 * hours)
	until := at.Add(time.Duration(2+l.IntN(8)) * days)
	if !l.do(at, complaint.Supervisor, complaint.Suspending{Kind: "customer", Reason: "等待客户配合", Until: until}) {
		return false
	}
	return chance(l.Rand, 50) || l.do(l.atWork(1*days), complaint.Handler, complaint.Resuming{})
}

// findings with the share of each.
var findings = []struct {
	share                    float64
	verified, responsibility string
}{
	{30, "yes", "utility-operation"}, {18, "yes", "utility-marketing"}, {4, "yes", "partner"}, {3, "yes", "none"}, {12, "partly", "utility-operation"},
	{6, "partly", "customer"}, {12, "no", "customer"}, {10, "no", "none"}, {5, "unverifiable", "none"},
}

func (l *life) investigated() bool {
	f := findings[pick(l.Rand, len(findings), func(i int) float64 { return findings[i].share })]
	return l.do(l.later(10*hours), complaint.Handler,
		complaint.Findings{Verified: f.verified, Responsibility: f.responsibility, Cause: "设备老化", Facts: "现场检查并走访客户后核实。"})
}

// answered is most often a part of the time before the limit, seldom after it,
// and very seldom a month late.
func (l *life) answered() bool {
	at := l.later(2 * days)
	if due := l.limit(); due.After(l.now) {
		at = l.now.Add(time.Duration(l.Float64() * 0.97 * float64(due.Sub(l.now)))).Truncate(time.Second)
		if n := 100 * l.Float64(); n < 6 {
			at = due.Add(time.Duration(l.ExpFloat64() * 2 * float64(days))).Truncate(time.Second)
		} else if n < 6.3 {
			at = due.Add(time.Duration(20+l.IntN(40)) * days)
		}
	}
	if l.overdue() && chance(l.Rand, 30) && !l.do(l.atWork(time.Hour), complaint.Handler, complaint.Acknowledgement{}) {
		return false
	}
	answer := complaint.Answer{Text: "已完成现场处理，并向客户说明原因和整改措施。", Agreed: chance(l.Rand, 80)}
	if told := at.Add(-time.Duration(1+l.IntN(12)) * hours); chance(l.Rand, 8) && told.After(l.ReceivedAt) {
		answer.At = told // recorded when the limit may have been missed meanwhile
	}
	if chance(l.Rand, 8) {
		answer.Compensation = &complaint.Money{Amount: "86.40", Currency: "CNY"}
	}
	return l.do(at, complaint.Handler, answer)
}

// limit is when the answer is due; zero when no clock asks for it.
func (l *life) limit() time.Time {
	for _, name := range []string{"rework", "answer"} {
		if k := l.Clock(name); k != nil && k.Unended() {
			return k.DueAt
		}
	}
	return time.Time{}
}

func (l *life) overdue() bool { due := l.limit(); return !due.IsZero() && due.Before(l.now) }

// reviewed is the centre's look at the answer. What it refuses is answered again.
func (l *life) reviewed() bool {
	for l.Status == complaint.Answered && chance(l.Rand, 5) {
		if !l.do(l.atWork(2*hours), complaint.Agent, complaint.Review{Reason: "答复内容与客户诉求不符"}) || !l.answered() {
			return false
		}
	}
	return l.do(l.atWork(2*hours), complaint.Agent, complaint.Review{Passed: true})
}

// called is the callback. It is true when the case goes back to the unit.
func (l *life) called() bool {
	if chance(l.Rand, 2) {
		return l.do(l.atWork(3*hours), complaint.Supervisor, complaint.Rework{Reason: "整改不到位"}) && l.dispatched()
	}
	for {
		about := 4 * hours
		if chance(l.Rand, 4) {
			about = 3 * days
		}
		call := complaint.CallbackResult{Reached: chance(l.Rand, 86)}
		if call.Reached {
			call.Satisfied = new(chance(l.Rand, 91))
			call.Answers = map[string]any{"attitude": "好", "left": !*call.Satisfied, "retaliation": false}
		}
		if !l.do(l.atWork(about), complaint.Caller, call) {
			return false
		}
		if call.Reached {
			break
		}
	}
	if l.Reworks > 1 && chance(l.Rand, 60) {
		return l.do(l.atWork(time.Hour), complaint.Supervisor, complaint.Closure{Outcome: complaint.Dissatisfied, Reason: "诉求无政策依据，已充分解释"})
	}
	return l.dispatched()
}

// afterwards is what follows a closing: a rating, a reopening.
func (l *life) afterwards() {
	if l.err != nil || l.Status.Open() || l.Outcome == complaint.Duplicate {
		return
	}
	if chance(l.Rand, 14) {
		l.do(l.later(1*days), complaint.Public, complaint.Rating{Score: 1 + pick(l.Rand, 5, func(i int) float64 { return []float64{8, 5, 12, 30, 45}[i] })})
	}
	if !chance(l.Rand, 2) || l.Unit == "" || l.Outcome == complaint.Invalid || l.Outcome == complaint.Referred || l.now.Sub(l.ClosedAt) > 10*days {
		return
	}
	if l.do(l.later(3*days), complaint.Supervisor, complaint.Reopening{Reason: "客户反映问题再次出现"}) && l.dispatched() {
		for l.handled() && l.reviewed() && l.called() {
		}
	}
}
