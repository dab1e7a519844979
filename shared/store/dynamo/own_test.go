package dynamo_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/dynamo"
	"github.com/redress/redress/shared/store/dynamo/dynamotest"
)

var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

const lease = 2 * time.Minute

// notice is a promised notice, some seconds after noon.
func notice(key string, seconds int) complaint.Effect {
	return complaint.Effect{Key: key, Kind: complaint.SendNotice, At: noon.Add(time.Duration(seconds) * time.Second), Data: []byte(`"whole"`)}
}

func clockOf(name string, due time.Time) complaint.Clock {
	return complaint.Clock{Name: name, State: complaint.Running, Generation: 1, StartedAt: noon, DueAt: due}
}

func due(t *testing.T, s *dynamo.Store, from, to time.Time) (references []string) {
	t.Helper()
	page, err := s.List(t.Context(), complaint.Query{DueFrom: from, DueTo: to, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range page.Cases {
		references = append(references, c.Reference)
	}
	return references
}

// TestTwoProcessesKeepTheRowsOfACase: what one process remembers of a case is
// not what another has made of it meanwhile.
func TestTwoProcessesKeepTheRowsOfACase(t *testing.T) {
	db := dynamotest.Client(t)
	name := dynamotest.Table(t, db)
	a, b := dynamo.New(db, name), dynamo.New(db, name)
	c := &complaint.Case{Reference: "r", Version: 1, Status: complaint.Handling, Clocks: []complaint.Clock{clockOf("contact", noon)}}
	write := func(s *dynamo.Store, expect int64) {
		t.Helper()
		if err := s.Commit(t.Context(), complaint.Commit{Case: c, Expect: expect}); err != nil {
			t.Fatal(err)
		}
		c.Version++
	}
	write(a, 0)
	c.Clocks = []complaint.Clock{clockOf("answer", noon.Add(time.Hour))}
	write(b, 1)
	c.Clocks = []complaint.Clock{clockOf("legal", noon.Add(2*time.Hour))}
	write(a, 2) // it remembers version 1
	for hour, want := range []int{0, 0, 1} {
		at := noon.Add(time.Duration(hour) * time.Hour)
		if got := due(t, a, at, at.Add(time.Second)); len(got) != want {
			t.Errorf("%v is due %d hours after noon, want %d cases", got, hour, want)
		}
	}
}

// TestTooMuchForOneTransactionIsRefused: nothing of it is written.
func TestTooMuchForOneTransactionIsRefused(t *testing.T) {
	db := dynamotest.Client(t)
	s := dynamo.New(db, dynamotest.Table(t, db))
	c := complaint.Commit{Case: &complaint.Case{Reference: "r", Version: 1}}
	for i := range 100 {
		c.Effects = append(c.Effects, notice(strings.Repeat("n", i+1), i))
	}
	if err := s.Commit(t.Context(), c); !fault.Is(err, fault.Internal) {
		t.Errorf("Commit: %v", err)
	}
	if _, err := s.Case(t.Context(), "r"); !fault.Is(err, fault.NotFound) {
		t.Errorf("Case: %v", err)
	}
	c.Effects = c.Effects[:97] // with the case
	if err := s.Commit(t.Context(), c); err != nil {
		t.Errorf("Commit: %v", err)
	}
}

// TestFailuresAreSorted: a DynamoDB that cannot be reached may be there again; a
// table that is missing is a mistake.
func TestFailuresAreSorted(t *testing.T) {
	db := dynamotest.Client(t)
	if _, err := dynamo.New(db, "no-such-table").Case(t.Context(), "r"); !fault.Is(err, fault.Internal) {
		t.Errorf("a table that is not there: %v", err)
	}
	o := db.Options()
	o.BaseEndpoint, o.RetryMaxAttempts = aws.String("http://127.0.0.1:1"), 1
	if _, err := dynamo.New(dynamodb.New(o), "t").Case(t.Context(), "r"); !fault.Is(err, fault.Busy) {
		t.Errorf("nobody there: %v", err)
	}
}

// TestAnOperatorMayRaiseTheVersion: commits and readers go by the attribute, so
// that a restored item is not stale for ever.
func TestAnOperatorMayRaiseTheVersion(t *testing.T) {
	db := dynamotest.Client(t)
	name := dynamotest.Table(t, db)
	s := dynamo.New(db, name)
	if err := s.Commit(t.Context(), complaint.Commit{Case: &complaint.Case{Reference: "r", Version: 1}}); err != nil {
		t.Fatal(err)
	}
	_, err := db.UpdateItem(t.Context(), &dynamodb.UpdateItemInput{
		TableName: &name, UpdateExpression: aws.String("SET version = :v"), ExpressionAttributeValues: map[string]types.AttributeValue{":v": &types.AttributeValueMemberN{Value: "50"}},
		Key: map[string]types.AttributeValue{"pk": &types.AttributeValueMemberS{Value: "case#r"}, "sk": &types.AttributeValueMemberS{Value: "case"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Case(t.Context(), "r")
	if err != nil || c.Version != 50 {
		t.Fatalf("version %d, %v", c.Version, err)
	}
	c.Version++
	if err := s.Commit(t.Context(), complaint.Commit{Case: c, Expect: 50}); err != nil {
		t.Errorf("Commit: %v", err)
	}
}

// contended is DynamoDB where another transaction holds an item for a while.
type contended struct {
	*dynamodb.Client
	key  string
	left atomic.Int64 // updates that are refused
}

func (c *contended) UpdateItem(ctx context.Context, in *dynamodb.UpdateItemInput, o ...func(*dynamodb.Options)) (*dynamodb.UpdateItemOutput, error) {
	if pk, _ := in.Key["pk"].(*types.AttributeValueMemberS); pk.Value == "effect#"+c.key && c.left.Add(-1) >= 0 {
		return nil, &types.TransactionConflictException{}
	}
	return c.Client.UpdateItem(ctx, in, o...)
}

// TestAClaimOutlastsAConflict, and one that it does not outlast costs no other.
func TestAClaimOutlastsAConflict(t *testing.T) {
	db := dynamotest.Client(t)
	name := dynamotest.Table(t, db)
	s := dynamo.New(db, name)
	effects := complaint.Change{Effects: []complaint.Effect{notice("a", 0), notice("b", 0), notice("c", 0)}}
	if err := s.Commit(t.Context(), complaint.Commit{Change: effects}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		at      time.Time
		refused int64
		want    int
		kind    fault.Kind
	}{{noon, 3, 3, ""}, {noon.Add(lease), 1000, 2, fault.Busy}} {
		held := &contended{Client: db, key: "b"}
		held.left.Store(test.refused)
		got, err := dynamo.New(held, name).Claim(t.Context(), []string{"a", "b", "c"}, test.at, lease)
		if len(got) != test.want || kindIn(err) != test.kind {
			t.Errorf("refused %d times: %d effects, %v; want %d", test.refused, len(got), err, test.want)
		}
	}
}

func kindIn(err error) fault.Kind {
	e, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return ""
	}
	return e.Kind
}

// counting counts transactions.
type counting struct {
	*dynamodb.Client
	n atomic.Int64
}

func (c *counting) TransactWriteItems(ctx context.Context, in *dynamodb.TransactWriteItemsInput, o ...func(*dynamodb.Options)) (*dynamodb.TransactWriteItemsOutput, error) {
	c.n.Add(1)
	return c.Client.TransactWriteItems(ctx, in, o...)
}

// TestAKnownKeyIsNotTriedAgain: a notice that every case has to tell does not
// make every commit meet on its item.
func TestAKnownKeyIsNotTriedAgain(t *testing.T) {
	db := &counting{Client: dynamotest.Client(t)}
	s := dynamo.New(db, dynamotest.Table(t, db.Client))
	for i := range 5 {
		c := complaint.Commit{Case: &complaint.Case{Reference: strings.Repeat("r", i+1), Version: 1}}
		c.Effects = []complaint.Effect{notice("alarm/china/2027", 0)}
		if err := s.Commit(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	if got := db.n.Load(); got != 6 { // the second commit finds out
		t.Errorf("%d transactions for 5 commits, want 6", got)
	}
}
