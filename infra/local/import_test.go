package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/sheet"
	"github.com/redress/redress/shared/store/sqlite"
)

// imported runs redress import and gives what it prints and its code.
func imported(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, log bytes.Buffer
	err := run(t.Context(), append([]string{"import", "-language", "en"}, args...), &out, &log)
	if err != nil {
		code = codeOf(err)
		fmt.Fprintln(&log, err)
	}
	return out.String(), log.String(), code
}

// written writes a file into a folder of its own.
func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// recordedIn are the cases of a data folder, as "channel|way|region|text|account".
func recordedIn(t *testing.T, dir string) (list []string) {
	t.Helper()
	db, err := sqlite.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for cursor := ""; ; {
		page, err := db.List(t.Context(), complaint.Query{Cursor: cursor, Limit: 500})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page.Cases {
			contact, err := db.Contact(t.Context(), c.Reference)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, strings.Join([]string{c.Channel, c.Source.Via, c.Site.Region, c.Text, contact.AccountNumber}, "|"))
		}
		if cursor = page.Cursor; cursor == "" {
			return list
		}
	}
}

// tableOf reads a table as rows of texts.
func tableOf(t *testing.T, path string) (rows [][]string) {
	t.Helper()
	table, err := sheet.Open(path, "")
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	for row, err := range table.All() {
		if err != nil {
			t.Fatal(err)
		}
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		rows = append(rows, cells)
	}
	return rows
}

const goodAndBad = "渠道,受理内容,户号,区域,受理时间\n" +
	"热线,停电三天,0012,demo,\n" +
	"鸽子,张三的电话13900000001,0013,demo,\n" +
	"传真,电压低,0014,demo,2020-01-01\n" +
	"信函,,0015,demo,\n" +
	"传真,电费不对,0016,demo,\n"

func TestAnImportRecordsGoodRowsAndGivesBadOnesBack(t *testing.T) {
	file, dir := written(t, "paper.csv", goodAndBad), t.TempDir()
	out, log, code := imported(t, "-file", file, "-data", dir)
	if want := "5 rows: 2 recorded, 0 recorded before, 3 refused; they are judged and dispatched once the folder is served\n"; out != want || code != someRefused {
		t.Fatalf("code %d: got %q, want %q\n%s", code, out, want, log)
	}
	if strings.Contains(out+log, "13900000001") || strings.Contains(out+log, "张三") {
		t.Errorf("personal data is printed:\n%s%s", out, log)
	}
	want := []string{"hotline||demo|停电三天|0012", "letter|fax|demo|电费不对|0016"}
	if diff := cmp.Diff(want, slices.Sorted(slices.Values(recordedIn(t, dir)))); diff != "" { // rows are recorded side by side
		t.Errorf("cases (-want +got):\n%s", diff)
	}
	refused := strings.TrimSuffix(file, ".csv") + ".refused.csv"
	rows := tableOf(t, refused)
	digest := rows[1][5]
	wantRows := [][]string{
		{"渠道", "受理内容", "户号", "区域", "受理时间", "origin", "row", "reason"},
		{"鸽子", "张三的电话13900000001", "0013", "demo", "", digest, "3", "渠道 must be one of hotline, web, app, wechat, counter, letter, email, media, regulator, superior, other"},
		{"传真", "电压低", "0014", "demo", "2020-01-01", digest, "4", "受理时间 is further back than records may be dated"},
		{"信函", "", "0015", "demo", "", digest, "5", "受理内容 is required"},
	}
	if diff := cmp.Diff(wantRows, rows); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
	if info, err := os.Stat(refused); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the refused rows may be read by others: %v, %v", info.Mode(), err)
	}

	if out, log, code = imported(t, "-file", file, "-data", dir); !strings.HasPrefix(out, "5 rows: 0 recorded, 2 recorded before, 3 refused\n") || code != someRefused {
		t.Errorf("a second run, code %d: %s%s", code, out, log)
	}
	mend := strings.NewReplacer("鸽子", "营业厅", "2020-01-01", "", "信函,", "信函,信里没有写")
	text, err := os.ReadFile(refused)
	if err != nil {
		t.Fatal(err)
	}
	mended := written(t, "mended.csv", mend.Replace(string(text)))
	for run, want := range []string{"3 rows: 3 recorded, 0 recorded before, 0 refused", "3 rows: 0 recorded, 3 recorded before, 0 refused"} {
		if out, log, code = imported(t, "-file", mended, "-data", dir); !strings.HasPrefix(out, want) || code != 0 {
			t.Errorf("mended, run %d, code %d: %s%s", run, code, out, log)
		}
	}
	if got := recordedIn(t, dir); len(got) != 5 {
		t.Errorf("%d cases, want 5: %v", len(got), got)
	}
}

