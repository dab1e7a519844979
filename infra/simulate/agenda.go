package simulate

import (
	"container/heap"
	"time"
)

// entry is something that is to happen at an instant.
type entry struct {
	at  time.Time
	seq int // keeps the order of what was planned for one instant
	do  func()
}

// agenda holds what is to happen, the earliest first.
type agenda struct {
	entries []entry
	planned int
}

// plan adds something that is to happen.
func (a *agenda) plan(at time.Time, do func()) {
	a.planned++
	heap.Push((*entries)(&a.entries), entry{at: at, seq: a.planned, do: do})
}

// first is the instant of what comes next; false when nothing does.
func (a *agenda) first() (time.Time, bool) {
	if len(a.entries) == 0 {
		return time.Time{}, false
	}
	return a.entries[0].at, true
}

// take removes what comes next.
func (a *agenda) take() entry { return heap.Pop((*entries)(&a.entries)).(entry) }

// entries is a heap.
type entries []entry

func (e entries) Len() int { return len(e) }
func (e entries) Less(i, j int) bool {
	if !e[i].at.Equal(e[j].at) {
		return e[i].at.Before(e[j].at)
	}
	return e[i].seq < e[j].seq
}
func (e entries) Swap(i, j int) { e[i], e[j] = e[j], e[i] }
func (e *entries) Push(x any)   { *e = append(*e, x.(entry)) }
func (e *entries) Pop() any {
	old := *e
	last := old[len(old)-1]
	old[len(old)-1] = entry{}
	*e = old[:len(old)-1]
	return last
}
