package dynamo

import (
	"context"
	"encoding/json"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/stored"
)

// get reads one item as of the last write; nil when it is not there.
func (s *Store) get(ctx context.Context, key item, doing string) (item, error) {
	if err := ctx.Err(); err != nil {
		return nil, broken(err, doing)
	}
	out, err := s.api.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: key, ConsistentRead: aws.Bool(true)})
	if err != nil {
		return nil, broken(err, doing)
	}
	return out.Item, nil
}

// Case reads a case as of the last commit.
func (s *Store) Case(ctx context.Context, reference string) (*complaint.Case, error) {
	c, _, err := s.readCase(ctx, reference)
	return c, err
}

// readCase reads a case with its rows, and remembers these.
func (s *Store) readCase(ctx context.Context, reference string) (*complaint.Case, rows, error) {
	doing := "read case " + reference
	i, err := s.get(ctx, caseKey(reference), doing)
	if err == nil && i == nil {
		err = fault.Wrap(fault.NotFound, errNone, doing)
	}
	if err != nil {
		return nil, rows{}, err
	}
	c, err := decodeCase(i, doing)
	if err != nil {
		return nil, rows{}, err
	}
	has := storedRows(i)
	s.remember(reference, knownRows{version: c.Version, rows: has})
	return c, has, nil
}

func decodeCase(i item, doing string) (*complaint.Case, error) {
	doc, err := unpack(i, "doc")
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err, doing)
	}
	c, err := stored.Decode(doc)
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err, doing)
	}
	c.Version, _ = numberOf(i, "version") // commits go by it, and an operator may raise it
	return c, nil
}

// Contact reads the contact details of a case.
func (s *Store) Contact(ctx context.Context, reference string) (complaint.Contact, error) {
	var c complaint.Contact
	doing := "read contact of " + reference
	i, err := s.get(ctx, contactKey(reference), doing)
	if err != nil {
		return c, err
	}
	if i == nil {
		return c, fault.Wrap(fault.NotFound, errNone, doing)
	}
	err = json.Unmarshal(rawOf(i, "doc"), &c)
	return c, fault.Wrap(fault.Internal, err, doing)
}

// storedEvent is an event as it is kept. Fields may be added, never changed.
type storedEvent struct {
	Seq  int    `json:"seq"`
	At   *int64 `json:"at,omitempty"` // seconds since 1970; nil for none
	Type string `json:"type"`
	By   string `json:"by"`
	Data string `json:"data,omitempty"`
}

// chunkSize is how many bytes of events share an item. DynamoDB takes 400 KB of
// one, and a byte may be written as six.
const chunkSize = 60 << 10

func eventChunks(events []complaint.Event) (chunks [][]complaint.Event) {
	size := 0
	for n, e := range events {
		size += len(e.Data) + len(e.Type) + len(e.By) + 64
		if n == 0 || size > chunkSize {
			chunks = append(chunks, nil)
			size = len(e.Data)
		}
		chunks[len(chunks)-1] = append(chunks[len(chunks)-1], e)
	}
	return chunks
}

// eventItem keeps events of one commit together, under the number of the last.
func eventItem(reference string, events []complaint.Event) (item, error) {
	list := make([]storedEvent, len(events))
	last := 0
	for n, e := range events {
		list[n] = storedEvent{Seq: e.Seq, Type: e.Type, By: e.By, Data: string(e.Data)}
		if !e.At.IsZero() {
			list[n].At = new(e.At.Unix())
		}
		last = max(last, e.Seq)
	}
	doc, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	i := keyOf(eventPartition(reference), ordered(int64(last)))
	i["events"] = str(string(doc))
	return i, nil
}

// Events lists the events of a case after a number.
func (s *Store) Events(ctx context.Context, reference string, after, limit int) ([]complaint.Event, error) {
	doing := "read events of " + reference
	var all []complaint.Event
	q := s.query("pk = :pk AND sk > :after", item{":pk": str(eventPartition(reference)), ":after": str(ordered(int64(after)))})
	q.ConsistentRead = aws.Bool(true)
	for limit > 0 {
		page, more, err := s.run(ctx, q, doing)
		if err != nil {
			return nil, err
		}
		for _, i := range page {
			if all, err = addEvents(all, i, after); err != nil {
				return nil, fault.Wrap(fault.Internal, err, doing)
			}
		}
		if len(all) >= limit {
			return all[:limit], nil
		}
		if !more {
			return all, nil
		}
	}
	return nil, broken(ctx.Err(), doing)
}

func addEvents(all []complaint.Event, i item, after int) ([]complaint.Event, error) {
	var list []storedEvent
	if err := json.Unmarshal(rawOf(i, "events"), &list); err != nil {
		return all, err
	}
	for _, e := range list {
		if e.Seq <= after {
			continue
		}
		event := complaint.Event{Seq: e.Seq, Type: e.Type, By: e.By}
		if e.At != nil {
			event.At = time.Unix(*e.At, 0).UTC()
		}
		if e.Data != "" {
			event.Data = json.RawMessage(e.Data)
		}
		all = append(all, event)
	}
	return all, nil
}
