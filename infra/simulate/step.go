package simulate

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

const day = 24 * time.Hour

// choose is what is done next about the case as it was seen last, and when; no
// deed and an instant to look again then, and neither when all is over.
func (l *life) choose() (*deed, time.Time) {
	if l.view.Batch != nil && l.view.Batch.Of != "" && (l.view.Status == "dispatched" || l.view.Status == "handling") {
		if chance(l.random, 2) {
			return l.staff("separation", "handler", l.view.Unit, map[string]any{"reason": "属单独事项" + l.mark()}), l.office(time.Hour)
		}
		return l.wait(6 * time.Hour) // the head is answered for all
	}
	switch l.view.Status {
	case "received":
		return l.wait(time.Minute)
	case "sorting":
		return l.sort()
	case "dispatched", "handling":
		return l.handle()
	case "answered":
		return l.review()
	case "callback":
		return l.callUp()
	}
	return l.afterwards()
}

// wait is to look again, later each time.
func (l *life) wait(least time.Duration) (*deed, time.Time) {
	l.looks++
	if l.looks > 60 {
		l.stuck = true
		return nil, time.Time{}
	}
	return nil, l.w.now.Add(min(least<<min(l.looks-1, 10), max(least, 12*time.Hour)))
}

// about is an instant some time from now, around the mean.
func (l *life) about(mean time.Duration) time.Time {
	return l.w.now.Add(time.Duration(min(l.random.ExpFloat64(), 6) * float64(mean)).Truncate(time.Second))
}

// office is about, in office hours.
func (l *life) office(mean time.Duration) time.Time {
	return l.w.company.policy.Calendar.Opening(l.about(mean)).Add(time.Duration(l.random.IntN(900)) * time.Second)
}

// sort is what the centre decides about a case that triage could not place.
func (l *life) sort() (*deed, time.Time) {
	unit := "station-" + strings.TrimPrefix(l.plan.region, "region-")
	if chance(l.random, 20) { // which hands it down
		unit = l.w.company.parent(unit)
	}
	return l.staff("classification", "agent", "", map[string]any{
		"kind": "complaint", "class": l.plan.class.Code, "unit": unit, "reason": "人工分类" + l.mark(),
	}), l.about(10 * time.Minute)
}

