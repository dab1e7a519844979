package reconciliation_test

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// adopt puts a version of the pack in force whose calendar knows these years
// and days off. Older cases keep their rules, but not their calendar.
func (h *house) adopt(version, years string, off ...string) {
	h.t.Helper()
	calendar := "name: china\ntimeZone: Asia/Shanghai\nweek: {"
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri"} {
		calendar += day + `: ["08:30-12:00", "13:30-17:30"], `
	}
	calendar += "}\noff: [" + strings.Join(off, ", ") + "]\nyears: [" + years + "]\ndayEnd: \"24:00\"\nsource: made up\n"
	p, err := policy.Load(h.pack(version, calendar))
	if err != nil {
		h.t.Fatal(err)
	}
	former := h.desk.PolicyOf
	h.desk.Policy = p
	h.desk.PolicyOf = func(id string) (*policy.Policy, error) {
		if id == p.ID() {
			return p, nil
		}
		old, err := former(id)
		return old.WithCalendarOf(p), err
	}
}

// pack is the default pack with another version and calendar.
func (h *house) pack(version, calendar string) fs.FS {
	h.t.Helper()
	files, err := policy.Files("state-grid")
	if err != nil {
		h.t.Fatal(err)
	}
	pack := fstest.MapFS{}
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		pack[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	lines := strings.Split(string(pack["pack.yaml"].Data), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "version:") {
			lines[i] = fmt.Sprintf("version: %q", version)
		}
	}
	pack["pack.yaml"].Data = []byte(strings.Join(lines, "\n"))
	pack["calendars/china.yaml"].Data = []byte(calendar)
	delete(pack, "examples.yaml") // which hold for the calendar as it is
	return pack
}

const holiday = `"2027-01-01/2027-01-03"`

func TestACalendarThatIsPublishedLateMovesItsCasesAndNamesThem(t *testing.T) {
	h := open(t, "2026-12-28 09:00")
	h.adopt("1", "2026")
	moves, stays := h.submit(), h.submit()
	for _, ref := range []string{moves, stays} {
		h.do(ref, complaint.System, complaint.Dispatching{}, complaint.Contacting{Reached: true})
	}
	h.do(stays, complaint.Handler, complaint.Answer{Text: "x"})
	h.do(stays, complaint.Supervisor, complaint.Review{Passed: true})
	h.do(stays, complaint.Caller, complaint.CallbackResult{Reached: true, Satisfied: new(true)})
	h.at("2026-12-29 00:30")
	same(t, "provisional", map[string]int{"2027": 3}, h.reconcile(reconciliation.In{}).Provisional)

	h.adopt("2", "2026, 2027", holiday)
	h.at("2026-12-29 09:00")
	look := h.reconcile(reconciliation.In{Look: true})
	out := h.reconcile(reconciliation.In{})
	same(t, "findings", found(look), found(out))
	want := []string{"reissued " + moves + " return", "reissued " + moves + " answer", "reissued " + moves + " legal"}
	same(t, "findings", want, found(out))
	if f := out.Findings[1]; h.times(f.DueAt, f.Want) != "01-05 00:00 01-06 00:00" {
		t.Errorf("finding %+v", f)
	}
	if !out.AddsUp || out.Reissued != 1 || len(out.Provisional) != 0 {
		t.Errorf("out %+v, want one re-issued and none provisional", out)
	}
	h.sawMove(moves, stays)

	again := h.reconcile(reconciliation.In{})
	if again.Reissued != 0 || len(again.Findings) != 0 {
		t.Errorf("second run %+v, want nothing left", again)
	}
	h.at("2027-01-07 00:30")
	if day := h.reconcile(reconciliation.In{Day: "2027-01-05"}); !day.AddsUp || day.Missed != 1 || day.Superseded != 0 {
		t.Errorf("the day it is due now %+v", day)
	}
}

// sawMove checks that the move of a case was told: to the company by one
// notice, to the customer by a message, and in the history from when to when.
func (h *house) sawMove(moved, other string) {
	h.t.Helper()
	named := slices.DeleteFunc(slices.Clone(h.notices), func(n complaint.Notice) bool { return !strings.Contains(n.ID, "/moved/") })
	if len(named) != 1 || named[0].Kind != "reconciliation" || named[0].References[0] != moved || len(named[0].References) != 1 {
		h.t.Errorf("notices of moved cases %+v, want one that names %s and not %s", named, moved, other)
	}
	promises := 0
	for _, l := range h.letters {
		if l.Kind == "promise" && l.Reference == moved {
			promises++
		}
	}
	if promises != 1 {
		h.t.Errorf("%d messages about the promise, want one of the answer", promises)
	}
	events, err := h.db.Events(h.t.Context(), moved, 0, 100)
	if err != nil {
		h.t.Fatal(err)
	}
	if i := slices.IndexFunc(events, func(e complaint.Event) bool {
		return e.Type == "moved" && strings.Contains(string(e.Data), `"from":"2027-01-04T16:00:00Z","to":"2027-01-05T16:00:00Z"`)
	}); i < 0 {
		h.t.Errorf("no event tells from when to when %s has moved", moved)
	}
}

