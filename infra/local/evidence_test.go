package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/web"
)

// jpeg is the least that begins like a photo, with words in it.
func jpeg(words string) string {
	return "\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01" + words
}

// announcement describes a file as its sender does.
func announcement(name, contentType, data string) string {
	sum := sha256.Sum256([]byte(data))
	text, _ := json.Marshal(evidence.Announcement{Name: name, ContentType: contentType, Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:])})
	return string(text)
}

// upload sends data as an announcement's answer says.
func (d *door) upload(up evidence.Upload, data string, headers ...string) *httptest.ResponseRecorder {
	d.t.Helper()
	for name, value := range up.Headers {
		headers = append([]string{name + ": " + value}, headers...)
	}
	return d.ask(up.Method, up.URL, data, headers...)
}

// send announces a file, uploads it and confirms it, which must give a status.
func (d *door) send(status int, out any, calls, name, contentType, data string, headers ...string) string {
	d.t.Helper()
	var a evidence.Announced
	d.must(201, &a, "POST", calls, announcement(name, contentType, data), headers...)
	if rec := d.upload(a.Upload, data); rec.Code != 200 {
		d.t.Fatalf("upload: status %d: %s", rec.Code, rec.Body)
	}
	d.must(status, out, "POST", calls+"/"+a.ID+"/received", "", headers...)
	return a.ID
}

func TestACustomersPhotoComesToItsHandlerAlone(t *testing.T) {
	a := testApp(t, "2026-03-10T09:00:00+08:00")
	d := &door{t: t, handler: a.handler()}
	r := d.submitted()
	told := func() (list struct{ Notices []complaint.Notice }) {
		d.must(200, &list, "GET", "/local/notices", "")
		return list
	}
	before := told()
	own, staff := "/v1/complaints/"+r.Reference+"/evidence", "/v1/cases/"+r.Reference+"/evidence"
	code := "Tracking-Code: " + r.TrackingCode
	var p intake.Progress
	id := d.send(200, &p, own, `C:\..\照片 1.exe`, "image/jpeg", jpeg("GPS 31.2N"), code)
	if len(p.Evidence) != 1 || p.Evidence[0].Name != "照片 1.exe.jpg" || p.Evidence[0].State != complaint.EvidenceReady {
		t.Errorf("the customer sees %+v", p.Evidence)
	}
	if last := p.Timeline[len(p.Timeline)-1].Text; last != "已收到您提交的材料" {
		t.Errorf("the timeline ends with %s", last)
	}
	paper := d.send(200, nil, staff, "现场勘查单.pdf", "application/pdf", "%PDF-1.7 ...", handler)
	var c web.CaseView
	d.must(200, &c, "GET", "/v1/cases/"+r.Reference, "", handler)
	if len(c.Evidence) != 2 || c.Evidence[0].By != "customer" || c.Evidence[1].By != "handler:demo-station" {
		t.Errorf("the handler sees %+v", c.Evidence)
	}
	var list struct{ Cases []web.CaseView }
	d.must(200, &list, "GET", "/v1/cases", "", handler)
	if len(list.Cases) != 1 || list.Cases[0].Evidence != nil {
		t.Errorf("a list shows %+v", list.Cases)
	}

	var link evidence.Link
	d.must(200, &link, "GET", staff+"/"+id, "", handler)
	file := d.ask("GET", link.URL, "")
	if file.Code != 200 || file.Body.String() != jpeg("GPS 31.2N") {
		t.Fatalf("the file: status %d, %q", file.Code, file.Body)
	}
	for name, want := range map[string]string{
		"Content-Type": "image/jpeg", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store",
		"Content-Disposition": "attachment; filename*=UTF-8''%E7%85%A7%E7%89%87%201.exe.jpg",
	} {
		if got := file.Header().Get(name); got != want {
			t.Errorf("%s %q, want %q", name, got, want)
		}
	}
	d.must(200, nil, "GET", own+"/"+id, "", code)
	for _, no := range []struct {
		status       int
		path, header string
	}{
		{404, own + "/" + paper, code}, // the company's
		{404, own + "/" + id, "Tracking-Code: ANOTHER"},
		{404, staff + "/" + id, staffOf("handler", "demo-discipline")},
		{404, staff + "/none", handler},
		{403, staff + "/" + id, staffOf("auditor", "*")},
		{401, staff + "/" + id, "Authorization: Bearer x"},
		{404, strings.Replace(link.URL, "type=image%2Fjpeg", "type=text%2Fhtml", 1), "Accept: */*"},
		{404, strings.Replace(link.URL, id, paper, 1), "Accept: */*"},
		{404, strings.Replace(link.URL, "signature=", "signature=00", 1), "Accept: */*"},
		{404, filesPath + "evidence/" + r.Reference + "/" + id, "Accept: */*"},
	} {
		if rec := d.ask("GET", no.path, "", no.header); rec.Code != no.status {
			t.Errorf("GET %s with %q: status %d, want %d", no.path, no.header, rec.Code, no.status)
		}
	}
	d.must(200, nil, "POST", "/local/clock", `{"advance":"5m"}`)
	if rec := d.ask("GET", link.URL, ""); rec.Code != 200 {
		t.Errorf("in the last second: status %d", rec.Code)
	}
	d.must(200, nil, "POST", "/local/clock", `{"advance":"1s"}`)
	if rec := d.ask("GET", link.URL, ""); rec.Code != 404 {
		t.Errorf("a link that has expired: status %d", rec.Code)
	}
	if diff := cmp.Diff(before, told()); diff != "" {
		t.Errorf("notices (-before +after):\n%s", diff)
	}
	replays(t, a)
}

