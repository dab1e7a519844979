package desk

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// RotaOrder sets the duty rota of a unit.
type RotaOrder struct {
	Unit   string
	Roster *policy.Roster // nil lets the pack's hold again
	By     complaint.Actor
	// Expect is the version that the caller has seen, 0 when nothing was
	// stored; nil for any.
	Expect *int64
}

// StoredRota reads what was last stored for a unit; version 0 when nothing was.
func (d *Desk) StoredRota(ctx context.Context, unit string) (complaint.StoredRota, error) {
	r, err := d.Store.Rota(ctx, unit)
	if fault.Is(err, fault.NotFound) {
		return complaint.StoredRota{Unit: unit}, nil
	}
	return r, err
}

// SetRota stores a rota and gives what is stored then. What is there already is
// not stored again, whatever version the caller has seen: the order has had its
// effect. It fails with Invalid, naming each value that is not acceptable, and
// with Stale when another was faster.
func (d *Desk) SetRota(ctx context.Context, o RotaOrder) (complaint.StoredRota, error) {
	var doc json.RawMessage
	if o.Roster != nil {
		if err := fault.Fields(flawed(o.Roster.Check(d.Policy.Calendar))); err != nil {
			return complaint.StoredRota{}, err
		}
		var err error
		if doc, err = json.Marshal(o.Roster); err != nil {
			return complaint.StoredRota{}, fault.Wrap(fault.Internal, err, "write the rota of "+o.Unit)
		}
	}
	var last error
	for range attempts {
		r, err := d.StoredRota(ctx, o.Unit)
		if err != nil || bytes.Equal(r.Doc, doc) {
			return r, err
		}
		if o.Expect != nil && *o.Expect != r.Version {
			return r, fault.New(fault.Stale, fault.Text{})
		}
		r = complaint.StoredRota{Unit: o.Unit, Version: r.Version + 1, Doc: doc, At: d.Instant(), By: o.By.String()}
		if last = d.Store.PutRota(ctx, r); last == nil || !fault.Is(last, fault.Stale) {
			return r, last
		}
	}
	return complaint.StoredRota{}, fault.Wrap(fault.Busy, last, "store the rota of "+o.Unit)
}

func flawed(flaws []policy.Flaw) []fault.Field {
	fields := make([]fault.Field, len(flaws))
	for i, f := range flaws {
		fields[i] = fault.Field{Name: f.Field, Reason: fault.Say(f.Reason["en"], f.Reason["zh"])}
	}
	return fields
}
