package triage_test

import (
	"testing"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage"
)

// TestPraiseMustBeSpeltOut: discontent in the words of praise is no praise, and waits
// for a person as the complaint that it may be.
func TestPraiseMustBeSpeltOut(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	judge := triage.New(p)
	for _, text := range []string{
		"你们的服务我不满意", "对供电服务很不满意", "一点也不满意你们的服务", "不感谢你们", "师傅没有来，服务不周到",
		"I am not happy with your service", "感谢你们的抢修师傅，但是停电三天了还没有复电，请尽快处理",
	} {
		if got := judge.Judge(triage.Input{Text: text}); got.Kind == "praise" {
			t.Errorf("%s: praise, unsure %t", text, got.Unsure)
		} else if got.Kind != "complaint" && !got.Unsure {
			t.Errorf("%s: %s, and nobody is asked", text, got.Kind)
		}
	}
	for _, text := range []string{"表扬抢修师傅，非常感谢你们", "感谢你们的热情服务", "Thank you for the very helpful engineer, great job"} {
		if got := judge.Judge(triage.Input{Text: text}); got.Kind != "praise" || got.Unsure {
			t.Errorf("%s: %s, unsure %t", text, got.Kind, got.Unsure)
		}
	}
	if got := judge.Judge(triage.Input{Text: "你们的服务我不满意", Kind: "praise"}); got.Kind != "praise" {
		t.Errorf("what somebody chose is not theirs: %s", got.Kind)
	}
}
