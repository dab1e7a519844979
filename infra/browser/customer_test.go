package browser

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// press clicks on something that leads to another page, and waits for that.
func (v *visitor) press(css string) {
	v.t.Helper()
	v.do(chromedp.Evaluate[chromedp.Void](`void (window.stale = true)`), chromedp.Click(chromedp.CSS(css)))
	v.loaded()
}

// loaded waits for a page that is not the one marked stale.
func (v *visitor) loaded() {
	v.t.Helper()
	for range 400 {
		fresh, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](`!window.stale && document.readyState === "complete"`))
		if err == nil && fresh { // there is no page to ask while one goes and another comes
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	v.t.Fatalf("no page came after %s", see(v, chromedp.Location()))
}

// fill writes into fields, by their names.
func (v *visitor) fill(fields map[string]string) {
	v.t.Helper()
	for name, value := range fields {
		v.do(chromedp.SetValue(chromedp.CSS(`main [name="`+name+`"]`), value))
	}
}

// shows holds the page to texts that stand on it.
func (v *visitor) shows(texts ...string) {
	v.t.Helper()
	page := v.text()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			v.t.Errorf("%q does not stand on %s:\n%s", text, see(v, chromedp.Location()), page)
		}
	}
}

// tongue is what a customer who reads one language looks for.
type tongue struct {
	language, name string
	screen         size
	missing        string // of a narrative
	text, demand   string
	received       string
	added, urged   string
	answer, closed string
	rated          string
	danger, reason string
	when           string
	papers         []string
}

var tongues = []tongue{
	{
		language: "zh-CN", name: "zh", screen: phone, missing: "请说明事情经过。",
		text: "我们小区从九月起每天晚上七点左右停电，已经停了十几次，老人孩子都很难受。", demand: "查明原因，尽快解决。", received: "投诉已受理",
		added: "已收到您的补充说明", urged: "已将您的催办转告承办单位", answer: "经核实，台区变压器过载，已于9月30日更换。", closed: "已办结", rated: "感谢您的评价",
		when: "9月29日19:00", danger: "门口的电线断了，掉在地上冒火花", reason: "变压器缺货，须等厂家发货", papers: []string{"近三个月电费账单", "电表照片"},
	},
	{
		language: "en-GB", name: "en", screen: desktop, missing: "Tell us what happened.",
		text: "Since early September the power has failed around seven every evening, more than ten times by now.", demand: "Find out why, and put an end to it.", received: "Your complaint has been received",
		added: "What you added has been passed on", urged: "We have passed on your reminder", answer: "The transformer was overloaded; it was replaced on 30 September.", closed: "Closed: resolved", rated: "recorded your rating",
		when: "19:00 on 29 September", danger: "A wire is down in front of the house and sparks on the ground", reason: "The transformer is out of stock and must come from the maker.", papers: []string{"Your bills of the last three months", "A photo of the meter"},
	},
}

func TestACustomerFilesFollowsAndRates(t *testing.T) {
	for _, l := range tongues {
		t.Run(l.name, func(t *testing.T) {
			s := opened(t, "2026-09-30T16:20:00+08:00")
			v := s.visit(t, l.screen, l.language)
			reference := v.files(l)
			v.follows(l, reference)
		})
	}
}

// files fills in the steps, with a mistake and a way back, and gives the reference.
func (v *visitor) files(l tongue) string {
	v.t.Helper()
	v.open("/")
	v.press(`.cards a[href="/complaints/new"]`)
	v.do(chromedp.Click(chromedp.CSS(`details:nth-of-type(4) summary`)), chromedp.Click(chromedp.CSS(`input[value="04.03.01"]`)))
	v.press(`main form .row button`)
	v.press(`main form .row button`)
	v.shows(l.missing)
	v.fill(map[string]string{"text": l.text, "demand": l.demand, "occurredAt": "2026-09-29T19:00", "site.region": "demo", "site.address": "和平路5号院3号楼"})
	v.press(`main form .row button`)
	v.press(`button[value="happened"]`)
	if got := see(v, chromedp.Value(chromedp.CSS(`textarea[name="text"]`))); got != l.text {
		v.t.Errorf("going back, the text is %q", got)
	}
	v.press(`main form .row button`)
	v.fill(map[string]string{"customer.name": "王小明", "customer.phone": "13800001234", "customer.accountNumber": "0512-0077", "customer.kind": "residential"})
	v.do(chromedp.Click(chromedp.CSS(`input[name="customer.confidential"]`)))
	v.press(`main form .row button`)
	v.shows(l.text, l.demand, "王小明", l.when)
	v.press(`button[value="send"]`)
	v.shows(l.received)
	code := strings.ReplaceAll(see(v, chromedp.Text(chromedp.CSS(`.ticket div + div .code`))), " ", "")
	if address := see(v, chromedp.Location()); len(code) != 12 || strings.Contains(address, code) {
		v.t.Errorf("the code %q, at %s", code, address)
	}
	return see(v, chromedp.Text(chromedp.CSS(`.ticket .code`)))
}

