package browser

import (
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// complained files complaints as customers do.
func (s *site) complained(n int, place string) {
	s.t.Helper()
	for i := range n {
		s.api("POST", "/v1/complaints", "", map[string]any{"channel": "web", "text": "这个月已经停了四次电",
			"site": map[string]string{"region": "demo", "address": place + strconv.Itoa(i)}, "customer": map[string]string{"phone": "139" + strconv.Itoa(10000000+i)}}, nil)
	}
}

// busy is a site where something is late, something is warned of, and something has just come.
func busy(t *testing.T) *site {
	t.Helper()
	s := opened(t, "2026-09-28T09:20:00+08:00")
	s.complained(7, "late")
	s.advance("26h") // the contacts are missed
	s.complained(5, "warned")
	s.advance("21h") // these are warned of
	s.complained(3, "fresh")
	return s
}

// seen is what the wall is counted against.
type seen struct {
	Cases []struct {
		Reference, Status, Unit string
		NextDueAt               string
		Clocks                  []struct {
			State  string
			Points []struct{ FiredAt string }
		}
	}
	Cursor string
}

// listed counts the open cases of a unit in the list, page by page: all, warned, missed.
func (s *site) listed(unit string) (counts [3]int) {
	s.t.Helper()
	for i, state := range []string{"", "warned", "missed"} {
		for cursor, more := "", true; more; {
			var page seen
			s.api("GET", "/v1/cases?"+url.Values{"unit": {unit}, "state": {state}, "cursor": {cursor}, "limit": {"4"}}.Encode(), "supervisor:*", nil, &page)
			for _, c := range page.Cases {
				if c.Status != "closed" {
					counts[i]++
				}
			}
			cursor, more = page.Cursor, page.Cursor != ""
		}
	}
	return counts
}

// figures are the large ones of the wall that is open, by their labels.
func (v *visitor) figures() map[string]int {
	v.t.Helper()
	return see(v, chromedp.Evaluate[map[string]int](
		`Object.fromEntries([...document.querySelectorAll(".tile")].map(t => [t.querySelector(".label").textContent, Number(t.querySelector(".figure").textContent)]))`))
}

// TestTheWallCountsWhatListsCount in every unit, from the company down.
func TestTheWallCountsWhatListsCount(t *testing.T) {
	s := busy(t)
	v := s.staff(t, desktop, "zh-CN", "supervisor", "")
	for _, unit := range []string{"", "demo-province", "demo-city", "demo-county", "demo-station"} {
		v.open("/desk/wall?unit=" + unit)
		got, want := v.figures(), s.listed(unit)
		if got["在办"] != want[0] || got["预警"] != want[1] || got["有超时记录"] != want[2] || want[0] != 15 || want[1] == 0 || want[2] == 0 {
			t.Errorf("the wall of %q shows %v, the lists have %v", unit, got, want)
		}
	}
	v.look("wall-station-zh")
	late := see(v, chromedp.Evaluate[int](`document.querySelectorAll(".late li").length`))
	if got := v.figures()["超时未办"]; got != 7 || late != 6 || !strings.Contains(v.text(), "另有1件") {
		t.Errorf("of %d overdue cases %d are listed: %s", got, late, v.text())
	}
	v.open("/desk/wall")
	v.do(chromedp.Click(chromedp.CSS(`tbody th a`)), chromedp.WaitVisible(chromedp.CSS(`.crumbs`)))
	if at := see(v, chromedp.Location()); !strings.Contains(at, "unit=demo-province") {
		t.Errorf("a click on the first unit leads to %s", at)
	}
	p := s.staff(t, phone, "en", "supervisor", "demo-county")
	p.open("/desk/wall")
	if text := p.text(); !strings.Contains(text, "As of") || !strings.Contains(text, "Next to fall due") {
		t.Errorf("the wall says %q", text)
	}
	p.look("wall-phone-en")
	p.open("/desk/wall?unit=demo-province")
	if text := p.text(); !strings.Contains(text, "outside your scope") {
		t.Errorf("the wall of a unit above says %q", text)
	}
}

// TestAnEmptyWallSaysSo, and looks for news by itself.
func TestAnEmptyWallSaysSo(t *testing.T) {
	s := opened(t, "2026-09-28T09:20:00+08:00")
	v := s.staff(t, desktop, "en", "supervisor", "")
	v.open("/desk/wall")
	if every := see(v, chromedp.Evaluate[string](`document.querySelector("main").dataset.fresh`)); every != "60" {
		t.Errorf("it is read again every %q seconds", every)
	}
	if text := v.text(); !strings.Contains(text, "Nothing falls due.") || !strings.Contains(text, "No batches.") {
		t.Errorf("an empty wall says %q", text)
	}
	if shown := see(v, chromedp.Evaluate[string](`getComputedStyle(document.querySelector(".stale")).visibility`)); shown != "hidden" {
		t.Errorf("a fresh wall calls itself old: %s", shown)
	}
	old := see(v, chromedp.Evaluate[string](`(() => { for (const a of document.getAnimations()) a.finish(); return getComputedStyle(document.querySelector(".stale")).visibility })()`))
	if old != "visible" {
		t.Errorf("a wall that was not read again is not called old: %s", old)
	}
	v.look("wall-empty-en")
}

// TestReportsAreAskedForAndOpened with a wrong wish first.
func TestReportsAreAskedForAndOpened(t *testing.T) {
	s := busy(t)
	for _, in := range []struct{ language, there, title string }{{"zh-CN", "报表已生成", "时限超时报表"}, {"en", "Report built", "SLA breach report"}} {
		v := s.staff(t, desktop, in.language, "supervisor", "")
		v.open("/desk/reports")
		v.do(chromedp.SetValue(chromedp.CSS(`#f-to`), "2026-08-01"), chromedp.Click(chromedp.CSS(`.side > .panel form button`)), chromedp.WaitVisible(chromedp.CSS(`.problems`)))
		if got := see(v, chromedp.Value(chromedp.CSS(`#f-to`))); got != "2026-08-01" {
			t.Errorf("what was typed is %q", got)
		}
		if n := see(v, chromedp.Evaluate[int](`document.querySelectorAll("[aria-invalid=true][aria-describedby]").length`)); n == 0 {
			t.Errorf("no field is marked: %s", v.text())
		}
		v.look("reports-refused-" + in.language)
		v.do(chromedp.SetValue(chromedp.CSS(`#f-from`), "2026-09-01"), chromedp.SetValue(chromedp.CSS(`#f-to`), "2026-09-30"),
			chromedp.Click(chromedp.CSS(`.side > .panel form button`)), chromedp.WaitVisible(chromedp.CSS(`.done`)))
		v.must(in.there)
		if got := see(v, chromedp.Text(chromedp.CSS(`#just-built h3`))); !strings.Contains(got, in.title) {
			t.Errorf("the report that was built is headed %q", got)
		}
		v.look("reports-" + in.language)
		for format, begin := range map[string]string{"html": "<!DOCTYPE html>", "csv": "\ufeff", "json": "{", "xlsx": "PK"} {
			got := see(v, chromedp.Evaluate[string](`fetch(document.querySelector("#just-built a[href$='/`+format+`']").href).then(r => r.text().then(t => r.headers.get("Content-Security-Policy") + "|" + t.slice(0, 20)))`, chromedp.EvalAwaitPromise))
			policy, text, _ := strings.Cut(got, "|")
			if !strings.HasPrefix(strings.ToLower(strings.TrimPrefix(text, "\ufeff")), strings.ToLower(strings.TrimPrefix(begin, "\ufeff"))) || !strings.Contains(policy, "sandbox") {
				t.Errorf("%s begins with %q under %q", format, text, policy)
			}
		}
		v.do(chromedp.Evaluate[chromedp.Void](`document.documentElement.dataset.before = "1"`), chromedp.Click(chromedp.CSS(`#just-built h3 a`)), chromedp.WaitVisible(chromedp.CSS(`html:not([data-before]) h1`)))
		if got := see(v, chromedp.Text(chromedp.CSS(`h1`))); !strings.Contains(got, in.title) {
			t.Errorf("the report's page is headed %q", got)
		}
	}
}

// TestReportsAreNotForEverybody: the API says so, and the page shows it.
func TestReportsAreNotForEverybody(t *testing.T) {
	v := opened(t, "2026-09-28T09:20:00+08:00").staff(t, desktop, "zh-CN", "handler", "demo-station")
	v.open("/desk/reports")
	if text := v.text(); !strings.Contains(text, "您的角色不能查看报表") {
		t.Errorf("a handler sees %q", text)
	}
}

// TestRulesCanBeRead in all their parts and both languages, on both screens.
func TestRulesCanBeRead(t *testing.T) {
	s := opened(t, "2026-09-28T09:20:00+08:00")
	for language, screen := range map[string]size{"zh-CN": desktop, "en": phone} {
		v := s.staff(t, screen, language, "handler", "demo-station")
		for part, words := range map[string][2]string{
			"":                            {"北京时间", "Beijing time"},
			"/clocks":                     {"5个工作日", "5 working days"},
			"/classes":                    {"频繁停电", "Frequent outages"},
			"/calendar":                   {"调休上班", "Adjusted workday"},
			"/units":                      {"示范供电所", "Demo station"},
			"/texts":                      {"{reference}", "{reference}"},
			"/diff":                       {"南方电网", "Southern Grid"},
			"/diff?a=present&b=ofgem":     {"时限", "Deadlines"},
			"/diff?a=present&b=present":   {"没有差异", "No differences"},
			"/diff?a=../../etc&b=present": {"没有该版本的规则", "no such version"},
			"/what-if":                    {"redress policy what-if", "redress policy what-if"},
			"/nothing":                    {"没有此页面", "no such page"},
		} {
			v.open("/desk/policy" + part)
			want := words[map[string]int{"zh-CN": 0, "en": 1}[language]]
			if text := v.text(); !strings.Contains(text, want) && !strings.Contains(see(v, chromedp.Evaluate[string](`document.querySelector("main").textContent`)), want) {
				t.Errorf("%s in %s has no %q: %.300q", part, language, want, text)
			}
		}
	}
}

// whatIf is a result as the program writes it.
const whatIf = `{"draft":"state-grid@2027.1","language":"zh","timeZone":"Asia/Shanghai","from":"2026-09-01","to":"2026-09-30","asOf":"2026-10-01T00:00:00Z","cases":120,
		"record":{"proven":118,"differing":2},"limits":[{"clock":"answer","name":"答复","own":{"met":100,"missed":20},"draft":{"met":90,"missed":30},"toMissed":10,"moved":40}],
		"flips":{"toMissed":10,"list":[{"reference":"202609-000001","unit":"demo-station","clock":"answer","own":{"state":"met","dueAt":"2026-09-10T16:00:00Z"},"draft":{"state":"missed","dueAt":"2026-09-08T16:00:00Z"}}],"more":9},
		"load":[{"unit":"demo-station","name":"示范供电所","weekday":1,"hour":9,"due":{"own":3,"draft":4},"notices":{"own":1,"draft":2}}],"notices":[{"kind":"breach","own":20,"draft":30,"levels":[{"level":"L2","own":20,"draft":30}]}]}`

// TestTheAPIIsDescribed: every call has its place, every object its page, and nobody
// need sign in.
func TestTheAPIIsDescribed(t *testing.T) {
	s := opened(t, "2026-09-28T09:20:00+08:00")
	var described struct {
		Paths map[string]map[string]struct{ OperationID string }
	}
	s.api("GET", "/openapi.json", "", nil, &described)
	v := s.visit(t, desktop, "zh-CN")
	v.open("/docs")
	v.look("docs-zh")
	areas := see(v, chromedp.Evaluate[[]string](`[...document.querySelectorAll(".parts a")].map(a => a.getAttribute("href")).slice(1)`))
	var shown, objects []string
	for _, area := range areas {
		v.open(area)
		v.look("docs-" + filepath.Base(area) + "-zh")
		shown = append(shown, see(v, chromedp.Evaluate[[]string](`[...document.querySelectorAll("article h2")].map(h => h.id)`))...)
		objects = append(objects, see(v, chromedp.Evaluate[[]string](`[...document.querySelectorAll("a[href^='/docs/fields/']")].map(a => a.getAttribute("href"))`))...)
	}
	for path, calls := range described.Paths {
		for _, c := range calls {
			if !strings.HasPrefix(path, "/local/") && !slices.Contains(shown, c.OperationID) {
				t.Errorf("%s is described nowhere", c.OperationID)
			}
		}
	}
	links := regexp.MustCompile(`href="(/docs/fields/[^"]+)"`)
	asked := map[string]bool{}
	for len(objects) > 0 {
		at := objects[0]
		objects = objects[1:]
		if asked[at] {
			continue
		}
		asked[at] = true
		answer, err := http.Get(s.home + at)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode != http.StatusOK || len(text) > 60_000 {
			t.Errorf("%s: %s, %d bytes, %v", at, answer.Status, len(text), err)
		}
		for _, m := range links.FindAllStringSubmatch(string(text), -1) {
			objects = append(objects, m[1])
		}
	}
	if len(asked) < 100 {
		t.Errorf("only %d objects are described", len(asked))
	}
	e := s.visit(t, phone, "en")
	e.open("/docs/customers#submitComplaint")
	if text := e.text(); !strings.Contains(text, "/v1/complaints") || !strings.Contains(text, "Submit a complaint") {
		t.Errorf("the customers' calls are described as %.300q", text)
	}
	e.look("docs-customers-en")
	e.open("/docs/fields/CaseView")
	e.look("docs-fields-en")
}
