package browser

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// command gives the browser a command of its protocol.
func command[P, R any](v *visitor, c cdp.Command[P, R], params P) R {
	v.t.Helper()
	out, err := chromedp.Call(v.ctx, c, params)
	if err != nil {
		v.t.Fatal(err)
	}
	return out
}

func TestWhatIsRefusedComesBackWithItsReasons(t *testing.T) {
	s := opened(t, morning)
	reference := s.received("这个月已经停了四次电")
	v := s.staff(t, desktop, "zh-CN", "handler", "demo-station")

	// Values that the API does not take stand beside their reasons.
	v.open("/desk/cases/" + reference + "/findings")
	v.send("findings", map[string]string{"facts": "线路老化"})
	v.must("未执行", "是否属实：此项必填。")
	for what, script := range map[string]string{
		"the field is marked":            `document.querySelector("#findings-verified").getAttribute("aria-invalid") === "true"`,
		"the reason is tied to it":       `document.getElementById(document.querySelector("#findings-verified").getAttribute("aria-describedby")).textContent === "此项必填。"`,
		"the summary leads to the field": `document.querySelector('.problems a[href="#findings-verified"]') !== null`,
		"what was written is kept":       `document.querySelector("#findings-facts").value === "线路老化"`,
	} {
		if !see(v, chromedp.Evaluate[bool](script)) {
			t.Errorf("it is not so that %s", what)
		}
	}

	// It is read in the other language as it is filled in now.
	v.fillForm(map[string]string{"cause": "绝缘老化"})
	v.press(`.tools button[formaction]`)
	v.must("Record findings", "Is the complaint substantiated?")
	v.mustNot("Nothing was saved")
	if got := see(v, chromedp.Evaluate[string](`document.querySelector("#findings-facts").value + document.querySelector("#findings-cause").value`)); got != "线路老化绝缘老化" {
		t.Errorf("in the other language %q is left", got)
	}
	v.press(`.tools button[formaction]`)
	v.send("findings", map[string]string{"verified": "yes", "responsibility": "utility-operation"})
	v.must("已完成")

	// A command that is not possible says what is.
	v.open("/desk/cases/" + reference + "/appeal")
	v.send("appeal", map[string]string{"type": "not-true", "reason": "不属实", "basis": "现场照片", "signatures": "L1 供电所\nL2 营销部"})
	v.must("未保存", "当前可进行")
	if got := see(v, chromedp.Evaluate[string](`document.querySelector("#appeal-signatures").value`)); got != "L1 供电所\nL2 营销部" {
		t.Errorf("of the signatures %q is left", got)
	}
}

func TestAFormThatIsSentTwiceDoesOneThing(t *testing.T) {
	s := opened(t, morning)
	reference := s.received("这个月已经停了四次电")
	v := s.staff(t, desktop, "en", "supervisor", "")
	v.open("/desk/cases/" + reference + "/note")
	v.fillForm(map[string]string{"text": "once"})
	sent := see(v, chromedp.Evaluate[[]int](`(async () => {
		const form = document.querySelector("main form.stack"), body = () => new URLSearchParams(new FormData(form));
		return [await fetch(form.action, {method: "POST", body: body()}), await fetch(form.action, {method: "POST", body: body()})].map(a => a.status);
	})()`, chromedp.EvalAwaitPromise))
	if len(sent) != 2 || sent[0] != http.StatusOK || sent[1] != http.StatusOK {
		t.Errorf("it is answered with %v", sent)
	}
	if n := s.events(reference)["noted"]; n != 1 {
		t.Errorf("there are %d notes", n)
	}

	// Sent again with other words it is another, which staff are told in a form's words.
	v.send("note", map[string]string{"text": "twice"})
	v.must("You have already sent this form, and changed it since")
	v.mustNot("Idempotency-Key")
	v.send("note", nil)
	v.must("Done: ")
	if n := s.events(reference)["noted"]; n != 2 {
		t.Errorf("there are %d notes, want the second too", n)
	}
}

