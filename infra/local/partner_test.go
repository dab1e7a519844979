package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	partnerfn "github.com/redress/redress/functions/partner"
	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/partner"
	"github.com/redress/redress/shared/web"
)

// house is the stand-in of every partner's system: it takes posts that are signed
// with its key, and signs what it sends itself.
type house struct {
	t      *testing.T
	key    partner.Key
	server *httptest.Server
	now    func() time.Time

	mu     sync.Mutex // guards the rest
	answer int        // status; 0 does not answer at all
	calls  int
	posts  []relay.Told
	ids    []string
	paths  []string
}

func openHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, key: partner.Key("twenty-four bytes or more"), answer: http.StatusNoContent}
	h.server = httptest.NewServer(h)
	t.Cleanup(h.server.Close)
	return h
}

func (h *house) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.calls++
	if h.answer == 0 {
		panic(http.ErrAbortHandler) // the line is cut
	}
	body, err := io.ReadAll(r.Body)
	claim := partner.Claim{ID: r.Header.Get("webhook-id"), Timestamp: r.Header.Get("webhook-timestamp"), Signature: r.Header.Get("webhook-signature")}
	if err == nil {
		err = partner.Account{Keys: []partner.Key{h.key}}.Verify(claim, body, h.now())
	}
	var post relay.Told
	if err == nil {
		err = json.Unmarshal(body, &post)
	}
	if err != nil {
		h.t.Errorf("a post that the partner cannot take: %v", err)
	}
	if h.answer < 300 && !slices.Contains(h.ids, claim.ID) { // a partner drops what comes again
		h.posts, h.ids, h.paths = append(h.posts, post), append(h.ids, claim.ID), append(h.paths, r.URL.Path)
	}
	w.WriteHeader(h.answer)
}

func (h *house) answers(status int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.answer = status
}

// told are the types of the posts so far, each with the partner's number.
func (h *house) told() (list []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for i, p := range h.posts {
		list = append(list, strings.TrimPrefix(h.paths[i], "/")+" "+p.Type+" "+p.Data.Order)
	}
	return list
}

// book is the file that the program is started with.
func (h *house) book() string {
	h.t.Helper()
	file := filepath.Join(h.t.TempDir(), "partners.json")
	key := "whsec_" + base64.StdEncoding.EncodeToString(h.key)
	text := "{"
	for i, id := range []string{"12398", "12345", "repair"} {
		text += fmt.Sprintf(`%s%q: {"url": %q, "keys": [%q]}`, strings.Repeat(",", min(i, 1)), id, h.server.URL+"/"+id, key)
	}
	if err := os.WriteFile(file, []byte(text+"}"), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return file
}

// connected is the program with the house as its partners, over a folder.
func connected(t *testing.T, h *house, dir, clock string) (*app, *door) {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))
	a, err := newApp(t.Context(), config{data: dir, policy: "state-grid", clock: clock, dev: true, partners: h.book()}, log)
	if err != nil {
		t.Fatal(err)
	}
	h.now = a.watch.Now
	return a, &door{t: t, handler: a.handler()}
}

const tuesday = "2026-03-10T09:00:00+08:00"

// from makes a call as a partner, signed under an id.
func (d *door) from(h *house, id, partner, word, body string) *httptest.ResponseRecorder {
	at := h.now()
	return d.ask("POST", "/v1/partners/"+partner+"/"+word, body,
		"Webhook-Id: "+id, "Webhook-Timestamp: "+strconv.FormatInt(at.Unix(), 10), "Webhook-Signature: "+h.key.Sign(id, at, []byte(body)))
}

// taken makes a call that has to give a status, and reads its answer.
func taken[T any](d *door, status int, r *httptest.ResponseRecorder) (out T) {
	d.t.Helper()
	if r.Code != status {
		d.t.Fatalf("status %d, want %d: %s", r.Code, status, r.Body)
	}
	if err := json.Unmarshal(r.Body.Bytes(), &out); err != nil {
		d.t.Fatal(err)
	}
	return out
}

// order is a complaint as a hotline passes it on; each number has its own customer.
func order(number string) string {
	return fmt.Sprintf(`{"order":%q,"text":"电压低，灯光闪烁","class":"04.01.01","site":{"region":"demo"},"customer":{"name":"王五","phone":"139%s","accountNumber":"%[2]s"}}`, number, strings.Repeat(number[len(number)-1:], 8))
}

