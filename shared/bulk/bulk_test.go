package bulk

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/sheet"
	"github.com/redress/redress/shared/web"
)

func row(number int, texts ...string) sheet.Row {
	r := sheet.Row{Number: number}
	for _, s := range texts {
		r.Cells = append(r.Cells, sheet.Cell{Text: s})
	}
	return r
}

func stateGrid(t *testing.T) *policy.Policy {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func form(t *testing.T, o Options, head ...string) *Form {
	t.Helper()
	f, err := NewForm(row(1, head...), stateGrid(t), o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// said writes fields as "name reason" lines.
func said(fields []fault.Field) string {
	var list []string
	for _, f := range fields {
		list = append(list, strings.TrimSpace(f.Name+" "+f.Reason.EN))
	}
	return strings.Join(list, "; ")
}

func TestHeadingsAreKnownInBothLanguages(t *testing.T) {
	f := form(t, Options{Columns: map[string]string{"我方编号": "source.reference", "备注": Ignored}},
		"渠道", " 受理内容（客户原话）", "Account No.", "ＰＨＯＮＥ", "区域 / region", "customer.name", "我方编号", "备注", "", "受理\n时间")
	want := map[string]int{"channel": 0, "text": 1, "customer.accountNumber": 2, "customer.phone": 3, "site.region": 4, "customer.name": 5, "source.reference": 6, "receivedAt": 9}
	if diff := cmp.Diff(want, f.at); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEachHeadingNamesOneField(t *testing.T) {
	for _, c := range columns {
		for _, h := range append(append([]string{c.field}, c.zh...), c.en...) {
			if got, ok := fieldOf(h); !ok || got != c.field {
				t.Errorf("%q names %q, want %q", h, got, c.field)
			}
		}
		if c.note.EN != "" && c.note.ZH == "" {
			t.Errorf("%s has no note in Chinese", c.field)
		}
	}
}

func TestEveryChannelHasWords(t *testing.T) {
	var codes []string
	for _, c := range channels {
		codes = append(codes, c.code)
	}
	if diff := cmp.Diff(policy.Channels, codes); diff != "" {
		t.Errorf("(-channels +words):\n%s", diff)
	}
}

func TestHeadsThatCannotBeUsed(t *testing.T) {
	for _, test := range []struct {
		name string
		head []string
		o    Options
		want string
	}{
		{"unknown", []string{"渠道", "内容", "颜色"}, Options{}, "颜色 is not a known column"},
		{"two things in one", []string{"渠道", "内容", "姓名/电话"}, Options{}, "姓名/电话 is not a known column"},
		{"double", []string{"渠道", "内容", "电话", "phone"}, Options{}, "phone means the same as 电话"},
		{"missing", []string{"姓名"}, Options{}, "渠道 / channel is missing; 受理内容 / text is missing"},
		{"no head", []string{"张三", "13900000001"}, Options{}, ""},
		{"a field that does not exist", []string{"渠道", "内容"}, Options{Columns: map[string]string{"x": "customer.hair"}}, "x is given the field customer.hair, which is not known"},
		{"ignored", []string{"渠道", "内容", "颜色"}, Options{IgnoreUnknown: true}, "none"},
		{"a way instead of a channel", []string{"受理方式", "内容"}, Options{}, "none"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := NewForm(row(1, test.head...), stateGrid(t), test.o)
			got := "none"
			if err != nil {
				got = said(fault.Of(err).Fields)
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestARowIsARecord(t *testing.T) {
	f := form(t, Options{}, "渠道", "受理方式", "受理时间", "受理内容", "户号", "客户类型", "匿名", "城乡类别", "语言", "越级")
	for _, test := range []struct {
		name  string
		cells []string
		want  string // JSON, or what is wrong
	}{
		{"codes", []string{"hotline", "", "2026-11-21T08:30:00+08:00", "停电", "0012", "residential", "yes", "rural", "zh", "no"},
			`{"channel":"hotline","text":"停电","language":"zh","customer":{"accountNumber":"0012","kind":"residential","anonymous":true},"site":{"area":"rural"},"receivedAt":"2026-11-21T08:30:00+08:00"}`},
		{"words", []string{"95598 热线", "", "2026年11月21日8时30分", "停电", "", "居民", "是", "农村", "中文", "否"},
			`{"channel":"hotline","text":"停电","language":"zh","customer":{"kind":"residential","anonymous":true},"site":{"area":"rural"},"receivedAt":"2026-11-21T08:30:00+08:00"}`},
		{"a date alone is its beginning", []string{"信函", "", "２０２６／１１／２１", "停电"}, `{"channel":"letter","text":"停电","receivedAt":"2026-11-21T00:00:00+08:00"}`},
		{"the channel follows from the way in", []string{"", "传真", "", "停电"}, `{"channel":"letter","text":"停电","source":{"via":"fax"}}`},
		{"a way in in place of the channel", []string{"信访", "", "", "停电"}, `{"channel":"superior","text":"停电","source":{"via":"petition"}}`},
		{"a number as a way in", []string{"12345", "", "", "停电"}, `{"channel":"superior","text":"停电","source":{"via":"12345"}}`},
		{"another channel than the way's is the recorder's to refuse", []string{"热线", "fax", "", "停电"}, `{"channel":"hotline","text":"停电","source":{"via":"fax"}}`},
		{"what nobody knows", []string{"鸽子", "飞行", "11/21/2026", "停电", "", "外星人", "也许", "月球", "拉丁文", "2"},
			"channel must be one of hotline, web, app, wechat, counter, letter, email, media, regulator, superior, other; source.via is not a way in of the policy; " +
				"receivedAt must be a date and time such as 2026-11-21 08:30; customer.kind must be one of residential, commercial, industrial, unknown; " +
				"customer.anonymous must be one of yes, no; site.area must be one of urban, rural, remote; source.overLevel must be one of yes, no; language must be one of zh, en"},
		{"the thirtieth of February", []string{"hotline", "", "2026-02-30", "停电"}, "receivedAt must be a date and time such as 2026-11-21 08:30"},
		{"a cell beyond the head", []string{"hotline", "", "", "停电", "", "", "", "", "", "", "", "!"}, "column 12 has no heading"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, bad := f.Read(row(2, test.cells...))
			got := said(bad)
			if len(bad) == 0 {
				text, err := json.Marshal(s)
				if err != nil {
					t.Fatal(err)
				}
				got = string(text)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAFlawSpoilsTheRowWhereItCounts(t *testing.T) {
	f := form(t, Options{IgnoreUnknown: true}, "渠道", "受理内容", "户号", "颜色")
	flaw := sheet.Cell{Flaw: fault.Say("is broken", "已损坏")}
	r := row(2, "hotline", "停电", "1")
	r.Cells = append(r.Cells, flaw)
	if _, bad := f.Read(r); len(bad) > 0 {
		t.Errorf("a column that is ignored spoils the row: %s", said(bad))
	}
	r.Cells[2] = flaw
	if _, bad := f.Read(r); said(bad) != "customer.accountNumber is broken" {
		t.Errorf("got %q", said(bad))
	}
}

func TestARefusedRowKeepsItsOrigin(t *testing.T) {
	const digest, other = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"
	f := form(t, Options{}, "渠道", "联系电话", "受理内容")
	bad := row(7, "鸽子", "139", "停电", "!")
	from, why := f.Origin(bad, digest)
	if len(why) > 0 || from != (Origin{digest, 7}) {
		t.Fatalf("origin %v, %s", from, said(why))
	}
	got := [][]string{f.Refused("zh"), f.Refuse(bad, from, []web.BadField{{Field: "customer.phone", Message: "过短"}, {Message: "第4列没有表头"}})}
	want := [][]string{{"渠道", "联系电话", "受理内容", "原文件", "行号", "原因"}, {"鸽子", "139", "停电", digest, "7", "联系电话 过短; 第4列没有表头", "!"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}

	again := form(t, Options{}, got[0]...)
	mended := row(2, append([]string{"hotline"}, got[1][1:6]...)...)
	back, why := again.Origin(mended, other)
	if len(why) > 0 || back.Key() != from.Key() {
		t.Errorf("mended, it has the key %q, want %q (%s)", back.Key(), from.Key(), said(why))
	}
	if s, bad := again.Read(mended); len(bad) > 0 || s.Channel != "hotline" || s.Customer.Phone != "139" {
		t.Errorf("mended, it is %+v, %s", s, said(bad))
	}
	if diff := cmp.Diff(want[0], again.Refused("en")); diff != "" {
		t.Errorf("refused again (-want +got):\n%s", diff)
	}
	cells := again.Refuse(mended, back, []web.BadField{{Field: "channel", Message: "no"}})
	if diff := cmp.Diff([]string{"hotline", "139", "停电", digest, "7", "渠道 no"}, cells); diff != "" {
		t.Errorf("refused again (-want +got):\n%s", diff)
	}
	if added, why := again.Origin(row(3, "hotline", "", "停电"), other); len(why) > 0 || added != (Origin{other, 3}) {
		t.Errorf("a row that was added has the origin %v", added)
	}
	for _, cells := range [][]string{{digest, ""}, {"", "7"}, {"x", "7"}, {digest, "seven"}, {digest, "0"}} {
		if _, why := again.Origin(row(3, append([]string{"hotline", "", "停电"}, cells...)...), other); len(why) != 1 {
			t.Errorf("origin %v is believed", cells)
		}
	}
}

func TestTheTemplateIsAFormWithANote(t *testing.T) {
	head, notes := Template()
	f := form(t, Options{}, head...)
	if len(f.at) != len(head) || len(notes) != len(head) {
		t.Errorf("%d columns, %d of them known, %d notes", len(head), len(f.at), len(notes))
	}
	if !f.IsNote(row(2, notes...)) || f.IsNote(row(2, "hotline", "# 停电")) || f.IsNote(row(2)) {
		t.Error("what begins with # is a note, and nothing else")
	}
}
