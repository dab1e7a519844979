package complaint_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// TestALaterTimeIsPromisedWhenTheCustomerAgrees: before the old promise passes the
// customer is told the new one, and the clock counts on from the time agreed.
func TestALaterTimeIsPromisedWhenTheCustomerAgrees(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").do(complaint.Contacting{Reached: true})
	later := shanghai(t, "2026-06-12 18:00")
	offered := s.at("2026-06-03 10:00").letter("demo-station", complaint.Offering{Text: "6月12日更换变压器。", Later: later})
	if offered.Kind != "offer.later" || offered.Values["due"] != "6月12日18:00" || offered.Values["text"] != "6月12日更换变压器" {
		t.Errorf("told %+v", offered)
	}
	if got := s.clock("answer"); got != "running 06-09 00:00" {
		t.Errorf("an offer alone moves the answer to %s", got)
	}
	s.denied("demo-station", complaint.Offering{Text: "x"}, fault.Conflict)
	promised := s.at("2026-06-03 11:00").letter("demo-station", complaint.OfferReply{Accepted: true, ByCustomer: true})
	if promised.Kind != "promise" || promised.Values["due"] != "6月18日24:00" || promised.Values["reason"] != "客户同意延期" {
		t.Errorf("promised %+v", promised)
	}
	want := []complaint.Suspension{{
		Kind: "agreed", Reason: "6月12日更换变压器。", From: shanghai(t, "2026-06-03 11:00"), Until: later, ToldAt: shanghai(t, "2026-06-03 11:00"),
	}}
	if diff := cmp.Diff(want, s.c.Suspensions); diff != "" {
		t.Errorf("suspensions (-want +got):\n%s", diff)
	}
	s.at("2026-06-12 18:01")
	if got := s.clock("answer"); got != "running 06-19 00:00" {
		t.Errorf("the answer is %s", got)
	}
	s.denied("demo-station", complaint.OfferReply{Accepted: true, ByCustomer: true}, fault.Conflict)
	s.do(complaint.Answer{Text: "已更换", Agreed: true}).replays()
}

