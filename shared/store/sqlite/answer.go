package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

const putAnswer = `INSERT INTO answers (key, fingerprint, status, header, body, expires_at) VALUES (?, ?, ?, ?, ?, ?)
	ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status,
		header = excluded.header, body = excluded.body, expires_at = excluded.expires_at`

func answerRow(a *complaint.StoredAnswer) []any {
	return []any{a.Key, a.Fingerprint, a.Status, raw(a.Header), raw(a.Body), seconds(a.ExpiresAt)}
}

// wantFree fails with Conflict when a key is taken by an answer that is not
// expired when the new one is given.
func (t *tx) wantFree(a *complaint.StoredAnswer) error {
	var one int
	taken, err := t.row(`SELECT 1 FROM answers WHERE key = ? AND (expires_at IS NULL OR expires_at > ?)`, []any{a.Key, a.At.Unix()}, &one)
	if taken {
		err = fault.Wrap(fault.Conflict, errors.New("the key is taken"), "remember an answer")
	}
	return err
}

// Remember replaces an answer; a key that is free is taken.
func (db *DB) Remember(ctx context.Context, a complaint.StoredAnswer) error {
	return db.writer.do(ctx, func(t *tx) error {
		return t.exec(putAnswer, answerRow(&a)...)
	})
}

// Answer reads an answer that is not expired. One without an expiry never is.
func (db *DB) Answer(ctx context.Context, key string, now time.Time) (complaint.StoredAnswer, bool, error) {
	const find = `SELECT key, fingerprint, status, header, body, expires_at FROM answers
		WHERE key = ? AND (expires_at IS NULL OR expires_at > ?)`
	var a complaint.StoredAnswer
	var header, body sql.NullString
	var expires sql.NullInt64
	found, err := db.row(ctx, find, []any{key, now.Unix()}, &a.Key, &a.Fingerprint, &a.Status, &header, &body, &expires)
	a.Header, a.Body, a.ExpiresAt = bytes(header), bytes(body), instant(expires)
	return a, found, err
}

const (
	forgetAnswers = `DELETE FROM answers WHERE expires_at <= ?`
	forgetEffects = `DELETE FROM effects WHERE delivered_at < ?`
)

// Forget removes expired answers, effects that were delivered long ago, and old tallies.
func (db *DB) Forget(ctx context.Context, now time.Time, keep time.Duration) error {
	return db.writer.do(ctx, func(t *tx) error {
		if err := t.exec(forgetAnswers, now.Unix()); err != nil {
			return err
		}
		if err := t.exec(forgetEffects, now.Add(-keep).Unix()); err != nil {
			return err
		}
		return t.exec(forgetTallies, now.Add(-keep).UTC().Format(time.DateOnly))
	})
}
