package report

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// catchUp is how far back a scheduled run makes up for what was not built.
const catchUp = 7 * 24 * time.Hour

// Longest is how long a scheduled run may take on Lambda. It is less than what
// lies between two runs, so that each finds what became of the one before.
const Longest = 14 * time.Minute

// doneKey is under which the store remembers up to which instant all reports
// of the schedule are built and told.
const doneKey = "reports/done"

// Scheduled is what the schedule sends: build the reports that are due by an instant.
type Scheduled struct {
	At time.Time `json:"at,omitzero"` // now when left out
}

// Out says what a scheduled run did, by the reports' ids.
type Out struct {
	Built  []string `json:"built"`
	Failed []string `json:"failed"`
	// Left are those that another run is at, or for which there was no time.
	Left []string `json:"left"`
}

// Counts are the metrics of a scheduled run.
func (o Out) Counts() map[string]int {
	return map[string]int{"ReportsBuilt": len(o.Built), "ReportsFailed": len(o.Failed), "ReportsLeft": len(o.Left)}
}

// Handle builds the reports of the schedule that are due and not yet there,
// each as of the instant at which it is due. One that fails is told, once, and
// tried again by the next run, as long as it is due within the last seven days;
// it does not stop the others. A store that has never had a run owes nothing.
//
// Whatever dies between two writes, a report is built once and its notice sent
// once: an attempt is marked before it begins, the summary is archived last,
// notices go by the report's id, and how far all is done is remembered after that.
func (h *Handler) Handle(ctx context.Context, in Scheduled) (Out, error) {
	at := complaint.Second(in.At)
	if in.At.IsZero() {
		at = h.Desk.Instant()
	}
	done, err := h.done(ctx, at)
	if err != nil {
		return Out{}, err
	}
	orders := h.due(done, at)
	if len(orders) == 0 {
		return Out{}, nil
	}
	r := run{Handler: h, at: at, open: at}
	r.each(ctx, orders)
	if reached := r.open; reached.After(done) {
		r.failed = append(r.failed, h.setDone(ctx, reached))
	}
	return r.out, errors.Join(r.failed...)
}

// Due is the next instant at which a scheduled run has something to do: in the
// past when something is to be made up for. False when the schedule is empty.
func (h *Handler) Due(ctx context.Context) (time.Time, bool, error) {
	now := h.Desk.Instant()
	done, err := h.done(ctx, now)
	if err != nil {
		return time.Time{}, false, err
	}
	var next time.Time
	for _, s := range h.Desk.Policy.Reports.Schedule {
		o, ok := s.Next(h.Desk.Policy.Calendar, later(done, now.Add(-catchUp)))
		if ok && (next.IsZero() || o.At.Before(next)) {
			next = o.At
		}
	}
	return next, !next.IsZero(), nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// done is up to which instant everything is done; a new store owes nothing
// from before now.
func (h *Handler) done(ctx context.Context, now complaint.Instant) (complaint.Instant, error) {
	a, known, err := h.Desk.Store.Answer(ctx, doneKey, now)
	if err != nil {
		return time.Time{}, err
	}
	if !known {
		return now, h.setDone(ctx, now)
	}
	var done complaint.Instant
	return done, fault.Wrap(fault.Internal, json.Unmarshal(a.Body, &done), "read "+doneKey)
}

func (h *Handler) setDone(ctx context.Context, done complaint.Instant) error {
	body, err := json.Marshal(done)
	if err != nil {
		return fault.Wrap(fault.Internal, err, "write "+doneKey)
	}
	return h.Desk.Store.Remember(context.WithoutCancel(ctx), complaint.StoredAnswer{
		Key: doneKey, Fingerprint: doneKey, Status: 200, Header: json.RawMessage("{}"), Body: body, At: done,
	})
}

// due lists the reports that fall due after an instant, and by another one at
// most so far before it as is made up for; by when they are due. A report that
// two entries of the schedule want is one, and told to the levels of both.
func (h *Handler) due(after, until complaint.Instant) []order {
	p := h.Desk.Policy
	var orders []order
	for _, s := range p.Reports.Schedule {
		for _, o := range s.Occasions(p.Calendar, later(after, until.Add(-catchUp)), until) {
			for _, unit := range unitsOf(p, s.Of) {
				next := h.orderOf(s, o, unit)
				twin := slices.IndexFunc(orders, func(o order) bool { return o.id == next.id })
				if twin < 0 {
					orders = append(orders, next)
					continue
				}
				orders[twin].tell = union(orders[twin].tell, next.tell)
			}
		}
	}
	slices.SortStableFunc(orders, func(a, b order) int { return a.spec.AsOf.Compare(b.spec.AsOf) })
	return orders
}

func (h *Handler) orderOf(s policy.ScheduledReport, o policy.Occasion, unit string) order {
	spec := h.of(s.Kind, complaint.Second(o.At))
	spec.From, spec.To, spec.Filter.Unit, spec.Language = complaint.Second(o.From), complaint.Second(o.To), unit, s.Language
	return order{id: ID(spec), spec: spec, tell: s.Tell}
}

// unitsOf are the units of a level, in the pack's order; "" alone, the whole
// company, for no level.
func unitsOf(p *policy.Policy, level string) []string {
	if level == "" {
		return []string{""}
	}
	var ids []string
	for _, u := range p.Units {
		if u.Level == level {
			ids = append(ids, u.ID)
		}
	}
	return ids
}

// union are the levels of both lists, in the order of the ladder.
func union(a, b []string) []string {
	list := slices.Concat(a, b)
	slices.SortFunc(list, func(a, b string) int { return cmp.Compare(policy.Rank(a), policy.Rank(b)) })
	return slices.Compact(list)
}
