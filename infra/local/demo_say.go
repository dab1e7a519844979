package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// What the demo prints, in both languages.
var (
	takenIn = policy.Text{
		"en": "Taken in: {cases} cases, {complaints} of them complaints. Closed {closed}: {outcomes}.",
		"zh": "受理{cases}件，其中投诉{complaints}件；办结{closed}件：{outcomes}。",
	}
	deadlines = policy.Text{
		"en": "Deadlines: {met} met, {missed} missed ({clocks}), {running} running, {cancelled} cancelled.",
		"zh": "时限：按时{met}个，超时{missed}个（{clocks}），未到期{running}个，取消{cancelled}个。",
	}
	told = policy.Text{
		"en": "Sent: {warnings} warnings, {breaches} breaches, {repeats} repeats. Supervision opened over {supervised} cases, released for {released}.",
		"zh": "通知：预警{warnings}次，超时{breaches}次，重复升级{repeats}次；督办{supervised}件，已解除{released}件。",
	}
	worstBest = policy.Text{
		"en": "Worst: {worst} missed {worstMissed} of {worstAll} deadlines. Best: {best} missed {bestMissed} of {bestAll}.",
		"zh": "最差：{worst}，{worstAll}个时限超时{worstMissed}个；最好：{best}，{bestAll}个时限超时{bestMissed}个。",
	}
	stillOpen = policy.Text{
		"en": "Still open: {open} cases, {overdue} deadlines overdue, the longest: {longest}. Next due: {next}.",
		"zh": "未办结{open}件，已超时未完成的时限{overdue}个，最久：{longest}；下一个到期：{next}。",
	}
	reportAt     = policy.Text{"en": "Report: {file} (also .json, .csv and .xlsx)", "zh": "报表：{file}（另有.json、.csv和.xlsx）"}
	nobodyOf     = policy.Text{"en": "nobody at {unit}", "zh": "{unit}无人接单"}
	teamOf       = policy.Text{"en": "{team} of {unit}", "zh": "{unit}{team}"}
	deadlineOf   = policy.Text{"en": "{clock} of {reference}, {at}", "zh": "{reference}的{clock}，{at}"}
	nothing      = policy.Text{"en": "none", "zh": "无"}
	comma        = policy.Text{"en": ", ", "zh": "，"}
	outcomeWords = []struct {
		outcome complaint.Outcome
		word    policy.Text
	}{
		{complaint.Resolved, policy.Text{"en": "resolved", "zh": "已解决"}},
		{complaint.Explained, policy.Text{"en": "explained", "zh": "解释办结"}},
		{complaint.Referred, policy.Text{"en": "referred", "zh": "转办"}},
		{complaint.Dissatisfied, policy.Text{"en": "dissatisfied", "zh": "不满意办结"}},
		{complaint.Unreached, policy.Text{"en": "not reached", "zh": "未联系上"}},
		{complaint.Duplicate, policy.Text{"en": "duplicate", "zh": "重复"}},
		{complaint.Withdrawn, policy.Text{"en": "withdrawn", "zh": "撤诉"}},
		{complaint.Invalid, policy.Text{"en": "invalid", "zh": "无效"}},
	}
)

// words are the values of a line.
type words map[string]any

// say writes a line in the demo's language.
func (d *demo) say(text policy.Text, values words) string {
	filled := map[string]string{}
	for name, v := range values {
		switch v := v.(type) {
		case int:
			filled[name] = strconv.Itoa(v)
		case string:
			filled[name] = v
		}
	}
	return policy.Fill(text.In(d.language), filled)
}

// lines are the five that say what happened.
func (s *summary) lines() []string {
	d := s.demo
	lines := []string{
		d.say(takenIn, words{"cases": s.cases, "complaints": s.complaints, "closed": s.cases - s.open, "outcomes": s.closed()}),
		d.say(deadlines, words{
			"met": s.standing[complaint.Met], "missed": s.standing[complaint.Missed], "clocks": s.clocks(),
			"running": s.standing[complaint.Running], "cancelled": s.standing[complaint.Cancelled],
		}),
		d.say(told, words{
			"warnings": s.notices["warning"], "breaches": s.notices["breach"], "repeats": s.notices["escalation"],
			"supervised": s.supervised, "released": s.released,
		}),
	}
	if list := s.ranking(); len(list) > 0 {
		worst, best := list[0], list[len(list)-1]
		lines = append(lines, d.say(worstBest, words{
			"worst": d.team(worst), "worstMissed": worst.missed, "worstAll": worst.kept + worst.missed,
			"best": d.team(best), "bestMissed": best.missed, "bestAll": best.kept + best.missed,
		}))
	}
	return append(lines, d.say(stillOpen, words{
		"open": s.open, "overdue": len(s.overdue), "longest": d.earliest(s.overdue), "next": d.earliest(s.coming),
	}))
}

// closed lists the outcomes.
func (s *summary) closed() string {
	var parts []string
	for _, o := range outcomeWords {
		if n := s.outcomes[string(o.outcome)]; n > 0 {
			parts = append(parts, s.demo.counted(n, o.word))
		}
	}
	return s.demo.list(parts)
}

// clocks lists how often each time limit was missed.
func (s *summary) clocks() string {
	var parts []string
	for _, rule := range s.demo.app.policy.Clocks {
		if n := s.missed[rule.Name]; n > 0 {
			parts = append(parts, s.demo.counted(n, rule.Title))
		}
	}
	return s.demo.list(parts)
}

// counted writes "3 answer" and "答复客户3".
func (d *demo) counted(n int, what policy.Text) string {
	if d.language == "zh" {
		return what.In("zh") + strconv.Itoa(n)
	}
	return strconv.Itoa(n) + " " + what.In(d.language)
}

func (d *demo) list(parts []string) string {
	if len(parts) == 0 {
		return nothing.In(d.language)
	}
	return strings.Join(parts, comma.In(d.language))
}

// team names who has accepted a case, or the unit where nobody has.
func (d *demo) team(r *record) string {
	unit, _ := d.app.policy.Unit(r.unit)
	values := words{"unit": unit.Name.In(d.language), "team": d.script.Teams[r.team].In(d.language)}
	if r.team == "" {
		return d.say(nobodyOf, values)
	}
	return d.say(teamOf, values)
}

// earliest writes the first of some deadlines.
func (d *demo) earliest(list []due) string {
	if len(list) == 0 {
		return nothing.In(d.language)
	}
	first := slices.MinFunc(list, func(a, b due) int {
		if c := a.at.Compare(b.at); c != 0 {
			return c
		}
		return strings.Compare(a.reference+a.clock, b.reference+b.clock)
	})
	rule, _ := d.app.policy.Clock(first.clock)
	return d.say(deadlineOf, words{
		"clock": rule.Title.In(d.language), "reference": first.reference,
		"at": first.at.In(d.app.policy.Zone()).Format("2006-01-02 15:04"),
	})
}
