package functions_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	triagefn "github.com/redress/redress/functions/triage"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	outages "github.com/redress/redress/shared/outage"
)

// knows is what a source knows, and what it was asked.
type knows struct {
	outage *complaint.Outage
	err    error

	places []outages.Place
	at     time.Time
}

func (k *knows) Known(_ context.Context, p outages.Place, at time.Time) (*complaint.Outage, error) {
	k.places, k.at = append(k.places, p), at
	return k.outage, k.err
}

// informed judges a new case with a source of outages, and gives the case, what is
// counted, and why nobody could say.
func (o *office) informed(k *knows, what complaint.Submission) (c *complaint.Case, counts map[string]int, why string) {
	o.t.Helper()
	ref := o.submit(what)
	h := o.triage()
	h.Outages = outages.New(k, nil)
	h.Unanswered = func(reference string, err error) { why = reference + ": " + err.Error() }
	out, err := h.Handle(o.t.Context(), triagefn.In{Reference: ref})
	if err != nil {
		o.t.Fatal(err)
	}
	if c, err = o.desk.Case(o.t.Context(), ref); err != nil {
		o.t.Fatal(err)
	}
	return c, triagefn.Counts(out), why
}

// dark is a complaint about an outage somewhere, by a customer with a phone.
func dark(area, phone string) complaint.Submission {
	return complaint.Submission{
		Channel: "web", Text: "又停电了", Class: "04.03.01",
		Site:     complaint.SiteDetails{Region: "demo", TransformerArea: area, Address: "示范市幸福路3号"},
		Customer: complaint.CustomerDetails{Name: "王五", Phone: phone, AccountNumber: "34" + phone},
	}
}

func maintenance(o *office) *complaint.Outage {
	return &complaint.Outage{ID: "P-7", Planned: true, Since: o.now.Add(-30 * time.Hour), Until: o.now.Add(8 * time.Hour), Cause: "检修"}
}

// TestWithoutAnAnswerTheCaseIsWhatItWouldBe: whatever a source does, nothing but
// the counts and the log tells of it.
func TestWithoutAnAnswerTheCaseIsWhatItWouldBe(t *testing.T) {
	plain := newOffice(t)
	ref := plain.submit(dark("李村2号台区", "13900000001"))
	plain.judge(ref)
	want, err := plain.desk.Case(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	since := plain.now.Add(-time.Hour)
	for _, tt := range []struct {
		name string
		k    knows
		why  string
	}{
		{"none is known", knows{}, ""},
		{"an error", knows{err: errors.New("no access")}, "no access"},
		{"a throttle", knows{err: fault.New(fault.Busy, fault.Text{})}, "Busy"},
		{"an outage without an id", knows{outage: &complaint.Outage{Since: since}}, "no id"},
		{"an outage that ends before it begins", knows{outage: &complaint.Outage{ID: "7", Since: since, Until: since.Add(-time.Hour)}}, "ends before"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, counts, why := newOffice(t).informed(&tt.k, dark("李村2号台区", "13900000001"))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the case (-without +with):\n%s", diff)
			}
			missing := 0
			if tt.why != "" {
				missing = 1
			}
			if diff := cmp.Diff(map[string]int{"Sorting": 0, "OutageAnswers": 1 - missing, "OutageAnswersMissing": missing}, counts); diff != "" {
				t.Errorf("counts (-want +got):\n%s", diff)
			}
			if !strings.Contains(why, tt.why) || (why == "") != (tt.why == "") || why != "" && !strings.HasPrefix(why, ref) {
				t.Errorf("the log hears %q, want the reference and %q", why, tt.why)
			}
		})
	}
}