// TestAHotlinePassesAComplaintOnAndHearsTheAnswer: the case is of the way of the
// partner; the same number under another id or again gives the same answer; the
// answer goes out when it has passed its review, and the end when it is closed.
func TestAHotlinePassesAComplaintOnAndHearsTheAnswer(t *testing.T) {
	h := openHouse(t)
	a, d := connected(t, h, ":memory:", tuesday)
	t.Cleanup(a.close)
	first := taken[partnerfn.OrderTaken](d, 201, d.from(h, "one", "12345", "orders", order("G-1")))
	again := d.from(h, "two", "12345", "orders", order("G-1"))
	if diff := cmp.Diff(first, taken[partnerfn.OrderTaken](d, 201, again)); diff != "" || again.Header().Get("Idempotency-Replayed") != "true" {
		t.Errorf("the same number again (-first +again):\n%s", diff)
	}
	if r := d.from(h, "three", "12345", "orders", order("G-1")+" "); r.Code != 201 {
		t.Errorf("the same in other white space: %d", r.Code)
	}
	taken[web.Problem](d, 409, d.from(h, "four", "12345", "orders", strings.Replace(order("G-1"), "电压低", "停电", 1)))
	if strings.Contains(again.Body.String(), "rackingCode") {
		t.Error("the answer tells the customer's tracking code")
	}
	var c web.CaseView
	d.must(200, &c, "GET", "/v1/cases/"+first.Reference, "", supervisor)
	want := complaint.Source{Via: "12345", Body: "12345", Reference: "G-1"}
	if c.Matter.Channel != "superior" || c.Matter.Source != want || c.Events[0].By != "partner:12345" || len(first.Promises) != 2 {
		t.Errorf("case %+v, first event by %s, promises %v", c.Matter, c.Events[0].By, first.Promises)
	}
	d.must(200, nil, "POST", "/v1/cases/"+c.Reference+"/answer", `{"text":"已调整变压器分接头"}`, handler)
	if got := h.told(); got != nil {
		t.Errorf("told before the review: %v", got)
	}
	d.must(200, nil, "POST", "/v1/cases/"+c.Reference+"/review", `{"passed":true}`, supervisor)
	d.must(200, nil, "POST", "/v1/cases/"+c.Reference+"/callback", `{"reached":true,"satisfied":true}`, callers)
	d.must(200, nil, "POST", "/v1/cases/"+c.Reference+"/reopening", `{"reason":"又闪烁"}`, supervisor)
	wantTold := []string{"12345 order.answered G-1", "12345 order.closed G-1", "12345 order.reopened G-1"}
	if diff := cmp.Diff(wantTold, h.told()); diff != "" {
		t.Fatalf("told (-want +got):\n%s", diff)
	}
	answered, closed := h.posts[0].Data, h.posts[1].Data
	if answered.Text != "已调整变压器分接头" || answered.Reference != c.Reference || closed.Outcome != complaint.Resolved || closed.Sequence <= answered.Sequence {
		t.Errorf("answered %+v, closed %+v", answered, closed)
	}
	replays(t, a)
}

// TestTwoHotlinesAboutOneMatterBothHearTheAnswer: the second order is closed as a
// duplicate, and its partner told so and then the answer to the original.
func TestTwoHotlinesAboutOneMatterBothHearTheAnswer(t *testing.T) {
	h := openHouse(t)
	a, d := connected(t, h, ":memory:", tuesday)
	t.Cleanup(a.close)
	first := taken[partnerfn.OrderTaken](d, 201, d.from(h, "one", "12345", "orders", order("G-1")))
	second := taken[partnerfn.OrderTaken](d, 201, d.from(h, "two", "12398", "orders", strings.Replace(order("G-1"), "G-1", "N-1", 1)))
	if second.LinkedTo != first.Reference || second.Outcome != complaint.Duplicate {
		t.Fatalf("second %+v", second)
	}
	d.must(200, nil, "POST", "/v1/cases/"+first.Reference+"/answer", `{"text":"已处理"}`, handler)
	d.must(200, nil, "POST", "/v1/cases/"+first.Reference+"/review", `{"passed":true}`, supervisor)
	want := []string{"12398 order.closed N-1", "12345 order.answered G-1", "12398 order.answered N-1"}
	if diff := cmp.Diff(want, h.told()); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	replays(t, a)
}

