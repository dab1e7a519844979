package dynamo

import (
	"context"
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/parallel"
)

// effectItem is a promised deed. While it is in the index outbox it waits.
func effectItem(e complaint.Effect) item {
	i := effectKey(e.Key)
	i["key"], i["kind"], i["reference"] = str(e.Key), str(string(e.Kind)), str(e.Reference)
	setSeconds(i, "at", e.At)
	setRaw(i, "deed", e.Data)
	if e.Again {
		i["claims"] = num(1)
	}
	lane := complaint.DeedLane
	if e.Kind == complaint.SendNotice {
		lane = complaint.NoticeLane
	}
	i[outboxIndex.pk()] = str(string(lane) + "#" + shardOf(e.Key))
	i[outboxIndex.sk()] = str(place(e.At, e.Key))
	return i
}

// promises are the writes of effects, each key once. Those that are known to be known
// are left out at once: a notice that many cases have to tell, such as that a year
// has no calendar, would else have their transactions meet on one item.
func (s *Store) promises(effects []complaint.Effect) (writes []write) {
	seen := map[string]bool{}
	for _, e := range effects {
		if seen[e.Key] || s.told.has(e.Key) {
			continue
		}
		seen[e.Key] = true
		w := s.put(effectItem(e), isNew, nil, nil)
		w.known = func() { s.told.add(e.Key) }
		writes = append(writes, w)
	}
	return writes
}

func effectOf(i item) complaint.Effect {
	claims, _ := numberOf(i, "claims")
	return complaint.Effect{
		Key: stringOf(i, "key"), Kind: complaint.EffectKind(stringOf(i, "kind")), Reference: stringOf(i, "reference"),
		At: secondsOf(i, "at"), Data: rawOf(i, "deed"), Again: claims > 1,
	}
}

// free tells whether an effect waits and nobody has it in hand.
func free(i item, now time.Time) bool {
	_, delivered := numberOf(i, "delivered")
	lease, _ := numberOf(i, "lease")
	return i != nil && !delivered && lease <= now.Unix()
}

// Claim leases effects, each by itself. A lease ends at now plus its duration,
// that instant excluded.
func (s *Store) Claim(ctx context.Context, keys []string, now time.Time, lease time.Duration) ([]complaint.Effect, error) {
	claimed := make([]*complaint.Effect, len(keys))
	err := s.each(len(keys), func(n int) (err error) {
		claimed[n], err = s.claim(ctx, keys[n], now, lease)
		return err
	})
	var all []complaint.Effect
	for _, e := range claimed {
		if e != nil {
			all = append(all, *e)
		}
	}
	return all, err
}

// each does a deed for each of n things, several at a time.
func (s *Store) each(n int, do func(int) error) error {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return parallel.Each(together, all, do)
}

// What must hold of an effect that is to change.
const (
	undone    = "attribute_exists(pk) AND attribute_not_exists(delivered)"
	unmarked  = undone + " AND attribute_not_exists(fold)"
	ofTheFold = undone + " AND fold = :fold"
	claimable = unmarked + " AND (attribute_not_exists(lease) OR lease <= :now)"
)

// claim leases one effect; nil when it is not to be had. One whose lease was
// taken and the answer lost is nobody's until the lease ends. One that a fold has
// left in the middle is brought to an end first.
func (s *Store) claim(ctx context.Context, key string, now time.Time, lease time.Duration) (*complaint.Effect, error) {
	take := edit{
		set: "SET lease = :until ADD claims :one", when: claimable,
		values: item{":now": num(now.Unix()), ":until": num(now.Add(lease).Unix()), ":one": num(1)},
	}
	for range 2 {
		after, held, err := s.edit(ctx, effectKey(key), take, "claim effect")
		if err != nil {
			return nil, err
		}
		if after != nil {
			return new(effectOf(after)), nil
		}
		fold := stringOf(held, "fold")
		if fold == "" || !free(held, now) {
			return nil, nil
		}
		if err := s.settle(ctx, fold, key, now); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// delivery marks an effect as done: it leaves the outbox, and its key stays
// known for a while.
func delivery(now time.Time) edit {
	return edit{
		set:  "SET delivered = :now, expires = :expires REMOVE outboxPk, outboxSk, lease, fold",
		when: undone, values: item{":now": num(now.Unix()), ":expires": num(now.Add(keepEffects).Unix())},
	}
}

// Delivered marks effects as done; an unknown key changes nothing.
func (s *Store) Delivered(ctx context.Context, keys []string, now time.Time) error {
	return s.each(len(keys), func(n int) error {
		_, _, err := s.edit(ctx, effectKey(keys[n]), delivery(now), "deliver effect")
		return err
	})
}

// Stale lists effects of both lanes.
func (s *Store) Stale(ctx context.Context, before, now time.Time, limit int) ([]string, error) {
	return s.waiting(ctx, []complaint.Lane{complaint.DeedLane, complaint.NoticeLane}, before, now, limit)
}

// Waiting lists effects of one lane.
func (s *Store) Waiting(ctx context.Context, lane complaint.Lane, before, now time.Time, limit int) ([]string, error) {
	return s.waiting(ctx, []complaint.Lane{lane}, before, now, limit)
}

// waiting reads the outbox, oldest first. Who has what in hand stands on the
// effects themselves: the index need not be written for that.
func (s *Store) waiting(ctx context.Context, lanes []complaint.Lane, before, now time.Time, limit int) (keys []string, err error) {
	doing := "list waiting effects"
	m := s.merged(outboxIndex, "", through(before), limit, doing)
	for _, lane := range lanes {
		m.addShards(string(lane) + "#")
	}
	for len(keys) < limit {
		places, err := m.take(ctx, min(mostKeys, limit-len(keys)))
		if err != nil || len(places) == 0 {
			return keys, err
		}
		asked := make([]item, len(places))
		for n, p := range places {
			asked[n] = item{"pk": p["pk"], "sk": p["sk"]}
		}
		effects, err := s.batch(ctx, asked, true, doing)
		if err != nil {
			return nil, err
		}
		for _, p := range places {
			n := slices.IndexFunc(effects, func(i item) bool { return stringOf(i, "pk") == stringOf(p, "pk") })
			if n >= 0 && free(effects[n], now) {
				keys = append(keys, stringOf(effects[n], "key"))
			}
		}
	}
	return keys, broken(ctx.Err(), doing)
}
