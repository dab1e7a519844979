package sqlite_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/sqlite"
)

// benchCommit records a case of usual size: five clocks, 300 characters of
// text, an event, two effects, contact details.
func benchCommit(n int, wake time.Time) complaint.Commit {
	reference := fmt.Sprintf("202611-%07d", n)
	c := &complaint.Case{
		Reference: reference, Version: 1, Status: complaint.Handling, Unit: fmt.Sprint("station-", n%50),
		Matter: complaint.Matter{
			Channel: "hotline", Text: strings.Repeat("昨天又停电了。", 40), Language: "zh",
			Customer: complaint.Customer{Kind: "residential", Reachable: true, AccountKey: complaint.Key(reference), PhoneKey: complaint.Key("1" + reference)},
		},
		Judgement:  complaint.Judgement{Kind: "complaint", Class: "supply-quality", Confidence: 0.8, Reasons: []string{"停电", "频繁"}},
		ReceivedAt: noon, RecordedAt: noon, Events: 1, WakeAt: wake,
	}
	for i, name := range []string{"dispatch", "contact", "return", "answer", "legal"} {
		due := wake.Add(time.Duration(i) * time.Hour)
		c.Clocks = append(c.Clocks, complaint.Clock{
			Name: name, State: complaint.Running, Generation: 1, Target: "5wd", StartedAt: noon, DueAt: due,
			Points: []complaint.Point{{Label: "2wd before@09:00", At: due.Add(-time.Hour)}, {Label: "0wd before@09:00", At: due}},
		})
	}
	data := json.RawMessage(`{"channel":"hotline","receivedAt":"2026-11-02T12:00:00Z"}`)
	return complaint.Commit{
		Case: c, Contact: &complaint.Contact{Reference: reference, Name: "王小明", Phone: "13800001234", TrackingCode: "K7QP-22"},
		Change: complaint.Change{
			Events: []complaint.Event{{Seq: 1, At: noon, Type: "received", By: "agent:demo", Data: data}},
			Effects: []complaint.Effect{
				{Key: reference + "/start/0", Kind: complaint.StartWorkflow, Reference: reference, At: noon, Data: data},
				{Key: reference + "/receipt", Kind: complaint.SendMessage, Reference: reference, At: noon, Data: data},
			},
		},
	}
}

// BenchmarkCommit measures blocks of 500 commits, each beside a block of the
// least that SQLite could do: the same bytes as one row of one table, one
// insert a commit, with the same settings. Figures are medians over blocks.
func BenchmarkCommit(b *testing.B) {
	for _, workers := range []int{1, 8, 32} {
		b.Run(fmt.Sprintf("%d writers", workers), func(b *testing.B) {
			db, bare := open(b, b.TempDir()), openBare(b)
			var rates, ratios []float64
			for n := 0; b.Loop(); n++ {
				b.StopTimer()
				least := rate(func() { bareInserts(b, bare, 500) })
				block := make([]complaint.Commit, 500)
				for i := range block {
					block[i] = benchCommit(n*len(block)+i, noon)
				}
				b.StartTimer()
				got := rate(func() { commitAll(b, db, block, workers) })
				rates, ratios = append(rates, got), append(ratios, got/least)
			}
			b.ReportMetric(median(rates), "commits/s")
			b.ReportMetric(median(ratios), "of-bare")
		})
	}
}

// rate is how many of 500 things are done in a second.
func rate(do func()) float64 {
	start := time.Now()
	do()
	return 500 / time.Since(start).Seconds()
}

func median(figures []float64) float64 {
	slices.Sort(figures)
	return figures[len(figures)/2]
}

func commitAll(b *testing.B, db *sqlite.DB, commits []complaint.Commit, workers int) {
	var group sync.WaitGroup
	var taken atomic.Int64
	for range workers {
		group.Go(func() {
			for i := int(taken.Add(1)); i <= len(commits); i = int(taken.Add(1)) {
				if err := db.Commit(context.Background(), commits[i-1]); err != nil {
					b.Error(err)
				}
			}
		})
	}
	group.Wait()
}

// openBare opens a file with the store's settings and one table; the
// statement inserts a row.
func openBare(b *testing.B) *sql.Stmt {
	b.Helper()
	file, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+
		"?_pragma=page_size(8192)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=wal_autocheckpoint(2000)")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = file.Close() })
	file.SetMaxOpenConns(1)
	if _, err := file.Exec("CREATE TABLE bare (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)"); err != nil {
		b.Fatal(err)
	}
	insert, err := file.Prepare("INSERT INTO bare (doc) VALUES (?)")
	if err != nil {
		b.Fatal(err)
	}
	return insert
}

func bareInserts(b *testing.B, insert *sql.Stmt, n int) {
	b.Helper()
	doc, err := json.Marshal(benchCommit(1, noon))
	if err != nil {
		b.Fatal(err)
	}
	for range n {
		if _, err := insert.Exec(string(doc)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSweep measures one sweep with 1,000 due cases, each read, among
// more and more open ones; ratio is against the store that holds only those,
// figures are medians.
// A million cases take minutes to load and need REDRESS_BENCH_LARGE.
func BenchmarkSweep(b *testing.B) {
	sizes := []int{1_000, 100_000}
	if os.Getenv("REDRESS_BENCH_LARGE") != "" {
		sizes = append(sizes, 1_000_000)
	}
	if testing.Short() {
		sizes = []int{1_000, 10_000}
	}
	var alone float64
	for _, size := range sizes {
		dir := b.TempDir()
		fill(b, dir, size)
		b.Run(fmt.Sprintf("%d open", size), func(b *testing.B) {
			db := open(b, dir)
			sweep(b, db) // warms the caches of the file
			var each []float64
			for b.Loop() {
				start := time.Now()
				sweep(b, db)
				each = append(each, time.Since(start).Seconds())
			}
			if size == sizes[0] {
				alone = median(each)
			}
			b.ReportMetric(1000*median(each), "ms/sweep")
			b.ReportMetric(median(each)/alone, "ratio")
		})
	}
}

// fill loads open cases of which 1,000, evenly spread, are due at noon.
func fill(b *testing.B, dir string, size int) {
	b.Helper()
	db := open(b, dir)
	err := db.Load(b.Context(), func(yield func(complaint.Commit) bool) {
		for i := range size {
			wake := noon.Add(time.Hour + time.Duration(i)*time.Second)
			if i%(size/1000) == 0 {
				wake = noon.Add(-time.Duration(i%3600) * time.Second)
			}
			if !yield(benchCommit(i, wake)) {
				return
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
}

func sweep(b *testing.B, db *sqlite.DB) {
	b.Helper()
	due, err := db.Due(b.Context(), noon, 2000)
	if err != nil || len(due) != 1000 {
		b.Fatalf("%d due, %v", len(due), err)
	}
	for _, reference := range due {
		if _, err := db.Case(b.Context(), reference); err != nil {
			b.Fatal(err)
		}
	}
}
