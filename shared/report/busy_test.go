package report_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// busy is an office of two counties with real cases at random instants up to an
// instant, always the same ones.
func busy(t *testing.T, n int, from, to string) *office {
	t.Helper()
	o := newOffice(t)
	p := *o.policy
	p.Units = append(p.Units[:len(p.Units):len(p.Units)],
		policy.Unit{ID: "north-county", Name: policy.Text{"en": "North county company", "zh": "北山县供电公司"}, Level: "L2", Parent: "demo-city"},
		policy.Unit{ID: "north-station", Name: policy.Text{"en": "North station", "zh": "北山供电所"}, Level: "L1", Parent: "north-county", Regions: []string{"north"}},
		policy.Unit{ID: "river-station", Name: policy.Text{"en": "River station", "zh": "河口供电所"}, Level: "L1", Parent: "demo-county", Regions: []string{"river"}})
	o.policy = &p
	r := rand.New(rand.NewPCG(1, 2))
	first, last := o.at(from), o.at(to)
	for range n {
		at := first.Add(time.Duration(r.Int64N(int64(last.Sub(first))))).Truncate(time.Minute)
		o.live(r, at, last)
	}
	return o
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// live is the life of one case up to an instant.
func (o *office) live(r *rand.Rand, at, end time.Time) {
	say := func(at time.Time) string { return at.In(o.policy.Zone()).Format("2006-01-02 15:04") }
	unit := pick(r, "demo-station", "demo-station", "river-station", "north-station", "north-county")
	class := pick(r, "04.03.01", "04.03.01", "04.01.01", "04.01.01", "03.02.01", "03.03.01", "02.04.02", "02.05.01", "01.01.01", "02.03.01", "05.01.01", "05.02.01", "03.01.01")
	s := complaint.Submission{Channel: pick(r, "hotline", "hotline", "app", "wechat", "regulator"), Site: complaint.SiteDetails{Region: "demo", Area: pick(r, "urban", "rural", "rural")}}
	s.Source.OverLevel = s.Channel == "regulator" && r.IntN(3) == 0
	c := o.open(say(at), s)
	do := func(after time.Duration, commands ...complaint.Command) bool {
		if at = at.Add(after).Truncate(time.Minute); at.After(end) {
			o.advance(c, say(end))
			return false
		}
		o.do(c, say(at), commands...)
		return true
	}
	hour := func(most int) time.Duration { return time.Duration(r.IntN(most*60)) * time.Minute }
	j := complaint.Judgement{Kind: pick(r, "complaint", "complaint", "complaint", "complaint", "enquiry", "opinion"), Class: class, Urgency: "general", Grade: pick(r, "general", "general", "important", "major")}
	if !do(hour(1), complaint.Judged{Judgement: j, Unit: unit}, complaint.Dispatching{}) ||
		!do(hour(26), complaint.Acceptance{Handler: pick(r, "wang-07", "li-12", "zhao-03")}, complaint.Contacting{Reached: true}) {
		return
	}
	if r.IntN(8) == 0 && !do(hour(5), complaint.Urging{}, complaint.Urging{}) {
		return
	}
	if !do(hour(190), complaint.Findings{Verified: pick(r, "yes", "partly", "no"), Responsibility: pick(r, "utility-operation", "utility-marketing", "customer")}, complaint.Answer{Text: "已处理"}) {
		return
	}
	if r.IntN(6) == 0 && !do(hour(10), complaint.Review{Reason: "答复不完整"}, complaint.Answer{Text: "已补充"}) {
		return
	}
	if !do(hour(10), complaint.Review{Passed: true}) {
		return
	}
	if r.IntN(5) == 0 && !do(hour(24), complaint.CallbackResult{Reached: true, Satisfied: new(false)}, complaint.Dispatching{}, complaint.Answer{Text: "再处理"}, complaint.Review{Passed: true}) {
		return
	}
	if !do(hour(30), complaint.CallbackResult{Reached: true, Satisfied: new(c.Reworks > 0 || r.IntN(9) > 0)}) {
		return
	}
	if c.Status.Open() && !do(hour(40), complaint.Dispatching{}, complaint.Closure{Outcome: complaint.Dissatisfied, Reason: "已多次解释"}) {
		return
	}
	o.advance(c, say(end))
}
