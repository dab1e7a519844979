// Package workflowtest is the contract of workflow.Journal as tests, and a
// journal in memory that keeps it.
//
// Every implementation runs [Journal] on itself. [Memory] serves the tests of
// whatever needs a journal; it loses everything with the process, so it is not
// for anything else.
package workflowtest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/workflow"
)

// Journal checks an implementation. Open gives an empty journal.
func Journal(t *testing.T, open func(*testing.T) workflow.Journal) {
	for name, test := range map[string]func(*testing.T, workflow.Journal){
		"a record comes back as it was":     comesBack,
		"a name is created once":            createdOnce,
		"saving replaces the whole record":  saved,
		"saving needs a record":             savingNeedsARecord,
		"a token finds its execution":       byToken,
		"due executions come in order":      due,
		"the earliest wake-up can be asked": earliest,
		"executions are listed by prefix":   byPrefix,
		"nothing stored is shared":          notShared,
		"concurrent creation wins once":     concurrent,
		"many executions":                   many,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// record is a running record that waits for a token.
func record(name string) workflow.Record {
	return workflow.Record{Name: name, Machine: "complaint", Status: workflow.Running, Data: []byte(`{"name":"` + name + `"}`)}
}

// wakes is a running record that wakes at an instant.
func wakes(name string, at time.Time) workflow.Record {
	r := record(name)
	r.WakeAt = at
	return r
}

func create(t *testing.T, j workflow.Journal, records ...workflow.Record) {
	t.Helper()
	for _, r := range records {
		created, err := j.CreateExecution(t.Context(), r)
		if err != nil || !created {
			t.Fatalf("create %s: created %v, error %v", r.Name, created, err)
		}
	}
}

func save(t *testing.T, j workflow.Journal, r workflow.Record) {
	t.Helper()
	if err := j.SaveExecution(t.Context(), r); err != nil {
		t.Fatal(err)
	}
}

// same compares records; a time is the same in every zone.
func same(t *testing.T, got, want any) {
	t.Helper()
	instants := cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })
	if diff := cmp.Diff(want, got, instants); diff != "" {
		t.Errorf("(-want +got): %s", diff)
	}
}

func comesBack(t *testing.T, j workflow.Journal) {
	want := wakes("202603-000001-1-1", noon.Add(1234*time.Millisecond))
	want.Token, want.Data = "tok/en=", []byte("{\"text\":\"停电 'x' % _ \\u0000\"}")
	bare := record("bare")
	bare.Status = "SUCCEEDED"
	create(t, j, want, bare)
	for _, want := range []workflow.Record{want, bare} {
		got, ok, err := j.Execution(t.Context(), want.Name)
		if err != nil || !ok {
			t.Fatalf("found %v, error %v", ok, err)
		}
		same(t, got, want)
		if got.WakeAt.IsZero() != want.WakeAt.IsZero() {
			t.Errorf("a wake-up of %v came back as %v", want.WakeAt, got.WakeAt)
		}
	}
	if _, ok, err := j.Execution(t.Context(), "nobody"); ok || err != nil {
		t.Errorf("an unknown name: found %v, error %v", ok, err)
	}
}

func createdOnce(t *testing.T, j workflow.Journal) {
	first := record("x")
	create(t, j, first)
	second := wakes("x", noon)
	second.Machine = "other"
	for _, status := range []string{workflow.Running, "SUCCEEDED"} {
		first.Status = status
		save(t, j, first)
		if created, err := j.CreateExecution(t.Context(), second); created || err != nil {
			t.Errorf("a second creation: created %v, error %v", created, err)
		}
		got, _, err := j.Execution(t.Context(), "x")
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, first)
	}
}

func saved(t *testing.T, j workflow.Journal) {
	first := wakes("x", noon)
	first.Token = "t1"
	create(t, j, first, record("y"))
	second := workflow.Record{Name: "x", Machine: "m2", Status: "FAILED", Data: []byte("2")}
	save(t, j, second)
	got, _, err := j.Execution(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, second)
	other, _, err := j.Execution(t.Context(), "y")
	if err != nil {
		t.Fatal(err)
	}
	same(t, other, record("y"))
}

func savingNeedsARecord(t *testing.T, j workflow.Journal) {
	if err := j.SaveExecution(t.Context(), record("nobody")); err == nil {
		t.Error("a record was saved that was never created")
	}
	if _, ok, _ := j.Execution(t.Context(), "nobody"); ok {
		t.Error("the record was stored")
	}
}

