package functions_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// topic is a consumer of notices that drops repeats of an id.
type topic struct {
	outside
	got  []complaint.Notice
	fail int // the n-th publication from now fails after it was seen; 0 for none
}

func (x *topic) Publish(_ context.Context, n complaint.Notice) error {
	if !slices.ContainsFunc(x.got, func(o complaint.Notice) bool { return o.ID == n.ID }) {
		x.got = append(x.got, n)
	}
	if x.fail--; x.fail == 0 {
		return errors.New("the line is cut")
	}
	return nil
}

// promise commits notices as a case would.
func (o *office) promise(notices ...complaint.Notice) {
	o.t.Helper()
	var effects []complaint.Effect
	for _, n := range notices {
		data, err := json.Marshal(n)
		if err != nil {
			o.t.Fatal(err)
		}
		effects = append(effects, complaint.Effect{Key: "notice/" + n.ID, Kind: complaint.SendNotice, Reference: n.Reference, At: o.now, Data: data})
	}
	if err := o.desk.Store.Commit(o.t.Context(), complaint.Commit{Change: complaint.Change{Effects: effects}}); err != nil {
		o.t.Fatal(err)
	}
}

func breachOf(reference, unit, levels string) complaint.Notice {
	return complaint.Notice{
		ID: reference + "/answer/0/breach", Kind: "breach", Reference: reference, Clock: "answer", Point: "breach",
		Levels: strings.Fields(levels), Unit: unit, Grade: "general", Language: "zh", Text: "text",
	}
}

