package board

import (
	"cmp"
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	reportfn "github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// shelfPage is the list of reports, with a form to ask for another.
type shelfPage struct {
	Reports []reportfn.Summary `json:"reports"`
	Cursor  string             `json:"cursor"`
	Ask     reportForm         `json:"-"`
	// Built is the ID of the report that was just asked for; "" for none.
	Built string `json:"-"`
	// Kind is the one that the list is narrowed to; "" for all.
	Kind string `json:"-"`
}

// reportForm is what was asked for, and what is wrong with it.
type reportForm struct {
	Values   reportfn.Request
	Key      string
	Wrong    map[string]string // by field
	Problem  string            // of the whole
	Kinds    []report.Kind
	Units    []policy.Unit
	Areas    []string
	Channels []string
	Grades   []string
}

// Formats are the renderings of a report, the one to read first.
func (shelfPage) Formats() []string {
	all := paper.Formats()
	slices.Reverse(all)
	return all
}

// reports lists what was built, the newest first.
func (h *Handler) reports(w http.ResponseWriter, r *http.Request) {
	yesterday := h.Now().In(h.Policy.Zone()).AddDate(0, 0, -1)
	ask := h.reportForm(reportfn.Request{
		Kind: report.SLABreach, Language: site.Language(r), From: yesterday.AddDate(0, 0, 1-yesterday.Day()).Format(time.DateOnly), To: yesterday.Format(time.DateOnly),
	})
	h.showReports(w, r, http.StatusOK, ask)
}

// reportForm is a form to ask for a report, with a key of its own.
func (h *Handler) reportForm(values reportfn.Request) reportForm {
	return reportForm{
		Values: values, Key: rand.Text(), Kinds: report.Kinds(), Units: h.Policy.Units,
		Areas: policy.Areas, Channels: policy.Channels, Grades: complaint.Grades,
	}
}

func (h *Handler) showReports(w http.ResponseWriter, r *http.Request, status int, ask reportForm) {
	v, p, cursor := site.VisitorOf(r), shelfPage{Ask: ask, Kind: kindAsked(r)}, ""
	if r.Method == http.MethodGet {
		cursor = r.URL.Query().Get("cursor")
	}
	if err := h.readReports(r.Context(), v, &p, cursor); err != nil {
		h.Fail(w, r, err)
		return
	}
	one := site.Page{Name: "reports", Title: words.Say(v.Language, "Reports", "报表"), Body: p, Board: true, Wide: true, Here: "reports"}
	if r.Method == http.MethodPost {
		one.Switch = "order"
	}
	built := r.URL.Query().Get("built")
	if slices.ContainsFunc(p.Reports, func(s reportfn.Summary) bool { return s.ID == built }) {
		p.Built, one.Done = built, words.Say(v.Language, "Report built.", "报表已生成。")
		one.Body = p
	}
	h.Show(w, r, status, one)
}

// orderReport asks for a report, and comes back to the list with it.
func (h *Handler) orderReport(w http.ResponseWriter, r *http.Request) {
	value := r.PostFormValue
	wish := reportfn.Request{
		Kind: value("kind"), From: value("from"), To: value("to"), Language: value("language"), Reference: value("reference"), Unit: value("unit"),
		Class: value("class"), Region: value("region"), Area: value("area"), Channel: value("channel"), Grade: value("grade"),
	}
	sent := wish
	sent.Reference = complaint.ReadReference(wish.Reference)
	if slices.Contains(policy.ReportKinds, policy.ReportKind{Code: wish.Kind, OfOneCase: true}) { // the period that the form begins with is not meant
		sent = reportfn.Request{Kind: wish.Kind, Language: wish.Language, Reference: sent.Reference}
	}
	var s reportfn.Summary
	err := h.Ask(r.Context(), site.Post(site.VisitorOf(r), "/v1/reports", sent, value("key")), &s)
	p, refused := site.Refused(err, http.StatusUnprocessableEntity, http.StatusNotFound, http.StatusConflict)
	switch {
	case err == nil:
		http.Redirect(w, r, "/desk/reports?built="+url.QueryEscape(s.ID), http.StatusSeeOther)
	case refused:
		ask := h.reportForm(wish)
		ask.Problem, ask.Wrong = p.Detail, map[string]string{}
		for _, bad := range p.Errors {
			ask.Wrong[bad.Field] = bad.Message
		}
		if p.Status == http.StatusNotFound {
			ask.Wrong["reference"] = words.Say(site.Language(r), "There is no such case, or you may not see it.", "没有此工单，或您无权查看。")
		}
		if len(ask.Wrong) > 0 {
			ask.Problem = words.Say(site.Language(r), "Please correct the marked fields.", "请更正标出的内容。")
		}
		status := http.StatusUnprocessableEntity
		if p.Status == http.StatusOK { // it is only read in another language
			status, ask.Key = p.Status, value("key")
		}
		h.showReports(w, r, status, ask)
	default:
		h.Fail(w, r, err)
	}
}

// report hands a rendering on as the API gives it, with what a browser may do with it.
func (h *Handler) report(w http.ResponseWriter, r *http.Request) {
	path := "/v1/reports/" + url.PathEscape(r.PathValue("id")) + "/" + url.PathEscape(r.PathValue("format"))
	answer, err := h.Do(r.Context(), site.Get(site.VisitorOf(r), path, nil))
	if err != nil {
		h.Fail(w, r, err)
		return
	}
	for _, name := range []string{"Content-Type", "Content-Disposition", "Content-Security-Policy", "Referrer-Policy"} {
		w.Header().Set(name, cmp.Or(answer.Header().Get(name), w.Header().Get(name)))
	}
	w.WriteHeader(answer.Status)
	_, _ = w.Write(answer.Body.Bytes()) // the visitor has gone: nobody to tell
}
