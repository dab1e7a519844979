package dynamo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/redress/redress/shared/fault"
)

// write is one item's part of a transaction.
type write struct {
	types.TransactWriteItem
	// lost is what it means when the write's condition does not hold. Nil: the
	// write is left out, and the rest is done.
	lost error
	// known hears that it was left out.
	known func()
}

// mostWrites is how many items DynamoDB takes in one transaction.
const mostWrites = 100

// A transaction that meets another one is tried again after a pause that grows.
const (
	tries    = 12
	patience = 5 * time.Millisecond
)

// transact does all writes or none. The first in their order whose condition
// does not hold says what the error is.
func (s *Store) transact(ctx context.Context, writes []write, doing string) error {
	if len(writes) > mostWrites {
		return fault.Wrap(fault.Internal, fmt.Errorf("%d items are too many for one transaction", len(writes)), doing)
	}
	var last error
	for try := 0; try < tries && len(writes) > 0; {
		in := &dynamodb.TransactWriteItemsInput{}
		for _, w := range writes {
			in.TransactItems = append(in.TransactItems, w.TransactWriteItem)
		}
		_, err := s.api.TransactWriteItems(ctx, in)
		canceled, ok := errors.AsType[*types.TransactionCanceledException](err)
		if !ok {
			return broken(err, doing)
		}
		left, err := judge(writes, canceled, doing)
		if err != nil {
			return err
		}
		if len(left) == len(writes) {
			try++
			last = canceled
			if err := pause(ctx, try); err != nil {
				return broken(err, doing)
			}
		}
		writes = left
	}
	if len(writes) == 0 {
		return nil
	}
	return fault.Wrap(fault.Busy, last, doing)
}

// judge reads why a transaction was canceled: an error that ends it, or the
// writes that are left to be tried again.
func judge(writes []write, canceled *types.TransactionCanceledException, doing string) (left []write, err error) {
	for i, reason := range canceled.CancellationReasons {
		switch code := aws.ToString(reason.Code); {
		case i >= len(writes):
		case code == "ConditionalCheckFailed" && writes[i].lost != nil:
			return nil, writes[i].lost
		case code == "ConditionalCheckFailed":
			if writes[i].known != nil {
				writes[i].known()
			}
		case code == "None" || code == "" || slices.Contains(passing, code):
			left = append(left, writes[i])
		default:
			return nil, fault.Wrap(fault.Internal, canceled, doing)
		}
	}
	if canceled.CancellationReasons == nil {
		return nil, fault.Wrap(fault.Internal, canceled, doing)
	}
	return left, nil
}

// pause waits before another try.
func pause(ctx context.Context, try int) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(rand.N(min(patience*time.Duration(try*try), time.Second) + 1)):
		return nil
	}
}

// put is a write of a whole item, where the condition holds.
func (s *Store) put(i item, condition string, values item, lost error) write {
	p := &types.Put{TableName: &s.table, Item: i}
	if condition != "" {
		p.ConditionExpression = &condition
	}
	if len(values) > 0 {
		p.ExpressionAttributeValues = values
	}
	return write{TransactWriteItem: types.TransactWriteItem{Put: p}, lost: lost}
}

// alter is an edit as part of a transaction; where its condition does not hold
// it is left out.
func (s *Store) alter(key item, e edit) write {
	return write{TransactWriteItem: types.TransactWriteItem{Update: &types.Update{
		TableName: &s.table, Key: key, UpdateExpression: &e.set, ConditionExpression: &e.when, ExpressionAttributeValues: e.values,
	}}}
}

// remove is the removal of an item.
func (s *Store) remove(key item) write {
	return write{TransactWriteItem: types.TransactWriteItem{Delete: &types.Delete{TableName: &s.table, Key: key}}}
}

// isNew is the condition that an item is not there yet.
const isNew = "attribute_not_exists(pk)"
