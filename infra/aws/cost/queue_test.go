package cost

import (
	"net/http/httptest"
	"testing"

	"github.com/redress/redress/shared/complaint"
)

// queuePages are the lists of the desk's queue: what it is first shown by, and filters that
// many, few and hardly any of the cases pass.
var queuePages = []struct {
	name, token, query string
	full               bool // whether the first cases in order fill it
}{
	{"the company's open cases", "dev:supervisor:*", "open=true", true},
	{"of a unit and those below", "dev:supervisor:demo-city", "open=true", true},
	{"of a status", "dev:supervisor:*", "status=dispatched", true},
	{"of a class that many have", "dev:supervisor:*", "open=true&class=04.03.01", true},
	{"of a class of one in a thousand", "dev:supervisor:*", "open=true&class=05.03.01", false},
	{"vulnerable customers, one in a hundred", "dev:supervisor:*", "open=true&vulnerable=true", false},
	{"with a limit missed, one in a thousand", "dev:supervisor:*", "open=true&state=missed", false},
	{"nobody's", "dev:supervisor:*", "handler=none", true},
	{"mine, of which there are none", "dev:supervisor:*", "open=true&handler=me", false},
}

// mostOfAPage are the read units of a page at most, however many cases are open: ten
// thousand rows of the index, or a thousand cases.
const mostOfAPage = 1000

// queueLooks fills a table with open cases, and gives the read units of each list's page.
func queueLooks(t *testing.T, open int) (looks []float64) {
	t.Helper()
	h := newHouse(t, sweptAt, false)
	fillWith(t, h.db, h.table, open, func(i int) complaint.Commit {
		commit := standing(t, h.policy, i, h.now, handed)
		commit.Case.Customer.Vulnerable = i%100 == 0
		switch i % 1000 {
		case 1:
			commit.Case.Class = "05.03.01"
		case 2:
			k := commit.Case.Clock("contact")
			k.State, k.BreachedAt, k.FoundAt = complaint.Missed, k.DueAt, k.DueAt
		}
		return commit
	})
	for _, page := range queuePages {
		before := h.meters["casework"].Total().Read
		req := httptest.NewRequest("GET", "/v1/cases?"+page.query, nil)
		req.Header.Set("Authorization", "Bearer "+page.token)
		rec := httptest.NewRecorder()
		if h.api["casework"].ServeHTTP(rec, req); rec.Code != 200 {
			t.Fatalf("%s: %d %s", page.name, rec.Code, rec.Body)
		}
		looks = append(looks, h.meters["casework"].Total().Read-before)
	}
	return looks
}

// queueFigures are the pages of the queue, among a thousand open cases and among so many
// that more do not matter. Without a filter that few pass, a page costs the same; with
// any it is bounded.
func queueFigures(t *testing.T) (figures []queueFigure) {
	t.Helper()
	few, many := queueLooks(t, thousand), queueLooks(t, manyOpen)
	for i, page := range queuePages {
		if many[i] > mostOfAPage {
			t.Errorf("%s: %g read units, want at most %d", page.name, many[i], mostOfAPage)
		}
		if page.full && many[i] > few[i]*slack {
			t.Errorf("%s: %g read units among %d open cases, %g among %d", page.name, few[i], thousand, many[i], manyOpen)
		}
		figures = append(figures, queueFigure{page.name, few[i], many[i]})
	}
	return figures
}
