package dynamo_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/dynamo"
	"github.com/redress/redress/shared/store/dynamo/dynamotest"
	"github.com/redress/redress/shared/store/storetest"
)

// hostile is DynamoDB on a bad day: pages are short, batches are answered in
// part, and transactions meet others. An emulator has none of that.
type hostile struct{ *dynamodb.Client }

// shortPage is how much of a query one answer holds.
const shortPage = 40

func (h hostile) Query(ctx context.Context, in *dynamodb.QueryInput, o ...func(*dynamodb.Options)) (*dynamodb.QueryOutput, error) {
	short := *in
	short.Limit = aws.Int32(min(shortPage, max(aws.ToInt32(in.Limit), 1)))
	return h.Client.Query(ctx, &short, o...)
}

func (h hostile) Scan(ctx context.Context, in *dynamodb.ScanInput, o ...func(*dynamodb.Options)) (*dynamodb.ScanOutput, error) {
	short := *in
	short.Limit = aws.Int32(shortPage)
	return h.Client.Scan(ctx, &short, o...)
}

// BatchGetItem leaves half of the keys for later, now and then.
func (h hostile) BatchGetItem(ctx context.Context, in *dynamodb.BatchGetItemInput, o ...func(*dynamodb.Options)) (*dynamodb.BatchGetItemOutput, error) {
	if rand.N(3) > 0 {
		return h.Client.BatchGetItem(ctx, in, o...)
	}
	now, later := map[string]types.KeysAndAttributes{}, map[string]types.KeysAndAttributes{}
	for table, ask := range in.RequestItems {
		half, rest := ask, ask
		half.Keys, rest.Keys = ask.Keys[:(len(ask.Keys)+1)/2], ask.Keys[(len(ask.Keys)+1)/2:]
		now[table] = half
		if len(rest.Keys) > 0 {
			later[table] = rest
		}
	}
	out, err := h.Client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: now}, o...)
	if err == nil {
		out.UnprocessedKeys = later
	}
	return out, err
}

// TransactWriteItems meets another transaction now and then.
func (h hostile) TransactWriteItems(ctx context.Context, in *dynamodb.TransactWriteItemsInput, o ...func(*dynamodb.Options)) (*dynamodb.TransactWriteItemsOutput, error) {
	if rand.N(4) > 0 {
		return h.Client.TransactWriteItems(ctx, in, o...)
	}
	reasons := make([]types.CancellationReason, len(in.TransactItems))
	for i := range reasons {
		reasons[i].Code = aws.String("None")
	}
	reasons[rand.N(len(reasons))].Code = aws.String("TransactionConflict")
	return nil, &types.TransactionCanceledException{CancellationReasons: reasons}
}

func TestStoreOnABadDay(t *testing.T) {
	db := dynamotest.Client(t)
	storetest.Run(t, func(t *testing.T) complaint.Store { return dynamo.New(hostile{db}, dynamotest.Table(t, db)) })
}

// dying is DynamoDB for a process that is killed: after some writes nothing
// comes through any more.
type dying struct {
	hostile
	left *atomic.Int64 // writes
}

var errKilled = errors.New("killed")

func (d dying) alive() error {
	if d.left.Add(-1) < 0 {
		return errKilled
	}
	return nil
}

func (d dying) PutItem(ctx context.Context, in *dynamodb.PutItemInput, o ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error) {
	if err := d.alive(); err != nil {
		return nil, err
	}
	return d.Client.PutItem(ctx, in, o...)
}

func (d dying) UpdateItem(ctx context.Context, in *dynamodb.UpdateItemInput, o ...func(*dynamodb.Options)) (*dynamodb.UpdateItemOutput, error) {
	if err := d.alive(); err != nil {
		return nil, err
	}
	return d.Client.UpdateItem(ctx, in, o...)
}

