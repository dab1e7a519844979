package units

import (
	"context"
	"errors"
	"maps"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// consistency of a single read, or of a query.
func consistency(consistent *bool) Consistency {
	if aws.ToBool(consistent) {
		return Strong
	}
	return Eventual
}

// errProjected is about a read that gives less than was read.
var errProjected = errors.New("units: a meter cannot see the size of what a projection leaves out")

// GetItem costs the blocks of the item; one that is not there costs the least.
func (m *Meter) GetItem(ctx context.Context, in *dynamodb.GetItemInput, o ...func(*dynamodb.Options)) (*dynamodb.GetItemOutput, error) {
	if in.ProjectionExpression != nil {
		return nil, errProjected
	}
	out, err := m.api.GetItem(ctx, in, o...)
	if err == nil {
		m.count("GetItem", Count{Items: 1, Read: ReadUnits(Size(out.Item), consistency(in.ConsistentRead))})
	}
	return out, err
}

// BatchGetItem costs what single reads of the keys cost that were answered.
func (m *Meter) BatchGetItem(ctx context.Context, in *dynamodb.BatchGetItemInput, o ...func(*dynamodb.Options)) (*dynamodb.BatchGetItemOutput, error) {
	for _, ask := range in.RequestItems {
		if ask.ProjectionExpression != nil {
			return nil, errProjected
		}
	}
	out, err := m.api.BatchGetItem(ctx, in, o...)
	if err != nil {
		return out, err
	}
	var c Count
	for table, ask := range in.RequestItems {
		answered := len(ask.Keys) - len(out.UnprocessedKeys[table].Keys)
		c.Items += answered
		for _, i := range out.Responses[table] {
			c.Read += ReadUnits(Size(i), consistency(ask.ConsistentRead))
		}
		missing := answered - len(out.Responses[table])
		c.Read += float64(missing) * ReadUnits(0, consistency(ask.ConsistentRead))
	}
	m.count("BatchGetItem", c)
	return out, nil
}

// Query costs the blocks of all that it has read, before its filter, together.
// Of an index that is its entries.
func (m *Meter) Query(ctx context.Context, in *dynamodb.QueryInput, o ...func(*dynamodb.Options)) (*dynamodb.QueryOutput, error) {
	if in.ProjectionExpression != nil || in.Select != "" {
		return nil, errProjected
	}
	out, err := m.api.Query(ctx, in, o...)
	if err != nil {
		return out, err
	}
	read := out.Items
	if in.FilterExpression != nil {
		whole := *in
		whole.FilterExpression = nil
		whole.ExpressionAttributeNames = used(in.ExpressionAttributeNames, aws.ToString(in.KeyConditionExpression))
		whole.ExpressionAttributeValues = used(in.ExpressionAttributeValues, aws.ToString(in.KeyConditionExpression))
		all, err := m.api.Query(ctx, &whole, o...)
		if err != nil {
			return nil, err
		}
		read = all.Items
	}
	m.count("Query", Count{Items: len(read), Read: together(read, consistency(in.ConsistentRead))})
	return out, nil
}

// Scan costs what a query of the same items does.
func (m *Meter) Scan(ctx context.Context, in *dynamodb.ScanInput, o ...func(*dynamodb.Options)) (*dynamodb.ScanOutput, error) {
	if in.ProjectionExpression != nil || in.Select != "" {
		return nil, errProjected
	}
	out, err := m.api.Scan(ctx, in, o...)
	if err != nil {
		return out, err
	}
	read := out.Items
	if in.FilterExpression != nil {
		whole := *in
		whole.FilterExpression, whole.ExpressionAttributeNames, whole.ExpressionAttributeValues = nil, nil, nil
		all, err := m.api.Scan(ctx, &whole, o...)
		if err != nil {
			return nil, err
		}
		read = all.Items
	}
	m.count("Scan", Count{Items: len(read), Read: together(read, consistency(in.ConsistentRead))})
	return out, nil
}

// together are the read units of items that are read as one.
func together(items []Item, how Consistency) float64 {
	bytes := 0
	for _, i := range items {
		bytes += Size(i)
	}
	return ReadUnits(bytes, how)
}

// used are the placeholders that an expression has; DynamoDB refuses others.
func used[V any](all map[string]V, expression string) map[string]V {
	words := strings.FieldsFunc(expression, func(r rune) bool { return strings.ContainsRune(" ,()=<>", r) })
	left := maps.Clone(all)
	maps.DeleteFunc(left, func(name string, _ V) bool {
		for _, w := range words {
			if w == name {
				return false
			}
		}
		return true
	})
	if len(left) == 0 {
		return nil
	}
	return left
}
