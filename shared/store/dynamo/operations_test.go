package dynamo_test

import (
	"context"
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/dynamo"
	"github.com/redress/redress/shared/store/dynamo/dynamotest"
	"github.com/redress/redress/shared/store/storetest"
)

var update = flag.Bool("update", false, "write the golden file anew")

// TestStore runs the contract, and records what each method does to which kinds
// of items and which indexes. From the golden file the policies of the
// functions are derived.
func TestStore(t *testing.T) {
	db := dynamotest.Client(t)
	r := &recorder{Client: db, seen: map[string]bool{}}
	storetest.Run(t, func(t *testing.T) complaint.Store { return labelled{dynamo.New(r, dynamotest.Table(t, db))} })
	if t.Failed() {
		return
	}
	rare(t, r)
	got := strings.Join(slices.Sorted(maps.Keys(r.seen)), "\n") + "\n"
	const golden = "testdata/operations.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("operations differ from %s (-want +got):\n%s", golden, diff)
	}
}

// rare does what the contract does not come to: folds that a crash has left in
// the middle, before and after their decision, and a customer with another key.
func rare(t *testing.T, r *recorder) {
	for _, writes := range []int64{60, 130} {
		name := dynamotest.Table(t, r.Client)
		s := labelled{dynamo.New(r, name)}
		left := &atomic.Int64{}
		left.Store(writes)
		promiseFold(t, s.Store, dynamo.New(dying{hostile{r.Client}, left}, name))
		now := noon.Add(2 * lease)
		keys, err := s.Waiting(t.Context(), complaint.NoticeLane, now, now, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Claim(t.Context(), keys, now, lease); err != nil {
			t.Fatal(err)
		}
	}
	s := labelled{dynamo.New(r, dynamotest.Table(t, r.Client))}
	c := &complaint.Case{Reference: "r", Version: 1, Matter: complaint.Matter{Customer: complaint.Customer{AccountKey: "a"}}}
	for range 2 {
		if err := s.Commit(t.Context(), complaint.Commit{Case: c, Expect: c.Version - 1}); err != nil {
			t.Fatal(err)
		}
		c.Version, c.Customer.AccountKey = 2, "b"
	}
}

// recorder notes "<method> <action> <kind>", and "<method> Query index <name>".
type recorder struct {
	*dynamodb.Client
	mu   sync.Mutex
	seen map[string]bool
}

type method struct{}

func (r *recorder) note(ctx context.Context, action string, of types.AttributeValue) {
	pk, ok := of.(*types.AttributeValueMemberS)
	if !ok {
		return
	}
	kind, _, _ := strings.Cut(pk.Value, "#")
	r.mark(ctx, action+" "+kind)
}

func (r *recorder) mark(ctx context.Context, what string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	name, _ := ctx.Value(method{}).(string)
	r.seen[name+" "+what] = true
}

func (r *recorder) GetItem(ctx context.Context, in *dynamodb.GetItemInput, o ...func(*dynamodb.Options)) (*dynamodb.GetItemOutput, error) {
	r.note(ctx, "GetItem", in.Key["pk"])
	return r.Client.GetItem(ctx, in, o...)
}

func (r *recorder) BatchGetItem(ctx context.Context, in *dynamodb.BatchGetItemInput, o ...func(*dynamodb.Options)) (*dynamodb.BatchGetItemOutput, error) {
	for _, ask := range in.RequestItems {
		for _, key := range ask.Keys {
			r.note(ctx, "BatchGetItem", key["pk"])
		}
	}
	return r.Client.BatchGetItem(ctx, in, o...)
}

func (r *recorder) Query(ctx context.Context, in *dynamodb.QueryInput, o ...func(*dynamodb.Options)) (*dynamodb.QueryOutput, error) {
	if in.IndexName != nil {
		r.mark(ctx, "Query index "+aws.ToString(in.IndexName))
	} else {
		r.note(ctx, "Query", in.ExpressionAttributeValues[":pk"])
	}
	return r.Client.Query(ctx, in, o...)
}

func (r *recorder) Scan(ctx context.Context, in *dynamodb.ScanInput, o ...func(*dynamodb.Options)) (*dynamodb.ScanOutput, error) {
	r.mark(ctx, "Scan table")
	return r.Client.Scan(ctx, in, o...)
}

func (r *recorder) PutItem(ctx context.Context, in *dynamodb.PutItemInput, o ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error) {
	r.note(ctx, "PutItem", in.Item["pk"])
	return r.Client.PutItem(ctx, in, o...)
}

func (r *recorder) UpdateItem(ctx context.Context, in *dynamodb.UpdateItemInput, o ...func(*dynamodb.Options)) (*dynamodb.UpdateItemOutput, error) {
	r.note(ctx, "UpdateItem", in.Key["pk"])
	return r.Client.UpdateItem(ctx, in, o...)
}

func (r *recorder) DeleteItem(ctx context.Context, in *dynamodb.DeleteItemInput, o ...func(*dynamodb.Options)) (*dynamodb.DeleteItemOutput, error) {
	r.note(ctx, "DeleteItem", in.Key["pk"])
	return r.Client.DeleteItem(ctx, in, o...)
}

// TransactWriteItems has no permission of its own: its parts have.
func (r *recorder) TransactWriteItems(ctx context.Context, in *dynamodb.TransactWriteItemsInput, o ...func(*dynamodb.Options)) (*dynamodb.TransactWriteItemsOutput, error) {
	for _, i := range in.TransactItems {
		switch {
		case i.Put != nil:
			r.note(ctx, "PutItem", i.Put.Item["pk"])
		case i.Update != nil:
			r.note(ctx, "UpdateItem", i.Update.Key["pk"])
		case i.Delete != nil:
			r.note(ctx, "DeleteItem", i.Delete.Key["pk"])
		}
	}
	return r.Client.TransactWriteItems(ctx, in, o...)
}

// labelled tells the recorder which method is at work.
type labelled struct{ *dynamo.Store }

func as(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, method{}, name)
}

