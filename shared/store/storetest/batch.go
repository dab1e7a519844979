package storetest

import (
	"slices"
	"testing"

	"github.com/redress/redress/shared/complaint"
)

func batchTests() []test {
	return []test{
		{"a case without followers has none", noFollowers},
		{"followers are listed up to the limit, in the order of references", followerPages},
		{"who has left, or is closed, follows no more", followerLeaves},
	}
}

// following is a case that follows a head.
func following(reference, head string) *complaint.Case {
	c := sample(reference)
	c.Status, c.Batch.Of = complaint.Dispatched, head
	return c
}

func followersOf(t *testing.T, s complaint.Store, head string, limit int) []string {
	t.Helper()
	got, err := s.Followers(t.Context(), head, limit)
	if err != nil {
		t.Fatalf("Followers: %v", err)
	}
	return append([]string{}, got...)
}

func noFollowers(t *testing.T, s complaint.Store) {
	commit(t, s, first(sample(ref(1))))
	commit(t, s, first(following(ref(2), ref(0))))
	for _, head := range []string{ref(1), ref(2), "nobody"} {
		same(t, "followers of "+head, followersOf(t, s, head, 10), []string{})
	}
	same(t, "followers up to none", followersOf(t, s, ref(0), 0), []string{})
}

func followerPages(t *testing.T, s complaint.Store) {
	var cases []*complaint.Case
	var want []string
	for n := range 130 {
		cases = append(cases, following(ref(200-n), ref(1)), following(ref(500+n), ref(2)))
		want = append(want, ref(200-n))
	}
	record(t, s, cases)
	slices.Sort(want)
	for _, limit := range []int{1, 7, 130, 1000} {
		same(t, "followers", followersOf(t, s, ref(1), limit), want[:min(limit, len(want))])
	}
}

func followerLeaves(t *testing.T, s complaint.Store) {
	left, closed, moved, stays := following(ref(2), ref(1)), following(ref(3), ref(1)), following(ref(4), ref(1)), following(ref(5), ref(1))
	record(t, s, []*complaint.Case{left, closed, moved, stays})
	left.Batch.Of, moved.Batch.Of, closed.Status = "", ref(2), complaint.Closed
	for _, c := range []*complaint.Case{left, closed, moved} {
		commit(t, s, next(c, event(2)))
	}
	same(t, "followers", followersOf(t, s, ref(1), 10), []string{ref(5)})
	same(t, "followers of another", followersOf(t, s, ref(2), 10), []string{ref(4)})
	same(t, "a batch is found by its key", references(t, s, complaint.Query{Key: complaint.BatchKey(ref(1)), Limit: 5}), []string{ref(5)})
	closed.Status = complaint.Dispatched
	commit(t, s, next(closed, event(3)))
	same(t, "followers again", followersOf(t, s, ref(1), 10), []string{ref(3), ref(5)})
}
