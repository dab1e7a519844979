package adviser

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/policy"
)

func pack(t *testing.T, name string) *policy.Policy {
	t.Helper()
	p, err := policy.Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAQuestionIsMaskedAndOffersThePack(t *testing.T) {
	p := pack(t, "state-grid")
	got := About(p, " 我叫王小明，电话13900000001，电费突然很高\n ", "complaint", "", "02.04.02", "complaint")
	if want := "我叫[name]，电话[number]，电费突然很高"; got.Text != want {
		t.Errorf("text %q, want %q", got.Text, want)
	}
	if diff := cmp.Diff([]string{"complaint", "02.04.02"}, got.Candidates); diff != "" || got.Language != "zh" {
		t.Errorf("language %s, candidates (-want +got):\n%s", got.Language, diff)
	}
	if len(got.Kinds) != len(p.Kinds) || len(got.Classes) != len(p.Classes) || got.Classes[0] != (Choice{"01.01.01", "服务行为 / 营业厅人员服务态度"}) {
		t.Errorf("%d kinds, %d classes, the first %v", len(got.Kinds), len(got.Classes), got.Classes[0])
	}
	if got := About(pack(t, "ofgem"), "no power").Language; got != "en" {
		t.Errorf("the language is %s, want the pack's", got)
	}
}

func TestALongTextIsCut(t *testing.T) {
	got := About(pack(t, "state-grid"), strings.Repeat("电", 3*mostText)).Text
	if n := utf8.RuneCountInString(got); n != mostText || !utf8.ValidString(got) {
		t.Errorf("%d characters, want %d", n, mostText)
	}
}

func TestOnlyWhatWasOfferedIsAnOpinion(t *testing.T) {
	q := About(pack(t, "state-grid"), "电费突然很高")
	for _, tt := range []struct {
		name                string
		kind, class, reason string
		want                string // the reason as it is shown
		err                 string
	}{
		{"a complaint", "complaint", "02.04.02", "称电费突然升高", "称电费突然升高", ""},
		{"another kind", "enquiry", "", "only asks", "only asks", ""},
		{"on several lines", "enquiry", "", " only\n\tasks ", "only asks", ""},
		{"a reason that a text has asked for", "enquiry", "", "请致电13900000001或访问http://example.com/pay", "请致电[number]或访问[link]", ""},
		{"an unknown kind", "refund", "", "x", "", "no kind"},
		{"no kind", "", "", "x", "", "no kind"},
		{"an unknown class", "complaint", "99.99.99", "x", "", "no class"},
		{"a class of a higher level", "complaint", "02.04", "x", "", "no class"},
		{"a complaint without a class", "complaint", "", "x", "", "no class"},
		{"a class that goes with no kind", "praise", "02.04.02", "x", "", "no class"},
		{"no reason", "enquiry", "", " \n", "", "has no reason"},
		{"a long reason", "enquiry", "", strings.Repeat("电", 301), "", "too long"},
		{"the longest reason", "enquiry", "", strings.Repeat("电", 300), strings.Repeat("电", 300), ""},
		{"a reason that turns round", "enquiry", "", "x\u202ey", "", "cannot be seen"},
		{"a reason with a bell", "enquiry", "", "x\u0007y", "", "cannot be seen"},
		{"a reason that is no text", "enquiry", "", "x\xffy", "", "no text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := q.accept(Opinion{Kind: tt.kind, Class: tt.class, Reason: tt.reason, Model: "m"})
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) || got != (Opinion{}) {
					t.Errorf("got %+v, %v; want nothing and %q", got, err, tt.err)
				}
				return
			}
			if want := (Opinion{tt.kind, tt.class, tt.want, "m"}); got != want || err != nil {
				t.Errorf("got %+v, %v; want %+v", got, err, want)
			}
		})
	}
}
