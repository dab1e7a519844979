// Package whatif tries a draft policy pack out on stored cases before anybody
// has to live by it: every case is replayed under the policy that it was
// handled under and under the draft, and what comes out otherwise is listed and
// counted.
//
// Vocabulary. The own side is a case under its own policy versions, the draft
// side under the draft from its receipt on. A flip is a clock that is missed on
// one side only. The load is what falls to a unit in an hour of the week: deeds
// that fall due, and notices. As-of is the instant up to which both sides live:
// what was done after it has not happened.
//
// People do on both sides what they did, when they did it; only time limits,
// calendars, ladders and those who are told differ. On both sides time acts the
// moment it must, however late the sweeps of the past were: what differs is the
// policy's doing alone. Nothing is stored, sent or judged anew, and notices are
// counted as cases promise them, before they are bundled.
package whatif

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
)

// Source is where cases and their records are read from. A [complaint.Store]
// is one.
type Source interface {
	List(ctx context.Context, q complaint.Query) (complaint.Page, error)
	Events(ctx context.Context, reference string, after, limit int) ([]complaint.Event, error)
}

// Spec says what to try.
type Spec struct {
	// Draft is the pack to try; its time zone and units are those of the report.
	Draft *policy.Policy
	// PolicyOf finds the pack versions of the cases.
	PolicyOf complaint.PolicyOf
	// Cases received in [From, To) are replayed up to AsOf. Whole seconds.
	From, To, AsOf complaint.Instant
	Language       string // of the report: zh or en
	// Most is how many flips, stops and differing cases are listed, of each;
	// the others are counted.
	Most int
	// Parallel is how many cases are replayed at a time; 0 and 1 for one.
	Parallel int
	// Step, when given, is told how far the replay has come: the cases received
	// before an instant, and how many those are.
	Step func(before complaint.Instant, cases int)
}

// pageSize is how many cases are held in memory at once.
const pageSize = 200

// Build replays the cases and compares. It fails with Invalid when the spec
// makes no sense, and with what the source and PolicyOf fail with. Memory grows
// with the cases received in one day and with what is listed, not with the
// period. The same cases with the same as-of give the same report.
func Build(ctx context.Context, src Source, spec Spec) (*Report, error) {
	if err := spec.check(); err != nil {
		return nil, err
	}
	t := newTally(spec)
	for from := spec.From; from.Before(spec.To); {
		to := spec.nextDay(from)
		if err := t.day(ctx, src, from, to); err != nil {
			return nil, err
		}
		if spec.Step != nil {
			spec.Step(to, t.report.Cases)
		}
		from = to
	}
	return t.close(), nil
}

func (s Spec) check() error {
	var bad []fault.Field
	must := func(ok bool, name string, reason fault.Text) {
		if !ok {
			bad = append(bad, fault.Field{Name: name, Reason: reason})
		}
	}
	must(s.Language == "zh" || s.Language == "en", "language", complaint.OneOf("language", "zh", "en"))
	must(s.From.Before(s.To), "to", report.AfterFrom())
	must(!s.AsOf.IsZero(), "as-of", fault.Say("is required", "必填"))
	return fault.Fields(bad)
}

// nextDay is the office's midnight after an instant, or the end of the period.
func (s Spec) nextDay(at complaint.Instant) complaint.Instant {
	y, m, d := at.In(s.Draft.Zone()).Date()
	next := time.Date(y, m, d+1, 0, 0, 0, 0, s.Draft.Zone()).UTC()
	if next.After(s.To) || !next.After(at) {
		return s.To
	}
	return next
}

// day replays the cases received in a day. A case that changes meanwhile, and so
// its place in the list, is taken once.
func (t *tally) day(ctx context.Context, src Source, from, to complaint.Instant) error {
	seen := map[string]bool{}
	for q := (complaint.Query{ReceivedFrom: from, ReceivedTo: to, Limit: pageSize}); ; {
		page, err := src.List(ctx, q)
		if err != nil {
			return err
		}
		group, ctx := errgroup.WithContext(ctx)
		group.SetLimit(max(1, t.spec.Parallel))
		for _, c := range page.Cases {
			if seen[c.Reference] || c.RecordedAt.After(t.spec.AsOf) {
				continue
			}
			seen[c.Reference] = true
			group.Go(func() error { return t.try(ctx, src, c) })
		}
		if err := group.Wait(); err != nil {
			return err
		}
		if q.Cursor = page.Cursor; q.Cursor == "" {
			return nil
		}
	}
}
