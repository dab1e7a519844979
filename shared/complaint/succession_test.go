package complaint_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func TestAnExecutionIsKnownByItsName(t *testing.T) {
	for _, tt := range []struct {
		name      string
		want      complaint.Execution
		successor string
	}{
		{"202609-000001-0-0", complaint.Execution{Name: "202609-000001-0-0", Reference: "202609-000001"}, "202609-000001-0-1"},
		{"202609-000001-2-9", complaint.Execution{Name: "202609-000001-2-9", Reference: "202609-000001", Cycle: 2, N: 9}, "202609-000001-2-10"},
		{"202609-000001-overlevel-1-0", complaint.Execution{Name: "202609-000001-overlevel-1-0", Machine: complaint.OverLevelFlow, Reference: "202609-000001", Cycle: 1}, "202609-000001-overlevel-1-1"},
		{"202609-000001-emergency-2-9", complaint.Execution{Name: "202609-000001-emergency-2-9", Machine: complaint.EmergencyPlan, Reference: "202609-000001", Cycle: 2, N: 9}, "202609-000001-emergency-2-10"},
		{"202609-1234567-0-10", complaint.Execution{Name: "202609-1234567-0-10", Reference: "202609-1234567", N: 10}, "202609-1234567-0-11"},
	} {
		got, err := complaint.ExecutionNamed(tt.name)
		if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
		next := got.Successor()
		if next.Name != tt.successor || !next.Of(got) || !strings.HasPrefix(next.Name, got.Series()) || !strings.HasPrefix(got.Name, got.Series()) {
			t.Errorf("successor of %s: %+v in series %s, want %s", tt.name, next, got.Series(), tt.successor)
		}
	}
	for _, name := range []string{"", "x", "-0-0", "202609-000001", "202609-000001-0", "202609-000001-0-", "202609-000001-0-x", "202609-000001-0-01",
		"202609-000001-0--1", "-overlevel-1-0", "202609-000001-overlevel-1", "202609-000001-other-1-0", "202609-000001-0-+1", "b5a3f2a0-0000-4000-8000-0123456789ab"} {
		if x, err := complaint.ExecutionNamed(name); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q is taken for %+v, %v", name, x, err)
		}
	}
}

func TestAReopenedCaseStartsAnExecutionOfItsOwn(t *testing.T) {
	s := begin(t, "2026-06-01 09:00", complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01"})
	s.do(complaint.Dispatching{}).do(complaint.Withdrawal{})
	change, err := s.c.Do(complaint.Reopening{Reason: "x"}, s.turn(complaint.Supervisor))
	if err != nil {
		t.Fatal(err)
	}
	var got []complaint.Effect
	for _, e := range change.Effects {
		if e.Kind == complaint.StartWorkflow {
			got = append(got, e)
		}
	}
	x, err := complaint.ExecutionNamed(s.c.Reference + "-1-0")
	if diff := cmp.Diff([]complaint.Effect{x.Start(s.now)}, got); diff != "" || err != nil {
		t.Errorf("started: %v (-want +got):\n%s", err, diff)
	}
	want := complaint.Effect{
		Key: "start/202609-000001-1-1", Kind: complaint.StartWorkflow, Reference: "202609-000001", At: s.now,
		Data: json.RawMessage(`{"name":"202609-000001-1-1","reference":"202609-000001","cycle":1,"n":1}`),
	}
	if diff := cmp.Diff(want, x.Successor().Start(s.now)); diff != "" {
		t.Errorf("the successor's promise (-want +got):\n%s", diff)
	}
}

func TestAnExecutionHandsOverWhenItIsSpent(t *testing.T) {
	started := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name  string
		steps int
		age   time.Duration
		next  complaint.Step
		want  complaint.Step
	}{
		{"young and short, it goes on", 0, 0, complaint.StepDispatch, complaint.StepDispatch},
		{"the last step but one goes on", complaint.MostSteps - 2, 0, complaint.StepAwaitReview, complaint.StepAwaitReview},
		{"the last step hands over", complaint.MostSteps - 1, 0, complaint.StepAwaitReview, complaint.StepSuccession},
		{"a failed succession is tried again", complaint.MostSteps, 0, complaint.StepAwaitReview, complaint.StepSuccession},
		{"a second before its age it goes on", 3, complaint.OldestRun - time.Second, complaint.StepAwaitReview, complaint.StepAwaitReview},
		{"at its age it hands over", 3, complaint.OldestRun, complaint.StepTriage, complaint.StepSuccession},
		{"a closed case is not handed over", complaint.MostSteps, complaint.OldestRun, complaint.StepClosed, complaint.StepClosed},
	} {
		run := complaint.Run{Case: complaint.Standing{Steps: tt.steps}}
		got := run.Onward(tt.next, started, started.Add(tt.age))
		if want := (complaint.Standing{Next: tt.want, Steps: tt.steps + 1}); got != want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, want)
		}
	}
	if (complaint.Run{}).Spent(time.Time{}, started) {
		t.Error("an execution of unknown age is taken for too old")
	}
}

func TestOnlyASuccessorBeginsWithAPause(t *testing.T) {
	for _, tt := range []struct {
		run  complaint.Run
		want bool
	}{
		{complaint.Run{}, false},
		{complaint.Run{N: 1}, true},
		{complaint.Run{N: 1, Case: complaint.Standing{Next: complaint.StepCoolDown, Steps: 1}}, false},
	} {
		if got := tt.run.Begins(); got != tt.want {
			t.Errorf("%+v begins %t, want %t", tt.run, got, tt.want)
		}
	}
}