func TestADryRunRecordsNothing(t *testing.T) {
	file, dir := written(t, "paper.csv", goodAndBad), filepath.Join(t.TempDir(), "data")
	for _, into := range [][]string{nil, {"-data", dir}, {"-site", siteOf(t, nil), "-token", "dev:agent:*"}} {
		refused := filepath.Join(t.TempDir(), "refused.xlsx")
		out, log, code := imported(t, append([]string{"-file", file, "-dry-run", "-refused", refused}, into...)...)
		if want := "5 rows: 2 would be recorded, 3 refused; nothing was recorded\n"; out != want || code != someRefused {
			t.Errorf("into %v, code %d: got %q, want %q\n%s", into, code, out, want, log)
		}
		if rows := tableOf(t, refused); len(rows) != 4 {
			t.Errorf("into %v: refused rows: %v", into, rows)
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a data folder was made")
	}
}

// siteOf serves the program in real time over a network; before may answer calls
// in its place.
func siteOf(t *testing.T, before func(w http.ResponseWriter, r *http.Request) bool) string {
	t.Helper()
	h := testApp(t, "real").handler()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if before == nil || !before(w, r) {
			h.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestAnImportGoesToASite(t *testing.T) {
	var calls atomic.Int64
	site := siteOf(t, func(w http.ResponseWriter, r *http.Request) bool {
		if calls.Add(1) != 2 {
			return false
		}
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusServiceUnavailable)
		return true
	})
	file := written(t, "paper.csv", goodAndBad)
	token := written(t, "token", "dev:agent:*\n")
	started := time.Now()
	out, log, code := imported(t, "-file", file, "-site", site+"/", "-token", "@"+token, "-parallel", "1")
	if out != "5 rows: 2 recorded, 0 recorded before, 3 refused\n" || code != someRefused || time.Since(started) < time.Second {
		t.Errorf("code %d after %v: %s%s", code, time.Since(started), out, log)
	}
	t.Setenv("REDRESS_TOKEN", "dev:agent:*")
	if out, log, code = imported(t, "-file", file, "-site", site); out != "5 rows: 0 recorded, 2 recorded before, 3 refused\n" || code != someRefused {
		t.Errorf("again, code %d: %s%s", code, out, log)
	}
}

func TestASiteThatWillNotHaveItStopsTheImport(t *testing.T) {
	elsewhere := siteOf(t, nil)
	for _, test := range []struct {
		name, token, want string
		before            func(w http.ResponseWriter, r *http.Request) bool
	}{
		{"nobody", "nobody", "import: row 2: the site answers 401: please log in\n0 rows were recorded; run the same command again, as the same caller, to go on", nil},
		{"a handler", "dev:handler:demo-station", "import: row 2: the site answers 403: your role may not record complaints\n0 rows were recorded; run the same command again, as the same caller, to go on", nil},
		{"another address", "dev:agent:*", "import: row 2: the site answers 307 Temporary Redirect\n0 rows were recorded; run the same command again, as the same caller, to go on", func(w http.ResponseWriter, r *http.Request) bool {
			http.Redirect(w, r, elsewhere+r.URL.Path, http.StatusTemporaryRedirect)
			return true
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := written(t, "paper.csv", goodAndBad)
			out, log, code := imported(t, "-file", file, "-site", siteOf(t, test.before), "-token", test.token, "-parallel", "1")
			if out != "" || code != 1 || !strings.Contains(log, test.want) || strings.Contains(log, "Bearer") {
				t.Errorf("code %d: %s%s\nwant %s", code, out, log, test.want)
			}
			if left, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*refused*")); len(left) > 0 || err != nil {
				t.Errorf("left over: %v, %v", left, err)
			}
		})
	}
}

func TestARowThatWasRecordedOtherwiseIsRefused(t *testing.T) {
	dir := t.TempDir()
	head := "渠道,受理内容,原文件,行号\n"
	origin := strings.Repeat("a", 32) + ",7\n"
	first := written(t, "a.csv", head+"热线,停电,"+origin)
	if out, log, code := imported(t, "-file", first, "-data", dir); code != 0 {
		t.Fatalf("%s%s", out, log)
	}
	second := written(t, "b.csv", head+"热线,停电了,"+origin)
	if _, log, code := imported(t, "-file", second, "-data", dir); code != someRefused {
		t.Errorf("code %d: %s", code, log)
	}
	rows := tableOf(t, strings.TrimSuffix(second, ".csv")+".refused.csv")
	if diff := cmp.Diff("this row was recorded before with other words", rows[1][4]); diff != "" {
		t.Errorf("reason (-want +got):\n%s", diff)
	}
}

func TestAWorkbookIsImportedAsPeopleSeeIt(t *testing.T) {
	f := excelize.NewFile()
	date, err := f.NewStyle(&excelize.Style{NumFmt: 22})
	yesterday := time.Now().In(time.FixedZone("", 8*60*60)).AddDate(0, 0, -1)
	wall := time.Date(yesterday.Year(), yesterday.Month(), yesterday.Day(), 8, 30, 0, 0, time.UTC)
	for _, e := range []error{
		err,
		f.SetSheetRow("Sheet1", "A1", &[]any{"渠道", "受理内容", "户号", "受理时间", "区域"}),
		f.SetSheetRow("Sheet1", "A2", &[]any{"# 必填"}),
		f.SetSheetRow("Sheet1", "A3", &[]any{"信函", "停电", 3400012345678, wall, "demo"}),
		f.SetCellStyle("Sheet1", "D3", "D3", date),
		f.SetSheetRow("Sheet1", "A4", &[]any{"信函", "停电", 3400012345678901234.0, wall, "demo"}),
		f.SetSheetRow("Sheet1", "A5", &[]any{"信函", "电压低", "0012", nil, "demo"}),
		f.SetRowVisible("Sheet1", 5, false),
		f.SetSheetRow("Sheet1", "A6", &[]any{"信函", "电费", "0013"}),
		f.MergeCell("Sheet1", "E5", "E6"),
	} {
		if e != nil {
			t.Fatal(e)
		}
	}
	file, dir := filepath.Join(t.TempDir(), "paper.xlsx"), t.TempDir()
	if err := f.SaveAs(file); err != nil {
		t.Fatal(err)
	}
	out, log, code := imported(t, "-file", file, "-data", dir)
	if !strings.HasPrefix(out, "4 rows: 2 recorded, 0 recorded before, 2 refused; 1 of them are hidden in the sheet") || code != someRefused {
		t.Fatalf("code %d: %s%s", code, out, log)
	}
	want := []string{"letter||demo|停电|3400012345678", "letter||demo|电压低|0012"}
	if diff := cmp.Diff(want, recordedIn(t, dir)); diff != "" {
		t.Errorf("cases (-want +got):\n%s", diff)
	}
	rows := tableOf(t, strings.TrimSuffix(file, ".xlsx")+".refused.xlsx")
	got := []string{rows[1][7], rows[2][7]}
	if diff := cmp.Diff([]string{"户号 is a number that has lost digits: format the column as text and enter it again", "区域 is merged with another cell: fill in each cell"}, got); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
}

func TestAFileOfAnOlderSystemIsRead(t *testing.T) {
	text, err := simplifiedchinese.GBK.NewEncoder().String("受理渠道,反映内容,客户编号,内部备注\r\n营业厅,电表跑得快,\t000123,不用导入\r\n")
	if err != nil {
		t.Fatal(err)
	}
	dir, file := t.TempDir(), written(t, "gbk.csv", text)
	if _, log, code := imported(t, "-file", file, "-data", dir, "-language", "zh"); code != 1 || !strings.Contains(log, "内部备注 不是可识别的列") {
		t.Errorf("code %d: %s", code, log)
	}
	columns := written(t, "columns.yaml", "内部备注: ignore\n反映内容: text\n")
	for _, flags := range [][]string{{"-ignore-unknown"}, {"-columns", columns}} {
		if out, log, code := imported(t, append([]string{"-file", file, "-data", dir}, flags...)...); code != 0 {
			t.Errorf("%v: %s%s", flags, out, log)
		}
	}
	if diff := cmp.Diff([]string{"counter|||电表跑得快|000123"}, recordedIn(t, dir)); diff != "" {
		t.Errorf("cases (-want +got):\n%s", diff)
	}
}

func TestATemplateIsFilledInAndImported(t *testing.T) {
	for _, name := range []string{"t.csv", "t.xlsx"} {
		file := filepath.Join(t.TempDir(), name)
		if out, log, code := imported(t, "-template", file); code != 0 {
			t.Fatalf("%s: %s%s", name, out, log)
		}
		rows := tableOf(t, file)
		if len(rows) != 2 || rows[0][0] != "渠道 / channel" || !strings.HasPrefix(rows[1][0], "# ") {
			t.Errorf("%s: %v", name, rows)
		}
		if out, log, code := imported(t, "-file", file, "-dry-run"); code != 0 || !strings.HasPrefix(out, "0 rows") {
			t.Errorf("%s, empty: code %d: %s%s", name, code, out, log)
		}
		if _, _, code := imported(t, "-template", file); code != 1 {
			t.Errorf("%s was written over", name)
		}
	}
}

func TestImportNeedsItsFlags(t *testing.T) {
	file := written(t, "paper.csv", goodAndBad)
	t.Setenv("REDRESS_TOKEN", "")
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, "-file is required"},
		{[]string{"-file", file}, "one of -data and -site is required"},
		{[]string{"-file", file, "-data", "d", "-site", "https://x"}, "-data and -site cannot both be given"},
		{[]string{"-file", file, "-site", "x"}, "-site must be an address"},
		{[]string{"-file", file, "-site", "https://x"}, "-site needs a staff token"},
		{[]string{"-file", file, "-dry-run", "-refused", file}, "-refused must be another file than -file"},
		{[]string{"-file", file, "-dry-run", "-parallel", "0"}, "-parallel must be 1 to 256"},
		{[]string{"-file", file, "-dry-run", "x"}, "unexpected argument"},
		{[]string{"-file", file, "-dry-run", "-sheet", "x"}, "a CSV file has no sheets"},
		{[]string{"-file", file + "x", "-dry-run"}, "no such file"},
	} {
		if _, log, code := imported(t, test.args...); code != 1 || !strings.Contains(log, test.want) {
			t.Errorf("%v, code %d: got %s, want %s", test.args, code, log, test.want)
		}
	}
}

