package reconciliation_test

import (
	"context"
	"encoding/json"
	"flag"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/deadline"
	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/shared/clock/check"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/notice"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/sqlite"
)

var update = flag.Bool("update", false, "write the golden files anew")

// house is an office over a store in memory, whose time is set by the test.
type house struct {
	t     *testing.T
	now   time.Time
	db    *sqlite.DB
	desk  *desk.Desk
	sweep *deadline.Handler
	// handler is the function that is tested.
	handler *reconciliation.Handler
	notices []complaint.Notice // published
	letters []notice.Letter    // sent
}

func open(t *testing.T, now string) *house {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	db, err := sqlite.Open(sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	h := &house{t: t, db: db}
	h.desk = &desk.Desk{
		Store: db, Now: func() time.Time { return h.now }, NewCode: func() string { return "code" },
		PolicyOf: func(string) (*policy.Policy, error) { return h.desk.Policy, nil }, Policy: p,
	}
	h.sweep = &deadline.Handler{Desk: h.desk, Relay: &relay.Handler{Desk: h.desk, Workflow: h, Topic: h, Messenger: h}}
	h.handler = &reconciliation.Handler{Desk: h.desk, Check: check.Due}
	h.now = h.time(now)
	return h
}

// The house is what lies beyond the store, too.
func (h *house) Start(context.Context, complaint.Machine, string, json.RawMessage) error {
	return nil
}
func (h *house) Resume(context.Context, string, json.RawMessage) error { return nil }
func (h *house) Publish(_ context.Context, n complaint.Notice) error {
	h.notices = append(h.notices, n)
	return nil
}
func (h *house) Send(_ context.Context, l notice.Letter) error {
	h.letters = append(h.letters, l)
	return nil
}

// time reads a time of the office.
func (h *house) time(s string) time.Time {
	h.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, h.desk.Policy.Zone())
	if err != nil {
		h.t.Fatal(err)
	}
	return at.UTC()
}

// at moves time to an instant, sweeping on the way whenever a case wakes.
func (h *house) at(when string) *house {
	h.t.Helper()
	to := h.time(when)
	for {
		next, ok, err := h.db.NextWake(h.t.Context())
		if err != nil {
			h.t.Fatal(err)
		}
		if !ok || next.After(to) {
			break
		}
		if next.After(h.now) {
			h.now = next
		} else {
			h.now = h.now.Add(time.Minute)
		}
		h.swept()
	}
	h.now = to
	return h
}

// off lets time pass without a sweep.
func (h *house) off(until string) *house {
	h.t.Helper()
	h.now = h.time(until)
	return h
}

func (h *house) swept() {
	h.t.Helper()
	if _, err := h.sweep.Handle(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

// submit takes in a complaint that the demo station must handle.
func (h *house) submit() string {
	h.t.Helper()
	return h.receive(complaint.Submission{Channel: "web", Text: "又停电了", Customer: complaint.CustomerDetails{Phone: "139"}})
}

func (h *house) receive(s complaint.Submission) string {
	h.t.Helper()
	c, _, err := h.desk.Submit(h.t.Context(), s, complaint.Actor{Role: complaint.Public}, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	h.do(c.Reference, complaint.System, complaint.Judged{
		Judgement: complaint.Judgement{Kind: "complaint", Class: "04.03.01", Urgency: "general", Grade: "general"}, Unit: "demo-station",
	})
	return c.Reference
}

func (h *house) do(reference string, role complaint.Role, commands ...complaint.Command) {
	h.t.Helper()
	for _, cmd := range commands {
		if _, err := h.desk.Do(h.t.Context(), desk.Order{Reference: reference, Command: cmd, By: complaint.Actor{Role: role}}); err != nil {
			h.t.Fatalf("%s: %v", cmd.Name(), err)
		}
	}
}

func (h *house) read(reference string) *complaint.Case {
	h.t.Helper()
	c, err := h.desk.Case(h.t.Context(), reference)
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

// tamper changes a stored case behind the domain's back.
func (h *house) tamper(reference string, change func(c *complaint.Case)) {
	h.t.Helper()
	c := h.read(reference)
	change(c)
	c.Version++
	if err := h.db.Commit(h.t.Context(), complaint.Commit{Case: c, Expect: c.Version - 1}); err != nil {
		h.t.Fatal(err)
	}
}

// reconcile runs the function, and delivers what it has promised.
func (h *house) reconcile(in reconciliation.In) reconciliation.Out {
	h.t.Helper()
	out, err := h.handler.Handle(h.t.Context(), in)
	if err != nil {
		h.t.Fatal(err)
	}
	h.deliver()
	return out
}

func (h *house) deliver() {
	h.t.Helper()
	keys, err := h.db.Stale(h.t.Context(), h.now, h.now, 100_000)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := h.sweep.Relay.Deliver(h.t.Context(), keys); err != nil {
		h.t.Fatal(err)
	}
}

// told gives the ids of the notices that the function sent.
func (h *house) told() (ids []string) {
	for _, n := range h.notices {
		if strings.Contains(n.ID, "reconciliation") {
			ids = append(ids, n.ID)
		}
	}
	return ids
}

// found gives the findings in short: what, the case, and the clock.
func found(out reconciliation.Out) (list []string) {
	for _, f := range out.Findings {
		list = append(list, strings.TrimSpace(f.What+" "+f.Reference+" "+f.Clock))
	}
	return list
}

func same[T any](t *testing.T, what string, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// times writes instants as the office does.
func (h *house) times(list ...time.Time) string {
	var all []string
	for _, at := range list {
		all = append(all, at.In(h.desk.Policy.Zone()).Format("01-02 15:04"))
	}
	return strings.Join(all, " ")
}
