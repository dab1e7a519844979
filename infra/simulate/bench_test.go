package simulate

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/redress/redress/shared/store/sqlite"
)

// BenchmarkSimulate plays lives on one core, and then gives a bare database in memory
// the same statements, one after the other: what the lives would take if there were
// nothing but SQL. Both are of the same run of the benchmark, in turns.
func BenchmarkSimulate(b *testing.B) {
	for name, faults := range map[string][]Fault{"none": nil, "all": Faults} {
		b.Run(name, func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			spec := Spec{Cases: 200, Seed: 1, Faults: faults}
			log, source := recorded(b, spec)
			var played, bare time.Duration
			for b.Loop() {
				began := time.Now()
				if _, err := Run(b.Context(), spec); err != nil {
					b.Fatal(err)
				}
				played += time.Since(began)
				bare += log.replay(b, source)
			}
			lives := float64(spec.Cases * b.N)
			b.ReportMetric(lives/played.Seconds(), "lives/s")
			b.ReportMetric(lives/bare.Seconds(), "bare-lives/s")
			b.ReportMetric(played.Seconds()/bare.Seconds(), "times-bare")
			b.ReportMetric(float64(len(log.statements))/float64(spec.Cases), "statements/life")
		})
	}
}

// recorded is what a play asks of its database, and the source it opens it by.
func recorded(b *testing.B, spec Spec) (log *script, source string) {
	log = &script{}
	spec.open = func() (*storage, error) {
		db, err := sqlite.OpenBy(func(name string) (*sql.DB, error) {
			source = name
			plain, err := sql.Open("sqlite", name)
			if err != nil {
				return nil, err
			}
			return sql.OpenDB(&recorder{driver: plain.Driver(), source: name, log: log}), plain.Close()
		})
		if err != nil {
			return nil, err
		}
		return inOne(db), nil
	}
	if _, err := Run(b.Context(), spec); err != nil {
		b.Fatal(err)
	}
	return log, source
}

// statement is one that was given to a database.
type statement struct {
	text  string
	args  []any
	reads bool
}

type script struct{ statements []statement }

func (r *script) add(text string, args []driver.NamedValue, reads bool) {
	values := make([]any, len(args))
	for i, a := range args {
		if doc, is := a.Value.([]byte); is {
			a.Value = slices.Clone(doc)
		}
		values[i] = a.Value
	}
	r.statements = append(r.statements, statement{text, values, reads})
}

// replay gives a new database the statements, each text compiled once, and tells how
// long that took.
func (r *script) replay(b *testing.B, source string) time.Duration {
	ctx := b.Context()
	pool, err := sql.Open("sqlite", source)
	if err != nil {
		b.Fatal(err)
	}
	defer pool.Close()
	conn, err := pool.Conn(ctx)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	prepared := map[string]*sql.Stmt{}
	began := time.Now()
	for _, s := range r.statements {
		compiled := prepared[s.text]
		if compiled == nil {
			if compiled, err = conn.PrepareContext(ctx, s.text); err != nil {
				b.Fatal(err)
			}
			prepared[s.text] = compiled
		}
		if err := s.give(ctx, compiled); err != nil {
			b.Fatalf("%s: %v", s.text, err)
		}
	}
	return time.Since(began)
}

// give runs the statement and reads all of its rows.
func (s statement) give(ctx context.Context, compiled *sql.Stmt) error {
	if !s.reads {
		_, err := compiled.ExecContext(ctx, s.args...)
		return err
	}
	rows, err := compiled.QueryContext(ctx, s.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
}

// recorder connects to a database and keeps what it is given.
type recorder struct {
	driver driver.Driver
	source string
	log    *script
}

func (r *recorder) Driver() driver.Driver { return r.driver }

func (r *recorder) Connect(context.Context) (driver.Conn, error) {
	conn, err := r.driver.Open(r.source)
	return &recordedConn{conn, r.log}, err
}

type recordedConn struct {
	driver.Conn
	log *script
}

func (c *recordedConn) PrepareContext(ctx context.Context, text string) (driver.Stmt, error) {
	compiled, err := c.Conn.(driver.ConnPrepareContext).PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	return &recordedStmt{compiled, text, c.log}, nil
}

func (c *recordedConn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	c.log.add(text, args, false)
	return c.Conn.(driver.ExecerContext).ExecContext(ctx, text, args)
}

func (c *recordedConn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	c.log.add(text, args, true)
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, text, args)
}

type recordedStmt struct {
	driver.Stmt
	text string
	log  *script
}

func (s *recordedStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	s.log.add(s.text, args, false)
	return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
}

func (s *recordedStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	s.log.add(s.text, args, true)
	return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
}
