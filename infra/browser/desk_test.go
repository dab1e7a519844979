package browser

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// morning is a Wednesday in office hours.
const morning = "2026-09-23T09:00:00+08:00"

// staff opens a browser in which somebody has signed in.
func (s *site) staff(t *testing.T, screen size, language, role, unit string) *visitor {
	t.Helper()
	v := s.visit(t, screen, language)
	v.enter(role, unit)
	return v
}

// leave signs them out.
func (v *visitor) leave() {
	v.t.Helper()
	v.do(chromedp.Click(chromedp.CSS(`form[action="/desk/leave"] button`)), chromedp.WaitVisible(chromedp.CSS(`.cards`)))
}

// fillForm writes into the fields of the forms, by their names; a value that can be chosen is chosen.
func (v *visitor) fillForm(fields map[string]string) {
	v.t.Helper()
	for name, value := range fields {
		script := fmt.Sprintf(`(() => {
			const all = [...document.querySelectorAll('main form.stack [name=%q]')], value = %q;
			for (const e of all) {
				if (e.type === "radio") e.checked = e.value === value;
				else if (e.type === "checkbox") e.checked = value === "true";
				else e.value = value;
			}
			return all.length;
		})()`, name, value)
		if see(v, chromedp.Evaluate[int](script)) == 0 {
			v.t.Fatalf("there is no field %s on the page:\n%s", name, v.text())
		}
	}
}

// send presses the button of the form of a command, and waits for what is said of it.
func (v *visitor) send(command string, fields map[string]string) {
	v.t.Helper()
	v.fillForm(fields)
	v.do(
		chromedp.Evaluate[chromedp.Void](`document.documentElement.dataset.before = "1"`), // so that the next page is known
		chromedp.Click(chromedp.CSS(fmt.Sprintf(`main form.stack[action$=%q] button`, "/"+command))),
		chromedp.WaitVisible(chromedp.CSS(`html:not([data-before]) main :is(.done, .problems, .partly)`)),
	)
}

// must ends the test where a page does not say something.
func (v *visitor) must(want ...string) {
	v.t.Helper()
	text := v.text()
	for _, w := range want {
		if !strings.Contains(text, w) {
			v.t.Fatalf("the page does not say %q:\n%s", w, text)
		}
	}
}

// mustNot is must, the other way round.
func (v *visitor) mustNot(not ...string) {
	v.t.Helper()
	text := v.text()
	for _, w := range not {
		if strings.Contains(text, w) {
			v.t.Fatalf("the page says %q:\n%s", w, text)
		}
	}
}

// received records a complaint in the region of the demo station.
func (s *site) received(text string) string {
	s.t.Helper()
	var receipt struct{ Reference string }
	s.api("POST", "/v1/cases", "agent:", map[string]any{"channel": "hotline", "text": text, "class": "04.03.01",
		"site": map[string]string{"region": "demo"}, "customer": map[string]string{"name": "王某", "phone": "13900000001"}}, &receipt)
	return receipt.Reference
}

// events counts what has happened in a case, by type.
func (s *site) events(reference string) map[string]int {
	s.t.Helper()
	count := map[string]int{}
	var c struct{ Events []struct{ Type string } }
	s.api("GET", "/v1/cases/"+reference, "supervisor:", nil, &c)
	for _, e := range c.Events {
		count[e.Type]++
	}
	return count
}

var referenceOnPage = regexp.MustCompile(`\d{6}-\d{6}`)

// life leads a complaint through the pages of the desk, each role by its own form.
func life(t *testing.T, screen size, language string) {
	s := opened(t, morning)
	v := s.staff(t, screen, language, "agent", "")
	v.open("/desk/new")
	v.look("record-" + language)
	v.fillForm(map[string]string{"channel": "hotline", "text": "我们村这个月已经停了四次电，每次都没有通知，要求解决", "site.region": "demo", "class": "04.03.01", "customer.name": "王某", "customer.phone": "13900000001"})
	v.do(chromedp.Click(chromedp.CSS(`form[action="/desk/new"] button`)), chromedp.WaitVisible(chromedp.CSS(`main .once`)))
	reference := referenceOnPage.FindString(v.text())
	if code := see(v, chromedp.Text(chromedp.CSS(`main .once div + div dd`))); code == "" {
		t.Error("the tracking code is not shown")
	}
	page := "/desk/cases/" + reference
	v.open(page)
	if see(v, chromedp.Evaluate[bool](`document.querySelector("main .once") !== null`)) {
		t.Error("the tracking code is shown a second time")
	}
	v.leave()

	v.enter("handler", "demo-station")
	v.must(reference)
	v.look("queue-handler-" + language)
	for _, step := range []struct {
		command string
		fields  map[string]string
	}{
		{"acceptance", map[string]string{"handler": "zhang"}},
		{"contact", map[string]string{"reached": "true", "summary": "已与客户电话联系"}},
		{"findings", map[string]string{"verified": "yes", "responsibility": "utility-operation", "facts": "线路老化，四次跳闸"}},
		{"answer", map[string]string{"text": "已更换老化线路，向您致歉。", "agreed": "true"}},
	} {
		v.open(page)
		v.look("case-" + step.command + "-" + language)
		v.send(step.command, step.fields)
		v.must(reference)
	}
	v.leave()

	v.enter("agent", "")
	v.open(page)
	v.must("已更换老化线路")
	v.look("case-review-" + language)
	v.send("review", map[string]string{"passed": "true"})
	v.leave()

	v.enter("callback", "")
	v.must(reference, "13900000001", map[string]string{"zh-CN": "可立即回访", "en": "may be called now"}[language])
	v.look("queue-callback-" + language)
	v.open(page)
	v.look("case-callback-" + language)
	v.send("callback", map[string]string{"reached": "true", "satisfied": "true"})
	var c struct{ Status string }
	if s.api("GET", "/v1/cases/"+reference, "supervisor:", nil, &c); c.Status != "closed" {
		t.Errorf("the case is %s", c.Status)
	}
	v.leave()

	v.enter("auditor", "")
	v.open(page)
	v.must("线路老化")
	v.look("case-closed-" + language)
	if see(v, chromedp.Evaluate[int](`document.querySelectorAll("main form, main .rest").length`)) != 0 {
		t.Error("an auditor is offered commands")
	}
	v.leave()

	v.enter("supervisor", "")
	v.open(page + "/note")
	v.look("command-note-" + language)
	v.send("note", map[string]string{"text": "归档 <script>alert(1)</script>"})
	v.must("归档 <script>alert(1)</script>")
}

func TestALifeInChineseOnADesktop(t *testing.T) { life(t, desktop, "zh-CN") }
func TestALifeInEnglishOnAPhone(t *testing.T)   { life(t, phone, "en") }