// handle is what the unit does, by its manner.
func (l *life) handle() (*deed, time.Time) {
	s := &l.stage
	if s.at.IsZero() {
		s.at = l.answerAt()
	}
	if l.plan.unit == absent && l.w.now.Before(s.at.Add(-2*day)) {
		return nil, s.at.Add(-2 * day)
	}
	unit := l.view.Unit
	step := func(name, role string, body map[string]any, mean time.Duration, done func()) (*deed, time.Time) {
		d := l.staff(name, role, unit, body)
		d.done = done
		return d, l.unitAt(mean)
	}
	switch {
	case l.plan.refused && !s.refused:
		return step("refusal", "handler", map[string]any{"reason": "不属于本单位供电范围" + l.mark()}, 5*time.Hour, func() { s.refused = true })
	case !s.handed && chance(l.random, 70) && l.w.company.below(unit) != "":
		below := l.w.company.below(unit)
		return step("handdown", "supervisor", map[string]any{"unit": below, "reason": "转下级单位办理" + l.mark()}, 3*time.Hour, func() { s.handed = true })
	case s.handed && len(l.view.HandedBy) > 0 && chance(l.random, 25):
		return step("handback", "handler", map[string]any{"reason": "应由上级单位办理" + l.mark()}, 3*time.Hour, nil)
	case !s.accepted && l.view.Status == "dispatched" && chance(l.random, 75):
		s.accepted = true
		return step("acceptance", "handler", map[string]any{"handler": "张师傅" + l.mark()}, time.Hour, nil)
	case !s.assigned && chance(l.random, 1.5):
		return step("assignment", "supervisor", map[string]any{"handler": "李师傅" + l.mark()}, time.Hour, func() { s.assigned = true })
	case !s.asked && chance(l.random, 1):
		s.asked = true
		return step("documents", "handler", l.documents(), 3*time.Hour, nil)
	case !s.offered && chance(l.random, 1.5):
		s.offered = true
		return step("offer", "handler", l.offer(), 3*time.Hour, nil)
	case !s.delayed && l.view.due().Before(s.at) && chance(l.random, 10):
		s.delayed = true
		return step("delay", "handler", map[string]any{"until": s.at.Add(day).Format(time.RFC3339), "reason": "备件未到" + l.mark()}, 3*time.Hour, nil)
	case !s.tried && chance(l.random, 12):
		s.tried = true
		return step("contact", "handler", map[string]any{"reached": false, "summary": "无人接听" + l.mark()}, 2*time.Hour, nil)
	case !s.contacted:
		d, at := step("contact", "handler", map[string]any{"reached": true, "summary": "已联系客户" + l.mark()}, 4*time.Hour, func() { s.contacted = true })
		return d, l.lastMoment(at, "contact")
	case s.paused == 0 && chance(l.random, 5):
		s.paused = 1
		until := l.w.now.Add(time.Duration(2+l.random.IntN(6)) * day)
		return step("suspension", "supervisor", map[string]any{"kind": "customer", "reason": "等待客户配合" + l.mark(), "until": until.Format(time.RFC3339)}, time.Hour, nil)
	case s.paused == 1 && chance(l.random, 50):
		s.paused = 2
		return step("resumption", "handler", nil, 20*time.Hour, nil)
	case !s.found:
		f := findings[l.random.IntN(len(findings))]
		if l.refusals > 0 && l.view.Validity != nil { // it was determined that the complaint is untrue
			f = untrue
		}
		return step("findings", "handler", map[string]any{
			"verified": f[0], "responsibility": f[1], "cause": "设备老化", "facts": "现场检查后核实" + l.mark(),
		}, 8*time.Hour, func() { s.found = true })
	}
	d := l.staff("answer", "handler", unit, map[string]any{"text": "已完成现场处理，并向客户说明原因" + l.mark(), "agreed": true})
	if s.at.Before(l.w.now) {
		return d, l.w.now.Add(time.Duration(l.random.IntN(3600)) * time.Second)
	}
	return d, s.at
}

var findings = [][2]string{{"yes", "utility-operation"}, {"yes", "utility-marketing"}, {"partly", "customer"}, untrue, {"unverifiable", "none"}}

var untrue = [2]string{"no", "none"}

// unitAt is when a unit does something: at work, and now and then at any time.
func (l *life) unitAt(mean time.Duration) time.Time {
	if chance(l.random, 10) {
		return l.about(mean)
	}
	return l.office(mean)
}

// answerAt is when the unit means to answer.
func (l *life) answerAt() time.Time {
	due := l.view.due()
	if due.IsZero() || !due.After(l.w.now) {
		return l.about(day)
	}
	switch l.plan.unit {
	case slack:
		return due.Add(time.Duration(l.random.ExpFloat64() * 2 * float64(day))).Truncate(time.Second)
	case absent:
		return due.Add(time.Duration(2+l.random.IntN(6)) * day)
	}
	at := l.w.now.Add(time.Duration(l.random.Float64() * 0.95 * float64(due.Sub(l.w.now)))).Truncate(time.Second)
	return l.lastMoment(at, "answer", "return", "legal", "rework")
}

// lastMoment is now and then the last one of a limit that runs, or just beside it;
// else an instant that was meant.
func (l *life) lastMoment(meant time.Time, limits ...string) time.Time {
	if !chance(l.random, 7) {
		return meant
	}
	var ends []time.Time
	for _, k := range l.view.Clocks {
		if slices.Contains(limits, k.Name) && k.Round == l.view.Round && k.State == "running" && k.DueAt.After(l.w.now) {
			ends = append(ends, k.DueAt)
		}
	}
	if len(ends) == 0 {
		return meant
	}
	beside := []time.Duration{-time.Second, 0, 0, time.Second, 2 * time.Second}
	return ends[l.random.IntN(len(ends))].Add(beside[l.random.IntN(len(beside))])
}

