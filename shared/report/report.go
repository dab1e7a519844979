// Package report turns stored cases into the figures that managers and
// regulators read, and into the reports that show them. What a report looks
// like, in each format, stands in package paper.
//
// Vocabulary. An order is a case as it is counted. A count is a number of
// orders, or of their deadlines; an indicator is made of counts. Each stands
// once in this package, with its formula and source. A deadline is the due
// instant of one clock of an order in one round. The period is half-open for
// receipts (from <= received < to); deadlines are ends of days, so that one at
// 24:00 belongs to the day that ends there (from < due <= to). As-of is the
// instant at which things are looked at: what lies after it has not happened.
// A group is the orders of one unit, class, area and so on.
//
// The package draws no clock and keeps no files: the same cases with the same
// as-of give the same report. A report holds no personal data and no narrative
// of a customer.
package report

import (
	"context"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report/paper"
)

// Source is where cases are read from. A [complaint.Store] is one.
type Source interface {
	List(ctx context.Context, q complaint.Query) (complaint.Page, error)
	Case(ctx context.Context, reference string) (*complaint.Case, error)
	// Events tells who was told when; it is asked for the orders that a report
	// lists, never for all that it counts.
	Events(ctx context.Context, reference string, after, limit int) ([]complaint.Event, error)
}

// Spec says which report to build.
type Spec struct {
	Kind string
	// From, To and AsOf are instants in whole seconds; see the package comment.
	From, To, AsOf complaint.Instant
	Language       string // zh or en
	Filter         Filter
	// Reference is the case of a report about one case.
	Reference string
	// Policy is the pack in force, with the units and the office's time zone.
	Policy *policy.Policy
	// PolicyOf finds the pack version that an order was received under.
	PolicyOf func(id string) (*policy.Policy, error)
	// Progress is told now and then how many cases have been read; may be nil.
	Progress func(cases int)
}

// Filter limits what is counted. Empty fields limit nothing.
type Filter struct {
	Unit    string `json:"unit,omitempty"`   // with those below it
	Class   string `json:"class,omitempty"`  // with those below it: "04.03" holds "04.03.01"
	Region  string `json:"region,omitempty"` // of the site
	Area    string `json:"area,omitempty"`   // urban, rural, remote
	Channel string `json:"channel,omitempty"`
	Grade   string `json:"grade,omitempty"`
}

// Build makes a report. It fails with Invalid when the spec makes no sense,
// with NotFound when there is no case of its reference, and with what the
// source fails with. Memory grows with what the report lists and with one short
// key an order in whose list cases may move, not with the size of the orders.
//
// A case that changes while the report is built is counted once, as it was
// when it was first read.
func Build(ctx context.Context, src Source, spec Spec) (*paper.Paper, error) {
	if err := spec.check(); err != nil {
		return nil, err
	}
	kind, _ := kindOf(spec.Kind)
	b := newBuilder(ctx, src, spec, kind)
	if err := kind.build(b); err != nil {
		return nil, err
	}
	return b.finish(), nil
}

// Cases lists the references of the orders behind a figure, such as "verified"
// or "answer.late", in the order in which they are read. The cursor is "" for
// the first page, and after the last. It fails with Invalid for a figure that
// is no count.
func Cases(ctx context.Context, src Source, spec Spec, figure, cursor string, limit int) (references []string, next string, err error) {
	if err := spec.check(); err != nil {
		return nil, "", err
	}
	behind, err := spec.behind(figure)
	if err != nil {
		return nil, "", err
	}
	s, err := newScan(spec).after(cursor)
	if err != nil {
		return nil, "", err
	}
	for len(references) < limit {
		s.pageSize = limit - len(references)
		more, err := s.page(ctx, src, func(o *order) error {
			if behind(o) {
				references = append(references, o.Reference)
			}
			return nil
		})
		if err != nil || !more {
			return references, "", err
		}
	}
	return references, s.cursor(), nil
}

func (s Spec) check() error {
	var bad []fault.Field
	must := func(ok bool, name string, reason fault.Text) {
		if !ok {
			bad = append(bad, fault.Field{Name: name, Reason: reason})
		}
	}
	kind, known := kindOf(s.Kind)
	must(known, "kind", complaint.Listed(codes(), titleOf))
	must(s.Language == "zh" || s.Language == "en", "language", complaint.OneOf("language", "zh", "en"))
	if kind.OfOneCase {
		must(s.Reference != "", "reference", fault.Say("is required: this report is about one case", "必填：该报表针对单个工单"))
	} else {
		must(s.From.Before(s.To), "to", AfterFrom())
	}
	must(!s.AsOf.IsZero(), "asOf", fault.Say("is required", "必填"))
	if u := s.Filter.Unit; u != "" {
		_, ok := s.Policy.Unit(u)
		must(ok, "unit", fault.Say("is no unit of the policy", "不是有效的单位"))
	}
	return fault.Fields(bad)
}

// received and due tell whether an instant belongs to the period.
func (s Spec) received(at complaint.Instant) bool { return !at.Before(s.From) && at.Before(s.To) }
func (s Spec) due(at complaint.Instant) bool      { return at.After(s.From) && !at.After(s.To) }

// ofOpen tells whether the report is about what is open, whenever it is due.
func (s Spec) ofOpen() bool {
	kind, _ := kindOf(s.Kind)
	return kind.OfOpen
}

// endOfDay is the midnight that ends the office's day of an instant.
func (s Spec) endOfDay(at complaint.Instant) complaint.Instant {
	c := s.Policy.Calendar
	return c.Begin(c.Date(at) + 1)
}

// zone is the office's.
func (s Spec) zone() *time.Location { return s.Policy.Zone() }
