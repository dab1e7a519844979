package dynamo_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/dynamo"
)

var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

const lease = 2 * time.Minute

// notice is a promised notice, some seconds after noon.
func notice(key string, seconds int) complaint.Effect {
	return complaint.Effect{Key: key, Kind: complaint.SendNotice, At: noon.Add(time.Duration(seconds) * time.Second), Data: []byte(`"whole"`)}
}

func clockOf(name string, due time.Time) complaint.Clock {
	return complaint.Clock{Name: name, State: complaint.Running, Generation: 1, StartedAt: noon, DueAt: due}
}

func due(t *testing.T, s *dynamo.Store, from, to time.Time) (references []string) {
	t.Helper()
	page, err := s.List(t.Context(), complaint.Query{DueFrom: from, DueTo: to, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range page.Cases {
		references = append(references, c.Reference)
	}
	return references
}

// TestTwoProcessesKeepTheRowsOfACase: what one process remembers of a case is
// not what another has made of it meanwhile.
func TestTwoProcessesKeepTheRowsOfACase(t *testing.T) {
	db := client(t)
	name := table(t, db)
	a, b := dynamo.New(db, name), dynamo.New(db, name)
	c := &complaint.Case{Reference: "r", Version: 1, Status: complaint.Handling, Clocks: []complaint.Clock{clockOf("contact", noon)}}
	write := func(s *dynamo.Store, expect int64) {
		t.Helper()
		if err := s.Commit(t.Context(), complaint.Commit{Case: c, Expect: expect}); err != nil {
			t.Fatal(err)
		}
		c.Version++
	}
	write(a, 0)
	c.Clocks = []complaint.Clock{clockOf("answer", noon.Add(time.Hour))}
	write(b, 1)
	c.Clocks = []complaint.Clock{clockOf("legal", noon.Add(2*time.Hour))}
	write(a, 2) // it remembers version 1
	for hour, want := range []int{0, 0, 1} {
		at := noon.Add(time.Duration(hour) * time.Hour)
		if got := due(t, a, at, at.Add(time.Second)); len(got) != want {
			t.Errorf("%v is due %d hours after noon, want %d cases", got, hour, want)
		}
	}
}

// TestTooMuchForOneTransactionIsRefused: nothing of it is written.
func TestTooMuchForOneTransactionIsRefused(t *testing.T) {
	db := client(t)
	s := dynamo.New(db, table(t, db))
	c := complaint.Commit{Case: &complaint.Case{Reference: "r", Version: 1}}
	for i := range 100 {
		c.Effects = append(c.Effects, notice(strings.Repeat("n", i+1), i))
	}
	if err := s.Commit(t.Context(), c); !fault.Is(err, fault.Internal) {
		t.Errorf("Commit: %v", err)
	}
	if _, err := s.Case(t.Context(), "r"); !fault.Is(err, fault.NotFound) {
		t.Errorf("Case: %v", err)
	}
	c.Effects = c.Effects[:97] // with the case
	if err := s.Commit(t.Context(), c); err != nil {
		t.Errorf("Commit: %v", err)
	}
}

// TestFailuresAreSorted: a DynamoDB that cannot be reached may be there again; a
// table that is missing is a mistake.
func TestFailuresAreSorted(t *testing.T) {
	db := client(t)
	if _, err := dynamo.New(db, "no-such-table").Case(t.Context(), "r"); !fault.Is(err, fault.Internal) {
		t.Errorf("a table that is not there: %v", err)
	}
	o := db.Options()
	o.BaseEndpoint, o.RetryMaxAttempts = aws.String("http://127.0.0.1:1"), 1
	if _, err := dynamo.New(dynamodb.New(o), "t").Case(t.Context(), "r"); !fault.Is(err, fault.Busy) {
		t.Errorf("nobody there: %v", err)
	}
}