func (d dying) TransactWriteItems(ctx context.Context, in *dynamodb.TransactWriteItemsInput, o ...func(*dynamodb.Options)) (*dynamodb.TransactWriteItemsOutput, error) {
	if err := d.alive(); err != nil {
		return nil, err
	}
	return d.Client.TransactWriteItems(ctx, in, o...)
}

// TestALargeFoldSurvivesACrash kills the process that folds after ever more
// writes, from none to all. Whoever comes later finds either the members or
// the bundle, and the rest of the members with it: nothing twice, nothing lost.
func TestALargeFoldSurvivesACrash(t *testing.T) {
	db := dynamotest.Client(t)
	seen := map[string]int{}
	for writes, ended := 0, false; !ended; writes += 1 + writes/6 {
		name := dynamotest.Table(t, db)
		s, left := dynamo.New(db, name), &atomic.Int64{}
		left.Store(int64(writes))
		err := promiseFold(t, s, dynamo.New(dying{hostile{db}, left}, name))
		ended = err == nil
		if err != nil && !errors.Is(err, errKilled) {
			t.Fatalf("after %d writes: %v", writes, err)
		}
		seen[outcome(t, s, writes)]++
	}
	if seen["members"] == 0 || seen["bundle"] < 2 {
		t.Errorf("outcomes %v: the crashes did not come on both sides of the decision", seen)
	}
}

// size is more than one transaction takes.
const size = 110

// promiseFold promises effects and has another process fold them.
func promiseFold(t *testing.T, s, other *dynamo.Store) error {
	t.Helper()
	var promised complaint.Change
	f := complaint.Fold{Into: []complaint.Effect{notice("bundle", 0)}, At: noon}
	var keys []string
	for i := range size {
		e := notice(fmt.Sprintf("member-%03d", i), 0)
		keys = append(keys, e.Key)
		if promised.Effects = append(promised.Effects, e); i%55 == 54 {
			if err := s.Commit(t.Context(), complaint.Commit{Change: promised}); err != nil {
				t.Fatal(err)
			}
			promised.Effects = nil
		}
		m := complaint.Effect{Key: e.Key}
		if i%2 == 0 {
			m.Data = []byte(`"left"`)
		}
		f.Members = append(f.Members, m)
	}
	if _, err := s.Claim(t.Context(), keys, noon, lease); err != nil {
		t.Fatal(err)
	}
	return other.Fold(t.Context(), f)
}

// outcome hands out all that waits when the leases are over, as sweeps do, and
// says what it was.
func outcome(t *testing.T, s *dynamo.Store, writes int) string {
	t.Helper()
	now := noon.Add(2 * lease)
	handed := map[string]string{}
	for range 3 { // sweeps
		keys, err := s.Waiting(t.Context(), complaint.NoticeLane, now, now, 1000)
		if err != nil {
			t.Fatal(err)
		}
		rand.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		got, err := s.Claim(t.Context(), keys, now, lease)
		if err != nil {
			t.Fatal(err)
		}
		var done []string
		for _, e := range got {
			done = append(done, e.Key)
			if _, twice := handed[e.Key]; twice {
				t.Errorf("after %d writes: %s is handed out twice", writes, e.Key)
			}
			handed[e.Key] = string(e.Data)
		}
		if err := s.Delivered(t.Context(), done, now); err != nil {
			t.Fatal(err)
		}
		now = now.Add(2 * lease)
	}
	_, folded := handed["bundle"]
	want := map[string]string{}
	for i := range size {
		key := fmt.Sprintf("member-%03d", i)
		switch {
		case !folded:
			want[key] = `"whole"`
		case i%2 == 0:
			want[key] = `"left"`
		}
	}
	if folded {
		want["bundle"] = `"whole"`
	}
	if fmt.Sprint(handed) != fmt.Sprint(want) {
		t.Errorf("after %d writes %d effects are handed out, want %d:\n%v", writes, len(handed), len(want), handed)
	}
	if folded {
		return "bundle"
	}
	return "members"
}