// follows looks, adds, urges, and rates what the staff have done meanwhile.
func (v *visitor) follows(l tongue, reference string) {
	v.t.Helper()
	v.press(`main .button`)
	v.do(chromedp.Click(chromedp.CSS(`#supplement summary`)))
	v.fill(map[string]string{"text": "<b>昨晚又停了。</b>"})
	v.press(`#supplement button`)
	v.shows(l.added)
	v.do(chromedp.Click(chromedp.CSS(`#urge summary`)))
	v.press(`#urge button`)
	v.shows(l.urged)
	v.api("POST", "/v1/cases/"+reference+"/acceptance", "handler:demo-station", map[string]any{"handler": "li"}, nil)
	v.api("POST", "/v1/cases/"+reference+"/contact", "handler:demo-station", map[string]any{"at": "2026-09-30T16:20:00+08:00", "reached": true, "summary": "已联系"}, nil)
	v.api("POST", "/v1/cases/"+reference+"/offer", "handler:demo-station", map[string]any{"text": l.answer, "until": "2026-10-09T18:00:00+08:00"}, nil)
	v.open("/complaints/" + reference)
	v.do(chromedp.Click(chromedp.CSS(`input[name="accepted"][value="yes"]`)))
	v.press(`#offer-reply button`)
	v.api("POST", "/v1/cases/"+reference+"/findings", "handler:demo-station", map[string]any{"verified": "yes", "responsibility": "utility-operation", "cause": "过载", "facts": "变压器过载"}, nil)
	v.api("POST", "/v1/cases/"+reference+"/answer", "handler:demo-station", map[string]any{"at": "2026-09-30T16:20:00+08:00", "text": l.answer, "agreed": true, "remedy": l.answer}, nil)
	v.api("POST", "/v1/cases/"+reference+"/review", "supervisor:*", map[string]any{"passed": true}, nil)
	v.open("/complaints/" + reference)
	v.shows(l.answer)
	v.api("POST", "/v1/cases/"+reference+"/callback", "callback:*", map[string]any{"reached": true, "satisfied": true}, nil)
	v.open("/complaints/" + reference)
	v.shows(l.closed)
	v.press(`#rating button`)
	v.do(chromedp.Click(chromedp.CSS(`input[name="score"][value="5"]`)))
	v.press(`#rating button`)
	v.shows(l.rated)
	v.open("/progress")
	v.press(`form[action="/progress/forget"] button`)
	v.open("/complaints/" + reference)
	if at := see(v, chromedp.Location()); !strings.HasSuffix(at, "/progress?reference="+reference) {
		v.t.Errorf("a complaint that was forgotten is at %s", at)
	}
	v.open("/how")
}

func TestACustomerWithoutScriptFilesAndWithdraws(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	v := s.visit(t, phone, "en-GB")
	v.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	reference := v.files(tongues[1])
	v.press(`main .button`)
	v.do(chromedp.Click(chromedp.CSS(`#withdrawal summary`)))
	v.press(`#withdrawal button`)
	v.shows("You have withdrawn the complaint.", reference)
}

func TestWhatCustomersWriteIsNeverCode(t *testing.T) {
	const code = `</textarea><script>window.hit = 1</script><img src=x onerror="window.hit = 1">"'{{.}}`
	s := opened(t, "2026-09-30T16:20:00+08:00")
	v := s.visit(t, desktop, "en-GB")
	v.open("/complaints/new")
	v.press(`main form .row button`)
	v.fill(map[string]string{"text": code, "demand": code, "site.address": code})
	v.press(`main form .row button`)
	v.fill(map[string]string{"customer.name": code})
	v.press(`main form .row button`)
	v.shows(code)
	v.press(`button[value="send"]`)
	v.press(`main .button`)
	v.do(chromedp.Click(chromedp.CSS(`#supplement summary`)))
	v.fill(map[string]string{"text": code})
	v.press(`#supplement button`)
	v.open("/progress?reference=" + `"><script>window.hit=1</script>`)
	if see(v, chromedp.Evaluate[bool](`"hit" in window`)) {
		t.Error("it was run")
	}
}

func TestGoingBackInTheBrowserLosesNothing(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	v := s.visit(t, phone, "zh-CN")
	v.open("/complaints/new")
	v.press(`main form .row button`)
	v.fill(map[string]string{"text": "每天晚上停电"})
	v.press(`main form .row button`)
	v.do(chromedp.Evaluate[chromedp.Void](`void (window.stale = true, history.back())`))
	time.Sleep(2 * time.Second)
	if got := see(v, chromedp.Evaluate[string](`document.querySelector("textarea")?.value ?? document.body.innerText`)); got != "每天晚上停电" {
		t.Errorf("the page before has %q", got)
	}
}