func TestMisconductsFilesAreHiddenFromTheLine(t *testing.T) {
	d := openDoor(t)
	ref := d.whistle(`{"region":"demo"}`)
	files := "/v1/cases/" + ref + "/evidence"
	id := d.send(200, nil, files, "录音.mp3", "audio/mpeg", "ID3\x04...", staffOf("handler", "demo-discipline"))
	for _, unit := range reported {
		d.must(404, nil, "GET", files+"/"+id, "", staffOf("supervisor", unit))
		d.must(404, nil, "POST", files, announcement("a.jpg", "image/jpeg", jpeg("")), staffOf("handler", unit))
		d.must(404, nil, "POST", files+"/"+id+"/received", "", staffOf("handler", unit))
	}
}

// TestAnUploadIsWhatWasAnnouncedOrNothing: nothing else can be put under the
// address, and what begins otherwise than its type is gone when it is looked at.
func TestAnUploadIsWhatWasAnnouncedOrNothing(t *testing.T) {
	d := openDoor(t)
	r := d.submitted()
	code := "Tracking-Code: " + r.TrackingCode
	calls := "/v1/complaints/" + r.Reference + "/evidence"
	photo := jpeg("电表")
	var a evidence.Announced
	d.must(201, &a, "POST", calls, announcement("a.jpg", "image/jpeg", photo), code)
	d.must(409, nil, "POST", calls+"/"+a.ID+"/received", "", code)
	for name, bad := range map[string]struct{ data, header string }{
		"another size":       {photo + "x", ""},
		"another content":    {jpeg("水表"), ""},
		"another type":       {photo, "Content-Type: text/html"},
		"another's checksum": {photo, checksumHeader + ": AAAA"},
		"nothing":            {"", ""},
	} {
		var headers []string
		if bad.header != "" {
			headers = []string{bad.header}
		}
		if rec := d.upload(a.Upload, bad.data, headers...); rec.Code != 403 && rec.Code != 400 {
			t.Errorf("%s: status %d", name, rec.Code)
		}
	}
	d.must(409, nil, "POST", calls+"/"+a.ID+"/received", "", code)

	for range 2 { // the same again is no other file
		if rec := d.upload(a.Upload, photo); rec.Code != 200 {
			t.Fatalf("status %d", rec.Code)
		}
		d.must(200, nil, "POST", calls+"/"+a.ID+"/received", "", code)
	}
	d.must(404, nil, "POST", calls+"/NONE/received", "", code)

	var page web.Problem
	html := "<html><script>alert(1)</script></html>"
	id := d.send(422, &page, calls, "a.jpg", "image/jpeg", html, code, "Accept-Language: zh")
	if len(page.Errors) != 1 || page.Errors[0].Field != "contentType" || page.Errors[0].Message != "与上传的文件不符，文件已删除" {
		t.Errorf("a page for a photo: %+v", page)
	}
	d.must(409, nil, "POST", calls+"/"+id+"/received", "", code) // it is gone
	d.must(404, nil, "GET", calls+"/"+id, "", code)

	var wrong web.Problem
	d.must(422, &wrong, "POST", calls, `{"name":"..","contentType":"text/html","size":99999999,"sha256":"x","of":"appeal"}`, code, "Accept-Language: zh")
	var names []string
	for _, e := range wrong.Errors {
		names = append(names, e.Field)
	}
	if diff := cmp.Diff([]string{"name", "contentType", "size", "sha256", "of"}, names); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}

	var late evidence.Announced
	d.must(201, &late, "POST", calls, announcement("a.jpg", "image/jpeg", photo), code)
	d.must(200, nil, "POST", "/local/clock", `{"advance":"15m1s"}`)
	if rec := d.upload(late.Upload, photo); rec.Code != 404 {
		t.Errorf("an upload after its time: status %d", rec.Code)
	}
}

