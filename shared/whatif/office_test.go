package whatif_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/whatif"
)

// office is a small company with real cases: every one is opened and changed by
// the domain's own commands, and time acts when it must.
type office struct {
	t      *testing.T
	policy *policy.Policy
	cases  []*complaint.Case
	events map[string][]complaint.Event

	pageSize int // when smaller than what is asked for
	mu       sync.Mutex
	queries  []complaint.Query
}

func newOffice(t *testing.T) *office {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	return &office{t: t, policy: p, events: map[string][]complaint.Event{}}
}

// draft is the default pack with some words of one of its files changed.
func draft(t *testing.T, file, old, changed string) *policy.Policy {
	t.Helper()
	files, err := policy.Files("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "examples.yaml")); err != nil { // which hold for the limits as they are
		t.Fatal(err)
	}
	path := filepath.Join(dir, file)
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), old) {
		t.Fatalf("%s has no %q (%v)", file, old, err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), old, changed, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := policy.Named(dir)
	if err != nil {
		t.Fatal(err)
	}
	p.Version = "draft"
	return p
}

// shorter is a draft with 3 working days for the answer.
func shorter(t *testing.T) *policy.Policy {
	return draft(t, "clocks.yaml", "    target: 5wd\n", "    target: 3wd\n")
}

// at reads a time of the office, "2026-03-10 09:00".
func (o *office) at(s string) time.Time {
	o.t.Helper()
	local, err := time.ParseInLocation("2006-01-02 15:04", s, o.policy.Zone())
	if err != nil {
		o.t.Fatal(err)
	}
	return local.UTC()
}

func (o *office) turn(now time.Time) complaint.Turn {
	return complaint.Turn{Policy: o.policy, Now: now, By: complaint.Actor{Role: complaint.Handler, Unit: "demo-station"}}
}

func (o *office) note(c *complaint.Case, change complaint.Change) {
	o.events[c.Reference] = append(o.events[c.Reference], change.Events...)
}

// open receives a complaint, which is judged and dispatched at once.
func (o *office) open(at string, s complaint.Submission) *complaint.Case {
	o.t.Helper()
	s.Channel, s.Text, s.Customer.Phone = "hotline", "电压低", "13900000001"
	reference := complaint.Reference(o.at(at).Format("200601"), int64(len(o.cases)+1))
	c, _, change, err := complaint.Open(s, reference, "code", o.turn(o.at(at)))
	if err != nil {
		o.t.Fatal(err)
	}
	o.cases = append(o.cases, c)
	o.note(c, change)
	j := complaint.Judgement{Kind: "complaint", Class: "04.01.01", Urgency: "general", Grade: "general"}
	o.do(c, at, complaint.Judged{Judgement: j, Unit: "demo-station"}, complaint.Dispatching{}, complaint.Contacting{Reached: true})
	return c
}

// do gives commands after letting time pass up to them.
func (o *office) do(c *complaint.Case, at string, commands ...complaint.Command) {
	o.t.Helper()
	o.advance(c, at)
	for _, cmd := range commands {
		change, err := c.Do(cmd, o.turn(o.at(at)))
		if err != nil {
			o.t.Fatalf("%s at %s: %v", cmd.Name(), at, err)
		}
		o.note(c, change)
	}
}

// advance lets everything happen that is due by an instant.
func (o *office) advance(c *complaint.Case, to string) {
	o.t.Helper()
	for !c.WakeAt.IsZero() && !c.WakeAt.After(o.at(to)) {
		turn := o.turn(c.WakeAt)
		o.note(c, c.Fire(turn))
		o.note(c, c.Climb(turn))
	}
}

// answered takes a case to its end: answered at an instant, closed the day after.
func (o *office) answered(c *complaint.Case, at, closed string) {
	o.t.Helper()
	o.do(c, at, complaint.Answer{Text: "换线"}, complaint.Review{Passed: true})
	o.do(c, closed, complaint.CallbackResult{Reached: true, Satisfied: new(true)})
}

func (o *office) List(_ context.Context, q complaint.Query) (complaint.Page, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.queries = append(o.queries, q)
	var all []*complaint.Case
	for _, c := range o.cases {
		if !c.ReceivedAt.Before(q.ReceivedFrom) && c.ReceivedAt.Before(q.ReceivedTo) {
			all = append(all, c)
		}
	}
	from, _ := strconv.Atoi(q.Cursor)
	size := q.Limit
	if o.pageSize > 0 {
		size = min(size, o.pageSize)
	}
	if from+size >= len(all) {
		return complaint.Page{Cases: all[min(from, len(all)):]}, nil
	}
	return complaint.Page{Cases: all[from : from+size], Cursor: strconv.Itoa(from + size)}, nil
}

func (o *office) Events(_ context.Context, reference string, after, limit int) ([]complaint.Event, error) {
	events := o.events[reference]
	return events[min(after, len(events)):min(after+limit, len(events))], nil
}

// spec tries a draft on March, looked at from the 1st of April.
func (o *office) spec(p *policy.Policy) whatif.Spec {
	return whatif.Spec{
		Draft: p, PolicyOf: complaint.Under(o.policy), From: o.at("2026-03-01 00:00"), To: o.at("2026-04-01 00:00"),
		AsOf: o.at("2026-04-01 09:00"), Language: "en", Most: 100,
	}
}

func (o *office) build(spec whatif.Spec) *whatif.Report {
	o.t.Helper()
	r, err := whatif.Build(o.t.Context(), o, spec)
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

// limit finds a clock's line.
func limit(r *whatif.Report, name string) whatif.Limit {
	i := slices.IndexFunc(r.Limits, func(l whatif.Limit) bool { return l.Clock == name })
	if i < 0 {
		return whatif.Limit{}
	}
	return r.Limits[i]
}

// march is a month with something of everything.
func (o *office) march() *office {
	o.t.Helper()
	o.answered(o.open("2026-03-02 09:00", complaint.Submission{}), "2026-03-05 10:00", "2026-03-06 10:00") // on the third day
	o.answered(o.open("2026-03-02 10:00", complaint.Submission{}), "2026-03-09 10:00", "2026-03-10 10:00") // on the fifth
	o.answered(o.open("2026-03-03 10:00", complaint.Submission{}), "2026-03-18 10:00", "2026-03-20 10:00") // on the eleventh
	o.advance(o.open("2026-03-26 15:00", complaint.Submission{}), "2026-04-01 09:00")                      // not yet

	stopped := o.open("2026-03-04 09:00", complaint.Submission{})
	o.do(stopped, "2026-03-05 09:00", complaint.Suspending{Kind: "access", Reason: "门锁", Until: o.at("2026-03-20 09:00")})
	o.answered(stopped, "2026-03-23 10:00", "2026-03-24 10:00")

	again := o.open("2026-03-11 09:00", complaint.Submission{}) // dissatisfied
	o.do(again, "2026-03-12 09:00", complaint.Answer{Text: "换线"}, complaint.Review{Passed: true})
	o.do(again, "2026-03-13 09:00", complaint.CallbackResult{Reached: true, Satisfied: new(false)}, complaint.Dispatching{})
	o.answered(again, "2026-03-16 09:00", "2026-03-17 09:00")

	o.do(o.open("2026-03-18 09:00", complaint.Submission{}), "2026-03-24 09:00", complaint.Withdrawal{}) // on the fourth day
	return o
}
