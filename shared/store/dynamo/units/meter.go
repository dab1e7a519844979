package units

import (
	"maps"
	"sync"

	"github.com/redress/redress/shared/store/dynamo"
)

// Count is what calls of one operation have cost.
type Count struct {
	Calls   int
	Items   int     // that were read, or were to be written
	Refused int     // calls whose conditions did not hold
	Read    float64 // read units
	Write   float64 // write units, those of indexes included
	Index   float64 // write units of indexes
}

func (c Count) plus(d Count) Count {
	return Count{
		Calls: c.Calls + d.Calls, Items: c.Items + d.Items, Refused: c.Refused + d.Refused,
		Read: c.Read + d.Read, Write: c.Write + d.Write, Index: c.Index + d.Index,
	}
}

// Meter forwards calls to one table and counts their units by operation. It is
// safe for concurrent use, and carries out one write at a time: what a write
// costs depends on what was there before, which the meter reads by calls of its
// own that it does not count. It is for measuring and for tests only. It knows
// tables without projection expressions.
type Meter struct {
	// Sort names the sort of an item by its key, so that writes are counted by
	// sorts as well; nil when they need not be. It is set before the first call.
	Sort func(key Item) string

	api   dynamo.API
	table Table

	writing sync.Mutex // held from before a write until after it
	mu      sync.Mutex // guards the rest
	counts  map[string]Count
	sorts   map[string]Count
}

var _ dynamo.API = (*Meter)(nil)

// NewMeter gives a meter that has counted nothing, before the API of a table.
func NewMeter(api dynamo.API, t Table) *Meter {
	return &Meter{api: api, table: t, counts: map[string]Count{}, sorts: map[string]Count{}}
}

// Counts are the counts so far, by the names of the operations.
func (m *Meter) Counts() map[string]Count {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.counts)
}

// Written are the counts of writes so far, by the sorts of the items.
func (m *Meter) Written() map[string]Count {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.sorts)
}

// Total is the sum of the counts.
func (m *Meter) Total() (all Count) {
	for _, c := range m.Counts() {
		all = all.plus(c)
	}
	return all
}

// Reset begins to count anew.
func (m *Meter) Reset() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.counts)
	clear(m.sorts)
}

func (m *Meter) count(operation string, c Count) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c.Calls = 1
	m.counts[operation] = m.counts[operation].plus(c)
}

// sort counts the write of one item by its sort.
func (m *Meter) sort(key Item, c Count) {
	if m.Sort == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	name := m.Sort(key)
	m.sorts[name] = m.sorts[name].plus(c)
}
