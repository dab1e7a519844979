package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func listTests() []test {
	return []test{
		{"an empty store lists nothing", emptyList},
		{"cases are ordered by next due, then reference, those without one last", listOrder},
		{"a period orders by what lies in it", periodOrder},
		{"every filter selects by its own field", filters},
		{"filters are combined", filtersCombined},
		{"a list shows the latest version", listLatest},
		{"a key finds a case while the case has it", listLostKey},
		{"a key with a period finds what was recorded in earlier months", listKeyByMonth},
		{"a limit outside 1 to 1000 is invalid", listLimit},
	}
}

func emptyList(t *testing.T, s complaint.Store) {
	page, err := s.List(t.Context(), complaint.Query{Limit: 50})
	if err != nil || len(page.Cases) != 0 || page.Cursor != "" {
		t.Errorf("got %d cases, cursor %q, %v", len(page.Cases), page.Cursor, err)
	}
}

func listOrder(t *testing.T, s complaint.Store) {
	due := map[string]time.Time{ // reference → next due instant
		ref(5): noon.Add(-time.Hour), ref(2): noon, ref(4): noon, ref(1): noon.Add(time.Second), ref(0): {}, ref(3): {},
	}
	for reference, at := range due {
		c := sample(reference)
		c.Clocks = nil
		if !at.IsZero() {
			c.Clocks = []complaint.Clock{running("answer", at.Add(time.Hour)), running("contact", at)}
		}
		commit(t, s, first(c))
	}
	same(t, "order", references(t, s, complaint.Query{Limit: 2}), []string{ref(5), ref(2), ref(4), ref(1), ref(0), ref(3)})
}

func filters(t *testing.T, s complaint.Store) {
	cases := population(160)
	record(t, s, cases)
	day := 24 * time.Hour
	for name, q := range map[string]complaint.Query{
		"everything":          {},
		"status":              {Status: complaint.Handling},
		"closed":              {Status: complaint.Closed},
		"unknown status":      {Status: "lost"},
		"open":                {Open: true},
		"open and closed":     {Open: true, Status: complaint.Closed},
		"one unit":            {Units: []string{"unit-3"}},
		"several units":       {Units: []string{"unit-3", "unit-1", "unit-3", "nowhere"}},
		"many units":          {Units: []string{"unit-1", "unit-2", "unit-3", "unit-4", "a", "b", "c", "d", "e", "f"}},
		"no unit allowed":     {Units: []string{}},
		"class":               {Class: "class-2"},
		"handlers":            {Handlers: []string{"handler-1", "handler-2"}},
		"no handler":          {Handlers: []string{""}, Units: []string{"unit-1"}},
		"clock":               {Clock: "rework"},
		"any clock warned":    {State: "warned"},
		"any clock missed":    {State: "missed"},
		"clock warned":        {Clock: "contact", State: "warned"},
		"clock missed":        {Clock: "answer", State: "missed"},
		"missed, any round":   {Clock: "rework", State: "missed"},
		"open and missed":     {Clock: "contact", State: "missed", Open: true},
		"vulnerable":          {Vulnerable: true},
		"vulnerable of units": {Vulnerable: true, Units: []string{"unit-1", "unit-2"}, Open: true},
		"vulnerable, missed":  {Vulnerable: true, Clock: "answer", State: "missed"},
		"key is a reference":  {Key: ref(17)},
		"key is an account":   {Key: "account-5"},
		"key is a phone":      {Key: "phone-5"},
		"key is a place":      {Key: placeKey(5)},
		"key and class":       {Key: placeKey(5), Class: "class-1"},
		"key and open":        {Key: placeKey(5), Open: true},
		"key in a period":     {Key: placeKey(5), ReceivedFrom: noon.Add(2 * day), ReceivedTo: noon.Add(4 * day)},
		"unknown key":         {Key: "nobody"},
		"received from":       {ReceivedFrom: noon.Add(3 * day)},
		"received to":         {ReceivedTo: noon.Add(3 * day)},
		"received in between": {ReceivedFrom: noon.Add(2 * day), ReceivedTo: noon.Add(4 * day)},
		"next from":           {NextFrom: noon.Add(4 * day)},
		"next of one unit":    {NextFrom: noon.Add(4*day + time.Second), Units: []string{"unit-3"}, Open: true},
		"next of a period":    {NextFrom: noon.Add(4 * day), ReceivedFrom: noon.Add(3 * day)},
		"next of those due":   {NextFrom: noon.Add(2 * day), DueFrom: noon.Add(6 * day)},
		"next with a key":     {NextFrom: noon.Add(2 * day), Key: placeKey(5)},
		"due from":            {DueFrom: noon.Add(6 * day)},
		"due to":              {DueTo: noon.Add(2 * day)},
		"clock due":           {Clock: "answer", DueFrom: noon.Add(4 * day), DueTo: noon.Add(7 * day)},
		"clock missed, due":   {Clock: "rework", State: "missed", DueFrom: noon.Add(2 * day), DueTo: noon.Add(7 * day)},
	} {
		t.Run(name, func(t *testing.T) {
			q.Limit = 7
			same(t, "selection", references(t, s, q), oracle(cases, q))
		})
	}
}

