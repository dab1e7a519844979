package simulate

import (
	"slices"
	"time"
)

// meddling is what others do to a case beside its way through the house: now and
// then, at any time, legal or not.
func (l *life) meddle() {
	if !chance(l.random, 25) {
		return
	}
	for range 1 + l.random.IntN(3) {
		at := l.about(70 * time.Hour)
		l.waiting++
		l.w.agenda.plan(at, l.meddleNow)
	}
}

// meddleNow does one of what somebody might, most times one of what the case takes.
func (l *life) meddleNow() {
	l.w.acting = l.number
	defer func() { l.w.acting = nobody }()
	l.waiting--
	if l.view.Unit == "" {
		return
	}
	deeds := l.meddlings()
	if fit := slices.DeleteFunc(slices.Clone(deeds), func(m meddling) bool { return !l.fits(m) }); len(fit) > 0 && chance(l.random, 75) {
		deeds = fit
	}
	m := deeds[l.random.IntN(len(deeds))]
	l.insist(l.deed(m))
}

// deed is what somebody gives who meddles.
func (l *life) deed(m meddling) *deed { return l.meddler(m.name, m.role, m.unit, m.body) }

// meddling is something that somebody might do to a case.
type meddling struct {
	name, role, unit string
	body             map[string]any
}

// fits tells whether a case takes it, as far as people know.
func (l *life) fits(m meddling) bool {
	switch m.name {
	case "handdown":
		return m.body["unit"] != "" && slices.Contains(l.view.Allowed, m.name)
	case "handback":
		return len(l.view.HandedBy) > 0
	case "separation":
		return l.view.Batch != nil && l.view.Batch.Of != ""
	case "assessment":
		return l.view.Assessed
	case "information-report":
		return l.view.OverLevel != nil && l.view.OverLevel.Step != "" || reports(&l.view)
	}
	return slices.Contains(l.view.Allowed, m.name)
}

