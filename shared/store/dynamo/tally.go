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
	var adds []string
	names, values := map[string]string{}, item{}
	for name, n := range counts {
		if n == 0 {
			continue
		}
		at := strconv.Itoa(len(adds))
		names["#"+at], values[":"+at] = counted+name, num(n)
		adds = append(adds, "#"+at+" :"+at)
	}
	if len(adds) == 0 {
		return broken(ctx.Err(), "tally")
	}
	expression := "ADD " + strings.Join(adds, ", ")
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		expression += " SET expires = if_not_exists(expires, :expires)"
		values[":expires"] = num(t.Add(keepTallies).Unix())
	}
	_, _, err := s.edit(ctx, tallyKey(day), edit{set: expression, names: names, values: values}, "tally")
	return err
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
