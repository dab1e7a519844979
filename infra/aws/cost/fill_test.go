package cost

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/dynamo"
)

// filler makes puts in bulk of the transactions that record new cases. The items
// are those of the store itself; only their conditions are left out, as nothing
// is there yet.
type filler struct {
	*dynamodb.Client
	table string
	items chan types.WriteRequest
}

func (f filler) TransactWriteItems(_ context.Context, in *dynamodb.TransactWriteItemsInput, _ ...func(*dynamodb.Options)) (*dynamodb.TransactWriteItemsOutput, error) {
	for _, w := range in.TransactItems {
		if w.Put == nil {
			return nil, fmt.Errorf("a new case has %+v", w)
		}
		f.items <- types.WriteRequest{PutRequest: &types.PutRequest{Item: w.Put.Item}}
	}
	return &dynamodb.TransactWriteItemsOutput{}, nil
}

// bulk is how many items DynamoDB puts with one request.
const bulk = 25

// write puts what comes, until there is no more.
func (f filler) write(ctx context.Context) error {
	for {
		var some []types.WriteRequest
		for w := range f.items {
			if some = append(some, w); len(some) == bulk {
				break
			}
		}
		if len(some) == 0 {
			return nil
		}
		for ask := map[string][]types.WriteRequest{f.table: some}; len(ask) > 0; {
			out, err := f.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: ask})
			if err != nil {
				return err
			}
			ask = out.UnprocessedItems
		}
	}
}

// fill writes n open cases, the first of which were received so long ago that
// they are due now. Each is as it stands after its dispatch; what was promised
// until then is not there, as after it has expired.
func fill(t testing.TB, db *dynamodb.Client, table string, p *policy.Policy, now time.Time, n, due int) {
	t.Helper()
	fillWith(t, db, table, n, func(i int) complaint.Commit {
		at := now
		if i <= due {
			at = now.Add(-longAgo)
		}
		return standing(t, p, i, at, handed)
	})
}

// fillWith writes n cases, each as a commit of it would.
func fillWith(t testing.TB, db *dynamodb.Client, table string, n int, commit func(i int) complaint.Commit) {
	t.Helper()
	f := filler{Client: db, table: table, items: make(chan types.WriteRequest, 1000)}
	store := dynamo.New(f, table)
	writers, ctx := errgroup.WithContext(t.Context())
	for range 2 * runtime.NumCPU() {
		writers.Go(func() error { return f.write(ctx) })
	}
	for i := range n {
		if err := store.Commit(ctx, commit(i+1)); err != nil {
			t.Fatal(err)
		}
	}
	close(f.items)
	if err := writers.Wait(); err != nil {
		t.Fatal(err)
	}
}

// longAgo is after the warning of a contact and before its breach.
const longAgo = 21 * time.Hour

// handed are the steps of a case until a unit has it, and called those until the
// customer is to be called.
var (
	handed = []complaint.Command{
		complaint.Judged{Judgement: complaint.Judgement{Kind: "complaint", Class: "04.03.01", Urgency: "general", Grade: "general", Confidence: 1}},
		complaint.Dispatching{},
	}
	called = append(slices.Clone(handed), complaint.Answer{Text: "已安排线路改造"}, complaint.Review{Passed: true})
)

// standing is a new case after some steps, all of which are one commit.
func standing(t testing.TB, p *policy.Policy, n int, at time.Time, steps []complaint.Command) complaint.Commit {
	t.Helper()
	unit, _ := p.UnitFor("demo")
	turn := complaint.Turn{Policy: p, Now: complaint.Second(at), By: complaint.Actor{Role: complaint.Public}}
	c, contact, all, err := complaint.Open(complaint.Submission{
		Channel: "web", Text: "我们村这两个月已经停了四次电" + strings.Repeat("，每次都没通知", 3), Demand: "查明原因并整改",
		Customer: complaint.CustomerDetails{Name: "王某", Phone: fmt.Sprintf("139%08d", n), AccountNumber: fmt.Sprintf("34%011d", n)},
		Site:     complaint.SiteDetails{Region: "demo", Area: "rural"},
	}, complaint.Reference("202611", int64(n)), "TRACKINGCODE", turn)
	turn.By = complaint.Actor{Role: complaint.System}
	for _, command := range steps {
		if j, ok := command.(complaint.Judged); ok {
			j.Unit = unit.ID
			command = j
		}
		var step complaint.Change
		if err == nil {
			step, err = c.Do(command, turn)
		}
		all.Events = append(all.Events, step.Events...)
	}
	if err != nil {
		t.Fatal(err)
	}
	all.Effects = nil
	return complaint.Commit{Case: c, Change: all, Contact: &contact}
}
