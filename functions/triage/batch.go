package triage

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// A batch has one head, the earliest case by its reference. Two cases that are
// judged at the same time do not see each other and both become heads; so
// whoever has become one looks again, and the later of them joins the earlier.

// mostMended bounds how many later heads one case orders to join at a time.
const mostMended = 20

// event is what a case may share with others: its place, the outage that is known
// there, nil for none, and the unit that must answer.
type event struct {
	c      *complaint.Case
	outage *complaint.Outage
	unit   string
}

// place lists the cases that stand for the event of a case, each once: heads, and
// such as belong to none. However large a batch is, it has one of them. They are of
// the same place within the window of a batch, or of the same known outage since it
// began, wherever it is, as far as the same unit answers.
func (h *Handler) place(ctx context.Context, e event, rule policy.Batch) ([]*complaint.Case, error) {
	if rule.Window == 0 {
		return nil, nil
	}
	near := complaint.Query{
		Key: e.c.Site.Key(), ReceivedFrom: e.c.ReceivedAt.Add(-rule.Window), ReceivedTo: e.c.ReceivedAt.Add(rule.Window + time.Second), Limit: mostPlace,
	}
	list, err := h.found(ctx, near)
	if err != nil || e.outage == nil {
		return list, err
	}
	same := near
	if same.Key = complaint.OutageKey(e.outage.ID); e.outage.Since.Before(near.ReceivedFrom) {
		same.ReceivedFrom = e.outage.Since
	}
	others, err := h.found(ctx, same)
	for _, o := range others {
		known := slices.ContainsFunc(list, func(n *complaint.Case) bool { return n.Reference == o.Reference })
		if o.Unit == e.unit && !known {
			list = append(list, o)
		}
	}
	return list, err
}

// headOf is the case of the place that another one is to follow: the earliest
// that leads or may lead; nil when there is none. A matter that is referred at
// once follows one that was referred too.
func headOf(place []*complaint.Case, q asked, refer bool) (head *complaint.Case) {
	rule := q.policy.Batch
	if q.j.Unsure || !rule.Takes(q.j.Kind, q.j.Class) {
		return nil
	}
	for _, o := range place {
		may := o.MayLead() && !o.Batch.Apart || refer && o.Outcome == complaint.Referred && o.Kind == q.j.Kind && o.Batch.Of == ""
		if may && rule.Takes(o.Kind, o.Class) && o.Reference < q.c.Reference && (head == nil || o.Reference < head.Reference) {
			head = o
		}
	}
	return head
}

// join lets a judgement put the case into the batch of a head. The head is
// marked before, once; when it cannot lead any more the workflow asks again.
func (h *Handler) join(ctx context.Context, head *complaint.Case, out *complaint.Judged) error {
	if head.Status.Open() && !head.Batch.Leads {
		err := h.Desk.System(ctx, head.Reference, complaint.Gathering{})
		if fault.Is(err, fault.Conflict) {
			return fault.Wrap(fault.Busy, err, "join a batch whose head has moved on")
		}
		if err != nil {
			return err
		}
	}
	n, err := h.Desk.Store.Serial(ctx, complaint.BatchKey(head.Reference))
	if err != nil {
		return err
	}
	out.BatchOf, out.Number = head.Reference, int(n)+1 // the head is the first
	for _, signal := range out.Signals {
		if !slices.Contains(head.Signals, signal) {
			out.News = append(out.News, signal)
		}
	}
	return nil
}

// with is the earliest of the customer's other cases that is the head or follows
// it; "" for none.
func with(c, head *complaint.Case, customers []*complaint.Case) (reference string) {
	for _, o := range customers {
		member := o.Reference == head.Reference || o.Batch.Of == head.Reference
		if member && o.Customer.PhoneKey == c.Customer.PhoneKey && (reference == "" || o.Reference < reference) {
			reference = o.Reference
		}
	}
	return reference
}

// mend brings heads of one event together that did not see each other: the
// case is judged and committed, so of two at least one finds the other here. It
// gives the case as it stands then.
func (h *Handler) mend(ctx context.Context, c *complaint.Case) (*complaint.Case, error) {
	p, err := h.Desk.PolicyOf(c.PolicyID)
	if err != nil {
		return nil, err
	}
	leads := func(o *complaint.Case) bool { return o.MayLead() && !o.Batch.Apart && p.Batch.Takes(o.Kind, o.Class) }
	if !leads(c) {
		return c, nil
	}
	heads, err := h.place(ctx, event{c, c.Outage, c.Unit}, p.Batch)
	if err != nil {
		return nil, err
	}
	heads = slices.DeleteFunc(visible(p, c.Unit, heads), func(o *complaint.Case) bool { return !leads(o) || o.Reference == c.Reference })
	if len(heads) == 0 {
		return c, nil
	}
	first := slices.MinFunc(heads, byReference)
	if first.Reference < c.Reference { // who is between them mends itself
		err = h.unite(ctx, first, []*complaint.Case{c})
	} else {
		err = h.unite(ctx, c, heads[:min(len(heads), mostMended)])
	}
	if err != nil {
		return nil, err
	}
	return h.Desk.Case(ctx, c.Reference)
}

func byReference(a, b *complaint.Case) int { return strings.Compare(a.Reference, b.Reference) }

// unite lets heads follow another. Whatever has moved on meanwhile stays as it is.
func (h *Handler) unite(ctx context.Context, first *complaint.Case, later []*complaint.Case) error {
	if err := h.Desk.System(ctx, first.Reference, complaint.Gathering{}); err != nil {
		return unlessMoved(err)
	}
	for _, o := range later {
		if err := h.Desk.System(ctx, o.Reference, complaint.Joining{Into: first.Reference}); unlessMoved(err) != nil {
			return err
		}
	}
	return nil
}

// unlessMoved drops the refusal of a case that has moved on.
func unlessMoved(err error) error {
	if fault.Is(err, fault.Conflict) || fault.Is(err, fault.Invalid) {
		return nil
	}
	return err
}
