// Package report turns stored cases into figures that managers and regulators
// read, and renders them. The SLA breach report says, for each unit and each
// time limit, how many deadlines fell in a period and how many were kept, and
// lists every one that was not, with who was told when.
//
// Vocabulary. An order is a case as it is counted. A deadline is the due
// instant of one clock of an order in one round. The period is half-open for
// receipts (from <= received < to); deadlines are ends of days, so that one at
// 24:00 belongs to the day that ends there (from < due <= to). As-of is the
// instant at which things are looked at: what lies after it has not happened.
// The scope is a unit with those below it, or the whole company.
//
// The package draws no clock and keeps no files: the same cases with the same
// as-of give the same bytes. A report holds no personal data and no narrative.
package report

import (
	"context"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// SLABreach is the kind of the SLA breach report.
const SLABreach = "sla-breach"

// Source is where cases are read from. A [complaint.Store] is one.
type Source interface {
	List(ctx context.Context, q complaint.Query) (complaint.Page, error)
	// Events tells who was told when; it is asked for breached orders only.
	Events(ctx context.Context, reference string, after, limit int) ([]complaint.Event, error)
}

// Spec says which report to build.
type Spec struct {
	Kind string
	// From, To and AsOf are instants in whole seconds; see the package comment.
	From, To, AsOf complaint.Instant
	Language       string // zh or en
	Unit           string // scope; "" for the whole company
	// Policy is the pack in force, with the units and the office's time zone.
	Policy *policy.Policy
	// PolicyOf finds the pack version that an order was received under.
	PolicyOf func(id string) (*policy.Policy, error)
}

// Report is an SLA breach report: one set of figures for every rendering.
type Report struct {
	Kind     string `json:"kind"`
	Language string `json:"language"`
	Policy   string `json:"policy"`
	TimeZone string `json:"timeZone"`
	// From and To are days of the office, both inclusive, when the period is
	// made of whole days; otherwise instants, half-open.
	From string            `json:"from"`
	To   string            `json:"to"`
	AsOf complaint.Instant `json:"asOf"`
	Unit string            `json:"unit"` // scope; "" for the whole company

	Total Figures `json:"total"`
	// Units lists the tree from the top down; each row includes the units below it.
	Units       []UnitFigures `json:"units"`
	Breaches    []Breach      `json:"breaches"`
	Definitions []Definition  `json:"definitions"`

	policy *policy.Policy
	zone   *time.Location
}

// pageSize is how many cases are held in memory at once.
const pageSize = 500

// Build reads the cases and counts them. It fails with Invalid when the spec
// makes no sense, and with what the source fails with. Memory grows with the
// breaches and with one short key an order, not with the size of the orders.
//
// A case that changes while the report is built is counted once, as it was
// when it was first read.
func Build(ctx context.Context, src Source, spec Spec) (*Report, error) {
	if err := spec.check(); err != nil {
		return nil, err
	}
	t := newTally(spec)
	for _, q := range spec.queries() {
		err := each(ctx, src, q, func(c *complaint.Case) error { return t.add(ctx, src, c) })
		if err != nil {
			return nil, err
		}
	}
	return t.report(), nil
}

func (s Spec) check() error {
	var bad []fault.Field
	must := func(ok bool, name string, reason fault.Text) {
		if !ok {
			bad = append(bad, fault.Field{Name: name, Reason: reason})
		}
	}
	must(s.Kind == SLABreach, "kind", fault.Say("is no kind of report; there is "+SLABreach, "不是有效的报表类型，可选："+SLABreach))
	must(s.Language == "zh" || s.Language == "en", "language", fault.Say("must be zh or en", "必须是zh或en"))
	must(s.From.Before(s.To), "to", fault.Say("must lie after from", "必须晚于from"))
	must(!s.AsOf.IsZero(), "asOf", fault.Say("is required", "必填"))
	if s.Unit != "" {
		_, ok := s.Policy.Unit(s.Unit)
		must(ok, "unit", fault.Say("is no unit of the policy", "不是有效的单位"))
	}
	return fault.Fields(bad)
}

// queries select the orders with a deadline in the period, and those received
// in it. Instants are whole seconds, so that a second later is the next one.
func (s Spec) queries() []complaint.Query {
	due := complaint.Query{DueFrom: s.From.Add(time.Second), DueTo: s.To.Add(time.Second), Limit: pageSize}
	received := complaint.Query{ReceivedFrom: s.From, ReceivedTo: s.To, Limit: pageSize}
	if s.Unit != "" {
		due.Units = s.Policy.Under(s.Unit)
		received.Units = due.Units
	}
	return []complaint.Query{due, received}
}

// received and due tell whether an instant belongs to the period.
func (s Spec) received(at complaint.Instant) bool { return !at.Before(s.From) && at.Before(s.To) }
func (s Spec) due(at complaint.Instant) bool      { return at.After(s.From) && !at.After(s.To) }

// each reads all pages of a query.
func each(ctx context.Context, src Source, q complaint.Query, do func(*complaint.Case) error) error {
	for {
		page, err := src.List(ctx, q)
		if err != nil {
			return err
		}
		for _, c := range page.Cases {
			if err := do(c); err != nil {
				return err
			}
		}
		if q.Cursor = page.Cursor; q.Cursor == "" {
			return nil
		}
	}
}
