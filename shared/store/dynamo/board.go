package dynamo

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// To count reads the whole of what the index list shows of open cases. It is done
// when somebody looks, and no more than once in boardAge, whoever looks; what was
// counted is kept in one item for all of them. Whoever begins says so there, and
// the others make do with the former count for as long as boardLease.
const (
	boardAge   = time.Minute
	boardLease = 30 * time.Second
)

// Board counts the open cases, or gives what was counted a moment ago.
func (s *Store) Board(ctx context.Context, now, dayEnd time.Time) (complaint.Board, error) {
	const doing = "count the board"
	kept, err := s.get(ctx, boardKey(), doing)
	if err != nil {
		return complaint.Board{}, err
	}
	age := now.Sub(secondsOf(kept, "at"))
	usable := kept["doc"] != nil && secondsOf(kept, "dayEnd").Equal(dayEnd) && age >= 0
	if usable && age < boardAge {
		return boardOf(kept, doing)
	}
	begin := edit{
		set: "SET counting = :now", when: "attribute_not_exists(counting) OR counting < :before OR counting > :now",
		values: item{":now": num(now.Unix()), ":before": num(now.Add(-boardLease).Unix())},
	}
	_, held, err := s.edit(ctx, boardKey(), begin, doing)
	if err != nil {
		return complaint.Board{}, err
	}
	if held != nil && usable && age < boardAge+boardLease {
		return boardOf(kept, doing)
	}
	b, err := s.countBoard(ctx, now, dayEnd, doing)
	if err != nil {
		return complaint.Board{}, err
	}
	return b, s.keepBoard(ctx, b, dayEnd, doing)
}

// boardOf reads a board that was kept.
func boardOf(i item, doing string) (b complaint.Board, err error) {
	doc, err := unpack(i, "doc")
	if err == nil {
		err = json.Unmarshal(doc, &b)
	}
	return b, fault.Wrap(fault.Internal, err, doing)
}

// keepBoard keeps a board for whoever looks next.
func (s *Store) keepBoard(ctx context.Context, b complaint.Board, dayEnd time.Time, doing string) error {
	doc, err := json.Marshal(b)
	if err != nil {
		return fault.Wrap(fault.Internal, err, doing)
	}
	i := boardKey()
	i["doc"] = pack(doc)
	setSeconds(i, "at", b.At)
	setSeconds(i, "dayEnd", dayEnd)
	return s.write(ctx, i, doing)
}

// countBoard reads all shards of all open statuses.
func (s *Store) countBoard(ctx context.Context, now, dayEnd time.Time, doing string) (complaint.Board, error) {
	m := s.merged(listIndex, "", "", 1000, doing)
	for _, status := range statuses(complaint.Query{Open: true}) {
		m.addShards(status + "#")
	}
	counts := make([]map[string]*complaint.Counted, len(m.partitions))
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(together)
	from, to := instant(now), through(dayEnd)
	for n, p := range m.partitions {
		p.query.Limit = nil // whole pages
		group.Go(func() (err error) {
			counts[n], err = s.countPartition(within, p, from, to, doing)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return complaint.Board{}, err
	}
	b := complaint.Board{At: now, Units: unitCounts(counts)}
	var err error
	if b.Storms, err = s.storms(ctx, doing); err != nil {
		return complaint.Board{}, err
	}
	b.Sort()
	return b, nil
}

// countPartition counts one partition by units. What is due from one place up to
// another is due today.
func (s *Store) countPartition(ctx context.Context, p *partition, from, to, doing string) (map[string]*complaint.Counted, error) {
	counts := map[string]*complaint.Counted{}
	for more := true; more; {
		var page []item
		var err error
		if page, more, err = s.run(ctx, p.query, doing); err != nil {
			return nil, err
		}
		for _, i := range page {
			unit := stringOf(i, "unit")
			if counts[unit] == nil {
				counts[unit] = &complaint.Counted{}
			}
			counts[unit].Add(countedOf(i, from, to))
		}
	}
	return counts, nil
}

// countedOf are the figures of one case, by what the index shows of it.
func countedOf(i item, from, to string) complaint.Counted {
	n := complaint.Counted{Open: 1}
	switch due := stringOf(i, listIndex.sk()); {
	case due < from:
		n.Overdue = 1
	case due < to:
		n.DueToday = 1
	}
	for line := range strings.SplitSeq(stringOf(i, "clocks"), "\n") {
		_, _, state, warned, _ := clockLine(line).fields()
		if warned {
			n.Warned = 1
		}
		if state == string(complaint.Missed) {
			n.Missed = 1
		}
	}
	return n
}

// unitCounts adds up what was counted in several partitions.
func unitCounts(counts []map[string]*complaint.Counted) (list []complaint.UnitCount) {
	sums := map[string]*complaint.Counted{}
	for _, part := range counts {
		for unit, n := range part {
			if sums[unit] == nil {
				sums[unit] = &complaint.Counted{}
			}
			sums[unit].Add(*n)
		}
	}
	for unit, n := range sums {
		list = append(list, complaint.UnitCount{Unit: unit, Counted: *n})
	}
	return list
}

// storms are the open heads with those who follow them. Both have a key.
func (s *Store) storms(ctx context.Context, doing string) (list []complaint.Storm, err error) {
	heads, err := s.found(ctx, complaint.HeadsKey, doing)
	if err != nil {
		return nil, err
	}
	cases, err := s.cases(ctx, heads, false, doing)
	if err != nil {
		return nil, err
	}
	for reference, c := range cases {
		followers, err := s.found(ctx, complaint.BatchKey(reference), doing)
		if err != nil {
			return nil, err
		}
		if c.Status.Open() && len(followers) > 0 {
			list = append(list, complaint.Storm{Reference: reference, Unit: c.Unit, Class: c.Class, ReceivedAt: c.ReceivedAt, Followers: len(followers)})
		}
	}
	return list, nil
}

// found gives the keys of the cases that have a key.
func (s *Store) found(ctx context.Context, key, doing string) (all []item, err error) {
	q := s.query("pk = :pk", item{":pk": str(foundPartition(key))})
	for more := true; more; {
		var rows []item
		if rows, more, err = s.run(ctx, q, doing); err != nil {
			return nil, err
		}
		for _, row := range rows {
			all = append(all, caseKey(stringOf(row, "sk")))
		}
	}
	return all, nil
}
