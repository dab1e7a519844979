package report

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// scan reads the orders of a spec: those with a deadline in the period, then
// those received in it, each once.
type scan struct {
	spec     Spec
	queries  []complaint.Query
	step     int // of the queries
	seen     map[string]struct{}
	pageSize int
	read     int
	resumed  bool // after a cursor
	o        order
}

// pageSize is how many cases are held in memory at once.
const pageSize = 1000

func newScan(spec Spec) *scan {
	// Instants are whole seconds, so that a second later is the next one.
	due := complaint.Query{DueFrom: spec.From.Add(time.Second), DueTo: spec.To.Add(time.Second)}
	received := complaint.Query{ReceivedFrom: spec.From, ReceivedTo: spec.To}
	if spec.Filter.Unit != "" {
		due.Units = spec.Policy.Under(spec.Filter.Unit)
		received.Units = due.Units
	}
	return &scan{spec: spec, queries: []complaint.Query{due, received}, seen: map[string]struct{}{}, pageSize: pageSize}
}

// all reads every order.
func (s *scan) all(ctx context.Context, src Source, do func(*order) error) error {
	for more := true; more; {
		var err error
		if more, err = s.page(ctx, src, do); err != nil {
			return err
		}
	}
	return nil
}

// page reads the next page; more tells whether there may be another.
func (s *scan) page(ctx context.Context, src Source, do func(*order) error) (more bool, err error) {
	q := &s.queries[s.step]
	q.Limit = s.pageSize
	page, err := src.List(ctx, *q)
	if err != nil {
		return false, err
	}
	for _, c := range page.Cases {
		if s.skips(c) {
			continue
		}
		s.seen[c.Reference] = struct{}{}
		if s.o.look(s.spec, c) {
			if err := do(&s.o); err != nil {
				return false, err
			}
		}
	}
	s.read += len(page.Cases)
	if s.spec.Progress != nil {
		s.spec.Progress(s.read)
	}
	if q.Cursor = page.Cursor; q.Cursor == "" {
		s.step++
	}
	return s.step < len(s.queries), nil
}

// skips tells whether a case was read before. A scan that goes on after a
// cursor has not seen what stood before it: of that, what has a deadline in
// the period was read by the first query.
func (s *scan) skips(c *complaint.Case) bool {
	if _, seen := s.seen[c.Reference]; seen || !s.resumed || s.step == 0 {
		return seen
	}
	for i := range c.Clocks {
		if s.spec.due(c.Clocks[i].DueAt) {
			return true
		}
	}
	return false
}

// cursor says where the scan stands, see after.
func (s *scan) cursor() string { return strconv.Itoa(s.step) + "." + s.queries[s.step].Cursor }

// after goes on where a scan stood; Invalid for no cursor of this scan.
func (s *scan) after(cursor string) (*scan, error) {
	if cursor == "" {
		return s, nil
	}
	step, inner, ok := strings.Cut(cursor, ".")
	n, err := strconv.Atoi(step)
	if !ok || err != nil || n < 0 || n >= len(s.queries) {
		return nil, fault.Fields([]fault.Field{{Name: "cursor", Reason: fault.Say("is not a cursor of this list", "不是此列表的游标")}})
	}
	s.step, s.queries[n].Cursor, s.resumed = n, inner, true
	return s, nil
}
