package complaint_test

import (
	"time"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
)

// consequence draws, by its number on the walk, a command about what comes of a
// complaint for the company's own or for the customer.
func consequence(t *rapid.T, number int, now time.Time) complaint.Command {
	yes := rapid.Bool()
	text := rapid.SampledFrom([]string{"x", "已整改", ""})
	item := rapid.IntRange(0, 3)
	ahead := rapid.SampledFrom([]time.Time{{}, now.Add(50 * time.Hour), now.Add(200 * time.Hour), now.Add(-time.Hour)})
	switch number {
	case 48:
		return complaint.Rectifying{
			What: text.Draw(t, "what"), Scope: rapid.SampledFrom([]complaint.Scope{"", complaint.ScopeCase, complaint.ScopeKind, "x"}).Draw(t, "scope"),
			Due: rapid.SampledFrom([]string{"", "2wd", "soon", now.Add(90 * time.Hour).Format(time.RFC3339), now.Add(90 * time.Hour).Format(time.DateOnly)}).Draw(t, "due"),
		}
	case 49:
		return complaint.RectificationDone{Item: item.Draw(t, "item"), Text: text.Draw(t, "text")}
	case 50:
		return complaint.RectificationCheck{Item: item.Draw(t, "item"), Passed: yes.Draw(t, "passed"), Reason: text.Draw(t, "reason")}
	case 51:
		return complaint.Offering{Text: text.Draw(t, "text"), Until: ahead.Draw(t, "until"), Later: ahead.Draw(t, "later")}
	case 52:
		return complaint.OfferReply{Accepted: yes.Draw(t, "accepted"), ByCustomer: rapid.IntRange(0, 3).Draw(t, "by") > 0}
	case 53:
		return complaint.AskingDocuments{List: rapid.SampledFrom([][]string{nil, {"身份证", "购电发票"}, {""}}).Draw(t, "list"), Until: ahead.Draw(t, "until")}
	case 54:
		return complaint.DocumentsReceived{}
	case 55:
		return complaint.Remedying{
			Kind: rapid.SampledFrom([]complaint.RemedyKind{complaint.Compensation, complaint.Refund, "x"}).Draw(t, "kind"), Reason: "x",
			Money: complaint.Money{Amount: rapid.SampledFrom([]string{"20", "500.01", "9999.99", "0", "1e3"}).Draw(t, "amount"), Currency: "CNY"},
		}
	case 56:
		return complaint.RemedyApproval{Item: item.Draw(t, "item"), Approved: yes.Draw(t, "approved"), Reason: text.Draw(t, "reason")}
	case 57:
		return complaint.RemedyPaid{Item: item.Draw(t, "item"), Voucher: text.Draw(t, "voucher")}
	case 58:
		return complaint.Assessing{Kind: rapid.SampledFrom([]string{"fine", "criticism", "x"}).Draw(t, "kind"), Who: "p7", Reason: text.Draw(t, "reason")}
	case 59:
		return complaint.ResponsibilityDecision{Responsibility: rapid.SampledFrom([]string{"utility-operation", "customer"}).Draw(t, "responsibility"), Reason: text.Draw(t, "reason")}
	case 60:
		return complaint.LessonsDrawn{CauseClear: true, Educated: true, Rectified: yes.Draw(t, "rectified"), DealtWith: true}
	case 61:
		return complaint.ClosingInternally{}
	default:
		return complaint.WritingReply{Number: text.Draw(t, "number")}
	}
}

// consequences: each rectification that is to be done has its clock, in closed cases
// too, and no other runs; what a complaint has cost holds for as long as it counts;
// nothing is paid that was not approved, and what waits for payment has its clock; the company is done with a complaint that
// counts when all four lessons are drawn; one offer waits at most.
func (w *walker) consequences(c *complaint.Case) {
	t := w.t
	for i, r := range c.Rectifications {
		running := 0
		for _, k := range c.Clocks {
			if k.Name == "rectification" && k.Round == i+1 && k.Unended() {
				running++
			}
		}
		if (running == 1) != r.DoneAt.IsZero() || running > 1 || running == 1 && !c.Pending() {
			t.Fatalf("rectification %d is %+v, %d clocks run", i+1, r, running)
		}
	}
	for _, a := range c.Assessments {
		if a.VoidAt.IsZero() && !c.Assessed() {
			t.Fatalf("the complaint does not count, and %+v holds", a)
		}
	}
	for i, r := range c.Remedies {
		running := 0
		for _, k := range c.Clocks {
			if k.Name == "remedy" && k.Round == i+1 && k.Unended() {
				running++
			}
		}
		if waits := r.Proposed() || r.Unpaid(); waits != (running == 1) || running == 1 && !c.Pending() {
			t.Fatalf("remedy %d is %+v, %d clocks run", i+1, r, running)
		}
		if !r.PaidAt.IsZero() && (r.Approval == nil || !r.Approval.Approved) {
			t.Fatalf("paid without approval: %+v", r)
		}
	}
	if l := c.Lessons; c.ClosedInternally != nil && (l == nil || !l.CauseClear || !l.Educated || !l.Rectified || !l.DealtWith || c.LessonsMissing() != nil) {
		t.Fatalf("closed within the company with %+v", l)
	}
	for i, o := range c.Offers {
		if o.Reply == nil && o.Until.IsZero() && o.Later.IsZero() && i != len(c.Offers)-1 {
			t.Fatalf("offers %+v", c.Offers)
		}
	}
}
