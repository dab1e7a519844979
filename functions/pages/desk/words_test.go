package desk

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

func TestWordsOfTheDesk(t *testing.T) {
	p := handlerOf(t).Policy
	for _, test := range []struct {
		name   string
		say    func(language string) string
		en, zh string
	}{
		{"a holiday in a ledger", func(l string) string { return ledgerWords("holiday: 国庆节", p, l) }, "holiday: 国庆节", "节假日：国庆节"},
		{"a day of an unpublished year", func(l string) string { return ledgerWords("working; unpublished", p, l) }, "working; unpublished", "工作时间；unpublished"},
		{"a person", func(l string) string { return actor("handler:demo-station:zhang", p, l) }, "handler · Demo station · zhang", "经办人 · 示范供电所 · zhang"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff([]string{test.en, test.zh}, []string{test.say("en"), test.say("zh")}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatEventsTell(t *testing.T) {
	p := handlerOf(t).Policy
	for _, test := range []struct {
		name, kind, data string
		want             []eventFact
	}{
		{"what was filled into a form", "reviewed", `{"passed":false,"reason":"太短"}`, []eventFact{{"审核结果", "退回"}, {"理由", "太短"}}},
		{"an object within it", "answered", `{"text":"好","compensation":{"amount":"5.00","currency":"CNY"},"usage":[{"month":"2026-08","kWh":"3"}]}`,
			[]eventFact{{"答复内容", "好"}, {"补偿金额", "5.00元"}, {"客户用电量", "2026-08 3"}}},
		{"what a clock did", "warned", `{"clock":"contact","point":"4h before","levels":["handler","L1"]}`, []eventFact{{"时限", "首次联系客户"}, {"预警点", "到期前4小时"}, {"通知层级", "经办人、供电所（班组）"}}},
		{"how a limit was moved", "corrected", `{"clock":"answer","round":0,"from":"2026-09-30T02:00:00Z","to":"2026-10-09T02:00:00Z","because":"late event"}`,
			[]eventFact{{"时限", "答复客户"}, {"原截止", "2026年9月30日10:00"}, {"现截止", "2026年10月9日10:00"}, {"原因", "补登"}}},
		{"how a limit follows another kind", "retargeted", `{"clock":"answer","round":0,"from":"2026-09-30T02:00:00Z","to":"2026-10-09T02:00:00Z","because":"retroactive"}`,
			[]eventFact{{"时限", "答复客户"}, {"原截止", "2026年9月30日10:00"}, {"现截止", "2026年10月9日10:00"}, {"原因", "适用新时限，自起算时起计算"}}},
		{"what a supervisor ordered", "supervision-ordered", `{"demand":"三日内查清","limit":"3wd"}`, []eventFact{{"督办要求", "三日内查清"}, {"反馈时限", "3个工作日"}}},
		{"by when, on a day", "supervision-ordered", `{"demand":"查清","limit":"2026-10-09T10:00:00Z"}`, []eventFact{{"督办要求", "查清"}, {"反馈时限", "2026年10月9日18:00"}}},
		{"who has signed", "appealed", `{"type":"not-true","signatures":[{"level":"L2","by":"营销部"}]}`, []eventFact{{"申诉类型", "不属实"}, {"部门签字", "区县公司 营销部"}}},
		{"from which case something came", "linked", `{"from":"202609-000002"}`, []eventFact{{"工单", "202609-000002"}}},
		{"answers to the policy's questions", "called", `{"reached":true,"satisfied":true,"answers":{"satisfied":true,"solved":true}}`, []eventFact{{"是否联系上客户", "已联系上"}, {"客户是否满意", "满意"}, {"责任单位和责任人是否真正为您解决了问题？", "是"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, factsOf(complaint.Event{Type: test.kind, Data: json.RawMessage(test.data)}, p, "zh")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEveryReasonOfTheRulesHasWords: those that stand in the code of the domain, and those
// that packs choose.
func TestEveryReasonOfTheRulesHasWords(t *testing.T) {
	reasons := map[string]bool{}
	for folder, patterns := range map[string][]string{
		"complaint": {`because\w+ += "([^"]+)"`, `Because: "([^"]+)"`, `\bsupervise\([^"\n]*"([^"]+)"`, `openEmergency\("([^"]+)"`, `byOrder = "([^"]+)"`},
		"policy":    {` Choice += "([^"]+)"`, `Supervised\w+ += "([^"]+)"`},
	} {
		files, err := filepath.Glob("../../../shared/" + folder + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		var source strings.Builder
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(name, "_test.go") {
				source.Write(text)
			}
		}
		for _, pattern := range patterns {
			found := regexp.MustCompile(pattern).FindAllStringSubmatch(source.String(), -1)
			if found == nil {
				t.Errorf("%s has no reason like %s", folder, pattern)
			}
			for _, one := range found {
				reasons[one[1]] = true
			}
		}
	}
	delete(reasons, "grade ") // which one follows
	for _, grade := range complaint.Grades {
		reasons["grade "+grade] = true
	}
	delete(reasons, "no such limit for this ") // and what of it
	for _, name := range policy.Names() {
		p, err := policy.Named(name)
		if err != nil {
			t.Fatal(err)
		}
		for change, choice := range p.Recompute {
			reasons["no such limit for this "+change], reasons[string(choice)] = true, true
		}
		for _, c := range p.Clocks {
			if becauseWord(c.Name, p, "zh") == c.Name {
				t.Errorf("the clock %s of %s has no title", c.Name, name)
			}
		}
	}
	p := handlerOf(t).Policy
	for because := range reasons {
		for _, language := range []string{"en", "zh"} {
			if said := becauseWord(because, p, language); said == "" || said == because && because != "suspension" {
				t.Errorf("%q is called %q in %s", because, said, language)
			}
		}
	}
}

func TestWhyACaseHasComeBack(t *testing.T) {
	event := func(kind, data string) complaint.Event {
		return complaint.Event{Type: kind, Data: json.RawMessage(data)}
	}
	var (
		answered = event("answered", `{"text":"x"}`)
		passed   = event("reviewed", `{"passed":true}`)
		returned = event("reviewed", `{"passed":false,"reason":"x"}`)
		unhappy  = event("called", `{"reached":true,"satisfied":false}`)
		noted    = event("noted", `{"text":"x"}`)
	)
	for _, test := range []struct {
		name   string
		newest []complaint.Event
		want   string
	}{
		{"it was never answered", []complaint.Event{noted}, ""},
		{"the answer stands", []complaint.Event{passed, answered}, ""},
		{"the review sent it back", []complaint.Event{noted, returned, answered}, "reviewed"},
		{"the customer is not satisfied", []complaint.Event{unhappy, passed, answered}, "called"},
		{"it was answered again", []complaint.Event{answered, unhappy, passed, answered}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			if e := sentBack(test.newest); e != nil {
				got = e.Type
			}
			if got != test.want {
				t.Errorf("it has come back by %q, want %q", got, test.want)
			}
		})
	}
}
