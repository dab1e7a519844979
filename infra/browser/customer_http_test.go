package browser

import (
	"bytes"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// client is a customer who sends forms without a browser, as many at once as they like.
type client struct {
	*site
	http *http.Client
}

func (s *site) client() *client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client{s, &http.Client{Jar: jar, CheckRedirect: stay}}
}

// post sends a form, and gives the status, where it leads, and the page.
func (c *client) post(path string, form url.Values) (status int, to, page string) {
	c.t.Helper()
	answer, err := c.http.PostForm(c.home+path, form)
	if err != nil {
		c.t.Error(err)
		return 0, "", ""
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Error(err)
	}
	return answer.StatusCode, answer.Header.Get("Location"), string(body)
}

// get reads a page, following nothing.
func (c *client) get(path string) (status int, page string) {
	c.t.Helper()
	answer, err := c.http.Get(c.home + path)
	if err != nil {
		c.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// code reads the tracking code on a receipt.
func (c *client) code(receipt string) string {
	c.t.Helper()
	_, page := c.get(receipt)
	found := regexp.MustCompile(`<dd class="code">([A-Z2-7 ]{14})</dd>`).FindStringSubmatch(page)
	if found == nil {
		c.t.Fatalf("no code stands on %s", page)
	}
	return found[1]
}

// filing is a form that is ready to be sent.
func filing(text string) url.Values {
	return url.Values{"key": {"a-key-of-one-form"}, "at": {"check"}, "go": {"send"}, "text": {text}, "class": {"04.03.01"}, "site.region": {"demo"}, "site.address": {"和平路5号"}}
}

// complainant is a client who has filed a complaint.
func (s *site) complainant(text string) *client {
	s.t.Helper()
	c := s.client()
	if status, _, _ := c.post("/complaints/new", filing(text)); status != http.StatusSeeOther {
		s.t.Fatalf("it is not filed: %d", status)
	}
	return c
}

func TestAFormThatIsSentManyTimesMakesOneCase(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	var sent sync.WaitGroup
	places := make([]string, 8)
	for i := range places {
		sent.Go(func() { _, places[i], _ = s.client().post("/complaints/new", filing("这个月已经停了四次电")) })
	}
	sent.Wait()
	for _, to := range places {
		if to != "/complaints/202609-000001/receipt" {
			t.Errorf("a receipt is at %q", to)
		}
	}
}

// hidden reads a hidden field of a page.
func hidden(page, name string) string {
	found := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if found == nil {
		return ""
	}
	return found[1]
}

func TestAFormMakesOneComplaintInWhicheverLanguageItIsRead(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	c := s.client()
	_, begun := c.get("/complaints/new?language=zh")
	if _, begun = c.get("/complaints/new"); hidden(begun, "key") == "" {
		t.Fatalf("the form has no key: %s", begun)
	}
	form := filing("停电了")
	form.Set("key", hidden(begun, "key"))
	form.Set("at", "who")
	form.Del("go")
	post := func(form url.Values) (int, string, string) { return c.post("/complaints/new", form) }
	_, _, checked := post(form)
	form.Set("at", "check")
	form.Set("key", hidden(checked, "key"))
	form.Set("telling", hidden(checked, "telling"))
	form.Set("go", "send")
	if status, to, _ := post(form); status != http.StatusSeeOther || to != "/complaints/202609-000001/receipt" {
		t.Fatalf("it is sent: %d to %q", status, to)
	}
	other := maps.Clone(form)
	other.Del("go")
	_, _, page := c.post("/complaints/new?language=en", other)
	if hidden(page, "key") != form.Get("key") || hidden(page, "telling") != "zh" || !strings.Contains(page, "Send the complaint") {
		t.Errorf("in the other language it is another form: %s", page)
	}
	if status, to, _ := post(form); status != http.StatusSeeOther || to != "/complaints/202609-000001/receipt" {
		t.Errorf("sent again: %d to %q", status, to)
	}
	other.Set("at", "who") // gone back to, and looked over again
	if _, _, page = post(other); hidden(page, "key") != form.Get("key") {
		t.Error("what is looked over again is another form")
	}
	form.Set("text", "又停电了")
	status, _, page := post(form)
	if status != http.StatusConflict || !strings.Contains(page, "already sent a complaint from this form") || !strings.Contains(page, `href="/progress"`) || strings.Contains(page, "Idempotency") {
		t.Errorf("changed, it is answered with %d: %s", status, page)
	}
	if hidden(page, "key") != form.Get("key") || !strings.Contains(page, "<title>Error: ") || strings.Contains(page, `value="send"`) {
		t.Error("sending again would file another")
	}
	further := maps.Clone(form)
	further.Del("go")
	further.Set("another", hidden(page, "another"))
	for range 2 {
		if status, to, _ := post(further); status != http.StatusSeeOther || to != "/complaints/202609-000002/receipt" {
			t.Errorf("as another one: %d to %q", status, to)
		}
	}
	if status, _, _ := post(form); status != http.StatusConflict {
		t.Errorf("the first form is answered with %d", status)
	}
}

func TestANarrativeMayBeOfAnyCharacters(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	c := s.client()
	if status, to, _ := c.post("/complaints/new", filing(strings.Repeat("😡", 4000))); status != http.StatusSeeOther {
		t.Errorf("4,000 emoji: %d to %q", status, to)
	}
	longer := filing(strings.Repeat("😡", 4001))
	longer.Set("demand", "第一行\r\n第二行")
	status, _, page := c.post("/complaints/new", longer)
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, strings.Repeat("😡", 4001)) || !strings.Contains(page, "第一行\n第二行") {
		t.Errorf("4,001 emoji: %d, and not all that was filled in is there", status)
	}
	if !strings.Contains(page, `href="#text"`) || !strings.Contains(page, `aria-invalid="true"`) {
		t.Error("it does not say what is wrong")
	}
}

func TestWhatIsRefusedComesBackAsItWas(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	form := filing("停电")
	form.Set("occurredAt", "2026-12-24T19:00") // ahead
	form.Set("customer.phone", strings.Repeat("1", 201))
	form.Set("customer.vulnerable", "yes")
	status, _, page := s.client().post("/complaints/new", form)
	if status != http.StatusUnprocessableEntity {
		t.Errorf("it is answered with %d", status)
	}
	for _, want := range []string{`value="2026-12-24T19:00"`, strings.Repeat("1", 201), `name="customer.vulnerable" value="yes"`, `id="occurredAt-wrong"`, `href="#customer.phone"`} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not there", want)
		}
	}
}

