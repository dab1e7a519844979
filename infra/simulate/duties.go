package simulate

import (
	"slices"
	"strings"
	"time"
)

// duty is something that a case asks of somebody beside its way through the house.
type duty struct {
	name string // the command that does it
	as   string // the role of who gives it; "" for the customer
	// clock is the limit by which it is to be done; "" for none.
	clock string
	// owed tells whether the case asks for it.
	owed func(*view) bool
	body func(*life) map[string]any
}

// above is who decides: somebody whose scope is the whole company.
const above = "supervisor"

// duties are all of them: the steps of the flows first.
var duties = []duty{
	{"group-order", above, "superior", stepOf("group-order"), texts("order", "立即核实，限时办结")},
	{"plan-start", "handler", "superior", stepOf("plan-start"), texts("plan", "启动越级投诉处置预案")},
	{"submission", "handler", "superior", stepOf("submission"), texts("opinion", "建议按承诺处理", "result", "已核实")},
	{"assistance", "handler", "", stepOf("submission"), texts("text", "配合现场取证")},
	{"group-decision", above, "superior", stepOf("group-decision"), words("approved", "reason", 75)},
	{"superior-report", above, "superior", stepOf("superior-report"), texts("text", "报上级")},
	{"superior-decision", above, "superior", stepOf("superior-decision"), words("agreed", "reason", 75)},
	{"emergency-action", "handler", "", stepOf("emergency-action"), texts("action", "已疏散并断开电源")},
	{"information-report", "handler", "", reports, texts("course", "经过", "cause", "设备老化", "scope", "一户", "loss", "无", "progress", "处置中", "consequences", "无")},
	{"emergency-analysis", "handler", "", stepOf("emergency-analysis"), texts("nature", "重大", "scope", "一户", "consequences", "轻伤", "plan", "更换线路")},
	{"emergency-handling", "handler", "", stepOf("emergency-handling"), texts("result", "已更换线路")},
	{"emergency-supervision", above, "", stepOf("emergency-supervision"), texts("demand", "每日报告进展")},
	{"root-cause", "handler", "prevention", stepOf("root-cause"), texts("cause", "巡视不到位")},
	{"prevention", "handler", "prevention", stepOf("prevention"), texts("measures", "增加巡视", "planAmendment", "修订预案")},
	{"offer-reply", "", "", offered, func(l *life) map[string]any {
		if chance(l.random, 60) {
			return map[string]any{"accepted": true}
		}
		return map[string]any{"accepted": false, "counter": "希望当天处理" + l.mark()}
	}},
	{"documents-received", "agent", "", func(v *view) bool { return v.Documents != nil && v.Documents.ReceivedAt.IsZero() }, nothing},
	{"remedy-approval", above, "remedy", func(v *view) bool { return v.remedy(proposed) > 0 }, func(l *life) map[string]any {
		return map[string]any{"item": l.view.remedy(proposed), "approved": chance(l.random, 80), "reason": "经审核" + l.mark()}
	}},
	{"remedy-paid", "handler", "remedy", func(v *view) bool { return v.remedy(unpaid) > 0 }, func(l *life) map[string]any {
		return map[string]any{"item": l.view.remedy(unpaid), "voucher": "凭证" + l.mark()}
	}},
	{"rectification-done", "handler", "rectification", func(v *view) bool { return v.rectification(undone) > 0 }, func(l *life) map[string]any {
		return map[string]any{"item": l.view.rectification(undone), "text": "已更换" + l.mark()}
	}},
	{"rectification-check", above, "check", func(v *view) bool { return v.rectification(unchecked) > 0 }, func(l *life) map[string]any {
		return map[string]any{"item": l.view.rectification(unchecked), "passed": chance(l.random, 75), "reason": "现场查验" + l.mark()}
	}},
	{"determination-approval", above, "check", abnormal, words("approved", "reason", 60)},
	{"appeal-decision", above, "appeal", func(v *view) bool {
		n := len(v.Appeals)
		return n > 0 && v.Appeals[n-1].DecidedAt.IsZero() && v.Appeals[n-1].VoidAt.IsZero()
	}, words("upheld", "reason", 50)},
	{"regulator-answer", "handler", "regulator", func(v *view) bool { return v.regulator() == "unanswered" }, texts("text", "事实经过如下")},
	{"regulator-review", above, "regulator", func(v *view) bool { return v.regulator() == "unreviewed" }, words("passed", "reason", 75)},
	{"regulator-finding", above, "", func(v *view) bool { return v.regulator() == "answered" }, func(l *life) map[string]any {
		return map[string]any{"fault": []string{"yes", "partly", "no"}[l.random.IntN(3)], "finding": "监管结论" + l.mark()}
	}},
	{"supervision-reply", "handler", "supervision", func(v *view) bool {
		return v.supervised() && v.Watch.Demand != "" && len(v.Watch.Replies) == 0
	}, texts("text", "已落实督办要求")},
	{"supervision-release", above, "", func(v *view) bool { return v.supervised() && len(v.Watch.Replies) > 0 }, nothing},
	{"repeat-review", above, "", func(v *view) bool { return v.ReviewDue }, texts("finding", "前次处理不彻底")},
	{"lessons", "handler", "", func(v *view) bool {
		return len(v.LessonsMissing) > 0 && v.rectification(undone)+v.rectification(unchecked) == 0
	}, func(l *life) map[string]any {
		return map[string]any{"causeClear": true, "educated": true, "rectified": true, "dealtWith": true, "note": "已落实" + l.mark()}
	}},
	{"internal-closing", above, "", func(v *view) bool {
		return v.Status == "closed" && v.Assessed && v.Lessons != nil && len(v.LessonsMissing) == 0 && v.Internal == nil
	}, nothing},
}

