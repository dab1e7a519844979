package sqlite

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/stored"
)

// selected is a query in SQL: its conditions, and the rows among which they are
// looked for. The planner is not asked, since it cannot know the values.
type selected struct {
	conditions []string
	args       []any
	// rows are cases, by the index for the narrowest condition; in a list that
	// goes by due instants also clocks, k.
	rows string
	// place and reference are the columns by which the list is ordered. A list
	// with a period walks an index in this order, so that a page costs what it holds.
	place, reference string
	// begin lies before the first place of the period.
	begin stored.Position
}

func (s *selected) where(condition string, args ...any) {
	s.conditions = append(s.conditions, condition)
	s.args = append(s.args, args...)
}

// page is the statement for one page after a position. Documents are fetched
// for the cases of the page alone, after they were found and ordered in the
// indexes.
func (s *selected) page(after stored.Position, limit int) (string, []any) {
	if after.Compare(s.begin) < 0 {
		after = s.begin
	}
	place := s.place + ", " + s.reference
	conditions := append(slices.Clone(s.conditions), "("+place+") > (?, ?)")
	return `SELECT place, reference, doc FROM cases JOIN (
		SELECT cases.id AS found, ` + s.place + ` AS place FROM ` + s.rows + `
		WHERE ` + strings.Join(conditions, " AND ") + `
		ORDER BY ` + place + ` LIMIT ? + 0) ON id = found ORDER BY place, reference`,
		append(slices.Clone(s.args), after.At, after.Reference, limit)
}

// fewUnits is up to how many units are looked up one by one; a wider scope is
// a good part of all cases, which are then read in order.
const fewUnits = 8

func selection(q complaint.Query) *selected {
	s := &selected{rows: "cases " + index(q), place: "next_due", reference: "cases.reference", begin: stored.First}
	if q.Key != "" {
		s.where("cases.reference IN (SELECT ? UNION ALL SELECT reference FROM case_keys WHERE key = ?)", q.Key, q.Key)
	}
	if q.Status != "" {
		s.where("status = ?", string(q.Status))
	}
	if onlyOpen(q) {
		s.where("status <> 'closed'")
	}
	if q.Vulnerable {
		s.where("vulnerable = 1")
	}
	if q.Units != nil {
		s.units(q)
	}
	if q.Handlers != nil {
		list, _ := json.Marshal(q.Handlers) // strings always encode
		s.where("handler IN (SELECT value FROM json_each(?))", string(list))
	}
	if handled(q) {
		s.where("handler <> ''") // as the index has it
	}
	if q.Class != "" {
		s.where("class = ?", q.Class)
	}
	switch {
	case stored.ByDue(q):
		s.period("received_at", q.ReceivedFrom, q.ReceivedTo)
		s.byDue(q)
	case stored.ByReceipt(q):
		s.place = "received_at"
		s.within("received_at", q.ReceivedFrom, q.ReceivedTo)
		s.clock(q)
	default:
		s.clock(q)
		if !q.NextFrom.IsZero() {
			s.begin = stored.Position{At: ceiling(q.NextFrom)}
		}
		return s
	}
	if !q.NextFrom.IsZero() {
		s.where("next_due >= ?", ceiling(q.NextFrom))
	}
	return s
}

func onlyOpen(q complaint.Query) bool { return q.Open || q.Status != "" && q.Status.Open() }

// handled tells whether cases are looked for that somebody handles.
func handled(q complaint.Query) bool { return q.Handlers != nil && !slices.Contains(q.Handlers, "") }

// index names the index for the narrowest condition.
func index(q complaint.Query) string {
	switch {
	case q.Key != "":
		return "INDEXED BY sqlite_autoindex_cases_1" // that of the references
	case stored.ByDue(q) || fewClocks(q):
		return "NOT INDEXED" // by the numbers that the clocks give
	case stored.ByReceipt(q):
		return "INDEXED BY cases_received"
	case handled(q):
		return "INDEXED BY cases_handler"
	case q.Vulnerable:
		return "INDEXED BY cases_vulnerable"
	case q.Units != nil && len(q.Units) <= fewUnits:
		return "INDEXED BY cases_unit"
	case onlyOpen(q):
		return "INDEXED BY cases_open"
	default:
		return "INDEXED BY cases_list"
	}
}

