package triage

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage"
)

// What is looked at of the cases that a key finds is bounded, however many
// there are.
const (
	mostLikely = 20   // likely duplicates that are offered
	mostPages  = 10   // of open cases of one customer, a hundred each
	mostFormer = 1000 // cases of one customer within the window of repeats
	mostPlace  = 200  // cases of one place within a window
	mostAlike  = 100  // cases whose texts are compared, the latest
)

// asked is a case being judged: what is looked for among other cases, and by
// which rules.
type asked struct {
	c      *complaint.Case
	j      triage.Judgement
	judge  *triage.Judge
	policy *policy.Policy
}

// sure tells whether the matter is known well enough to be compared by its class.
func (q asked) sure() bool { return !q.j.Unsure && q.j.Class != "" }

// alike gives a function that tells how alike the text of another case is, 0 to 1.
func (q asked) alike() func(o *complaint.Case) float64 {
	look := func(c *complaint.Case) *triage.Looked {
		return q.judge.Look(triage.Input{Text: c.Text, Demand: c.Demand})
	}
	mine := look(q.c)
	return func(o *complaint.Case) float64 { return look(o).Alike(mine) }
}

// know fills in what other cases have to do with the one being judged, and the
// outage that is known at its place. Of a duplicate the original says that.
func (h *Handler) know(ctx context.Context, q asked, out *complaint.Judged, heard *Heard) error {
	original, customers, err := h.customers(ctx, q)
	if out.DuplicateOf = original; err != nil || original != "" {
		return err
	}
	out.Outage, heard.Inquiry = h.outage(ctx, q)
	place, err := h.place(ctx, event{q.c, out.Outage, out.Unit}, q.policy.Batch)
	if err != nil {
		return err
	}
	out.Likely = q.likely(visible(q.policy, out.Unit, slices.Concat(customers, place)))
	if out.Repeat, err = h.repeats(ctx, q); err != nil {
		return err
	}
	if head := headOf(visible(q.policy, out.Unit, place), q, out.Refer != ""); head != nil && out.Unit != "" {
		out.With = with(q.c, head, customers)
		return h.join(ctx, head, out)
	}
	out.HotSpot, err = h.hotSpot(ctx, q)
	return err
}

// customers looks through the open cases of the same customer: the earliest of
// the same account and class is the original; the others may be about the same.
func (h *Handler) customers(ctx context.Context, q asked) (original string, others []*complaint.Case, err error) {
	for _, key := range []string{q.c.Customer.AccountKey, q.c.Customer.PhoneKey} {
		open := complaint.Query{Key: key, Open: true, Limit: 100}
		for range mostPages {
			if key == "" {
				break
			}
			page, err := h.Desk.Store.List(ctx, open)
			if err != nil {
				return "", nil, err
			}
			for _, o := range page.Cases {
				same, err := isOriginal(o, q)
				if same || err != nil {
					return o.Reference, nil, err
				}
				others = append(others, o)
			}
			if open.Cursor = page.Cursor; open.Cursor == "" {
				break
			}
		}
	}
	return "", others, nil
}

// isOriginal tells whether an open case is the earlier one of the same account
// and class. While an earlier one of the account is not judged yet nobody can
// tell: that is Busy, and the workflow asks again.
func isOriginal(o *complaint.Case, q asked) (bool, error) {
	account := q.c.Customer.AccountKey
	if account == "" || o.Customer.AccountKey != account || !earlier(o, q.c) || q.c.Distinct || !q.sure() {
		return false, nil
	}
	if o.Status == complaint.Received && o.Class == "" {
		return false, fault.New(fault.Busy, fault.Say("an earlier complaint of this customer is being judged", "该客户更早的投诉正在研判"))
	}
	return o.Class == q.j.Class, nil
}

// earlier decides which of two cases is the original, so that two judged at
// the same time cannot each close in favour of the other.
func earlier(a, b *complaint.Case) bool {
	if !a.RecordedAt.Equal(b.RecordedAt) {
		return a.RecordedAt.Before(b.RecordedAt)
	}
	return a.Reference < b.Reference
}

// visible are the cases among others that may be spoken of to whoever sees those
// of a unit.
func visible(p *policy.Policy, unit string, others []*complaint.Case) (list []*complaint.Case) {
	for _, o := range others {
		if p.Together(o.Unit, unit) {
			list = append(list, o)
		}
	}
	return list
}

// likely are the cases among others that may be about the same, the likeliest
// first by their texts.
func (q asked) likely(others []*complaint.Case) (references []string) {
	seen := map[string]bool{q.c.Reference: true} // each case once, and never itself
	var list []*complaint.Case
	for _, o := range others {
		if !seen[o.Reference] && o.Status.Open() {
			seen[o.Reference] = true
			list = append(list, o)
		}
	}
	alike := q.alike()
	scores := map[string]float64{}
	list = latest(list, mostAlike)
	for _, o := range list {
		scores[o.Reference] = alike(o)
	}
	slices.SortStableFunc(list, func(a, b *complaint.Case) int {
		return -cmp.Compare(scores[a.Reference], scores[b.Reference])
	})
	for _, o := range list[:min(len(list), mostLikely)] {
		references = append(references, o.Reference)
	}
	return references
}

