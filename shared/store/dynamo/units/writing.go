package units

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// change is one item of a write, as the meter sees it.
type change struct {
	table *string
	key   Item
	put   Item // what is to be there; nil when that is not known before
	// removes is true of a removal, checks of a condition without a write.
	removes, checks bool
	before, after   Item
}

// PutItem costs the larger of the item and the one that it replaces.
func (m *Meter) PutItem(ctx context.Context, in *dynamodb.PutItemInput, o ...func(*dynamodb.Options)) (out *dynamodb.PutItemOutput, err error) {
	c := change{table: in.TableName, key: m.table.key(in.Item), put: in.Item}
	return out, m.single(ctx, "PutItem", c, func() error {
		out, err = m.api.PutItem(ctx, in, o...)
		return err
	})
}

// UpdateItem costs the larger of the item before and after.
func (m *Meter) UpdateItem(ctx context.Context, in *dynamodb.UpdateItemInput, o ...func(*dynamodb.Options)) (out *dynamodb.UpdateItemOutput, err error) {
	c := change{table: in.TableName, key: in.Key}
	return out, m.single(ctx, "UpdateItem", c, func() error {
		out, err = m.api.UpdateItem(ctx, in, o...)
		return err
	})
}

// DeleteItem costs the item that it removes; none costs the least.
func (m *Meter) DeleteItem(ctx context.Context, in *dynamodb.DeleteItemInput, o ...func(*dynamodb.Options)) (out *dynamodb.DeleteItemOutput, err error) {
	c := change{table: in.TableName, key: in.Key, removes: true}
	return out, m.single(ctx, "DeleteItem", c, func() error {
		out, err = m.api.DeleteItem(ctx, in, o...)
		return err
	})
}

// single carries out a write of one item and counts it.
func (m *Meter) single(ctx context.Context, operation string, c change, do func() error) error {
	m.writing.Lock()
	defer m.writing.Unlock()
	changes := []change{c}
	if err := m.look(ctx, changes); err != nil {
		return err
	}
	err := do()
	if _, refused := errors.AsType[*types.ConditionalCheckFailedException](err); refused {
		m.count(operation, m.cost(changes, 1, true))
		return err
	}
	if err != nil {
		return err
	}
	if err := m.lookAgain(ctx, changes); err != nil {
		return err
	}
	m.count(operation, m.cost(changes, 1, false))
	return nil
}

// TransactWriteItems writes each item twice, and each entry of an index once.
func (m *Meter) TransactWriteItems(ctx context.Context, in *dynamodb.TransactWriteItemsInput, o ...func(*dynamodb.Options)) (*dynamodb.TransactWriteItemsOutput, error) {
	const operation = "TransactWriteItems"
	m.writing.Lock()
	defer m.writing.Unlock()
	changes := m.changes(in)
	if err := m.look(ctx, changes); err != nil {
		return nil, err
	}
	out, err := m.api.TransactWriteItems(ctx, in, o...)
	if _, canceled := errors.AsType[*types.TransactionCanceledException](err); canceled {
		m.count(operation, m.cost(changes, 2, true))
		return out, err
	}
	if err != nil {
		return out, err
	}
	if err := m.lookAgain(ctx, changes); err != nil {
		return out, err
	}
	m.count(operation, m.cost(changes, 2, false))
	return out, nil
}

// changes are the items of a transaction.
func (m *Meter) changes(in *dynamodb.TransactWriteItemsInput) (all []change) {
	for _, w := range in.TransactItems {
		switch {
		case w.Put != nil:
			all = append(all, change{table: w.Put.TableName, key: m.table.key(w.Put.Item), put: w.Put.Item})
		case w.Update != nil:
			all = append(all, change{table: w.Update.TableName, key: w.Update.Key})
		case w.Delete != nil:
			all = append(all, change{table: w.Delete.TableName, key: w.Delete.Key, removes: true})
		case w.ConditionCheck != nil:
			all = append(all, change{table: w.ConditionCheck.TableName, key: w.ConditionCheck.Key, checks: true})
		}
	}
	return all
}

// look reads what is there before a write.
func (m *Meter) look(ctx context.Context, changes []change) (err error) {
	for n := range changes {
		c := &changes[n]
		if c.before, err = m.read(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// lookAgain finds what is there after it.
func (m *Meter) lookAgain(ctx context.Context, changes []change) (err error) {
	for n := range changes {
		switch c := &changes[n]; {
		case c.put != nil:
			c.after = c.put
		case c.checks:
			c.after = c.before
		case !c.removes:
			if c.after, err = m.read(ctx, c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *Meter) read(ctx context.Context, c *change) (Item, error) {
	out, err := m.api.GetItem(ctx, &dynamodb.GetItemInput{TableName: c.table, Key: c.key, ConsistentRead: aws.Bool(true)})
	if err != nil || len(out.Item) == 0 {
		return nil, err
	}
	return out.Item, nil
}

// cost adds up changes; each item is written a number of times. What was refused
// costs the larger of what is there and what was to be, and no index.
func (m *Meter) cost(changes []change, times float64, refused bool) (c Count) {
	for _, x := range changes {
		base, indexes := m.table.Write(x.before, x.after)
		if refused {
			base, indexes = WriteUnits(max(Size(x.before), Size(x.put))), nil
		}
		one := Count{Items: 1, Write: times*base + sum(indexes), Index: sum(indexes)}
		m.sort(x.key, one)
		c = c.plus(one)
	}
	if refused {
		c.Refused = 1
	}
	return c
}
