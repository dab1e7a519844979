package dynamo

import (
	"context"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"golang.org/x/sync/errgroup"
)

// merged reads several partitions of an index as one list, in the order of
// their places. It reads no further than it is asked to.
type merged struct {
	store      *Store
	index      Index
	from, to   string // places, both included
	page       int32
	doing      string
	sparing    bool // never whole pages of a partition
	partitions []*partition
}

// partition is what was read of one partition and not taken yet.
type partition struct {
	query *dynamodb.QueryInput
	items []item
	ended bool
}

// merged begins a list of the places in a range; limit is how many are likely
// to be taken.
func (s *Store) merged(index Index, from, to string, limit int, doing string) *merged {
	return &merged{store: s, index: index, from: from, to: to, page: int32(min(max(limit, 1), 1000)), doing: doing}
}

// furtherPage is how many items of a partition are read at a time beyond its first page
// by who reads sparingly.
const furtherPage = 250

// last lies after every place.
const last = "\u007f"

// add takes in a partition.
func (m *merged) add(pk string) {
	from, to := m.from, m.to
	if from == "" {
		from = " " // before every place
	}
	if to == "" {
		to = last
	}
	if from > to {
		return
	}
	q := m.store.query(m.index.pk()+" = :pk AND "+m.index.sk()+" BETWEEN :from AND :to", item{":pk": str(pk), ":from": str(from), ":to": str(to)})
	q.IndexName, q.Limit = aws.String(m.index.Name), aws.Int32(m.page)
	m.partitions = append(m.partitions, &partition{query: q})
}

// addShards takes in all shards of a partition that is split.
func (m *merged) addShards(prefix string) {
	for n := range shards {
		m.add(prefix + strconv.Itoa(n))
	}
}

// next takes the next item; nil at the end.
func (m *merged) next(ctx context.Context) (item, error) {
	if err := m.fill(ctx); err != nil {
		return nil, err
	}
	var least *partition
	for _, p := range m.partitions {
		if len(p.items) > 0 && (least == nil || m.placeOf(p.items[0]) < m.placeOf(least.items[0])) {
			least = p
		}
	}
	if least == nil {
		return nil, nil
	}
	i := least.items[0]
	least.items = least.items[1:]
	return i, nil
}

func (m *merged) placeOf(i item) string { return stringOf(i, m.index.sk()) }

// take takes up to n items.
func (m *merged) take(ctx context.Context, n int) (all []item, err error) {
	for len(all) < n {
		i, err := m.next(ctx)
		if err != nil || i == nil {
			return all, err
		}
		all = append(all, i)
	}
	return all, nil
}

// fill reads on in every partition of which nothing is left.
func (m *merged) fill(ctx context.Context) error {
	var group errgroup.Group
	group.SetLimit(together)
	for _, p := range m.partitions {
		if len(p.items) > 0 || p.ended {
			continue
		}
		group.Go(func() error {
			for len(p.items) == 0 && !p.ended {
				page, more, err := m.store.run(ctx, p.query, m.doing)
				if err != nil {
					return err
				}
				if p.query.Limit = nil; m.sparing { // more was wanted than was expected: whole pages
					p.query.Limit = aws.Int32(furtherPage)
				}
				p.items, p.ended = page, !more
			}
			return nil
		})
	}
	return group.Wait()
}
