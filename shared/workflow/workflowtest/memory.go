package workflowtest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redress/redress/shared/workflow"
)

// Memory is a journal in memory. Its zero value is empty and ready.
type Memory struct {
	// Before is called before each write with the number of writes so far; an
	// error fails the write, and nothing is stored. Nil lets all pass.
	Before func(writes int) error
	// After is called after each write in the same way; its error is returned
	// although the write has happened.
	After func(writes int) error

	mu      sync.Mutex
	records map[string]workflow.Record
	writes  int
}

// Writes is the number of writes that were tried.
func (m *Memory) Writes() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.writes
}

// CreateExecution stores a new record.
func (m *Memory) CreateExecution(_ context.Context, r workflow.Record) (bool, error) {
	created := false
	err := m.write(func() error {
		if _, ok := m.records[r.Name]; !ok {
			m.records[r.Name], created = copied(r), true
		}
		return nil
	})
	return created, err
}

// SaveExecution replaces a record.
func (m *Memory) SaveExecution(_ context.Context, r workflow.Record) error {
	return m.write(func() error {
		if _, ok := m.records[r.Name]; !ok {
			return fmt.Errorf("save execution %s: there is none", r.Name)
		}
		m.records[r.Name] = copied(r)
		return nil
	})
}

func (m *Memory) write(do func() error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.writes
	m.writes++
	if m.records == nil {
		m.records = map[string]workflow.Record{}
	}
	if m.Before != nil {
		if err := m.Before(n); err != nil {
			return err
		}
	}
	if err := do(); err != nil || m.After == nil {
		return err
	}
	return m.After(n)
}

// Execution finds a record by its name.
func (m *Memory) Execution(_ context.Context, name string) (workflow.Record, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.records[name]
	return copied(r), ok, nil
}

// ExecutionByToken finds the record that has the token.
func (m *Memory) ExecutionByToken(_ context.Context, token string) (workflow.Record, bool, error) {
	found := m.list(func(r workflow.Record) bool { return token != "" && r.Token == token })
	if len(found) == 0 {
		return workflow.Record{}, false, nil
	}
	return found[0], true, nil
}

// DueExecutions are the running records that wake until now.
func (m *Memory) DueExecutions(_ context.Context, now time.Time, limit int) ([]workflow.Record, error) {
	due := m.list(func(r workflow.Record) bool {
		return r.Status == workflow.Running && !r.WakeAt.IsZero() && !r.WakeAt.After(now)
	})
	slices.SortStableFunc(due, func(a, b workflow.Record) int { return a.WakeAt.Compare(b.WakeAt) })
	return due[:min(limit, len(due))], nil
}

// Executions are the records whose names begin with the prefix.
func (m *Memory) Executions(_ context.Context, prefix string) ([]workflow.Record, error) {
	return m.list(func(r workflow.Record) bool { return strings.HasPrefix(r.Name, prefix) }), nil
}

// list is the records that are wanted, by name.
func (m *Memory) list(wanted func(workflow.Record) bool) []workflow.Record {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []workflow.Record
	for _, r := range m.records {
		if wanted(r) {
			list = append(list, copied(r))
		}
	}
	slices.SortFunc(list, func(a, b workflow.Record) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

func copied(r workflow.Record) workflow.Record {
	r.Data = slices.Clone(r.Data)
	return r
}
