package pages

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"html/template"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// page is what is shown at an address.
type page struct {
	Name  string // of its template
	Title string
	Body  any
	// Done says in a sentence what was just done; "" for nothing.
	Done string
	// Wide pages use the whole screen; Fresh ones look for news now and then.
	Wide, Fresh bool
	// Board pages have the style sheet of what leaders read.
	Board bool
	// Secret pages show a code that opens something. They are sent as they are: packed,
	// their length would tell of the code to whoever has them shown beside a guess.
	Secret bool
	// Here is the entry of the navigation that the page belongs to.
	Here string
	// At is where to read on in another language after something was posted; "" for the
	// first page. Switch is the form that carries what was filled in over instead.
	At, Switch string
}

// frame is a page with what surrounds it.
type frame struct {
	page
	Language string
	Other    string // the address of the page in the other language
	Staff    *Staff
	Styles   []string // addresses of what the page loads
	Script   string
	Icon     string
}

//go:embed templates/*.html
var templates embed.FS

// shelf parses the templates of all pages for a language: each with the layout and
// the parts, whose names begin with an underscore.
func shelf(language string, p *policy.Policy) map[string]*template.Template {
	common := template.Must(template.New("").Funcs(words(language, p)).ParseFS(templates, "templates/_*.html"))
	all := map[string]*template.Template{}
	names, err := fs.Glob(templates, "templates/[a-z]*.html")
	if err != nil {
		panic(err) // the pattern is ours
	}
	for _, name := range names {
		one := template.Must(template.Must(common.Clone()).ParseFS(templates, name))
		all[strings.TrimSuffix(strings.TrimPrefix(name, "templates/"), ".html")] = one
	}
	return all
}

// asset is the address of a file of ours, which changes with what is in it.
func asset(name string) string {
	data, err := files.ReadFile("static/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	sum := sha256.Sum256(data)
	return "/static/" + name + "?" + hex.EncodeToString(sum[:6])
}

var (
	script         = asset("redress.js")
	icon           = asset("icon.svg")
	deskStyles     = []string{asset("redress.css"), asset("desk.css")}
	boardStyles    = []string{asset("redress.css"), asset("board.css")}
	customerStyles = []string{asset("redress.css"), asset("customer.css")}
)

// show writes a page.
func (h *Handler) show(w http.ResponseWriter, r *http.Request, status int, p page) {
	v := of(r)
	other := map[string]string{"zh": "en", "en": "zh"}[v.language]
	f := frame{page: p, Language: v.language, Other: in(r, p.At, other), Staff: v.staff, Styles: customerStyles, Script: script, Icon: icon}
	switch {
	case p.Board:
		f.Styles = boardStyles
	case strings.HasPrefix(r.URL.Path, "/desk"):
		f.Styles = deskStyles
	}
	var text bytes.Buffer
	if err := h.shelves[v.language][p.Name].ExecuteTemplate(&text, "layout", f); err != nil {
		slog.ErrorContext(r.Context(), "a page cannot be shown", "page", p.Name, "err", err)
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", v.language)
	if p.Secret {
		w.WriteHeader(status)
		_, _ = w.Write(text.Bytes()) // the visitor has gone: nobody to tell
		return
	}
	give(w, r, status, text.Bytes())
}

// in is the address of a request in another language; of what was posted, the one
// to read on at, else the home.
func in(r *http.Request, at, language string) string {
	address := url.URL{Path: cmp.Or(at, "/")}
	query := url.Values{}
	if r.Method == http.MethodGet {
		address.Path, query = r.URL.Path, maps.Clone(r.URL.Query())
	}
	query.Set("language", language)
	address.RawQuery = query.Encode()
	return address.String()
}

// escape writes a value into a query.
func escape(value string) string { return url.QueryEscape(value) }

// What pages themselves refuse.
var (
	missing = fault.New(fault.NotFound, fault.Say("There is no such page. The link may be out of date.", "没有此页面，链接可能已失效。"))
	foreign = fault.New(fault.Denied, fault.Say("This was sent from another site, and was not carried out.", "该请求来自其他网站，未予执行。"))
	closed  = fault.New(fault.Denied, fault.Say("Staff cannot sign in here: no way in is set up.", "未配置登录方式，工作人员无法登录。"))
)

// trouble is what the page of an error shows.
type trouble struct {
	Status int
	Text   string
	// Again is what was posted and has not been carried out, to be sent once more to
	// the same address; nil for nothing.
	Again url.Values
	To    string
}

// fail shows an error: what the API has refused in its words, and of all else no more
// than that it failed.
func (h *Handler) fail(w http.ResponseWriter, r *http.Request, err error) {
	v := of(r)
	t := trouble{Status: http.StatusInternalServerError}
	if p, ok := errors.AsType[*web.Problem](err); ok {
		t.Status, t.Text = p.Status, p.Detail
	} else if fault.KindOf(err) != fault.Internal {
		p := web.FaultProblem(err, v.language)
		t.Status, t.Text = p.Status, p.Detail
	}
	if t.Status == http.StatusUnauthorized && v.staff != nil { // signed in, and not known any more
		signedIn.clear(h, w)
		h.resend(w, r)
		return
	}
	if t.Status >= 500 {
		slog.ErrorContext(r.Context(), "a page failed", "path", r.Pattern, "err", err)
	}
	title := say(v.language, "Something went wrong", "未能完成")
	if t.Status == http.StatusNotFound {
		title = say(v.language, "Not found", "未找到")
	}
	h.show(w, r, t.Status, page{Name: "trouble", Title: title, Body: t})
}

// resend keeps what was posted without a valid session: it can be sent again after
// signing in, and does one thing even so.
func (h *Handler) resend(w http.ResponseWriter, r *http.Request) {
	t := trouble{Status: http.StatusUnauthorized, To: r.URL.RequestURI()}
	if err := r.ParseForm(); err == nil && r.Method == http.MethodPost {
		t.Again = r.PostForm
	}
	h.show(w, r, t.Status, page{Name: "trouble", Title: say(of(r).language, "Please sign in again", "请重新登录"), Body: t})
}

// sorted are the names of what was posted, in order.
func sorted(values url.Values) []string { return slices.Sorted(maps.Keys(values)) }
