package fiction_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/infra/local/fiction"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// year makes so many complaints of 2026, lived up to its end.
func year(tb testing.TB, cases int) (*fiction.Book, fiction.Spec) {
	tb.Helper()
	p, err := fiction.Policy()
	if err != nil {
		tb.Fatal(err)
	}
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, p.Zone())
	spec := fiction.Spec{Policy: p, Seed: 95598, Cases: cases, From: start, To: start.AddDate(1, 0, 0), Until: start.AddDate(1, 0, 0)}
	s, err := fiction.New(spec)
	if err != nil {
		tb.Fatal(err)
	}
	return s, spec
}

func commits(t *testing.T, s *fiction.Book) []complaint.Commit {
	t.Helper()
	list := slices.Collect(s.Commits())
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestTheSameSpecGivesTheSameCases(t *testing.T) {
	one, _ := year(t, 300)
	other, _ := year(t, 300)
	if diff := cmp.Diff(commits(t, one), commits(t, other)); diff != "" {
		t.Errorf("the second time differs:\n%s", diff)
	}
}

// TestEveryCaseIsWhatItsEventsTell: the domain, given the events, comes to the
// same case. So the cases are those of the product, and none is made up.
func TestEveryCaseIsWhatItsEventsTell(t *testing.T) {
	s, spec := year(t, 1500)
	for _, c := range commits(t, s) {
		again := complaint.Retrace(c.Case, c.Events, complaint.Under(spec.Policy))
		if again.Stopped != nil {
			t.Fatalf("case %s: %s cannot be given again: %v", c.Case.Reference, again.Stopped.Event.Type, again.Stopped.Err)
		}
		if differs := complaint.Differences(c.Case, again.Case); len(differs) > 0 {
			t.Fatalf("case %s: its events tell another one: %q", c.Case.Reference, differs)
		}
	}
}

func TestEventsAreInOrderAndEndWithTheBook(t *testing.T) {
	s, spec := year(t, 1500)
	last := ""
	for _, c := range commits(t, s) {
		if c.Case.Reference <= last {
			t.Fatalf("%s follows %s", c.Case.Reference, last)
		}
		last = c.Case.Reference
		if at := c.Case.ReceivedAt; at.Before(spec.From) || !at.Before(spec.To) || c.Case.Events != len(c.Events) {
			t.Errorf("case %s: received %s, %d events of %d", last, at, len(c.Events), c.Case.Events)
		}
		for i, e := range c.Events {
			if e.Seq != i+1 || i > 0 && e.At.Before(c.Events[i-1].At) || e.At.After(spec.Until) || e.At.Nanosecond() != 0 {
				t.Errorf("case %s: event %d is %s number %d at %s", last, i+1, e.Type, e.Seq, e.At)
			}
		}
	}
}

// TestEverythingHappens: figures that are always zero would be no test of a report.
func TestEverythingHappens(t *testing.T) {
	s, spec := year(t, 6000)
	seen := map[string]int{}
	units := map[string]bool{}
	for _, c := range commits(t, s) {
		count(seen, c)
		units[c.Case.Unit] = true
	}
	for _, want := range wanted(spec) {
		if seen[want] == 0 {
			t.Errorf("no case has %s", want)
		}
	}
	if len(units) < 60 {
		t.Errorf("only %d units have a case", len(units))
	}
	if seen["on Sunday"] >= seen["on Monday"] {
		t.Errorf("%d on Sundays, %d on Mondays", seen["on Sunday"], seen["on Monday"])
	}
}

func count(seen map[string]int, commit complaint.Commit) {
	c := commit.Case
	for _, what := range []string{
		"channel " + c.Channel, "kind " + c.Kind, "grade " + c.Grade, "urgency " + c.Urgency, "area " + c.Site.Area,
		"status " + string(c.Status), "outcome " + string(c.Outcome), "class " + c.Class,
		"on " + c.ReceivedAt.In(time.FixedZone("CST", 8*3600)).Weekday().String(),
	} {
		seen[what]++
	}
	for _, e := range commit.Events {
		seen["event "+e.Type]++
	}
	for _, k := range c.Clocks {
		seen["clock "+k.Name+" "+string(k.State)]++
	}
	if c.Findings != nil {
		seen["verified "+c.Findings.Verified]++
	}
	for what, has := range map[string]bool{
		"a repeat": c.Repeat != nil, "a back-dated record": c.RecordedAt.After(c.ReceivedAt), "an anonymous customer": c.Customer.Anonymous,
		"a vulnerable customer": c.Customer.Vulnerable, "a second rework": c.Reworks > 1, "supervision": c.Supervision != nil,
		"an answer told late": c.Answer != nil && commit.Change.Events != nil && !c.Answer.At.Equal(answeredAt(commit)),
	} {
		if has {
			seen[what]++
		}
	}
}

// answeredAt is when the last answer was recorded.
func answeredAt(c complaint.Commit) (at time.Time) {
	for _, e := range c.Events {
		if e.Type == "answered" {
			at = e.At
		}
	}
	return at
}

func wanted(spec fiction.Spec) (list []string) {
	for prefix, words := range map[string][]string{
		"channel ": policy.Channels, "grade ": complaint.Grades, "urgency ": complaint.Urgencies, "area ": {"urban", "rural", "remote"},
		"verified ": {"yes", "partly", "no", "unverifiable"},
		"status ":   {"dispatched", "handling", "answered", "callback", "closed"},
		"outcome ":  {"resolved", "explained", "referred", "dissatisfied", "unreached", "invalid", "duplicate", "withdrawn"},
		"clock ": {"dispatch missed", "contact missed", "return missed", "answer missed", "legal missed", "callback missed", "rework missed",
			"rework met", "answer cancelled", "answer running"},
		"event ": {"refused", "reassigned", "merged", "linked", "repeated", "reopened", "suspended", "resumed", "urged", "supplemented", "rated",
			"noted", "acknowledged", "rework-ordered", "reviewed", "escalated", "warned", "sorting", "classified"},
		"a": {" repeat", " back-dated record", "n anonymous customer", " vulnerable customer", " second rework", "n answer told late"},
		"":  {"supervision"},
	} {
		for _, w := range words {
			list = append(list, prefix+w)
		}
	}
	for _, k := range spec.Policy.Kinds {
		list = append(list, "kind "+k.Code)
	}
	for _, c := range spec.Policy.Classes {
		list = append(list, "class "+c.Code)
	}
	return list
}

// TestWhatComesAgainIsKnownOnBothSides: a duplicate has urged the case that it
// is one of, and a repeat is a recurrence of the case that it repeats.
func TestWhatComesAgainIsKnownOnBothSides(t *testing.T) {
	s, _ := year(t, 3000)
	type pair struct{ of, by string }
	here, there := map[pair]bool{}, map[pair]bool{}
	for _, c := range commits(t, s) {
		if c.Case.Outcome == complaint.Duplicate {
			here[pair{c.Case.LinkedTo, c.Case.Reference}] = true
		}
		if c.Case.Repeat != nil {
			here[pair{c.Case.Repeat.Of, c.Case.Reference}] = true
		}
		for _, u := range c.Case.Urges {
			if u.From != "" {
				there[pair{c.Case.Reference, u.From}] = true
			}
		}
		for _, r := range c.Case.Recurrences {
			there[pair{c.Case.Reference, r.Case}] = true
		}
	}
	if len(here) < 50 {
		t.Errorf("only %d matters come again", len(here))
	}
	if diff := cmp.Diff(there, here); diff != "" {
		t.Errorf("known to the earlier case (-) and to the later one (+):\n%s", diff)
	}
}

func TestASpecWithoutSenseIsRefused(t *testing.T) {
	_, good := year(t, 0)
	backwards, stationless := good, good
	backwards.From, backwards.To = good.To, good.From
	bare := *good.Policy
	bare.Units = nil
	stationless.Policy = &bare
	for name, spec := range map[string]fiction.Spec{"a period backwards": backwards, "a company without regions": stationless} {
		if _, err := fiction.New(spec); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// BenchmarkBook measures how many cases a second are lived.
func BenchmarkBook(b *testing.B) {
	n := 0
	for b.Loop() {
		s, _ := year(b, 5000)
		for range s.Commits() {
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "cases/s")
}
