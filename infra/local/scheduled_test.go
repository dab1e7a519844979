package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	reportfn "github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// reportPack is the default pack in another time zone and with another schedule of reports.
func reportPack(t *testing.T, zone, schedule string) string {
	t.Helper()
	files, err := policy.Files("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	edit := func(name string, change func(string) string) {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(change(string(text))), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	edit("calendars/china.yaml", func(s string) string { return strings.Replace(s, "Asia/Shanghai", zone, 1) })
	edit("reports.yaml", func(s string) string { return s[:strings.Index(s, "schedule:")] + schedule })
	if err := os.Remove(filepath.Join(dir, "examples.yaml")); err != nil { // they are of the other zone
		t.Fatal(err)
	}
	return dir
}

// toldReports lists the notices of reports, in the office's time.
func toldReports(t *testing.T, a *app) (list []string) {
	t.Helper()
	docs, err := a.db.ListPublished(t.Context(), "notice", "", "", 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range docs {
		var n complaint.Notice
		if err := json.Unmarshal(doc, &n); err != nil {
			t.Fatal(err)
		}
		if n.Kind == "report" {
			list = append(list, n.At.In(a.policy.Zone()).Format("01-02 15:04 ")+strings.Join(strings.SplitN(strings.TrimPrefix(n.ID, "report/sla-breach-"), "-", 3)[:2], " ")+" "+strings.Join(n.Levels, "+"))
		}
	}
	return list
}

func TestReportsComeByThePacksScheduleInVirtualTime(t *testing.T) {
	for _, tt := range []struct {
		name, zone, schedule, from, to string
		want                           []string
	}{
		{"each night at half past two, one of which is skipped", "Europe/Berlin", `[{kind: sla-breach, every: day, at: "02:30", tell: [L3]}]`,
			"2026-03-28T00:00:00Z", "2026-03-30T12:00:00Z", []string{"03-28 02:30 20260327 20260327 L3", "03-29 03:30 20260328 20260328 L3", "03-30 02:30 20260329 20260329 L3"}},
		{"each night at half past two, one of which comes twice", "Europe/Berlin", `[{kind: sla-breach, every: day, at: "02:30", tell: [L3]}]`,
			"2026-10-24T00:00:00Z", "2026-10-26T12:00:00Z", []string{"10-24 02:30 20261023 20261023 L3", "10-25 02:30 20261024 20261024 L3", "10-26 02:30 20261025 20261025 L3"}},
		{"each month on the 31st", "Asia/Shanghai", `[{kind: sla-breach, every: month, day: 31, at: "08:00"}]`,
			"2026-01-30T00:00:00Z", "2026-05-01T00:00:00Z", []string{
				"01-31 08:00 20251201 20251231 L2+L3+L4", "02-28 08:00 20260101 20260131 L2+L3+L4",
				"03-31 08:00 20260201 20260228 L2+L3+L4", "04-30 08:00 20260301 20260331 L2+L3+L4"}},
		{"never", "Asia/Shanghai", "[]", "2026-01-30T00:00:00Z", "2026-03-01T00:00:00Z", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &scene{t: t, pack: reportPack(t, tt.zone, "schedule: "+tt.schedule+"\n")}
			s.app = testAppOf(t, s.pack, tt.from)
			s.server = s.app.handler()
			s.call("POST", "/local/clock", "", `{"to":"`+tt.to+`"}`, 200, nil)
			if diff := cmp.Diff(tt.want, toldReports(t, s.app)); diff != "" {
				t.Errorf("reports (-want +got):\n%s", diff)
			}
		})
	}
}

// start opens the program over a folder, and does what is due.
func start(t *testing.T, dir, pack, clock string, log io.Writer) *app {
	t.Helper()
	a, err := newApp(t.Context(), config{data: dir, policy: pack, clock: clock, dev: true}, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestAReportIsToldOnceThoughTheProgramDies: after it was promised, and before
// it was noted that all is done.
func TestAReportIsToldOnceThoughTheProgramDies(t *testing.T) {
	dir, pack := t.TempDir(), reportPack(t, "Asia/Shanghai", `schedule: [{kind: sla-breach, every: day, at: "08:00"}]`)
	a := start(t, dir, pack, "2026-03-10T09:00:00+08:00", io.Discard)
	a.close()
	a = start(t, dir, pack, "2026-03-11T08:00:00+08:00", io.Discard)
	if out, err := a.reports.Handle(t.Context(), reportfn.Scheduled{}); err != nil || len(out.Built) != 1 {
		t.Fatalf("%+v, %v", out, err)
	}
	a.close() // nothing was settled
	if _, err := os.Stat(filepath.Join(dir, "reports", "reports")); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		a = start(t, dir, pack, "2026-03-11T08:30:00+08:00", io.Discard)
		a.tick(t.Context())
		got := toldReports(t, a)
		a.close()
		if diff := cmp.Diff([]string{"03-11 08:00 20260310 20260310 L2+L3+L4"}, got); diff != "" {
			t.Errorf("reports (-want +got):\n%s", diff)
		}
	}
}

// TestALinkOpensAReportAfterARestart, and its key is in no log and no export.
func TestALinkOpensAReportAfterARestart(t *testing.T) {
	dir, pack := t.TempDir(), reportPack(t, "Asia/Shanghai", `schedule: [{kind: sla-breach, every: day, at: "08:00"}]`)
	var log bytes.Buffer
	a := start(t, dir, pack, "2026-03-10T09:00:00+08:00", &log)
	if _, err := a.advance(t.Context(), a.watch.Now().AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	docs, err := a.db.ListPublished(t.Context(), "notice", "", "", 100)
	if err != nil {
		t.Fatal(err)
	}
	key, err := a.db.Meta(t.Context(), reportLinkKey)
	if err != nil || len(key) != 2*reportfn.LinkKeySize {
		t.Fatalf("a key of %d digits, %v", len(key), err)
	}
	a.close()
	var link string
	for _, doc := range docs {
		var n complaint.Notice
		if err := json.Unmarshal(doc, &n); err != nil {
			t.Fatal(err)
		}
		if found := regexp.MustCompile(`/v1/reports/\S+`).FindString(n.Text); found != "" {
			link = found
		}
	}
	a = start(t, dir, pack, "2026-03-11T10:00:00+08:00", &log)
	w := httptest.NewRecorder()
	a.handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, link, nil))
	a.close()
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "<html") {
		t.Errorf("%s: %d", link, w.Code)
	}
	out := filepath.Join(t.TempDir(), "all.jsonl")
	if err := runExport(t.Context(), []string{"-data", dir, "-out", out}, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	exported, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(log.String(), key) || bytes.Contains(exported, []byte(key)) {
		t.Error("the key of links is told")
	}
}
