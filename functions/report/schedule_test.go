package report_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// each are the reports of a schedule, all of the breach.
func (h *house) schedule(each ...policy.ScheduledReport) {
	for i := range each {
		each[i].Kind, each[i].Language, each[i].At = "sla-breach", "zh", 8*60
		if each[i].Tell == nil {
			each[i].Tell = []string{"L3"}
		}
	}
	h.handler.Desk.Policy.Reports.Schedule = each
}

func daily() policy.ScheduledReport {
	return policy.ScheduledReport{Rhythm: policy.Rhythm{Every: "day"}}
}

// at moves the time, in the office's.
func (h *house) at(local string) {
	h.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", local, h.handler.Desk.Policy.Zone())
	if err != nil {
		h.t.Fatal(err)
	}
	h.now = at
}

// run is one scheduled run.
func (h *house) run() report.Out {
	h.t.Helper()
	out, err := h.handler.Handle(h.t.Context(), report.Scheduled{})
	if err != nil {
		h.t.Fatal(err)
	}
	return out
}

// told are the reports that notices are promised of, each as "at id point levels unit".
func (h *house) told() (list []string) {
	h.t.Helper()
	for _, n := range h.notices() {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", n.At.In(h.handler.Desk.Policy.Zone()).Format("01-02 15:04"), n.ID, strings.Join(n.Levels, "+"), n.Unit)))
	}
	slices.Sort(list)
	return list
}

