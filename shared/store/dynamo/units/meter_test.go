package units_test

import (
	"errors"
	mathrand "math/rand/v2"
	"strconv"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/store/dynamo/dynamotest"
	"github.com/redress/redress/shared/store/dynamo/standin"
	"github.com/redress/redress/shared/store/dynamo/units"
)

// house is a table of the schema above, with a meter before it.
type house struct {
	*units.Meter
	t     *testing.T
	table string
}

func newHouse(t *testing.T) *house {
	t.Helper()
	db, in := dynamotest.Client(t), schema(standin.Name())
	name := dynamotest.Make(t, db, in)
	return &house{Meter: units.NewMeter(db, units.TableOf(in)), t: t, table: name}
}

// must ends the test on an error; a refusal is none.
func (h *house) must(err error) {
	h.t.Helper()
	_, refused := errors.AsType[*types.ConditionalCheckFailedException](err)
	_, canceled := errors.AsType[*types.TransactionCanceledException](err)
	if err != nil && !refused && !canceled {
		h.t.Fatal(err)
	}
}

func (h *house) put(i units.Item) {
	h.t.Helper()
	_, err := h.PutItem(h.t.Context(), &dynamodb.PutItemInput{TableName: &h.table, Item: i})
	h.must(err)
}

// sized is an item of a size, at a place.
func sized(sk string, bytes int) units.Item {
	i := units.Item{"pk": s("p"), "sk": s(sk), "v": s("")}
	i["v"] = of(bytes - units.Size(i))
	return i
}

func key(sk string) units.Item { return units.Item{"pk": s("p"), "sk": s(sk)} }

