package complaint_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// nineToFive is open Mon-Fri 09:00-17:00 in Shanghai.
const nineToFive = `{name: nine-to-five, timeZone: Asia/Shanghai, week: {mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"]}}`

// defaultPolicy is read once: it never changes.
var defaultPolicy = sync.OnceValues(policy.Default)

// rulebook is the default policy with rules of the test's own.
type rulebook struct {
	t *testing.T
	*policy.Policy
}

func rules(t *testing.T) rulebook {
	t.Helper()
	p, err := defaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	own := *p
	own.Clocks = slices.Clone(p.Clocks)
	return rulebook{t, &own}
}

// hours replaces the calendar.
func (r rulebook) hours(src string) rulebook {
	r.t.Helper()
	c, err := clock.ParseCalendar([]byte(src))
	if err != nil {
		r.t.Fatal(err)
	}
	r.Calendar = c
	return r
}

// only keeps these clocks of the policy.
func (r rulebook) only(names ...string) rulebook {
	r.Clocks = slices.DeleteFunc(r.Clocks, func(c policy.Clock) bool { return !slices.Contains(names, c.Name) })
	return r
}

// clock changes the rule of a clock.
func (r rulebook) clock(name string, change func(*policy.Clock)) rulebook {
	i := slices.IndexFunc(r.Clocks, func(c policy.Clock) bool { return c.Name == name })
	if i < 0 {
		r.Clocks, i = append(r.Clocks, policy.Clock{Name: name, Quiet: true}), len(r.Clocks)
	}
	change(&r.Clocks[i])
	return r
}

func (r rulebook) target(s string) clock.Target {
	r.t.Helper()
	t, err := clock.ParseTarget(s)
	if err != nil {
		r.t.Fatal(err)
	}
	return t
}

func (r rulebook) warnings(points ...string) (list []policy.Warning) {
	r.t.Helper()
	for _, s := range points {
		p, err := clock.ParsePoint(s)
		if err != nil {
			r.t.Fatal(err)
		}
		list = append(list, policy.Warning{Point: p, Levels: []string{"handler"}})
	}
	return list
}

func (r rulebook) offset(s string) clock.Offset {
	r.t.Helper()
	o, err := clock.ParseOffset(s)
	if err != nil {
		r.t.Fatal(err)
	}
	return o
}

// begin opens a case under the rules and hands it to the station.
func (r rulebook) begin(at string) *story {
	r.t.Helper()
	return r.beginWith(at, complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01", Customer: complaint.CustomerDetails{Phone: "139"}, Site: complaint.SiteDetails{Region: "demo"}})
}

func (r rulebook) beginWith(at string, s complaint.Submission) *story {
	r.t.Helper()
	st := &story{t: r.t, policy: r.Policy, now: shanghai(r.t, at)}
	c, _, change, err := complaint.Open(s, "202606-000001", "code", st.turn(complaint.Public))
	if err != nil {
		r.t.Fatal(err)
	}
	st.c = c
	st.note(change)
	st.do(complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: s.Class, Urgency: "general", Grade: "general"}, Unit: "demo-station"})
	return st.do(complaint.Dispatching{})
}

// graded gives the case another grade, as a person does in sorting.
func (s *story) graded(grade string) *story {
	s.t.Helper()
	return s.do(complaint.Refusal{Reason: "退单"}).do(complaint.Classification{Grade: grade}).do(complaint.Dispatching{})
}

// refuse gives a command that must fail, and keeps the case as it was.
func (s *story) refuse(cmd complaint.Command, by complaint.Role) error {
	s.t.Helper()
	before := *s.c
	before.Clocks, before.Suspensions = slices.Clone(s.c.Clocks), slices.Clone(s.c.Suspensions)
	_, err := s.c.Do(cmd, s.turn(by))
	if err == nil {
		s.t.Fatalf("%s at %s was taken", cmd.Name(), s.now)
	}
	s.c = &before
	return err
}

// count is how often events of a type have been recorded.
func (s *story) count(kind string) int {
	n := 0
	for _, e := range s.events {
		if e.Type == kind {
			n++
		}
	}
	return n
}

// due is when a clock is due, as office time.
func (s *story) due(name string) string { return s.spoken(s.c.Clock(name).DueAt) }

func (s *story) spoken(at time.Time) string { return at.In(s.policy.Zone()).Format("01-02 15:04") }
