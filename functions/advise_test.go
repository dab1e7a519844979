package functions_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	triagefn "github.com/redress/redress/functions/triage"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/patience"
	"github.com/redress/redress/shared/triage/adviser"
)

// said is what an adviser says, and the question that it was asked last.
type said struct {
	opinion adviser.Opinion
	err     error
	panics  bool

	asked int
	last  adviser.Question
}

func (s *said) Advise(_ context.Context, q adviser.Question) (adviser.Opinion, error) {
	if s.asked, s.last = s.asked+1, q; s.panics {
		panic(q.Text)
	}
	return s.opinion, s.err
}

// advised judges a new case with an adviser, and gives the case, what is counted,
// and why there is no opinion.
func (o *office) advised(s *said, what complaint.Submission) (c *complaint.Case, counts map[string]int, why string) {
	o.t.Helper()
	ref := o.submit(what)
	h := o.triage()
	h.Counsel = &adviser.Counsel{Adviser: s, Patience: patience.Patience{Limit: time.Minute}}
	h.Unadvised = func(reference string, err error) { why = reference + ": " + err.Error() }
	out, err := h.Handle(o.t.Context(), triagefn.In{Reference: ref})
	if err != nil {
		o.t.Fatal(err)
	}
	if c, err = o.desk.Case(o.t.Context(), ref); err != nil {
		o.t.Fatal(err)
	}
	return c, triagefn.Counts(out), why
}

// unclear is a text that triage is unsure of.
var unclear = complaint.Submission{
	Channel: "web", Text: "我叫王小明，那件事到现在也没有个说法，电话13900000001", Demand: "给个说法",
	Site: complaint.SiteDetails{Region: "demo"}, Customer: complaint.CustomerDetails{Phone: "13900000001"},
}

// TestASecondOpinionChangesNothing: whatever an adviser does, the case is the one
// that it would be without, but for the opinion.
func TestASecondOpinionChangesNothing(t *testing.T) {
	plain := newOffice(t)
	ref := plain.submit(unclear)
	if next := plain.judge(ref); next != complaint.StepAwaitSorting {
		t.Fatalf("triage is sure: %s", next)
	}
	want, err := plain.desk.Case(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		said said
		want *complaint.SecondOpinion
		why  string
	}{
		{"another class", said{opinion: adviser.Opinion{Kind: "complaint", Class: "02.04.02", Reason: "电费", Model: "m"}}, &complaint.SecondOpinion{Kind: "complaint", Class: "02.04.02", Reason: "电费", By: "m"}, ""},
		{"another kind, that is handed over", said{opinion: adviser.Opinion{Kind: "fault", Reason: "报修", Model: "m"}}, &complaint.SecondOpinion{Kind: "fault", Reason: "报修", By: "m"}, ""},
		{"an unknown class", said{opinion: adviser.Opinion{Kind: "complaint", Class: "99.99.99", Reason: "x"}}, nil, "no class that was offered"},
		{"a lecture", said{opinion: adviser.Opinion{Kind: "fault", Reason: strings.Repeat("电", 301)}}, nil, "too long"},
		{"an error", said{err: errors.New("no access")}, nil, "no access"},
		{"a throttle", said{err: fault.New(fault.Busy, fault.Text{})}, nil, "Busy"},
		{"a panic", said{panics: true}, nil, "panicked"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, counts, why := newOffice(t).advised(&tt.said, unclear)
			if diff := cmp.Diff(tt.want, got.SecondOpinion); diff != "" {
				t.Errorf("opinion (-want +got):\n%s", diff)
			}
			if got.SecondOpinion = nil; !cmp.Equal(want, got) {
				t.Errorf("the case (-without +with):\n%s", cmp.Diff(want, got))
			}
			missing := 0
			if tt.want == nil {
				missing = 1
			}
			if diff := cmp.Diff(map[string]int{"Sorting": 1, "Opinions": 1 - missing, "OpinionsMissing": missing}, counts); diff != "" {
				t.Errorf("counts (-want +got):\n%s", diff)
			}
			if tt.said.asked != 1 {
				t.Errorf("asked %d times", tt.said.asked)
			}
			if !strings.Contains(why, tt.why) || (why == "") != (tt.why == "") || strings.Contains(why, "说法") || why != "" && !strings.HasPrefix(why, got.Reference) {
				t.Errorf("the log hears %q, want the reference and %q", why, tt.why)
			}
		})
	}
}

