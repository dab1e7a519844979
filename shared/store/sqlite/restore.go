package sqlite

import (
	"context"
	"errors"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/transfer"
)

// Restore takes a record of an export. What is there already stays as it is.
func (db *DB) Restore(ctx context.Context, r transfer.Record) error {
	switch {
	case r.Case != nil:
		return db.restoreCase(ctx, r.Case)
	case r.Rota != nil:
		return db.restoreRota(ctx, complaint.StoredRota(*r.Rota))
	}
	return db.writer.do(ctx, func(t *tx) error {
		switch {
		case r.Serial != nil:
			return t.exec(`INSERT INTO counters (series, last) VALUES (?, ?) ON CONFLICT DO UPDATE SET last = max(last, excluded.last)`, r.Serial.Series, r.Serial.Last)
		case r.Tally != nil:
			return t.restoreTally(r.Tally)
		case r.Answer != nil:
			return t.exec(`INSERT INTO answers (key, fingerprint, status, header, body, expires_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
				answerRow(new(complaint.StoredAnswer(*r.Answer)))...)
		case r.Known != nil:
			return t.restoreKnown(r.Known)
		}
		return t.addEffects(r.Effects)
	})
}

// restoreCase writes a case with all that belongs to it, in one transaction.
func (db *DB) restoreCase(ctx context.Context, c *transfer.Case) error {
	err := db.Commit(ctx, c.Commit())
	if !fault.Is(err, fault.Stale) {
		return err
	}
	held, err := db.Case(ctx, c.Case.Reference)
	if err != nil {
		return err
	}
	return transfer.There(held, c.Case)
}

// restoreRota keeps a rota under the revision that it has.
func (db *DB) restoreRota(ctx context.Context, r complaint.StoredRota) error {
	err := db.writer.do(ctx, func(t *tx) error {
		return t.exec(`INSERT INTO rotas (unit, version, revision, at, by, doc) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			r.Unit, r.Version, r.Revision, seconds(r.At), r.By, raw(r.Doc))
	})
	if err != nil {
		return err
	}
	for last := db.lastRota.Load(); last < r.Revision && !db.lastRota.CompareAndSwap(last, r.Revision); {
		last = db.lastRota.Load()
	}
	return nil
}

// restoreTally brings the counters of a day to at least what they were.
func (t *tx) restoreTally(tally *transfer.Tally) error {
	var args []any
	for name, n := range tally.Counts {
		args = append(args, tally.Day, name, n)
	}
	return t.insert(`INSERT INTO tallies (day, name, count)`, 3, args, ` ON CONFLICT DO UPDATE SET count = max(count, excluded.count)`)
}

func (t *tx) restoreKnown(known []transfer.Known) error {
	args := make([]any, 0, 5*len(known))
	for _, k := range known {
		args = append(args, k.Key, string(k.Kind), k.Reference, seconds(k.At), seconds(k.DeliveredAt))
	}
	return t.insert(`INSERT INTO effects (key, kind, reference, at, delivered_at)`, 5, args, ` ON CONFLICT DO NOTHING`)
}

// Gather moves what is written into the one file redress.db, so that it may be
// moved to another folder once the store is closed.
func (db *DB) Gather(ctx context.Context) error {
	const checkpoint = `PRAGMA wal_checkpoint(TRUNCATE)`
	var busy, pages, moved int
	err := db.writer.pool.QueryRowContext(ctx, checkpoint).Scan(&busy, &pages, &moved)
	if err == nil && busy != 0 {
		err = fault.Wrap(fault.Busy, errors.New("somebody reads"), checkpoint)
	}
	return broken(err, checkpoint)
}