// TestOnlyThePlaceOfAnOutageIsAskedFor, as of the receipt, and of nothing else.
func TestOnlyThePlaceOfAnOutageIsAskedFor(t *testing.T) {
	o := newOffice(t)
	k := &knows{}
	received := o.now.Add(-10 * time.Minute)
	s := dark("李村2号台区", "13900000001")
	s.ReceivedAt, s.Channel, s.Site.Feeder = received, "hotline", "10kV李村线"
	if _, _, err := o.desk.Submit(t.Context(), s, complaint.Actor{Role: complaint.Agent}, nil); err != nil {
		t.Fatal(err)
	}
	h := o.triage()
	h.Outages = outages.New(k, nil)
	if _, err := h.Handle(t.Context(), triagefn.In{Reference: complaint.Reference("202603", 1)}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]outages.Place{{Region: "demo", TransformerArea: "李村2号台区", Feeder: "10kV李村线"}}, k.places); diff != "" || !k.at.Equal(received) {
		t.Errorf("asked about %s (-want +got):\n%s", k.at, diff)
	}
	for name, what := range map[string]complaint.Submission{
		"a bill":                       {Channel: "web", Text: "电费多收了", Class: "02.04.02", Site: complaint.SiteDetails{Region: "demo"}},
		"an outage nobody knows where": {Channel: "web", Text: "又停电了", Class: "04.03.01"},
		"a duplicate":                  s,
	} {
		if name == "a duplicate" {
			what.ReceivedAt = time.Time{}
		}
		asked := len(k.places)
		if c, counts, _ := o.informed(k, what); len(k.places) != asked || c.Outage != nil || len(counts) != 1 {
			t.Errorf("%s: asked %d times, counts %v", name, len(k.places)-asked, counts)
		}
	}
}

// TestCasesOfOneKnownOutageComeTogether: from other places and long after the
// window of a batch, unless another unit answers.
func TestCasesOfOneKnownOutageComeTogether(t *testing.T) {
	o := newOffice(t)
	known := maintenance(o)
	first, _, _ := o.informed(&knows{outage: known}, dark("李村2号台区", "13900000001"))
	if diff := cmp.Diff(known, first.Outage); diff != "" || first.Status != complaint.Received || !first.Ready {
		t.Errorf("first: %s (-want +got):\n%s", first.Status, diff)
	}
	o.now = o.now.Add(26 * time.Hour) // the window of a batch is a day
	second, _, _ := o.informed(&knows{outage: known}, dark("王村1号台区", "13900000002"))
	if second.Batch.Of != first.Reference || second.Status != complaint.Dispatched {
		t.Errorf("second: %s, batch %+v", second.Status, second.Batch)
	}
	other := *known
	other.ID = "P-8"
	third, _, _ := o.informed(&knows{outage: &other}, dark("张村1号台区", "13900000003"))
	if third.Batch.Of != "" {
		t.Errorf("a case of another outage follows %s", third.Batch.Of)
	}
	fourth, _, _ := o.informed(&knows{}, dark("赵村1号台区", "13900000004"))
	if fourth.Batch.Of != "" {
		t.Errorf("a case of no outage follows %s", fourth.Batch.Of)
	}
}

// TestHeadsOfOneOutageThatDidNotSeeEachOtherAreMended by their outage, as by their place.
func TestHeadsOfOneOutageThatDidNotSeeEachOtherAreMended(t *testing.T) {
	o := newOffice(t)
	known := maintenance(o)
	refs := []string{o.submit(dark("李村2号台区", "13900000001")), o.submit(dark("王村1号台区", "13900000002"))}
	slices.Reverse(refs) // the later is judged first, and is a head by then
	for _, ref := range refs {
		h := o.triage()
		h.Outages = outages.New(&knows{outage: known}, nil)
		if _, err := h.Handle(t.Context(), triagefn.In{Reference: ref}); err != nil {
			t.Fatal(err)
		}
	}
	first, later := refs[1], refs[0]
	c, err := o.desk.Case(t.Context(), later)
	if err != nil {
		t.Fatal(err)
	}
	if c.Batch.Of != first {
		t.Errorf("%s follows %q, want %s", later, c.Batch.Of, first)
	}
}
