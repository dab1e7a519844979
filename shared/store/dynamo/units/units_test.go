package units_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/store/dynamo/units"
)

func s(v string) types.AttributeValue   { return &types.AttributeValueMemberS{Value: v} }
func n(v string) types.AttributeValue   { return &types.AttributeValueMemberN{Value: v} }
func of(bytes int) types.AttributeValue { return s(strings.Repeat("x", bytes)) }

// TestSizes goes through the rules of the page on item sizes. Each row has the
// attribute "a", whose name is the first byte.
func TestSizes(t *testing.T) {
	for _, tt := range []struct {
		name  string
		value types.AttributeValue
		want  int
	}{
		{"a string is its UTF-8 bytes", s("停电"), 1 + 6},
		{"an empty string is nothing", s(""), 1},
		{"a number is a byte for two digits, and one", n("1234"), 1 + 2 + 1},
		{"an odd digit takes a byte", n("12345"), 1 + 3 + 1},
		{"zeros at the end are trimmed", n("1200000"), 1 + 1 + 1},
		{"zeros in front are trimmed", n("0.0012"), 1 + 1 + 1},
		{"38 digits", n(strings.Repeat("7", 38)), 1 + 19 + 1},
		{"nought has no digits", n("0.0"), 1 + 1},
		{"an exponent has no size", n("12E+20"), 1 + 1 + 1},
		{"a sign takes a byte", n("-12"), 1 + 1 + 2},
		{"binary is its raw bytes", &types.AttributeValueMemberB{Value: make([]byte, 100)}, 1 + 100},
		{"a truth value", &types.AttributeValueMemberBOOL{Value: true}, 1 + 1},
		{"null", &types.AttributeValueMemberNULL{Value: true}, 1 + 1},
		{"an empty list", &types.AttributeValueMemberL{}, 1 + 3},
		{"a list has a byte for each element", &types.AttributeValueMemberL{Value: []types.AttributeValue{s("ab"), n("1")}}, 1 + 3 + (1 + 2) + (1 + 2)},
		{"a map as well, and names", &types.AttributeValueMemberM{Value: units.Item{"key": s("ab")}}, 1 + 3 + (1 + 3 + 2)},
		{"a list in a list", &types.AttributeValueMemberL{Value: []types.AttributeValue{&types.AttributeValueMemberL{}}}, 1 + 3 + (1 + 3)},
		{"a set is its elements", &types.AttributeValueMemberSS{Value: []string{"ab", "c"}}, 1 + 3},
		{"a set of numbers", &types.AttributeValueMemberNS{Value: []string{"1", "22"}}, 1 + 2 + 2},
		{"a set of binaries", &types.AttributeValueMemberBS{Value: [][]byte{{1, 2}}}, 1 + 2},
	} {
		if got := units.Size(units.Item{"a": tt.value}); got != tt.want {
			t.Errorf("%s: %d bytes, want %d", tt.name, got, tt.want)
		}
	}
}

const kb = 1 << 10

// TestReadUnits has the examples of the page on read and write operations, and
// of the one on global secondary indexes.
func TestReadUnits(t *testing.T) {
	for _, tt := range []struct {
		name  string
		bytes int
		how   units.Consistency
		want  float64
	}{
		{"3,500 bytes are read as 4 KB", 3500, units.Strong, 1},
		{"10 KB are read as 12 KB", 10 * kb, units.Strong, 3},
		{"8 KB, strongly consistent", 8 * kb, units.Strong, 2},
		{"8 KB, eventually consistent", 8 * kb, units.Eventual, 1},
		{"8 KB, in a transaction", 8 * kb, units.Transactional, 4},
		{"80 KB, eventually consistent", 80 * kb, units.Eventual, 10},
		{"a query of 10 items with 40.8 KB reads 44 KB", 40*kb + 819, units.Strong, 11},
		{"a query of 1,500 items of 64 bytes reads 96 KB", 1500 * 64, units.Strong, 24},
		{"a query of an index for 8 entries of 2,000 bytes", 8 * 2000, units.Eventual, 2},
		{"what is not there, strongly consistent", 0, units.Strong, 1},
		{"what is not there, eventually consistent", 0, units.Eventual, 0.5},
	} {
		if got := units.ReadUnits(tt.bytes, tt.how); got != tt.want {
			t.Errorf("%s: %g units, want %g", tt.name, got, tt.want)
		}
	}
}

func TestWriteUnits(t *testing.T) {
	for bytes, want := range map[int]float64{0: 1, 500: 1, kb: 1, kb + 1: 2, 1638: 2, 3*kb + 512: 4} {
		if got := units.WriteUnits(bytes); got != want {
			t.Errorf("%d bytes: %g units, want %g", bytes, got, want)
		}
	}
}