// TestMeter makes the calls that the guide's examples are about.
func TestMeter(t *testing.T) {
	h := newHouse(t)
	for sk, bytes := range map[string]int{"1.5KB": kb + kb/2, "6.5KB": 6*kb + kb/2, "2KB": 2 * kb, "500": 500} {
		h.put(sized(sk, bytes))
	}
	exists, absent := aws.String("attribute_exists(pk)"), aws.String("attribute_not_exists(pk)")
	update := func(sk, expression string, condition *string, values units.Item) {
		_, err := h.UpdateItem(t.Context(), &dynamodb.UpdateItemInput{TableName: &h.table, Key: key(sk), UpdateExpression: &expression, ConditionExpression: condition, ExpressionAttributeValues: values})
		h.must(err)
	}
	transact := func(writes ...types.TransactWriteItem) {
		_, err := h.TransactWriteItems(t.Context(), &dynamodb.TransactWriteItemsInput{TransactItems: writes})
		h.must(err)
	}
	putting := func(i units.Item, condition *string) types.TransactWriteItem {
		return types.TransactWriteItem{Put: &types.Put{TableName: &h.table, Item: i, ConditionExpression: condition}}
	}
	for _, tt := range []struct {
		name, operation string
		call            func()
		want            units.Count
	}{
		{"a batch rounds each item up, and counts what is missing", "BatchGetItem", func() {
			ask := map[string]types.KeysAndAttributes{h.table: {Keys: []units.Item{key("1.5KB"), key("6.5KB"), key("none")}, ConsistentRead: aws.Bool(true)}}
			_, err := h.BatchGetItem(t.Context(), &dynamodb.BatchGetItemInput{RequestItems: ask})
			h.must(err)
		}, units.Count{Items: 3, Read: 1 + 2 + 1}},
		{"a query rounds all items up together, before its filter", "Query", func() {
			_, err := h.Query(t.Context(), &dynamodb.QueryInput{
				TableName: &h.table, KeyConditionExpression: aws.String("pk = :p"), FilterExpression: aws.String("sk = :none"),
				ExpressionAttributeValues: units.Item{":p": s("p"), ":none": s("none")},
			})
			h.must(err)
		}, units.Count{Items: 4, Read: 0.5 * 3}}, // 10.5 KB
		{"a query that finds nothing", "Query", func() {
			_, err := h.Query(t.Context(), &dynamodb.QueryInput{TableName: &h.table, IndexName: aws.String("keys"), KeyConditionExpression: aws.String("h = :h"), ExpressionAttributeValues: units.Item{":h": s("none")}})
			h.must(err)
		}, units.Count{Read: 0.5}},
		{"a scan as a query", "Scan", func() {
			_, err := h.Scan(t.Context(), &dynamodb.ScanInput{TableName: &h.table, FilterExpression: aws.String("sk = :none"), ExpressionAttributeValues: units.Item{":none": s("none")}})
			h.must(err)
		}, units.Count{Items: 4, Read: 0.5 * 3}},
		{"an update costs the whole item", "UpdateItem", func() { update("2KB", "SET w = :w", nil, units.Item{":w": s("1")}) }, units.Count{Items: 1, Write: 3}},
		{"a refused update costs what is there", "UpdateItem", func() { update("2KB", "SET x = :x", absent, units.Item{":x": s("1")}) }, units.Count{Items: 1, Write: 3, Refused: 1}},
		{"a refused update of nothing costs one", "UpdateItem", func() { update("none", "SET x = :x", exists, units.Item{":x": s("1")}) }, units.Count{Items: 1, Write: 1, Refused: 1}},
		{"a removal costs what was there", "DeleteItem", func() {
			_, err := h.DeleteItem(t.Context(), &dynamodb.DeleteItemInput{TableName: &h.table, Key: key("2KB")})
			h.must(err)
		}, units.Count{Items: 1, Write: 3}},
		{"a removal of nothing costs one", "DeleteItem", func() {
			_, err := h.DeleteItem(t.Context(), &dynamodb.DeleteItemInput{TableName: &h.table, Key: key("2KB")})
			h.must(err)
		}, units.Count{Items: 1, Write: 1}},
		{"a transaction writes three items of 500 bytes twice each", "TransactWriteItems", func() {
			transact(putting(sized("t1", 500), absent), putting(sized("t2", 500), absent), putting(sized("t3", 500), absent))
		}, units.Count{Items: 3, Write: 6}},
		{"and their indexes once", "TransactWriteItems", func() {
			i := sized("t4", 500)
			i["h"], i["r"] = s("h"), s("r")
			transact(putting(i, absent))
		}, units.Count{Items: 1, Write: 2 + 3, Index: 3}},
		{"a removal and a check in a transaction cost what is there", "TransactWriteItems", func() {
			transact(
				types.TransactWriteItem{Delete: &types.Delete{TableName: &h.table, Key: key("1.5KB")}},
				types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{TableName: &h.table, Key: key("6.5KB"), ConditionExpression: exists}},
			)
		}, units.Count{Items: 2, Write: 2*2 + 2*7}},
		{"a canceled transaction costs as much", "TransactWriteItems", func() {
			transact(putting(sized("t1", 500), absent), putting(sized("t5", 500), absent))
		}, units.Count{Items: 2, Write: 4, Refused: 1}},
	} {
		h.Reset()
		tt.call()
		tt.want.Calls = 1
		if diff := cmp.Diff(map[string]units.Count{tt.operation: tt.want}, h.Counts()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestSorts counts the writes of a transaction by the sorts of its items.
func TestSorts(t *testing.T) {
	h := newHouse(t)
	h.Sort = func(key units.Item) string { return key["sk"].(*types.AttributeValueMemberS).Value[:1] }
	indexed := sized("b1", 500)
	indexed["h"], indexed["r"] = s("h"), s("r")
	var in dynamodb.TransactWriteItemsInput
	for _, i := range []units.Item{sized("a1", 500), sized("a2", 1500), indexed} {
		in.TransactItems = append(in.TransactItems, types.TransactWriteItem{Put: &types.Put{TableName: &h.table, Item: i}})
	}
	_, err := h.TransactWriteItems(t.Context(), &in)
	h.must(err)
	if diff := cmp.Diff(map[string]units.Count{"a": {Items: 2, Write: 6}, "b": {Items: 1, Write: 5, Index: 3}}, h.Written()); diff != "" {
		t.Errorf("writes (-want +got):\n%s", diff)
	}
}

// TestMeterAgreesWithTheEmulator compares the units of writes of random items with
// what the emulator says that they have consumed, where that is right: of single
// writes that succeed, indexes included.
func TestMeterAgreesWithTheEmulator(t *testing.T) {
	h := newHouse(t)
	random := mathrand.New(mathrand.NewPCG(1, 2))
	shape := func() units.Item {
		i := sized(strconv.Itoa(random.IntN(5)), 40+random.IntN(5*kb))
		for _, name := range []string{"h", "r"} {
			if random.IntN(3) > 0 {
				i[name] = s(strconv.Itoa(random.IntN(2)))
			}
		}
		if random.IntN(2) > 0 {
			i["a"] = of(random.IntN(2 * kb))
		}
		i["n"] = n(strconv.Itoa(random.IntN(1_000_000)))
		return i
	}
	const total = types.ReturnConsumedCapacityTotal
	for range 300 {
		h.Reset()
		i := shape()
		var consumed *types.ConsumedCapacity
		switch random.IntN(3) {
		case 0:
			out, err := h.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &h.table, Item: i, ReturnConsumedCapacity: total})
			h.must(err)
			consumed = out.ConsumedCapacity
		case 1:
			out, err := h.UpdateItem(t.Context(), &dynamodb.UpdateItemInput{
				TableName: &h.table, Key: units.Item{"pk": i["pk"], "sk": i["sk"]}, UpdateExpression: aws.String("SET v = :v, n = :n REMOVE a, r"),
				ExpressionAttributeValues: units.Item{":v": i["v"], ":n": i["n"]}, ReturnConsumedCapacity: total,
			})
			h.must(err)
			consumed = out.ConsumedCapacity
		case 2:
			out, err := h.DeleteItem(t.Context(), &dynamodb.DeleteItemInput{TableName: &h.table, Key: units.Item{"pk": i["pk"], "sk": i["sk"]}, ReturnConsumedCapacity: total})
			h.must(err)
			consumed = out.ConsumedCapacity
		}
		if got, want := h.Total().Write, aws.ToFloat64(consumed.CapacityUnits); got != want {
			t.Fatalf("%v: %g units, the emulator says %g", h.Counts(), got, want)
		}
	}
}

// TestWritersTakeTurns: what an item was before is what the write found, whoever
// else writes it.
func TestWritersTakeTurns(t *testing.T) {
	h := newHouse(t)
	var all sync.WaitGroup
	consumed := make([]float64, 8)
	for writer := range consumed {
		all.Go(func() {
			for range 20 {
				i := sized("1", 100+writer*600)
				i["h"], i["r"] = s(strconv.Itoa(writer)), s("r")
				out, err := h.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &h.table, Item: i, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
				if err != nil {
					t.Error(err)
					return
				}
				consumed[writer] += aws.ToFloat64(out.ConsumedCapacity.CapacityUnits)
			}
		})
	}
	all.Wait()
	want := 0.0
	for _, c := range consumed {
		want += c
	}
	if got := h.Total().Write; got != want {
		t.Errorf("%g units, the emulator says %g", got, want)
	}
}
