package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/stored"
)

var _ complaint.Store = (*DB)(nil)

// Commit writes one step of one case, see [complaint.Cases]. When the answer's
// key is taken and the version is stale too, it fails with Conflict.
func (db *DB) Commit(ctx context.Context, c complaint.Commit) error {
	s, err := newStep(c)
	if err != nil {
		return err
	}
	return db.writer.do(ctx, s.write)
}

// step is a commit with all that can be prepared outside the transaction.
type step struct {
	complaint.Commit
	doc, contact []byte
	clocks       clockRows
	keys         []string
}

func newStep(c complaint.Commit) (*step, error) {
	s := &step{Commit: c}
	if c.Case == nil {
		return s, nil
	}
	if c.Case.Version <= c.Expect {
		return nil, fault.Wrap(fault.Internal, fmt.Errorf("version %d does not follow %d", c.Case.Version, c.Expect), "commit case "+c.Case.Reference)
	}
	var err error
	if s.doc, err = stored.Encode(c.Case); err != nil {
		return nil, fault.Wrap(fault.Internal, err, "encode case "+c.Case.Reference)
	}
	if err := stored.Fit(c, s.doc); err != nil {
		return nil, err
	}
	if c.Contact != nil {
		if s.contact, err = json.Marshal(c.Contact); err != nil {
			return nil, fault.Wrap(fault.Internal, err, "encode contact of "+c.Case.Reference)
		}
	}
	s.clocks, s.keys = rowsOf(c.Case), c.Case.Keys()
	return s, nil
}

// write is the job of a commit.
func (s *step) write(t *tx) error {
	if s.Answer != nil {
		if err := t.wantFree(s.Answer); err != nil {
			return err
		}
	}
	if s.Case != nil {
		if err := s.writeCase(t); err != nil {
			return err
		}
	}
	if s.Answer != nil {
		if err := t.exec(putAnswer, answerRow(s.Answer)...); err != nil {
			return err
		}
	}
	return t.addEffects(s.Effects)
}

func (s *step) writeCase(t *tx) error {
	put := s.insert
	if s.Expect > 0 {
		put = s.update
	}
	if err := put(t); err != nil {
		return err
	}
	if err := s.addEvents(t); err != nil {
		return err
	}
	if s.contact == nil {
		return nil
	}
	return t.exec(`INSERT INTO contacts (reference, doc) VALUES (?, ?)
		ON CONFLICT DO UPDATE SET doc = excluded.doc`, s.Case.Reference, string(s.contact))
}

func (s *step) addEvents(t *tx) error {
	args := make([]any, 0, 6*len(s.Events))
	for _, e := range s.Events {
		args = append(args, s.Case.Reference, e.Seq, seconds(e.At), e.Type, e.By, raw(e.Data))
	}
	return t.insert(`INSERT INTO events (reference, seq, at, type, by, data)`, 6, args, "")
}

func (s *step) insert(t *tx) error {
	const add = `INSERT INTO cases (version, status, unit, class, next_due, wake_at, received_at, vulnerable, warned, missed, handler, keys, clocks, doc, reference)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`
	var id int64
	created, err := t.changeOne(add, append(s.columns(), s.Case.Reference), &id)
	if err != nil {
		return err
	}
	if !created {
		return s.stale()
	}
	return t.replaceRows(id, s, "", "")
}

func (s *step) update(t *tx) error {
	const find = `SELECT id, clocks, keys FROM cases WHERE reference = ? AND version = ?`
	var id int64
	var clocks, keys string
	current, err := t.row(find, []any{s.Case.Reference, s.Expect}, &id, &clocks, &keys)
	if err != nil {
		return err
	}
	if !current {
		return s.stale()
	}
	const set = `UPDATE cases SET version = ?, status = ?, unit = ?, class = ?, next_due = ?, wake_at = ?,
		received_at = ?, vulnerable = ?, warned = ?, missed = ?, handler = ?, keys = ?, clocks = ?, doc = ? WHERE id = ?`
	if err := t.exec(set, append(s.columns(), id)...); err != nil {
		return err
	}
	return t.replaceRows(id, s, clocks, keys)
}

// replaceRows brings the rows that a case is found by from what they were to what they are.
func (t *tx) replaceRows(id int64, s *step, clocks, keys string) error {
	if err := t.replaceClocks(id, s.Case.Reference, parseRows(clocks), s.clocks); err != nil {
		return err
	}
	return t.replaceKeys(s.Case.Reference, parseKeys(keys), s.keys)
}

// columns are the values that insert and update have in common.
func (s *step) columns() []any {
	c := s.Case
	return []any{c.Version, string(c.Status), c.Unit, c.Class, stored.Seconds(c.NextDue()), seconds(c.WakeAt),
		seconds(c.ReceivedAt), c.Customer.Vulnerable, c.Warned(), c.Missed(), c.Handler, keyText(s.keys), s.clocks.String(), string(s.doc)}
}

func (s *step) stale() error {
	return fault.Wrap(fault.Stale, fmt.Errorf("it is not at version %d", s.Expect), "commit case "+s.Case.Reference)
}
