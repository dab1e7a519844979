package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/transfer"
)

// State names what the file holds. It changes with every step of a case, every
// deed, rota and serial, and with nothing else.
func (db *DB) State(ctx context.Context) (string, error) {
	const (
		cases = `SELECT reference, version FROM cases ORDER BY reference`
		rest  = `SELECT (SELECT count(*) || ',' || count(delivered_at) || ',' || coalesce(max(rowid), 0) FROM effects)
			|| ',' || (SELECT coalesce(max(revision), 0) FROM rotas) || ',' || (SELECT coalesce(sum(last), 0) FROM counters)
			|| ',' || (SELECT coalesce(sum(count), 0) FROM tallies)`
	)
	sum := sha256.New()
	err := db.query(ctx, cases, nil, func(rows *sql.Rows) error {
		var reference string
		var version int64
		err := rows.Scan(&reference, &version)
		fmt.Fprintf(sum, "%q %d\n", reference, version)
		return err
	})
	if err != nil {
		return "", err
	}
	var others string
	_, err = db.row(ctx, rest, nil, &others)
	_, _ = io.WriteString(sum, others) // a hash takes everything
	return hex.EncodeToString(sum.Sum(nil)[:16]), err
}

// Export gives all that is to go to another store, record by record, see
// package transfer. Nobody should write meanwhile: each part is read by itself.
func (db *DB) Export(ctx context.Context, at time.Time, put func(transfer.Record) error) error {
	x := &export{db: db, at: at, put: put}
	for _, part := range []func(context.Context) error{x.serials, x.rotas, x.tallies, x.known, x.answers, x.cases, x.effects} {
		if err := part(ctx); x.failed != nil || err != nil {
			if x.failed != nil {
				err = x.failed
			}
			return err
		}
	}
	return nil
}

type export struct {
	db     *DB
	at     time.Time
	put    func(transfer.Record) error
	failed error // of put, as it was
}

func (x *export) give(r transfer.Record) error {
	x.failed = x.put(r)
	return x.failed
}

// keepKeys is for how long the keys of delivered effects go over.
const keepKeys = 30 * 24 * time.Hour

const (
	allSerials    = `SELECT series, last FROM counters ORDER BY series`
	allTallies    = `SELECT day, name, count FROM tallies ORDER BY day, name`
	liveAnswers   = `SELECT key, fingerprint, status, header, body, expires_at FROM answers WHERE expires_at IS NULL OR expires_at > ? ORDER BY key`
	deliveredKeys = `SELECT key, kind, reference, at, delivered_at FROM effects WHERE delivered_at >= ? ORDER BY delivered_at, key`
	// What starts and resumes executions stays behind with them.
	openEffects = `SELECT key, kind, reference, at, data, claims > 0 FROM effects WHERE delivered_at IS NULL AND kind NOT IN ('start', 'resume') ORDER BY at, rowid`
	pageOfCases = `SELECT reference FROM cases WHERE reference > ? ORDER BY reference LIMIT ? + 0`
)

func (x *export) serials(ctx context.Context) error {
	return x.db.query(ctx, allSerials, nil, func(rows *sql.Rows) error {
		var s transfer.Serial
		if err := rows.Scan(&s.Series, &s.Last); err != nil {
			return err
		}
		return x.give(transfer.Record{Serial: &s})
	})
}

func (x *export) rotas(ctx context.Context) error {
	list, err := x.db.rotas(ctx, rotasSince, 0)
	for _, r := range list {
		if err == nil {
			err = x.give(transfer.Record{Rota: new(transfer.Rota(r))})
		}
	}
	return err
}

func (x *export) tallies(ctx context.Context) error {
	day := transfer.Tally{}
	flush := func() error {
		if day.Counts == nil {
			return nil
		}
		return x.give(transfer.Record{Tally: new(day)})
	}
	err := x.db.query(ctx, allTallies, nil, func(rows *sql.Rows) error {
		var of, name string
		var n int64
		if err := rows.Scan(&of, &name, &n); err != nil {
			return err
		}
		if of != day.Day || day.Counts == nil {
			if err := flush(); err != nil {
				return err
			}
			day = transfer.Tally{Day: of, Counts: map[string]int64{}}
		}
		day.Counts[name] = n
		return nil
	})
	if err != nil {
		return err
	}
	return flush()
}

func (x *export) answers(ctx context.Context) error {
	return x.db.query(ctx, liveAnswers, []any{x.at.Unix()}, func(rows *sql.Rows) error {
		var a transfer.Answer
		var header, body sql.NullString
		var expires sql.NullInt64
		if err := rows.Scan(&a.Key, &a.Fingerprint, &a.Status, &header, &body, &expires); err != nil {
			return err
		}
		a.Header, a.Body, a.ExpiresAt = bytes(header), bytes(body), instant(expires)
		return x.give(transfer.Record{Answer: &a})
	})
}