func TestTheSameKeyAnnouncesAFileOnce(t *testing.T) {
	d := openDoor(t)
	r := d.submitted()
	calls := "/v1/cases/" + r.Reference + "/evidence"
	var one, two evidence.Announced
	d.must(201, &one, "POST", calls, announcement("a.jpg", "image/jpeg", jpeg("")), handler, "Idempotency-Key: k")
	d.must(201, &two, "POST", calls, announcement("a.jpg", "image/jpeg", jpeg("")), handler, "Idempotency-Key: k")
	if diff := cmp.Diff(one, two); diff != "" || one.ID == "" || one.Upload.URL == "" {
		t.Errorf("answers (-first +second):\n%s", diff)
	}
	d.must(409, nil, "POST", calls, announcement("b.jpg", "image/jpeg", jpeg("")), handler, "Idempotency-Key: k")
	d.must(412, nil, "POST", calls, announcement("b.jpg", "image/jpeg", jpeg("")), handler, `If-Match: "1"`)
	d.must(422, nil, "POST", calls, announcement("b.jpg", "image/jpeg", jpeg("")), handler, "If-Match: 0")
}

func TestAnInfectedFileIsRecordedAndHandedOutToNobody(t *testing.T) {
	d := openDoor(t)
	r := d.submitted()
	calls := "/v1/cases/" + r.Reference + "/evidence"
	var c web.CaseView
	id := d.send(200, &c, calls, "发票.jpg", "image/jpeg", jpeg(string(eicar)), handler)
	if len(c.Evidence) != 1 || c.Evidence[0].State != complaint.EvidenceInfected {
		t.Fatalf("evidence %+v", c.Evidence)
	}
	var p web.Problem
	d.must(409, &p, "GET", calls+"/"+id, "", supervisor)
	if !strings.Contains(p.Detail, "malware") {
		t.Errorf("problem %+v", p)
	}
}

// slowScanner is one that finds out later, as on AWS.
type slowScanner struct{ found complaint.Scan }

func (s *slowScanner) Scan(context.Context, evidence.File) (complaint.Scan, error) {
	return s.found, nil
}

func TestAFileWaitsUntilItIsKnownToBeClean(t *testing.T) {
	for found, status := range map[complaint.Scan]int{complaint.Clean: 200, complaint.Infected: 409, complaint.Unscanned: 200} {
		a, slow := testApp(t, "2026-03-10T09:00:00+08:00"), &slowScanner{}
		files := &evidence.Files{Desk: a.desk, Depot: a.depot, Scanner: slow, NewID: rand.Text}
		cases := web.Cases{Desk: a.desk, Authenticate: web.DevTokens(a.policy)}
		api := web.New(&intake.Handler{Desk: a.desk, Evidence: files}, &casework.Handler{Cases: cases, Evidence: files})
		d := &door{t: t, handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, filesPath) {
				a.depot.ServeHTTP(w, r)
				return
			}
			api.ServeHTTP(w, r)
		})}
		r := d.submitted()
		calls := "/v1/cases/" + r.Reference + "/evidence"
		id := d.send(200, nil, calls, "a.jpg", "image/jpeg", jpeg(""), handler)
		for range 2 {
			d.must(409, nil, "GET", calls+"/"+id, "", handler)
		}
		slow.found = found
		for range 2 {
			d.must(status, nil, "GET", calls+"/"+id, "", handler)
		}
		var c web.CaseView
		d.must(200, &c, "GET", "/v1/cases/"+r.Reference, "", handler)
		scans := slices.DeleteFunc(c.Events, func(e complaint.Event) bool { return e.Type != "evidence-scanned" })
		if c.Evidence[0].Scan != found || len(scans) != 1 || scans[0].By != "system" {
			t.Errorf("%s: %+v, recorded %d times", found, c.Evidence, len(scans))
		}
	}
}

