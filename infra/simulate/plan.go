package simulate

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/redress/redress/shared/policy"
)

// plan is what the people around one complaint have in mind.
type plan struct {
	at      time.Time // when the complaint comes in
	channel string
	class   policy.Class
	region  string
	account int // the number of the life whose account it is: a customer may come again
	storm   int // the storm that it is of; 0 for none

	unit     manner
	refused  bool // the unit first gives the case back
	customer mood

	passed bool   // it has come past the company, by a superior body
	grave  string // what makes it a grave matter; "" for nothing
}

// manner is how a unit works.
type manner int

const (
	prompt manner = iota
	slack         // answers late
	absent        // does nothing before others are told
)

// mood is what a customer does.
type mood int

const (
	silent mood = iota
	urging
	adding
	withdrawing
	dissatisfied
)

// Shapes of the traffic, by weekday from Sunday and by hour of the day.
var (
	weekdays = [7]float64{0.6, 1.2, 1.05, 1, 1, 1.05, 0.7}
	hours    = [24]float64{0.3, 0.2, 0.1, 0.1, 0.1, 0.2, 0.5, 1, 2, 2.6, 2.5, 2, 1.4, 1.3, 1.8, 2, 2, 1.9, 1.8, 1.9, 1.8, 1.4, 0.9, 0.5}
)

// shares draws one of n by their weights.
func shares(r *rand.Rand, weights ...float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	left := r.Float64() * sum
	for i, w := range weights {
		if left -= w; left < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// chance is true so many times of a hundred.
func chance(r *rand.Rand, percent float64) bool { return 100*r.Float64() < percent }

var channels = []string{"app", "wechat", "web", "hotline", "counter", "letter"}

// superiors are the channels by which complaints come down to the company.
var superiors = []string{"regulator", "superior", "media"}

// gravities make a matter a grave one.
var gravities = []string{"家人触电受伤了，", "变压器冒烟着火了，", "已经向省电视台反映，", "央视记者要来采访，"}

// storm is an hour in which many of one place complain about one event.
type storm struct {
	at     time.Time
	region string
	class  policy.Class
}

// plans draws what is to come, in the order of arrival. Each life draws from a
// source of its own.
func (w *world) plans() []plan {
	s, c := w.spec, w.company
	from, days := s.from(c.policy.Zone()), s.days()
	weights := make([]float64, days)
	for d := range weights {
		weights[d] = weekdays[from.AddDate(0, 0, d).Weekday()]
	}
	r := s.source(purposeArrivals, 0)
	var storms []storm
	for range min(days/10, s.Cases/200) {
		storms = append(storms, storm{
			at: from.AddDate(0, 0, r.IntN(days)).Add(time.Duration(r.IntN(20*3600)) * time.Second), region: c.regions[r.IntN(len(c.regions))], class: c.class("04.03"),
		})
	}
	list := make([]plan, s.Cases)
	for i := range list {
		r := s.source(purposePlans, i)
		p := &list[i]
		second := shares(r, hours[:]...)*3600 + r.IntN(3600)
		p.at = from.AddDate(0, 0, shares(r, weights...)).Add(time.Duration(second) * time.Second).UTC()
		p.channel = channels[shares(r, 25, 12, 8, 40, 12, 3)]
		p.class = c.policy.Classes[r.IntN(len(c.policy.Classes))]
		p.region, p.account = c.regions[r.IntN(len(c.regions))], i
		if len(storms) > 0 && chance(r, 12) {
			p.storm = 1 + r.IntN(len(storms))
			one := storms[p.storm-1]
			p.at, p.region, p.class = one.at.Add(time.Duration(r.ExpFloat64()*1500)*time.Second).UTC(), one.region, one.class
		}
		if i > 0 && chance(r, 3) {
			former := list[r.IntN(i)]
			p.account = former.account
			if chance(r, 60) { // with the same matter
				p.class, p.region, p.at = former.class, former.region, former.at.AddDate(0, 0, 5+r.IntN(12))
			}
		}
		p.unit = manner(shares(r, 86, 9, 5))
		p.refused = chance(r, 4)
		p.customer = mood(shares(r, 66, 12, 6, 4, 12))
		if p.passed = chance(r, 3); p.passed {
			p.channel = superiors[r.IntN(len(superiors))]
		}
		if chance(r, 3) {
			p.grave = gravities[r.IntN(len(gravities))]
		}
	}
	slices.SortStableFunc(list, func(a, b plan) int { return cmp.Compare(a.at.Unix(), b.at.Unix()) })
	return list
}

// class finds a class by its code or the beginning of it.
func (c *company) class(code string) policy.Class {
	for _, one := range c.policy.Classes {
		if len(one.Code) >= len(code) && one.Code[:len(code)] == code {
			return one
		}
	}
	return c.policy.Classes[0]
}

// submission is what the customer says, as the body of a call.
func (l *life) submission() map[string]any {
	text := l.plan.class.Name.In("zh") + "的问题一直没有处理好，打了几次电话都没有人处理，要求尽快解决。" + l.mark()
	site := map[string]any{"region": l.plan.region, "area": "urban", "address": fmt.Sprintf("%d号", l.number), "feeder": fmt.Sprintf("线路%d", l.number)}
	if l.plan.storm > 0 {
		text = "我们这里停电了，已经好几个小时，请尽快恢复供电。" + l.mark()
		site["feeder"], site["transformerArea"] = fmt.Sprintf("风暴%d", l.plan.storm), fmt.Sprintf("台区%d", l.plan.storm)
	}
	body := map[string]any{
		"channel": l.plan.channel, "text": l.plan.grave + text, "class": l.plan.class.Code,
		"customer": map[string]any{
			"name": "客户", "phone": l.plan.phone(), "accountNumber": fmt.Sprintf("34%011d", l.plan.account), "kind": "residential",
		},
		"site": site,
	}
	if l.plan.passed {
		body["source"] = map[string]any{"body": "市政府", "reference": fmt.Sprintf("S-%d", l.number), "overLevel": true, "reason": "多次反映未果"}
	}
	return body
}