func (x *export) known(ctx context.Context) error {
	var list []transfer.Known
	err := x.db.query(ctx, deliveredKeys, []any{x.at.Add(-keepKeys).Unix()}, func(rows *sql.Rows) error {
		var k transfer.Known
		var at, delivered sql.NullInt64
		if err := rows.Scan(&k.Key, &k.Kind, &k.Reference, &at, &delivered); err != nil {
			return err
		}
		k.At, k.DeliveredAt = instant(at), instant(delivered)
		if list = append(list, k); len(list) < transfer.Together {
			return nil
		}
		full := list
		list = nil
		return x.give(transfer.Record{Known: full})
	})
	if err != nil || list == nil {
		return err
	}
	return x.give(transfer.Record{Known: list})
}

func (x *export) effects(ctx context.Context) error {
	var list []complaint.Effect
	err := x.db.query(ctx, openEffects, nil, func(rows *sql.Rows) error {
		var e complaint.Effect
		var at sql.NullInt64
		var data sql.NullString
		if err := rows.Scan(&e.Key, &e.Kind, &e.Reference, &at, &data, &e.Again); err != nil {
			return err
		}
		e.At, e.Data = instant(at), bytes(data)
		if list = append(list, e); len(list) < transfer.Together {
			return nil
		}
		full := list
		list = nil
		return x.give(transfer.Record{Effects: full})
	})
	if err != nil || list == nil {
		return err
	}
	return x.give(transfer.Record{Effects: list})
}

// exportPage is how many cases are looked up together.
const exportPage = 500

func (x *export) cases(ctx context.Context) error {
	for after := ""; ; {
		page, err := x.db.strings(ctx, pageOfCases, after, exportPage)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, reference := range page {
			c, err := x.whole(ctx, reference)
			if err != nil {
				return err
			}
			if err := x.give(transfer.Record{Case: c}); err != nil {
				return err
			}
		}
		after = page[len(page)-1]
	}
}

// whole reads a case with what belongs to it.
func (x *export) whole(ctx context.Context, reference string) (*transfer.Case, error) {
	c, err := x.db.Case(ctx, reference)
	if err != nil {
		return nil, err
	}
	whole := &transfer.Case{Case: c}
	contact, err := x.db.Contact(ctx, reference)
	switch {
	case err == nil:
		whole.Contact = &contact
	case !fault.Is(err, fault.NotFound):
		return nil, err
	}
	for after, page := 0, exportPage; page == exportPage; {
		events, err := x.db.Events(ctx, reference, after, exportPage)
		if err != nil {
			return nil, err
		}
		whole.Events = append(whole.Events, events...)
		if page = len(events); page > 0 {
			after = events[page-1].Seq
		}
	}
	if c.Status.Open() {
		next, err := x.execution(ctx, complaint.Execution{Reference: c.Reference, Cycle: c.Cycle})
		if err != nil {
			return nil, err
		}
		whole.Start = new(next.Start(complaint.Second(x.at)))
	}
	for _, flow := range c.Running() {
		next, err := x.execution(ctx, flow)
		if err != nil {
			return nil, err
		}
		whole.Flows = append(whole.Flows, next.Start(complaint.Second(x.at)))
	}
	return whole, nil
}

const (
	executionNames = `SELECT name FROM executions WHERE name >= ? AND name < ?`
	startKeys      = `SELECT key, delivered_at IS NOT NULL FROM effects WHERE key >= ? AND key < ?`
)

// execution is the one that takes up what another has run, in another store:
// that which was promised and has not begun, else the one after the last.
func (x *export) execution(ctx context.Context, run complaint.Execution) (complaint.Execution, error) {
	last, promised := -1, -1
	see := func(name string, at *int) {
		if e, err := complaint.ExecutionNamed(name); err == nil && e.Of(run) {
			*at = max(*at, e.N)
		}
	}
	prefix := run.Series()
	names, err := x.db.strings(ctx, executionNames, prefix, prefix+"\xff")
	for _, name := range names {
		see(name, &last)
	}
	if err == nil {
		err = x.db.query(ctx, startKeys, []any{"start/" + prefix, "start/" + prefix + "\xff"}, func(rows *sql.Rows) error {
			var key string
			var delivered bool
			err := rows.Scan(&key, &delivered)
			if name := strings.TrimPrefix(key, "start/"); delivered {
				see(name, &last)
			} else {
				see(name, &promised)
			}
			return err
		})
	}
	before := max(last, promised-1)
	run.N = before
	return run.Successor(), err
}
