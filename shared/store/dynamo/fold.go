package dynamo

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// Fold puts effects in the place of others: in one transaction where they fit
// into one. A larger fold goes in four steps:
//
//  1. What is to be done is written down, in parts.
//  2. Each member is marked with the fold, so that it is not handed out by itself;
//     the first that another has taken ends it.
//  3. It is decided that the fold shall be: one write, which happens once.
//  4. The new effects are promised, still marked; each member is delivered or
//     goes on with what is left of it; the marks of the new effects are removed.
//
// Who comes upon a mark when nobody has the effect in hand brings the fold to
// its end: by step 4 when it was decided, or else by deciding that it shall
// not be, after which the member goes its own way.
func (s *Store) Fold(ctx context.Context, f complaint.Fold) error {
	if len(f.Into)+len(f.Members) <= mostWrites {
		return s.transact(ctx, s.foldWrites(f), "fold effects")
	}
	return s.foldLarge(ctx, f)
}

// foldWrites are a fold in one transaction.
func (s *Store) foldWrites(f complaint.Fold) (writes []write) {
	for _, m := range f.Members {
		w := s.alter(effectKey(m.Key), memberEdit(m, f.At).byOne())
		w.lost = errTaken(m.Key)
		writes = append(writes, w)
	}
	for _, e := range f.Into {
		writes = append(writes, s.put(effectItem(e), isNew, nil, nil))
	}
	return writes
}

// memberEdit is what a fold does to a member.
func memberEdit(m complaint.Effect, at time.Time) edit {
	if len(m.Data) == 0 {
		return delivery(at)
	}
	return edit{set: "SET deed = :deed REMOVE fold", when: undone, values: item{":deed": str(string(m.Data))}}
}

// byOne binds an edit to effects that were claimed once.
func (e edit) byOne() edit {
	e.when += " AND claims = :one"
	e.values = maps.Clone(e.values)
	e.values[":one"] = num(1)
	return e
}

// errTaken says that a member is not the caller's alone.
func errTaken(key string) error {
	return fault.Wrap(fault.Busy, errors.New("another has taken "+key), "fold effects")
}

// within binds an edit to members that are marked with a fold.
func (e edit) within(fold string) edit {
	e.when = ofTheFold
	e.values = maps.Clone(e.values)
	e.values[":fold"] = str(fold)
	return e
}

// unmark takes the mark of a fold away.
func unmark(fold string) edit { return edit{set: "REMOVE fold", values: item{}}.within(fold) }

// The parts of a fold that does not fit into one transaction: the decision,
// and what is to be done.
const (
	decision = "decision"
	decided  = "done"
	dropped  = "dropped"
	partSize = 300 // members in one part; an item holds 400 KB
)

type foldPart struct {
	At      time.Time          `json:"at"`
	Into    []complaint.Effect `json:"into,omitempty"`
	Members []complaint.Effect `json:"members,omitempty"`
}

// bare makes data that is absent so again: JSON has null for it.
func (p foldPart) bare() foldPart {
	for _, list := range [][]complaint.Effect{p.Into, p.Members} {
		for n := range list {
			if string(list[n].Data) == "null" {
				list[n].Data = nil
			}
		}
	}
	return p
}

func (s *Store) foldLarge(ctx context.Context, f complaint.Fold) error {
	id, err := s.writeDown(ctx, f)
	if err != nil {
		return err
	}
	err = s.each(len(f.Members), func(n int) error {
		key := f.Members[n].Key
		mark := edit{set: "SET fold = :fold", when: unmarked, values: item{":fold": str(id)}}.byOne()
		after, held, err := s.edit(ctx, effectKey(key), mark, "fold effects")
		if err == nil && after == nil && stringOf(held, "fold") != id { // the mark may be of a try whose answer was lost
			err = errTaken(key)
		}
		return err
	})
	if err != nil {
		return err
	}
	if how, err := s.decide(ctx, id, decided, f.At); err != nil || how != decided {
		return errors.Join(err, fault.Wrap(fault.Busy, errors.New("it was dropped meanwhile"), "fold effects"))
	}
	return s.carryOut(ctx, id)
}

