package dynamo

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// counted is the beginning of an attribute that holds a counter of a day.
const counted = "n:"

// Tally adds to the counters of a day, all in one write. When the answer to it
// is lost on the way, it is sent again and may count twice.
func (s *Store) Tally(ctx context.Context, day string, counts map[string]int64) error {
	e, some := tallyEdit(day, counts)
	if !some {
		return broken(ctx.Err(), "tally")
	}
	_, _, err := s.edit(ctx, tallyKey(day), e, "tally")
	return err
}

// tallyEdit adds to the counters of a day, and says when the day may go; false
// when there is nothing to add.
func tallyEdit(day string, counts map[string]int64) (e edit, some bool) {
	var adds []string
	e.names, e.values = map[string]string{}, item{}
	for name, n := range counts {
		if n == 0 {
			continue
		}
		at := strconv.Itoa(len(adds))
		e.names["#"+at], e.values[":"+at] = counted+name, num(n)
		adds = append(adds, "#"+at+" :"+at)
	}
	e.set = "ADD " + strings.Join(adds, ", ")
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		e.set += " SET expires = if_not_exists(expires, :expires)"
		e.values[":expires"] = num(t.Add(keepTallies).Unix())
	}
	return e, len(adds) > 0
}

// Tallied reads the counters of a day.
func (s *Store) Tallied(ctx context.Context, day string) (map[string]int64, error) {
	i, err := s.get(ctx, tallyKey(day), "read tallies")
	if err != nil {
		return nil, err
	}
	counts := map[string]int64{}
	for name := range i {
		if of, ok := strings.CutPrefix(name, counted); ok {
			counts[of], _ = numberOf(i, name)
		}
	}
	return counts, nil
}