func TestFiltersThatDoNotGoTogether(t *testing.T) {
	s := opened(t, morning)
	v := s.staff(t, phone, "zh-CN", "supervisor", "")
	if answer := see(v, chromedp.NavigateResponse(v.home+"/desk?clock=answer")); answer.Status != http.StatusUnprocessableEntity {
		t.Errorf("it is answered with %d", answer.Status)
	}
	v.must("时限状态：选择了时限，请同时选择预警或超时。")
	if got := see(v, chromedp.Evaluate[string](`document.querySelector("#filter-clock").value`)); got != "answer" {
		t.Errorf("of the filter %q is left", got)
	}
}

func TestACaseThatHasChangedMeanwhile(t *testing.T) {
	s := opened(t, morning)
	reference := s.received("这个月已经停了四次电")
	v := s.staff(t, phone, "en", "handler", "demo-station")
	v.open("/desk/cases/" + reference + "/answer")
	s.api("POST", "/v1/cases/"+reference+"/note", "supervisor:", map[string]string{"text": "the feeder is being replaced"}, nil)
	v.send("answer", map[string]string{"text": "We are sorry."})
	v.must("the case has changed meanwhile", "the feeder is being replaced")
	if got := see(v, chromedp.Evaluate[string](`document.querySelector("#answer-text").value`)); got != "We are sorry." {
		t.Errorf("of what was written %q is left", got)
	}
	v.send("answer", nil)
	v.must("Done: Record the answer")
}

func TestASessionThatHasEndedLosesNothing(t *testing.T) {
	s := opened(t, morning)
	reference := s.received("这个月已经停了四次电")
	v := s.staff(t, desktop, "en", "handler", "demo-station")
	v.open("/desk/cases/" + reference + "/answer")
	kept := command(v, network.GetCookies, network.GetCookiesParams{}).Cookies
	command(v, network.ClearBrowserCookies, cdp.Empty{})
	v.fillForm(map[string]string{"text": "We are sorry."})
	v.do(chromedp.Click(chromedp.CSS(`form[action$="/answer"] button`)), chromedp.WaitVisible(chromedp.CSS(`a[href="/desk/enter"]`)))
	v.must("Your session has ended", "Nothing that you wrote is lost")
	for _, c := range kept {
		command(v, network.SetCookie, network.SetCookieParams{Name: c.Name, Value: c.Value, URL: v.home})
	}
	v.do(chromedp.Click(chromedp.CSS(`main form.stack button`)), chromedp.WaitVisible(chromedp.CSS(`main .done`)))
	v.must("We are sorry.")
}

func TestScopeOnPages(t *testing.T) {
	s := opened(t, morning)
	reference := s.received("这个月已经停了四次电")
	v := s.staff(t, desktop, "zh-CN", "handler", "demo-discipline")
	v.mustNot(reference)
	for _, path := range []string{"/desk/cases/" + reference, "/desk/cases/" + reference + "/note", "/desk/cases/209901-000001"} {
		if answer := see(v, chromedp.NavigateResponse(v.home+path)); answer.Status != http.StatusNotFound {
			t.Errorf("%s is answered with %d", path, answer.Status)
		}
		v.must("没有此工单")
	}
}

func TestBulkWithOneRefusal(t *testing.T) {
	s := opened(t, morning)
	var all []string
	for _, text := range []string{"一组停电", "二组停电", "三组停电"} {
		all = append(all, s.received(text))
	}
	v := s.staff(t, desktop, "en", "supervisor", "")
	v.open("/desk?view=unit")
	for _, reference := range all {
		v.do(chromedp.Click(chromedp.CSS(`input[name=case][value^="` + reference + `"]`)))
	}
	v.do(chromedp.SetValue(chromedp.CSS(`select[name=command]`), "note"), chromedp.Click(chromedp.CSS(`.bulk button`)), chromedp.WaitVisible(chromedp.CSS(`form[action="/desk/bulk/note"]`)))
	s.api("POST", "/v1/cases/"+all[1]+"/urge", "agent:", map[string]string{"text": "again"}, nil)
	v.send("note", map[string]string{"text": "the whole village"})
	v.must("2 of 3 done", "The case has changed meanwhile.")

	// Sent once more, it is done once all the same.
	v.do(chromedp.Reload())
	v.must("2 of 3 done")
	for i, want := range []int{1, 0, 1} {
		if n := s.events(all[i])["noted"]; n != want {
			t.Errorf("%s has %d notes, want %d", all[i], n, want)
		}
	}
}