// review is the centre's look at the answer.
func (l *life) review() (*deed, time.Time) {
	if abnormal(&l.view) { // the level above has its word to say
		return l.wait(4 * time.Hour)
	}
	if l.view.Validity == nil && chance(l.random, 1.5) {
		return l.staff("determination", "agent", "", map[string]any{"result": "abnormal", "explanation": "诉求超出规定" + l.mark()}), l.office(2 * time.Hour)
	}
	if chance(l.random, 5) {
		d := l.staff("review", "agent", "", map[string]any{"passed": false, "reason": "答复内容与客户诉求不符" + l.mark()})
		d.done = func() { l.stage.at = l.about(day) }
		return d, l.office(2 * time.Hour)
	}
	return l.staff("review", "agent", "", map[string]any{"passed": true, "reason": "符合要求" + l.mark()}), l.office(2 * time.Hour)
}

// callUp is the call to the customer.
func (l *life) callUp() (*deed, time.Time) {
	mean := 3 * time.Hour
	if chance(l.random, 4) {
		mean = 2 * day
	}
	if l.view.called() { // a superior body has its word to say
		return l.wait(6 * time.Hour)
	}
	reason := "回访记录" + l.mark()
	switch {
	case chance(l.random, 14):
		return l.staff("callback", "callback", "", map[string]any{"reached": false, "reason": reason}), l.office(mean)
	case chance(l.random, 1.5):
		return l.staff("rework", "supervisor", "", map[string]any{"reason": "整改不到位" + l.mark()}), l.office(mean)
	case l.view.Reworks >= 2 && chance(l.random, 60):
		return l.staff("closure", "supervisor", "", map[string]any{"outcome": "dissatisfied", "reason": "诉求无政策依据" + l.mark()}), l.office(mean)
	}
	satisfied := !chance(l.random, 3)
	if l.plan.customer == dissatisfied {
		satisfied = chance(l.random, 40)
	}
	d := l.staff("callback", "callback", "", map[string]any{"reached": true, "satisfied": satisfied, "reason": reason})
	return d, l.lastMoment(l.office(mean), "callback")
}

// afterwards is what follows a closing: a rating, a reopening.
func (l *life) afterwards() (*deed, time.Time) {
	again := l.closings > l.view.Cycle
	l.w.outcome.close(l)
	if again || l.view.Cycle > 0 || l.view.Unit == "" || l.view.Outcome == "duplicate" {
		return nil, time.Time{}
	}
	if chance(l.random, 10) {
		l.sideways("rating", l.about(day), map[string]any{"score": 1 + l.random.IntN(5), "comment": "评价" + l.mark()})
	}
	for _, m := range []struct {
		percent float64
		meddling
	}{
		{4, meddling{"appeal", "handler", l.view.Unit, l.appeal()}},
		{3, meddling{"written-reply", "handler", l.view.Unit, map[string]any{"number": "函" + l.mark()}}},
		{2, meddling{"remedy", "handler", l.view.Unit, map[string]any{"kind": "refund", "amount": "120.00", "currency": "CNY", "reason": "多收电费" + l.mark()}}},
		{2, meddling{"rectification", "handler", l.view.Unit, map[string]any{"what": "加强巡视" + l.mark()}}},
		{2, meddling{"responsibility-decision", "supervisor", "", map[string]any{"responsibility": "utility-operation", "reason": "裁定" + l.mark()}}},
		{2, meddling{"assessment", "supervisor", "", map[string]any{"kind": "fine-verified", "who": "工号1001", "reason": "考核" + l.mark()}}},
	} {
		if chance(l.random, m.percent) {
			l.later(l.office(2*day), func() *deed { return l.deed(m.meddling) })
		}
	}
	if l.view.Outcome == "resolved" && chance(l.random, 2) {
		return l.staff("reopening", "supervisor", "", map[string]any{"reason": "客户反映问题再次出现" + l.mark()}), l.office(3 * day)
	}
	return nil, time.Time{}
}

// strangerTo is a station that has nothing to do with a unit.
func (c *company) strangerTo(unit string, r *rand.Rand) string {
	for {
		name := "station-" + strings.TrimPrefix(c.regions[r.IntN(len(c.regions))], "region-")
		if !c.policy.Within(unit, name) {
			return name
		}
	}
}
