package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/notice"
)

// outageOf is what one of many customers says of the same outage.
func outageOf(n int) complaint.Submission {
	classes := []string{"04.03.01", "03.01.01", "03.02.02", "03.03.01"}
	return complaint.Submission{
		Channel: "app", Text: "我们小区又停电了，今年第四次停电", Class: classes[n%len(classes)], Language: "zh",
		Site:     complaint.SiteDetails{Region: "demo", TransformerArea: "李村2号台区"},
		Customer: complaint.CustomerDetails{Phone: fmt.Sprintf("139%08d", n), AccountNumber: fmt.Sprintf("34%08d", n)},
	}
}

// storm is what came of complaints about one outage.
type storm struct {
	// Heads are the cases that follow no other, Members all cases.
	Heads, Members int
	Resolved       int // of those that followed
	// Notices by kind, and Letters of a kind to different customers.
	Notices, Letters map[string]int
}

// play lets so many complaints about one outage come within an hour of virtual
// time, and then one answer to the first of them pass.
func (s *storm) play(tb testing.TB, a *app, cases int) {
	tb.Helper()
	begun := a.watch.Now()
	for n := range cases {
		if at := begun.Add(time.Hour * time.Duration(n) / time.Duration(cases)).Truncate(time.Second); at.After(a.watch.Now()) {
			if _, err := a.advance(tb.Context(), at); err != nil {
				tb.Fatal(err)
			}
		}
		if _, _, err := a.desk.Submit(tb.Context(), outageOf(n), complaint.Actor{Role: complaint.Public}, nil); err != nil {
			tb.Fatal(err)
		}
	}
	if _, err := a.advance(tb.Context(), begun.Add(2*time.Hour)); err != nil {
		tb.Fatal(err)
	}
	restoreOutage(tb, a, complaint.Reference("202603", 1))
	s.count(tb, a, "202603", cases)
}

func restoreOutage(tb testing.TB, a *app, head string) {
	tb.Helper()
	for _, cmd := range []complaint.Command{complaint.Answer{Text: "10:40已恢复供电"}, complaint.Review{Passed: true}} {
		if _, err := a.desk.Do(tb.Context(), desk.Order{Reference: head, Command: cmd, By: complaint.Actor{Role: complaint.Supervisor}}); err != nil {
			tb.Fatal(err)
		}
	}
}

// count looks at every case, notice and letter.
func (s *storm) count(tb testing.TB, a *app, month string, cases int) {
	tb.Helper()
	s.Notices, s.Letters = map[string]int{}, map[string]int{}
	for n := range cases {
		c, err := a.db.Case(tb.Context(), complaint.Reference(month, int64(n)+1))
		if err != nil {
			tb.Fatal(err)
		}
		s.Members++
		switch {
		case c.Batch.Of == "":
			s.Heads++
		case c.Outcome == complaint.Resolved && c.Answer.Text == "10:40已恢复供电":
			s.Resolved++
		}
	}
	for _, n := range noticesOf(tb, a) {
		s.Notices[n.Kind]++
	}
	docs, err := a.db.ListPublished(tb.Context(), "message", "", "", 1_000_000)
	if err != nil {
		tb.Fatal(err)
	}
	told := map[string]bool{}
	for _, doc := range docs {
		var l notice.Letter
		if err := json.Unmarshal(doc, &l); err != nil {
			tb.Fatal(err)
		}
		if key := l.Kind + " " + l.To; told[key] {
			tb.Errorf("%s was told twice of %s", l.To, l.Kind)
		} else {
			told[key] = true
			s.Letters[l.Kind]++
		}
	}
}

// TestAnOutageBecomesOneBatch: complaints about one outage, all within an hour,
// become one batch. The company hears of it a bounded number of times: one
// dispatch, and one notice for each size of the policy. Each customer gets a
// receipt and hears once of the restoration.
func TestAnOutageBecomesOneBatch(t *testing.T) {
	const cases = 1000
	a := testApp(t, "2026-03-10T09:00:00+08:00")
	started := time.Now()
	var got storm
	got.play(t, a, cases)
	t.Logf("%d complaints took %s; notices %v, letters %v", cases, time.Since(started).Round(time.Millisecond), got.Notices, got.Letters)
	want := storm{
		Heads: 1, Members: cases, Resolved: cases - 1,
		Notices: map[string]int{"dispatched": 1, "batch": 3},
		Letters: map[string]int{"receipt": cases, "answer": 1, "batch.restored": cases - 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the storm (-want +got):\n%s", diff)
	}
}

// TestAnOutageAtOnceBecomesOneBatch: in real time, with many callers and
// executions at once, heads do not see each other, and come together.
func TestAnOutageAtOnceBecomesOneBatch(t *testing.T) {
	const cases, callers = 400, 40
	a, err := newApp(t.Context(), config{data: ":memory:", policy: "state-grid", clock: "real", dev: true}, slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() { a.work(ctx) })
	t.Cleanup(func() { stop(); group.Wait(); a.close() })
	var callersGroup sync.WaitGroup
	for caller := range callers {
		callersGroup.Go(func() {
			for n := caller; n < cases; n += callers {
				if _, _, err := a.desk.Submit(ctx, outageOf(n), complaint.Actor{Role: complaint.Public}, nil); err != nil {
					t.Error(err)
				}
			}
		})
	}
	callersGroup.Wait()
	month := a.watch.Now().In(a.policy.Zone()).Format("200601")
	root := ""
	eventually(t, "one head", func() bool {
		heads := 0
		for n := range cases {
			c, err := a.db.Case(ctx, complaint.Reference(month, int64(n)+1))
			if err != nil || c.Status == complaint.Received {
				return false
			}
			if c.Batch.Of == "" {
				root, heads = c.Reference, heads+1
			}
		}
		return heads == 1
	})
	restoreOutage(t, a, root)
	var got storm
	eventually(t, "every follower to be answered", func() bool {
		got = storm{}
		got.count(t, a, month, cases)
		return got.Resolved == cases-1 && got.Letters["batch.restored"] == cases-1
	})
	t.Logf("notices %v, letters %v", got.Notices, got.Letters)
	if got.Heads != 1 || got.Notices["batch"] > cases/10 { // each head that led for a while, dispatched or not, has its sizes
		t.Errorf("%d heads, notices %v", got.Heads, got.Notices)
	}
}

// eventually waits for something that the background worker brings about.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for range 300 {
		if done() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("waited in vain for %s", what)
}

// BenchmarkOutage plays a storm of 5,000 complaints about one outage in an hour.
func BenchmarkOutage(b *testing.B) {
	const cases = 5000
	for b.Loop() {
		a, err := newApp(b.Context(), config{data: ":memory:", policy: "state-grid", clock: "2026-03-10T09:00:00+08:00"}, slog.New(slog.DiscardHandler))
		if err != nil {
			b.Fatal(err)
		}
		started := time.Now()
		var got storm
		got.play(b, a, cases)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(time.Since(started).Seconds(), "s/storm")
		b.ReportMetric(float64(got.Heads), "heads")
		b.ReportMetric(float64(got.Notices["dispatched"]+got.Notices["batch"]), "notices")
		b.ReportMetric(float64(got.Letters["batch.restored"]), "restored")
		if got.Heads != 1 || got.Resolved != cases-1 || got.Letters["batch.restored"] != cases-1 {
			b.Errorf("%+v", got)
		}
		a.close()
	}
}