// TestACustomerReplies: by themselves, also to what only a supervisor could offer; the
// unit hears of it, and nobody takes an offer back in the customer's name.
func TestACustomerReplies(t *testing.T) {
	later := shanghai(t, "2026-07-31 18:00") // beyond the cap of 30 days
	offered := func() *story {
		s := rules(t).begin("2026-06-01 09:00").do(complaint.Acceptance{})
		if _, err := s.c.Do(complaint.Offering{Text: "7月底改造台区", Later: later}, s.turn(complaint.Supervisor)); err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := offered()
	if _, err := s.c.Do(complaint.OfferReply{Counter: "x"}, s.turn(complaint.Public)); !fault.Is(err, fault.Invalid) {
		t.Errorf("a customer takes the company's offer back: %v", err)
	}
	change, err := s.c.Do(complaint.OfferReply{Accepted: true, ByCustomer: true}, s.turn(complaint.Public))
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, e := range change.Effects {
		keys = append(keys, e.Key)
	}
	n := strconv.Itoa(s.c.Events)
	want := []string{"notice/" + s.c.Reference + "/dispatched/reply/1", "message/" + s.c.Reference + "/" + n + "/promise/answer"}
	if diff := cmp.Diff(want, keys); diff != "" || !s.c.Suspensions[0].Approved {
		t.Errorf("suspensions %+v, effects (-want +got):\n%s", s.c.Suspensions, diff)
	}
	s = offered()
	s.letters(complaint.OfferReply{Counter: "先装临时变压器", ByCustomer: true})
	if r := s.c.Offers[0].Reply; r.Accepted || r.Counter != "先装临时变压器" || len(s.c.Suspensions) != 0 {
		t.Errorf("reply %+v, suspensions %+v", r, s.c.Suspensions)
	}
}

func TestWhatOffersAndRepliesMayNotBe(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").at("2026-06-01 10:00")
	for name, cmd := range map[string]complaint.Command{
		"of nothing":                    complaint.Offering{},
		"that has lapsed":               complaint.Offering{Text: "x", Until: s.now},
		"of a time that is past":        complaint.Offering{Text: "x", Later: s.now},
		"accepted for the customer":     complaint.OfferReply{Accepted: true},
		"accepted with a counter-offer": complaint.OfferReply{Accepted: true, ByCustomer: true, Counter: "x"},
	} {
		t.Run(name, func(t *testing.T) { s.denied("demo-station", cmd, fault.Invalid) })
	}
	if _, err := s.c.Do(complaint.Offering{Text: "x", Later: s.now.Add(60 * 24 * time.Hour)}, s.turn(complaint.Handler)); !fault.Is(err, fault.Invalid) {
		t.Errorf("a handler offers what the caps forbid: %v", err)
	}
	s.denied("demo-station", complaint.OfferReply{}, fault.Conflict)
	s.do(complaint.Offering{Text: "x", Until: shanghai(t, "2026-06-02 10:00")}).at("2026-06-02 10:01")
	s.denied("demo-station", complaint.OfferReply{Accepted: true, ByCustomer: true}, fault.Conflict)
	s.do(complaint.Offering{Text: "y"}).do(complaint.OfferReply{ByCustomer: true, Counter: "退一赔一"}).do(complaint.Offering{Text: "z"}).do(complaint.OfferReply{})
	if n := len(s.c.Offers); n != 3 || s.c.Offers[1].Reply.Counter != "退一赔一" || s.c.Suspensions != nil {
		t.Errorf("%d offers: %+v", n, s.c.Offers)
	}
	s.replays()
}

// TestALaterTimeThatHasComeCannotBeAgreedTo: the offer has lapsed, and another may
// be made.
func TestALaterTimeThatHasComeCannotBeAgreedTo(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").do(complaint.Offering{Text: "6月5日更换", Later: shanghai(t, "2026-06-05 18:00")})
	s.at("2026-06-05 18:00").denied("demo-station", complaint.OfferReply{Accepted: true, ByCustomer: true}, fault.Conflict)
	s.do(complaint.Offering{Text: "6月8日更换", Later: shanghai(t, "2026-06-08 18:00")}).do(complaint.OfferReply{Accepted: true, ByCustomer: true})
	if n := len(s.c.Suspensions); n != 1 || !s.c.Suspensions[0].Until.Equal(shanghai(t, "2026-06-08 18:00")) {
		t.Errorf("suspensions %+v", s.c.Suspensions)
	}
	s.replays()
}

func TestDocumentsAreAskedForOnce(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").do(complaint.Contacting{Reached: true}).at("2026-06-02 10:00")
	s.denied("demo-station", complaint.DocumentsReceived{}, fault.Conflict)
	s.denied("demo-station", complaint.AskingDocuments{}, fault.Invalid)
	s.denied("demo-station", complaint.AskingDocuments{List: []string{"x", ""}}, fault.Invalid)
	told := s.letter("demo-station", complaint.AskingDocuments{List: []string{"身份证", "购买发票"}, Until: shanghai(t, "2026-06-10 18:00")})
	if told.Kind != "promise" { // the last of the two letters of this step
		t.Errorf("told %+v", told)
	}
	s.denied("demo-station", complaint.AskingDocuments{List: []string{"户口本"}}, fault.Conflict)
	s.at("2026-06-04 10:00").do(complaint.DocumentsReceived{}).denied("demo-station", complaint.DocumentsReceived{}, fault.Conflict)
	if got := s.clock("answer"); got != "running 06-12 00:00" {
		t.Errorf("after three days touched the answer is %s", got)
	}
	s.replays()
}

// TestDocumentsEndTheirOwnSuspensionAlone: the case also waits for the customer for
// another reason, from before or since.
func TestDocumentsEndTheirOwnSuspensionAlone(t *testing.T) {
	absent := complaint.Suspending{Kind: "customer", Reason: "客户出差", Until: shanghai(t, "2026-06-12 18:00")}
	asked := complaint.AskingDocuments{List: []string{"身份证"}, Until: shanghai(t, "2026-06-10 18:00")}
	for name, cmds := range map[string][]complaint.Command{"before": {absent, asked}, "since": {asked, absent}} {
		t.Run(name, func(t *testing.T) {
			s := rules(t).begin("2026-06-01 09:00").do(complaint.Contacting{Reached: true}).at("2026-06-02 10:00").do(cmds[0]).do(cmds[1])
			s.at("2026-06-04 10:00").do(complaint.DocumentsReceived{})
			ends := map[string]string{}
			for _, p := range s.c.Suspensions {
				ends[p.Reason] = s.spoken(p.EndedAt)
			}
			if diff := cmp.Diff(map[string]string{"documents": "06-04 10:00", "客户出差": s.spoken(time.Time{})}, ends); diff != "" {
				t.Errorf("ended (-want +got):\n%s", diff)
			}
			if got := s.clock("answer"); got != "paused 06-23 00:00" {
				t.Errorf("the answer is %s", got)
			}
			s.do(complaint.Resuming{Kind: "customer"}).replays()
			if got := s.clock("answer"); got != "running 06-12 00:00" {
				t.Errorf("after everything has come the answer is %s", got)
			}
		})
	}
}

func TestAPaymentIsApprovedByTheLevelThatItNeeds(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").do(complaint.Contacting{Reached: true}).at("2026-06-02 10:00")
	s.denied("demo-station", complaint.RemedyPaid{Voucher: "x"}, fault.Conflict)
	for _, bad := range []complaint.Remedying{
		{}, {Kind: "gift", Money: complaint.Money{Amount: "1", Currency: "CNY"}, Reason: "x"},
		{Kind: complaint.Refund, Money: complaint.Money{Amount: "1", Currency: "USD"}, Reason: "x"},
		{Kind: complaint.Refund, Money: complaint.Money{Amount: "-1", Currency: "CNY"}, Reason: "x"},
	} {
		s.denied("demo-station", bad, fault.Invalid)
	}
	s.do(complaint.Remedying{Kind: complaint.Refund, Money: complaint.Money{Amount: "86.40", Currency: "CNY"}, Reason: "多收电费"})
	s.do(complaint.Remedying{Kind: complaint.Compensation, Money: complaint.Money{Amount: "500.01", Currency: "CNY"}, Reason: "家电损坏"})
	s.denied("demo-station", complaint.RemedyApproval{Item: 1, Approved: true, Reason: "x"}, fault.Denied)
	s.denied("demo-county", complaint.RemedyApproval{Approved: true, Reason: "x"}, fault.Conflict) // which of two?
	s.denied("demo-county", complaint.RemedyApproval{Item: 2, Approved: true, Reason: "x"}, fault.Denied)
	s.denied("demo-county", complaint.RemedyPaid{Item: 1, Voucher: "x"}, fault.Conflict)
	if m := s.letter("demo-county", complaint.RemedyApproval{Item: 1, Approved: true, Reason: "同意"}); m.Kind != "remedy.approved" || m.Values["text"] != "86.40 CNY" {
		t.Errorf("told %+v", m)
	}
	s.must("demo-city", complaint.RemedyApproval{Reason: "证据不足"})
	if list := s.c.UnpaidRemedies(); len(list) != 1 || list[0].Amount != "86.40" || list[0].Level != "L2" {
		t.Errorf("unpaid %+v", list)
	}
	s.at("2026-06-05 10:00")
	if m := s.letter("demo-station", complaint.RemedyPaid{At: shanghai(t, "2026-06-04 09:00"), Voucher: "退费单 17"}); m.Kind != "remedy.paid" {
		t.Errorf("told %+v", m)
	}
	if r := s.c.Remedies[0]; s.c.UnpaidRemedies() != nil || s.spoken(r.PaidAt) != "06-04 09:00" || !s.c.Remedies[1].PaidAt.IsZero() {
		t.Errorf("paid %+v", s.c.Remedies)
	}
	s.replays()
}

// TestAUnitPaysALittleOnItsOwnAuthority: up to 50.00 of one case in all; the next
// payment is asked for as any other.
func TestAUnitPaysALittleOnItsOwnAuthority(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00").at("2026-06-02 10:00")
	refund := func(amount string) complaint.Remedying {
		return complaint.Remedying{Kind: complaint.Refund, Money: complaint.Money{Amount: amount, Currency: "CNY"}, Reason: "多收电费"}
	}
	if m := s.letter("demo-station", refund("30")); m.Kind != "remedy.approved" || m.Values["text"] != "30 CNY" {
		t.Errorf("told %+v", m)
	}
	s.denied("demo-county", complaint.RemedyApproval{Item: 1, Reason: "x"}, fault.Conflict)
	s.do(refund("20.01")).do(refund("20.00")).do(refund("0.01"))
	var own []bool
	for _, r := range s.c.Remedies {
		own = append(own, r.Own && r.Unpaid())
	}
	if diff := cmp.Diff([]bool{true, false, true, false}, own); diff != "" {
		t.Errorf("on its own authority (-want +got):\n%s", diff)
	}
	s.do(complaint.RemedyPaid{Item: 1, Voucher: "退费单 18"}).replays()
}

// TestAPackMayInsistOnAWrittenReply: by itself a missing one is only shown.
func TestAPackMayInsistOnAWrittenReply(t *testing.T) {
	answered := func(r rulebook, verified string) *story {
		s := r.begin("2026-06-01 09:00").do(complaint.Findings{Verified: verified, Responsibility: "none"}).do(complaint.Answer{Text: "x"})
		return s.at("2026-06-01 10:00")
	}
	strict := rules(t)
	strict.WrittenReplyRequired = true
	if s := answered(rules(t), "yes"); !s.c.LacksWrittenReply() {
		t.Error("nobody says that the written reply is missing")
	} else {
		s.do(complaint.Review{Passed: true}).expect(complaint.Callback)
	}
	s := answered(strict, "yes").denied("demo-county", complaint.Review{Passed: true}, fault.Conflict)
	s.denied("demo-station", complaint.WritingReply{}, fault.Invalid)
	s.do(complaint.WritingReply{Number: "示范供〔2026〕17号"}).must("demo-county", complaint.Review{Passed: true}).expect(complaint.Callback).replays()
	answered(strict, "no").do(complaint.Review{Passed: true}).expect(complaint.Callback)
}

// TestAPackWithoutConsequencesHasNone: of assessments there are no kinds, of money
// any level above approves.
func TestAPackWithoutConsequencesHasNone(t *testing.T) {
	r := rules(t)
	r.Causes, r.Assessments, r.Remedies = nil, nil, policy.Remedies{}
	s := r.begin("2026-06-01 09:00").denied("demo-county", complaint.Findings{Verified: "yes", Responsibility: "none", CauseClass: "network"}, fault.Invalid)
	s.do(complaint.Remedying{Kind: complaint.Refund, Money: complaint.Money{Amount: "9000", Currency: "GBP"}, Reason: "x"})
	s.must("demo-county", complaint.RemedyApproval{Approved: true, Reason: "x"}).do(complaint.Answer{Text: "x"})
	s.denied("demo-county", complaint.Assessing{Kind: "fine", Who: "x", Reason: "x"}, fault.Invalid)
}

// TestAPaymentIsRemindedOfUntilItIsMade, also when the case is closed meanwhile; one
// that is refused owes nothing.
func TestAPaymentIsRemindedOfUntilItIsMade(t *testing.T) {
	pay := complaint.Remedying{Kind: complaint.Refund, Money: complaint.Money{Amount: "86.40", Currency: "CNY"}, Reason: "多收"}
	s := rules(t).begin("2026-06-01 09:00").do(complaint.Contacting{Reached: true}).do(pay).do(pay)
	s.must("demo-county", complaint.RemedyApproval{Item: 1, Approved: true, Reason: "同意"}).must("demo-county", complaint.RemedyApproval{Item: 2, Reason: "重复"})
	s.do(complaint.Answer{Text: "x"}).do(complaint.Review{Passed: true}).do(complaint.CallbackResult{Reached: true, Satisfied: new(true)}).expect(complaint.Closed)
	if !s.c.Pending() || s.clock("remedy") != "cancelled 06-16 00:00 06-01 09:00" {
		t.Errorf("pending %t, the second one is %s", s.c.Pending(), s.clock("remedy"))
	}
	s.at("2026-06-17 10:00").do(complaint.RemedyPaid{Voucher: "V1", At: shanghai(t, "2026-06-16 16:00")})
	if s.c.Pending() || !s.c.WakeAt.IsZero() {
		t.Errorf("paid: pending %t, wakes at %s", s.c.Pending(), s.c.WakeAt)
	}
	s.check([]string{
		"warning remedy 2wd before@09:00 06-11 09:00 handler L1",
		"warning remedy 0wd before@09:00 06-15 09:00 handler L1 L2",
		"breach remedy breach 06-16 00:00 L2 L3",
		"escalation remedy repeat 1 06-17 09:00 L1 L2 L3",
	}, map[string]string{})
	if k := s.c.Clocks[len(s.c.Clocks)-3]; k.Name != "remedy" || k.Round != 1 || string(k.State) != "missed" || s.spoken(k.EndedAt) != "06-16 16:00" {
		t.Errorf("the first one is %+v", k)
	}
	s.replays()

	r := rules(t)
	r.clock("remedy", func(c *policy.Clock) { c.Unset = "nobody knows" })
	if s = r.begin("2026-06-01 09:00").do(pay); s.c.Clock("remedy") != nil {
		t.Errorf("without a limit: %s", s.clock("remedy"))
	}
}
