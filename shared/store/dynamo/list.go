package dynamo

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/stored"
)

// List reads one page of cases. Cursors hold a place in the order, not a
// count: a case that moves while a caller pages is seen where it then is.
//
// Cases are found by the narrowest of these: the key; the due
// instants of a period; the receipt; the units; the statuses. What else is
// asked for is looked at on what the index shows, and decided by the case.
func (s *Store) List(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	after, err := stored.ParseCursor(q)
	if err != nil {
		return complaint.Page{}, err
	}
	if q.Key != "" {
		return s.listByKey(ctx, q, after)
	}
	l := &lister{q: q, merged: s.source(q, after), seen: map[string]bool{}}
	l.sparing = q.Look > 0
	return l.page(ctx)
}

// source is the index that a query reads, after a position.
func (s *Store) source(q complaint.Query, after stored.Position) *merged {
	from, to := "", ""
	if after != stored.First {
		from = placeOf(after) + "\x00"
	}
	const doing = "list cases"
	switch {
	case stored.ByDue(q):
		from, to = period(q.DueFrom, q.DueTo, from)
		m := s.merged(dueIndex, from, to, q.Limit+1, doing)
		m.addShards("")
		return m
	case stored.ByReceipt(q):
		from, to = period(q.ReceivedFrom, q.ReceivedTo, from)
		m := s.merged(receivedIndex, from, to, q.Limit+1, doing)
		m.addShards("")
		return m
	}
	if !q.NextFrom.IsZero() {
		from = max(from, ceiling(q.NextFrom))
	}
	if q.Units != nil && len(q.Units) <= fewUnits {
		m := s.merged(queueIndex, from, to, q.Limit+1, doing)
		for _, unit := range slices.Compact(slices.Sorted(slices.Values(q.Units))) {
			for _, status := range statuses(q) {
				m.add(short(unit) + "#" + status)
			}
		}
		return m
	}
	m := s.merged(listIndex, from, to, q.Limit+1, doing)
	for _, status := range statuses(q) {
		m.addShards(status + "#")
	}
	return m
}

// fewUnits is up to how many units are looked up one by one; a wider scope is
// a good part of all cases, which are then read in order.
const fewUnits = 8

// period is the range of places in a half-open period, after a place.
func period(from, to time.Time, after string) (first, end string) {
	if !from.IsZero() {
		first = ceiling(from)
	}
	if !to.IsZero() {
		end = ceiling(to)
	}
	return max(first, after), end
}

// statuses are the statuses that a query selects.
func statuses(q complaint.Query) (all []string) {
	for _, s := range complaint.Statuses {
		if (q.Status == "" || q.Status == s) && (!q.Open || s.Open()) {
			all = append(all, string(s))
		}
	}
	return all
}

// lister makes a page of what an index gives.
type lister struct {
	*merged
	q      complaint.Query
	seen   map[string]bool // references that are on the page
	looked int             // as [complaint.Query] counts it
	last   item            // that was looked at
}

// caseWeight is how many rows of an index a case counts as that is read.
const caseWeight = 10

// tired tells that enough has been looked at for a page.
func (l *lister) tired() bool { return l.q.Look > 0 && l.looked >= l.q.Look }

// found is a case with its place in the list.
type found struct {
	at stored.Position
	c  *complaint.Case
}

// page fills a page, and looks one case further to know whether it is the last. It ends
// early when enough has been looked at.
func (l *lister) page(ctx context.Context) (complaint.Page, error) {
	var all []found
	for len(all) <= l.q.Limit && !l.tired() {
		places, err := l.places(ctx, l.q.Limit+1-len(all))
		if err != nil {
			return complaint.Page{}, err
		}
		if len(places) == 0 {
			break
		}
		if all, err = l.choose(ctx, all, places); err != nil {
			return complaint.Page{}, err
		}
	}
	page := pageOf(l.q, all)
	if page.Cursor != "" || !l.tired() {
		return page, nil
	}
	at, err := positionOf(l.placeOf(l.last))
	if err != nil {
		return complaint.Page{}, fault.Wrap(fault.Internal, err, l.doing)
	}
	page.Cursor = stored.Cursor(l.q, at)
	return page, nil
}

// pageOf cuts a page from cases in their order.
func pageOf(q complaint.Query, all []found) (page complaint.Page) {
	if len(all) > q.Limit {
		page.Cursor = stored.Cursor(q, all[q.Limit-1].at)
		all = all[:q.Limit]
	}
	for _, f := range all {
		page.Cases = append(page.Cases, f.c)
	}
	return page
}

// places takes the next places whose cases may be selected.
func (l *lister) places(ctx context.Context, n int) (places []item, err error) {
	for len(places) < n && !l.tired() {
		i, err := l.next(ctx)
		if err != nil || i == nil {
			return places, err
		}
		l.last, l.looked = i, l.looked+1
		if !l.seen[referenceOf(i)] && mayMatch(l.q, i) {
			places = append(places, i)
		}
	}
	return places, nil
}