func TestAKeptFilterWithoutScript(t *testing.T) {
	s := opened(t, morning)
	one := s.received("停电四次")
	var other struct{ Reference string }
	s.api("POST", "/v1/cases", "agent:", map[string]any{"channel": "hotline", "text": "营业厅态度差", "class": "01.01.01",
		"site": map[string]string{"region": "demo"}, "customer": map[string]any{"vulnerable": true}}, &other)
	v := s.visit(t, phone, "zh-CN")
	command(v, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: []*network.BlockPattern{{URLPattern: "*://*:*/static/*.js", Block: true}}}) // the only script that pages may have
	v.enter("supervisor", "")
	v.open("/desk?open=true&vulnerable=true")
	v.must(other.Reference)
	v.mustNot(one)
	v.do(
		chromedp.Click(chromedp.CSS(`.filters summary`)), chromedp.SetValue(chromedp.CSS(`#keep`), "特殊客户"),
		chromedp.Click(chromedp.CSS(`form[action="/desk/filters"] button`)), chromedp.WaitVisible(chromedp.CSS(`a.kept`)),
	)
	v.open("/desk?view=unit")
	v.must(one, other.Reference)
	v.do(chromedp.Click(chromedp.CSS(`a.kept`)), chromedp.WaitVisible(chromedp.CSS(`.chips a`)))
	v.must(other.Reference)
	v.mustNot(one)

	v.open("/desk?view=unit")
	v.do(chromedp.Click(chromedp.CSS(`.filters summary`)), chromedp.Click(chromedp.CSS(`form[action="/desk/filters/remove"] button`)), chromedp.WaitNotPresent(chromedp.CSS(`a.kept`)))
}

func TestSearchKeepsPersonalDataOutOfAddresses(t *testing.T) {
	s := opened(t, morning)
	reference := s.received("停电四次")
	v := s.staff(t, desktop, "en", "supervisor", "")
	search := func(what string) {
		v.do(chromedp.SetValue(chromedp.CSS(`#q`), what), chromedp.Click(chromedp.CSS(`.search button`)))
	}
	search("13900000001")
	v.do(chromedp.WaitVisible(chromedp.CSS(`.list`)))
	v.must(reference)
	if at := see(v, chromedp.Location()); strings.Contains(at, "139") {
		t.Errorf("the address is %s", at)
	}
	search("13900000009")
	v.do(chromedp.WaitVisible(chromedp.CSS(`.empty`)))
	search(reference)
	v.do(chromedp.WaitVisible(chromedp.CSS(`.clocks`)))

	// A page that is no page of the desk is none for staff either.
	answer, err := http.Get(s.home + "/desk/cases/" + reference + "/evidence/none")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if at := answer.Request.URL.Path; at != "/desk/enter" {
		t.Errorf("somebody without a session comes to %s", at)
	}
}

// TestNoAddressSaysThatSomethingWasDone: what was done is said once, to whoever did it.
func TestNoAddressSaysThatSomethingWasDone(t *testing.T) {
	s := opened(t, morning)
	reference := s.received("停电四次")
	v := s.staff(t, desktop, "zh-CN", "handler", "demo-station")
	for _, path := range []string{"/desk/cases/" + reference + "?done=closure", "/desk?done=closure"} {
		v.open(path)
		v.mustNot("已完成")
	}
	v.open("/desk/cases/" + reference + "/note")
	v.send("note", map[string]string{"text": "已联系设备部"})
	v.must("已完成：备注")
	v.do(chromedp.Reload())
	v.mustNot("已完成")

	// A case that is given back leaves the unit, and the queue says which it was.
	v.open("/desk/cases/" + reference + "/refusal")
	v.send("refusal", map[string]string{"reason": "非本所辖区"})
	v.must("已完成：退单", reference)
}

