package browser

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// lacks holds a page to texts that do not stand on it.
func lacks(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(page, text) {
			t.Errorf("%q stands on it", text)
		}
	}
}

// has holds a page to texts that stand on it.
func has(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			t.Errorf("%q is not there", text)
		}
	}
}

func TestADuplicateLeadsToTheOneThatGoesOn(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	form := filing("停电")
	form.Set("customer.accountNumber", "0512-0078")
	s.client().post("/complaints/new", form)
	c := s.client()
	form.Set("key", "of another form")
	_, receipt, _ := c.post("/complaints/new", form)
	_, page := c.get(receipt)
	has(t, page, "并入工单", "后续进展请查询工单", "202609-000001")
	lacks(t, page, "接下来", "我们回访您")
	_, page = c.get(strings.TrimSuffix(receipt, "/receipt"))
	has(t, page, "已并入工单", "查看工单")
	lacks(t, page, "评价处理情况", "如您不满意", `class="stages"`)
}

func TestNobodyIsPromisedACallWhoCannotBeCalled(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	form := filing("停电")
	form.Set("at", "who")
	form.Set("go", "check")
	form.Set("customer.anonymous", "yes")
	_, _, page := s.client().post("/complaints/new", form)
	has(t, page, "无法致电您", "答复您")
	lacks(t, page, "首次联系您")
	form.Set("customer.phone", "13800001234")
	_, _, page = s.client().post("/complaints/new", form)
	has(t, page, "首次联系您", "答复您")
}

func TestWhatWasWrittenGoesAlongToTheComplaint(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	here := s.client()
	_, receipt, _ := here.post("/complaints/new", filing("停电"))
	code := here.code(receipt)
	there := s.client()
	_, _, page := there.post("/complaints/202609-000001/supplements", url.Values{"text": {"写了很久的补充"}})
	has(t, page, `name="wish" value="supplements"`, `name="kept.text" value="写了很久的补充"`)
	form := url.Values{"reference": {"202609-000001"}, "code": {"AAAABBBBCCCC"}, "wish": {"supplements"}, "kept.text": {"写了很久的补充"}}
	_, _, page = there.post("/progress", form)
	has(t, page, `name="kept.text" value="写了很久的补充"`)
	form.Set("code", code)
	status, _, page := there.post("/progress", form)
	if status != http.StatusOK {
		t.Errorf("it is answered with %d", status)
	}
	has(t, page, `action="/complaints/202609-000001/supplements"`, "\n写了很久的补充</textarea>")
}

func TestACustomerIsToldHowAComplaintIsReopened(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	c := s.complainant("停电")
	c.post("/complaints/202609-000001/withdrawal", url.Values{"key": {"k"}})
	_, page := c.get("/complaints/202609-000001")
	has(t, page, "已办结：您已撤回", "如情况有变", "10月30日24:00</time>前致电客服热线", "202609-000001")
	lacks(t, page, "如您不满意", "评价处理情况")
}

func TestARejectedAnswerIsNoPromiseKept(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	c := s.complainant("停电")
	const reference = "202609-000001"
	s.answered(reference, "yes", map[string]any{"text": "已处理", "agreed": true})
	_, page := c.get("/complaints/" + reference)
	has(t, page, "按时完成")
	lacks(t, page, "首次联系您") // who has the answer
	s.orders(reference, "callback", "callback:*", map[string]any{"reached": true, "satisfied": false, "reason": "还在停电"})
	_, page = c.get("/complaints/" + reference)
	has(t, page, "当前状态：重新处理", "已答复，您不满意", "<dt>重新处理</dt>", "时限10月10日24:00")
	lacks(t, page, "按时完成")
}
