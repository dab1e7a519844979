package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// addEffects promises effects; those whose keys are known are left out.
func (t *tx) addEffects(effects []complaint.Effect) error {
	args := make([]any, 0, 6*len(effects))
	for _, e := range effects {
		args = append(args, e.Key, string(e.Kind), e.Reference, seconds(e.At), raw(e.Data), e.Again)
	}
	return t.insert(`INSERT INTO effects (key, kind, reference, at, data, claims)`, 6, args, ` ON CONFLICT DO NOTHING`)
}

// Claim leases effects, all in one transaction. A lease ends at now plus its
// duration, that instant excluded.
func (db *DB) Claim(ctx context.Context, keys []string, now time.Time, lease time.Duration) ([]complaint.Effect, error) {
	const claim = `UPDATE effects SET leased_until = ?1, claims = claims + 1
		WHERE key = ?2 AND delivered_at IS NULL AND (leased_until IS NULL OR leased_until <= ?3)
		RETURNING key, kind, reference, at, data, claims > 1`
	var claimed []complaint.Effect
	err := db.writer.do(ctx, func(t *tx) error {
		claimed = nil // the job may run twice
		for _, key := range keys {
			var e complaint.Effect
			var at sql.NullInt64
			var data sql.NullString
			ok, err := t.changeOne(claim, []any{now.Add(lease).Unix(), key, now.Unix()}, &e.Key, &e.Kind, &e.Reference, &at, &data, &e.Again)
			if err != nil {
				return err
			}
			if e.At, e.Data = instant(at), bytes(data); ok {
				claimed = append(claimed, e)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return claimed, nil
}

const deliverEffect = `UPDATE effects SET delivered_at = ? WHERE key = ? AND delivered_at IS NULL`

// Delivered marks effects as done; an unknown key changes nothing.
func (db *DB) Delivered(ctx context.Context, keys []string, now time.Time) error {
	return db.writer.do(ctx, func(t *tx) error {
		for _, key := range keys {
			if err := t.exec(deliverEffect, now.Unix(), key); err != nil {
				return err
			}
		}
		return nil
	})
}

// waiting selects the keys of one lane's effects that nobody has delivered or
// is delivering. It reads only effects that are not delivered.
const (
	waitingNotices = `SELECT key, at, rowid AS n FROM effects
		WHERE delivered_at IS NULL AND kind = 'notice' AND at <= ?1 AND (leased_until IS NULL OR leased_until <= ?2)
		ORDER BY at, rowid LIMIT ?3 + 0`
	waitingDeeds = `SELECT key, at, rowid AS n FROM effects
		WHERE delivered_at IS NULL AND kind <> 'notice' AND at <= ?1 AND (leased_until IS NULL OR leased_until <= ?2)
		ORDER BY at, rowid LIMIT ?3 + 0`
	staleEffects = `SELECT key FROM (SELECT * FROM (` + waitingNotices + `) UNION ALL SELECT * FROM (` + waitingDeeds + `))
		ORDER BY at, n LIMIT ?3 + 0`
)

// Stale lists effects of both lanes.
func (db *DB) Stale(ctx context.Context, before, now time.Time, limit int) ([]string, error) {
	return db.strings(ctx, staleEffects, before.Unix(), now.Unix(), max(limit, 0))
}

// Waiting lists effects of one lane.
func (db *DB) Waiting(ctx context.Context, lane complaint.Lane, before, now time.Time, limit int) ([]string, error) {
	query := waitingDeeds
	if lane == complaint.NoticeLane {
		query = waitingNotices
	}
	return db.strings(ctx, `SELECT key FROM (`+query+`)`, before.Unix(), now.Unix(), max(limit, 0))
}

// claimedOnce is what must hold of an effect that is folded.
const claimedOnce = ` AND claims = 1`

// Fold puts effects in the place of others.
func (db *DB) Fold(ctx context.Context, f complaint.Fold) error {
	return db.writer.do(ctx, func(t *tx) error {
		for _, m := range f.Members {
			query, args := `UPDATE effects SET data = ? WHERE key = ? AND delivered_at IS NULL`, []any{raw(m.Data), m.Key}
			if len(m.Data) == 0 {
				query, args = deliverEffect, []any{f.At.Unix(), m.Key}
			}
			n, err := t.change(query+claimedOnce, args...)
			if err == nil && n == 0 {
				err = fault.Wrap(fault.Busy, errors.New("another has taken "+m.Key), "fold effects")
			}
			if err != nil {
				return err
			}
		}
		return t.addEffects(f.Into)
	})
}

// Unlease ends all leases: for a program that starts and is alone with its
// file, so that whoever held them is gone.
func (db *DB) Unlease(ctx context.Context) error {
	return db.writer.do(ctx, func(t *tx) error {
		return t.exec(`UPDATE effects SET leased_until = NULL WHERE delivered_at IS NULL AND leased_until IS NOT NULL`)
	})
}
