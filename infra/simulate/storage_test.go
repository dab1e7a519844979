package simulate

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/dynamo/dynamotest"
	"github.com/redress/redress/shared/store/dynamo/standin"
	"github.com/redress/redress/shared/store/sqlite"
)

// free is SQLite where it does as DynamoDB does what the two are free in: effects
// of one instant wait in the order of their keys, not in that of their commits; and
// who dies leaves their leases behind, as nobody is alone with a table.
type free struct {
	*sqlite.DB
	at map[string]time.Time
}

func inFree() (*storage, error) {
	s, err := inSQLite()
	if err != nil {
		return nil, err
	}
	f := &free{s.Store.(*sqlite.DB), map[string]time.Time{}}
	s.Store, s.process = f, func() complaint.Store { return f }
	s.restarted = func(context.Context) error { return nil }
	return s, nil
}

func (f *free) promised(effects []complaint.Effect, err error) error {
	for _, e := range effects {
		if _, known := f.at[e.Key]; err == nil && !known {
			f.at[e.Key] = e.At
		}
	}
	return err
}

func (f *free) Commit(ctx context.Context, c complaint.Commit) error {
	return f.promised(c.Effects, f.DB.Commit(ctx, c))
}

func (f *free) Fold(ctx context.Context, fold complaint.Fold) error {
	return f.promised(fold.Into, f.DB.Fold(ctx, fold))
}

// sorted are the first of all effects that wait.
func (f *free) sorted(limit int, all []string, err error) ([]string, error) {
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(f.at[a].Compare(f.at[b]), cmp.Compare(a, b)) })
	return all[:min(limit, len(all))], err
}

const all = 1 << 30

func (f *free) Stale(ctx context.Context, before, now time.Time, limit int) ([]string, error) {
	keys, err := f.DB.Stale(ctx, before, now, all)
	return f.sorted(limit, keys, err)
}

func (f *free) Waiting(ctx context.Context, lane complaint.Lane, before, now time.Time, limit int) ([]string, error) {
	keys, err := f.DB.Waiting(ctx, lane, before, now, all)
	return f.sorted(limit, keys, err)
}

// TestATableTellsTheSameStory: with everything failing, what is visible of a play is
// the same, line by line, over DynamoDB as over SQLite.
func TestATableTellsTheSameStory(t *testing.T) {
	endpoint := dynamotest.Endpoint(t)
	for _, s := range []Spec{
		{Cases: 8, Seed: 1, Faults: []Fault{Crash, Unknown, Conflict, Overlap}, Scale: 25}, // many writers of one case
		{Cases: 12, Seed: 2, Faults: Faults, Scale: 8},
		{Cases: 6, Seed: 3},
		inStorm(t, Spec{Cases: 200, Seed: 12, Faults: Faults}), // whose notices are bundled
	} {
		t.Run(s.Command(), func(t *testing.T) {
			t.Parallel()
			inSQLite, inTable := s, s
			inSQLite.open, inTable.Endpoint = inFree, endpoint
			want, got := toldIn(t, inSQLite), toldIn(t, inTable)
			for n := range min(len(want), len(got)) {
				if want[n] != got[n] {
					t.Fatalf("line %d in SQLite:\n%s\nin the table:\n%s", n+1, strings.Join(want[max(0, n-10):n+1], "\n"), got[n])
				}
			}
			if len(want) != len(got) {
				t.Errorf("%d lines in SQLite, %d in the table", len(want), len(got))
			}
		})
	}
}

// inStorm leaves those of a storm.
func inStorm(t *testing.T, s Spec) Spec {
	t.Helper()
	db, err := inSQLite()
	if err != nil {
		t.Fatal(err)
	}
	w, err := newWorld(t.Context(), s, db)
	if err := errors.Join(err, db.close(t.Context())); err != nil {
		t.Fatal(err)
	}
	for _, l := range w.lives {
		if l.plan.storm > 0 {
			s.Only = append(s.Only, l.number)
		}
	}
	return s
}

// toldIn are the lines of a play in which everything holds.
func toldIn(t *testing.T, s Spec) []string {
	t.Helper()
	var b bytes.Buffer
	if err := Tell(t.Context(), s, &b); err != nil {
		t.Fatal(err)
	}
	story, _, _ := strings.Cut(b.String(), "\nplayed ")
	if !strings.Contains(b.String(), "\nviolations    0\n") {
		t.Errorf("what must hold does not:\n%s", b.String()[len(story):])
	}
	return strings.Split(story, "\n")
}

// TestTheTableOfAPlayIsRemoved, also when the play is broken off.
func TestTheTableOfAPlayIsRemoved(t *testing.T) {
	client := dynamotest.Client(t)
	tables := func() []string {
		t.Helper()
		list, err := client.ListTables(t.Context(), &dynamodb.ListTablesInput{})
		if err != nil {
			t.Fatal(err)
		}
		return list.TableNames
	}
	before := tables()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var during []string
	s := Spec{Cases: 2, Seed: 1, Endpoint: dynamotest.Endpoint(t)}
	_, err := run(ctx, s, func(string, ...any) { during = tables(); cancel() })
	if !errors.Is(err, context.Canceled) || len(during) != len(before)+1 {
		t.Fatalf("with the tables %q: %v", during, err)
	}
	if after := tables(); !slices.Equal(before, after) {
		t.Errorf("before it were tables %q, after it %q", before, after)
	}
}

// TestInWhoseNameAnEndpointIsCalled: nobody's, unless it may be anywhere.
func TestInWhoseNameAnEndpointIsCalled(t *testing.T) {
	t.Setenv("AWS_REGION", "eu-central-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "somebody")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	for anywhere, want := range map[bool][2]string{false: {"test", standin.Region}, true: {"somebody", "eu-central-1"}} {
		s := Spec{Endpoint: "http://127.0.0.1:8000", Anywhere: anywhere}
		client, err := s.client(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		o := client.Options()
		as, err := o.Credentials.Retrieve(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]string{as.AccessKeyID, o.Region}; got != want || *o.BaseEndpoint != s.Endpoint {
			t.Errorf("anywhere %v: %q at %s, want %q", anywhere, got, *o.BaseEndpoint, want)
		}
	}
}

// TestOnlyNearEndpointsAreCalled: no play is held in production by mistake.
func TestOnlyNearEndpointsAreCalled(t *testing.T) {
	for endpoint, want := range map[string]bool{
		"http://127.0.0.1:8000": true, "http://[::1]:8000": true, "https://10.1.2.3": true, "http://192.168.0.7:8000": true, "http://localhost:8000": true,
		"https://52.94.5.1": false, "http://[2600::1]:8000": false, "http://169.254.169.254": false, "http://0.0.0.0:8000": false,
		"127.0.0.1:8000": false, "ftp://127.0.0.1": false, "http://": false, "http://%zz": false,
	} {
		if err := near(t.Context(), endpoint); (err == nil) != want {
			t.Errorf("%s: %v", endpoint, err)
		}
	}
	_, err := Run(t.Context(), Spec{Cases: 1, Endpoint: "https://52.94.5.1"})
	if err == nil || !strings.Contains(err.Error(), "neither on this machine nor in a private network") {
		t.Errorf("a play far away: %v", err)
	}
}