// choose reads the cases of places and adds those that are selected. A case with several
// due instants in a period stands at the first of them.
func (l *lister) choose(ctx context.Context, all []found, places []item) ([]found, error) {
	cases, err := l.store.cases(ctx, places, false, l.doing)
	if err != nil {
		return nil, err
	}
	l.looked += caseWeight * len(cases)
	for _, i := range places {
		at, err := positionOf(l.placeOf(i))
		if err != nil {
			return nil, fault.Wrap(fault.Internal, err, l.doing)
		}
		c := cases[referenceOf(i)]
		if c == nil || l.seen[c.Reference] || !stored.Matches(l.q, c) || stored.ByDue(l.q) && stored.PositionOf(l.q, c) != at {
			continue
		}
		l.seen[c.Reference] = true
		all = append(all, found{at: at, c: c})
	}
	return all, nil
}

// cases reads the cases that items belong to, by their references.
func (s *Store) cases(ctx context.Context, of []item, consistent bool, doing string) (map[string]*complaint.Case, error) {
	asked := map[string]bool{}
	var keys []item
	for _, i := range of {
		if reference := referenceOf(i); !asked[reference] {
			asked[reference] = true
			keys = append(keys, caseKey(reference))
		}
	}
	items, err := s.batch(ctx, keys, consistent, doing)
	if err != nil {
		return nil, err
	}
	cases := map[string]*complaint.Case{}
	for _, i := range items {
		c, err := decodeCase(i, doing)
		if err != nil {
			return nil, err
		}
		cases[referenceOf(i)] = c
	}
	return cases, nil
}

// mayMatch looks at what an index shows of a case, so that cases which are not
// selected need not be read.
func mayMatch(q complaint.Query, i item) bool {
	if _, shown := i["unit"]; shown {
		if q.Units != nil && !slices.ContainsFunc(q.Units, func(u string) bool { return short(u) == stringOf(i, "unit") }) {
			return false
		}
		if q.Class != "" && short(q.Class) != stringOf(i, "class") {
			return false
		}
		if _, vulnerable := i["vulnerable"]; q.Vulnerable && !vulnerable {
			return false
		}
	}
	_, one := i["clock"]
	_, all := i["clocks"]
	if !one && !all || q.Clock == "" && q.State == "" {
		return true
	}
	lines := split[clockLine](stringOf(i, "clock") + stringOf(i, "clocks")) // an index shows one of them
	return slices.ContainsFunc(lines, func(l clockLine) bool { return l.matches(q) })
}

func (l clockLine) matches(q complaint.Query) bool {
	name, _, state, warned, _ := l.fields()
	return (q.Clock == "" || word(q.Clock) == name) && stored.MatchesState(q.State, state, warned)
}

// listByKey finds the cases with a key, or the case of a reference, as of the
// last commit: two complaints of one customer that come at the same time do not
// miss each other.
func (s *Store) listByKey(ctx context.Context, q complaint.Query, after stored.Position) (complaint.Page, error) {
	const doing = "list cases with a key"
	of := []item{caseKey(q.Key)}
	ask := s.askKey(q)
	for more := true; more; {
		var rows []item
		var err error
		if rows, more, err = s.run(ctx, ask, doing); err != nil {
			return complaint.Page{}, err
		}
		for _, row := range rows {
			if mayBeFound(q, row) {
				of = append(of, caseKey(stringOf(row, "sk")))
			}
		}
	}
	cases, err := s.cases(ctx, of, true, doing)
	if err != nil {
		return complaint.Page{}, err
	}
	var all []found
	for _, c := range cases {
		if at := stored.PositionOf(q, c); stored.Matches(q, c) && at.Compare(after) > 0 {
			all = append(all, found{at: at, c: c})
		}
	}
	slices.SortFunc(all, func(a, b found) int { return a.at.Compare(b.at) })
	return pageOf(q, all), nil
}

// mayBeFound looks at what the row of a key shows of its case. A row says that
// its case is open until the case is closed, in one transaction with it.
func mayBeFound(q complaint.Query, row item) bool {
	_, closed := row["closed"]
	at := secondsOf(row, "received")
	return !(closed && q.Open) && (at.IsZero() || stored.Within(at, q.ReceivedFrom, q.ReceivedTo))
}

// askKey asks for the rows of a key. References begin with the month of
// recording in office time, and nothing is received after it is recorded: with a
// beginning of the receipt, those of earlier months need not be read.
func (s *Store) askKey(q complaint.Query) *dynamodb.QueryInput {
	condition, values := "pk = :pk", item{":pk": str(foundPartition(q.Key))}
	if !q.ReceivedFrom.IsZero() {
		condition += " AND sk >= :month"
		values[":month"] = str(q.ReceivedFrom.UTC().Add(-24 * time.Hour).Format("200601")) // an office may be behind UTC
	}
	ask := s.query(condition, values)
	ask.ConsistentRead = aws.Bool(true)
	return ask
}
