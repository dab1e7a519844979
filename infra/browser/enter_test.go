package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestStaffComeInAndSeeTheQueue(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	v := s.visit(t, desktop, "zh-CN")
	v.open("/desk")
	v.do(chromedp.SetValue(chromedp.CSS(`select[name=role]`), "supervisor"), chromedp.Click(chromedp.CSS(`main button`)), chromedp.WaitVisible(chromedp.CSS(`main .empty`)))
	v.look("queue-empty-zh")
	if text := v.text(); !strings.Contains(text, "没有超时或预警的工单") {
		t.Errorf("the queue says %q", text)
	}
}