func TestAFolderThatIsServedIsNotImportedInto(t *testing.T) {
	dir := t.TempDir()
	held, err := lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	if _, log, code := imported(t, "-file", written(t, "paper.csv", goodAndBad), "-data", dir); code != 1 || !strings.Contains(log, "another program works on") {
		t.Errorf("code %d: %s", code, log)
	}
}

// TestImportedComplaintsAreWorkedOnceServed: the program judges and dispatches
// them at its next start.
func TestImportedComplaintsAreWorkedOnceServed(t *testing.T) {
	dir := t.TempDir()
	rows := "渠道,受理内容,投诉分类,区域\n信函,又停电了,04.03.01,demo\n信函,还在停电,04.03.01,demo\n"
	if out, log, code := imported(t, "-file", written(t, "paper.csv", rows), "-data", dir); code != 0 {
		t.Fatalf("%s%s", out, log)
	}
	c := startChild(t, dir)
	defer c.kill()
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	for {
		var list struct{ Cases []json.RawMessage }
		if _, err := c.call("GET", "/v1/cases?status=dispatched", "", nil, &list); err != nil {
			t.Fatal(err)
		}
		if len(list.Cases) == 2 {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%d of 2 are dispatched\n%s", len(list.Cases), c.log)
		case <-time.After(100 * time.Millisecond):
		}
	}
}
