package units

import (
	"maps"
	"reflect"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Table is what the units of a table depend on: its keys and its indexes.
type Table struct {
	keys    []string
	indexes []index
}

// index is a global secondary index. An item without all of the keys has no
// entry in it.
type index struct {
	name  string
	keys  []string
	shows []string // attributes of an entry; nil for all
}

// TableOf reads how a table was made.
func TableOf(in *dynamodb.CreateTableInput) Table {
	t := Table{keys: keysOf(in.KeySchema)}
	for _, g := range in.GlobalSecondaryIndexes {
		i := index{name: aws.ToString(g.IndexName), keys: keysOf(g.KeySchema)}
		if g.Projection.ProjectionType != types.ProjectionTypeAll {
			i.shows = slices.Concat(t.keys, i.keys, g.Projection.NonKeyAttributes)
		}
		t.indexes = append(t.indexes, i)
	}
	return t
}

func keysOf(schema []types.KeySchemaElement) (names []string) {
	for _, e := range schema {
		names = append(names, aws.ToString(e.AttributeName))
	}
	return names
}

// key is the part of an item that names it.
func (t Table) key(i Item) Item {
	k := Item{}
	for _, name := range t.keys {
		k[name] = i[name]
	}
	return k
}

// entry is what an index stores of an item; nil when it stores nothing.
func (x index) entry(i Item) Item {
	for _, name := range x.keys {
		if i[name] == nil {
			return nil
		}
	}
	if x.shows == nil {
		return i
	}
	e := Item{}
	for _, name := range x.shows {
		if v, ok := i[name]; ok {
			e[name] = v
		}
	}
	return e
}

// Write gives the write units of a change of one item: of the table, and of each
// index whose entry changes. Before or after is nil for an item that is not there.
func (t Table) Write(before, after Item) (base float64, indexes map[string]float64) {
	indexes = map[string]float64{}
	for _, x := range t.indexes {
		if n := x.write(x.entry(before), x.entry(after)); n > 0 {
			indexes[x.name] = n
		}
	}
	return WriteUnits(max(Size(before), Size(after))), indexes
}

// write is what a change of an entry costs: an entry under another key is removed
// and written, one that stays where it is is written over, and the same one is not.
func (x index) write(before, after Item) float64 {
	switch {
	case before == nil && after == nil:
		return 0
	case before == nil:
		return WriteUnits(Size(after))
	case after == nil:
		return WriteUnits(Size(before))
	case !x.sameKey(before, after):
		return WriteUnits(Size(before)) + WriteUnits(Size(after))
	case reflect.DeepEqual(before, after):
		return 0
	}
	return WriteUnits(max(Size(before), Size(after)))
}

func (x index) sameKey(a, b Item) bool {
	return !slices.ContainsFunc(x.keys, func(name string) bool { return !reflect.DeepEqual(a[name], b[name]) })
}

// overhead is what is stored of an item or entry beside itself, in bytes.
const overhead = 100

// Stored is how many bytes an item takes on disk, with its entries.
func (t Table) Stored(i Item) (bytes int) {
	bytes = Size(i) + overhead
	for _, x := range t.indexes {
		if e := x.entry(i); e != nil {
			bytes += Size(e) + overhead
		}
	}
	return bytes
}

// sum adds up the units of indexes.
func sum(indexes map[string]float64) (all float64) {
	for _, name := range slices.Sorted(maps.Keys(indexes)) {
		all += indexes[name]
	}
	return all
}