// TestTheRegulatorPassesAnAppealOnHearsTheAnswerAndFinds: about a case of any
// channel; the answer goes out once the centre has passed it; the finding ends the appeal.
func TestTheRegulatorPassesAnAppealOnHearsTheAnswerAndFinds(t *testing.T) {
	h := openHouse(t)
	a, d := connected(t, h, ":memory:", tuesday)
	t.Cleanup(a.close)
	ref := d.submitted().Reference
	appeal := fmt.Sprintf(`{"appeal":"S-7","reference":%q,"facts":"投诉人不认可答复"}`, ref)
	first := taken[partnerfn.CaseNoted](d, 200, d.from(h, "one", "12398", "appeals", appeal))
	again := taken[partnerfn.CaseNoted](d, 200, d.from(h, "two", "12398", "appeals", appeal))
	if diff := cmp.Diff(first, again); diff != "" || first.Appeal != "S-7" || first.AnswerBy.IsZero() {
		t.Errorf("appeal %+v, again (-first +again):\n%s", first, diff)
	}
	d.must(200, nil, "POST", "/v1/cases/"+ref+"/regulator-answer", `{"text":"已于3月1日更换线路"}`, handler)
	d.must(200, nil, "POST", "/v1/cases/"+ref+"/regulator-review", `{"passed":false,"reason":"补充照片"}`, supervisor)
	d.must(200, nil, "POST", "/v1/cases/"+ref+"/regulator-answer", `{"text":"已于3月1日更换线路，附照片"}`, handler)
	d.must(200, nil, "POST", "/v1/cases/"+ref+"/regulator-review", `{"passed":true}`, supervisor)
	if diff := cmp.Diff([]string{"12398 appeal.answered S-7"}, h.told()); diff != "" || h.posts[0].Data.Text != "已于3月1日更换线路，附照片" {
		t.Fatalf("told (-want +got):\n%s", diff)
	}
	finding := fmt.Sprintf(`{"appeal":%q,"reference":%q,"fault":"no","finding":"已按规定处理"}`, "S-8", ref)
	if p := taken[web.Problem](d, 422, d.from(h, "three", "12398", "findings", finding)); len(p.Errors) != 1 || p.Errors[0].Field != "appeal" {
		t.Errorf("a finding about another appeal: %+v", p)
	}
	taken[partnerfn.CaseNoted](d, 200, d.from(h, "four", "12398", "findings", strings.Replace(finding, "S-8", "S-7", 1)))
	var c web.CaseView
	d.must(200, &c, "GET", "/v1/cases/"+ref, "", supervisor)
	if x := c.Regulator[0]; x.Body != "12398" || x.FoundBy != "partner:12398" || x.Fault != complaint.NoFault {
		t.Errorf("appeal %+v", x)
	}
	replays(t, a)
}

// TestRepairDispatchIsHandedFaultsAndSaysHowTheyGo: the crew gets the place and the
// phone and not the customer's words; the customer hears that it comes and when it
// is done; what is behind what is known changes nothing.
func TestRepairDispatchIsHandedFaultsAndSaysHowTheyGo(t *testing.T) {
	h := openHouse(t)
	a, d := connected(t, h, ":memory:", tuesday)
	t.Cleanup(a.close)
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/complaints", `{"channel":"web","text":"电线掉在路上冒火花，非常危险，请马上来抢修","site":{"region":"demo","address":"解放路5号","feeder":"10kV人民线"},"customer":{"name":"王五","phone":"13900000001","confidential":true}}`)
	if r.Outcome != complaint.Referred || len(h.posts) != 1 {
		t.Fatalf("receipt %+v, posts %+v", r, h.posts)
	}
	order := h.posts[0]
	got := *order.Data.Repair
	got.Signals = nil
	want := relay.RepairOrder{
		ReceivedAt: order.At, Region: "demo", Feeder: "10kV人民线", Address: "解放路5号", Phone: "13900000001", Urgency: got.Urgency, Danger: true,
	}
	if diff := cmp.Diff(want, got); diff != "" || order.Type != "repair.ordered" || order.Data.Text != "" {
		t.Errorf("order %+v (-want +got):\n%s", order, diff)
	}
	progress := func(status int, state, at, note string) {
		t.Helper()
		body := fmt.Sprintf(`{"order":%q,"state":%q,"at":"2026-03-10T%s:00+08:00","note":%q}`, r.Reference, state, at, note)
		if got := d.from(h, state+at[:2]+at[3:], "repair", "progress", body); got.Code != status {
			t.Errorf("%s at %s: status %d, want %d: %s", state, at, got.Code, status, got.Body)
		}
	}
	progress(422, "asleep", "09:00", "")
	progress(422, "accepted", "09:20", "") // beyond what clocks may differ
	progress(200, "accepted", "09:03", "") // the partner's clock is ahead
	d.must(200, nil, "POST", "/local/clock", `{"advance":"2h"}`)
	progress(200, "restored", "10:40", "")
	progress(200, "arrived", "09:40", "") // late news
	progress(200, "restored", "10:45", "")
	progress(409, "cancelled", "10:50", "误报")
	var c web.CaseView
	d.must(200, &c, "GET", "/v1/cases/"+r.Reference, "", supervisor)
	if c.Repair == nil || c.Repair.State != complaint.SupplyRestored || c.Repair.At.Format("15:04") != "02:40" {
		t.Errorf("repair %+v", c.Repair)
	}
	var progressed struct{ Timeline []struct{ Text string } }
	d.must(200, &progressed, "GET", "/v1/complaints/"+r.Reference, "", "Tracking-Code: "+r.TrackingCode)
	if n := len(progressed.Timeline); n < 2 || progressed.Timeline[n-2].Text != "抢修调度已受理，抢修人员正赶赴现场" || progressed.Timeline[n-1].Text != "已修复，恢复供电" {
		t.Errorf("timeline %+v", progressed.Timeline)
	}
	var sent struct{ Messages []struct{ Kind string } }
	d.must(200, &sent, "GET", "/local/messages?reference="+r.Reference, "")
	var kinds []string
	for _, m := range sent.Messages {
		kinds = append(kinds, m.Kind)
	}
	if diff := cmp.Diff([]string{"referred.fault", "repair.accepted", "repair.restored"}, kinds); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	replays(t, a)
}

