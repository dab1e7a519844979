package main

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
)

// reconciled lists when, and of which days, reconciliations were told.
func reconciled(t *testing.T, a *app) (list []string) {
	t.Helper()
	docs, err := a.db.ListPublished(t.Context(), "notice", "", "", 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range docs {
		var n complaint.Notice
		if err := json.Unmarshal(doc, &n); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(n.ID, "reconciliation") {
			list = append(list, n.At.In(a.policy.Zone()).Format("01-02 15:04")+" "+n.ID)
		}
	}
	return list
}

func TestEachDayOfVirtualTimeIsReconciledAtItsTime(t *testing.T) {
	s := &scene{t: t}
	s.begin("2026-03-10 09:00")
	s.submit("customer", `{"channel":"web","text":"又停电了","class":"04.03.01","site":{"region":"demo"}}`)
	var moved struct{ Fired int }
	s.call("POST", "/local/clock", "", `{"to":"2026-03-12T09:00:00+08:00"}`, 200, &moved)
	if moved.Fired != 2 {
		t.Errorf("fired %d, want the warning and the breach of the contact alone", moved.Fired)
	}
	want := []string{"03-11 00:30 reconciliation/2026-03-10", "03-12 00:30 reconciliation/2026-03-11"}
	if diff := cmp.Diff(want, reconciled(t, s.app)); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	if told := strings.Join(s.told(), "\n"); strings.Contains(told, "reconciliation") {
		t.Errorf("the case is told of a reconciliation:\n%s", told)
	}
}

func TestThePackSaysAtWhichTimeOfDay(t *testing.T) {
	a := testApp(t, "2026-03-10T09:00:00+08:00")
	p := *a.policy
	p.Reconciliation = 7*60 + 15
	a.policy = &p
	if _, err := a.advance(t.Context(), a.watch.Now().AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"03-11 07:15 reconciliation/2026-03-10"}, reconciled(t, a)); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestDaysThatAStopLeftOutAreMadeUpOnce(t *testing.T) {
	dir := t.TempDir()
	start := func(clock string) *app {
		t.Helper()
		log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
		a, err := newApp(t.Context(), config{data: dir, policy: "state-grid", clock: clock, dev: true}, log)
		if err != nil {
			t.Fatal(err)
		}
		a.tick(t.Context())
		return a
	}
	var got []string
	for _, clock := range []string{
		"2026-03-10T09:00:00+08:00", // a new store has nothing to make up
		"2026-03-13T09:00:00+08:00", // three days
		"2026-03-13T10:00:00+08:00", // nothing again
		"2026-04-13T00:29:00+08:00", // the last seven days before yesterday, which is not yet due
	} {
		a := start(clock)
		got = reconciled(t, a)
		a.close()
	}
	want := []string{
		"03-13 09:00 reconciliation/2026-03-10", "03-13 09:00 reconciliation/2026-03-11", "03-13 09:00 reconciliation/2026-03-12",
		"04-13 00:29 reconciliation/2026-04-05", "04-13 00:29 reconciliation/2026-04-06", "04-13 00:29 reconciliation/2026-04-07",
		"04-13 00:29 reconciliation/2026-04-08", "04-13 00:29 reconciliation/2026-04-09", "04-13 00:29 reconciliation/2026-04-10",
		"04-13 00:29 reconciliation/2026-04-11",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

func TestRealTimeIsReconciledBesideTheSweeps(t *testing.T) {
	a := testApp(t, "real")
	if a.reconcile(t.Context()) {
		t.Error("a new store has something to make up")
	}
	yesterday := a.reconciled
	a.reconciled = midnight(yesterday, -2)
	if !a.reconcile(t.Context()) || a.reconcile(t.Context()) {
		t.Error("missed days are not made up once")
	}
	a.settle(t.Context())
	if got := reconciled(t, a); len(got) == 0 || len(got) > 2 {
		t.Errorf("told %v, want the days before %s", got, yesterday.AddDate(0, 0, 1).Format(time.DateOnly))
	}
	if a.proof.Silence == 0 {
		t.Error("a silence of the sweep is not judged in real time")
	}
}
