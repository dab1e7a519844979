package cost

import (
	"flag"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/deadline"
	"github.com/redress/redress/functions/relay"
	reportfn "github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

var update = flag.Bool("update", false, "write infra/cost.md anew")

// The files that the page is made of and from.
const (
	templateFile = "../../../template.yaml"
	pricesFile   = "prices.yaml"
	pageFile     = "../../cost.md"
)

// told are the stories of the page.
var told = []struct {
	title, file string
	keyed       bool
}{
	{"smooth", "smooth", false},
	{"two warnings", "two-warnings", false},
	{"breach", "breach", false},
	{"rework", "rework", false},
	{"smooth, each call with a key", "smooth", true},
}

// TestCost plays the stories, and compares what was counted with the page.
func TestCost(t *testing.T) {
	f := measure(t)
	if *update {
		if err := os.WriteFile(pageFile, []byte(f.counted()+"\n"+marker+f.measured()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(pageFile)
	if err != nil {
		t.Fatal(err)
	}
	want, _, found := strings.Cut(string(written), "\n"+marker)
	if diff := cmp.Diff(want, f.counted()); diff != "" || !found {
		t.Errorf("infra/cost.md is not what is counted (-page +counted); go test ./infra/aws/cost -update writes it:\n%s", diff)
	}
	smooth := f.stories[0].scattered
	if got := f.cost(smooth); got > aim {
		t.Errorf("a thousand smooth complaints cost %.4f, and are to cost %.2f", got, aim)
	}
	t.Logf("an invocation took %.1f ms, and %d are assumed", f.average(0), assumed)
}

// measure plays everything.
func measure(t *testing.T) (f figures) {
	var err error
	if f.prices, err = readPrices(pricesFile); err != nil {
		t.Fatal(err)
	}
	if f.stack, err = readTemplate(templateFile); err != nil {
		t.Fatal(err)
	}
	f.metrics = float64(len(deadline.Out{}.Counts()) + len(relay.Out{}.Counts()) + len(reportfn.Out{}.Counts()))
	f.queue, f.calls = looks(t)
	f.board, f.lists = boardLook(t), queueFigures(t)
	idle := map[bool]map[string]tally{true: idleRuns(t, true), false: idleRuns(t, false)}
	f.idle = idle[true]
	for _, s := range told {
		one := figure{title: s.title}
		t.Run(s.title, func(t *testing.T) {
			one.scattered = playFile(t, s.file, s.keyed, true, idle[true])
			one.together = playFile(t, s.file, s.keyed, false, idle[false])
		})
		f.stories = append(f.stories, one)
	}
	if t.Failed() {
		t.FailNow()
	}
	return f
}

// playFile plays a story in a house of its own.
func playFile(t *testing.T, file string, keyed, scattered bool, idle map[string]tally) tally {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	lines, begin, err := readStory(file, p.Zone())
	if err != nil {
		t.Fatal(err)
	}
	got := play(newHouse(t, begin, scattered), lines, keyed, idle)
	for name, n := range got {
		if n < 0 {
			t.Errorf("%s: %s is %g, less than when nothing happens", file, name, n)
		}
	}
	return got
}

// idleRuns measures the runs that find nothing, each the second time: the first
// has more to read.
func idleRuns(t *testing.T, scattered bool) map[string]tally {
	t.Helper()
	h := newHouse(t, time.Date(2026, 11, 2, 1, 0, 0, 0, time.UTC), scattered)
	idle := map[string]tally{}
	for range 2 {
		for _, r := range []struct {
			name string
			run  func()
		}{{sweeping, h.sweepOnce}, {reconciling, h.reconcileOnce}, {reporting, h.reportOnce}, {asking, h.askOnce}} {
			before := h.tally()
			r.run()
			idle[r.name] = h.tally().since(before)
		}
		h.now = h.now.AddDate(0, 0, 1)
	}
	return idle
}

// looks are the read units of looking at full pages: of a unit's queue, and of
// the calls to make.
func looks(t *testing.T) (queue, calls float64) {
	t.Helper()
	h := newHouse(t, sweptAt, false)
	fillWith(t, h.db, h.table, 120, func(i int) complaint.Commit {
		if i%2 == 0 {
			return standing(t, h.policy, i, h.now, handed)
		}
		return standing(t, h.policy, i, h.now, called)
	})
	look := func(function, token, path string) float64 {
		req := httptest.NewRequest("GET", path, nil)
		req.Header.Set("Authorization", "Bearer "+token)
		rec := httptest.NewRecorder()
		if h.api[function].ServeHTTP(rec, req); rec.Code != 200 || strings.Contains(rec.Body.String(), `"cursor":""`) {
			t.Fatalf("GET %s: %d %s", path, rec.Code, rec.Body)
		}
		return h.meters[function].Total().Read
	}
	unit, _ := h.policy.UnitFor("demo")
	return look("casework", "dev:handler:"+unit.ID, "/v1/cases?status=dispatched"), look("callback", "dev:callback:*", "/v1/callbacks")
}

// boardLook are the read units of counting the board among a thousand open cases.
func boardLook(t *testing.T) float64 {
	t.Helper()
	h := newHouse(t, sweptAt, false)
	fill(t, h.db, h.table, h.policy, h.now, 1000, 0)
	look := func() float64 {
		before := h.meters["casework"].Total().Read
		req := httptest.NewRequest("GET", "/v1/board", nil)
		req.Header.Set("Authorization", "Bearer dev:supervisor:*")
		rec := httptest.NewRecorder()
		if h.api["casework"].ServeHTTP(rec, req); rec.Code != 200 || !strings.Contains(rec.Body.String(), `"open":1000`) {
			t.Fatalf("GET /v1/board: %d %s", rec.Code, rec.Body)
		}
		return h.meters["casework"].Total().Read - before
	}
	first := look()
	again := look() // what was counted is kept
	if again > 25 {
		t.Errorf("to look again costs %g read units", again)
	}
	return first - again
}

// TestBill works a bill out by hand.
func TestBill(t *testing.T) {
	prices, err := readPrices(pricesFile)
	if err != nil {
		t.Fatal(err)
	}
	memory := map[string]float64{"relay": 512, "await": 1024}
	lines := prices.bill(tally{
		transitions: 12_000, writes: 1_000_000, reads: 2_000_000, invocations + "relay": 4_000_000, invocations + "await": 1_000_000,
		calls: 1_000_000, logged: 1 << 30, executions: 1_000_000, answered: 1 << 30, publishes: 1_000_000,
	}, memory)
	const gbSeconds = 4_000_000*0.050*0.5 + 1_000_000*0.050*1
	want := 0.30 + 0.625 + 0.25 + 1.00 + gbSeconds*0.0000133334 + 1.00 + 0.50 + 5.00 + 0.09 + 0.50
	if got := total(lines); got < want-1e-9 || got > want+1e-9 {
		t.Errorf("%v: %g, want %g", lines, got, want)
	}
	const second = 0.5 * 0.0000133334 // at half a GB
	if got := prices.time(tally{milliseconds + "relay": 1000}, memory, ""); got != second {
		t.Errorf("a second: %g, want %g", got, second)
	}
}

// TestTheTemplateIsRead: the memory of each function that the house assembles.
func TestTheTemplateIsRead(t *testing.T) {
	s, err := readTemplate(templateFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"intake", "casework", "callback", "report", "triage", "dispatch", "await", "escalation", "succession", "deadline", "relay", "reconciliation", "partner", "pages"} {
		if s.memory[name] < 128 {
			t.Errorf("%s has %g MB", name, s.memory[name])
		}
	}
	if len(s.memory) != 14 || s.alarms == 0 || s.dashboards == 0 || !strings.Contains(s.accessLog, "$context.routeKey") {
		t.Errorf("the template was read as %+v", s)
	}
	if strings.Contains(s.accessLine(), "$") {
		t.Errorf("a line of the access log: %s", s.accessLine())
	}
}
