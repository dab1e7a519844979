package words

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/web"
)

func TestLimitsAreSaidInWords(t *testing.T) {
	for limit, want := range map[string][2]string{
		"5wd": {"5 working days", "5个工作日"}, "1wd": {"1 working day", "1个工作日"}, "24h": {"24 hours", "24小时"}, "20m": {"20 minutes", "20分钟"},
		"8h working": {"8 hours of working time", "工作时间8小时"}, "10d": {"10 days", "10日"}, "same day": {"the same day", "当日"}, "10d flat": {"10 calendar days, not moved for weekends", "10日（不顺延）"}, "75%": {"75% of the time", "已用时限75%"},
		"4h before": {"4 hours before it is due", "到期前4小时"}, "2wd before@09:00": {"2 working days before it is due at 09:00", "到期前2个工作日09:00"},
		"0wd before@09:00": {"on the day it is due at 09:00", "到期当日09:00"}, "whatever": {"whatever", "whatever"}, "": {"", ""},
	} {
		if en, zh := Limit(limit, "en"), Limit(limit, "zh"); en != want[0] || zh != want[1] {
			t.Errorf("%q is said %q and %q, want %q", limit, en, zh, want)
		}
	}
}

func TestLeft(t *testing.T) {
	for _, test := range []struct {
		d      time.Duration
		en, zh string
	}{
		{50 * time.Hour, "2 d 2 h left", "剩余2天2小时"},
		{90*time.Minute + 59*time.Second, "1 h 30 min left", "剩余1小时30分钟"},
		{30 * time.Second, "0 min left", "剩余0分钟"},
		{-26 * time.Hour, "1 d 2 h late", "已超1天2小时"},
	} {
		if diff := cmp.Diff([]string{test.en, test.zh}, []string{Left(test.d, "en"), Left(test.d, "zh")}); diff != "" {
			t.Errorf("%s: %s", test.d, diff)
		}
	}
}

func TestWhatIsUsedOfALimit(t *testing.T) {
	for _, test := range []struct {
		name, limit string
		used        web.Used
		en, zh      string
	}{
		{"working days", "4wd", web.Used{Counted: 0, Of: 4, Unit: "days"}, "0 of 4 working days used", "已用0个工作日，共4个工作日"},
		{"one working day", "1wd", web.Used{Counted: 1, Of: 1, Unit: "days"}, "1 of 1 working day used", "已用1个工作日，共1个工作日"},
		{"calendar days", "56d flat", web.Used{Counted: 3, Of: 56, Unit: "days"}, "3 of 56 days used", "已用3日，共56日"},
		{"minutes", "20m", web.Used{Counted: 90, Of: 1200, Unit: "seconds"}, "1 of 20 min used", "已用1分钟，共20分钟"},
		{"hours, none of them", "24h", web.Used{Counted: 0, Of: 86400, Unit: "seconds"}, "0 h of 24 h used", "已用0小时，共24小时"},
		{"hours and minutes", "8h working", web.Used{Counted: 5400, Of: 8 * 3600, Unit: "seconds"}, "1 h 30 min of 8 h used", "已用1小时30分钟，共8小时"},
		{"the same day", "same day", web.Used{Counted: 0, Of: 1, Unit: "days"}, "", ""},
	} {
		if en, zh := Used(&test.used, test.limit, "en"), Used(&test.used, test.limit, "zh"); en != test.en || zh != test.zh {
			t.Errorf("%s: %q and %q", test.name, en, zh)
		}
	}
}

func TestAWordOnAValueIsMadeASentence(t *testing.T) {
	for word, want := range map[string][2]string{
		"is required": {"This is required.", ""}, "the case has changed": {"The case has changed.", ""}, "Choose one.": {"Choose one.", ""},
		"必填": {"", "此项必填。"}, "工单已有变化": {"", "工单已有变化。"}, "请选择。": {"", "请选择。"},
	} {
		for i, language := range []string{"en", "zh"} {
			if got := Sentence(word, language); want[i] != "" && got != want[i] {
				t.Errorf("%q is made %q", word, got)
			}
		}
	}
}

func TestCapital(t *testing.T) {
	if got := Capital("答复") + Capital("answer") + Capital(""); got != "答复Answer" {
		t.Errorf("got %q", got)
	}
}
