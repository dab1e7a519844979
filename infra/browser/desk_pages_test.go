package browser

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// What a unit is to be asked, and has answered, at the length at which people write.
const (
	narrative = "我们小区从九月初开始每天晚上七点左右停电，每次半小时到两小时不等，打过三次电话都说在查，至今没有人上门。家里有老人用制氧机，停电很危险，要求尽快查明原因并书面答复。"
	account   = "经现场核查，台区变压器投运于2008年，夏季晚高峰负载率达118%，保护动作频繁。已于9月28日上报增容改造，期间安排移动发电车值守。"
)

// crowded is a site with every sort of case that the desk shows, by what each is: full
// has all that can come of one.
func crowded(t *testing.T) (*site, map[string]string) {
	t.Helper()
	s := opened(t, "2026-09-28T09:20:00+08:00")
	all := map[string]string{}
	record := func(name string, more map[string]any) {
		t.Helper()
		body := map[string]any{
			"channel": "hotline", "text": narrative, "demand": "查明原因，尽快增容", "class": "04.03.01", "occurredAt": "2026-09-27T19:10:00+08:00",
			"site":     map[string]string{"region": "demo", "address": "和平路5号院3号楼2单元601室", "feeder": "10kV和平一线", "transformerArea": "和平路2号公变"},
			"customer": map[string]any{"name": "王小明", "phone": "13900000001", "kind": "residential"},
		}
		for k, v := range more {
			body[k] = v
		}
		var receipt struct{ Reference string }
		s.api("POST", "/v1/cases", "agent:", body, &receipt)
		all[name] = receipt.Reference
	}
	give := func(name, as, command string, body map[string]any) {
		t.Helper()
		s.api("POST", "/v1/cases/"+all[name]+"/"+command, as, body, nil)
	}
	const unit, head = "handler:demo-station", "supervisor:"
	record("full", map[string]any{
		"source":   map[string]any{"body": "市12345政务服务便民热线", "reference": "12345-20260928-0017", "overLevel": true, "reason": "多次反映未解决"},
		"customer": map[string]any{"name": "王小明", "phone": "13900000001", "kind": "residential", "confidential": true, "vulnerable": true, "accountNumber": "0512-0077-3312"},
	})
	s.advance("26h") // its contact is missed
	record("leads", nil)
	record("follows", map[string]any{"text": "和平路又停电了", "demand": ""})
	record("answered", nil)
	record("called", map[string]any{"customer": map[string]any{"phone": "13900000002", "vulnerable": true}})
	record("closed", map[string]any{"text": "电费多收了", "class": "02.05.01"})
	record("unsure", map[string]any{"text": "你好", "class": "", "demand": "", "site": map[string]string{}, "customer": map[string]any{"anonymous": true}})
	give("follows", "agent:", "joining", map[string]any{"into": all["leads"]})
	for _, name := range []string{"full", "answered", "called", "closed"} {
		give(name, unit, "acceptance", map[string]any{"handler": "张建国"})
		give(name, unit, "contact", map[string]any{"reached": true, "summary": "已与客户电话联系，约定次日上门"})
		give(name, unit, "findings", map[string]any{"verified": "yes", "responsibility": "utility-operation", "cause": "变压器过载", "facts": account})
	}
	give("full", head, "supervision", map[string]any{"demand": "三日内查清并反馈", "limit": "3wd"})
	give("full", unit, "supervision-reply", map[string]any{"text": "已安排增容"})
	give("full", unit, "offer", map[string]any{"text": "十月底前完成增容，期间安排发电车", "until": "2026-10-09T18:00:00+08:00"})
	give("full", unit, "documents", map[string]any{"list": []string{"近三个月电费账单", "损坏电器照片"}})
	give("full", unit, "remedy", map[string]any{"kind": "compensation", "amount": "86.40", "currency": "CNY", "reason": "停电致食品损坏"})
	give("full", head, "rectification", map[string]any{"what": "更换台区变压器", "scope": "kind"})
	give("full", head, "regulator-appeal", map[string]any{"body": "12398", "reference": "12398-0091", "facts": "客户称多次停电无人处理"})
	give("full", "agent:", "urge", map[string]any{"text": "今晚又停了"})
	give("full", unit, "note", map[string]any{"text": "已联系设备部"})
	for _, name := range []string{"answered", "called", "closed"} {
		give(name, unit, "answer", map[string]any{"text": account + "给您带来不便，我们深表歉意。", "agreed": true, "remedy": "安排发电车值守"})
	}
	for _, name := range []string{"called", "closed"} {
		give(name, "agent:", "review", map[string]any{"passed": true})
	}
	give("called", unit, "remedy", map[string]any{"kind": "refund", "amount": "120.00", "currency": "CNY", "reason": "多计电量"})
	give("closed", "callback:", "callback", map[string]any{"reached": true, "satisfied": true, "reason": "处理及时"})
	s.advance("20h")
	for i := range 6 {
		record(fmt.Sprintf("fresh%d", i), map[string]any{"class": []string{"01.01.01", "03.02.01", "04.03.01"}[i%3], "site": map[string]string{"region": "demo", "address": fmt.Sprintf("%d号院", i)}})
	}
	s.api("POST", "/v1/reports", head, map[string]any{"kind": "sla-breach", "from": "2026-09-01", "to": "2026-09-30", "language": "zh"}, nil)
	return s, all
}

