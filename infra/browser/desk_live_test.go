package browser

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// hasty makes a minute of the pages that are opened from now on half a second long.
func (v *visitor) hasty() {
	v.t.Helper()
	v.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		const code = `const every = setInterval; window.setInterval = (f, ms) => every(f, ms / 120)`
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: code})
		return err
	}))
}

// awaits waits until something is so on the page, which nobody loads again.
func (v *visitor) awaits(what, script string) {
	v.t.Helper()
	v.do(chromedp.Evaluate[chromedp.Void](`void (window.stayed = true)`))
	if _, err := chromedp.Run(v.ctx, chromedp.Poll[chromedp.Void](script, chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		v.t.Fatalf("%s: it never is (%v):\n%s", what, err, v.text())
	}
	if !see(v, chromedp.Evaluate[bool](`window.stayed === true`)) {
		v.t.Errorf("%s: the page was loaded again", what)
	}
}

const said = `document.querySelector(".news").textContent`

func TestAQueueShowsWhatOthersDo(t *testing.T) {
	s := opened(t, morning)
	s.received("一组停电")
	v := s.staff(t, desktop, "en", "supervisor", "")
	v.hasty()
	v.open("/desk?view=unit")
	if got := see(v, chromedp.Evaluate[string](said)); got != "" {
		t.Errorf("a page that was just opened says %q", got)
	}
	second := s.received("二组停电")
	v.awaits("a new case in the queue", `document.querySelector("main").innerText.includes("`+second+`")`)
	v.awaits("it is said", said+` === "Something has changed; you see it as it is now."`)
	if at := see(v, chromedp.Evaluate[string](`document.activeElement.tagName`)); at != "BODY" {
		t.Errorf("the focus is taken by %s", at)
	}

	// Somebody who has ticked a case and searches for another keeps both; what they are
	// not at goes on.
	v.do(chromedp.Click(chromedp.CSS(`input[name=case][value^="`+second+`"]`)), chromedp.SendKeys(chromedp.CSS(`#q`), "139"))
	third := s.received("三组停电")
	v.awaits("a case that is not shown is told of", said+`.includes("what you are at stays as it is")`)
	if got := see(v, chromedp.Evaluate[string](`[document.activeElement.id, document.querySelector("#q").value, document.querySelector("input[value^='`+second+`']").checked].join()`)); got != "q,139,true" {
		t.Errorf("what was done is now %s", got)
	}
	v.do(chromedp.Click(chromedp.CSS(`input[name=case][value^="`+second+`"]`)), chromedp.Focus(chromedp.CSS(`#q`)))
	v.awaits("the queue is free again", `document.querySelector("main").innerText.includes("`+third+`") && document.querySelector("#q").value === "139"`)
}

func TestACaseShowsWhatOthersDo(t *testing.T) {
	s := opened(t, morning)
	reference := s.received("这个月已经停了四次电")
	v := s.staff(t, phone, "zh-CN", "handler", "demo-station")
	v.hasty()
	v.open("/desk/cases/" + reference)
	v.do(chromedp.Click(chromedp.CSS(`.ledgers summary`)), chromedp.SendKeys(chromedp.CSS(`[name=handler]`), "张工"))
	s.api("POST", "/v1/cases/"+reference+"/note", "supervisor:", map[string]string{"text": "线路正在更换"}, nil)
	v.awaits("another's note", `document.querySelector(".timeline").innerText.includes("线路正在更换")`)
	v.awaits("it is said", said+` === "内容有更新，已显示最新情况。"`)
	if got := see(v, chromedp.Evaluate[string](`[document.activeElement.name, document.activeElement.value, document.querySelector(".ledgers").open].join()`)); got != "handler,张工,true" {
		t.Errorf("what was done is now %s", got)
	}
	s.api("POST", "/v1/cases/"+reference+"/acceptance", "handler:demo-station", map[string]string{"handler": "li"}, nil)
	v.awaits("the form stays, and it is said", said+`.includes("您正在操作的部分保持不变")`)
	v.must("处理中")
	v.send("acceptance", nil)
	v.must("未执行")
	if got := see(v, chromedp.Value(chromedp.CSS(`[name=handler]`))); got != "张工" {
		t.Errorf("of what was written %q is left", got)
	}
	if got := see(v, chromedp.Evaluate[bool](`document.querySelector("main").dataset.fresh === undefined`)); !got {
		t.Error("what was refused may be written over")
	}
}

// TestAPageThatCannotBeReadAgainSaysSo: a wall whose session has ended leads to the
// entry, and a page with something written on it stays and calls itself old.
func TestAPageThatCannotBeReadAgainSaysSo(t *testing.T) {
	s := opened(t, morning)
	v := s.staff(t, desktop, "zh-CN", "supervisor", "")
	v.hasty()
	reference := s.received("停电四次")
	v.open("/desk/cases/" + reference + "/note")
	v.do(chromedp.SendKeys(chromedp.CSS(`[name=text]`), "已联系设备部"))
	command(v, network.ClearBrowserCookies, cdp.Empty{})
	v.awaits("a page that is written on is called old", said+` === "页面暂时无法更新，所示内容可能已过时。"`)
	if got := see(v, chromedp.Value(chromedp.CSS(`[name=text]`))); got != "已联系设备部" {
		t.Errorf("of what was written %q is left", got)
	}

	v.enter("supervisor", "")
	v.open("/desk/wall")
	command(v, network.ClearBrowserCookies, cdp.Empty{})
	v.do(chromedp.WaitVisible(chromedp.CSS(`select[name=role]`)))
	if back := see(v, chromedp.Value(chromedp.CSS(`input[name=back]`))); back != "/desk/wall" {
		t.Errorf("from the entry one comes to %q", back)
	}
}
