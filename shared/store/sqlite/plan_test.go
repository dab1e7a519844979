package sqlite

import (
	"database/sql"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/stored"
)

// plan asks SQLite how it would run a statement.
func plan(t *testing.T, db *DB, query string, args ...any) []string {
	t.Helper()
	var steps []string
	err := db.query(t.Context(), "EXPLAIN QUERY PLAN "+query, args, func(rows *sql.Rows) error {
		var id, parent, unused int
		var detail string
		err := rows.Scan(&id, &parent, &unused, &detail)
		steps = append(steps, detail)
		return err
	})
	if err != nil {
		t.Fatalf("%v\n%s", err, query)
	}
	return steps
}

func memory(t testing.TB) *DB {
	t.Helper()
	db, err := Open(Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// TestTimersReadOnlyWhatTheyReturn: a sweep walks an index of its own from
// its beginning and stops at the first that is not due.
func TestTimersReadOnlyWhatTheyReturn(t *testing.T) {
	db := memory(t)
	for _, test := range []struct {
		query string
		args  []any
		want  string
	}{
		{dueCases, []any{0, 1}, "SEARCH cases USING COVERING INDEX cases_wake (wake_at<?)"},
		{nextWake, nil, "SEARCH cases USING COVERING INDEX cases_wake (wake_at>?)"},
		{waitingNotices, []any{0, 0, 1}, "SEARCH effects USING INDEX effects_notices (at<?)"},
		{waitingDeeds, []any{0, 0, 1}, "SEARCH effects USING INDEX effects_deeds (at<?)"},
		{rotasSince, []any{0}, "SEARCH rotas USING INDEX sqlite_autoindex_rotas_2 (revision>?)"},
		{forgetAnswers, []any{0}, "SEARCH answers USING INDEX answers_expiry (expires_at<?)"},
		{forgetEffects, []any{0}, "SEARCH effects USING INDEX effects_delivered (delivered_at<?)"},
		{followers, []any{"batch/r", 1}, "SEARCH case_keys USING PRIMARY KEY (key=?)"},
		{talliesOfDay, []any{"d"}, "SEARCH tallies USING PRIMARY KEY (day=?)"},
		{forgetTallies, []any{"d"}, "SEARCH tallies USING PRIMARY KEY (day<?)"},
		{countOpen, []any{0, 1}, "SCAN cases USING COVERING INDEX cases_board"},
		{dueExecutions, []any{0, 1}, "SEARCH executions USING INDEX executions_wake (wake_at<?)"},
		{executionByKey, []any{"t"}, "SEARCH executions USING INDEX executions_token (token=?)"},
		{executionsFrom, []any{"a", "b"}, "SEARCH executions USING INDEX sqlite_autoindex_executions_1 (name>? AND name<?)"},
		{listPublished, []any{"notice", 0, 1}, "SEARCH published USING INDEX published_all (kind=? AND seq>?)"},
	} {
		if got := plan(t, db, test.query, test.args...); len(got) != 1 || got[0] != test.want {
			t.Errorf("%s\nis run as %q, want %q", test.query, got, test.want)
		}
	}
}

// TestWhatConcernsOneCaseIsFoundByIt: neither the effects of both lanes nor
// what was published of a case needs a table from end to end.
func TestWhatConcernsOneCaseIsFoundByIt(t *testing.T) {
	db := memory(t)
	for _, test := range []struct {
		query string
		args  []any
		wants []string
	}{
		{staleEffects, []any{0, 0, 1}, []string{"effects_notices (at<?)", "effects_deeds (at<?)"}},
		{listPublishedOfCase, []any{"notice", "r", 0, 1}, []string{"published_all (kind=? AND seq=?)",
			"published_case (kind=? AND reference=? AND seq>?)", "published_references USING PRIMARY KEY (reference=? AND seq>?)"}},
	} {
		steps := plan(t, db, test.query, test.args...)
		for _, want := range test.wants {
			if !strings.Contains(strings.Join(steps, "\n"), want) {
				t.Errorf("%s\nno %q in %q", test.query, want, steps)
			}
		}
		if slices.ContainsFunc(steps, scansTable) {
			t.Errorf("%s\na table is read from end to end: %q", test.query, steps)
		}
	}
}

// TestListsUseTheirIndexes: no list reads a table from end to end.
func TestListsUseTheirIndexes(t *testing.T) {
	db := memory(t)
	day := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		q    complaint.Query
		want string // part of the plan
	}{
		"everything":       {complaint.Query{}, "COVERING INDEX cases_list"},
		"closed":           {complaint.Query{Status: complaint.Closed}, "COVERING INDEX cases_list"},
		"open":             {complaint.Query{Open: true}, "COVERING INDEX cases_open"},
		"status":           {complaint.Query{Status: complaint.Handling}, "COVERING INDEX cases_open"},
		"unit":             {complaint.Query{Units: []string{"a"}, Open: true}, "COVERING INDEX cases_unit (unit=? AND"},
		"units":            {complaint.Query{Units: []string{"a", "b"}, Status: complaint.Handling}, "COVERING INDEX cases_unit (unit=? AND"},
		"many units":       {complaint.Query{Units: make([]string, 9), Open: true, Class: "c"}, "COVERING INDEX cases_open"},
		"vulnerable":       {complaint.Query{Vulnerable: true, Units: []string{"a"}, Open: true}, "COVERING INDEX cases_vulnerable"},
		"handler":          {complaint.Query{Handlers: []string{"a", "b"}, Units: []string{"a"}, Open: true}, "COVERING INDEX cases_handler (handler=? AND"},
		"received":         {complaint.Query{ReceivedFrom: day, ReceivedTo: day.AddDate(0, 1, 0)}, "COVERING INDEX cases_received ((received_at,reference)>(?,?) AND received_at<?)"},
		"key":              {complaint.Query{Key: "k", Open: true}, "case_keys USING PRIMARY KEY (key=?)"},
		"warned":           {complaint.Query{State: "warned"}, "clocks_warned"},
		"clock warned":     {complaint.Query{Clock: "answer", State: "warned", Units: []string{"a"}}, "clocks_warned (name=?)"},
		"open and missed":  {complaint.Query{Clock: "answer", State: "missed", Open: true}, "clocks_late (name=?)"},
		"any missed":       {complaint.Query{State: "missed", Open: true}, "clocks_late"},
		"missed ever":      {complaint.Query{State: "missed"}, "clocks_missed"},
		"due in a period":  {complaint.Query{DueFrom: day, DueTo: day.AddDate(0, 1, 0)}, "COVERING INDEX clocks_due ((due_at,reference)>(?,?) AND due_at<?)"},
		"missed in period": {complaint.Query{Clock: "answer", State: "missed", DueFrom: day, DueTo: day}, "COVERING INDEX clocks_missed (name=? AND (due_at,reference)>(?,?) AND due_at<?)"},
	} {
		query, args := selection(test.q).page(stored.First, 51)
		steps := plan(t, db, query, args...)
		if !strings.Contains(strings.Join(steps, "\n"), test.want) {
			t.Errorf("%s: no %q in %q", name, test.want, steps)
		}
		if slices.ContainsFunc(steps, scansTable) {
			t.Errorf("%s: a table is read from end to end: %q", name, steps)
		}
	}
}

// TestAPeriodIsReadInItsOrder: the page of a list with a period is found in the
// order of an index, and only within one instant the documents of the page are
// put in order. Sorting what is left of the period for every page would make a
// scan of it quadratic.
func TestAPeriodIsReadInItsOrder(t *testing.T) {
	db := memory(t)
	day := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	month := day.AddDate(0, 1, 0)
	for name, q := range map[string]complaint.Query{
		"received":           {ReceivedFrom: day, ReceivedTo: month},
		"received of units":  {ReceivedFrom: day, ReceivedTo: month, Units: []string{"a", "b"}, Class: "c"},
		"received before":    {ReceivedTo: month},
		"due":                {DueFrom: day, DueTo: month},
		"due from":           {DueFrom: day, Status: complaint.Handling},
		"due, one clock":     {DueFrom: day, DueTo: month, Clock: "answer"},
		"due, missed":        {DueFrom: day, DueTo: month, Clock: "answer", State: "missed"},
		"due of few units":   {DueFrom: day, DueTo: month, Units: []string{"a", "b"}},
		"due of many units":  {DueFrom: day, DueTo: month, Units: make([]string, 9)},
		"due and received":   {DueFrom: day, DueTo: month, ReceivedFrom: day},
		"due and vulnerable": {DueFrom: day, DueTo: month, Vulnerable: true},
	} {
		query, args := selection(q).page(stored.First, 51)
		steps := plan(t, db, query, args...)
		sorts := slices.DeleteFunc(slices.Clone(steps), func(step string) bool { return !strings.HasPrefix(step, "USE TEMP B-TREE") })
		if !slices.Equal(sorts, []string{"USE TEMP B-TREE FOR LAST TERM OF ORDER BY"}) || steps[len(steps)-1] != sorts[0] {
			t.Errorf("%s: sorts beside the page itself: %q", name, steps)
		}
	}
}

func scansTable(step string) bool {
	return strings.HasPrefix(step, "SCAN ") && !strings.Contains(step, "INDEX") &&
		!strings.HasPrefix(step, "SCAN json_each") && step != "SCAN CONSTANT ROW" && !strings.HasPrefix(step, "SCAN (subquery")
}
