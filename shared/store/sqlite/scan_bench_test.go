package sqlite_test

import (
	"database/sql"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/store/stored"
)

// BenchmarkScan measures how a month is read to its end in pages of 1,000, as
// reports do, among three months of cases: by receipt, by due instants, and the
// due ones of a few units. ratio is against one bare statement that reads the
// documents of the month, the median of the same run.
func BenchmarkScan(b *testing.B) {
	size := 100_000 // a month
	if testing.Short() {
		size = 10_000
	}
	dir := b.TempDir()
	fillMonths(b, dir, size)
	from, to := noon.AddDate(0, 1, 0), noon.AddDate(0, 2, 0)
	for _, scan := range []struct {
		name string
		q    complaint.Query
	}{
		{"received", complaint.Query{ReceivedFrom: from, ReceivedTo: to}},
		{"due", complaint.Query{DueFrom: from, DueTo: to}},
		{"due of two units", complaint.Query{DueFrom: from, DueTo: to, Units: []string{"station-1", "station-2"}}},
	} {
		b.Run(scan.name, func(b *testing.B) {
			db := open(b, dir)
			scan.q.Limit = 1000
			var ratios []float64
			cases := 0
			for b.Loop() {
				bare := timed(func() { readDocuments(b, look(b, dir), from, to) })
				ratios = append(ratios, timed(func() { cases = readPages(b, db, scan.q) })/bare)
			}
			b.ReportMetric(float64(cases), "cases")
			b.ReportMetric(median(ratios), "ratio")
		})
	}
}

// fillMonths loads three months of cases, received evenly, with limits that end
// at midnights, as working days do.
func fillMonths(b *testing.B, dir string, month int) {
	b.Helper()
	db := open(b, dir)
	apart := noon.AddDate(0, 3, 0).Sub(noon) / time.Duration(3*month)
	err := db.Load(b.Context(), func(yield func(complaint.Commit) bool) {
		for i := range 3 * month {
			c := benchCommit(i, noon)
			at := noon.Add(time.Duration(i) * apart).Truncate(time.Second)
			c.Case.ReceivedAt = at
			for i := range c.Case.Clocks {
				c.Case.Clocks[i].DueAt = at.Truncate(24*time.Hour).AddDate(0, 0, 1+2*i)
			}
			if !yield(c) {
				return
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
}

func timed(do func()) float64 {
	start := time.Now()
	do()
	return time.Since(start).Seconds()
}

func readDocuments(b *testing.B, file *sql.DB, from, to time.Time) {
	b.Helper()
	rows, err := file.QueryContext(b.Context(), `SELECT doc FROM cases WHERE received_at >= ? AND received_at < ?`, from.Unix(), to.Unix())
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var doc sql.RawBytes
		if err := rows.Scan(&doc); err != nil {
			b.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
}

// readPages reads a list to its end and counts its cases.
func readPages(b *testing.B, db *sqlite.DB, q complaint.Query) (cases int) {
	b.Helper()
	for {
		page, err := db.List(b.Context(), q)
		if err != nil {
			b.Fatal(err)
		}
		cases += len(page.Cases)
		if q.Cursor = page.Cursor; q.Cursor == "" {
			return cases
		}
	}
}

// BenchmarkDecode measures how a stored case is decoded; ratio is against encoding/json.
func BenchmarkDecode(b *testing.B) {
	doc, err := stored.Encode(benchCommit(1, noon).Case)
	if err != nil {
		b.Fatal(err)
	}
	var own, plain float64
	for b.Loop() {
		own += timed(func() { _, err = stored.Decode(doc) })
		plain += timed(func() { err = errors.Join(err, json.Unmarshal(doc, new(complaint.Case))) })
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(1e6*own/float64(b.N), "µs/case")
	b.ReportMetric(own/plain, "ratio")
}
