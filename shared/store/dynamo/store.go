package dynamo

import (
	"context"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"golang.org/x/sync/singleflight"

	"github.com/redress/redress/shared/complaint"
)

// API is what the store needs of DynamoDB.
type API interface {
	GetItem(context.Context, *dynamodb.GetItemInput, ...func(*dynamodb.Options)) (*dynamodb.GetItemOutput, error)
	BatchGetItem(context.Context, *dynamodb.BatchGetItemInput, ...func(*dynamodb.Options)) (*dynamodb.BatchGetItemOutput, error)
	Query(context.Context, *dynamodb.QueryInput, ...func(*dynamodb.Options)) (*dynamodb.QueryOutput, error)
	Scan(context.Context, *dynamodb.ScanInput, ...func(*dynamodb.Options)) (*dynamodb.ScanOutput, error)
	PutItem(context.Context, *dynamodb.PutItemInput, ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error)
	UpdateItem(context.Context, *dynamodb.UpdateItemInput, ...func(*dynamodb.Options)) (*dynamodb.UpdateItemOutput, error)
	DeleteItem(context.Context, *dynamodb.DeleteItemInput, ...func(*dynamodb.Options)) (*dynamodb.DeleteItemOutput, error)
	TransactWriteItems(context.Context, *dynamodb.TransactWriteItemsInput, ...func(*dynamodb.Options)) (*dynamodb.TransactWriteItemsOutput, error)
}

// Store is a [complaint.Store] over one table. It is safe for concurrent use.
type Store struct {
	api   API
	table string

	mu    sync.Mutex // guards known
	known map[string]knownRows

	told  keySet             // keys of effects that were found promised already
	folds singleflight.Group // those that are being carried out
}

// keySet is a bounded set of keys. It may forget.
type keySet struct {
	mu   sync.Mutex
	keys map[string]bool
}

func (k *keySet) has(key string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.keys[key]
}

func (k *keySet) add(key string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.keys) >= mostKnown || k.keys == nil {
		k.keys = map[string]bool{}
	}
	k.keys[key] = true
}

func (k *keySet) clear() {
	k.mu.Lock()
	defer k.mu.Unlock()
	clear(k.keys)
}

var _ complaint.Store = (*Store)(nil)

// New gives the store of a table that is as [Schema] says.
func New(api API, table string) *Store {
	return &Store{api: api, table: table, known: map[string]knownRows{}}
}

const (
	// shards is how many partitions share what belongs to all cases. Each takes
	// about 1,000 writes a second. Another number would lose what is there.
	shards = 4
	// together is how many requests are under way at once.
	together = 16
	// keepEffects is how long the keys of delivered effects stay known at least,
	// and keepTallies how long a day's counters do.
	keepEffects = 30 * 24 * time.Hour
	keepTallies = 400 * 24 * time.Hour
)