func TestAnAdministratorRemovesAFileAndTheRecordStays(t *testing.T) {
	dir := t.TempDir()
	a := folderApp(t, dir)
	t.Cleanup(a.close)
	d := &door{t: t, handler: a.handler()}
	r := d.submitted()
	calls := "/v1/cases/" + r.Reference + "/evidence"
	admin := staffOf("admin", "*")
	id := d.send(200, nil, calls, "a.jpg", "image/jpeg", jpeg("邻居"), handler)
	place := "/evidence/" + r.Reference + "/" + id
	if got := files(t, filepath.Join(dir, "evidence")); !cmp.Equal(got, map[string]string{place: jpeg("邻居")}) {
		t.Fatalf("files %q", got)
	}
	removal := `{"id":"` + id + `","reason":"拍到了邻居"}`
	d.must(403, nil, "POST", calls+"-removal", removal, supervisor)
	d.must(422, nil, "POST", calls+"-removal", `{"id":"`+id+`","reason":" "}`, admin)
	d.must(422, nil, "POST", calls+"-removal", `{"id":"none","reason":"x"}`, admin)
	d.must(200, nil, "GET", calls+"/"+id, "", handler) // it is still there
	var c web.CaseView
	for range 2 {
		d.must(200, &c, "POST", calls+"-removal", removal, admin)
	}
	if e := c.Evidence[0]; e.State != complaint.EvidenceRemoved || e.Removal.Reason != "拍到了邻居" || e.Removal.By != "admin" {
		t.Errorf("the record is %+v", e)
	}
	d.must(404, nil, "GET", calls+"/"+id, "", admin)
	if _, err := a.depot.files.Get(t.Context(), "evidence/"+r.Reference+"/"+id); err == nil {
		t.Error("the file is still there")
	}
	d.must(422, nil, "POST", calls+"-removal", `{"id":"none"}`, admin)
}

// TestWhatNobodyConfirmsIsSweptAway: after a day, and when the program begins anew,
// as the addresses of its former life are nobody's.
func TestWhatNobodyConfirmsIsSweptAway(t *testing.T) {
	a := testApp(t, "2026-03-10T09:00:00+08:00")
	d := &door{t: t, handler: a.handler()}
	r := d.submitted()
	calls := "/v1/cases/" + r.Reference + "/evidence"
	left := func() []string {
		keys, err := a.depot.files.List(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		return keys
	}
	var one evidence.Announced
	d.must(201, &one, "POST", calls, announcement("a.jpg", "image/jpeg", jpeg("")), handler)
	d.upload(one.Upload, jpeg(""))
	d.must(200, nil, "POST", "/local/clock", `{"advance":"23h59m59s"}`)
	d.must(201, nil, "POST", calls, announcement("b.jpg", "image/jpeg", jpeg("")), handler)
	if got := left(); !slices.Equal(got, []string{"incoming/" + r.Reference + "/" + one.ID}) {
		t.Errorf("before the day is over: %q", got)
	}
	d.must(200, nil, "POST", "/local/clock", `{"advance":"1s"}`)
	d.must(404, nil, "POST", calls+"/"+one.ID+"/received", "", handler)
	d.must(201, nil, "POST", calls, announcement("c.jpg", "image/jpeg", jpeg("")), handler)
	if got := left(); len(got) != 0 {
		t.Errorf("after it: %q", got)
	}

	dir := t.TempDir()
	depot, err := openDepot(t.Context(), dir, a.watch.Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"incoming/202611-000001/A", "evidence/202611-000001/B"} {
		if err := depot.files.Stream(t.Context(), key, bytes.NewReader([]byte("x"))); err != nil {
			t.Fatal(err)
		}
	}
	if depot, err = openDepot(t.Context(), dir, a.watch.Now); err != nil {
		t.Fatal(err)
	}
	if got, err := depot.files.List(t.Context(), ""); err != nil || !slices.Equal(got, []string{"evidence/202611-000001/B"}) {
		t.Errorf("after a start: %q, %v", got, err)
	}
}
