package report

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestTextsOfStaffNameNobody(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a telephone number", "电话联系13900000001，客户认可", "电话联系***，客户认可"},
		{"a number with dashes", "call 020-7946-0018 again", "call *** again"},
		{"five digits", "表号45817已更换", "表号***已更换"},
		{"full width digits", "户号３４００１", "户号***"},
		{"an identity card", "身份证11010519491231002X核对无误", "身份证***核对无误"},
		{"an e-mail address", "已发送至wang.wu@example.com。", "已发送至***。"},
		{"a courtesy", "现场答复王先生", "现场答复***先生"},
		{"a full name with a courtesy", "现场答复客户王小明先生", "现场答复客户***先生"},
		{"a colleague", "由李建国同志负责整改", "由***同志负责整改"},
		{"a courtesy after a comma", "经核实，张女士所述属实", "经核实，***女士所述属实"},
		{"somebody", "客户王某反映", "客户***某反映"},
		{"somebody of two characters", "李某某家", "***某某家"},
		{"a customer's name", "客户张三表示满意", "客户***表示满意"},
		{"a name in a form", "姓名：张三丰，", "姓名：***，"},
		{"a door", "3号楼2单元501室停电", "***号楼***单元***室停电"},
		{"an English title", "Spoke to Mrs. Brown and Mr John O'Neil today", "Spoke to Mrs. *** and Mr *** today"},

		{"short numbers stay", "电压仅178V，3月17日16:30恢复", "电压仅178V，3月17日16:30恢复"},
		{"amounts stay", "退还电费1234.56元", "退还电费1234.56元"},
		{"days in words stay", "2026年3月17日停电4小时，于某日恢复", "2026年3月17日停电4小时，于某日恢复"},
		{"places stay", "李村2号台区10kV城东线跳闸", "李村2号台区10kV城东线跳闸"},
		{"what customers are stays", "客户方变压器故障，客户满意", "客户方变压器故障，客户满意"},
		{"what somebody is in general stays", "the customer was satisfied", "the customer was satisfied"},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := masked(tt.text); got != tt.want {
				t.Errorf("%q is shown as\n%q, want\n%q", tt.text, got, tt.want)
			}
		})
	}
}

// TestNoFiveDigitsAreLeft whatever stands around them, and what was masked once
// stays as it is.
func TestNoFiveDigitsAreLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom(strings.Split("0,1,9,８, ,-,王,某,先生,客户,室,Mr ,A,x,@,。,\n", ","))
		text := strings.Join(rapid.SliceOfN(piece, 0, 30).Draw(t, "text"), "")
		got, digits := masked(text), 0
		for _, r := range got {
			if digits++; !unicode.IsDigit(r) {
				digits = 0
			}
			if digits >= 5 {
				t.Fatalf("%q is shown as %q", text, got)
			}
		}
		if again := masked(got); again != got {
			t.Errorf("%q, masked once more, is %q", got, again)
		}
	})
}