// TestWhatNoPartnerHasSignedIsRefused: each gives a problem in the caller's
// language, and nothing is recorded.
func TestWhatNoPartnerHasSignedIsRefused(t *testing.T) {
	h := openHouse(t)
	a, d := connected(t, h, ":memory:", tuesday)
	t.Cleanup(a.close)
	body := order("G-1")
	other := partner.Key("another key of 24 bytes or more")
	stamp := func(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }
	for name, tt := range map[string]struct {
		partner, id, timestamp, signature string
		status                            int
		say                               string
	}{
		"no headers":           {"12345", "", "", "", 401, "请求头"},
		"another key":          {"12345", "x", stamp(h.now()), other.Sign("x", h.now(), []byte(body)), 401, "签名无效"},
		"another partner's id": {"nobody", "x", stamp(h.now()), h.key.Sign("x", h.now(), []byte(body)), 401, "签名无效"},
		"another body":         {"12345", "x", stamp(h.now()), h.key.Sign("x", h.now(), []byte(body+" ")), 401, "签名无效"},
		"another id":           {"12345", "y", stamp(h.now()), h.key.Sign("x", h.now(), []byte(body)), 401, "签名无效"},
		"a later timestamp":    {"12345", "x", stamp(h.now().Add(time.Second)), h.key.Sign("x", h.now(), []byte(body)), 401, "签名无效"},
		"too old":              {"12345", "x", stamp(h.now().Add(-301 * time.Second)), h.key.Sign("x", h.now().Add(-301*time.Second), []byte(body)), 401, "超过5分钟"},
		"too new":              {"12345", "x", stamp(h.now().Add(301 * time.Second)), h.key.Sign("x", h.now().Add(301*time.Second), []byte(body)), 401, "超过5分钟"},
		"what it may not":      {"repair", "x", stamp(h.now()), h.key.Sign("x", h.now(), []byte(body)), 403, "未授权"},
	} {
		r := d.ask("POST", "/v1/partners/"+tt.partner+"/orders", body, "Accept-Language: zh",
			"Webhook-Id: "+tt.id, "Webhook-Timestamp: "+tt.timestamp, "Webhook-Signature: "+tt.signature)
		if p := taken[web.Problem](d, tt.status, r); !strings.Contains(p.Detail, tt.say) {
			t.Errorf("%s: %q does not say %q", name, p.Detail, tt.say)
		}
	}
	if r := d.from(h, "large", "12345", "orders", strings.Repeat(" ", web.BodyLimit+1)); r.Code != 413 {
		t.Errorf("a body that is too large: %d", r.Code)
	}
	if page, err := a.db.List(t.Context(), complaint.Query{Limit: 10}); err != nil || len(page.Cases) != 0 {
		t.Errorf("%d cases, %v", len(page.Cases), err)
	}
}

