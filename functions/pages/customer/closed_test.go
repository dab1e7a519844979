package customer

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

func TestEveryEndingIsSaidToCustomers(t *testing.T) {
	for _, o := range []complaint.Outcome{
		complaint.Resolved, complaint.Explained, complaint.Referred, complaint.Dissatisfied,
		complaint.Unreached, complaint.Invalid, complaint.Duplicate, complaint.Withdrawn,
	} {
		if en, zh := intake.Ending(o, "en"), intake.Ending(o, "zh"); en == "" || zh == "" || en == zh {
			t.Errorf("%s is said as %q and %q", o, en, zh)
		}
	}
}

func TestWhoHasTheAnswerWaitsForNoFirstCall(t *testing.T) {
	now := time.Date(2026, 9, 30, 16, 20, 0, 0, time.UTC)
	ahead, behind := now.Add(time.Hour), now.Add(-time.Hour)
	answered := intake.Progress{Timeline: []intake.Line{{Event: "received"}, {Event: "answered"}}}
	reopened := intake.Progress{Timeline: append(slices.Clone(answered.Timeline), intake.Line{Event: "closed"}, intake.Line{Event: "reopened"})}
	for name, c := range map[string]struct {
		promise web.Promise
		p       intake.Progress
		want    bool
	}{
		"answered":        {web.Promise{Clock: "contact", DueAt: ahead}, answered, true},
		"reopened":        {web.Promise{Clock: "contact", DueAt: ahead}, reopened, false},
		"not answered":    {web.Promise{Clock: "contact", DueAt: ahead}, intake.Progress{}, false},
		"called":          {web.Promise{Clock: "contact", DueAt: ahead, DoneAt: behind}, answered, false},
		"missed":          {web.Promise{Clock: "contact", DueAt: behind}, answered, false},
		"another promise": {web.Promise{Clock: "answer", DueAt: ahead}, answered, false},
	} {
		if got := overtaken(c.promise, c.p, now); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestRefusalsAreSentences(t *testing.T) {
	for _, c := range []struct {
		form, field, value string
		want               [2]string
	}{
		{"", "text", "", [2]string{"Tell us what happened.", "请说明事情经过。"}},
		{"", "text", "\u200b\u3164", [2]string{"Tell us what happened.", "请说明事情经过。"}},
		{"", "text", "长", [2]string{"What happened: reason", "事情经过：原因"}},
		{"supplement", "text", " ", [2]string{"Write what you want to add.", "请填写补充内容。"}},
		{"rating", "score", "", [2]string{"Choose a rating.", "请选择评分。"}},
		{"", "customer.phone", "x", [2]string{"Check your phone number: use digits only, with spaces if you like.", "请核对联系电话，只填写数字，可含空格或“-”。"}},
		{"", "code", "AAAA", [2]string{"reason", "原因"}},
	} {
		f := blankSlip(c.form)
		f.Values.Set(c.field, c.value)
		got := [2]string{f.sentence(fieldError{c.field, "reason"}, "en"), f.sentence(fieldError{c.field, "原因"}, "zh")}
		if got != c.want {
			t.Errorf("%s of %q: %q", c.field, c.form, got)
		}
	}
}

func TestAFieldIsWrongOnce(t *testing.T) {
	var f slip
	f.add(fieldError{"a", "first"})
	f.add(fieldError{"b", "other"})
	f.add(fieldError{"a", "second"})
	if diff := cmp.Diff([]fieldError{{"a", "first"}, {"b", "other"}}, f.Wrongs); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatWasWrittenStandsInItsFormAgain(t *testing.T) {
	f := blankSlip("")
	f.keep("supplements", url.Values{"key": {"k"}, "text": {"又停电了"}, "blank": {" "}})
	again := filledSlip("", url.Values{"reference": {"202609-000001"}, "code": {"x"}})
	for _, c := range f.takenAlong() {
		again.Values.Set(c.Name, c.Value)
	}
	back, ok := again.kept()
	if !ok || back.Command != "supplement" || !back.Open || back.Form.Get("text") != "又停电了" || len(back.Form.Values) != 1 {
		t.Errorf("%t: %+v", ok, back)
	}
	if diff := cmp.Diff([]carried{{"补充内容", "又停电了"}}, f.readable("zh")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	rated, replied := blankSlip(""), blankSlip("")
	rated.keep("rating", url.Values{"key": {"k"}, "score": {"2"}})
	replied.keep("offer-reply", url.Values{"key": {"k"}, "accepted": {"no"}})
	if diff := cmp.Diff([]carried{{"您对本次处理是否满意？", "2分，不满意"}, {"您是否同意？", "不同意，另有要求"}}, append(rated.readable("zh"), replied.readable("zh")...)); diff != "" {
		t.Errorf("what was chosen (-want +got):\n%s", diff)
	}
	for _, whose := range []string{"", "../rating", "rating"} {
		none := blankSlip("")
		none.keep(whose, url.Values{"key": {"k"}})
		if _, ok := none.kept(); ok {
			t.Errorf("of %q something is kept", whose)
		}
	}
}

func TestTheHotlineIsThePolicys(t *testing.T) {
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	own := *p
	own.Texts.Advice = maps.Clone(p.Texts.Advice)
	delete(own.Texts.Advice, "hotline")
	if got := hotlineOf(&own, "zh"); got != "客服热线" {
		t.Errorf("without a number: %s", got)
	}
	own.Texts.Advice["hotline"] = policy.Text{"zh": "95598", "en": "95598"}
	if got := hotlineOf(&own, "en"); !strings.HasSuffix(string(got), `hotline <a href="tel:95598">95598</a>`) {
		t.Errorf("with one: %s", got)
	}
}