func TestALateHolidayCorrectsABreachAndLeavesIt(t *testing.T) {
	h := open(t, "2026-12-28 09:00")
	h.adopt("1", "2026, 2027")
	ref := h.submit()
	h.do(ref, complaint.System, complaint.Dispatching{}, complaint.Contacting{Reached: true})
	h.at("2027-01-05 00:30")
	h.adopt("2", "2026, 2027", holiday)
	out := h.reconcile(reconciliation.In{})
	k := h.read(ref).Clock("answer")
	if !out.AddsUp || k.State != complaint.Missed || k.Correction == nil || h.times(k.BreachedAt, k.Correction.DueAt) != "01-05 00:00 01-06 00:00" {
		t.Errorf("clock %+v with %+v, out %+v; want a breach with a correction", k, k.Correction, out)
	}
	same(t, "second run", len(h.events(ref)), func() int { h.reconcile(reconciliation.In{}); return len(h.events(ref)) }())
}

func TestTheMachineIsNotLateForACalendarThatComesLate(t *testing.T) {
	h := open(t, "2026-12-28 09:00")
	h.adopt("1", "2026, 2027", holiday)
	ref := h.submit()
	h.do(ref, complaint.System, complaint.Dispatching{}, complaint.Contacting{Reached: true})
	h.at("2027-01-05 12:00")
	h.adopt("2", "2026, 2027") // the day was worked after all, and the answer was due at midnight
	out := h.reconcile(reconciliation.In{})
	if !out.AddsUp || out.Reissued != 1 || out.Missed != 2 || *out.LagMax > 1 {
		t.Errorf("out %+v, want return and answer missed and no lag", out)
	}
}

func (h *house) events(reference string) []complaint.Event {
	h.t.Helper()
	events, err := h.db.Events(h.t.Context(), reference, 0, 1000)
	if err != nil {
		h.t.Fatal(err)
	}
	return events
}

func TestWhatEndedUnderAnEarlierCalendarIsSuperseded(t *testing.T) {
	h := open(t, "2026-12-28 09:00")
	h.adopt("1", "2026, 2027")
	ref := h.submit()
	h.do(ref, complaint.System, complaint.Dispatching{}, complaint.Contacting{Reached: true})
	h.do(ref, complaint.Handler, complaint.Answer{Text: "x"})
	h.adopt("2", "2026, 2027", holiday)
	h.at("2027-01-05 09:00")
	out := h.reconcile(reconciliation.In{})
	if !out.AddsUp || out.Met != 1 || out.Superseded != 1 {
		t.Errorf("out %+v, want the answer met and superseded", out)
	}
}

func TestAThousandMovedCasesAreANoticeAndTheRestAnother(t *testing.T) {
	h := open(t, "2026-12-28 09:00")
	h.adopt("1", "2026")
	const cases = 1100
	for range cases {
		h.submit()
	}
	h.adopt("2", "2026, 2027", holiday)
	h.handler.Parallel = 8
	h.handler.Enough = func(context.Context) bool { return true } // it stops at each page and goes on
	h.now = h.now.Add(time.Second)
	out := h.reconcile(reconciliation.In{})
	for out.Stopped != nil {
		out = h.reconcile(reconciliation.In{After: &out})
	}
	if out.Reissued != cases || out.Open != cases || len(out.Findings) != reconciliation.MaxFindings || len(out.Provisional) != 0 {
		t.Errorf("%d re-issued of %d open, %d findings, %v provisional", out.Reissued, out.Open, len(out.Findings), out.Provisional)
	}
	names := map[string]int{}
	for _, n := range h.notices {
		if strings.Contains(n.ID, "/moved/") {
			if len(n.References) > 1000 || !strings.Contains(n.Text, fmt.Sprint(len(n.References))) {
				t.Errorf("a notice of %d references: %s", len(n.References), n.Text)
			}
			for _, ref := range n.References {
				names[ref]++
			}
		}
	}
	if len(names) != cases {
		t.Errorf("%d cases are named, want %d", len(names), cases)
	}
	for ref, n := range names {
		if n != 1 {
			t.Fatalf("%s is named %d times", ref, n)
		}
	}
}