// units selects the cases of units. Among clocks those of few units are told
// apart before their cases are looked at.
func (s *selected) units(q complaint.Query) {
	condition, arg := "unit = ?", ""
	if len(q.Units) == 1 {
		arg = q.Units[0]
	} else {
		list, _ := json.Marshal(q.Units) // strings always encode
		condition, arg = "unit IN (SELECT value FROM json_each(?))", string(list)
	}
	if stored.ByDue(q) && len(q.Units) <= fewUnits {
		condition = "k.id IN (SELECT id FROM cases INDEXED BY cases_unit WHERE " + condition + ")"
	}
	s.where(condition, arg)
}

func (s *selected) period(column string, from, to time.Time) {
	if !from.IsZero() {
		s.where(column+" >= ?", ceiling(from))
	}
	if !to.IsZero() {
		s.where(column+" < ?", ceiling(to))
	}
}

// within selects by the period that the list goes by: it begins at a place, as
// each page does. What has no instant lies in no period.
func (s *selected) within(column string, from, to time.Time) {
	if !from.IsZero() {
		s.begin = stored.Position{At: ceiling(from)}
	}
	s.period(column, time.Time{}, to)
}

// ceiling is the first whole second not before an instant: what is stored is
// whole, so it is at or after the one exactly when it is at or after the other.
func ceiling(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}

// byDue selects the clocks that are due in a period, each case by the first of them.
func (s *selected) byDue(q complaint.Query) {
	clocks := "case_clocks k INDEXED BY clocks_due"
	switch {
	case q.Key != "":
		s.rows += " CROSS JOIN case_clocks k ON k.id = cases.id"
	case q.Clock != "" && q.State == string(complaint.Missed):
		clocks = "case_clocks k INDEXED BY clocks_missed"
		fallthrough
	default:
		s.rows = clocks + " CROSS JOIN " + s.rows + " ON cases.id = k.id"
	}
	s.place, s.reference = "k.due_at", "k.reference"
	s.clockIs("k", q)
	s.within("k.due_at", q.DueFrom, q.DueTo)

	earlier := &selected{}
	earlier.clockIs("e", q)
	earlier.period("e.due_at", q.DueFrom, time.Time{})
	earlier.where("e.id = k.id AND (e.due_at, e.name, e.round) < (k.due_at, k.name, k.round)")
	s.where("NOT EXISTS (SELECT 1 FROM case_clocks e WHERE "+strings.Join(earlier.conditions, " AND ")+")", earlier.args...)
}

// clock selects cases that have a clock of that name and state.
func (s *selected) clock(q complaint.Query) {
	k := &selected{}
	k.clockIs("k", q)
	if k.conditions == nil {
		return
	}
	clock := "SELECT k.id FROM case_clocks k WHERE " + strings.Join(k.conditions, " AND ")
	if q.Key == "" && fewClocks(q) {
		s.where("cases.id IN ("+clock+")", k.args...)
		return
	}
	s.where("EXISTS ("+clock+" AND k.id = cases.id)", k.args...)
}

// fewClocks tells whether cases without a due period are best found by their clocks.
func fewClocks(q complaint.Query) bool {
	return q.State == "warned" || q.State == string(complaint.Missed)
}

// clockIs selects by what a query says of a clock beside when it is due.
func (s *selected) clockIs(k string, q complaint.Query) {
	if q.Clock != "" {
		s.where(k+".name = ?", q.Clock)
	}
	switch q.State {
	case "":
	case "warned":
		s.where(k + ".warned = 1")
	case string(complaint.Missed):
		s.where(k + ".state = 'missed'")
		if onlyOpen(q) {
			s.where(k + ".open = 1")
		}
	default:
		s.where(k+".state = ?", q.State)
	}
}