// meddlings are all that somebody might do to a case now.
func (l *life) meddlings() []meddling {
	c, unit := l.w.company, l.view.Unit
	other, parent := c.strangerTo(unit, l.random), c.parent(unit)
	amount := []string{"30.00", "86.40", "480.00", "2600.00", "9000.00"}[l.random.IntN(5)]
	determination := []map[string]any{
		{"result": "normal"},
		{"result": "not-established", "explanation": "经核查不成立" + l.mark()},
		{"result": "abnormal", "explanation": "诉求超出规定" + l.mark()},
		{"result": "invalid", "criterion": 1 + l.random.IntN(11), "explanation": "不符合受理条件" + l.mark()},
	}[l.random.IntN(4)]
	return []meddling{
		{"note", "handler", unit, map[string]any{"text": "已派人到现场" + l.mark()}},
		{"acknowledgement", "handler", unit, nil},
		{"supervision", "supervisor", "", map[string]any{"demand": "限期办结并报告" + l.mark()}},
		{"supervision-reply", "handler", unit, map[string]any{"text": "已办" + l.mark()}},
		{"supervision-release", "supervisor", "", nil},
		{"reassignment", "agent", "", map[string]any{"unit": other, "reason": "调整承办单位" + l.mark()}},
		{"reassignment", "supervisor", "", map[string]any{"unit": parent, "reason": "由上级单位承办" + l.mark()}},
		{"assignment", "supervisor", unit, map[string]any{"handler": "李师傅" + l.mark()}},
		{"handdown", "supervisor", unit, map[string]any{"unit": c.below(unit), "reason": "转下级单位办理" + l.mark()}},
		{"handback", "handler", unit, map[string]any{"reason": "应由上级单位办理" + l.mark()}},
		{"rectification", "handler", unit, map[string]any{"what": "更换老化导线" + l.mark()}},
		{"rectification-done", "handler", unit, map[string]any{"item": 1, "text": "已更换" + l.mark()}},
		{"closure", "supervisor", "", map[string]any{"outcome": "invalid", "reason": "经核实不属于供电服务范围" + l.mark()}},
		{"closure", "supervisor", "", map[string]any{"outcome": "referred", "reason": "转市政部门办理" + l.mark()}},
		{"merge", "agent", "", map[string]any{"into": l.neighbour()}},
		{"joining", "agent", "", map[string]any{"into": l.neighbour()}},
		{"separation", "handler", unit, map[string]any{"reason": "属单独事项" + l.mark()}},
		{"merge", "agent", "", map[string]any{"into": l.neighbour()}},
		{"joining", "agent", "", map[string]any{"into": l.neighbour()}},
		{"supervision", "supervisor", c.parent(parent), map[string]any{"demand": "立即处理" + l.mark(), "limit": "1wd"}},
		{"emergency", "supervisor", "", map[string]any{"reason": "现场情况危急" + l.mark()}},
		{"rework", "supervisor", "", map[string]any{"reason": "整改不到位" + l.mark()}},
		{"suspension", "supervisor", "", map[string]any{"kind": "access", "reason": "现场无法进入" + l.mark(), "until": l.w.now.Add(day).Format(time.RFC3339)}},
		{"appeal", "handler", unit, l.appeal()},
		{"appeal-decision", "supervisor", "", map[string]any{"upheld": chance(l.random, 50), "reason": "经审核" + l.mark()}},
		{"regulator-appeal", "agent", "", map[string]any{"body": "12398", "reference": "R-1", "facts": "客户认为处理不公" + l.mark()}},
		{"refusal", "handler", unit, map[string]any{"reason": "应由他处办理" + l.mark()}},
		{"reopening", "supervisor", "", map[string]any{"reason": "客户再次反映" + l.mark()}},
		{"urge", "agent", "", map[string]any{"text": "客户来电催办" + l.mark()}},
		{"supplement", "agent", "", map[string]any{"text": "客户来电补充" + l.mark()}},
		{"withdrawal", "agent", "", map[string]any{"reason": "客户来电撤诉" + l.mark()}},
		{"rating", "agent", "", map[string]any{"score": 1 + l.random.IntN(5), "comment": "客户来电评价" + l.mark()}},
		{"determination", "supervisor", "", determination},
		{"delay", "handler", unit, map[string]any{"until": l.ahead(20), "reason": "备件未到" + l.mark()}},
		{"offer", "handler", unit, l.offer()},
		{"documents", "handler", unit, l.documents()},
		{"remedy", "handler", unit, map[string]any{"kind": "compensation", "amount": amount, "currency": "CNY", "reason": "家电损坏" + l.mark()}},
		{"written-reply", "handler", unit, map[string]any{"number": "函" + l.mark()}},
		{"responsibility-decision", "supervisor", "", map[string]any{"responsibility": findings[l.random.IntN(len(findings))][1], "reason": "裁定" + l.mark()}},
		{"emergency", "supervisor", "", map[string]any{"reason": "可能引发群体事件" + l.mark()}},
		{"information-report", "handler", unit, texts("cause", "不明", "scope", "一户", "loss", "无", "progress", "处置中", "consequences", "无", "course", "经过")(l)},
		{"assistance", "handler", unit, map[string]any{"text": "提供记录" + l.mark()}},
		{"lessons", "handler", unit, map[string]any{"causeClear": true, "educated": true, "note": "正在落实" + l.mark()}},
		{"assessment", "supervisor", "", map[string]any{"kind": "fine-attitude", "who": "工号1001", "reason": "考核" + l.mark()}},
		{"internal-closing", "supervisor", "", nil},
	}
}

// ahead is an instant some days from now, as calls have it.
func (l *life) ahead(days int) string {
	return l.w.now.AddDate(0, 0, 1+l.random.IntN(days)).Format(time.RFC3339)
}

// offer is a solution, which may ask for a later time.
func (l *life) offer() map[string]any {
	body := map[string]any{"text": "提出处理方案" + l.mark()}
	if chance(l.random, 40) {
		body["later"] = l.ahead(6)
	}
	return body
}

// documents are those that the customer is to bring, for which the case may wait.
func (l *life) documents() map[string]any {
	body := map[string]any{"list": []string{"身份证复印件", "产权证明" + l.mark()}}
	if chance(l.random, 50) {
		body["until"] = l.ahead(5)
	}
	return body
}

// appeal is a unit's against being charged with the case.
func (l *life) appeal() map[string]any {
	var signatures []map[string]any
	for _, level := range []string{"L1", "L2", "L3"} {
		signatures = append(signatures, map[string]any{"level": level, "by": level + "营销部"})
	}
	return map[string]any{"type": "not-true", "basis": "证明", "reason": "与事实不符" + l.mark(), "signatures": signatures}
}

// later plans a deed of somebody beside what the staff do about the case.
func (l *life) later(at time.Time, d func() *deed) {
	l.waiting++
	l.w.agenda.plan(at, func() {
		l.w.acting = l.number
		defer func() { l.w.acting = nobody }()
		l.waiting--
		l.insist(d())
	})
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
	a := l.give(d)
	switch {
	case a.ok() && d.heard != nil:
		d.heard(a)
	case a.ok():
		l.read(a)
	}
	switch {
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

// neighbour is the reference of a life that came shortly before; "" for none.
func (l *life) neighbour() string {
	if l.number == 0 {
		return ""
	}
	return l.w.lives[l.number-1-l.random.IntN(min(l.number, 25))].reference
}