func byToken(t *testing.T, j workflow.Journal) {
	a, b := record("a"), record("b")
	a.Token, b.Token = "ta", "tb"
	create(t, j, a, b, record("c"))
	find := func(token, want string) {
		t.Helper()
		got, ok, err := j.ExecutionByToken(t.Context(), token)
		if err != nil || ok != (want != "") || got.Name != want {
			t.Errorf("token %q: got %q, found %v, error %v; want %q", token, got.Name, ok, err, want)
		}
	}
	find("ta", "a")
	find("tb", "b")
	find("", "")
	find("TA", "")
	a.Token = "ta2"
	save(t, j, a)
	find("ta", "")
	find("ta2", "a")
	a.Token = ""
	save(t, j, a)
	find("ta2", "")
}

func due(t *testing.T, j workflow.Journal) {
	ended := wakes("ended", noon)
	ended.Status = "FAILED"
	create(t, j, wakes("late", noon.Add(time.Millisecond)), wakes("b", noon), wakes("a", noon), wakes("first", noon.Add(-time.Hour)),
		record("token"), ended)
	for _, tt := range []struct {
		now   time.Time
		limit int
		want  []string
	}{
		{noon.Add(-2 * time.Hour), 10, nil},
		{noon.Add(-time.Hour), 10, []string{"first"}},
		{noon, 10, []string{"first", "a", "b"}},
		{noon.In(time.FixedZone("CST", 8*3600)), 10, []string{"first", "a", "b"}},
		{noon, 2, []string{"first", "a"}},
		{noon.Add(time.Millisecond), 10, []string{"first", "a", "b", "late"}},
	} {
		got, err := j.DueExecutions(t.Context(), tt.now, tt.limit)
		if err != nil {
			t.Fatal(err)
		}
		same(t, names(got), tt.want)
	}
	save(t, j, record("first"))
	got, err := j.DueExecutions(t.Context(), noon, 1)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, []workflow.Record{wakes("a", noon)})
}

func earliest(t *testing.T, j workflow.Journal) {
	far := time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	got, err := j.DueExecutions(t.Context(), far, 1)
	if err != nil || len(got) != 0 {
		t.Errorf("an empty journal: got %v, error %v", names(got), err)
	}
	create(t, j, record("token"), wakes("later", noon.AddDate(3, 0, 0)), wakes("soon", noon))
	if got, err = j.DueExecutions(t.Context(), far, 1); err != nil {
		t.Fatal(err)
	}
	same(t, names(got), []string{"soon"})
}

func byPrefix(t *testing.T, j workflow.Journal) {
	ended := record("202603-000001-1-1")
	ended.Status = "SUCCEEDED"
	create(t, j, record("202603-000001-2-1"), ended, record("202603-000010-1-1"), record("a%b"), record("a_b"), record("axb"), record("A_b"))
	for prefix, want := range map[string][]string{
		"202603-000001-": {"202603-000001-1-1", "202603-000001-2-1"},
		"202603-00001":   {"202603-000010-1-1"},
		"a%":             {"a%b"},
		"a_":             {"a_b"},
		"nobody":         nil,
	} {
		got, err := j.Executions(t.Context(), prefix)
		if err != nil {
			t.Fatal(err)
		}
		same(t, names(got), want)
	}
	all, err := j.Executions(t.Context(), "")
	if err != nil || len(all) != 7 {
		t.Errorf("an empty prefix: got %v, error %v", names(all), err)
	}
}

func notShared(t *testing.T, j workflow.Journal) {
	r := record("x")
	create(t, j, r)
	r.Data[0] = '!'
	got, _, err := j.Execution(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, record("x"))
	got.Data[0] = '!'
	again, _, err := j.Execution(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	same(t, again, record("x"))
}

func concurrent(t *testing.T, j workflow.Journal) {
	var wg sync.WaitGroup
	wins := make(chan int, 8)
	for i := range cap(wins) {
		wg.Go(func() {
			r := record("x")
			r.Data = fmt.Appendf(nil, "%d", i)
			created, err := j.CreateExecution(t.Context(), r)
			if err != nil {
				t.Error(err)
			}
			if created {
				wins <- i
			}
		})
	}
	wg.Wait()
	close(wins)
	winner, more := <-wins, len(wins)
	got, _, err := j.Execution(t.Context(), "x")
	if err != nil || more != 0 || string(got.Data) != fmt.Sprint(winner) {
		t.Errorf("winner %d and %d more, stored %s, error %v", winner, more, got.Data, err)
	}
}

func many(t *testing.T, j workflow.Journal) {
	const n = 1000
	for i := range n {
		create(t, j, wakes(fmt.Sprintf("m-%04d", i), noon.Add(time.Duration(n-i)*time.Second)))
	}
	got, err := j.DueExecutions(t.Context(), noon.Add(n*time.Second), n+1)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != n || got[0].Name != "m-0999" || got[n-1].Name != "m-0000" {
		t.Errorf("got %d executions from %s to %s", len(got), got[0].Name, got[len(got)-1].Name)
	}
}

func names(records []workflow.Record) []string {
	var list []string
	for _, r := range records {
		list = append(list, r.Name)
	}
	return list
}