// schema has three indexes with the keys h and r, which show the keys alone, the
// attribute a, and all.
func schema(table string) *dynamodb.CreateTableInput {
	in := &dynamodb.CreateTableInput{TableName: aws.String(table), BillingMode: types.BillingModePayPerRequest}
	keys := func(hash, sort string) []types.KeySchemaElement {
		return []types.KeySchemaElement{{AttributeName: &hash, KeyType: types.KeyTypeHash}, {AttributeName: &sort, KeyType: types.KeyTypeRange}}
	}
	for _, name := range []string{"pk", "sk", "h", "r"} {
		in.AttributeDefinitions = append(in.AttributeDefinitions, types.AttributeDefinition{AttributeName: aws.String(name), AttributeType: types.ScalarAttributeTypeS})
	}
	in.KeySchema = keys("pk", "sk")
	for name, shows := range map[string]types.Projection{
		"keys": {ProjectionType: types.ProjectionTypeKeysOnly},
		"some": {ProjectionType: types.ProjectionTypeInclude, NonKeyAttributes: []string{"a"}},
		"all":  {ProjectionType: types.ProjectionTypeAll},
	} {
		in.GlobalSecondaryIndexes = append(in.GlobalSecondaryIndexes,
			types.GlobalSecondaryIndex{IndexName: aws.String(name), KeySchema: keys("h", "r"), Projection: &shows})
	}
	return in
}

// item is an item with a key, and with the attributes of pairs.
func item(pairs ...any) units.Item {
	i := units.Item{"pk": s("p"), "sk": s("s")}
	for p := 0; p < len(pairs); p += 2 {
		i[pairs[p].(string)] = pairs[p+1].(types.AttributeValue)
	}
	return i
}

// TestIndexesAreWrittenByWhatChanges goes through the cases of the page on
// global secondary indexes.
func TestIndexesAreWrittenByWhatChanges(t *testing.T) {
	table := units.TableOf(schema("t"))
	indexed := item("h", s("1"), "r", s("1"), "a", s("1"), "b", s("1"))
	none := map[string]float64{}
	for _, tt := range []struct {
		name          string
		before, after units.Item
		base          float64
		want          map[string]float64
	}{
		{"a new item with the keys is put into each", nil, indexed, 1, map[string]float64{"keys": 1, "some": 1, "all": 1}},
		{"a new item without the keys into none", nil, item("h", s("1"), "a", s("1")), 1, none},
		{"the same item again is written to none", indexed, indexed, 1, none},
		{"an item that gets the keys is put into each", item(), item("h", s("1"), "r", s("1")), 1, map[string]float64{"keys": 1, "some": 1, "all": 1}},
		{"an item that loses a key is removed from each", indexed, item("h", s("1"), "a", s("1"), "b", s("1")), 1, map[string]float64{"keys": 1, "some": 1, "all": 1}},
		{"an item that is removed is so from each", indexed, nil, 1, map[string]float64{"keys": 1, "some": 1, "all": 1}},
		{"another key is a removal and a put", indexed, item("h", s("1"), "r", s("2"), "a", s("1"), "b", s("1")), 1, map[string]float64{"keys": 2, "some": 2, "all": 2}},
		{"an attribute is written where it is shown", indexed, item("h", s("1"), "r", s("1"), "a", s("2"), "b", s("1")), 1, map[string]float64{"some": 1, "all": 1}},
		{"another one is so as well", indexed, item("h", s("1"), "r", s("1"), "a", s("1"), "b", s("2")), 1, map[string]float64{"all": 1}},
		{
			"entries are rounded up by themselves", nil, item("h", s("1"), "r", s("1"), "a", of(kb), "b", of(kb)), 3,
			map[string]float64{"keys": 1, "some": 2, "all": 3},
		},
		{
			"a large entry that moves is removed and put", item("h", s("1"), "r", s("1"), "a", of(kb)), item("h", s("1"), "r", s("2"), "a", of(2*kb)), 3,
			map[string]float64{"keys": 2, "some": 5, "all": 5},
		},
	} {
		base, got := table.Write(tt.before, tt.after)
		if diff := cmp.Diff(tt.want, got); diff != "" || base != tt.base {
			t.Errorf("%s: base %g, want %g; indexes (-want +got):\n%s", tt.name, base, tt.base, diff)
		}
	}
}

// TestStored adds 100 bytes to the item and to each of its entries.
func TestStored(t *testing.T) {
	table := units.TableOf(schema("t"))
	i := item("h", s("1"), "r", s("1"), "a", s("22"), "b", s("333"))
	const keys, indexKeys, a, b = 2 * (2 + 1), 2 * (1 + 1), 1 + 2, 1 + 3
	want := (keys + indexKeys + a + b + 100) + (keys + indexKeys + 100) + (keys + indexKeys + a + 100) + (keys + indexKeys + a + b + 100)
	if got := table.Stored(i); got != want {
		t.Errorf("%d bytes, want %d", got, want)
	}
}