func (l labelled) Commit(ctx context.Context, c complaint.Commit) error {
	return l.Store.Commit(as(ctx, "Commit"), c)
}
func (l labelled) Case(ctx context.Context, reference string) (*complaint.Case, error) {
	return l.Store.Case(as(ctx, "Case"), reference)
}
func (l labelled) Contact(ctx context.Context, reference string) (complaint.Contact, error) {
	return l.Store.Contact(as(ctx, "Contact"), reference)
}
func (l labelled) Events(ctx context.Context, reference string, after, limit int) ([]complaint.Event, error) {
	return l.Store.Events(as(ctx, "Events"), reference, after, limit)
}
func (l labelled) List(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	return l.Store.List(as(ctx, "List"), q)
}
func (l labelled) Followers(ctx context.Context, head string, limit int) ([]string, error) {
	return l.Store.Followers(as(ctx, "Followers"), head, limit)
}
func (l labelled) Serial(ctx context.Context, series string) (int64, error) {
	return l.Store.Serial(as(ctx, "Serial"), series)
}
func (l labelled) Due(ctx context.Context, now time.Time, limit int) ([]string, error) {
	return l.Store.Due(as(ctx, "Due"), now, limit)
}
func (l labelled) NextWake(ctx context.Context) (time.Time, bool, error) {
	return l.Store.NextWake(as(ctx, "NextWake"))
}
func (l labelled) Claim(ctx context.Context, keys []string, now time.Time, d time.Duration) ([]complaint.Effect, error) {
	return l.Store.Claim(as(ctx, "Claim"), keys, now, d)
}
func (l labelled) Delivered(ctx context.Context, keys []string, now time.Time) error {
	return l.Store.Delivered(as(ctx, "Delivered"), keys, now)
}
func (l labelled) Stale(ctx context.Context, before, now time.Time, limit int) ([]string, error) {
	return l.Store.Stale(as(ctx, "Stale"), before, now, limit)
}
func (l labelled) Waiting(ctx context.Context, lane complaint.Lane, before, now time.Time, limit int) ([]string, error) {
	return l.Store.Waiting(as(ctx, "Waiting"), lane, before, now, limit)
}
func (l labelled) Fold(ctx context.Context, f complaint.Fold) error {
	return l.Store.Fold(as(ctx, "Fold"), f)
}
func (l labelled) PutToken(ctx context.Context, reference, machine, token string) error {
	return l.Store.PutToken(as(ctx, "PutToken"), reference, machine, token)
}
func (l labelled) Token(ctx context.Context, reference, machine string) (string, error) {
	return l.Store.Token(as(ctx, "Token"), reference, machine)
}
func (l labelled) Answer(ctx context.Context, key string, now time.Time) (complaint.StoredAnswer, bool, error) {
	return l.Store.Answer(as(ctx, "Answer"), key, now)
}
func (l labelled) Remember(ctx context.Context, a complaint.StoredAnswer) error {
	return l.Store.Remember(as(ctx, "Remember"), a)
}
func (l labelled) Forget(ctx context.Context, now time.Time, keep time.Duration) error {
	return l.Store.Forget(as(ctx, "Forget"), now, keep)
}
func (l labelled) Rota(ctx context.Context, unit string) (complaint.StoredRota, error) {
	return l.Store.Rota(as(ctx, "Rota"), unit)
}
func (l labelled) PutRota(ctx context.Context, r complaint.StoredRota) error {
	return l.Store.PutRota(as(ctx, "PutRota"), r)
}
func (l labelled) RotasSince(ctx context.Context, revision int64) ([]complaint.StoredRota, error) {
	return l.Store.RotasSince(as(ctx, "RotasSince"), revision)
}
func (l labelled) Board(ctx context.Context, now, dayEnd time.Time) (complaint.Board, error) {
	return l.Store.Board(as(ctx, "Board"), now, dayEnd)
}
func (l labelled) Tally(ctx context.Context, day string, counts map[string]int64) error {
	return l.Store.Tally(as(ctx, "Tally"), day, counts)
}
func (l labelled) Tallied(ctx context.Context, day string) (map[string]int64, error) {
	return l.Store.Tallied(as(ctx, "Tallied"), day)
}
