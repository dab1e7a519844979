package board

import (
	"testing"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/diff"
)

// TestChangesAreSaidByName: no code of a pack stands where people read.
func TestChangesAreSaidByName(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []struct {
		change               diff.Change
		item, field, value   string // in Chinese
		itemEN, fieldEN, toE string
	}{
		{diff.Change{Part: "clock", Item: "contact", Field: "target", To: "20m"}, "首次联系客户", "时限", "20分钟", "First contact", "limit", "20 minutes"},
		{diff.Change{Part: "clock", Item: "answer", Field: "warning 0wd before@09:00", To: "handler L1, at any time"}, "答复客户", "预警：到期当日09:00", "经办人、供电所（班组）（不限工作时间）", "Answer", "warning: on the day it is due at 09:00", "handler, station or crew (at any hour)"},
		{diff.Change{Part: "clock", Item: "answer", Field: "rung 1", To: "after 1wd@09:00 L1 L2, every 1wd@09:00, 3 times in all"}, "答复客户", "升级1", "超时后1个工作日的09:00 → 供电所（班组）、区县公司，此后每个工作日09:00，共3次", "Answer", "escalation 1", "1 working day later, at 09:00 → station or crew, county company, then every working day at 09:00, 3 times in all"},
		{diff.Change{Part: "clock", Item: "answer", Field: "valid", To: "from 2008-10-01"}, "答复客户", "有效期", "2008-10-01起", "Answer", "valid", "from 2008-10-01"},
		{diff.Change{Part: "clock", Item: "answer", Field: "variant received from 2011 to 2021", To: "7wd (十项承诺)"}, "答复客户", "特殊时限（受理时间2011年至2021年）", "7个工作日", "Answer", "special deadline (received from 2011 to 2021)", "7 working days"},
		{diff.Change{Part: "clock", Item: "answer", Field: "promised", To: "yes"}, "答复客户", "对客户承诺", "是", "Answer", "promised", "yes"},
		{diff.Change{Part: "calendar", Item: "2026-10-01/2026-10-07", Field: "hours", To: "08:30-12:00 13:30-17:30"}, "2026年10月1日—7日", "工作时间", "08:30–12:00、13:30–17:30", "1–7 October 2026", "hours", "08:30–12:00, 13:30–17:30"},
		{diff.Change{Part: "calendar", Item: "rules", Field: "layers", To: "company over china"}, "每周时间与时区", "日历组成", "company、中国大陆", "Week and zone", "made of", "company, Mainland China"},
		{diff.Change{Part: "tell", Item: "urge.again", Field: "levels", To: "L1"}, "再次催办", "层级", "供电所（班组）", "Customer's reminder (again)", "levels", "station or crew"},
		{diff.Change{Part: "unit", Item: "demo-station", Field: "parent", To: "demo-county"}, "示范供电所", "上级单位", "示范县供电公司", "Demo station", "unit above", "Demo county company"},
		{diff.Change{Part: "class", Item: "04.03", Field: "name", To: "Outage / 停电"}, "04.03", "名称", "停电", "04.03", "name", "Outage"},
	} {
		for language, want := range map[string][3]string{"zh": {in.item, in.field, in.value}, "en": {in.itemEN, in.fieldEN, in.toE}} {
			c := &comparison{from: p, to: p, language: language}
			if got := [3]string{c.Item(in.change), c.Field(in.change), c.Value(in.change, in.change.To)}; got != want {
				t.Errorf("%+v is said %q, want %q", in.change, got, want)
			}
		}
	}
}