// TestTheVerySameRequestIsTakenOnce: who has listened cannot send it again; the
// partner, who signs a repeat anew, can. Both of two keys are good while they change.
func TestTheVerySameRequestIsTakenOnce(t *testing.T) {
	h := openHouse(t)
	a, d := connected(t, h, ":memory:", tuesday)
	t.Cleanup(a.close)
	taken[partnerfn.OrderTaken](d, 201, d.from(h, "one", "12345", "orders", order("G-1")))
	taken[web.Problem](d, 409, d.from(h, "one", "12345", "orders", order("G-1")))
	d.must(200, nil, "POST", "/local/clock", `{"advance":"5s"}`)
	taken[partnerfn.OrderTaken](d, 201, d.from(h, "one", "12345", "orders", order("G-1")))
	next := partner.Key("the next key of 24 bytes or more")
	a.partners["12345"] = partner.Account{Keys: []partner.Key{next, h.key}}
	at := h.now()
	body := order("G-2")
	d.must(201, nil, "POST", "/v1/partners/12345/orders", body, "Webhook-Id: z", "Webhook-Timestamp: "+strconv.FormatInt(at.Unix(), 10),
		"Webhook-Signature: v1a,AAAA v1,%%% "+next.Sign("z", at, []byte(body)))
}

// TestANumberThatComesManyTimesAtOnceIsOneCase: on the real clock, where calls do not
// wait for each other; all get the same answer.
func TestANumberThatComesManyTimesAtOnceIsOneCase(t *testing.T) {
	h := openHouse(t)
	a, d := connected(t, h, ":memory:", "real")
	t.Cleanup(a.close)
	answers := make([]*httptest.ResponseRecorder, 20)
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() { answers[i] = d.from(h, "id"+strconv.Itoa(i), "12345", "orders", order("G-1")) })
	}
	wg.Wait()
	first := taken[partnerfn.OrderTaken](d, 201, answers[0])
	for _, r := range answers {
		if got := taken[partnerfn.OrderTaken](d, 201, r); got.Reference != first.Reference {
			t.Errorf("references %s and %s", first.Reference, got.Reference)
		}
	}
	if page, err := a.db.List(t.Context(), complaint.Query{Limit: 100}); err != nil || len(page.Cases) != 1 {
		t.Errorf("%d cases, %v", len(page.Cases), err)
	}
}

// TestAPartnerThatIsDownForHoursLosesNothing: what waits comes in its order when it is
// back, each once; it is asked seldom meanwhile; the company hears of it once.
func TestAPartnerThatIsDownForHoursLosesNothing(t *testing.T) {
	h := openHouse(t)
	a, d := connected(t, h, ":memory:", tuesday)
	t.Cleanup(a.close)
	var refs []string
	for _, n := range []string{"G-1", "G-2"} {
		refs = append(refs, taken[partnerfn.OrderTaken](d, 201, d.from(h, "order"+n, "12345", "orders", order(n))).Reference)
	}
	h.answers(0)
	for i, ref := range refs {
		d.must(200, nil, "POST", "/v1/cases/"+ref+"/answer", `{"text":"已处理"}`, handler)
		d.must(200, nil, "POST", "/v1/cases/"+ref+"/review", `{"passed":true}`, supervisor)
		d.must(200, nil, "POST", "/local/clock", `{"advance":"3m"}`)
		d.must(200, nil, "POST", "/v1/cases/"+ref+"/callback", `{"reached":true,"satisfied":true}`, callers)
		if i == 0 {
			h.answers(http.StatusServiceUnavailable)
		}
	}
	before := h.calls
	for range 4 * 60 {
		d.must(200, nil, "POST", "/local/clock", `{"advance":"1m"}`)
	}
	if asked := h.calls - before; asked < 50 || asked > 100 || h.told() != nil {
		t.Errorf("asked %d times in four hours, and told %v", asked, h.told())
	}
	if got := d.alarms(); len(got) != 1 || !strings.Contains(got[0], "超过一小时") || !strings.Contains(got[0], "12345") {
		t.Errorf("alarms %q, want one", got)
	}
	h.answers(http.StatusOK)
	d.must(200, nil, "POST", "/local/clock", `{"advance":"15m"}`)
	want := []string{"12345 order.answered G-1", "12345 order.closed G-1", "12345 order.answered G-2", "12345 order.closed G-2"}
	if diff := cmp.Diff(want, h.told()); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	d.must(200, nil, "POST", "/local/clock", `{"advance":"3h"}`)
	if diff := cmp.Diff(want, h.told()); diff != "" {
		t.Errorf("told later (-want +got):\n%s", diff)
	}
}

