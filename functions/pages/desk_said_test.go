package pages

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

func TestWhatTheDeskSays(t *testing.T) {
	used := func(counted, of int64, unit, target string) func(string) string {
		return func(l string) string {
			return usedOf(web.ClockView{Target: target, Used: &web.Used{Counted: counted, Of: of, Unit: unit}}, l)
		}
	}
	p := &policy.Policy{Units: []policy.Unit{
		{ID: "one", Name: policy.Text{"zh": "城东所", "en": "East station"}, Regions: []string{"e1"}},
		{ID: "two", Name: policy.Text{"zh": "城西所", "en": "West station"}, Regions: []string{"w1", "w2"}},
	}}
	for _, test := range []struct {
		name   string
		say    func(language string) string
		en, zh string
	}{
		{"working days", used(0, 4, "days", "4wd"), "0 of 4 working days used", "已用0个工作日，共4个工作日"},
		{"one working day", used(1, 1, "days", "1wd"), "1 of 1 working day used", "已用1个工作日，共1个工作日"},
		{"calendar days", used(3, 56, "days", "56d flat"), "3 of 56 days used", "已用3日，共56日"},
		{"hours, none of them", used(0, 86400, "seconds", "24h"), "0 h of 24 h used", "已用0小时，共24小时"},
		{"hours and minutes", used(5400, 8*3600, "seconds", "8h working"), "1 h 30 min of 8 h used", "已用1小时30分钟，共8小时"},
		{"the same day", used(0, 1, "days", "same day"), "", ""},
		{"what is missing", func(l string) string { return sentence(say(l, "is required", "必填"), l) }, "This is required.", "此项必填。"},
		{"a sentence of its own", func(l string) string { return sentence(say(l, "the case has changed", "工单已有变化"), l) }, "The case has changed.", "工单已有变化。"},
		{"one that has its end", func(l string) string { return sentence(say(l, "Choose one.", "请选择。"), l) }, "Choose one.", "请选择。"},
		{"the only region of a unit", func(l string) string { return regionName("e1", p, l) }, "East station", "城东所"},
		{"one of several", func(l string) string { return regionName("w2", p, l) }, "w2 · West station", "w2 · 城西所"},
		{"a region by what people call it", func(l string) string { return regionName("城南", p, l) }, "城南", "城南"},
		{"a short text", func(l string) string { return short(say(l, " it  is\nshort ", "很短")) }, "it is short", "很短"},
		{"a long text", func(l string) string { return short(strings.Repeat(say(l, "long ", "长"), 99)) }, strings.Repeat("long ", 24) + "…", strings.Repeat("长", 60) + "…"},
		{"one case", func(l string) string { return about(bulkWordsOf["note"].Do, 1).In(l) }, "Add a note to 1 case", "为1件工单添加备注"},
		{"several cases", func(l string) string { return about(bulkWordsOf["note"].Done, 3).In(l) }, "Note added to 3 cases", "已为3件工单添加备注"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff([]string{test.en, test.zh}, []string{test.say("en"), test.say("zh")}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEveryBulkCommandHasItsWords(t *testing.T) {
	for _, name := range bulkCommands {
		if w := bulkWordsOf[name]; w.Choice.ZH == "" || w.Do.ZH == "" || w.Done.ZH == "" {
			t.Errorf("%s has no words", name)
		}
	}
}

// TestWhichDeadlineWasMissed is said of a case beside the one that is due next.
func TestWhichDeadlineWasMissed(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 9, 28, hour, 0, 0, 0, time.UTC) }
	missed := func(name string, due, ended int) web.ClockView {
		k := web.ClockView{Name: name, State: complaint.Missed, DueAt: at(due)}
		if ended > 0 {
			k.EndedAt = at(ended)
		}
		return k
	}
	next := at(20)
	for _, test := range []struct {
		name   string
		clocks []web.ClockView
		want   *breach
	}{
		{"none", []web.ClockView{{Name: "answer", State: complaint.Running, DueAt: next}}, nil},
		{"the one that is due next", []web.ClockView{missed("answer", 20, 0)}, nil},
		{"one that was met late", []web.ClockView{missed("contact", 3, 5)}, &breach{"contact", at(3), true, 2 * time.Hour}},
		{"the latest of several", []web.ClockView{missed("contact", 3, 5), missed("dispatch", 2, 9)}, &breach{"dispatch", at(2), true, 7 * time.Hour}},
		{"what is still owed goes first", []web.ClockView{missed("dispatch", 2, 9), missed("contact", 8, 0)}, &breach{Name: "contact", DueAt: at(8)}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, worst(test.clocks, next)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhereABulkActionLeadsBackTo(t *testing.T) {
	for said, want := range map[string]string{
		"": "/desk", "view=unit": "/desk?view=unit", "unit=demo-station&open=true&x=1": "/desk?open=true&unit=demo-station", "%": "/desk",
	} {
		if got := returning(said); got != want {
			t.Errorf("%q leads to %s, want %s", said, got, want)
		}
	}
}

func TestAFilterThatIsSetCanBeTakenAway(t *testing.T) {
	h := handlerOf(t)
	var got []string
	for _, c := range h.chips(url.Values{"unit": {"demo-station"}, "open": {"true"}, "batch": {"202609-000001"}}) {
		text := c.Text
		if c.Chosen != nil {
			text = c.Chosen.Name("en")
		}
		got = append(got, c.Label.EN+": "+text+" "+c.Without)
	}
	want := []string{
		"Unit, with those below it: Demo station /desk?batch=202609-000001&open=true",
		"Only open cases:  /desk?batch=202609-000001&unit=demo-station",
		"With the cases that follow: 202609-000001 /desk?open=true&unit=demo-station",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
