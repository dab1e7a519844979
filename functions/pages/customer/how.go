package customer

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// handbook is what the page shows that says how complaints are handled.
type handbook struct {
	Company policy.Text
	Journey []leg
	Others  []otherKind
	Days    string // how working days are counted
	Week    []opening
	Closed  []string // days off, this year's and the next's that still lie ahead
	Worked  []string // days that are worked instead
	Zone    string
	Rises   []string // who hears of a late answer
	Reopen  string   // within which time a case can be opened again
	Refuse  []policy.Text
	Ways    policy.Text // where else to turn
	Danger  policy.Text
}

// leg is a part of the journey, with the limit that it is held to.
type leg struct {
	clock       string
	Title, Text fault.Text
	// Limit is in words; Unset when the company has not set one.
	Limit string
	Unset bool
	// Latest is within which time the law has it, in words.
	Latest string
	// Others are the limits of some matters.
	Others []string
}

// otherKind is another sort of matter, and what becomes of it.
type otherKind struct {
	Name  policy.Text
	Limit string // of its answer; "" when it is handed on
}

// opening is a stretch of days with the same hours.
type opening struct{ Days, Hours string }

// legs are the parts of the journey, and the clocks that bound them.
var legs = []struct {
	clock       string
	title, text fault.Text
}{
	{"", fault.Say("You tell us", "提交投诉"), fault.Say("Your complaint is stored before we answer you. You get a reference and a tracking code at once.", "系统先保存您的投诉，再给出回执；您会立即获得工单编号和查询码。")},
	{"dispatch", fault.Say("It goes to the unit responsible", "派单"), fault.Say("The service centre works out what it is about and sends it to the unit responsible.", "客服中心判定投诉类型和级别，派发至承办单位。")},
	{"contact", fault.Say("We get in touch with you", "首次联系您"), fault.Say("The unit calls you, listens, and says what it will do.", "承办单位与您联系，了解情况并说明如何处理。")},
	{"answer", fault.Say("We answer you", "答复您"), fault.Say("The unit finds out what happened, puts it right, and answers you.", "承办单位调查核实、整改落实，并向您答复处理意见。")},
	{"legal", fault.Say("Latest date for our answer", "法定（最长）答复时限"), fault.Say("We answer no later than this.", "答复不得超过此时限。")},
	{"callback", fault.Say("We ask whether you are satisfied", "回访"), fault.Say("The centre checks the answer and calls you.", "客服中心审核答复后回访您，了解您是否满意。")},
	{"rework", fault.Say("If you are not satisfied", "如您不满意：重新处理"), fault.Say("It goes back to the unit to be handled again, and we tell the level above.", "退回承办单位重新处理，并告知其上级单位。")},
	{"remedy", fault.Say("If money is due to you", "如有补偿或退费"), fault.Say("We pay it to you once it is approved.", "经审批后支付给您。")},
}

// clockTitle is what customers call a clock: a promise by its name, else the part of the
// journey that it bounds, else as the policy has it.
func clockTitle(rule policy.Clock, language string) string {
	if rule.Promised {
		return complaint.PromiseName(rule, language)
	}
	for _, l := range legs {
		if l.clock == rule.Name {
			return l.title.In(language)
		}
	}
	return rule.Title.In(language)
}

// how says how complaints are handled and within which times, as the policy has it.
func (h *Handler) how(w http.ResponseWriter, r *http.Request) {
	language := site.Language(r)
	p := h.Policy
	body := handbook{
		Company: p.Title, Ways: p.Determination.Ways, Refuse: p.Determination.Criteria, Danger: p.Texts.Advice["danger"],
		Zone: words.Named(zones, p.Zone().String(), language), Journey: journey(p, language, h.Now()), Others: others(p, language, h.Now()),
		Rises: rises(p, language),
	}
	if p.Reopening.Window.Size() > 0 {
		body.Reopen = spanText(p.Reopening.Window, language)
	}
	facts := p.Calendar.Facts()
	body.Week = week(facts, language)
	body.Closed, body.Worked = holidays(facts, h.Now().In(p.Zone()), language)
	body.Days = map[string]string{
		"24:00": words.Say(language, "The day on which we receive your complaint is not counted; the last day ends at 24:00.", "受理当日不计入，最后一日至24:00截止。"),
		"close": words.Say(language, "The day on which we receive your complaint is not counted; the last day ends when the office closes.", "受理当日不计入，最后一日至下班时间截止。"),
		"same":  words.Say(language, "The day on which we receive your complaint is not counted; the last day ends at the same time of day.", "受理当日不计入，最后一日至受理的同一时刻截止。"),
	}[facts.DayEnd]
	h.Show(w, r, http.StatusOK, site.Page{Name: "how", Title: words.Say(language, "How complaints are handled", "投诉处理流程与时限"), Body: body, Here: "how"})
}

