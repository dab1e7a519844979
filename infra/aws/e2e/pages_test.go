//go:build unix

package e2e

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"

	"github.com/redress/redress/shared/web"
)

// browser opens the deployed pages, without a script. It keeps cookies and follows nothing.
type browser struct {
	s    *stack
	http http.Client
}

func (s *stack) browser() browser {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return browser{s, http.Client{Jar: &sealed{jar}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// sealed is a jar that gives cookies for TLS alone over the line to the emulator too.
type sealed struct{ *cookiejar.Jar }

func overTLS(u *url.URL) *url.URL {
	safe := *u
	safe.Scheme = "https"
	return &safe
}

func (j *sealed) Cookies(u *url.URL) []*http.Cookie       { return j.Jar.Cookies(overTLS(u)) }
func (j *sealed) SetCookies(u *url.URL, c []*http.Cookie) { j.Jar.SetCookies(overTLS(u), c) }

// page asks for a page, or sends a form of a media type, and gives what came back.
func (b browser) page(method, path, media string, body io.Reader, want int) (http.Header, string) {
	b.s.t.Helper()
	r, err := http.NewRequestWithContext(b.s.t.Context(), method, b.s.services.Endpoint+path, body)
	if err != nil {
		b.s.t.Fatal(err)
	}
	r.Host = b.s.api + ".execute-api.127.0.0.1:" + b.s.services.Port
	r.Header.Set("Accept-Language", "zh-CN")
	r.Header.Set("Content-Type", media)
	res, err := b.http.Do(r)
	if err != nil {
		b.s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.s.t.Fatal(err)
	}
	if res.StatusCode != want {
		b.s.t.Errorf("%s %s: %d, want %d: %.300s", method, path, res.StatusCode, want, text)
	}
	return res.Header, string(text)
}

var styles = regexp.MustCompile(`href="(/static/[^"]+\.css[^"]*)"`)

// pages looks at the pages as a customer without a script, who follows a complaint and
// adds a photo of it, and as staff who are not signed in.
func (s *stack) pages(r web.Receipt) {
	s.t.Helper()
	b := s.browser()
	header, home := b.page("GET", "/", "", nil, http.StatusOK)
	if policy := header.Get("Content-Security-Policy"); !strings.Contains(home, "我要投诉") || !strings.Contains(policy, "default-src 'none'") {
		s.t.Errorf("the home page under %q: %.300s", policy, home)
	}
	if style := styles.FindStringSubmatch(home); style == nil {
		s.t.Errorf("no style in %.300s", home)
	} else if header, _ := b.page("GET", style[1], "", nil, http.StatusOK); !strings.Contains(header.Get("Cache-Control"), "immutable") {
		s.t.Errorf("%s is kept by %q", style[1], header.Get("Cache-Control"))
	}
	const form = "application/x-www-form-urlencoded"
	find := func(code string) io.Reader {
		return strings.NewReader(url.Values{"reference": {r.Reference}, "code": {code}}.Encode())
	}
	b.page("POST", "/progress", form, find("AAAAAAAAAAAA"), http.StatusNotFound)
	header, _ = b.page("POST", "/progress", form, find(r.TrackingCode), http.StatusSeeOther)
	own := "/complaints/" + r.Reference
	if to := header.Get("Location"); to != own {
		s.t.Errorf("the code leads to %q", to)
	}
	if _, text := b.page("GET", own, "", nil, http.StatusOK); !strings.Contains(text, r.Reference) {
		s.t.Errorf("the complaint's page: %.300s", text)
	}
	var photo bytes.Buffer
	parts := multipart.NewWriter(&photo)
	file, _ := parts.CreateFormFile("file", "电表.png") // a buffer takes all
	io.WriteString(file, "\x89PNG\r\n\x1a\n")
	parts.Close()
	b.page("POST", own+"/files", parts.FormDataContentType(), &photo, http.StatusSeeOther)
	if _, text := b.page("GET", own, "", nil, http.StatusOK); !strings.Contains(text, "电表.png") {
		s.t.Errorf("the photo is not on the page: %.300s", text)
	}
	header, _ = s.browser().page("GET", own, "", nil, http.StatusSeeOther)
	if to := header.Get("Location"); !strings.HasPrefix(to, "/progress") {
		s.t.Errorf("who has no code is led to %q", to)
	}
	header, _ = b.page("GET", "/desk", "", nil, http.StatusSeeOther)
	if to := header.Get("Location"); !strings.HasPrefix(to, "/desk/enter") {
		s.t.Errorf("who is not signed in is led to %q", to)
	}
	b.page("POST", "/desk/enter", form, strings.NewReader("role=admin&unit=*"), http.StatusForbidden) // as in development
}