// writeDown keeps what a fold is to do and names it. Another try of the same
// fold has a name of its own: the first may have been dropped.
func (s *Store) writeDown(ctx context.Context, f complaint.Fold) (id string, err error) {
	number, err := s.Serial(ctx, "folds")
	if err != nil {
		return "", err
	}
	id = ordered(number)
	parts := []foldPart{{At: f.At, Into: f.Into}}
	for members := range slices.Chunk(f.Members, partSize) {
		parts = append(parts, foldPart{At: f.At, Members: members})
	}
	for n, part := range parts {
		doc, err := json.Marshal(part)
		if err != nil {
			return "", fault.Wrap(fault.Internal, err, "write a fold down")
		}
		i := foldKey(id, ordered(int64(n)))
		i["part"], i[ExpiresAttribute] = pack(doc), num(f.At.Add(keepEffects).Unix())
		if err := s.write(ctx, i, "write a fold down"); err != nil {
			return "", err
		}
	}
	return id, nil
}

// decide says what becomes of a fold, unless that was said before, and gives
// what was.
func (s *Store) decide(ctx context.Context, id, how string, at time.Time) (string, error) {
	e := edit{set: "SET decision = :how, expires = :expires", when: isNew, values: item{":how": str(how), ":expires": num(at.Add(keepEffects).Unix())}}
	after, before, err := s.edit(ctx, foldKey(id, decision), e, "decide on a fold")
	if after == nil {
		after = before
	}
	return stringOf(after, "decision"), err
}

// settle brings a fold to its end that somebody has left in the middle.
func (s *Store) settle(ctx context.Context, id, member string, now time.Time) error {
	how, err := s.decide(ctx, id, dropped, now)
	if err != nil {
		return err
	}
	if how == decided { // once, however many members are come upon
		_, err, _ := s.folds.Do(id, func() (any, error) { return nil, s.carryOut(ctx, id) })
		return err
	}
	_, _, err = s.edit(ctx, effectKey(member), unmark(id), "fold effects")
	return err
}

// carryOut does what was decided. Each of its steps may be done again.
func (s *Store) carryOut(ctx context.Context, id string) error {
	parts, err := s.parts(ctx, id)
	if err != nil {
		return err
	}
	for _, p := range parts {
		for _, e := range p.Into {
			i := effectItem(e)
			i["fold"] = str(id)
			if err := s.transact(ctx, []write{s.put(i, isNew, nil, nil)}, "fold effects"); err != nil {
				return err
			}
		}
	}
	for _, p := range parts {
		err := s.each(len(p.Members), func(n int) error {
			m := p.Members[n]
			_, _, err := s.edit(ctx, effectKey(m.Key), memberEdit(m, p.At).within(id), "fold effects")
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, p := range parts {
		for _, e := range p.Into {
			if _, _, err := s.edit(ctx, effectKey(e.Key), unmark(id), "fold effects"); err != nil {
				return err
			}
		}
	}
	return nil
}

// parts reads what a fold is to do.
func (s *Store) parts(ctx context.Context, id string) (parts []foldPart, err error) {
	const doing = "read a fold"
	q := s.query("pk = :pk AND sk < :decision", item{":pk": str(foldPartition(id)), ":decision": str(decision)})
	q.ConsistentRead = aws.Bool(true)
	for more := true; more; {
		var page []item
		if page, more, err = s.run(ctx, q, doing); err != nil {
			return nil, err
		}
		for _, i := range page {
			doc, err := unpack(i, "part")
			if err != nil {
				return nil, fault.Wrap(fault.Internal, err, doing)
			}
			var p foldPart
			if err := json.Unmarshal(doc, &p); err != nil {
				return nil, fault.Wrap(fault.Internal, err, doing)
			}
			parts = append(parts, p.bare())
		}
	}
	return parts, nil
}
