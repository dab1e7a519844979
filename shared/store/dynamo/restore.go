package dynamo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/transfer"
)

// Restoration brings an export into a table. It is a tool's, not a function's:
// no function's policy has a part in it. The item restore#table says which
// export a table has taken, so that the same one can be brought again after a
// failure and no other can be poured into it.
type Restoration struct {
	store *Store
	state string
	// Finished is when the export was brought in to its end; zero before.
	Finished time.Time
}

func restoreKey() item { return keyOf("restore#table", "restore") }

// mayBeThere are the kinds that a table without a case may hold: the sweep
// and the reconciliation of a deployment that has no cases yet leave them.
var mayBeThere = []string{"tally#", "effect#", "serial#", "fold#"}

// Restore begins to bring the export of a state into a table, or goes on with
// it. Conflict when the table holds anything else.
func Restore(ctx context.Context, api API, table, state string, now time.Time) (*Restoration, error) {
	const doing = "begin a restore"
	r := &Restoration{store: New(api, table), state: state}
	held, err := r.store.get(ctx, restoreKey(), doing)
	if err != nil {
		return nil, err
	}
	if held == nil {
		if err := r.store.wantEmpty(ctx, doing); err != nil {
			return nil, err
		}
		mark := edit{set: "SET exported = :state, begun = :now", when: isNew, values: item{":state": str(state), ":now": num(now.Unix())}}
		after, before, err := r.store.edit(ctx, restoreKey(), mark, doing)
		if err != nil {
			return nil, err
		}
		if held = after; held == nil {
			held = before // another restore was a moment faster
		}
	}
	if stringOf(held, "exported") != state {
		return nil, fault.Wrap(fault.Conflict, errors.New("another export was restored into this table"), doing)
	}
	r.Finished = secondsOf(held, "finished")
	return r, nil
}

// wantEmpty reads a table until it finds what belongs to a case.
func (s *Store) wantEmpty(ctx context.Context, doing string) error {
	var filter []string
	values := item{}
	for n, kind := range mayBeThere {
		name := fmt.Sprintf(":k%d", n)
		values[name] = str(kind)
		filter = append(filter, "NOT begins_with(pk, "+name+")")
	}
	scan := &dynamodb.ScanInput{
		TableName: &s.table, ConsistentRead: aws.Bool(true), ProjectionExpression: aws.String("pk"),
		FilterExpression: aws.String(strings.Join(filter, " AND ")), ExpressionAttributeValues: values,
	}
	for more := true; more; more = scan.ExclusiveStartKey != nil {
		page, err := s.api.Scan(ctx, scan)
		if err != nil {
			return broken(err, doing)
		}
		if len(page.Items) > 0 {
			kind, _, _ := strings.Cut(stringOf(page.Items[0], "pk"), "#")
			return fault.Wrap(fault.Conflict, fmt.Errorf("the table is not empty: it holds a %s", kind), doing)
		}
		scan.ExclusiveStartKey = page.LastEvaluatedKey
	}
	return nil
}

// Finish marks the restore as done.
func (r *Restoration) Finish(ctx context.Context, now time.Time) error {
	done := edit{set: "SET finished = :now", values: item{":now": num(now.Unix())}}
	_, _, err := r.store.edit(ctx, restoreKey(), done, "finish a restore")
	return err
}

// Take takes a record of the export. What is there already stays as it is.
func (r *Restoration) Take(ctx context.Context, rec transfer.Record) error {
	s, doing := r.store, "restore"
	switch {
	case rec.Case != nil:
		return s.restoreCase(ctx, rec.Case)
	case rec.Serial != nil:
		e := edit{set: "SET drawn = :last", when: isNew + " OR drawn < :last", values: item{":last": num(rec.Serial.Last)}}
		_, _, err := s.edit(ctx, serialKey(rec.Serial.Series), e, doing)
		return err
	case rec.Rota != nil:
		return s.restoreRota(ctx, complaint.StoredRota(*rec.Rota))
	case rec.Tally != nil:
		return s.restoreTally(ctx, rec.Tally)
	case rec.Answer != nil:
		return s.transact(ctx, []write{s.put(answerItem(new(complaint.StoredAnswer(*rec.Answer))), isNew, nil, nil)}, doing)
	}
	return s.transact(ctx, s.effectWrites(rec), doing)
}

