package browser

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// scene is a page as somebody without a login comes upon it, and how that comes about.
type scene struct {
	name  string
	reach func(v *visitor, l tongue)
}

// at is a scene of a page that is just opened.
func at(name, path string) scene {
	return scene{name, func(v *visitor, _ tongue) { v.open(path) }}
}

// scenes are played in this order; time passes in the last ones.
var scenes = []scene{
	at("home", "/"), at("how", "/how"), at("find", "/progress"), at("missing", "/nowhere"), at("enter", "/desk/enter"),
	at("docs", "/docs"), at("docs-customers", "/docs/customers"), at("docs-flows", "/docs/flows"), at("docs-consequences", "/docs/consequences"),
	at("docs-handling", "/docs/handling"), at("docs-queues", "/docs/queues"), at("docs-reports", "/docs/reports"), at("docs-partners", "/docs/partners"),
	at("docs-other", "/docs/other"), at("docs-fields", "/docs/fields/CustomerSubmission"),

	{"new-about", func(v *visitor, _ tongue) {
		v.open("/complaints/new")
		v.do(chromedp.Click(chromedp.CSS(`details:nth-of-type(4) summary`)), chromedp.Click(chromedp.CSS(`input[value="04.03.01"]`)))
	}},
	{"new-happened", func(v *visitor, _ tongue) { v.press(`main form .row button`) }},
	{"new-happened-refused", func(v *visitor, _ tongue) {
		v.fill(map[string]string{"occurredAt": "2026-12-24T19:00"})
		v.press(`main form .row button`)
	}},
	{"new-who", func(v *visitor, l tongue) {
		v.fill(map[string]string{"text": l.text, "demand": l.demand, "occurredAt": "2026-09-29T19:00", "site.region": "demo", "site.address": "和平路5号院3号楼"})
		v.press(`main form .row button`)
	}},
	{"new-who-refused", func(v *visitor, _ tongue) {
		v.fill(map[string]string{"customer.phone": strings.Repeat("1", 201)})
		v.press(`main form .row button`)
	}},
	{"new-check-doubtful", func(v *visitor, l tongue) {
		v.fill(map[string]string{"customer.name": "王小明", "customer.phone": "1380000123"})
		v.press(`main form .row button`)
	}},
	{"new-check", func(v *visitor, l tongue) {
		v.press(`button[value="who"]`)
		v.fill(map[string]string{"customer.phone": "13800001234", "customer.accountNumber": "0512-0077", "customer.kind": "residential"})
		v.do(chromedp.Click(chromedp.CSS(`input[name="customer.vulnerable"]`)))
		v.press(`main form .row button`)
	}},
	{"receipt", func(v *visitor, _ tongue) { v.press(`button[value="send"]`) }},
	{"new-sent-already", func(v *visitor, _ tongue) {
		v.do(chromedp.Evaluate[chromedp.Void](`void (window.stale = true, history.back())`))
		v.loaded()
		v.press(`button[value="happened"]`)
		v.fill(map[string]string{"demand": "请尽快"})
		v.press(`main form .row button`)
		v.press(`main form .row button`)
		v.press(`button[value="send"]`)
	}},
	{"new-danger", func(v *visitor, l tongue) {
		v.open("/complaints/new")
		v.press(`main form .row button`)
		v.fill(map[string]string{"text": l.danger})
		v.press(`main form .row button`)
	}},
	{"new-check-anonymous", func(v *visitor, _ tongue) {
		v.do(chromedp.Click(chromedp.CSS(`input[name="customer.anonymous"]`)))
		v.press(`main form .row button`)
	}},
	{"find-refused", func(v *visitor, _ tongue) {
		v.open("/progress")
		v.fill(map[string]string{"reference": "202609-000999", "code": "AAAABBBBCCCC"})
		v.press(`main form button`)
	}},
	{"find-lost", func(v *visitor, l tongue) {
		v.told(l, nil)
		v.do(chromedp.Click(chromedp.CSS(`#supplement summary`)))
		v.fill(map[string]string{"text": l.demand})
		command(v, network.ClearBrowserCookies, cdp.Empty{})
		v.press(`#supplement button`)
	}},

	{"progress-new", func(v *visitor, l tongue) { v.told(l, nil) }},
	{"progress-deeds", func(v *visitor, _ tongue) {
		v.do(chromedp.Evaluate[chromedp.Void](`void document.querySelectorAll("main details").forEach((d) => d.open = true)`))
	}},
	{"progress-file-refused", func(v *visitor, _ tongue) {
		v.chooses("注.txt", "no photo")
		v.do(chromedp.Click(chromedp.CSS(`#evidence button`)), chromedp.WaitVisible(chromedp.CSS(`#evidence [role=status]:not(:empty)`)), chromedp.Sleep(500*time.Millisecond))
	}},
	{"progress-file", func(v *visitor, _ tongue) {
		v.chooses("电表.png", "\x89PNG\r\n\x1a\n")
		v.press(`#evidence button`)
	}},
	{"find-held", func(v *visitor, _ tongue) { v.open("/progress") }},
	{"progress-offer", func(v *visitor, l tongue) {
		reference := v.told(l, nil)
		v.orders(reference, "acceptance", handler, map[string]any{"handler": "li"})
		v.orders(reference, "contact", handler, map[string]any{"reached": true, "summary": "已联系"})
		v.orders(reference, "offer", handler, map[string]any{"text": l.answer, "until": "2026-10-09T18:00:00+08:00"})
		v.open("/complaints/" + reference)
	}},
	{"progress-reply-refused", func(v *visitor, _ tongue) { v.press(`#offer-reply button`) }},
	{"progress-agreed", func(v *visitor, _ tongue) {
		v.do(chromedp.Click(chromedp.CSS(`input[name="accepted"][value="yes"]`)))
		v.press(`#offer-reply button`)
	}},
	{"progress-delayed", func(v *visitor, l tongue) {
		reference := v.told(l, nil)
		v.orders(reference, "acceptance", handler, map[string]any{"handler": "li"})
		v.orders(reference, "documents", handler, map[string]any{"list": l.papers, "until": "2026-10-09T09:00:00+08:00"})
		v.orders(reference, "delay", handler, map[string]any{"clock": "answer", "until": "2026-10-20T17:00:00+08:00", "reason": l.reason})
		v.open("/complaints/" + reference)
	}},
	{"progress-answered", func(v *visitor, l tongue) {
		reference := v.told(l, nil)
		v.answered(reference, "yes", map[string]any{"text": l.answer, "agreed": true, "remedy": l.answer})
		v.open("/complaints/" + reference)
	}},
	{"progress-again", func(v *visitor, l tongue) {
		reference := v.reference()
		v.orders(reference, "callback", "callback:*", map[string]any{"reached": true, "satisfied": false, "reason": l.reason})
		v.open("/complaints/" + reference)
	}},
	{"progress-resolved", func(v *visitor, l tongue) {
		reference := v.told(l, nil)
		v.answered(reference, "yes", map[string]any{"text": l.answer, "agreed": true})
		v.orders(reference, "callback", "callback:*", map[string]any{"reached": true, "satisfied": true})
		v.open("/complaints/" + reference)
	}},
	{"progress-rate-refused", func(v *visitor, _ tongue) { v.press(`#rating button`) }},
	{"progress-rated", func(v *visitor, _ tongue) {
		v.do(chromedp.Click(chromedp.CSS(`input[name="score"][value="5"]`)))
		v.press(`#rating button`)
	}},
	{"progress-explained", func(v *visitor, l tongue) {
		reference := v.told(l, nil)
		v.orders(reference, "remedy", handler, map[string]any{"kind": "refund", "amount": "86.40", "currency": "CNY", "reason": "多计电量"})
		v.orders(reference, "remedy-approval", supervisor, map[string]any{"approved": true, "reason": "属实"})
		v.answered(reference, "no", map[string]any{"text": l.answer, "agreed": false, "usage": []map[string]any{{"month": "2026-07", "kWh": "212.5"}, {"month": "2026-08", "kWh": "640"}}})
		v.orders(reference, "callback", "callback:*", map[string]any{"reached": true, "satisfied": true})
		v.open("/complaints/" + reference)
	}},
	{"progress-invalid", func(v *visitor, l tongue) {
		reference := v.told(l, nil)
		v.orders(reference, "determination", supervisor, map[string]any{"result": "invalid", "criterion": 10, "explanation": l.reason})
		v.open("/complaints/" + reference)
	}},
	{"receipt-duplicate", func(v *visitor, l tongue) {
		v.told(l, map[string]any{"accountNumber": "0512-0078"})
		v.open("/complaints/" + v.told(l, map[string]any{"accountNumber": "0512-0078"}) + "/receipt")
	}},
	{"progress-duplicate", func(v *visitor, _ tongue) { v.press(`main .button`) }},
	{"progress-changed", func(v *visitor, l tongue) {
		reference := v.told(l, nil)
		v.do(chromedp.Click(chromedp.CSS(`#urge summary`)))
		v.fill(map[string]string{"text": l.demand})
		v.orders(reference, "closure", supervisor, map[string]any{"outcome": "referred", "reason": "转交"})
		v.press(`#urge button`)
	}},
	{"progress-withdrawn", func(v *visitor, l tongue) {
		v.told(l, nil)
		v.do(chromedp.Click(chromedp.CSS(`#withdrawal summary`)))
		v.press(`#withdrawal button`)
	}},
	{"progress-late", func(v *visitor, l tongue) {
		t := v.filed(l, nil)
		v.advance("26h")
		v.opens(t)
	}},
}