// TestTheCasesBehindAFigureAreOfItsScope: a county sees those of its own report, and no
// report of the company's.
func TestTheCasesBehindAFigureAreOfItsScope(t *testing.T) {
	s := opened(t, morning)
	reference := s.received("停电四次")
	var own, whole struct{ ID string }
	september := map[string]any{"kind": "sla-breach", "from": "2026-09-01", "to": "2026-09-30", "language": "zh"}
	s.api("POST", "/v1/reports", "supervisor:", september, &whole)
	s.api("POST", "/v1/reports", "supervisor:demo-county", september, &own)
	v := s.staff(t, desktop, "zh-CN", "supervisor", "demo-county")
	v.open("/desk/reports/" + own.ID + "/cases?figure=received")
	v.must(reference, "受理工单")
	v.mustNot("13900000001")
	v.open("/desk/reports/" + own.ID + "/cases?figure=answer.late")
	v.must("该指标下没有工单")
	if answer := see(v, chromedp.NavigateResponse(v.home+"/desk/reports/"+whole.ID+"/cases?figure=received")); answer.Status != http.StatusNotFound {
		t.Errorf("the company's report is answered with %d", answer.Status)
	}
	h := s.staff(t, desktop, "zh-CN", "handler", "demo-station")
	if answer := see(h, chromedp.NavigateResponse(h.home+"/desk/reports/"+own.ID+"/cases?figure=received")); answer.Status != http.StatusForbidden {
		t.Errorf("a handler is answered with %d", answer.Status)
	}
	if n := see(h, chromedp.Evaluate[int](`document.querySelectorAll('nav a[href="/desk/reports"]').length`)); n != 0 {
		t.Error("a handler is shown the way to reports")
	}
	if answer := see(h, chromedp.NavigateResponse(h.home+"/desk/new")); answer.Status != http.StatusForbidden {
		t.Errorf("a handler who records is answered with %d", answer.Status)
	}
}

// TestAnotherLanguageKeepsWhatIsHalfWritten: in whichever form of the page it stands.
func TestAnotherLanguageKeepsWhatIsHalfWritten(t *testing.T) {
	s := opened(t, morning)
	reference := s.received("这个月已经停了四次电")
	s.api("POST", "/v1/cases/"+reference+"/acceptance", "handler:demo-station", map[string]string{}, nil)
	v := s.staff(t, desktop, "zh-CN", "handler", "demo-station")
	v.open("/desk/cases/" + reference)
	before := s.events(reference)
	half := see(v, chromedp.Evaluate[string](`(() => {
		const text = [...document.querySelectorAll("main form.stack[id] textarea")].at(-1);
		text.value = "只写了一半";
		return text.id;
	})()`))
	v.press(`.tools [lang=en]`)
	if got := see(v, chromedp.Evaluate[string](fmt.Sprintf(`document.documentElement.lang + " " + document.getElementById(%q)?.value`, half))); got != "en 只写了一半" {
		t.Errorf("of %s staff have %q", half, got)
	}
	if diff := cmp.Diff(before, s.events(reference)); diff != "" {
		t.Errorf("reading it in another language does something (-before +after):\n%s", diff)
	}
}

func TestAnotherLanguageKeepsWhatACustomerHasHalfWritten(t *testing.T) {
	s := opened(t, morning)
	c := s.complainant("这个月已经停了四次电")
	code := c.code("/complaints/202609-000001/receipt")
	v := s.visit(t, phone, "zh-CN")
	v.open("/progress")
	v.fill(map[string]string{"reference": "202609-000001", "code": code})
	v.press(`#find button`)
	v.do(chromedp.Evaluate[chromedp.Void](`void (document.querySelector("#supplement").open = true, document.querySelector("#supplement textarea").value = "门牌是五号")`))
	v.press(`.tools [lang=en]`)
	v.shows("What else should we know?")
	if got := see(v, chromedp.Value(chromedp.CSS(`#supplement-form textarea`))); got != "门牌是五号" {
		t.Errorf("in the other language %q is left", got)
	}
	v.press(`.tools button[lang]`) // and back, from the form that came back
	v.shows("请补充情况")
	v.press(`#supplement-form button`)
	v.shows("已收到您的补充说明")
	if text := v.text(); strings.Count(text, "门牌是五号") > 1 {
		t.Errorf("it was added more than once:\n%s", text)
	}
}