func TestTheScheduleBuildsWhatIsDueOnce(t *testing.T) {
	h := open(t)
	h.schedule(
		policy.ScheduledReport{Rhythm: policy.Rhythm{Every: "workday"}, Of: "L2", Tell: []string{"L1", "L2"}},
		policy.ScheduledReport{Rhythm: policy.Rhythm{Every: "month", Day: 2}},
	)
	h.at("2026-09-30 12:00")
	if out := h.run(); out.Built != nil || out.Failed != nil {
		t.Fatalf("a new store owes %+v", out)
	}
	h.at("2026-10-08 08:07")
	want := []string{
		"sla-breach-20260901-20260930-20261002T000000Z-company-zh",
		"sla-breach-20260930-20261007-20261008T000000Z-unit-demo-county-zh",
	}
	if diff := cmp.Diff(want, h.run().Built); diff != "" {
		t.Errorf("built (-want +got):\n%s", diff)
	}
	for range 2 {
		h.now = h.now.Add(15 * time.Minute)
		if out := h.run(); out.Built != nil {
			t.Errorf("built again: %v", out.Built)
		}
	}
	want = []string{"10-02 08:00 report/" + want[0] + " L3", "10-08 08:00 report/" + want[1] + " L1+L2 demo-county"}
	if diff := cmp.Diff(want, h.told()); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestWhatTwoEntriesWantIsOneReport(t *testing.T) {
	h := open(t)
	h.schedule(daily(), policy.ScheduledReport{Rhythm: policy.Rhythm{Every: "workday"}, Tell: []string{"L2", "L3"}})
	h.at("2026-09-01 12:00")
	h.run()
	h.at("2026-09-02 08:00")
	h.run()
	if told := h.told(); len(told) != 1 || !strings.HasSuffix(told[0], " L2+L3") {
		t.Errorf("told %q", told)
	}
}

func TestAStopIsMadeUpForSevenDaysBack(t *testing.T) {
	h := open(t)
	h.schedule(daily())
	h.at("2026-09-01 12:00")
	h.run()
	if due, ok, err := h.handler.Due(t.Context()); err != nil || !ok || due.Format(time.RFC3339) != "2026-09-02T00:00:00Z" {
		t.Errorf("due %s, %v, %v", due, ok, err)
	}
	h.at("2026-09-20 07:59")
	if due, ok, err := h.handler.Due(t.Context()); err != nil || !ok || due.Format(time.RFC3339) != "2026-09-13T00:00:00Z" {
		t.Errorf("after a stop due %s, %v, %v", due, ok, err)
	}
	built := h.run().Built
	if len(built) != 7 || !strings.HasPrefix(built[0], "sla-breach-20260912-") || !strings.HasPrefix(built[6], "sla-breach-20260918-") {
		t.Errorf("built %v", built)
	}
	h.schedule()
	if _, ok, err := h.handler.Due(t.Context()); ok || err != nil {
		t.Errorf("an empty schedule has something due: %v", err)
	}
}

func TestTheSameReportIsTheSameBytes(t *testing.T) {
	h := open(t)
	h.schedule(daily())
	h.at("2026-09-01 12:00")
	h.run()
	h.at("2026-09-02 09:00")
	id := h.run().Built[0]
	first := maps.Clone(h.handler.Archive.(shelf))
	clear(h.handler.Archive.(shelf))
	again, err := h.handler.Handle(t.Context(), report.Scheduled{At: h.now.Add(-30 * time.Minute)})
	if err != nil || again.Built != nil {
		t.Fatalf("a run of an earlier instant: %+v, %v", again, err)
	}
	h.restart(t) // what is done is forgotten
	h.at("2026-09-02 21:00")
	if out := h.run(); !slices.Equal(out.Built, []string{id}) {
		t.Fatalf("built %v", out.Built)
	}
	for key, data := range first {
		if now := h.handler.Archive.(shelf)[key]; !strings.HasSuffix(key, "attempt.json") && !bytes.Equal(data, now) {
			t.Errorf("%s differs", key)
		}
	}
	if told := h.told(); len(told) != 1 {
		t.Errorf("told %q", told)
	}
}

// restart forgets up to where all is done, as if a run had died before it noted that.
func (h *house) restart(t *testing.T) {
	t.Helper()
	err := h.store.Remember(t.Context(), complaint.StoredAnswer{
		Key: "reports/done", Status: 200, Header: []byte("{}"), Body: []byte(`"2026-09-01T00:00:00Z"`), At: h.now,
	})
	if err != nil {
		t.Fatal(err)
	}
}

// fuse lets an archive and a store fail: after so many writes, before or after
// the last of them is done. From then on everything fails, until it is mended.
type fuse struct {
	left  int  // writes that succeed
	after bool // the last write is done, and its answer lost
	// only, when given, is what alone fails: the writes whose name has it.
	only string
}

var errDead = errors.New("dead")

func (f *fuse) write(name string, do func() error) error {
	if !strings.Contains(name, f.only) {
		return do()
	}
	f.left--
	if f.left > 0 || f.left == 0 && f.after {
		if err := do(); err != nil || f.left > 0 {
			return err
		}
	}
	return errDead
}

func (f *fuse) mend() { *f = fuse{left: 1 << 30} }

type failingArchive struct {
	report.Archive
	*fuse
}

func (a failingArchive) Put(ctx context.Context, key, contentType string, data []byte) error {
	return a.write("put "+key, func() error { return a.Archive.Put(ctx, key, contentType, data) })
}

func (a failingArchive) Get(ctx context.Context, key string) ([]byte, error) {
	if a.left <= 0 && a.only == "" {
		return nil, errDead
	}
	return a.Archive.Get(ctx, key)
}

type failingStore struct {
	complaint.Store
	*fuse
}

func (s failingStore) Commit(ctx context.Context, c complaint.Commit) error {
	return s.write("commit", func() error { return s.Store.Commit(ctx, c) })
}

func (s failingStore) Remember(ctx context.Context, a complaint.StoredAnswer) error {
	return s.write("remember", func() error { return s.Store.Remember(ctx, a) })
}

// fuse puts the house's archive and store at risk.
func (h *house) fuse() *fuse {
	f := new(fuse)
	f.mend()
	h.handler.Archive, h.handler.Desk.Store = failingArchive{h.handler.Archive, f}, failingStore{h.store, f}
	return f
}

// TestARunMayDieBetweenAnyTwoWrites: the next one brings every report and every
// notice, once.
func TestARunMayDieBetweenAnyTwoWrites(t *testing.T) {
	for writes, over := 1, false; !over; writes++ {
		for _, after := range []bool{false, true} {
			h := open(t)
			h.schedule(daily(), policy.ScheduledReport{Rhythm: policy.Rhythm{Every: "workday"}, Of: "L2"})
			h.at("2026-09-01 12:00")
			h.run()
			f := h.fuse()
			f.left, f.after = writes, after
			h.at("2026-09-02 08:00")
			out, err := h.handler.Handle(t.Context(), report.Scheduled{})
			over = f.left > 0
			if over != (err == nil) {
				t.Fatalf("%d writes: %+v, %v", writes, out, err)
			}
			f.mend()
			for range 2 {
				h.now = h.now.Add(15 * time.Minute)
				if out := h.run(); out.Failed != nil {
					t.Errorf("%d writes: %+v", writes, out)
				}
			}
			told := slices.DeleteFunc(h.told(), func(s string) bool { return strings.Contains(s, "/failed ") })
			want := []string{
				"09-02 08:00 report/sla-breach-20260901-20260901-20260902T000000Z-company-zh L3",
				"09-02 08:00 report/sla-breach-20260901-20260901-20260902T000000Z-unit-demo-county-zh L3 demo-county",
			}
			if diff := cmp.Diff(want, told); diff != "" {
				t.Errorf("dead after %d writes, done %v: told (-want +got):\n%s", writes, after, diff)
			}
		}
		if writes > 100 {
			t.Fatal("the run never comes to its end")
		}
	}
}

// TestAFailureIsToldOnce, the others are built, and in the end the report is.
func TestAFailureIsToldOnce(t *testing.T) {
	const county = "sla-breach-20260901-20260901-20260902T000000Z-unit-demo-county-zh"
	for _, tt := range []struct{ name, only string }{
		{"the archive takes no rendering of it", county + "/report.csv"},
		{"the archive takes no attempt at it", county + "/attempt.json"},
		{"the archive takes no summary of it", county + "/summary.json"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := open(t)
			h.schedule(policy.ScheduledReport{Rhythm: policy.Rhythm{Every: "day"}, Of: "L2"}, daily())
			h.at("2026-09-01 12:00")
			h.run()
			f := h.fuse()
			f.only, f.left = tt.only, 0
			h.at("2026-09-02 08:00")
			for i := range 3 {
				out, err := h.handler.Handle(t.Context(), report.Scheduled{})
				if !errors.Is(err, errDead) || !slices.Equal(out.Failed, []string{county}) || (len(out.Built) == 1) != (i == 0) {
					t.Errorf("run %d: %+v, %v", i, out, err)
				}
				h.now = h.now.Add(15 * time.Minute)
			}
			f.mend()
			if out := h.run(); !slices.Equal(out.Built, []string{county}) {
				t.Errorf("at last: %+v", out)
			}
			h.run()
			want := []string{
				"09-02 08:00 report/sla-breach-20260901-20260901-20260902T000000Z-company-zh L3",
				"09-02 08:00 report/" + county + " L3 demo-county",
				"09-02 08:00 report/" + county + "/failed L3 demo-county",
			}
			if diff := cmp.Diff(want, h.told()); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
			for _, n := range h.notices() {
				if failed := strings.HasSuffix(n.ID, "/failed"); failed != (n.Point == "failed") || failed != strings.Contains(n.Text, "自动重试") {
					t.Errorf("notice %+v", n)
				}
			}
		})
	}
}