const handler, supervisor = "handler:demo-station", "supervisor:*"

// orders gives a command to a case.
func (s *site) orders(reference, command, by string, body map[string]any) {
	s.t.Helper()
	s.api("POST", "/v1/cases/"+reference+"/"+command, by, body, nil)
}

// answered leads a case to its callback.
func (s *site) answered(reference, verified string, answer map[string]any) {
	s.t.Helper()
	s.orders(reference, "findings", handler, map[string]any{"verified": verified, "responsibility": "utility-operation", "cause": "过载", "facts": "变压器过载"})
	s.orders(reference, "answer", handler, answer)
	s.orders(reference, "review", supervisor, map[string]any{"passed": true})
}

// ticket is what a customer needs to come back to a complaint.
type ticket struct{ Reference, TrackingCode string }

// filed files a complaint elsewhere.
func (s *site) filed(l tongue, customer map[string]any) (t ticket) {
	s.t.Helper()
	s.api("POST", "/v1/complaints", "", map[string]any{
		"channel": "web", "text": l.text, "demand": l.demand, "class": "04.03.01", "language": l.name, "customer": customer, "site": map[string]any{"region": "demo"},
	}, &t)
	return t
}

// opens comes back to a complaint.
func (v *visitor) opens(t ticket) {
	v.t.Helper()
	v.open("/progress")
	v.fill(map[string]string{"reference": t.Reference, "code": t.TrackingCode})
	v.press(`main form button`)
}

