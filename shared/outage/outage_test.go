package outage

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// says is a source that does one thing.
type says func(ctx context.Context) (*complaint.Outage, error)

func (s says) Known(ctx context.Context, _ Place, _ time.Time) (*complaint.Outage, error) {
	return s(ctx)
}

var since = time.Date(2026, 3, 10, 8, 0, 0, 700, time.FixedZone("", 8*3600))

func TestAnAnswerMustMakeSense(t *testing.T) {
	for _, tt := range []struct {
		name string
		o    *complaint.Outage
		want *complaint.Outage
		says string
	}{
		{"none", nil, nil, ""},
		{"whole seconds of UTC", &complaint.Outage{ID: " 7 ", Since: since, Until: since.Add(time.Hour)}, &complaint.Outage{ID: "7", Since: since.UTC().Truncate(time.Second), Until: since.UTC().Truncate(time.Second).Add(time.Hour)}, ""},
		{"an open end", &complaint.Outage{ID: "7", Planned: true, Since: since}, &complaint.Outage{ID: "7", Planned: true, Since: since.UTC().Truncate(time.Second)}, ""},
		{"no id", &complaint.Outage{ID: " ", Since: since}, nil, "no id"},
		{"a long id", &complaint.Outage{ID: strings.Repeat("7", 101), Since: since}, nil, "no id"},
		{"a long cause", &complaint.Outage{ID: "7", Since: since, Cause: strings.Repeat("修", 201)}, nil, "cause"},
		{"a cause on two lines", &complaint.Outage{ID: "7", Since: since, Cause: "a\nb"}, nil, "cause"},
		{"no beginning", &complaint.Outage{ID: "7"}, nil, "no beginning"},
		{"an end before the beginning", &complaint.Outage{ID: "7", Since: since, Until: since.Add(-time.Hour)}, nil, "ends before"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			i := New(says(func(context.Context) (*complaint.Outage, error) { return tt.o, nil }), nil)
			got, err := i.Known(t.Context(), Place{Region: "demo"}, since, since)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("outage (-want +got):\n%s", diff)
			}
			if (err == nil) != (tt.says == "") || err != nil && (!strings.Contains(err.Error(), tt.says) || !fault.Is(err, fault.Internal)) {
				t.Errorf("error %v, want %q", err, tt.says)
			}
		})
	}
}

func TestNobodyWaitsLongerThanASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := New(says(func(ctx context.Context) (*complaint.Outage, error) { <-ctx.Done(); return nil, ctx.Err() }), nil)
		started := time.Now()
		_, err := i.Known(t.Context(), Place{Region: "demo"}, started, started)
		if took := time.Since(started); !fault.Is(err, fault.Busy) || took != time.Second {
			t.Errorf("%v after %s, want Busy after a second", err, took)
		}
	})
}

func TestAnErrorKeepsItsKind(t *testing.T) {
	for _, want := range []fault.Kind{fault.Busy, fault.Internal} {
		i := New(says(func(context.Context) (*complaint.Outage, error) { return nil, fault.Wrap(want, errors.New("x"), "y") }), nil)
		if _, err := i.Known(t.Context(), Place{}, since, since); !fault.Is(err, want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestAPlaceNeedsARegionAndNamesNobody(t *testing.T) {
	if _, ok := At(complaint.Site{TransformerArea: "x", StreetKey: "k"}); ok {
		t.Error("a place without a region is asked about")
	}
	got, ok := At(complaint.Site{Region: "demo", TransformerArea: "a", Feeder: "f", StreetKey: "k", AddressKnown: true})
	if want := (Place{"demo", "a", "f"}); got != want || !ok {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