// latest are the cases that were recorded last, up to a number, the latest first.
func latest(list []*complaint.Case, most int) []*complaint.Case {
	slices.SortStableFunc(list, func(a, b *complaint.Case) int { return b.RecordedAt.Compare(a.RecordedAt) })
	return list[:min(len(list), most)]
}

// repeats looks for closed cases of the same customer about the same matter,
// within the policy's window; nil when there is none.
func (h *Handler) repeats(ctx context.Context, q asked) (*complaint.Repeat, error) {
	window := q.policy.Repeat.Window
	if window == 0 || !q.sure() {
		return nil, nil
	}
	var others []*complaint.Case
	for _, key := range []string{q.c.Customer.AccountKey, q.c.Customer.PhoneKey} {
		list, err := h.found(ctx, complaint.Query{
			Key: key, ReceivedFrom: q.c.ReceivedAt.Add(-window), ReceivedTo: q.c.ReceivedAt.Add(time.Second), Limit: mostFormer,
		})
		if err != nil {
			return nil, err
		}
		others = append(others, slices.DeleteFunc(list, func(o *complaint.Case) bool { return !q.concluded(o) })...)
	}
	former := map[string]*complaint.Case{}
	for _, o := range q.same(others) {
		former[o.Reference] = o
	}
	if len(former) == 0 {
		return nil, nil
	}
	first := q.c
	for _, o := range former {
		if earlier(o, first) {
			first = o
		}
	}
	return &complaint.Repeat{Of: first.Reference, Count: len(former) + 1}, nil
}

// concluded tells whether an earlier case was closed upon its matter.
func (q asked) concluded(o *complaint.Case) bool {
	return !o.Status.Open() && earlier(o, q.c) &&
		o.Outcome != complaint.Duplicate && o.Outcome != complaint.Invalid && o.Outcome != complaint.Referred
}

// same are the cases among others about the same matter: of the same class, and
// of the latest those whose texts are alike, where the policy goes by that.
func (q asked) same(others []*complaint.Case) (list []*complaint.Case) {
	var rest []*complaint.Case
	for _, o := range others {
		if o.Class == q.j.Class {
			list = append(list, o)
		} else {
			rest = append(rest, o)
		}
	}
	least := q.policy.Repeat.Alike
	if least == 0 || len(rest) == 0 {
		return list
	}
	alike := q.alike()
	for _, o := range latest(rest, mostAlike) {
		if alike(o) >= least {
			list = append(list, o)
		}
	}
	return list
}

// found is the first page of a list by key; nothing for an empty key.
func (h *Handler) found(ctx context.Context, q complaint.Query) ([]*complaint.Case, error) {
	if q.Key == "" {
		return nil, nil
	}
	page, err := h.Desk.Store.List(ctx, q)
	return page.Cases, err
}

// hotSpot counts the cases of one class at the place within the policy's
// window, this one included; 0 when they make no hot spot. One event counts
// once: of a batch its head, and of heads that have not seen each other the first.
func (h *Handler) hotSpot(ctx context.Context, q asked) (int, error) {
	rule := q.policy.HotSpots
	if rule.Count == 0 || !q.sure() {
		return 0, nil
	}
	list, err := h.found(ctx, complaint.Query{
		Key: q.c.Site.Key(), Class: q.j.Class, ReceivedFrom: q.c.ReceivedAt.Add(-rule.Window), ReceivedTo: q.c.ReceivedAt.Add(time.Second), Limit: mostPlace,
	})
	if err != nil {
		return 0, err
	}
	var apart time.Duration
	if q.policy.Batch.Takes(q.j.Kind, q.j.Class) {
		apart = q.policy.Batch.Window
	}
	count, last := 0, time.Time{}
	for _, o := range append(list, q.c) { // in the order of their receipts
		counts := o.Outcome != complaint.Duplicate && o.Outcome != complaint.Invalid
		if counts && o.ReceivedAt.Sub(last) >= apart {
			count, last = count+1, o.ReceivedAt
		}
	}
	if count < rule.Count {
		return 0, nil
	}
	return count, nil
}

// link tells other cases of the new one before it is judged: the original of a
// duplicate is urged, and led by the superior body that has passed the new one on; the first of a repeat is to be reviewed. A crash in between leads here again.
func (h *Handler) link(ctx context.Context, c *complaint.Case, j complaint.Judged) error {
	if j.DuplicateOf != "" {
		err := h.Desk.System(ctx, j.DuplicateOf, complaint.Link{From: c.Reference, PassedOn: c.PassedOn(j.Grade), Commissions: c.Awaited()})
		if fault.Is(err, fault.Conflict) {
			return fault.Wrap(fault.Busy, err, "urge the original, which has closed meanwhile") // asked again, it is no original any more
		}
		return err
	}
	if j.Repeat != nil {
		return h.Desk.System(ctx, j.Repeat.Of, complaint.Recurring{Case: c.Reference, Count: j.Repeat.Count})
	}
	return nil
}