// deskLook is a page of the desk as somebody comes to it.
type deskLook struct {
	name, route, role, unit string
	path                    string
	// does leads to the page from the one at the path, where an address does not.
	does func(v *visitor)
	// says stands on it, in Chinese.
	says string
}

// deskLooks are the pages of the desk, each at least once; those with much to show also
// as others see them.
func deskLooks(all map[string]string, report string) []deskLook {
	const station = "demo-station"
	of := func(name string) string { return "/desk/cases/" + all[name] }
	refused := func(button string) func(*visitor) {
		return func(v *visitor) { v.press(button) }
	}
	chosen := func(v *visitor) {
		v.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("input[name=case]").forEach((e, i) => i < 3 && e.click())`), chromedp.SetValue(chromedp.CSS(`select[name=command]`), "note"))
		v.press(`.bulk button`)
	}
	upload := func(text string) func(*visitor) {
		return func(v *visitor) {
			v.do(chromedp.SetUploadFiles(chromedp.CSS(`input[type=file]`), written(v.t, map[string]string{"what-if.json": text})))
			v.press(`main form button`)
		}
	}
	return []deskLook{
		{"enter", "GET /desk/enter", "", "", "/desk/enter", nil, "登录"},
		{"queue-late", "GET /desk", "supervisor", "", "/desk", nil, "超时"},
		{"queue-unit", "GET /desk", "handler", station, "/desk", nil, all["fresh0"]},
		{"queue-callback", "GET /desk", "callback", "", "/desk", nil, "后可回访"},
		{"queue-sorting", "GET /desk", "agent", "", "/desk", nil, all["unsure"]},
		{"queue-empty", "GET /desk", "agent", "", "/desk?view=free&unit=demo-discipline&open=true", nil, "没有符合筛选条件"},
		{"queue-filters", "GET /desk", "supervisor", "", "/desk?vulnerable=true&open=true", func(v *visitor) { v.do(chromedp.Click(chromedp.CSS(`.filters summary`))) }, "保存"},
		{"queue-refused", "GET /desk", "supervisor", "", "/desk?clock=answer", nil, "时限状态"},
		{"search", "POST /desk/search", "supervisor", "", "/desk", func(v *visitor) {
			v.do(chromedp.SetValue(chromedp.CSS(`#q`), "13900000002"))
			v.press(`.search button`)
		}, all["called"]},
		{"search-empty", "POST /desk/search", "supervisor", "", "/desk", func(v *visitor) {
			v.do(chromedp.SetValue(chromedp.CSS(`#q`), "13900000009"))
			v.press(`.search button`)
		}, "没有与"},
		{"bulk", "POST /desk/bulk", "supervisor", "", "/desk?view=unit", chosen, "为3件工单添加备注"},
		{"bulk-refused", "POST /desk/bulk/{command}", "supervisor", "", "/desk?view=unit", func(v *visitor) { chosen(v); v.press(`main form.stack button`) }, "必填"},
		{"bulk-done", "POST /desk/bulk/{command}", "supervisor", "", "/desk?view=unit", func(v *visitor) {
			chosen(v)
			v.fillForm(map[string]string{"text": "已知悉"})
			v.press(`main form.stack button`)
		}, "完成3件"},
		{"record", "GET /desk/new", "agent", "", "/desk/new", nil, "登记"},
		{"record-refused", "POST /desk/new", "agent", "", "/desk/new", refused(`main form.stack button`), "必填"},
		{"recorded", "GET /desk/cases/{reference}", "agent", "", "/desk/new", func(v *visitor) {
			v.fillForm(map[string]string{"channel": "hotline", "text": narrative, "site.region": "demo"})
			v.press(`main form.stack button`)
		}, "查询码"},
		{"case-full", "GET /desk/cases/{reference}", "supervisor", "", of("full"), nil, "增容"},
		{"case-handler", "GET /desk/cases/{reference}", "handler", station, of("fresh2"), nil, "接单"},
		{"case-batch", "GET /desk/cases/{reference}", "handler", station, of("leads"), nil, "随本单办理"},
		{"case-review", "GET /desk/cases/{reference}", "agent", "", of("answered"), nil, "审核答复"},
		{"case-callback", "GET /desk/cases/{reference}", "callback", "", of("called"), nil, "登记回访"},
		{"case-sorting", "GET /desk/cases/{reference}", "agent", "", of("unsure"), nil, "人工分类"},
		{"case-closed", "GET /desk/cases/{reference}", "auditor", "", of("closed"), nil, "已办结"},
		{"command-answer", "GET /desk/cases/{reference}/{command}", "handler", station, of("full") + "/answer", nil, "答复内容"},
		{"command-appeal", "GET /desk/cases/{reference}/{command}", "handler", station, of("closed") + "/appeal", nil, "申诉"},
		{"command-evidence", "GET /desk/cases/{reference}/{command}", "handler", station, of("full") + "/evidence", nil, "添加材料"},
		{"command-merge", "GET /desk/cases/{reference}/{command}", "agent", "", of("follows") + "/merge", nil, "合并工单"},
		{"command-report", "GET /desk/cases/{reference}/{command}", "supervisor", "", of("full") + "/information-report", nil, "发生过程"},
		{"command-refused", "POST /desk/cases/{reference}/{command}", "handler", station, of("fresh2") + "/findings", refused(`main form.stack button`), "未执行"},
		{"no-such-case", "GET /desk/cases/{reference}", "handler", station, "/desk/cases/209901-000001", nil, "没有此工单"},
		{"wall", "GET /desk/wall", "supervisor", "", "/desk/wall", nil, "批量事件"},
		{"wall-station", "GET /desk/wall", "supervisor", "", "/desk/wall?unit=demo-station", nil, "即将到期"},
		{"wall-empty", "GET /desk/wall", "supervisor", "", "/desk/wall?unit=demo-discipline", nil, "没有在办工单"},
		{"reports", "GET /desk/reports", "supervisor", "", "/desk/reports", nil, "时限超时报表"},
		{"reports-refused", "POST /desk/reports", "supervisor", "", "/desk/reports", func(v *visitor) {
			v.do(chromedp.SetValue(chromedp.CSS(`#f-to`), "2026-08-01"))
			v.press(`.side > .panel form button`)
		}, "截止日期"},
		{"reports-cases", "GET /desk/reports/{id}/cases", "supervisor", "", "/desk/reports", func(v *visitor) { v.press(`.headline a`) }, all["full"]},
		{"reports-cases-empty", "GET /desk/reports/{id}/cases", "auditor", "", "/desk/reports/" + report + "/cases?figure=answer.inTime&unit=demo-discipline", nil, "没有工单"},
		{"reports-cases-refused", "GET /desk/reports/{id}/cases", "auditor", "", "/desk/reports/" + report + "/cases?figure=weather", nil, "指标"},
		{"rules", "GET /desk/policy", "handler", station, "/desk/policy", nil, "现行规则"},
		{"rules-clocks", "GET /desk/policy/{part}", "handler", station, "/desk/policy/clocks", nil, "5个工作日"},
		{"rules-classes", "GET /desk/policy/{part}", "handler", station, "/desk/policy/classes", nil, "频繁停电"},
		{"rules-calendar", "GET /desk/policy/{part}", "handler", station, "/desk/policy/calendar", nil, "调休上班"},
		{"rules-units", "GET /desk/policy/{part}", "handler", station, "/desk/policy/units", nil, "示范供电所"},
		{"rules-texts", "GET /desk/policy/{part}", "handler", station, "/desk/policy/texts", nil, "{reference}"},
		{"rules-nothing", "GET /desk/policy/{part}", "handler", station, "/desk/policy/nothing", nil, "没有此页面"},
		{"rules-diff", "GET /desk/policy/diff", "handler", station, "/desk/policy/diff?a=present&b=ofgem", nil, "时限"},
		{"rules-same", "GET /desk/policy/diff", "handler", station, "/desk/policy/diff?a=present&b=present", nil, "没有差异"},
		{"rules-what-if", "GET /desk/policy/what-if", "supervisor", "", "/desk/policy/what-if", nil, "redress policy what-if"},
		{"rules-what-if-read", "POST /desk/policy/what-if", "supervisor", "", "/desk/policy/what-if", upload(whatIf), "state-grid@2027.1"},
		{"rules-what-if-refused", "POST /desk/policy/what-if", "supervisor", "", "/desk/policy/what-if", upload(`{"draft":`), "不是试算结果"},
	}
}

