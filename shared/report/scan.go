package report

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// scan reads the orders of a spec: those received before the period with a
// deadline in it, then those received in it, each once; of a report about open
// orders, these.
type scan struct {
	spec    Spec
	queries []complaint.Query
	step    int // of the queries
	// seen are the orders of a list in which a case may move while it is read.
	seen     map[string]struct{}
	pageSize int
	read     int
	o        order
}

// pageSize is how many cases are held in memory at once.
const pageSize = 1000

func newScan(spec Spec) *scan {
	s := &scan{spec: spec, seen: map[string]struct{}{}, pageSize: pageSize}
	if spec.ofOpen() {
		var units []string
		if spec.Filter.Unit != "" {
			units = spec.Policy.Under(spec.Filter.Unit)
		}
		s.queries = []complaint.Query{{Open: true, Units: units}}
		return s
	}
	// Instants are whole seconds, so that a second later is the next one.
	// Orders of other units may have deadlines that were for those of the scope to keep.
	due := complaint.Query{DueFrom: spec.From.Add(time.Second), DueTo: spec.To.Add(time.Second), ReceivedTo: spec.From}
	received := complaint.Query{ReceivedFrom: spec.From, ReceivedTo: spec.To}
	s.queries = []complaint.Query{due, received}
	return s
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
		if q.ReceivedFrom.IsZero() {
			if _, seen := s.seen[c.Reference]; seen {
				continue
			}
			s.seen[c.Reference] = struct{}{}
		}
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
	s.step, s.queries[n].Cursor = n, inner
	return s, nil
}
