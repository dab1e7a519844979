package dynamo

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/redress/redress/shared/fault/awsfault"
)

// edit is what an update does to an item, and what must hold of it before.
type edit struct {
	set    string
	when   string // "" for always
	names  map[string]string
	values item
}

// edit carries an edit out and gives the item after it; where the condition
// does not hold, nil and the item that is there.
func (s *Store) edit(ctx context.Context, key item, e edit, doing string) (after, held item, err error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, broken(err, doing)
	}
	in := &dynamodb.UpdateItemInput{
		TableName: &s.table, Key: key, UpdateExpression: &e.set, ExpressionAttributeNames: e.names, ExpressionAttributeValues: e.values,
		ReturnValues: types.ReturnValueAllNew, ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	}
	if e.when != "" {
		in.ConditionExpression = &e.when
	}
	for try := 1; ; try++ {
		out, err := s.api.UpdateItem(ctx, in)
		if err == nil {
			return out.Attributes, nil, nil
		}
		if held, ok := refused(err); ok {
			return nil, held, nil
		}
		// A transaction may hold the item; the SDK does not try that again.
		if !slices.Contains(passing, awsfault.Code(err)) || try == tries {
			return nil, nil, broken(err, doing)
		}
		if err := pause(ctx, try); err != nil {
			return nil, nil, broken(err, doing)
		}
	}
}

// write puts one item.
func (s *Store) write(ctx context.Context, i item, doing string) error {
	if err := ctx.Err(); err != nil {
		return broken(err, doing)
	}
	_, err := s.api.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: i})
	return broken(err, doing)
}