func TestAnAdviserHearsOnlyWhatIsUnclearAndMasked(t *testing.T) {
	o, s := newOffice(t), &said{err: errors.New("no access")}
	if _, counts, _ := o.advised(s, complaint.Submission{}); s.asked != 0 || !cmp.Equal(counts, map[string]int{"Sorting": 0}) {
		t.Errorf("asked %d times about a clear case, counts %v", s.asked, counts)
	}
	nowhere := complaint.Submission{Channel: "web", Text: "又停电了", Class: "04.03.01"}
	if c, _, _ := o.advised(s, nowhere); s.asked != 0 || c.Status != complaint.Sorting {
		t.Errorf("asked %d times about a case of which only the unit is unknown (%s)", s.asked, c.Status)
	}
	c, _, _ := o.advised(s, unclear)
	if want := "我叫[name]，那件事到现在也没有个说法，电话[number]\n给个说法"; s.last.Text != want || len(c.Alternatives) == 0 || s.last.Candidates[0] != c.Kind {
		t.Errorf("the question is %q with candidates %v, want %q and first %s", s.last.Text, s.last.Candidates, want, c.Kind)
	}
	for _, alternative := range c.Alternatives {
		if !slices.Contains(s.last.Candidates, alternative.Kind) || alternative.Class != "" && !slices.Contains(s.last.Candidates, alternative.Class) {
			t.Errorf("candidates %v lack %+v", s.last.Candidates, alternative)
		}
	}
}

// TestAnOpinionIsKeptForWhoDecides: it is in the record, survives the decision,
// and the record still gives the case.
func TestAnOpinionIsKeptForWhoDecides(t *testing.T) {
	o := newOffice(t)
	c, _, _ := o.advised(&said{opinion: adviser.Opinion{Kind: "complaint", Class: "02.04.02", Reason: "电费", Model: "m"}}, unclear)
	o.do(c.Reference, complaint.Classification{Kind: "complaint", Class: "04.03.01"})
	got, err := o.desk.Case(t.Context(), c.Reference)
	if err != nil {
		t.Fatal(err)
	}
	want := &complaint.SecondOpinion{Kind: "complaint", Class: "02.04.02", Reason: "电费", By: "m"}
	if diff := cmp.Diff(want, got.SecondOpinion); diff != "" || got.Class != "04.03.01" {
		t.Errorf("class %s, opinion (-want +got):\n%s", got.Class, diff)
	}
	events, err := o.desk.Store.Events(t.Context(), c.Reference, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	if again := complaint.Retrace(got, events, o.desk.PolicyOf); again.Stopped != nil || !cmp.Equal(got.SecondOpinion, again.Case.SecondOpinion) || complaint.Differences(got, again.Case) != nil {
		t.Errorf("the record stops at %v and gives %+v", again.Stopped, again.Case.SecondOpinion)
	}
}

func TestTheWorkflowIsToldNothingOfWhatOthersSaid(t *testing.T) {
	out, err := json.Marshal(triagefn.Out{Standing: complaint.Standing{Next: complaint.StepAwaitSorting, Steps: 3}, Heard: triagefn.Heard{Advice: triagefn.Advised, Inquiry: triagefn.Answered}})
	if err != nil || string(out) != `{"next":"AwaitSorting","steps":3}` {
		t.Errorf("the task answers %s, %v", out, err)
	}
}
