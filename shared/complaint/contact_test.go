package complaint_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func TestAPhoneCanBeCalled(t *testing.T) {
	for value, want := range map[string]bool{
		"": true, "13900000001": true, "95598": true, "+44 7700 900001": true, "(0571) 8888-1234转12": true, "0571-88881234 ext. 3": true, "139.0000.0001 #4": true, "13900000001、13900000002": true, "1": true,
		"139-abc": false, "无": false, "zhang@example.com": false, strings.Repeat("1", 41): false, "转12": false, "13900000001 or her son": false,
	} {
		s := complaint.Submission{Channel: "web", Text: "电压低", Customer: complaint.CustomerDetails{Phone: value}}
		bad := slices.ContainsFunc(s.Check(complaint.Turn{Policy: rules(t).Policy, Now: time.Date(2026, 3, 10, 1, 0, 0, 0, time.UTC)}), func(f fault.Field) bool { return f.Name == "customer.phone" })
		if bad == want {
			t.Errorf("%q is taken: %t, want %t", value, !bad, want)
		}
	}
}

func TestATextThatSaysWhoTheCustomerIs(t *testing.T) {
	who := complaint.Contact{Name: "钱七", Phone: "13900000001", AccountNumber: "3301", Address: "幸福路1号"}
	for text, want := range map[string]bool{
		"钱七女士您好": true, "钱女士您好": true, "已致电13900000001": true, "户号3301的电表": true, "幸福路1号已恢复供电": true,
		"线路已修复，感谢您的谅解": false, "每度电价钱不变": false, "": false,
	} {
		if got := who.Known(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
	if (complaint.Contact{}).Known("线路已修复") || !(complaint.Contact{Name: "Ann Lee"}).Known("dear ann lee") {
		t.Error("nobody is known, or a name in small letters is not")
	}
}
