package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// playedFolder is a data folder with the demo month in it, and with what a
// month that was played to its end has not: deeds that wait, rotas, answers.
func playedFolder(t *testing.T) string {
	t.Helper()
	played.Lock()
	defer played.Unlock()
	if played.files == nil {
		played.files = playFolder(t)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, played.files); err != nil {
		t.Fatal(err)
	}
	return dir
}

// played is the folder once it was played.
var played struct {
	sync.Mutex
	files fstest.MapFS
}

func playFolder(t *testing.T) fstest.MapFS {
	t.Helper()
	dir := t.TempDir()
	a := folderApp(t, dir)
	d := newDemo(a, "en")
	if err := d.run(t.Context(), newProgress(io.Discard)); err != nil {
		t.Fatal(err)
	}
	if err := d.conclude(t.Context(), t.TempDir(), io.Discard); err != nil {
		t.Fatal(err)
	}
	leave(t, a)
	a.close()
	all := fstest.MapFS{}
	for name, text := range files(t, dir) {
		all[strings.TrimPrefix(name, "/")] = &fstest.MapFile{Data: []byte(text)}
	}
	return all
}

// folderApp is the program over a folder.
func folderApp(t *testing.T, dir string) *app {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	a, err := newApp(t.Context(), config{data: dir, policy: "state-grid", clock: demoStart, dev: true}, log)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// leave leaves things undone.
func leave(t *testing.T, a *app) {
	t.Helper()
	ctx, now := t.Context(), a.inner.Instant()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, unit := range []string{"demo-station", "demo-county", "demo-station"} { // so that a revision is left out
		must(a.db.PutRota(ctx, complaint.StoredRota{Unit: unit, Version: int64(1 + i/2), At: now, By: "admin", Doc: json.RawMessage(`{"people":[]}`)}))
	}
	for key, ends := range map[string]time.Duration{"live": time.Hour, "expired": -time.Hour} {
		must(a.db.Remember(ctx, complaint.StoredAnswer{
			Key: key, Fingerprint: "f", Status: 201, Header: json.RawMessage(`{"location":"/x"}`), Body: json.RawMessage(`{"a":"<&>"}`), ExpiresAt: now.Add(ends),
		}))
	}
	var waiting []complaint.Effect
	for i := range 230 { // more than two records hold
		waiting = append(waiting, complaint.Effect{
			Key: fmt.Sprintf("notice/waits/%d", i), Kind: complaint.SendNotice, At: now, Data: json.RawMessage(`{"id":"waits","text":"<b>"}`),
		})
	}
	waiting = append(waiting, complaint.Effect{Key: "resume/202609-000001/99", Kind: complaint.ResumeWorkflow, Reference: "202609-000001", At: now, Data: json.RawMessage(`{"cycle":0}`)})
	must(a.db.Commit(ctx, complaint.Commit{Change: complaint.Change{Effects: waiting}}))
	_, err := a.db.Claim(ctx, []string{"notice/waits/7"}, now, time.Minute)
	must(err)
	for _, key := range []string{"evidence/202609-000001/KEPT", "incoming/202609-000001/CAME"} {
		must(a.depot.files.Put(ctx, key, "", []byte("\xFF\xD8\xFF a photo")))
	}
	// A complaint that was taken in, and nothing more.
	_, _, err = a.inner.Submit(ctx, complaint.Submission{Channel: "web", Text: "电压低", Class: "04.01.01", Site: complaint.SiteDetails{Region: "demo"}}, complaint.Actor{Role: complaint.Public}, nil)
	must(err)
}

// exported writes a folder's export to a file.
func exported(t *testing.T, dir string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "export.jsonl")
	var stderr bytes.Buffer
	if err := runExport(t.Context(), []string{"-data", dir, "-out", file}, io.Discard, &stderr); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(stderr.String(), "personal data") {
		t.Errorf("not told that it is personal data: %s", stderr.String())
	}
	return file
}

// restore brings a file into a place.
func restore(t *testing.T, file string, args ...string) (said string, err error) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var stdout bytes.Buffer
	err = runRestore(t.Context(), args, f, &stdout, t.Output())
	return stdout.String(), err
}

// dumps are what must be the same in two folders, read without the code that
// exports. What starts and resumes executions is left out, and so are keys and
// answers of long ago.
var dumps = map[string]string{
	"cases":   `SELECT version, status, unit, class, next_due, wake_at, received_at, keys, clocks, doc, reference FROM cases ORDER BY reference`,
	"clocks":  `SELECT c.reference, k.reference, name, round, state, k.warned, due_at, open FROM case_clocks k JOIN cases c ON c.id = k.id ORDER BY 1, 3, 4`,
	"keys":    `SELECT key, reference FROM case_keys ORDER BY 1, 2`,
	"events":  `SELECT reference, seq, at, type, by, data FROM events ORDER BY 1, 2`,
	"contact": `SELECT reference, doc FROM contacts ORDER BY 1`,
	"serials": `SELECT series, last FROM counters ORDER BY 1`,
	"rotas":   `SELECT unit, version, revision, at, by, doc FROM rotas ORDER BY 1`,
	"answers": `SELECT key, fingerprint, status, header, body, expires_at FROM answers WHERE key <> 'expired' ORDER BY 1`,
	"tallies": `SELECT day, name, count FROM tallies ORDER BY 1, 2`,
	"known":   `SELECT key, kind, reference, at, delivered_at FROM effects WHERE delivered_at >= ` + monthBefore + ` ORDER BY 1`,
	"waiting": `SELECT key, kind, reference, at, data FROM effects WHERE delivered_at IS NULL AND kind NOT IN ('start', 'resume') ORDER BY at, rowid`,
	"meta":    `SELECT key, value FROM meta WHERE key NOT IN ('restored', 'report-link-key', 'pages-key') AND value <> '' ORDER BY 1`,
}

const monthBefore = `(SELECT CAST(strftime('%s', value) AS INTEGER) - 30*86400 FROM meta WHERE key = 'virtual-now')`

// dump reads rows of a folder's file as text.
func dump(t *testing.T, dir, query string) (rows []string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "redress.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	found, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for found.Next() {
		values, places := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			places[i] = &values[i]
		}
		if err := found.Scan(places...); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, fmt.Sprintf("%v", values))
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestAnExportIsItsOwnersAlone(t *testing.T) {
	dir := t.TempDir()
	a := folderApp(t, dir)
	if err := runExport(t.Context(), []string{"-data", dir}, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), "another program works on") {
		t.Errorf("while the folder is served: %v", err)
	}
	a.close()
	file := exported(t, dir)
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
	if err := runExport(t.Context(), []string{"-data", dir, "-out", file}, io.Discard, io.Discard); err == nil {
		t.Error("a file was written over")
	}
	if err := runExport(t.Context(), []string{"-data", t.TempDir()}, io.Discard, io.Discard); err == nil {
		t.Error("a folder without a store was exported")
	}
}

// TestAnUntouchedFolderIsExportedTheSameTwice: so a restore that was cut off can
// be brought to its end with a new export.
func TestAnUntouchedFolderIsExportedTheSameTwice(t *testing.T) {
	dir := playedFolder(t)
	first, err := os.ReadFile(exported(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(exported(t, dir))
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("they differ (%v)", err)
	}
}
