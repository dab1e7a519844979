package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// company is a stand-in for the company's outage service.
type company struct {
	mu    sync.Mutex
	says  string // its answer; "" for none in time
	asked []url.Values
}

func (c *company) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	c.asked = append(c.asked, r.URL.Query())
	says := c.says
	c.mu.Unlock()
	if says == "" {
		<-r.Context().Done()
		return
	}
	_, _ = w.Write([]byte(says))
}

// answers sets what it says from now on, and gives what it was asked so far.
func (c *company) answers(says string) []url.Values {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.says = says
	return slices.Clone(c.asked)
}

// informed is the program with outages from a file or an address.
func informed(t *testing.T, outages string) (*door, *app) {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	a, err := newApp(t.Context(), config{data: ":memory:", policy: "state-grid", clock: "2026-03-10T09:00:00+08:00", dev: true, outages: outages}, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.close)
	return &door{t: t, handler: a.handler()}, a
}

// darkIn is a complaint about an outage at a place, by a customer of their own.
func (d *door) darkIn(area, phone string) web.Receipt {
	d.t.Helper()
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/complaints", fmt.Sprintf(`{"channel":"web","text":"停电没有通知","class":"03.01.01",
		"site":{"region":"demo","transformerArea":%q,"address":"示范市幸福路3号"},"customer":{"name":"王五","phone":%q,"accountNumber":"34%s"}}`, area, phone, phone))
	return r
}

// follows reads a case as its customer does.
func (d *door) follows(r web.Receipt, language string) (p intake.Progress) {
	d.t.Helper()
	d.must(200, &p, "GET", "/v1/complaints/"+r.Reference, "", "Tracking-Code: "+r.TrackingCode, "Accept-Language: "+language)
	return p
}

// written are the messages about a case, by kind, and the last one's text.
func (d *door) written(reference string) (kinds []string, last string) {
	d.t.Helper()
	var sent struct{ Messages []struct{ Kind, Text string } }
	d.must(200, &sent, "GET", "/local/messages?reference="+reference, "")
	for _, m := range sent.Messages {
		kinds, last = append(kinds, m.Kind), m.Text
	}
	return kinds, last
}

const plannedOutage = `{"outage":{"id":"P-7","planned":true,"since":"2026-03-10T08:00:00+08:00","until":"2026-03-10T17:30:00+08:00","cause":"李村线检修"}}`

// TestACustomerHearsOfAKnownOutage: the company is asked for the place alone; the
// customer hears after the receipt, and reads it in both languages; staff see the
// cause; who complains of the same outage elsewhere follows, and nobody else is told.
func TestACustomerHearsOfAKnownOutage(t *testing.T) {
	grid := &company{says: plannedOutage}
	server := httptest.NewServer(grid)
	defer server.Close()
	d, a := informed(t, server.URL+"/known")

	first := d.darkIn("李村2号台区", "13900000001")
	asked := url.Values{"region": {"demo"}, "transformerArea": {"李村2号台区"}, "at": {"2026-03-10T01:00:00Z"}}
	if diff := cmp.Diff([]url.Values{asked}, grid.answers(plannedOutage)); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	kinds, text := d.written(first.Reference)
	want := "【国家电网】关于您反映的问题（编号" + first.Reference + "）：您所在地点有计划停电，自3月10日08:00起，预计3月10日17:30恢复供电。"
	if diff := cmp.Diff([]string{"receipt", "outage"}, kinds); diff != "" || text != want {
		t.Errorf("the last message is %q, want %q; kinds (-want +got):\n%s", text, want, diff)
	}
	for language, want := range map[string][2]string{
		"zh": {"您所在地点有计划停电，自3月10日08:00起，预计3月10日17:30恢复供电。", "已查到您所在地点的停电信息"},
		"en": {"Your area has had a planned outage since 08:00 on 10 March. Power should be back by 17:30 on 10 March.", "We have found a known outage at your location"},
	} {
		p := d.follows(first, language)
		if p.Outage == nil || p.Outage.Text != want[0] || !p.Outage.Planned || p.Outage.Until.IsZero() {
			t.Errorf("%s: the customer reads %+v", language, p.Outage)
		}
		if !slices.ContainsFunc(p.Timeline, func(l intake.Line) bool { return l.Text == want[1] }) {
			t.Errorf("%s: timeline %+v", language, p.Timeline)
		}
	}
	if raw := d.must(200, nil, "GET", "/v1/complaints/"+first.Reference, "", "Tracking-Code: "+first.TrackingCode).Body.String(); strings.Contains(raw, "检修") || strings.Contains(raw, "P-7") {
		t.Errorf("the customer reads what is the company's: %s", raw)
	}
	var c web.CaseView
	d.must(200, &c, "GET", "/v1/cases/"+first.Reference, "", handler)
	if c.Outage == nil || c.Outage.ID != "P-7" || c.Outage.Cause != "李村线检修" {
		t.Errorf("staff see %+v", c.Outage)
	}

	d.must(200, nil, "POST", "/local/clock", `{"advance":"1h"}`)
	second := d.darkIn("王村1号台区", "13900000002")
	d.must(200, &c, "GET", "/v1/cases/"+second.Reference, "", handler)
	if c.Batch == nil || c.Batch.Of != first.Reference {
		t.Errorf("the second case of the outage is in batch %+v", c.Batch)
	}
	if kinds, _ := d.written(second.Reference); !slices.Equal(kinds, []string{"receipt", "outage"}) {
		t.Errorf("the second customer is written %v", kinds)
	}
	var told struct{ Notices []complaint.Notice }
	d.must(200, &told, "GET", "/local/notices", "")
	if len(told.Notices) != 1 || told.Notices[0].Kind != "dispatched" || told.Notices[0].Reference != first.Reference {
		t.Errorf("notices %+v, want the dispatch of the first", told.Notices)
	}
	replays(t, a)
}

// TestACaseGoesOnWithoutAnAnswer: whatever the company's service does, the case is
// dispatched, and its customer hears of no outage.
func TestACaseGoesOnWithoutAnAnswer(t *testing.T) {
	grid := &company{}
	server := httptest.NewServer(grid)
	defer server.Close()
	d, a := informed(t, server.URL)
	for n, tt := range []struct {
		name, says string
		asked      bool
	}{
		{"none is known", `{"outage":null}`, true},
		{"a page", `<html>停电</html>`, true},
		{"an outage without an id", `{"outage":{"planned":true,"since":"2026-03-10T08:00:00+08:00"}}`, true},
		{"an outage that ends before it begins", `{"outage":{"id":"1","planned":true,"since":"2026-03-10T08:00:00+08:00","until":"2026-03-09T08:00:00+08:00"}}`, true},
		{"nothing in time", "", true},
		{"resting after that", plannedOutage, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := &door{t: t, handler: d.handler}
			before := len(grid.answers(tt.says))
			started := time.Now()
			r := d.darkIn(fmt.Sprintf("张村%d号台区", n), fmt.Sprintf("139000001%02d", n))
			if took := time.Since(started); took > 5*time.Second {
				t.Errorf("took %s", took)
			}
			if asked := len(grid.answers(tt.says)) - before; asked != 1 && tt.asked || asked != 0 && !tt.asked {
				t.Errorf("asked %d times", asked)
			}
			p := d.follows(r, "en")
			if p.Status != complaint.Dispatched || p.Outage != nil {
				t.Errorf("status %s, outage %+v", p.Status, p.Outage)
			}
			if kinds, _ := d.written(r.Reference); !slices.Equal(kinds, []string{"receipt"}) {
				t.Errorf("written %v", kinds)
			}
		})
	}
	d.must(200, nil, "POST", "/local/clock", `{"advance":"1m"}`)
	if r := d.darkIn("赵村1号台区", "13900000199"); d.follows(r, "en").Outage == nil {
		t.Error("after a minute nobody is asked again")
	}
	replays(t, a)
}

// TestAFaultIsAskedItsQuestionsAndToldWhatComesNext: it is handed on at once, with
// the outage that is known, here from a file; what it lacks is asked all at once.
func TestAFaultIsAskedItsQuestionsAndToldWhatComesNext(t *testing.T) {
	path := filepath.Join(t.TempDir(), "outages.yaml")
	if err := os.WriteFile(path, []byte("outages: [{id: F-1, since: 2026-03-10T08:00:00+08:00, region: demo, feeder: 李村线}]"), 0o600); err != nil {
		t.Fatal(err)
	}
	d, a := informed(t, path)
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/cases", `{"channel":"hotline","text":"我要报修，家里没电了，请派人来修","language":"zh","site":{"region":"demo","feeder":"李村线"},"customer":{"phone":"13900000001"}}`, "Authorization: Bearer dev:agent:*")
	var c web.CaseView
	d.must(200, &c, "GET", "/v1/cases/"+r.Reference, "", supervisor)
	var asked []string
	for _, q := range c.Questions {
		asked = append(asked, q.Text)
	}
	want := []string{"请问故障的详细地址（小区、楼栋、门牌号）或客户编号？", "请问什么时候发现停电或故障的？", "请问只有您一家停电，还是邻居也停电？", "请问家中总开关（空气开关、漏电保护器）是否跳闸？"}
	if diff := cmp.Diff(want, asked); diff != "" || c.Kind != "fault" || c.Outcome != complaint.Referred {
		t.Errorf("%s %s, questions (-want +got):\n%s", c.Kind, c.Outcome, diff)
	}
	var sent struct{ Messages []struct{ Kind, Text string } }
	d.must(200, &sent, "GET", "/local/messages?reference="+r.Reference, "")
	if len(sent.Messages) != 2 || sent.Messages[0].Kind != "referred.fault" || sent.Messages[1].Kind != "outage" {
		t.Fatalf("messages %+v", sent.Messages)
	}
	for _, part := range []string{"已记录", "将派抢修人员", "保持电话畅通", "会与您联系", "45分钟"} {
		if !strings.Contains(sent.Messages[0].Text, part) {
			t.Errorf("the customer is not told %q: %s", part, sent.Messages[0].Text)
		}
	}
	if want := "您所在地点有已知的故障停电，自3月10日08:00起，正在抢修，恢复供电时间待定。"; !strings.HasSuffix(sent.Messages[1].Text, want) {
		t.Errorf("the customer is told %q, want %q", sent.Messages[1].Text, want)
	}
	replays(t, a)
}

func TestAFileOfOutagesThatCannotBeReadStopsTheStart(t *testing.T) {
	_, err := newApp(t.Context(), config{data: ":memory:", policy: "state-grid", clock: "real", outages: filepath.Join(t.TempDir(), "none.yaml")}, slog.New(slog.DiscardHandler))
	if err == nil || !strings.Contains(err.Error(), "none.yaml") {
		t.Errorf("got %v", err)
	}
}