// alarms are the texts of the alarms so far.
func (d *door) alarms() (list []string) {
	d.t.Helper()
	var out struct {
		Notices []struct{ Kind, Text string }
	}
	d.must(200, &out, "GET", "/local/notices", "")
	for _, n := range out.Notices {
		if n.Kind == "alarm" {
			list = append(list, n.Text)
		}
	}
	return list
}

// TestWhatAPartnerRefusesForGoodIsTold: it is not sent again.
func TestWhatAPartnerRefusesForGoodIsTold(t *testing.T) {
	h := openHouse(t)
	a, d := connected(t, h, ":memory:", tuesday)
	t.Cleanup(a.close)
	ref := taken[partnerfn.OrderTaken](d, 201, d.from(h, "one", "12345", "orders", order("G-1"))).Reference
	h.answers(http.StatusUnprocessableEntity)
	d.must(200, nil, "POST", "/v1/cases/"+ref+"/withdrawal", `{"reason":"我叫王五，不用了"}`, supervisor)
	for range 10 {
		d.must(200, nil, "POST", "/local/clock", `{"advance":"3m"}`)
	}
	if got := d.alarms(); h.calls != 1 || len(got) != 1 || !strings.Contains(got[0], ref) || !strings.Contains(got[0], "order.closed") {
		t.Errorf("asked %d times, alarms %q", h.calls, got)
	}
}

// TestAPostSurvivesTheEndOfTheProgram: killed between the commit and the sending,
// or between that and the mark, it comes again under the same id.
func TestAPostSurvivesTheEndOfTheProgram(t *testing.T) {
	h, dir := openHouse(t), t.TempDir()
	a, d := connected(t, h, dir, tuesday)
	ref := taken[partnerfn.OrderTaken](d, 201, d.from(h, "one", "12345", "orders", order("G-1"))).Reference
	o := desk.Order{Reference: ref, Command: complaint.Withdrawal{Reason: "已解决"}, By: complaint.Actor{Role: complaint.Supervisor}}
	if _, err := a.inner.Do(t.Context(), o); err != nil { // committed, and nothing after it
		t.Fatal(err)
	}
	a.close()
	if h.told() != nil {
		t.Fatalf("told %v", h.told())
	}
	a, d = connected(t, h, dir, tuesday)
	keys, err := a.db.Waiting(t.Context(), complaint.DeedLane, a.inner.Instant(), a.inner.Instant(), 10)
	if err != nil {
		t.Fatal(err)
	}
	claimed, err := a.db.Claim(t.Context(), keys, a.inner.Instant(), relay.Lease)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range claimed { // sent, and never marked
		if e.Kind != complaint.TellPartner {
			continue
		}
		var p complaint.PartnerPost
		if err := json.Unmarshal(e.Data, &p); err != nil {
			t.Fatal(err)
		}
		body, _ := json.Marshal(relay.Told{Type: p.Type, At: p.At, Data: relay.ToldData{Order: p.Order, Reference: p.Reference}})
		if err := a.relay.Partners.Send(t.Context(), partner.Post{Partner: p.Partner, ID: p.ID, Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	a.close()
	a, d = connected(t, h, dir, tuesday)
	t.Cleanup(a.close)
	d.must(200, nil, "POST", "/local/clock", `{"advance":"5m"}`)
	if diff := cmp.Diff([]string{"12345 order.closed G-1"}, h.told()); diff != "" || h.calls != 2 {
		t.Errorf("asked %d times, told (-want +got):\n%s", h.calls, diff)
	}
}

// TestWithoutPartnersNothingWaitsForThem: the program that knows no partner goes on
// as it did, and lets nobody in.
func TestWithoutPartnersNothingWaitsForThem(t *testing.T) {
	a := testApp(t, tuesday)
	d := &door{t: t, handler: a.handler()}
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/complaints", `{"channel":"web","text":"电线掉在路上冒火花，非常危险，请马上来抢修","site":{"region":"demo"},"customer":{"phone":"13900000001"}}`)
	keys, err := a.db.Stale(t.Context(), a.inner.Instant(), a.inner.Instant(), 10)
	if err != nil || len(keys) != 0 || r.Outcome != complaint.Referred {
		t.Errorf("%v wait, %v; outcome %s", keys, err, r.Outcome)
	}
	h := &house{t: t, key: partner.Key(bytes.Repeat([]byte{1}, 32)), now: a.watch.Now}
	taken[web.Problem](d, 401, d.from(h, "one", "12345", "orders", order("G-1")))
}
