package board

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"github.com/redress/redress/functions/pages/listing"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/web"
)

// mostBehind is how many cases behind a figure stand on a page.
const mostBehind = "25"

// behindPage shows the cases that a figure of a report counts.
type behindPage struct {
	ID     string
	Now    time.Time
	Report reportHead
	Groups []figureGroup
	Units  []policy.Unit
	Figure report.Listed // the one that was chosen; none without a key
	Unit   string
	Cases  listing.List
	Hidden []string // references of cases that the visitor may not see any more
	// Wrong says what the API did not take.
	Wrong []web.BadField
	// Found is how many cases there are where they all stand on the page; 0 for more.
	Found int
}

// reportHead is what a report says of itself.
type reportHead struct {
	Kind      string            `json:"kind"`
	Title     string            `json:"title"`
	From      string            `json:"from"`
	To        string            `json:"to"`
	AsOf      complaint.Instant `json:"asOf"`
	Unit      string            `json:"unit"`
	Reference string            `json:"reference"`
	Headline  []struct {
		Key   string `json:"key"`
		Value any    `json:"value"`
	} `json:"headline"`
}

// figureGroup are figures about the same time limit or question.
type figureGroup struct {
	Title   string // "" for those that are about neither
	Figures []report.Listed
}

// figureGroups are the counts of a policy, by what they are about.
func figureGroups(p *policy.Policy, language string) (groups []figureGroup) {
	for _, f := range report.AllListed(p) {
		title := f.Of.In(language)
		if n := len(groups); n == 0 || groups[n-1].Title != title {
			groups = append(groups, figureGroup{Title: title})
		}
		g := &groups[len(groups)-1]
		g.Figures = append(g.Figures, f)
	}
	return groups
}

// behind shows the cases behind a figure of a report, as they stand now. Which they
// are is the API's to say, and so is what of each of them may be read.
func (h *Handler) behind(w http.ResponseWriter, r *http.Request) {
	v, query := site.VisitorOf(r), r.URL.Query()
	p := behindPage{ID: r.PathValue("id"), Now: h.Now(), Groups: figureGroups(h.Policy, v.Language), Unit: query.Get("unit")}
	answer, err := h.Do(r.Context(), site.Get(v, "/v1/reports/"+url.PathEscape(p.ID)+"/json", nil))
	if err == nil {
		err = json.Unmarshal(answer.Body.Bytes(), &p.Report)
	}
	status := http.StatusOK
	if key := query.Get("figure"); err == nil && key != "" {
		err = h.listBehind(r.Context(), v, &p, key, query.Get("cursor"))
		if refused, ok := site.Refused(err, http.StatusUnprocessableEntity); ok {
			status, p.Wrong, err = refused.Status, refused.Errors, nil
		}
	}
	if err != nil {
		h.Fail(w, r, err)
		return
	}
	for _, u := range h.Policy.Units {
		if h.Policy.Within(u.ID, p.Report.Unit) {
			p.Units = append(p.Units, u)
		}
	}
	title := words.Say(v.Language, "Cases behind a figure", "指标明细工单")
	h.Show(w, r, status, site.Page{Name: "cases", Title: title, Body: p, Wide: true, Here: "reports"})
}

// listBehind reads a page of the cases behind a figure.
func (h *Handler) listBehind(ctx context.Context, v site.Visitor, p *behindPage, key, cursor string) error {
	for _, g := range p.Groups {
		for _, f := range g.Figures {
			if f.Key == key {
				p.Figure = f
			}
		}
	}
	query := url.Values{"figure": {key}, "limit": {mostBehind}}
	for name, value := range map[string]string{"unit": p.Unit, "cursor": cursor} {
		if value != "" {
			query.Set(name, value)
		}
	}
	var found struct {
		References []string `json:"references"`
		Cursor     string   `json:"cursor"`
	}
	if err := h.Ask(ctx, site.Get(v, "/v1/reports/"+url.PathEscape(p.ID)+"/cases", query), &found); err != nil {
		return err
	}
	p.Cases = listing.List{Title: p.Figure.Name.In(v.Language), Now: p.Now}
	for _, reference := range found.References {
		var c web.CaseView
		err := h.Ask(ctx, site.Get(v, "/v1/cases/"+reference, nil), &c)
		if site.NotFound(err) {
			p.Hidden = append(p.Hidden, reference)
			continue
		}
		if err != nil {
			return err
		}
		p.Cases.Rows = append(p.Cases.Rows, listing.RowOf(c))
	}
	if found.Cursor != "" {
		query.Set("cursor", found.Cursor)
		query.Del("limit")
		p.Cases.More = "?" + query.Encode()
	} else if cursor == "" {
		p.Found = len(found.References)
	}
	return nil
}