func TestACustomerSendsAFile(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	v := s.visit(t, phone, "zh-CN")
	v.open("/complaints/new")
	v.press(`main form .row button`)
	v.fill(map[string]string{"text": "电表烧坏了"})
	v.press(`main form .row button`)
	v.press(`main form .row button`)
	v.press(`button[value="send"]`)
	v.press(`main .button`)
	dir := t.TempDir()
	send := func(name, content string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		v.do(chromedp.Evaluate[chromedp.Void](`void (document.getElementById("evidence").open = true)`), chromedp.SetUploadFiles(chromedp.CSS(`#file`), []string{file}))
	}
	send("注.txt", "no photo")
	v.do(chromedp.Click(chromedp.CSS(`#evidence button`)), chromedp.Poll[chromedp.Void](`document.querySelector("#evidence [role=status]").textContent.length > 8`, chromedp.WithPollingTimeout(10*time.Second)))
	if state := see(v, chromedp.Text(chromedp.CSS(`#evidence [role=status]`))); strings.Contains(state, "正在发送") || strings.Contains(state, "请重试") {
		t.Errorf("of a file that is not taken it says %q", state)
	}
	send("电表.png", "\x89PNG\r\n\x1a\n")
	v.press(`#evidence button`)
	v.shows("已收到您提交的材料", "电表.png")
}

func TestEnterGoesOnAndTheLanguageChangesWithoutLoss(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	v := s.visit(t, desktop, "zh-CN")
	v.open("/complaints/new")
	v.press(`main form .row button`)
	v.fill(map[string]string{"text": "门口的电线断了，掉在地上冒火花"})
	v.do(chromedp.Evaluate[chromedp.Void](`void (window.stale = true)`), chromedp.SendKeys(chromedp.CSS(`[name="site.address"]`), "和平路\r"))
	v.loaded()
	v.shows("您的姓名", "可能有危险", "95598")
	v.fill(map[string]string{"customer.name": "王小明"})
	v.press(`.tools button[formaction]`)
	v.shows("Your name", "This sounds dangerous.")
	if got := see(v, chromedp.Value(chromedp.CSS(`[name="customer.name"]`))); got != "王小明" {
		t.Errorf("in the other language the name is %q", got)
	}
	v.press(`main form .row button`)
	v.shows("和平路", "王小明", "门口的电线断了")
}

func TestAllThatACustomerIsToldStandsOnThePage(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	v := s.visit(t, phone, "zh-CN")
	v.open("/complaints/new")
	v.press(`main form .row button`)
	v.fill(map[string]string{"text": "这个月电费突然翻了三倍，要求核实退费", "site.region": "demo"})
	v.press(`main form .row button`)
	v.press(`main form .row button`)
	v.press(`button[value="send"]`)
	v.press(`main .button`)
	const handler, supervisor, reference = "handler:demo-station", "supervisor:*", "202609-000001"
	s.api("POST", "/v1/cases/"+reference+"/acceptance", handler, map[string]any{"handler": "li"}, nil)
	s.api("POST", "/v1/cases/"+reference+"/documents", handler, map[string]any{"list": []string{"近三个月电费账单", "电表照片"}, "until": "2026-10-09T09:00:00+08:00"}, nil)
	s.api("POST", "/v1/cases/"+reference+"/delay", handler, map[string]any{"clock": "answer", "until": "2026-10-20T17:00:00+08:00", "reason": "需送检电表"}, nil)
	v.open("/complaints/" + reference)
	v.shows("还需您提供的材料", "电表照片", "承诺变更及原因", "将延后", "预计延至10月20日17:00", "原因：需送检电表", "原因：工单曾中止办理")
	s.api("POST", "/v1/cases/"+reference+"/documents-received", handler, map[string]any{}, nil)
	s.api("POST", "/v1/cases/"+reference+"/remedy", handler, map[string]any{"kind": "refund", "amount": "86.40", "currency": "CNY", "reason": "多计电量"}, nil)
	s.api("POST", "/v1/cases/"+reference+"/remedy-approval", supervisor, map[string]any{"approved": true, "reason": "属实"}, nil)
	s.api("POST", "/v1/cases/"+reference+"/findings", handler, map[string]any{"verified": "no", "responsibility": "none", "cause": "用电增加", "facts": "电表检定合格"}, nil)
	s.api("POST", "/v1/cases/"+reference+"/answer", handler, map[string]any{
		"at": "2026-09-30T16:20:00+08:00", "text": "经检定电表合格，电量增加因空调使用。", "agreed": false,
		"usage": []map[string]any{{"month": "2026-07", "kWh": "212.5"}, {"month": "2026-08", "kWh": "640"}},
	}, nil)
	s.api("POST", "/v1/cases/"+reference+"/review", supervisor, map[string]any{"passed": true}, nil)
	s.api("POST", "/v1/cases/"+reference+"/callback", "callback:*", map[string]any{"reached": true, "satisfied": true}, nil)
	v.open("/complaints/" + reference)
	v.shows("补偿与退费", "86.40元", "已批准，待支付", "2026年8月", "640", "如仍未解决", "12398", "已向您说明情况")
}
