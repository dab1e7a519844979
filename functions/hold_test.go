package functions_test

import (
	"slices"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage/adviser"
)

// holding has the office's policy dispatch nothing without a feeder.
func (o *office) holding() {
	p := *o.desk.Policy
	p.Audit.Essentials = []policy.Essential{{ID: "feeder", Fields: []string{"site.feeder"}, Hold: true}}
	o.desk.Policy, o.desk.PolicyOf = &p, func(string) (*policy.Policy, error) { return &p, nil }
}

const lacking = "sorting the record lacks feeder"

// TestWhatTheRecordLacksIsNoQuestionToAnAdviser: triage is sure of it, and a
// person must ask the customer.
func TestWhatTheRecordLacksIsNoQuestionToAnAdviser(t *testing.T) {
	o, s := newOffice(t), &said{opinion: adviser.Opinion{Kind: "fault", Reason: "报修", Model: "m"}}
	o.holding()
	c, _, _ := o.advised(s, complaint.Submission{})
	if c.Status != complaint.Sorting || !slices.Contains(c.Reasons, lacking) {
		t.Errorf("%s because %v, want sorting because of %q", c.Status, c.Reasons, lacking)
	}
	if s.asked != 0 || c.SecondOpinion != nil {
		t.Errorf("asked %d times, opinion %+v", s.asked, c.SecondOpinion)
	}
}

// TestWhoFollowsAnotherCaseIsNotHeldBack: the unit has the head, whose record
// lacks nothing.
func TestWhoFollowsAnotherCaseIsNotHeldBack(t *testing.T) {
	o := newOffice(t)
	o.holding()
	first := outage(0)
	first.Site.Feeder = "10kV李村线"
	head := o.submit(first)
	o.judge(head)
	ref := o.submit(outage(1))
	o.judge(ref)
	if c := o.read(ref); c.Batch.Of != head || c.Status != complaint.Dispatched || slices.Contains(c.Reasons, lacking) {
		t.Errorf("%s, batch %+v, because %v; want it to follow %s", c.Status, c.Batch, c.Reasons, head)
	}
}