func TestAStepCanBeReadInTheOtherLanguage(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	form := filing("停电了")
	form.Set("at", "happened")
	status, _, page := s.client().post("/complaints/new?language=en", form)
	if status != http.StatusOK || !strings.Contains(page, `<html lang="en">`) || !strings.Contains(page, "停电了") || !strings.Contains(page, "What happened") {
		t.Errorf("%d: %s", status, page)
	}
}

func TestDangerIsAnsweredAtOnce(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	for text, danger := range map[string]bool{"门口的电线断了，掉在地上冒火花": true, "电费比上个月多了两倍": false} {
		form := filing(text)
		form.Set("at", "happened")
		form.Set("class", "")
		form.Del("go")
		_, _, page := s.client().post("/complaints/new", form)
		if got := strings.Contains(page, "可能有危险"); got != danger {
			t.Errorf("%s: the hint is there: %t, want %t", text, got, danger)
		}
	}
}

func TestAWrongCodeAndAWrongReferenceAreAnsweredAlike(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	s.complainant("停电")
	typed := regexp.MustCompile(` value="[^"]*"`)
	answer := func(reference, code string) string {
		status, _, page := s.client().post("/progress", url.Values{"reference": {reference}, "code": {code}})
		if status != http.StatusNotFound {
			t.Errorf("%s is answered with %d", reference, status)
		}
		return typed.ReplaceAllString(page, "")
	}
	wrong := answer("202609-000001", "AAAABBBBCCCC")
	for _, other := range []string{"202609-000999", "no reference at all", "../../v1/cases", ""} {
		if answer(other, "AAAABBBBCCCC") != wrong {
			t.Errorf("%q is answered otherwise", other)
		}
	}
}

