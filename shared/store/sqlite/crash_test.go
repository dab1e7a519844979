package sqlite_test

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/sqlite"
)

// crashDir, when set, makes the test binary the victim of the crash test: it
// commits into that folder until it is killed.
const crashDir = "REDRESS_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		if err := commitForEver(dir, os.Getenv("REDRESS_CRASH_ROUND")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// commitForEver commits from several goroutines and prints the reference of
// each commit that was acknowledged.
func commitForEver(dir, round string) error {
	db, err := sqlite.Open(dir)
	if err != nil {
		return err
	}
	failed := make(chan error)
	var mu sync.Mutex
	for worker := range 4 {
		go func() {
			for i := 0; ; i++ {
				reference := fmt.Sprintf("%s-%d-%d", round, worker, i)
				if err := db.Commit(context.Background(), crashCommit(reference)); err != nil {
					failed <- err
					return
				}
				mu.Lock()
				fmt.Println(reference)
				mu.Unlock()
			}
		}()
	}
	return <-failed
}

// crashCommit is a case with three events, two effects and a contact.
func crashCommit(reference string) complaint.Commit {
	c := complaint.Commit{
		Case:    &complaint.Case{Reference: reference, Version: 1, Events: 3, Matter: complaint.Matter{Text: strings.Repeat("停电", 500)}},
		Contact: &complaint.Contact{Reference: reference},
	}
	for seq := 1; seq <= 3; seq++ {
		c.Events = append(c.Events, complaint.Event{Seq: seq, At: noon, Type: "noted"})
	}
	for _, key := range []string{"start/", "notice/"} {
		c.Effects = append(c.Effects, complaint.Effect{Key: key + reference, Kind: complaint.SendNotice, At: noon, Data: json.RawMessage(`{}`)})
	}
	return c
}

// crash runs the victim, kills it after a while, and gives what it had
// acknowledged by then.
func crash(t *testing.T, dir string, round int, after time.Duration) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashDir+"="+dir, fmt.Sprintf("REDRESS_CRASH_ROUND=%d", round))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(out)
	var lines []string
	killed := false
	for {
		line, err := reader.ReadString('\n')
		if err == io.EOF {
			break // a line without its end was not acknowledged
		}
		if err != nil {
			t.Fatal(err)
		}
		if lines = append(lines, strings.TrimSpace(line)); !killed {
			killed = true
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the victim ended by itself")
	}
	return lines
}

func TestKilledProcessLosesNothingThatWasAcknowledged(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	var acknowledged []string
	for round := range 12 {
		after := time.Duration(random.IntN(80_000)) * time.Microsecond
		lines := crash(t, dir, round, after)
		acknowledged = append(acknowledged, lines...)
		wantIntact(t, dir)
	}
	t.Logf("%d commits were acknowledged", len(acknowledged))
	db := open(t, dir)
	for _, reference := range acknowledged {
		c, err := db.Case(t.Context(), reference)
		if err != nil || c.Version != 1 {
			t.Fatalf("case %s: %v", reference, err)
		}
		if _, err := db.Contact(t.Context(), reference); err != nil {
			t.Errorf("contact of %s: %v", reference, err)
		}
	}
	wantWholeCommits(t, dir)
}

// look opens the file beside the store.
func look(t testing.TB, dir string) *sql.DB {
	t.Helper()
	file, err := sql.Open("sqlite", filepath.Join(dir, "redress.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func wantIntact(t *testing.T, dir string) {
	t.Helper()
	var verdict string
	if err := look(t, dir).QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatalf("integrity check: %q, %v", verdict, err)
	}
}

// wantWholeCommits: every case has all that was committed with it, also those
// whose acknowledgement was lost, and nothing is there without its case.
func wantWholeCommits(t *testing.T, dir string) {
	t.Helper()
	count := func(query string) (n int) {
		if err := look(t, dir).QueryRow(query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	cases := count("SELECT count(*) FROM cases")
	if cases == 0 {
		t.Fatal("no case was committed")
	}
	for query, want := range map[string]int{
		"SELECT count(*) FROM events":                                      3 * cases,
		"SELECT count(*) FROM effects":                                     2 * cases,
		"SELECT count(*) FROM contacts":                                    cases,
		"SELECT count(DISTINCT reference) FROM events":                     cases,
		"SELECT count(DISTINCT reference) FROM cases":                      cases,
		"SELECT count(DISTINCT substr(key, instr(key, '/'))) FROM effects": cases,
	} {
		if got := count(query); got != want {
			t.Errorf("%s = %d, want %d", query, got, want)
		}
	}
}
