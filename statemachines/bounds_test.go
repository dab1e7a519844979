package statemachines_test

import (
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/statemachines/stories"
)

// The quotas of a Standard workflow.
const (
	longestHistory = 25_000 // events
	longestLife    = 365 * 24 * time.Hour
)

// outage is how long triage may fail, again and again, without an answer that
// could be counted: the reserve within the quotas.
const outage = 24 * time.Hour

// events is the most that one visit to a state adds to the history: it is
// entered and left; each attempt of a task is scheduled, started and ended, and
// submitted when it gets a token. A retrier that names no attempts has three.
func (s state) events() int {
	if s.Type != "Task" {
		return 2
	}
	attempts, each := 1, 3
	for _, r := range s.Retry {
		if r.MaxAttempts == 0 {
			r.MaxAttempts = 3
		}
		attempts += r.MaxAttempts
	}
	if s.waits() {
		each = 4
	}
	return 2 + attempts*each
}

// worstStep is the most that one counted step adds: a task fails at all its
// attempts and leaves by its Catch, the execution pauses, and triage gives its
// answer at the last of its own, for a choice to follow. In a flow the
// step that asks where it stands takes the place of triage.
func (d definition) worstStep(m stories.Machine) int {
	worst := 0
	for _, s := range d.States {
		if s.Type == "Task" {
			worst = max(worst, s.events()+d.States["CoolDown"].events()+d.States[m.Begin].events()+d.States[m.Where].events())
		}
	}
	return worst
}

// TestAnExecutionHandsOverBeforeItsHistoryIsFull adds up the longest history
// that an execution can have:
//
//	execution started and ended                          2
//	120 steps x 127: 70 a wait that fails at all of its
//	  17 attempts + 2 the pause + 53 triage + 2 a choice 15,240
//	22 waits that time out after 14 of 300 days x 70      1,540
//	a day on which triage fails 96 times x 55             5,280
//	the successor is started: 53 + 2                         55
//	                                                     22,117 of 25,000
//
// Retries that are added to the definition raise the sum.
func TestAnExecutionHandsOverBeforeItsHistoryIsFull(t *testing.T) {
	each(t, func(t *testing.T, m stories.Machine) {
		d := load(t, m.Name)
		sum := 2 + complaint.MostSteps*d.worstStep(m)
		waits := 0
		for _, s := range d.States {
			if s.waits() {
				timeouts := int(complaint.OldestRun/(time.Duration(s.TimeoutSeconds)*time.Second)) + 1
				waits = max(waits, timeouts*s.events())
			}
		}
		pause := d.States["CoolDown"]
		failures := int(outage / (time.Duration(pause.Seconds) * time.Second))
		sum += waits + failures*(d.States[m.Begin].events()+pause.events())
		sum += d.States["Succession"].events() + d.States["Superseded"].events()
		t.Logf("at most %d of %d events", sum, longestHistory)
		if sum > longestHistory {
			t.Errorf("an execution of %d steps may have %d events, more than %d: lower complaint.MostSteps", complaint.MostSteps, sum, longestHistory)
		}
	})
}

// TestAnExecutionHandsOverBeforeItIsTooOld: nobody looks at its age while it
// waits for a token.
func TestAnExecutionHandsOverBeforeItIsTooOld(t *testing.T) {
	each(t, func(t *testing.T, m stories.Machine) {
		for name, s := range load(t, m.Name).States {
			if oldest := complaint.OldestRun + time.Duration(s.TimeoutSeconds)*time.Second + outage; s.Type == "Task" && oldest > longestLife {
				t.Errorf("in %s an execution may become %s old, more than %s", name, oldest, longestLife)
			}
		}
	})
}

// TestTheSumCountsWhatTheInterpreterWrites plays the worst that can happen to
// one dispatch.
func TestTheSumCountsWhatTheInterpreterWrites(t *testing.T) {
	failures := strings.Repeat("!Lambda.Unknown ", 6) + strings.Repeat("!Busy ", 10)
	r := play(t, stories.Machines[0], stories.Story{Answers: map[string]string{"triage": "Dispatch " + failures + "Closed", "dispatch": failures + "!Busy"}})
	want := 2 + 5 + 2 // started and ended; triage at its first attempt, and its choice
	d := load(t, "complaint")
	for _, name := range []string{"Dispatch", "CoolDown", "Triage", "Triaged", "Closed"} {
		want += d.States[name].events()
	}
	if len(r.Types) != want {
		t.Errorf("%d events, want %d: %v", len(r.Types), want, r.Types)
	}
}