func TestACodeOpensAComplaintElsewhere(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	here := s.client()
	_, receipt, _ := here.post("/complaints/new", filing("停电"))
	code := here.code(receipt)
	there := s.client()
	if status, _ := there.get(receipt); status != http.StatusSeeOther {
		t.Errorf("without the code the receipt is answered with %d", status)
	}
	if status, to, _ := there.post("/progress", url.Values{"reference": {" 202609-000001 "}, "code": {strings.ToLower(code)}}); status != http.StatusSeeOther || to != "/complaints/202609-000001" {
		t.Errorf("with it: %d to %q", status, to)
	}
	if status, page := there.get("/complaints/202609-000001"); status != http.StatusOK || strings.Contains(page, strings.ReplaceAll(code, " ", "")) {
		t.Errorf("the complaint is answered with %d, or shows the code", status)
	}
	if status, _, page := s.client().post("/complaints/202609-000001/supplements", url.Values{"text": {"写了很久的补充"}}); status != http.StatusUnauthorized || !strings.Contains(page, "写了很久的补充") {
		t.Errorf("without the code a supplement is answered with %d, or lost", status)
	}
}

func TestAnotherSiteCannotFile(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	r, err := http.NewRequest(http.MethodPost, s.home+"/complaints/new", strings.NewReader(filing("停电").Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	answer, err := s.client().http.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("it is answered with %d", answer.StatusCode)
	}
}

func TestWhatHasChangedMeanwhileIsSaidAndNothingIsLost(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	c := s.complainant("停电")
	s.api("POST", "/v1/cases/202609-000001/closure", "supervisor:*", map[string]any{"outcome": "referred", "reason": "转交"}, nil)
	status, _, page := c.post("/complaints/202609-000001/urges", url.Values{"key": {"k"}, "text": {"请尽快，家里有病人"}})
	for _, want := range []string{"未能催办", "本投诉已办结", "请尽快，家里有病人", "已办结：已转交负责部门"} {
		if status != http.StatusConflict || !strings.Contains(page, want) {
			t.Errorf("%d, and %q is not there", status, want)
		}
	}
	if strings.Contains(page, `action="/complaints/202609-000001/urges"`) {
		t.Error("urging is still offered")
	}
}

func TestPromisesThatChangeAreShownWithTheReason(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	c := s.complainant("停电")
	const handler, reference = "handler:demo-station", "202609-000001"
	s.api("POST", "/v1/cases/"+reference+"/acceptance", handler, map[string]any{"handler": "li"}, nil)
	s.api("POST", "/v1/cases/"+reference+"/suspension", handler, map[string]any{"kind": "access", "reason": "小区封闭", "until": "2026-10-09T09:00:00+08:00"}, nil)
	_, page := c.get("/complaints/" + reference)
	for _, want := range []string{"承诺变更及原因", "处理暂停计时，原因：现场无法进入"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not there", want)
		}
	}
	code := c.code("/complaints/" + reference + "/receipt")
	s.advance("48h")
	if status, _ := c.get("/complaints/" + reference); status != http.StatusSeeOther {
		t.Errorf("the browser holds the code for days: %d", status)
	}
	if status, _, _ := c.post("/progress", url.Values{"reference": {reference}, "code": {code}}); status != http.StatusSeeOther {
		t.Errorf("the code opens nothing: %d", status)
	}
	if _, page = c.get("/complaints/" + reference); !strings.Contains(page, `<span class="mark missed">已超时</span>`) {
		t.Error("that nobody has called in time is not there")
	}
}