// plainMatter is a matter of a kind with nothing special about it.
func plainMatter(kind string, now time.Time) policy.Matter {
	return policy.Matter{Kind: kind, Grade: "general", Urgency: "general", Received: now}
}

// journey is that of a complaint; parts whose clock the policy does not have fall away.
func journey(p *policy.Policy, language string, now time.Time) (list []leg) {
	for _, l := range legs {
		rule, known := p.Clock(l.clock)
		if l.clock != "" && !known {
			continue
		}
		one := leg{clock: l.clock, Title: l.title, Text: l.text}
		limit, ok := p.Limit(plainMatter("complaint", now), l.clock)
		if n := len(list); l.clock == "legal" && ok && list[n-1].clock == "answer" { // no step of its own
			list[n-1].bound(spanText(limit.Target, language))
			continue
		}
		switch {
		case l.clock == "":
		case ok:
			one.Limit = spanText(limit.Target, language)
		default:
			one.Unset = true
		}
		for _, v := range rule.Variants {
			if which := matters(p, v.When, language); which != "" && v.Valid.Covers(now, p.Zone()) {
				one.Others = append(one.Others, which+words.Say(language, ": ", "：")+spanText(v.Target, language))
			}
		}
		list = append(list, one)
	}
	return list
}

// bound gives a leg what the law has it in: its limit, where the company has set none.
func (l *leg) bound(within string) {
	if l.Unset {
		l.Limit, l.Unset = within, false
		return
	}
	l.Latest = within
}

// matters says which a condition selects; "" for all of them, and for what is not the
// customer's to know beforehand.
func matters(p *policy.Policy, w policy.When, language string) string {
	var names []string
	for _, code := range w.Classes {
		for _, c := range p.Classes {
			for _, n := range []policy.ClassName{c.Group, c.Parent, {Code: c.Code, Name: c.Name}} {
				if n.Code == code && !slices.Contains(names, n.Name.In(language)) {
					names = append(names, n.Name.In(language))
				}
			}
		}
	}
	for _, code := range w.Kinds {
		k, _ := p.Kind(code)
		names = append(names, k.Name.In(language))
	}
	for _, area := range w.Areas {
		names = append(names, words.Named(areas, area, language))
	}
	return strings.Join(names, words.Say(language, ", ", "、"))
}

// zones are what people call the time of a place.
var zones = map[string]fault.Text{
	"Asia/Shanghai": fault.Say("Beijing time", "北京时间"), "Europe/London": fault.Say("UK time", "英国时间"),
}

var areas = map[string]fault.Text{
	"urban": fault.Say("in town", "城区"), "rural": fault.Say("in the country", "农村"), "remote": fault.Say("in remote places", "偏远地区"),
}

// others are the kinds of matters beside complaints.
func others(p *policy.Policy, language string, now time.Time) (list []otherKind) {
	for _, k := range p.Kinds {
		if k.Code == "complaint" {
			continue
		}
		one := otherKind{Name: k.Name}
		if limit, ok := p.Limit(plainMatter(k.Code, now), "answer"); ok && k.Refer == "" {
			one.Limit = spanText(limit.Target, language)
		}
		if k.Refer != "" || one.Limit != "" {
			list = append(list, one)
		}
	}
	return list
}

