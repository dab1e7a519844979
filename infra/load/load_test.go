package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// built builds the program that is used.
func built(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "redress")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "../local")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return binary
}

// TestNothingIsLostOverKills is the load in short: two lives of the program.
func TestNothingIsLostOverKills(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	var out strings.Builder
	args := []string{"-clients", "4", "-for", "3s", "-rounds", "2", "-data", data, "-binary", built(t)}
	if err := run(t.Context(), args, &out, t.Output()); err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	doc, err := os.ReadFile(data + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var f struct {
		Rounds []struct {
			Acknowledged, Cases, Replayed int
			Calls                         map[string]summary
		}
		Losses []string
	}
	if err := json.Unmarshal(doc, &f); err != nil {
		t.Fatal(err)
	}
	last := f.Rounds[len(f.Rounds)-1]
	if len(f.Rounds) != 2 || last.Cases < 8 || last.Acknowledged < 3*last.Cases || last.Replayed == 0 || last.Calls["all"].P99 <= 0 || len(f.Losses) > 0 {
		t.Errorf("the load did next to nothing: %s", doc)
	}
}

// TestKilledAtAnyMoment kills the program at random moments within its first
// 200 milliseconds, again and again.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the program 25 times: left out by -short")
	}
	s := spec{Clients: 4, For: 200 * time.Millisecond, Sudden: true, Rounds: 25, Seed: uint64(time.Now().UnixNano()), data: filepath.Join(t.TempDir(), "data"), binary: built(t)}
	l, err := play(t.Context(), s, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	f := l.figures
	last := f.Rounds[len(f.Rounds)-1]
	t.Logf("seed %d: %d cases, %d deeds", s.Seed, last.Cases, last.Acknowledged)
	if len(f.Losses) > 0 || last.Acknowledged < s.Rounds {
		t.Errorf("%d deeds acknowledged; losses: %q", last.Acknowledged, f.Losses)
	}
}

// TestALossIsFound spoils the file in every way that is looked for.
func TestALossIsFound(t *testing.T) {
	s := spec{Clients: 2, For: time.Second, Rounds: 1, Seed: 1, data: filepath.Join(t.TempDir(), "data"), binary: built(t)}
	l, err := play(t.Context(), s, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	if len(l.figures.Losses) > 0 {
		t.Fatalf("before anything was spoiled: %q", l.figures.Losses)
	}
	for _, tt := range []struct{ name, spoil, want string }{
		{"a command that is gone", `DELETE FROM events WHERE type = 'accepted'`, "the events of case"},
		{"a command that is there twice", `INSERT INTO events SELECT reference, seq + 1000, at, type, by, data FROM events WHERE type = 'accepted'`, "is there twice"},
		{"a case of another's words", `UPDATE cases SET doc = replace(doc, 'mk000', 'mk999')`, "acknowledged to nobody"},
		{"a receipt that was not sent", `DELETE FROM published WHERE id LIKE '%/receipt'`, "0 receipts"},
		{"a notice under another id", `INSERT INTO published (kind, id, at, reference, doc) SELECT kind, id || '/2', at, reference, doc FROM published WHERE id LIKE '%/dispatched/%'`, "its unit was told 2 times"},
		{"an effect that waits", `UPDATE effects SET delivered_at = NULL, at = at - 3600 WHERE kind = 'resume'`, "was not delivered"},
		{"an open case without a run", `DELETE FROM executions WHERE status = 'RUNNING'`, "0 runs of its workflow"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l.figures.Losses = nil
			l.log = io.Discard
			spoiled := t.TempDir()
			if err := os.CopyFS(spoiled, os.DirFS(l.data)); err != nil {
				t.Fatal(err)
			}
			db, err := sql.Open("sqlite", "file:"+filepath.Join(spoiled, "redress.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.ExecContext(t.Context(), tt.spoil); err != nil {
				t.Fatal(err)
			}
			for _, check := range []func(context.Context, *sql.DB) error{l.checkDeeds, l.checkSent, l.checkWork} {
				if err := check(t.Context(), db); err != nil {
					t.Fatal(err)
				}
			}
			if !slices.ContainsFunc(l.figures.Losses, func(loss string) bool { return strings.Contains(loss, tt.want) }) {
				t.Errorf("no loss says %q: %q", tt.want, l.figures.Losses)
			}
		})
	}
}

func TestMemoryIsTheMedianOfFifths(t *testing.T) {
	r := &round{Memory: []float64{50, 90, 91, 100, 101, 102, 103, 999, 100, 101}}
	if from, middle, to, most := r.held(); from != 90 || middle != 102 || to != 101 || most != 999 {
		t.Errorf("got %v, %v, %v, most %v", from, middle, to, most)
	}
}

func TestPercentiles(t *testing.T) {
	k := &calls{status: map[int]int{200: 1000}}
	for n := range uint32(1000) {
		k.micros = append(k.micros, 1000*(1000-n))
	}
	if s := k.summary(); s.Count != 1000 || s.P50 != 501 || s.P99 != 991 || s.P999 != 1000 || s.Max != 1000 {
		t.Errorf("got %+v", s)
	}
}