// TestAStoreThatFailsIsToldWhenItIsBack: nothing can be promised before.
func TestAStoreThatFailsIsToldWhenItIsBack(t *testing.T) {
	h := open(t)
	h.schedule(daily())
	h.at("2026-09-01 12:00")
	h.run()
	f := h.fuse()
	f.only, f.left = "commit", 0
	h.at("2026-09-02 08:00")
	if out, err := h.handler.Handle(t.Context(), report.Scheduled{}); !errors.Is(err, errDead) || len(out.Failed) != 1 {
		t.Errorf("%+v, %v", out, err)
	}
	f.mend()
	for range 2 {
		h.now = h.now.Add(15 * time.Minute)
		h.run()
	}
	if told := h.told(); len(told) != 1 || strings.Contains(told[0], "failed") { // it was archived before the store failed
		t.Errorf("told %q", told)
	}
}

// TestAReportThatNeverEndsIsTold, after all others are built.
func TestAReportThatNeverEndsIsTold(t *testing.T) {
	h := open(t)
	h.handler.Longest = 14 * time.Minute
	h.schedule(daily(), policy.ScheduledReport{Rhythm: policy.Rhythm{Every: "day"}, Of: "L2"}, policy.ScheduledReport{Rhythm: policy.Rhythm{Every: "day"}, Of: "L3"})
	h.at("2026-09-01 12:00")
	h.run()
	h.at("2026-09-02 08:00")
	f := h.fuse()
	f.left, f.after = 1, true // it dies over the first report, having marked it
	if _, err := h.handler.Handle(t.Context(), report.Scheduled{}); err == nil {
		t.Fatal("alive")
	}
	f.mend()
	h.now = h.now.Add(time.Minute) // another run meanwhile
	out := h.run()
	if len(out.Built) != 2 || len(out.Left) != 1 || !strings.Contains(out.Left[0], "-company-") || len(h.told()) != 2 {
		t.Errorf("meanwhile %+v, told %q", out, h.told())
	}
	h.now = h.now.Add(15 * time.Minute)
	h.handler.Enough = func(context.Context) bool { return true }
	if out := h.run(); out.Built != nil || len(out.Left) != 1 {
		t.Errorf("without time %+v", out)
	}
	h.handler.Enough = nil
	if out := h.run(); !strings.Contains(out.Built[0], "-company-") {
		t.Errorf("at last %+v", out)
	}
	told := h.told()
	if len(told) != 4 || strings.Count(strings.Join(told, "\n"), "/failed ") != 1 {
		t.Errorf("told %q", told)
	}
}
