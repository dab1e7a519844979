package dynamo

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"
)

func (s *Store) query(condition string, values item) *dynamodb.QueryInput {
	return &dynamodb.QueryInput{TableName: &s.table, KeyConditionExpression: &condition, ExpressionAttributeValues: values}
}

// run reads the next page of a query; more tells whether there may be another,
// which the same query then gives.
func (s *Store) run(ctx context.Context, q *dynamodb.QueryInput, doing string) (page []item, more bool, err error) {
	if err := ctx.Err(); err != nil {
		return nil, false, broken(err, doing)
	}
	out, err := s.api.Query(ctx, q)
	if err != nil {
		return nil, false, broken(err, doing)
	}
	q.ExclusiveStartKey = out.LastEvaluatedKey
	return out.Items, len(out.LastEvaluatedKey) > 0, nil
}

// mostKeys is how many items DynamoDB reads with one request.
const mostKeys = 100

// batch reads many items, in any order; those that are not there are left out.
func (s *Store) batch(ctx context.Context, keys []item, consistent bool, doing string) ([]item, error) {
	parts := make([][]item, (len(keys)+mostKeys-1)/mostKeys)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(together)
	for n := range parts {
		group.Go(func() (err error) {
			parts[n], err = s.batchSome(ctx, keys[n*mostKeys:min(len(keys), (n+1)*mostKeys)], consistent, doing)
			return err
		})
	}
	err := group.Wait()
	var all []item
	for _, p := range parts {
		all = append(all, p...)
	}
	return all, err
}

func (s *Store) batchSome(ctx context.Context, keys []item, consistent bool, doing string) (all []item, err error) {
	ask := map[string]types.KeysAndAttributes{s.table: {Keys: keys, ConsistentRead: aws.Bool(consistent)}}
	for try := 1; len(ask) > 0; try++ {
		out, err := s.api.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: ask})
		if err != nil {
			return nil, broken(err, doing)
		}
		all = append(all, out.Responses[s.table]...)
		if ask = out.UnprocessedKeys; len(ask) > 0 {
			if err := pause(ctx, try); err != nil {
				return nil, broken(err, doing)
			}
		}
	}
	return all, nil
}
