package simulate

import (
	"time"
)

// meddling is what others do to a case beside its way through the house: now and
// then, at any time, legal or not.
func (l *life) meddle() {
	if !chance(l.random, 18) {
		return
	}
	for range 1 + l.random.IntN(3) {
		at := l.about(70 * time.Hour)
		l.waiting++
		l.w.agenda.plan(at, l.meddleNow)
	}
}

// meddleNow looks at the case, and does one of what somebody might.
func (l *life) meddleNow() {
	l.w.acting = l.number
	defer func() { l.w.acting = nobody }()
	l.waiting--
	if l.view.Unit == "" {
		return
	}
	c := l.w.company
	unit, other := l.view.Unit, c.strangerTo(l.view.Unit, l.random)
	signatures := []map[string]any{{"level": "L1", "department": "班组", "name": "甲"}, {"level": "L2", "department": "营销部", "name": "乙"}, {"level": "L3", "department": "营销部", "name": "丙"}}
	deeds := []struct {
		name, role, unit string
		body             map[string]any
	}{
		{"note", "handler", unit, map[string]any{"text": "已派人到现场" + l.mark()}},
		{"acknowledgement", "handler", unit, nil},
		{"supervision", "supervisor", "", map[string]any{"demand": "限期办结并报告" + l.mark()}},
		{"supervision-reply", "handler", unit, map[string]any{"text": "已办" + l.mark()}},
		{"supervision-release", "supervisor", "", nil},
		{"reassignment", "agent", "", map[string]any{"unit": other, "reason": "调整承办单位" + l.mark()}},
		{"assignment", "supervisor", unit, map[string]any{"handler": "李师傅" + l.mark()}},
		{"rectification", "handler", unit, map[string]any{"what": "更换老化导线" + l.mark()}},
		{"rectification-done", "handler", unit, map[string]any{"item": 1, "done": "已更换" + l.mark()}},
		{"closure", "supervisor", "", map[string]any{"outcome": "invalid", "reason": "经核实不属于供电服务范围" + l.mark()}},
		{"closure", "supervisor", "", map[string]any{"outcome": "referred", "reason": "转市政部门办理" + l.mark()}},
		{"merge", "agent", "", map[string]any{"into": l.neighbour()}},
		{"rework", "supervisor", "", map[string]any{"reason": "整改不到位" + l.mark()}},
		{"suspension", "supervisor", "", map[string]any{"kind": "access", "reason": "现场无法进入" + l.mark(), "until": l.w.now.Add(day).Format(time.RFC3339)}},
		{"appeal", "handler", unit, map[string]any{"type": "not-true", "basis": "证明", "reason": "与事实不符" + l.mark(), "signatures": signatures}},
		{"appeal-decision", "supervisor", "", map[string]any{"upheld": chance(l.random, 50), "reason": "经审核" + l.mark()}},
		{"regulator-appeal", "agent", "", map[string]any{"body": "12398", "reference": "R-1", "facts": "客户认为处理不公" + l.mark()}},
		{"refusal", "handler", unit, map[string]any{"reason": "应由他处办理" + l.mark()}},
		{"reopening", "supervisor", "", map[string]any{"reason": "客户再次反映" + l.mark()}},
		{"urge", "agent", "", map[string]any{"text": "客户来电催办" + l.mark()}},
		{"determination", "agent", "", map[string]any{"result": "normal"}},
	}
	d := deeds[l.random.IntN(len(deeds))]
	l.insist(l.meddler(d.name, d.role, d.unit, d.body))
}

// meddler is a command with the mark that its body ends with, whichever that is.
func (l *life) meddler(name, role, unit string, body map[string]any) *deed {
	d := l.staff(name, role, unit, body)
	d.version = 0
	for _, v := range body {
		if s, ok := v.(string); ok && d.mark == "" {
			d.mark = markAt(s)
		}
	}
	return d
}

// insist gives a deed until it is answered, and lets the staff look again when it
// has brought a closed case back.
func (l *life) insist(d *deed) {
	switch a := l.give(d); {
	case a.again() && d.tries < 12:
		l.waiting++
		l.w.agenda.plan(l.w.now.Add(l.pause(d.tries)), func() {
			l.w.acting = l.number
			defer func() { l.w.acting = nobody }()
			l.waiting--
			l.insist(d)
		})
	case l.over && !l.stuck:
		l.over, l.next = false, nil
		l.after(time.Minute)
	}
}

// neighbour is the reference of a life that came before; "" for none.
func (l *life) neighbour() string {
	if l.number == 0 {
		return ""
	}
	return l.w.lives[l.random.IntN(l.number)].reference
}