func stepOf(command string) func(*view) bool {
	return func(v *view) bool {
		return v.OverLevel != nil && v.OverLevel.Step == command || v.Emergency != nil && v.Emergency.Step == command
	}
}

// reports tells whether the report of information is waited for.
func reports(v *view) bool { return v.Emergency != nil && v.Emergency.Step == "information-report" }

// abnormal tells whether the complaint is held to be so, and nobody above has said yes or no.
func abnormal(v *view) bool {
	return v.Validity != nil && v.Validity.Result == "abnormal" && v.Validity.Approval == nil
}

func offered(v *view) bool {
	n := len(v.Offers)
	return n > 0 && v.Offers[n-1].Reply == nil && (v.Status == "dispatched" || v.Status == "handling")
}

// texts is a body of fields and what they say, in turn; the last one has the mark.
func texts(said ...string) func(*life) map[string]any {
	return func(l *life) map[string]any {
		body := map[string]any{}
		for i := 0; i < len(said); i += 2 {
			body[said[i]] = said[i+1]
		}
		name := said[len(said)-2]
		body[name] = said[len(said)-1] + l.mark()
		return body
	}
}

// words is a yes or no with its reason, a yes so many times of a hundred.
func words(verdict, reason string, yes float64) func(*life) map[string]any {
	return func(l *life) map[string]any {
		return map[string]any{verdict: chance(l.random, yes), reason: "经审核" + l.mark()}
	}
}

func nothing(*life) map[string]any { return map[string]any{} }

// attend lets somebody look after what a case asks for beside its way through the
// house, once it is known to ask for anything, until nothing is left of that.
func (l *life) attend() {
	owed := slices.ContainsFunc(duties, func(d duty) bool { return d.owed(&l.view) })
	if l.attended || l.reference == "" || !owed {
		return
	}
	l.attended = true
	l.w.agenda.plan(l.about(time.Hour), l.errand)
}

// recall lets somebody look again at the cases that the customer had before.
func (l *life) recall() {
	for _, o := range l.w.lives[:l.number] {
		if o.plan.account == l.plan.account && o.reference != "" && !o.attended {
			o.attended = true
			l.w.agenda.plan(o.about(day), o.errand) // by its own chance: it may be left out
		}
	}
}

// errand looks at the case, and plans the deed of one of its duties.
func (l *life) errand() {
	l.w.acting = l.number
	defer func() { l.w.acting = nobody }()
	l.errands++
	if !l.see("dev:supervisor:") {
		l.w.agenda.plan(l.w.now.Add(l.pause(3)), l.errand)
		return
	}
	d := l.duty()
	if d == nil || l.errands > mostErrands {
		l.attended = false
		return
	}
	l.w.agenda.plan(l.dutyAt(d), func() {
		l.w.acting = l.number
		defer func() { l.w.acting = nobody }()
		l.perform(d)
		l.w.agenda.plan(l.about(2*time.Hour), l.errand)
	})
}

// mostErrands bounds how often somebody looks after one case.
const mostErrands = 60

// duty is one of those that the case asks for and takes, as a supervisor sees it; nil
// when there is none.
func (l *life) duty() *duty {
	var owed []*duty
	for i := range duties {
		if d := &duties[i]; d.owed(&l.view) && slices.Contains(l.view.Allowed, d.name) {
			owed = append(owed, d)
		}
	}
	if len(owed) == 0 {
		return nil
	}
	return owed[l.random.IntN(len(owed))]
}

// perform does a duty, or something that looks like it: now and then from a place
// that may not.
func (l *life) perform(d *duty) {
	body := d.body(l)
	if d.as == "" && chance(l.random, 60) {
		l.sideways(d.name, l.w.now.Add(time.Second), body)
		return
	}
	role, unit := d.as, l.view.Unit
	switch {
	case role == "":
		role = "agent"
		body["byCustomer"] = true
		unit = ""
	case role == "agent":
		unit = ""
	case role == above && chance(l.random, 70):
		unit = ""
	case role == above:
		unit = l.w.company.parent(l.w.company.parent(unit))
	}
	l.insist(l.meddler(d.name, role, unit, body))
}

// dutyAt is when somebody does a duty: in office hours, some far too late, and some
// at the last moment or just after it.
func (l *life) dutyAt(d *duty) time.Time {
	due := l.view.dueOf(d.clock)
	switch {
	case due.After(l.w.now) && chance(l.random, 8):
		return due.Add(time.Duration(l.random.IntN(5)-2) * time.Second)
	case chance(l.random, 5):
		return l.about(15 * day)
	}
	return l.unitAt(12 * time.Hour)
}

// parent is the unit over another one; "" for none.
func (c *company) parent(unit string) string {
	u, _ := c.policy.Unit(unit)
	return u.Parent
}

// below is a unit under another one; "" for none.
func (c *company) below(unit string) string {
	for _, u := range c.policy.Units {
		if u.Parent == unit && !strings.HasPrefix(u.ID, "demo") {
			return u.ID
		}
	}
	return ""
}
