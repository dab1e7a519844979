package shelf

import (
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

func TestWhatStandsForAVersion(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	const company = "state-grid@"
	now := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	var opened, unread []string
	s := New(p, func(id string) (fs.FS, error) {
		opened = append(opened, id)
		switch id {
		case company + "broken":
			return fstest.MapFS{"pack.yaml": {Data: []byte("name: of another age\n")}}, nil
		case company + "busy":
			return nil, fault.New(fault.Busy, fault.Text{})
		}
		return nil, fs.ErrNotExist
	})
	s.now = func() time.Time { return now }
	s.Unread = func(id string, _ error) { unread = append(unread, id) }
	for _, tt := range []struct {
		name, id string
		want     fault.Kind // "" when the present policy stands for it
		opened   int        // how often it has been opened by then
	}{
		{"the present one", p.ID(), "", 0},
		{"one that cannot be read", company + "broken", "", 1},
		{"it again: it is remembered", company + "broken", "", 1},
		{"one that is not kept", company + "coming", "", 2},
		{"it again, at once", company + "coming", "", 2},
		{"it again, a minute later", company + "coming", "", 3},
		{"one that cannot be reached now", company + "busy", fault.Busy, 4},
		{"it again: it is not given up", company + "busy", fault.Busy, 5},
		{"another company's", "other@1", fault.Internal, 6},
		{"no name of a version", company + "../x", fault.Internal, 6},
		{"no name at all", "", fault.Internal, 6},
	} {
		if tt.opened == 3 {
			now = now.Add(soon)
		}
		got, err := s.PolicyOf(tt.id)
		if fault.KindOf(err) != tt.want || (err == nil) != (got == p) || len(opened) != tt.opened {
			t.Errorf("%s: %v, opened %v; want %q and %d openings", tt.name, err, opened, tt.want, tt.opened)
		}
	}
	if diff := cmp.Diff([]string{company + "broken", company + "coming", company + "coming"}, unread); diff != "" {
		t.Errorf("told of (-want +got):\n%s", diff)
	}
	one, err := s.JudgeOf(p.ID())
	if err != nil {
		t.Fatal(err)
	}
	if other, err := s.JudgeOf(company + "broken"); err != nil || one != other {
		t.Errorf("a judge is made for each version that the present one stands for: %v", err)
	}
}
