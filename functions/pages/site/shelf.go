package site

import (
	"bytes"
	"embed"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/policy"
)

// Page is what is shown at an address.
type Page struct {
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
	// first page. Switch is the id of the form that carries what was filled in over: it is
	// sent to At, "" for the address of the page, and comes back in the other language.
	At, Switch string
}

// frame is a page with what surrounds it.
type frame struct {
	Page
	Language string
	Other    string // the address of the page in the other language
	Staff    *Staff
	Styles   []string // addresses of what the page loads
	Script   string
	Icon     string
}

//go:embed templates/*.html
var files embed.FS

// Templates are those of a package: files below templates, of which those whose names
// begin with an underscore are parts and all others are pages, and the functions that
// they call beside those of all templates.
type Templates struct {
	Files fs.FS
	Words func(language string, p *policy.Policy) template.FuncMap
}

// Shelf holds the templates of some pages.
type Shelf struct {
	*Site
	pages map[string]map[string]*template.Template // by language and name
}

// Shelf parses templates, in both languages: each page with the layout and the parts of
// all of them.
func (s *Site) Shelf(of ...Templates) *Shelf {
	of = append([]Templates{{Files: files}}, of...)
	shelf := &Shelf{Site: s, pages: map[string]map[string]*template.Template{}}
	for _, language := range []string{"zh", "en"} {
		shelf.pages[language] = s.parse(language, of)
	}
	return shelf
}

// parse reads templates in one language, by their names.
func (s *Site) parse(language string, of []Templates) map[string]*template.Template {
	parts := template.New("").Funcs(words.Funcs(language, s.Policy, s.Now))
	for _, t := range of {
		if t.Words != nil {
			parts.Funcs(t.Words(language, s.Policy))
		}
	}
	for _, t := range of {
		for _, name := range matching(t.Files, "templates/_*.html") {
			template.Must(parts.ParseFS(t.Files, name))
		}
	}
	pages := map[string]*template.Template{}
	for _, t := range of {
		for _, name := range matching(t.Files, "templates/[a-z]*.html") {
			page := template.Must(template.Must(parts.Clone()).ParseFS(t.Files, name))
			pages[strings.TrimSuffix(path.Base(name), ".html")] = page
		}
	}
	return pages
}

// matching are the names of files that a pattern of ours finds.
func matching(f fs.FS, pattern string) []string {
	names, err := fs.Glob(f, pattern)
	if err != nil {
		panic(err) // the pattern is ours
	}
	return names
}

// Show writes a page.
func (s *Shelf) Show(w http.ResponseWriter, r *http.Request, status int, p Page) {
	v := VisitorOf(r)
	other := map[string]string{"zh": "en", "en": "zh"}[v.Language]
	f := frame{Page: p, Language: v.Language, Other: inLanguage(r, p, other), Staff: v.Staff, Styles: customerStyles, Script: script, Icon: icon}
	f.Fresh = p.Fresh && r.Method == http.MethodGet // what was posted cannot be read again
	switch {
	case p.Board:
		f.Styles = boardStyles
	case strings.HasPrefix(r.URL.Path, "/desk"):
		f.Styles = deskStyles
	}
	var text bytes.Buffer
	if err := s.pages[v.Language][p.Name].ExecuteTemplate(&text, "layout", f); err != nil {
		slog.ErrorContext(r.Context(), "a page cannot be shown", "page", p.Name, "err", err)
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", v.Language)
	if p.Secret {
		w.WriteHeader(status)
		_, _ = w.Write(text.Bytes()) // the visitor has gone: nobody to tell
		return
	}
	give(w, r, status, text.Bytes())
}

// inLanguage is the address of a page in another language; of one that answers what was
// posted, the one to read on at or to send its form to.
func inLanguage(r *http.Request, p Page, language string) string {
	address, query := url.URL{Path: r.URL.Path}, r.URL.Query()
	switch {
	case p.At != "" && (r.Method != http.MethodGet || p.Switch != ""):
		address.Path, query = p.At, url.Values{}
	case r.Method != http.MethodGet && p.Switch == "":
		address.Path, query = home(VisitorOf(r)), url.Values{}
	}
	query.Set("language", language)
	address.RawQuery = query.Encode()
	return address.String()
}

// home is the first page of a visitor.
func home(v Visitor) string {
	if v.Staff != nil {
		return "/desk"
	}
	return "/"
}
