package desk_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/sqlite"
)

// counted counts how often the store is asked for rotas, and how many it gave.
type counted struct {
	complaint.Store
	asked, given int
}

func (c *counted) RotasSince(ctx context.Context, revision int64) ([]complaint.StoredRota, error) {
	list, err := c.Store.RotasSince(ctx, revision)
	c.asked++
	c.given += len(list)
	return list, err
}

func store(t *testing.T) *counted {
	t.Helper()
	db, err := sqlite.Open(sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return &counted{Store: db}
}

// put stores a rota under which one person is always on duty; "" takes it
// back, and "broken" cannot be read.
func put(t *testing.T, s complaint.Store, unit string, version int64, person string) {
	t.Helper()
	r := complaint.StoredRota{Unit: unit, Version: version}
	switch person {
	case "":
	case "broken":
		r.Doc = json.RawMessage(`{"shifts":7}`)
	default:
		r.Doc = json.RawMessage(`{"shifts":[{"hours":"00:00-24:00","people":["` + person + `"]}]}`)
	}
	if err := s.PutRota(t.Context(), r); err != nil {
		t.Fatal(err)
	}
}

func wantOnDuty(t *testing.T, d *desk.Desk, unit, want string) {
	t.Helper()
	rota, err := d.Duty(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	people, rostered := rota.OnDuty(unit, time.Now())
	got := strings.Join(people, "+")
	if !rostered {
		got = "inbox"
	}
	if got != want {
		t.Errorf("on duty in %s: %s, want %s", unit, got, want)
	}
}

func TestDutyIsAsNewAsTheStoresLastWrite(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	packed := *p
	packed.Duty = p.Rota(map[string]policy.Roster{"demo-city": {Shifts: []policy.Shift{{Hours: "00:00-24:00", People: []string{"packed"}}}}})
	for name, rotas := range map[string]*desk.Rotas{"with a memory": new(desk.Rotas), "without": nil} {
		t.Run(name, func(t *testing.T) {
			s := store(t)
			d := &desk.Desk{Store: s, Policy: &packed, Rotas: rotas}
			wantOnDuty(t, d, "demo-city", "packed")
			put(t, s, "demo-county", 1, "wang")
			wantOnDuty(t, d, "demo-county", "wang")
			put(t, s, "demo-city", 1, "stored")
			put(t, s, "demo-county", 2, "li")
			wantOnDuty(t, d, "demo-county", "li")
			wantOnDuty(t, d, "demo-city", "stored")
			put(t, s, "demo-city", 2, "")
			wantOnDuty(t, d, "demo-city", "packed")
			put(t, s, "demo-city", 3, "broken")
			wantOnDuty(t, d, "demo-city", "inbox")
			d.Policy = p // another pack comes into force
			wantOnDuty(t, d, "demo-county", "li")
			put(t, s, "demo-city", 4, "")
			wantOnDuty(t, d, "demo-city", "inbox")
		})
	}
}

func TestDutyCostsOneReadOfWhatIsNew(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	s := store(t)
	d := &desk.Desk{Store: s, Policy: p, Rotas: new(desk.Rotas)}
	put(t, s, "demo-county", 1, "wang")
	for range 5 {
		wantOnDuty(t, d, "demo-county", "wang")
	}
	if s.asked != 5 || s.given != 1 {
		t.Errorf("asked %d times for %d rotas, want 5 times for one", s.asked, s.given)
	}
}
