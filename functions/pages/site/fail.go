package site

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// ErrNotFound is the error of an address that leads nowhere.
var ErrNotFound = fault.New(fault.NotFound, fault.Say("There is no such page. The link may be out of date.", "没有此页面，链接可能已失效。"))

// trouble is what the page of an error shows.
type trouble struct {
	Status int
	Text   string
	// Again is what was posted and has not been carried out, to be sent once more to
	// the same address; nil for nothing.
	Again url.Values
	To    string
}

// Fail shows an error: what the API has refused in its words, and of all else no more
// than that it failed.
func (s *Site) Fail(w http.ResponseWriter, r *http.Request, err error) {
	v := VisitorOf(r)
	t := trouble{Status: http.StatusInternalServerError}
	if p, ok := errors.AsType[*web.Problem](err); ok {
		t.Status, t.Text = p.Status, p.Detail
	} else if fault.KindOf(err) != fault.Internal {
		p := web.FaultProblem(err, v.Language)
		t.Status, t.Text = p.Status, p.Detail
	}
	if t.Status == http.StatusUnauthorized && v.Staff != nil { // signed in, and not known any more
		s.SignOut(w)
		s.resend(w, r)
		return
	}
	if t.Status >= 500 {
		slog.ErrorContext(r.Context(), "a page failed", "path", r.Pattern, "err", err)
	}
	title := words.Say(v.Language, "Something went wrong", "未能完成")
	if t.Status == http.StatusNotFound {
		title = words.Say(v.Language, "Not found", "未找到")
	}
	s.own.Show(w, r, t.Status, Page{Name: "trouble", Title: title, Body: t, Wide: v.Staff != nil})
}

// resend keeps what was posted without a valid session: it can be sent again after
// signing in, and does one thing even so.
func (s *Site) resend(w http.ResponseWriter, r *http.Request) {
	t := trouble{Status: http.StatusUnauthorized, To: r.URL.RequestURI()}
	if err := r.ParseForm(); err == nil && r.Method == http.MethodPost {
		t.Again = r.PostForm
	}
	p := Page{Name: "trouble", Title: words.Say(Language(r), "Please sign in again", "请重新登录"), Body: t}
	if len(t.Again) > 0 {
		p.Switch = "again"
	}
	s.own.Show(w, r, t.Status, p)
}
