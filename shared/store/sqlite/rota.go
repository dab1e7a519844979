package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

const (
	readRota   = `SELECT unit, version, revision, at, by, doc FROM rotas WHERE unit = ?`
	rotasSince = `SELECT unit, version, revision, at, by, doc FROM rotas WHERE revision > ? ORDER BY revision`
	lastRota   = `SELECT max(revision) FROM rotas`
)

// Rota reads what was last stored for a unit.
func (db *DB) Rota(ctx context.Context, unit string) (complaint.StoredRota, error) {
	list, err := db.rotas(ctx, readRota, unit)
	if err == nil && len(list) == 0 {
		err = fault.Wrap(fault.NotFound, fmt.Errorf("no rota was stored for unit %s", unit), "read rota")
	}
	if err != nil {
		return complaint.StoredRota{}, err
	}
	return list[0], nil
}

// PutRota stores a unit's rota.
func (db *DB) PutRota(ctx context.Context, r complaint.StoredRota) error {
	const put = `INSERT INTO rotas (unit, version, revision, at, by, doc)
		VALUES (?1, ?2, (SELECT coalesce(max(revision), 0) + 1 FROM rotas), ?3, ?4, ?5)
		ON CONFLICT (unit) DO UPDATE SET version = excluded.version, revision = excluded.revision,
			at = excluded.at, by = excluded.by, doc = excluded.doc
		RETURNING revision`
	var revision int64
	err := db.writer.do(ctx, func(t *tx) error {
		var stored int64
		if _, err := t.row(`SELECT version FROM rotas WHERE unit = ?`, []any{r.Unit}, &stored); err != nil {
			return err
		}
		if stored+1 != r.Version {
			return fault.Wrap(fault.Stale, fmt.Errorf("version %d does not follow %d", r.Version, stored), "store the rota of "+r.Unit)
		}
		_, err := t.changeOne(put, []any{r.Unit, r.Version, seconds(r.At), r.By, raw(r.Doc)}, &revision)
		return err
	})
	if err != nil {
		return err
	}
	for last := db.lastRota.Load(); last < revision && !db.lastRota.CompareAndSwap(last, revision); {
		last = db.lastRota.Load()
	}
	return nil
}

// RotasSince lists what is new. The one process that writes knows the last
// revision, so that nothing is read when there is nothing.
func (db *DB) RotasSince(ctx context.Context, revision int64) ([]complaint.StoredRota, error) {
	if err := db.ready(ctx); err != nil {
		return nil, err
	}
	if db.lastRota.Load() <= revision {
		return nil, nil
	}
	return db.rotas(ctx, rotasSince, revision)
}

func (db *DB) rotas(ctx context.Context, query string, args ...any) ([]complaint.StoredRota, error) {
	var list []complaint.StoredRota
	err := db.query(ctx, query, args, func(rows *sql.Rows) error {
		var r complaint.StoredRota
		var at sql.NullInt64
		var doc sql.NullString
		err := rows.Scan(&r.Unit, &r.Version, &r.Revision, &at, &r.By, &doc)
		r.At, r.Doc = instant(at), bytes(doc)
		list = append(list, r)
		return err
	})
	return list, err
}

// learnRotas reads the last revision when the file is opened.
func (db *DB) learnRotas() error {
	var last sql.NullInt64
	_, err := db.row(context.Background(), lastRota, nil, &last)
	db.lastRota.Store(last.Int64)
	return err
}