// effectWrites are promised effects, and the keys of delivered ones. The key of
// a case's deed cannot come again, as the case stands behind it, and is left
// out: each would wake the relay for nothing.
func (s *Store) effectWrites(rec transfer.Record) (writes []write) {
	for _, e := range rec.Effects {
		writes = append(writes, s.put(effectItem(e), isNew, nil, nil))
	}
	for _, k := range rec.Known {
		if k.Reference != "" {
			continue
		}
		i := effectItem(complaint.Effect{Key: k.Key, Kind: k.Kind, At: k.At})
		delete(i, outboxIndex.pk())
		delete(i, outboxIndex.sk())
		i["delivered"], i[ExpiresAttribute] = num(k.DeliveredAt.Unix()), num(k.DeliveredAt.Add(keepEffects).Unix())
		writes = append(writes, s.put(i, isNew, nil, nil))
	}
	return writes
}

// restored marks a tally that has taken an export's counts.
const restored = "restored"

// restoreTally adds the counters of a day to what the table has of it, once.
func (s *Store) restoreTally(ctx context.Context, t *transfer.Tally) error {
	e, some := tallyEdit(t.Day, t.Counts)
	if !some {
		return nil
	}
	e.names["#mark"], e.values[":mark"] = restored, num(1)
	e.set, e.when = strings.Replace(e.set, "ADD ", "ADD #mark :mark, ", 1), "attribute_not_exists(#mark)"
	_, _, err := s.edit(ctx, tallyKey(t.Day), e, "restore a tally")
	return err
}

// restoreRota keeps a rota under the revision that it has.
func (s *Store) restoreRota(ctx context.Context, r complaint.StoredRota) error {
	head := headKey()
	head["revision"] = num(r.Revision)
	there := errors.New("it is there")
	err := s.transact(ctx, []write{
		s.put(rotaItem(unitRotaKey(r.Unit), r), isNew, nil, there),
		s.put(rotaItem(revisionKey(r.Revision), r), isNew, nil, there),
		s.put(head, isNew+" OR revision < :revision", item{":revision": num(r.Revision)}, nil),
	}, "restore the rota of "+r.Unit)
	if errors.Is(err, there) {
		return nil
	}
	return err
}

// restoreCase writes a case with all that belongs to it in one transaction, or,
// where that is too much for one, the case last: nothing else is seen before it.
func (s *Store) restoreCase(ctx context.Context, c *transfer.Case) error {
	doing := "restore case " + c.Case.Reference
	commit := c.Commit()
	writes, err := s.caseWrites(ctx, commit, doing)
	if err != nil {
		return err
	}
	last := s.effectWrites(transfer.Record{Effects: commit.Effects})
	if len(eventChunks(commit.Events)) > 1 || len(writes)+len(last) > mostWrites {
		held, err := s.get(ctx, caseKey(c.Case.Reference), doing)
		if err != nil || held != nil {
			return errors.Join(err, s.sameCase(held, c, doing))
		}
		for _, w := range writes[1:] { // the first is the case
			if err := s.write(ctx, w.Put.Item, doing); err != nil {
				return err
			}
		}
		writes = writes[:1]
	}
	err = s.transact(ctx, append(writes, last...), doing)
	if !fault.Is(err, fault.Stale) {
		return err
	}
	held, err := s.get(ctx, caseKey(c.Case.Reference), doing)
	if err != nil {
		return err
	}
	return s.sameCase(held, c, doing)
}

// sameCase tells whether the case that is there is the one of the export.
func (s *Store) sameCase(held item, c *transfer.Case, doing string) error {
	if held == nil {
		return nil
	}
	there, err := decodeCase(held, doing)
	if err != nil {
		return err
	}
	return fault.Wrap(fault.Conflict, transfer.There(there, c.Case), doing)
}
