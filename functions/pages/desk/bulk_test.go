package desk

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhatBulkActionsAreCalled(t *testing.T) {
	for _, test := range []struct {
		name   string
		say    func(language string) string
		en, zh string
	}{
		{"one case", func(l string) string { return withCount(bulkWordsOf["note"].Do, 1).In(l) }, "Add a note to 1 case", "为1件工单添加备注"},
		{"several cases", func(l string) string { return withCount(bulkWordsOf["note"].Done, 3).In(l) }, "Note added to 3 cases", "已为3件工单添加备注"},
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