func TestHowComplaintsAreHandledIsSaidByEveryPack(t *testing.T) {
	for pack, want := range map[string][]string{
		"state-grid":    {"24小时内", "5个工作日内", "10个工作日内", "08:30–12:00、13:30–17:30", "12398", "2026年10月1日至10月7日", "区县公司"},
		"southern-grid": {"当日内", "5个工作日内", "时限尚未设定", "县区局", "12398"},
		"ofgem":         {"8周内", "时限尚未设定", "09:00–17:00", "Energy Ombudsman", "105"},
	} {
		s := openedWith(t, "2026-09-30T16:20:00+08:00", "-policy", pack)
		r, err := http.NewRequest(http.MethodGet, s.home+"/how", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Language", "zh-CN")
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range want {
			if !strings.Contains(string(page), text) {
				t.Errorf("%s: %q is not there", pack, text)
			}
		}
	}
}

func TestAReplyWithoutAChoiceIsNoReply(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	c := s.complainant("停电")
	const reference = "202609-000001"
	s.api("POST", "/v1/cases/"+reference+"/offer", "handler:demo-station", map[string]any{"text": "十日内更换变压器"}, nil)
	status, _, page := c.post("/complaints/"+reference+"/offer-reply", url.Values{"key": {"k"}, "counter": {"请尽快"}})
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "请尽快") || !strings.Contains(page, `href="#offer-reply-accepted"`) {
		t.Errorf("it is answered with %d: %s", status, page)
	}
	if status, to, _ := c.post("/complaints/"+reference+"/offer-reply", url.Values{"key": {"l"}, "accepted": {"no"}, "counter": {"请尽快"}}); status != http.StatusSeeOther {
		t.Errorf("with a choice: %d to %q", status, to)
	}
}

func TestAFileComesWithoutAScript(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	c := s.complainant("电表烧坏了")
	const page, photo = "/complaints/202609-000001", "\x89PNG\r\n\x1a\n"
	for _, tt := range []struct {
		name   string
		files  map[string]string
		status int
		says   string
	}{
		{"a photo and a bill", map[string]string{"电表.png": photo, "账单.pdf": "%PDF-1.7\n"}, http.StatusSeeOther, ""},
		{"the same form again", map[string]string{"电表.png": photo, "账单.pdf": "%PDF-1.7\n"}, http.StatusSeeOther, ""},
		{"nothing", nil, http.StatusUnprocessableEntity, "请先选择文件"},
		{"what is not taken", map[string]string{"注.txt": "text"}, http.StatusUnprocessableEntity, "不支持该类文件"},
		{"what is no photo", map[string]string{"假.png": "text"}, http.StatusUnprocessableEntity, "不支持该类文件"},
		{"too much", map[string]string{"大.png": photo + strings.Repeat("x", 5<<20)}, http.StatusUnprocessableEntity, "合计不超过4 MB"},
	} {
		status, to, answer := c.upload(page+"/files", tt.files)
		if status != tt.status || tt.status == http.StatusSeeOther && to != page+"?done=files" || !strings.Contains(answer, tt.says) {
			t.Errorf("%s: %d to %q, and not %q", tt.name, status, to, tt.says)
		}
	}
	_, shown := c.get(page)
	for _, name := range []string{"电表.png</a>", "账单.pdf</a>"} {
		if strings.Count(shown, name) != 1 {
			t.Errorf("%s is there %d times", name, strings.Count(shown, name))
		}
	}
}

// upload sends files as a form does, under one key.
func (c *client) upload(path string, files map[string]string) (status int, to, page string) {
	c.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("key", "a-key-of-one-form") // into memory: cannot fail
	for _, name := range slices.Sorted(maps.Keys(files)) {
		part, err := form.CreateFormFile("file", name)
		if err != nil {
			c.t.Fatal(err)
		}
		_, _ = io.WriteString(part, files[name])
	}
	_ = form.Close()
	answer, err := c.http.Post(c.home+path, form.FormDataContentType(), &body)
	if err != nil {
		c.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return answer.StatusCode, answer.Header.Get("Location"), string(text)
}

func TestAFormThatSaysSomethingElseIsAnother(t *testing.T) {
	s := opened(t, "2026-09-30T16:20:00+08:00")
	c := s.complainant("停电")
	const path = "/complaints/202609-000001/supplements"
	form := url.Values{"key": {"the-same-key"}, "text": {"第一次"}}
	for range 2 {
		if status, to, _ := c.post(path, form); status != http.StatusSeeOther {
			t.Fatalf("it is not added: %d to %q", status, to)
		}
	}
	form.Set("text", "第二次")
	status, _, page := c.post(path, form)
	if status != http.StatusConflict || !strings.Contains(page, "第二次") || !strings.Contains(page, "此前已提交") || strings.Contains(page, "the-same-key") {
		t.Errorf("another text under the key of the first is answered with %d, or comes back under that key", status)
	}
	if _, page = c.get("/complaints/202609-000001"); strings.Count(page, "已收到您的补充说明") != 1 {
		t.Error("it was not added just once")
	}
}