// unlooked are the routes of the desk that show no page of its own.
var unlooked = []string{
	"GET /desk/search", "POST /desk/enter", "POST /desk/leave", // they lead elsewhere
	"POST /desk/filters", "POST /desk/filters/remove",
	"GET /desk/reports/{id}/{format}", "GET /desk/cases/{reference}/evidence/{id}", // they hand out a file
	"POST /desk/cases/{reference}/evidence", "POST /desk/cases/{reference}/evidence/{id}/received", // they answer a script
}

// deskRoutes are those of the desk.
func deskRoutes(t *testing.T) []string {
	t.Helper()
	return routesLike(t, regexp.MustCompile(`"((?:GET|POST) /desk[^"]*)"`))
}

// routesLike are those that the pages serve, as their source has them, and as an
// expression finds them.
func routesLike(t *testing.T, pattern *regexp.Regexp) (patterns []string) {
	t.Helper()
	sources, err := filepath.Glob("../../functions/pages/*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
			patterns = append(patterns, m[1])
		}
	}
	slices.Sort(patterns)
	return slices.Compact(patterns)
}

// TestEveryPageOfTheDeskIsLookedAt in both languages, on both screens, in the dark and on paper.
func TestEveryPageOfTheDeskIsLookedAt(t *testing.T) {
	chromium(t)
	s, all := crowded(t)
	var reports struct{ Reports []struct{ ID string } }
	s.api("GET", "/v1/reports", "supervisor:", nil, &reports)
	looks := deskLooks(all, reports.Reports[0].ID)

	mux, looked := http.NewServeMux(), map[string]bool{}
	routes := deskRoutes(t)
	for _, r := range routes {
		mux.Handle(r, http.NotFoundHandler())
	}
	for _, r := range unlooked {
		looked[r] = true
	}
	for _, l := range looks {
		looked[l.route] = true
	}
	for _, r := range routes {
		if !looked[r] {
			t.Errorf("nobody looks at %s", r)
		}
	}

	for _, as := range []struct {
		name, language string
		screen         size
		otherwise      bool // once in each language and on each screen is enough
	}{{"zh-phone", "zh-CN", phone, true}, {"zh-desktop", "zh-CN", desktop, false}, {"en-phone", "en", phone, false}, {"en-desktop", "en", desktop, true}} {
		t.Run(as.name, func(t *testing.T) {
			v := s.visit(t, as.screen, as.language)
			v.t = t
			who := ""
			for _, l := range looks {
				if me := l.role + ":" + l.unit; l.role != "" && me != who {
					v.enter(l.role, l.unit)
					who = me
				}
				v.open(l.path)
				if l.does != nil {
					l.does(v)
				}
				method, _, _ := strings.Cut(l.route, " ")
				r, err := http.NewRequest(method, see(v, chromedp.Location()), nil)
				if err != nil {
					t.Fatal(err)
				}
				if _, at := mux.Handler(r); at != l.route {
					t.Errorf("%s is at %s, not at %s", l.name, at, l.route)
				}
				if as.language == "zh-CN" && !strings.Contains(see(v, chromedp.Evaluate[string](`document.querySelector("main").textContent`)), l.says) {
					t.Errorf("%s does not say %q:\n%s", l.name, l.says, v.text())
				}
				v.look(l.name + "-" + as.name)
				if as.otherwise {
					v.lookOtherwise(l.name + "-" + as.name)
				}
			}
		})
	}
}
