//go:build unix

package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/infra/aws/emulator"
)

// reader reads the stream on from where the mapping begins. The emulator's streams
// have one shard that never ends.
func (s *stack) reader(m mapping) func(context.Context) ([]record, error) {
	s.t.Helper()
	const api = "DynamoDBStreams_20120810."
	var d struct {
		StreamDescription struct{ Shards []struct{ ShardID string } }
	}
	s.account.call("dynamodb", api+"DescribeStream", map[string]string{"StreamArn": m.EventSourceArn}, &d)
	if len(d.StreamDescription.Shards) != 1 {
		s.t.Fatalf("the stream has %d shards, want 1", len(d.StreamDescription.Shards))
	}
	var at struct{ ShardIterator string }
	s.account.call("dynamodb", api+"GetShardIterator", map[string]string{
		"StreamArn": m.EventSourceArn, "ShardId": d.StreamDescription.Shards[0].ShardID, "ShardIteratorType": m.StartingPosition,
	}, &at)
	return func(ctx context.Context) ([]record, error) {
		var page struct {
			Records           []json.RawMessage
			NextShardIterator string
		}
		if err := s.account.try(ctx, "dynamodb", api+"GetRecords", map[string]string{"ShardIterator": at.ShardIterator}, &page); err != nil {
			return nil, err
		}
		at.ShardIterator = page.NextShardIterator
		records := make([]record, 0, len(page.Records))
		for _, raw := range page.Records {
			r, err := recordOf(raw, m.EventSourceArn)
			if err != nil {
				return nil, err
			}
			records = append(records, r)
		}
		return records, nil
	}
}

// recordOf reads a record and adds what Lambda adds to it.
func recordOf(raw json.RawMessage, stream string) (record, error) {
	var fields map[string]any
	if err := json.Unmarshal(raw, &fields); err != nil {
		return record{}, err
	}
	fields["eventSourceARN"] = stream
	whole, err := json.Marshal(fields)
	if err != nil {
		return record{}, err
	}
	var r struct {
		Dynamodb struct {
			SequenceNumber              string
			ApproximateCreationDateTime float64
		}
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		return record{}, err
	}
	return record{raw: whole, sequence: r.Dynamodb.SequenceNumber, at: time.UnixMilli(int64(r.Dynamodb.ApproximateCreationDateTime * 1000))}, nil
}

// giver puts what was given up into the mapping's failure queue, as Lambda does:
// where it is, not what it is.
func (s *stack) giver(m mapping) func([]record, string) error {
	queue := s.account.endpoint + "/" + emulator.Account + "/" + m.DestinationConfig.OnFailure.Destination[strings.LastIndex(m.DestinationConfig.OnFailure.Destination, ":")+1:]
	return func(batch []record, why string) error {
		body := mustJSON(s.t, map[string]any{
			"requestContext": map[string]string{"condition": why, "functionArn": m.FunctionArn},
			"DDBStreamBatchInfo": map[string]any{
				"startSequenceNumber": batch[0].sequence, "endSequenceNumber": batch[len(batch)-1].sequence,
				"batchSize": len(batch), "streamArn": m.EventSourceArn,
			},
		})
		return s.account.try(context.Background(), "sqs", "AmazonSQS.SendMessage", map[string]string{"QueueUrl": queue, "MessageBody": string(body)}, nil)
	}
}

// compile makes a test of a mapping's filters: one of them must match.
func compile(m mapping) (func(record) (bool, error), error) {
	var patterns []map[string]any
	for _, f := range m.FilterCriteria.Filters {
		var p map[string]any
		if err := json.Unmarshal([]byte(f.Pattern), &p); err != nil {
			return nil, fmt.Errorf("filter %s: %w", f.Pattern, err)
		}
		patterns = append(patterns, p)
	}
	return func(r record) (bool, error) {
		var fields map[string]any
		if err := json.Unmarshal(r.raw, &fields); err != nil {
			return false, err
		}
		for _, p := range patterns {
			if ok, err := matches(p, fields); ok || err != nil {
				return ok, err
			}
		}
		return len(patterns) == 0, nil
	}, nil
}

// matches tells whether a record has what a pattern asks of each of its fields: an
// equal string, or one with a prefix. A pattern that asks more is an error.
func matches(pattern map[string]any, fields map[string]any) (bool, error) {
	for name, want := range pattern {
		switch want := want.(type) {
		case map[string]any:
			inner, _ := fields[name].(map[string]any)
			if ok, err := matches(want, inner); !ok || err != nil {
				return false, err
			}
		case []any:
			text, _ := fields[name].(string)
			allowed, err := prefixes(want)
			if err != nil {
				return false, err
			}
			if !slices.ContainsFunc(allowed, func(a func(string) bool) bool { return a(text) }) {
				return false, nil
			}
		default:
			return false, fmt.Errorf("pattern %v: %v is not known here", name, want)
		}
	}
	return true, nil
}

func prefixes(list []any) (all []func(string) bool, err error) {
	for _, one := range list {
		rule, _ := one.(map[string]any)
		prefix, isPrefix := rule["prefix"].(string)
		text, isText := one.(string)
		switch {
		case isText:
			all = append(all, func(s string) bool { return s == text })
		case isPrefix && len(rule) == 1:
			all = append(all, func(s string) bool { return strings.HasPrefix(s, prefix) })
		default:
			return nil, fmt.Errorf("pattern %v is not known here", one)
		}
	}
	return all, nil
}
