package sqlite_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// BenchmarkList measures the first page of the lists that people look at most,
// among 100,000 open cases; the last two find nothing.
func BenchmarkList(b *testing.B) {
	size := 100_000
	if testing.Short() {
		size = 10_000
	}
	dir := b.TempDir()
	fill(b, dir, size)
	db := open(b, dir)
	many := make([]string, 20)
	for i := range many {
		many[i] = fmt.Sprint("station-", i)
	}
	for _, list := range []struct {
		name string
		q    complaint.Query
	}{
		{"all", complaint.Query{}},
		{"open", complaint.Query{Open: true}},
		{"of one unit", complaint.Query{Open: true, Units: many[:1]}},
		{"of three units", complaint.Query{Open: true, Units: many[:3]}},
		{"of twenty units", complaint.Query{Open: true, Units: many}},
		{"by account", complaint.Query{Key: complaint.Key("202611-0000777")}},
		{"open and missed", complaint.Query{Open: true, State: "missed"}},
		{"warned", complaint.Query{State: "warned"}},
	} {
		b.Run(list.name, func(b *testing.B) {
			list.q.Limit = 50
			for b.Loop() {
				if _, err := db.List(b.Context(), list.q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBoard measures the count of a board on the wall among 100,000 open cases.
func BenchmarkBoard(b *testing.B) {
	size := 100_000
	if testing.Short() {
		size = 10_000
	}
	dir := b.TempDir()
	fill(b, dir, size)
	db := open(b, dir)
	now := time.Date(2026, 11, 2, 4, 0, 0, 0, time.UTC)
	for b.Loop() {
		board, err := db.Board(b.Context(), now, now.Add(12*time.Hour))
		if err != nil {
			b.Fatal(err)
		}
		if len(board.Units) == 0 {
			b.Fatal("nothing is open")
		}
	}
}
