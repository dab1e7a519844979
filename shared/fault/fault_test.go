package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/redress/redress/shared/fault"
)

func TestKindSurvivesWrapping(t *testing.T) {
	err := fmt.Errorf("load case: %w", fault.New(fault.NotFound, fault.Say("no such case", "没有此工单")))
	if got := fault.KindOf(err); got != fault.NotFound {
		t.Errorf("KindOf = %q, want NotFound", got)
	}
	if got := fault.KindOf(errors.New("disk full")); got != fault.Internal {
		t.Errorf("foreign error is %q, want Internal", got)
	}
	if got := fault.KindOf(nil); got != "" {
		t.Errorf("KindOf(nil) = %q, want empty", got)
	}
}

func TestForeignErrorsSayNothingOfTheirCause(t *testing.T) {
	e := fault.Of(errors.New("secret path /x"))
	if got, want := e.Msg.In("zh-CN"), "系统内部错误，请稍后重试"; got != want {
		t.Errorf("message = %q, want %q", got, want)
	}
	if got := e.Msg.In("fr"); got != "something went wrong on our side, please try again" {
		t.Errorf("message = %q", got)
	}
}

func TestFieldsNamesEveryBadValue(t *testing.T) {
	if fault.Fields(nil) != nil {
		t.Fatal("no fields must be no error")
	}
	err := fault.Fields([]fault.Field{
		{Name: "text", Reason: fault.Say("is required", "必填")},
		{Name: "channel", Reason: fault.Say("is unknown", "未知")},
	})
	want := "Invalid: some values are not acceptable: text is required: channel is unknown"
	if err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}
