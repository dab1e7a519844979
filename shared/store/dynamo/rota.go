package dynamo

import (
	"context"
	"errors"
	"slices"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// rotaItem keeps a unit's rota under a key: once by its unit, once by its revision.
func rotaItem(i item, r complaint.StoredRota) item {
	i["unit"], i["version"], i["revision"], i["by"] = str(r.Unit), num(r.Version), num(r.Revision), str(r.By)
	setSeconds(i, "at", r.At)
	setRaw(i, "doc", r.Doc)
	return i
}

func rotaOf(i item) complaint.StoredRota {
	r := complaint.StoredRota{Unit: stringOf(i, "unit"), At: secondsOf(i, "at"), By: stringOf(i, "by"), Doc: rawOf(i, "doc")}
	r.Version, _ = numberOf(i, "version")
	r.Revision, _ = numberOf(i, "revision")
	return r
}

// Rota reads what was last stored for a unit.
func (s *Store) Rota(ctx context.Context, unit string) (complaint.StoredRota, error) {
	i, err := s.get(ctx, unitRotaKey(unit), "read rota")
	if err == nil && i == nil {
		err = fault.Wrap(fault.NotFound, errNone, "read rota of "+unit)
	}
	return rotaOf(i), err
}

// PutRota stores a unit's rota. The revision is counted within the transaction,
// so that none appears after a later one has been seen.
func (s *Store) PutRota(ctx context.Context, r complaint.StoredRota) error {
	doing := "store the rota of " + r.Unit
	stale := fault.Wrap(fault.Stale, errors.New("it is not the version after the stored one"), doing)
	for try := 1; try <= tries; try++ {
		before, err := s.get(ctx, unitRotaKey(r.Unit), doing)
		if err != nil {
			return err
		}
		if rotaOf(before).Version+1 != r.Version {
			return stale
		}
		head, err := s.get(ctx, headKey(), doing)
		if err != nil {
			return err
		}
		last, _ := numberOf(head, "revision")
		r.Revision = last + 1
		err = s.transact(ctx, s.rotaWrites(r, before, last, stale), doing)
		if err != errOvertaken {
			return err
		}
		if err := pause(ctx, try); err != nil {
			return broken(err, doing)
		}
	}
	return fault.Wrap(fault.Busy, errOvertaken, doing)
}

var errOvertaken = errors.New("another rota was stored meanwhile")

func (s *Store) rotaWrites(r complaint.StoredRota, before item, last int64, stale error) []write {
	head := headKey()
	head["revision"] = num(r.Revision)
	first := isNew
	values := item(nil)
	if before != nil {
		first, values = "version = :before", item{":before": num(r.Version - 1)}
	}
	counting, revision := isNew, item(nil)
	if last > 0 {
		counting, revision = "revision = :last", item{":last": num(last)}
	}
	writes := []write{
		s.put(rotaItem(unitRotaKey(r.Unit), r), first, values, stale),
		s.put(head, counting, revision, errOvertaken),
		s.put(rotaItem(revisionKey(r.Revision), r), isNew, nil, errOvertaken),
	}
	if before != nil {
		writes = append(writes, s.remove(revisionKey(rotaOf(before).Revision)))
	}
	return writes
}

// RotasSince lists what is new, with one read that costs the least there is
// when there is nothing.
func (s *Store) RotasSince(ctx context.Context, revision int64) (list []complaint.StoredRota, err error) {
	q := s.query("pk = :pk AND sk BETWEEN :after AND :end", item{":pk": str(revisions), ":after": str(ordered(revision + 1)), ":end": str(":")})
	consistent := true
	q.ConsistentRead = &consistent
	for more := true; more; {
		var page []item
		if page, more, err = s.run(ctx, q, "read rotas"); err != nil {
			return nil, err
		}
		for _, i := range page {
			list = append(list, rotaOf(i))
		}
	}
	return slices.Clip(list), nil
}
