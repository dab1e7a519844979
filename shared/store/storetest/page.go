package storetest

import (
	"slices"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func pageTests() []test {
	return []test{
		{"1001 cases are paged through, each once", pages},
		{"the last page has no cursor, also when it is full", lastPage},
		{"pages that look at little give the whole list in the end", sparingPages},
		{"pages of one list may differ in size", pageSizes},
		{"an unknown cursor is invalid", unknownCursor},
		{"the cursor of another list is invalid", foreignCursor},
		{"cases that move while paging disturb no other", movingCases},
	}
}

// many makes n cases, some due at the same instant, some never.
func many(n int) []*complaint.Case {
	cases := make([]*complaint.Case, n)
	for i := range cases {
		cases[i] = sample(ref(i))
		cases[i].Clocks = nil
		if i%10 != 0 {
			cases[i].Clocks = []complaint.Clock{running("answer", noon.Add(time.Duration(i%13)*time.Hour))}
		}
	}
	return cases
}

func pages(t *testing.T, s complaint.Store) {
	cases := many(1001)
	record(t, s, cases)
	for _, limit := range []int{50, 200, 1000} {
		q := complaint.Query{Limit: limit}
		same(t, "list", references(t, s, q), oracle(cases, q))
	}
}

func lastPage(t *testing.T, s complaint.Store) {
	record(t, s, many(20))
	for _, limit := range []int{20, 21, 1000} {
		page, err := s.List(t.Context(), complaint.Query{Limit: limit})
		if err != nil || len(page.Cases) != 20 || page.Cursor != "" {
			t.Errorf("limit %d: %d cases, cursor %q, %v", limit, len(page.Cases), page.Cursor, err)
		}
	}
}

func pageSizes(t *testing.T, s complaint.Store) {
	cases := many(30)
	record(t, s, cases)
	start, err := s.List(t.Context(), complaint.Query{Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	rest := references(t, s, complaint.Query{Limit: 11, Cursor: start.Cursor})
	same(t, "rest", rest, oracle(cases, complaint.Query{})[3:])
}

// sparingPages: a page that is not full, even an empty one, leads on to the rest.
func sparingPages(t *testing.T, s complaint.Store) {
	cases := many(40)
	cases[3].Handler, cases[37].Handler = "zhang", "zhang"
	cases[38].Class = "05.03.01"
	record(t, s, cases)
	for _, q := range []complaint.Query{{}, {Handlers: []string{"zhang"}}, {Class: "05.03.01"}, {Class: "nobody's"}, {Units: []string{"demo-station"}, Open: true, Handlers: []string{"li"}}} {
		for _, look := range []int{1, 7, 25, 1000} {
			q.Limit, q.Look = 3, look
			same(t, "list", references(t, s, q), oracle(cases, q))
		}
	}
}

func unknownCursor(t *testing.T, s complaint.Store) {
	record(t, s, many(20))
	page, err := s.List(t.Context(), complaint.Query{Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	for _, cursor := range []string{"x", "!", "AAAA", page.Cursor + "A", page.Cursor[1:], "\u3000", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"} {
		_, err := s.List(t.Context(), complaint.Query{Limit: 3, Cursor: cursor})
		wantKind(t, "List with cursor "+cursor, err, fault.Invalid)
	}
}

func foreignCursor(t *testing.T, s complaint.Store) {
	record(t, s, many(20))
	page, err := s.List(t.Context(), complaint.Query{Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range []complaint.Query{
		{Open: true}, {Units: []string{"demo-station"}}, {Units: []string{}}, {Status: complaint.Received}, {DueFrom: noon}, {Class: "x"},
	} {
		other.Limit, other.Cursor = 3, page.Cursor
		_, err := s.List(t.Context(), other)
		wantKind(t, "List with another's cursor", err, fault.Invalid)
	}
}

func movingCases(t *testing.T, s complaint.Store) {
	cases := many(40)
	record(t, s, cases)
	order := oracle(cases, complaint.Query{})
	start, err := s.List(t.Context(), complaint.Query{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	// The case that the page ended with, and one before it, become due much later.
	for _, reference := range []string{order[9], order[2]} {
		c := read(t, s, reference)
		c.Clocks = []complaint.Clock{running("answer", noon.Add(1000*time.Hour))}
		commit(t, s, next(c, event(2)))
	}
	rest := references(t, s, complaint.Query{Limit: 10, Cursor: start.Cursor})
	for _, reference := range order[10:] {
		if !slices.Contains(rest, reference) {
			t.Errorf("%s is skipped", reference)
		}
	}
	for _, reference := range order[:10] {
		moved := reference == order[9] || reference == order[2]
		if slices.Contains(rest, reference) != moved {
			t.Errorf("%s seen again: %t, want %t", reference, !moved, moved)
		}
	}
}
