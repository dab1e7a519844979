package sqlite

import (
	"context"
	"database/sql"
	"sync"
)

// prepared keeps the statements of one connection or pool by their text, so
// that each is compiled once. Texts must be few: values are always parameters.
// A limit is written as LIMIT ? + 0: for a bare parameter SQLite looks at its
// value when it plans, and compiles the statement anew each time it is bound.
type prepared struct {
	prepare    func(context.Context, string) (*sql.Stmt, error)
	mu         sync.RWMutex
	statements map[string]*sql.Stmt
}

func (p *prepared) get(query string) (*sql.Stmt, error) {
	p.mu.RLock()
	s := p.statements[query]
	p.mu.RUnlock()
	if s != nil {
		return s, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if s := p.statements[query]; s != nil {
		return s, nil
	}
	// Not the caller's context: the statement outlives the call.
	s, err := p.prepare(context.Background(), query)
	if err != nil {
		return nil, err
	}
	if p.statements == nil {
		p.statements = map[string]*sql.Stmt{}
	}
	p.statements[query] = s
	return s, nil
}