// rises says who hears when the answer comes near its limit, and when it is late; of
// the last limit where the answer has none of its own.
func rises(p *policy.Policy, language string) (list []string) {
	rule, ok := p.Clock("answer")
	if !ok || rule.Unset != "" {
		if rule, ok = p.Clock("legal"); !ok || rule.Unset != "" {
			return nil
		}
	}
	var before []string
	for _, w := range rule.Warnings {
		before = append(before, w.Levels...)
	}
	if names := levelNames(p, before, language); names != "" {
		list = append(list, words.Say(language, "Before the deadline we remind: ", "到期前，系统提醒：")+names)
	}
	if names := levelNames(p, rule.Breach.Levels, language); names != "" {
		list = append(list, words.Say(language, "As soon as it is missed we tell: ", "一旦超时，立即告知：")+names)
	}
	if rule.Breach.Supervision != "" {
		list = append(list, words.Say(language, "The case is also put under supervision by: ", "同时列入督办，督办单位：")+p.LevelName(rule.Breach.Supervision, language))
	}
	var after []string
	for _, rung := range rule.Ladder {
		after = append(after, rung.Levels...)
	}
	if names := levelNames(p, after, language); names != "" {
		list = append(list, words.Say(language, "We keep escalating until you have an answer, to: ", "此后持续升级提醒，直至答复：")+names)
	}
	return list
}

// levelNames names those who are told.
func levelNames(p *policy.Policy, codes []string, language string) string {
	var names []string
	for _, code := range codes {
		name := p.LevelName(code, language)
		switch code {
		case "handler":
			name = words.Say(language, "the person who handles it", "经办人")
		case "centre":
			name = words.Say(language, "the service centre", "客服中心")
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, words.Say(language, ", ", "、"))
}

var dayNames = map[string][7]string{
	"en": {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	"zh": {"周日", "周一", "周二", "周三", "周四", "周五", "周六"},
}

// week puts days with the same hours together, from Monday on.
func week(f clock.Facts, language string) (list []opening) {
	first := 0
	flush := func(last int) {
		hours := hoursText(f.Week[(first+1)%7], language)
		days := dayNames[language][(first+1)%7]
		if last > first {
			days += between(first, last, language) + dayNames[language][(last+1)%7]
		}
		list = append(list, opening{days, hours})
	}
	for i := 1; i < 7; i++ {
		if !slices.Equal(f.Week[(i+1)%7], f.Week[(first+1)%7]) {
			flush(i - 1)
			first = i
		}
	}
	flush(6)
	return list
}

// between joins the first and the last of some days, counted from Monday on.
func between(first, last int, language string) string {
	if last == first+1 {
		return words.Say(language, " and ", "、")
	}
	return words.Say(language, " to ", "至")
}

func hoursText(hours []clock.Hours, language string) string {
	if len(hours) == 0 {
		return words.Say(language, "Closed", "休息")
	}
	var parts []string
	for _, o := range hours {
		parts = append(parts, fmt.Sprintf("%02d:%02d–%02d:%02d", o.Open/60, o.Open%60, o.Close/60, o.Close%60))
	}
	return strings.Join(parts, words.Say(language, ", ", "、"))
}

// holidays are the days off that still lie ahead, days on end in one line, and the
// days of rest that are worked instead.
func holidays(f clock.Facts, now time.Time, language string) (off, worked []string) {
	today := now.Format(time.DateOnly)
	last := now.AddDate(1, 0, 0).Format(time.DateOnly)
	var from, to time.Time
	var name string
	flush := func() {
		if !from.IsZero() {
			off = append(off, stretch(from, to, name, language))
		}
		from = time.Time{}
	}
	for _, date := range slices.Sorted(maps.Keys(f.Dates)) {
		d := f.Dates[date]
		day, err := time.Parse(time.DateOnly, date)
		if err != nil || date < today || date > last {
			continue
		}
		switch {
		case d.Sort == "off" && !from.IsZero() && day.Sub(to) == 24*time.Hour && d.Name == name:
			to = day
		case d.Sort == "off":
			flush()
			from, to, name = day, day, d.Name
		case len(d.Hours) > 0:
			worked = append(worked, stretch(day, day, hoursText(d.Hours, language), language))
		}
	}
	flush()
	return off, worked
}

// stretch says days from one to another.
func stretch(from, to time.Time, name, language string) string {
	format := words.Say(language, "2 January 2006", "2006年1月2日")
	text := from.Format(format)
	if to.After(from) {
		text += words.Say(language, " to ", "至") + to.Format(words.Say(language, "2 January", "1月2日"))
	}
	if name != "" {
		text += words.Say(language, " ("+name+")", "（"+name+"）")
	}
	return text
}