// roster stores a rota of a unit.
func (o *office) roster(unit string, version int64, r policy.Roster) {
	o.t.Helper()
	doc, err := json.Marshal(r)
	if err != nil {
		o.t.Fatal(err)
	}
	if err := o.desk.Store.PutRota(o.t.Context(), complaint.StoredRota{Unit: unit, Version: version, Doc: doc}); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) tell(x *topic) {
	o.t.Helper()
	if _, err := o.relay(x).Tell(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) relay(x *topic) *relay.Handler {
	return &relay.Handler{Desk: o.desk, Workflow: x, Topic: x, Messenger: x}
}

func TestANoticeGoesToWhoIsOnDutyWhenItIsSent(t *testing.T) {
	o, x := newOffice(t), &topic{}
	// 09:00 in the office now.
	o.roster("demo-county", 1, policy.Roster{Shifts: []policy.Shift{
		{Hours: "08:30-17:30", People: []string{"day"}}, {Hours: "17:30-08:30", People: []string{"left", "night"}},
	}, Absent: []policy.Absence{{Person: "left"}}})
	o.promise(breachOf("202603-000001", "demo-station", "L2 L3"))
	o.now = o.now.Add(8*time.Hour + 30*time.Minute) // the handoff, to the second
	o.tell(x)
	o.roster("demo-county", 2, policy.Roster{Shifts: []policy.Shift{{Hours: "03:00-04:00", People: []string{"x"}}}})
	o.promise(breachOf("202603-000002", "demo-station", "L2 L3"), breachOf("202603-000003", "demo-station", "L2"))
	o.tell(x)
	type sent struct {
		Recipients       []policy.Recipient
		Empty, InsteadOf []string
	}
	var got []sent
	for _, n := range x.got {
		if !n.SentAt.Equal(o.now) {
			t.Errorf("%s was sent at %s, want %s", n.ID, n.SentAt, o.now)
		}
		got = append(got, sent{n.Recipients, n.Empty, n.InsteadOf})
	}
	city := policy.Recipient{Level: "L3", Unit: "demo-city", Why: "inbox"}
	want := []sent{
		{[]policy.Recipient{{Level: "L2", Unit: "demo-county", Person: "night", Why: "shift 17:30-08:30 for left"}, city}, nil, nil},
		{[]policy.Recipient{city}, []string{"L2"}, nil},
		{[]policy.Recipient{city}, []string{"L2"}, []string{"L2"}}, // nobody else: the next above
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}

func TestAnAnnouncementThatIsDoneIsNotSent(t *testing.T) {
	o, x := newOffice(t), &topic{}
	ref := o.submit(complaint.Submission{})
	o.judge(ref)
	o.do(ref, complaint.Dispatching{})
	o.do(ref, complaint.Acceptance{Handler: "li"})
	o.tell(x)
	c, err := o.desk.Case(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	x.got = nil
	warning := complaint.Notice{ID: "w", Kind: "warning", Reference: ref, Clock: "answer", Levels: []string{"handler", "L1"}, Unit: "demo-station", DueAt: c.Clock("answer").DueAt}
	o.promise(warning)
	o.tell(x)
	if len(x.got) != 1 || x.got[0].Recipients[0].Person != "li" {
		t.Fatalf("sent %v, want the warning to li", x.got)
	}
	o.do(ref, complaint.Answer{Text: "已处理"})
	again, breach := warning, warning
	again.ID, breach.ID, breach.Kind = "w2", "b", "breach"
	o.promise(again, breach)
	var dropped []string
	h := o.relay(x)
	h.Outdated = func(n complaint.Notice, why string) { dropped = append(dropped, n.ID+": "+why) }
	if _, err := h.Tell(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"w2: the limit has ended"}, dropped); diff != "" {
		t.Errorf("dropped (-want +got):\n%s", diff)
	}
	if last := x.got[len(x.got)-1]; last.ID != "b" {
		t.Errorf("the last notice is %s, want the breach", last.ID)
	}
	if left, err := o.desk.Store.Waiting(t.Context(), complaint.NoticeLane, o.now, o.now.Add(time.Hour), 10); err != nil || len(left) != 0 {
		t.Errorf("%v still wait, %v", left, err)
	}
}

func TestADeadLineHoldsUpNobodyForLong(t *testing.T) {
	o, x := newOffice(t), &topic{}
	var list []complaint.Notice
	for i := range 600 {
		n := breachOf(fmt.Sprintf("202603-%06d", i+1), "demo-station", "L1")
		n.Kind = "dispatched" // never bundled
		list = append(list, n)
	}
	o.promise(list...)
	x.refuse = map[string]error{"dispatched": errors.New("the line is dead")}
	h := o.relay(x)
	tried := 0
	h.Topic = publish(func(n complaint.Notice) error { tried++; return x.outside.Publish(t.Context(), n) })
	h.Enough = func(context.Context) bool { return tried == 100 }
	if _, err := h.Tell(t.Context()); err == nil || tried != 100 {
		t.Errorf("%d notices were tried, %v; want those for which there was time", tried, err)
	}
	o.now = o.now.Add(relay.Lease)
	x.refuse, h.Enough = nil, nil
	if told, err := h.Tell(t.Context()); err != nil || told != 600 || len(x.notices) != 600 {
		t.Errorf("%d notices were taken up and %d sent, %v; want all", told, len(x.notices), err)
	}
}

// publish is a topic that is a function.
type publish func(complaint.Notice) error

func (p publish) Publish(_ context.Context, n complaint.Notice) error { return p(n) }

// mixed are ten breaches for county and city, and fifty for the city alone:
// the city's are bundled, the county's are not.
func mixed() []complaint.Notice {
	var list []complaint.Notice
	for i := range 60 {
		n := breachOf(fmt.Sprintf("202603-%06d", i+1), "demo-city", "L3")
		if i%6 == 0 {
			n.Unit, n.Levels = "demo-station", []string{"L2", "L3"}
		}
		list = append(list, n)
	}
	return list
}

// throttled bounds what a recipient gets to twelve singles, or bundles of 25.
func (o *office) throttled() {
	p := *o.desk.Policy
	p.Throttle = policy.Throttle{Singles: 12, Bundle: 25}
	o.desk.Policy = &p
}

func TestABundleLeavesOthersTheirSingles(t *testing.T) {
	o, x := newOffice(t), &topic{}
	o.throttled()
	o.promise(mixed()...)
	if err := o.relay(x).Deliver(t.Context(), []string{"notice/202603-000001/answer/0/breach"}); err != nil {
		t.Fatal(err)
	}
	var singles, bundles []complaint.Notice
	for _, n := range x.got {
		if n.Reference != "" {
			singles = append(singles, n)
		} else {
			bundles = append(bundles, n)
		}
	}
	if len(singles) != 10 || len(bundles) != 3 {
		t.Fatalf("%d singles and %d bundles, want 10 and 3", len(singles), len(bundles))
	}
	want := breachOf("202603-000001", "demo-station", "L2")
	want.Bundled, want.SentAt = []string{"L3"}, o.now
	want.Recipients = []policy.Recipient{{Level: "L2", Unit: "demo-county", Why: "inbox"}}
	if diff := cmp.Diff(want, singles[0]); diff != "" {
		t.Errorf("single (-want +got):\n%s", diff)
	}
	bundle := complaint.Notice{
		ID: bundles[0].ID, Kind: "breach", References: bundles[0].References, Clock: "answer", Point: "breach", Levels: []string{"L3"},
		Unit: "demo-city", Grade: "general", Language: "zh", Text: "【超时汇总】示范市供电公司共有25件工单已超时（答复客户），工单编号见清单，请立即处理并逐件说明原因。",
		SentAt: o.now, Recipients: []policy.Recipient{{Level: "L3", Unit: "demo-city", Why: "inbox"}},
	}
	if diff := cmp.Diff(bundle, bundles[0]); diff != "" || len(bundle.References) != 25 || !slices.IsSorted(bundle.References) {
		t.Errorf("bundle (-want +got):\n%s", diff)
	}
}

// TestWhatABundleHasToldIsNotToldAgain: what was left for the handlers was not sent
// before a crash, and when the next relay takes it up nobody has the cases.
func TestWhatABundleHasToldIsNotToldAgain(t *testing.T) {
	o, x := newOffice(t), &topic{}
	ref := o.submit(complaint.Submission{})
	o.judge(ref)
	o.tell(x)
	x.got = nil
	left, other := breachOf(ref, "demo-station", "handler"), breachOf(ref, "demo-station", "handler")
	left.ID, left.Bundled = "left", []string{"L1"}
	o.promise(left, other)
	if n, err := o.relay(x).Tell(t.Context()); err != nil || n != 2 || len(x.got) != 1 || x.got[0].ID != other.ID {
		t.Errorf("%d taken up, %v, told %v; want what no bundle tells", n, err, x.got)
	}
	if waiting, err := o.desk.Store.Waiting(t.Context(), complaint.NoticeLane, o.now, o.now.Add(time.Hour), 10); err != nil || len(waiting) != 0 {
		t.Errorf("%v still wait, %v", waiting, err)
	}
}
