package sqlite

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/stored"
)

// selected is a query in SQL: its conditions, and by which index they are
// best found. The planner is not asked, since it cannot know the values.
type selected struct {
	conditions []string
	args       []any
	index      string
	order      string // the number by which the list is ordered, with its own arguments
	orderArgs  []any
}

func (s *selected) where(condition string, args ...any) {
	s.conditions = append(s.conditions, condition)
	s.args = append(s.args, args...)
}

// page is the statement for one page after a position. Documents are fetched
// for the cases of the page alone, after they were found and ordered in the
// indexes.
func (s *selected) page(after stored.Position, limit int) (string, []any) {
	args := slices.Concat(s.orderArgs, s.args, s.orderArgs, []any{after.At, after.Reference, limit})
	return `SELECT place, reference, doc FROM cases JOIN (
		SELECT id AS found, ` + s.order + ` AS place FROM cases ` + s.index + `
		WHERE ` + strings.Join(append(s.conditions, "("+s.order+", reference) > (?, ?)"), " AND ") + `
		ORDER BY place, reference LIMIT ?) ON id = found ORDER BY place, reference`, args
}

// fewUnits is up to how many units are looked up one by one; a wider scope is
// a good part of all cases, which are then read in order.
const fewUnits = 8

func selection(q complaint.Query) *selected {
	s := &selected{order: "next_due"}
	if stored.ByReceipt(q) {
		s.order = "received_at"
	}
	if q.Key != "" {
		s.where("reference IN (SELECT ? UNION ALL SELECT reference FROM case_keys WHERE key = ?)", q.Key, q.Key)
	}
	if q.Status != "" {
		s.where("status = ?", string(q.Status))
	}
	open := q.Open || q.Status != "" && q.Status.Open()
	if open {
		s.where("status <> 'closed'")
	}
	if q.Vulnerable {
		s.where("vulnerable = 1")
	}
	if q.Units != nil {
		s.units(q.Units)
	}
	if q.Class != "" {
		s.where("class = ?", q.Class)
	}
	s.period("received_at", q.ReceivedFrom, q.ReceivedTo)
	byClock := s.clock(q, open)
	s.index = bestIndex(q, open, byClock)
	return s
}

// bestIndex names the index for the narrowest condition.
func bestIndex(q complaint.Query, open, byClock bool) string {
	switch {
	case q.Key != "":
		return "INDEXED BY sqlite_autoindex_cases_1" // that of the references
	case byClock:
		return "NOT INDEXED" // by the numbers that the clocks give
	case !q.ReceivedFrom.IsZero() || !q.ReceivedTo.IsZero():
		return "INDEXED BY cases_received"
	case q.Vulnerable:
		return "INDEXED BY cases_vulnerable"
	case q.Units != nil && len(q.Units) <= fewUnits:
		return "INDEXED BY cases_unit"
	case open:
		return "INDEXED BY cases_open"
	default:
		return "INDEXED BY cases_list"
	}
}

func (s *selected) units(units []string) {
	if len(units) == 1 {
		s.where("unit = ?", units[0])
		return
	}
	list, _ := json.Marshal(units) // strings always encode
	s.where("unit IN (SELECT value FROM json_each(?))", string(list))
}

func (s *selected) period(column string, from, to time.Time) {
	if !from.IsZero() {
		s.where(column+" >= ?", ceiling(from))
	}
	if !to.IsZero() {
		s.where(column+" < ?", ceiling(to))
	}
}

// ceiling is the first whole second not before an instant: what is stored is
// whole, so it is at or after the one exactly when it is at or after the other.
func ceiling(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}

// clock selects cases that have one clock to which all conditions on clocks
// apply. It tells whether cases are best found by that clock.
func (s *selected) clock(q complaint.Query, open bool) (found bool) {
	k := &selected{}
	if q.Clock != "" {
		k.where("k.name = ?", q.Clock)
	}
	k.state(q.State, open)
	k.period("k.due_at", q.DueFrom, q.DueTo)
	if k.conditions == nil {
		return false
	}
	conditions := strings.Join(k.conditions, " AND ")
	if stored.ByDue(q) {
		s.order, s.orderArgs = "(SELECT min(k.due_at) FROM case_clocks k WHERE k.id = cases.id AND "+conditions+")", k.args
	}
	clock := "SELECT k.id FROM case_clocks k WHERE " + conditions
	few := q.State == "warned" || q.State == string(complaint.Missed) || !q.DueFrom.IsZero() || !q.DueTo.IsZero()
	if q.Key != "" || !few {
		s.where("EXISTS ("+clock+" AND k.id = cases.id)", k.args...)
		return false
	}
	s.where("id IN ("+clock+")", k.args...)
	return true
}

func (s *selected) state(state string, open bool) {
	switch state {
	case "":
	case "warned":
		s.where("k.warned = 1")
	case string(complaint.Missed):
		s.where("k.state = 'missed'")
		if open {
			s.where("k.open = 1")
		}
	default:
		s.where("k.state = ?", state)
	}
}