// told files a complaint elsewhere, and opens it here.
func (v *visitor) told(l tongue, customer map[string]any) (reference string) {
	v.t.Helper()
	t := v.filed(l, customer)
	v.opens(t)
	return t.Reference
}

// reference is that of the complaint that the page is about.
func (v *visitor) reference() string {
	v.t.Helper()
	return referenceOnPage.FindString(see(v, chromedp.Location()))
}

// chooses a file to be sent.
func (v *visitor) chooses(name, content string) {
	v.t.Helper()
	file := filepath.Join(v.t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		v.t.Fatal(err)
	}
	v.do(chromedp.Evaluate[chromedp.Void](`void (document.getElementById("evidence").open = true)`), chromedp.SetUploadFiles(chromedp.CSS(`#file`), []string{file}))
}

// everySight is how pages are looked at: in both languages and sizes, and in each of
// these once light and once dark.
var everySight = []struct {
	name   string
	tongue tongue
	size   size
	scheme string
}{
	{"zh-phone", tongues[0], phone, "light"}, {"en-desktop", tongues[1], desktop, "light"},
	{"en-phone-dark", tongues[1], phone, "dark"}, {"zh-desktop-dark", tongues[0], desktop, "dark"},
}

func TestEveryPageOfCustomersIsLookedAt(t *testing.T) {
	open := routesOf(t)
	for _, sight := range everySight {
		t.Run(sight.name, func(t *testing.T) {
			s := opened(t, "2026-09-30T16:20:00+08:00")
			v := s.visit(t, sight.size, sight.tongue.language)
			v.wear("screen", sight.scheme)
			for _, c := range scenes {
				c.reach(v, sight.tongue)
				v.look(sight.name + "-" + c.name)
				open.seen(t, see(v, chromedp.Location()))
			}
		})
	}
	for pattern := range open.left {
		t.Errorf("no page of %s is looked at", pattern)
	}
}

func TestReceiptsAndAnswersCanBePrinted(t *testing.T) {
	for _, l := range tongues {
		s := opened(t, "2026-09-30T16:20:00+08:00")
		v := s.visit(t, size{720, 1020}, l.language) // a sheet of A4 between its margins
		reference := v.told(l, nil)
		v.answered(reference, "yes", map[string]any{"text": l.answer, "agreed": true})
		for name, path := range map[string]string{"receipt": "/complaints/" + reference + "/receipt", "progress": "/complaints/" + reference, "how": "/how"} {
			v.open(path)
			v.wear("print", "dark")
			v.look(l.name + "-print-" + name)
			if see(v, chromedp.Evaluate[bool](`[...document.querySelectorAll("nav, form, .noprint, .bottom")].some((e) => e.getClientRects().length)`)) {
				t.Errorf("%s: what cannot be used on paper is printed", path)
			}
		}
	}
}

// routes are the addresses of pages that no login is asked for.
type routes struct {
	mux  *http.ServeMux
	left map[string]bool // not looked at yet
}

// routesOf reads them where the pages are served. Files are no pages, and links to
// them lead elsewhere.
func routesOf(t *testing.T) *routes {
	t.Helper()
	r := &routes{http.NewServeMux(), map[string]bool{}}
	for _, pattern := range routesLike(t, regexp.MustCompile(`mux\.HandleFunc\("(GET [^"]+)"`)) {
		if !strings.HasPrefix(pattern, "GET /desk") && !strings.HasSuffix(pattern, "/files/{id}") {
			r.mux.Handle(pattern, http.NotFoundHandler())
			r.left[pattern] = true
		}
	}
	if len(r.left) < 8 {
		t.Fatalf("only %v are served", r.left)
	}
	return r
}

// seen notes that the page of an address has been looked at.
func (r *routes) seen(t *testing.T, address string) {
	t.Helper()
	asked, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, pattern := r.mux.Handler(asked)
	delete(r.left, pattern)
}
