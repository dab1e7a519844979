package complaint_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
)

// outageAt is a planned outage of the day of [neighbour].
func outageAt(t *testing.T, change ...func(*complaint.Outage)) *complaint.Outage {
	o := &complaint.Outage{ID: "2026-03-10/7", Planned: true, Since: shanghai(t, "2026-03-10 08:00"), Until: shanghai(t, "2026-03-10 17:30"), Cause: "检修"}
	for _, do := range change {
		do(o)
	}
	return o
}

// TestAnOutageThatIsKnownIsKeptAndToldAfterTheReceipt, in whichever way the case
// goes on, and the record gives the case again.
func TestAnOutageThatIsKnownIsKeptAndToldAfterTheReceipt(t *testing.T) {
	told := "message/202609-000001/outage/" + complaint.OutageKey("2026-03-10/7") + "/1773135000"
	for _, tt := range []struct {
		name    string
		judged  func(*complaint.Judged)
		letters []string
		events  []string
	}{
		{"dispatched", func(*complaint.Judged) {}, []string{"message/202609-000001/3/receipt", told}, []string{"received", "judged", "outage-known"}},
		{"unsure", func(j *complaint.Judged) { j.Unsure = true }, []string{"message/202609-000001/4/receipt", told}, []string{"received", "judged", "outage-known", "sorting"}},
		{"in a batch", func(j *complaint.Judged) { j.BatchOf, j.Number = headRef, 2 }, []string{"message/202609-000001/4/receipt", told}, []string{"received", "judged", "outage-known", "batched"}},
		{"referred", func(j *complaint.Judged) { j.Kind, j.Class, j.Refer = "fault", "", "repair-dispatch" }, []string{"message/202609-000001/7/referred.fault", told}, []string{"received", "judged", "outage-known"}},
		{"with another case of the customer in the batch", func(j *complaint.Judged) { j.BatchOf, j.Number, j.With = headRef, 2, headRef },
			[]string{"message/202609-000001/4/receipt", strings.Replace(told, "202609-000001", headRef, 1)}, []string{"received", "judged", "outage-known", "batched"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := neighbour(t)
			got := s.give(judgedAs(func(j *complaint.Judged) { tt.judged(j); j.Outage = outageAt(t) }))
			letters := slices.DeleteFunc(got, func(key string) bool { return !strings.HasPrefix(key, "message/") })
			if tt.name == "referred" { // how many clocks end is none of this test's concern
				tt.letters[0], letters[0] = letters[0][strings.LastIndex(letters[0], "/"):], letters[0][strings.LastIndex(letters[0], "/"):]
			}
			if diff := cmp.Diff(tt.letters, letters); diff != "" {
				t.Errorf("letters (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.events, s.kinds()[:len(tt.events)]); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(outageAt(t), s.c.Outage); diff != "" {
				t.Errorf("outage (-want +got):\n%s", diff)
			}
			s.replays()
		})
	}
}

func TestNobodyHearsOfAnOutageThatIsNotKnown(t *testing.T) {
	s := neighbour(t)
	got := s.give(judgedAs(func(*complaint.Judged) {}))
	if slices.Contains(s.kinds(), "outage-known") || slices.ContainsFunc(got, func(key string) bool { return strings.Contains(key, "outage") }) || s.c.Outage != nil {
		t.Errorf("events %v, promised %v, outage %+v", s.kinds(), got, s.c.Outage)
	}
}

// TestCasesOfOneOutageAreFoundByIt unless they follow a head, which stands for them.
func TestCasesOfOneOutageAreFoundByIt(t *testing.T) {
	key := complaint.OutageKey("2026-03-10/7")
	if key == complaint.OutageKey("2026-0310/7") || strings.Contains(key, "2026") {
		t.Errorf("key %q", key)
	}
	s := neighbour(t)
	s.give(judgedAs(func(j *complaint.Judged) { j.Outage = outageAt(t) }))
	if got := s.c.Keys(); !slices.Contains(got, key) || !slices.Contains(got, s.c.Site.Key()) {
		t.Errorf("keys %q", got)
	}
	s = neighbour(t)
	s.give(judgedAs(func(j *complaint.Judged) { j.Outage, j.BatchOf, j.Number = outageAt(t), headRef, 2 }))
	if diff := cmp.Diff([]string{complaint.Key("13900000001"), complaint.BatchKey(headRef)}, s.c.Keys()); diff != "" {
		t.Errorf("keys of a follower (-want +got):\n%s", diff)
	}
}

func TestACustomerHearsOfAnOutageInWords(t *testing.T) {
	p, err := defaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	open := func(o *complaint.Outage) { o.Until = time.Time{} }
	fault := func(o *complaint.Outage) { o.Planned = false }
	for _, tt := range []struct {
		o      *complaint.Outage
		zh, en string
	}{
		{outageAt(t), "您所在地点有计划停电，自3月10日08:00起，预计3月10日17:30恢复供电。",
			"Your area has had a planned outage since 08:00 on 10 March. Power should be back by 17:30 on 10 March."},
		{outageAt(t, open), "您所在地点有计划停电，自3月10日08:00起，恢复供电时间待定。",
			"Your area has had a planned outage since 08:00 on 10 March. We do not yet know when power will be back."},
		{outageAt(t, fault), "您所在地点有已知的故障停电，自3月10日08:00起，正在抢修，预计3月10日17:30恢复供电。",
			"We know of a fault that has cut power in your area since 08:00 on 10 March, and are repairing it. Power should be back by 17:30 on 10 March."},
		{outageAt(t, open, fault), "您所在地点有已知的故障停电，自3月10日08:00起，正在抢修，恢复供电时间待定。",
			"We know of a fault that has cut power in your area since 08:00 on 10 March, and are repairing it. We do not yet know when power will be back."},
	} {
		if diff := cmp.Diff([]string{tt.zh, tt.en}, []string{tt.o.Words(p, "zh"), tt.o.Words(p, "en")}); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", *tt.o, diff)
		}
	}
}
