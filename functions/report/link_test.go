package report_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/functions/report"
)

// link is the link that a notice of now has for a report, worked out by hand.
func (h *house) link(id string) string {
	expires := h.now.AddDate(0, 0, 7).Unix()
	m := hmac.New(sha256.New, bytes.Repeat([]byte{7}, report.LinkKeySize))
	fmt.Fprintf(m, "%s\nhtml\n%d", id, expires)
	return fmt.Sprintf("%s/v1/reports/%s/html/open?expires=%d&signature=%s", h.handler.Site, id, expires, hex.EncodeToString(m.Sum(nil)))
}

// open follows a link without login.
func (h *house) open(link string) (status int, body string) {
	h.t.Helper()
	w := h.call("GET", link, "", "", "Authorization", "")
	if w.Code == http.StatusOK && w.Header().Get("Referrer-Policy") != "no-referrer" {
		h.t.Errorf("the page would tell where it is: %v", w.Header())
	}
	return w.Code, w.Body.String()
}

func TestALinkOpensOneReportUntilItExpires(t *testing.T) {
	h := open(t)
	s := h.build("admin:*", september)
	link := h.link(s.ID)
	if n := h.notices(); len(n) != 1 || !strings.HasSuffix(n[0].Text, link) {
		t.Fatalf("notices %+v, want the link %s", n, link)
	}
	page := h.call("GET", s.Links["html"], "admin:*", "").Body.String()
	h.now = h.now.AddDate(0, 0, 7)
	if status, body := h.open(link); status != http.StatusOK || body != page {
		t.Errorf("in its last second: %d", status)
	}
	other := h.build("admin:*", `{"kind":"sla-breach","from":"2026-09-01","to":"2026-09-29"}`)
	_, refused := h.open("/v1/reports/nothing/html/open")
	for name, wrong := range map[string]string{
		"another report":    strings.Replace(link, s.ID, other.ID, 1),
		"another format":    strings.Replace(link, "/html/", "/csv/", 1),
		"a later end":       strings.Replace(link, "expires=", "expires=1", 1),
		"another signature": link[:len(link)-2] + "zz",
		"a cut signature":   link[:len(link)-2],
		"a longer one":      link + "00",
		"no signature":      link[:strings.Index(link, "&")],
		"no end":            s.Links["html"] + "/open",
	} {
		if status, body := h.open(wrong); status != http.StatusNotFound || body != refused {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	h.now = h.now.Add(time.Second)
	if status, body := h.open(link); status != http.StatusNotFound || body != refused {
		t.Errorf("expired: %d %s", status, body)
	}
}

func TestARefusalSpeaksTheCallersLanguage(t *testing.T) {
	h := open(t)
	for language, want := range map[string]string{"zh": "没有此报表", "en": "there is no such report"} {
		if w := h.call("GET", "/v1/reports/x/html/open?expires=1&signature=00", "", "", "Accept-Language", language); !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %s", language, w.Body)
		}
	}
}