func filtersCombined(t *testing.T, s complaint.Store) {
	cases := population(160)
	record(t, s, cases)
	random := rand.New(rand.NewPCG(11, 2))
	for i := range 80 {
		q := randomQuery(random)
		t.Run(fmt.Sprintf("query %d", i), func(t *testing.T) {
			same(t, fmt.Sprintf("selection of %+v", q), references(t, s, q), oracle(cases, q))
		})
	}
}

func listLatest(t *testing.T, s complaint.Store) {
	c := sample(ref(1))
	commit(t, s, first(c))
	c.Status, c.Unit, c.Class, c.Customer.Vulnerable = complaint.Handling, "moved", "other", true
	commit(t, s, next(c, event(2)))
	for _, old := range []complaint.Query{{Units: []string{"demo-station"}}, {Status: complaint.Received}, {Class: "supply-quality"}} {
		old.Limit = 5
		if got := references(t, s, old); len(got) != 0 {
			t.Errorf("%+v still finds %v", old, got)
		}
	}
	q := complaint.Query{Units: []string{"moved"}, Status: complaint.Handling, Class: "other", Vulnerable: true, Limit: 5}
	page, err := s.List(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "list", page.Cases, []*complaint.Case{c})
}

func listLostKey(t *testing.T, s complaint.Store) {
	c := sample(ref(1))
	c.Status, c.Site.Feeder = complaint.Handling, "f1"
	commit(t, s, first(c))
	before := c.Site.Key()
	same(t, "by the place", references(t, s, complaint.Query{Key: before, Limit: 5}), []string{ref(1)})
	c.Site.Feeder = "f2"
	commit(t, s, next(c, event(2)))
	same(t, "by the former place", references(t, s, complaint.Query{Key: before, Limit: 5}), []string{})
	same(t, "by the present place", references(t, s, complaint.Query{Key: c.Site.Key(), Limit: 5}), []string{ref(1)})
	same(t, "by the account", references(t, s, complaint.Query{Key: c.Customer.AccountKey, Limit: 5}), []string{ref(1)})
}

// listKeyByMonth: a reference begins with the month of recording in office
// time, which is not before the receipt; the office may be ahead of UTC or behind.
func listKeyByMonth(t *testing.T, s complaint.Store) {
	turn := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for _, of := range []struct {
		reference string
		received  time.Time
	}{
		{"202609-000001", turn.Add(-40 * 24 * time.Hour)},
		{"202610-000001", turn.Add(-time.Hour)}, // behind UTC it is October still
		{"202610-000002", turn.Add(time.Hour)},
		{"202611-000001", turn.Add(-2 * time.Hour)}, // ahead of UTC it is November already
		{"202611-000002", turn.Add(-20 * 24 * time.Hour)},
		{"202611-000003", turn.Add(48 * time.Hour)},
	} {
		c := sample(of.reference)
		c.ReceivedAt, c.Customer.AccountKey = of.received, "a"
		commit(t, s, first(c))
	}
	for from, want := range map[time.Duration][]string{
		-50 * 24 * time.Hour: {"202609-000001", "202611-000002", "202611-000001", "202610-000001", "202610-000002", "202611-000003"},
		-3 * time.Hour:       {"202611-000001", "202610-000001", "202610-000002", "202611-000003"},
		0:                    {"202610-000002", "202611-000003"},
		2 * time.Hour:        {"202611-000003"},
	} {
		q := complaint.Query{Key: "a", ReceivedFrom: turn.Add(from), Limit: 3}
		same(t, fmt.Sprint("from ", from), references(t, s, q), want)
	}
}

func listLimit(t *testing.T, s complaint.Store) {
	commit(t, s, first(sample(ref(1))))
	for _, limit := range []int{-1, 0, 1001} {
		_, err := s.List(t.Context(), complaint.Query{Limit: limit})
		wantKind(t, fmt.Sprintf("List with limit %d", limit), err, fault.Invalid)
	}
}

// periodOrder: what a person does to a case while a caller pages through a
// period does not move it.
func periodOrder(t *testing.T, s complaint.Store) {
	cases := many(40)
	for i, c := range cases {
		c.ReceivedAt = noon.Add(time.Duration(40-i) * time.Minute)
	}
	record(t, s, cases)
	for name, q := range map[string]complaint.Query{
		"received": {ReceivedFrom: noon, Limit: 7},
		"due":      {DueFrom: noon, DueTo: noon.Add(6 * time.Hour), Limit: 7},
	} {
		want := oracle(cases, q)
		start, err := s.List(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		q.Cursor = start.Cursor
		for _, reference := range []string{want[1], want[9]} { // one seen, one not
			c := read(t, s, reference)
			c.Clocks = append(c.Clocks, running("callback", noon.Add(-time.Hour)))
			c.WakeAt = noon
			commit(t, s, next(c, event(c.Events+1)))
		}
		same(t, name, references(t, s, q), want[7:])
	}
}
