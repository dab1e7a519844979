package board

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	reportfn "github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
	"github.com/redress/redress/shared/web"
)

// shelfEntry is a report in the list, or several of one kind in a row of days on which
// all their figures are nothing.
type shelfEntry struct {
	reportfn.Summary
	Quiet []reportfn.Summary
}

// The list of reports shows so many on a page; where one kind is looked for it reads no
// more than so many pages of all for it.
const (
	mostReports   = 20
	mostLookedFor = 5
)

// Entries are the reports of the page as they are shown.
func (p shelfPage) Entries() (list []shelfEntry) {
	at := map[string]int{}
	for _, s := range p.Reports {
		if s.ID == p.Built || !quietDay(s) {
			list = append(list, shelfEntry{Summary: s})
			continue
		}
		group := fmt.Sprint(s.Kind, s.Unit, s.Filter, s.Language)
		i, known := at[group]
		if !known {
			i = len(list)
			at[group], list = i, append(list, shelfEntry{Summary: s})
		}
		list[i].Quiet = append(list[i].Quiet, s)
	}
	for i := range list {
		if len(list[i].Quiet) == 1 {
			list[i].Quiet = nil
		}
	}
	return list
}

// Later is the address of the reports before those of the page; "" for none.
func (p shelfPage) Later() string {
	if p.Cursor == "" {
		return ""
	}
	query := url.Values{"cursor": {p.Cursor}}
	if p.Kind != "" {
		query.Set("kind", p.Kind)
	}
	return "?" + query.Encode()
}

// quietDay tells of a report of one day whether all its figures are nothing.
func quietDay(s reportfn.Summary) bool {
	return s.Reference == "" && s.From == s.To && len(s.Headline) > 0 &&
		!slices.ContainsFunc(s.Headline, func(f reportfn.Figure) bool { return !nothing(f.Value) })
}

// nothing tells whether a figure is zero, or has nothing that it could be about.
func nothing(value string) bool {
	return strings.Trim(value, "0.%分min ") == "" || value == paper.NoData || value == "无数据"
}

// readReports reads a page of the list: of all reports, or of one kind.
func (h *Handler) readReports(ctx context.Context, v site.Visitor, p *shelfPage, cursor string) error {
	for range mostLookedFor {
		var read struct {
			Reports []reportfn.Summary `json:"reports"`
			Cursor  string             `json:"cursor"`
		}
		if err := h.Ask(ctx, site.Get(v, "/v1/reports", url.Values{"limit": {fmt.Sprint(mostReports)}, "cursor": {cursor}}), &read); err != nil {
			return err
		}
		for i, s := range read.Reports {
			if p.Kind != "" && s.Kind != p.Kind {
				continue
			}
			if p.Reports = append(p.Reports, s); len(p.Reports) == mostReports {
				if i+1 < len(read.Reports) || read.Cursor != "" {
					p.Cursor = s.ID
				}
				return nil
			}
		}
		if cursor = read.Cursor; cursor == "" {
			break
		}
	}
	p.Cursor = cursor
	return nil
}

// kindAsked is the kind of reports that the list is narrowed to; "" for all.
func kindAsked(r *http.Request) string {
	kind := r.URL.Query().Get("kind")
	if slices.ContainsFunc(report.Kinds(), func(k report.Kind) bool { return k.Code == kind }) {
		return kind
	}
	return ""
}

// reportTitle is what a kind of report is called; what it called itself where the kind
// is not known any more.
func reportTitle(kind, own, language string) string {
	for _, k := range report.Kinds() {
		if k.Code == kind {
			return k.Title.In(language)
		}
	}
	return own
}

// reportPeriod says a period of days, or of instants where it is not made of days.
func reportPeriod(from, to string, zone *time.Location, language string) string {
	first, err := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	if cmp.Or(err, err2) != nil {
		return instants(from, to, zone, language)
	}
	begin, end := words.Say(language, "2 January 2006", "2006年1月2日"), words.Say(language, "2 January 2006", "2006年1月2日")
	switch sameYear := first.Year() == last.Year(); {
	case first.Equal(last):
		return last.Format(end)
	case sameYear && first.Month() == last.Month():
		begin, end = words.Say(language, "2", begin), words.Say(language, end, "2日")
	case sameYear:
		begin, end = words.Say(language, "2 January", begin), words.Say(language, end, "1月2日")
	}
	join := words.Say(language, " – ", "—")
	if begin == "2" {
		join = "–"
	}
	return first.Format(begin) + join + last.Format(end)
}

// instants says a period between two instants, a common year once: in the place that
// the language has for it. What is no instant stays as it is.
func instants(from, to string, zone *time.Location, language string) string {
	first, err := time.Parse(time.RFC3339, from)
	last, err2 := time.Parse(time.RFC3339, to)
	switch {
	case cmp.Or(err, err2) != nil:
		return from + words.Say(language, " – ", "—") + to
	case language == "zh":
		return complaint.SpokenInFull(first, zone, language) + "—" + complaint.SpokenAt(last, first, zone, language)
	}
	return complaint.SpokenAt(first, last, zone, language) + " – " + complaint.SpokenInFull(last, zone, language)
}

// figureWords are what figures are called where their definitions are not at hand: a
// card says what each counts by. Those of a kind come before those of all.
var figureWords = map[string]fault.Text{
	"received":               fault.Say("Received in the period", "期间受理"),
	"breachedOrders":         fault.Say("Deadline missed in the period", "期间超时"),
	"openOrders":             fault.Say("Open, with a deadline in the period", "期间有时限到期的在办工单"),
	"overtime/openOrders":    fault.Say("Open", "在办"),
	"overtime/overdueOrders": fault.Say("Overdue", "超时未办"),
	"overtime/nearOrders":    fault.Say("Deadline near", "临近超时"),
	"reworkRounds":           fault.Say("Rounds of rework", "返工次数"),
}

// figureName is what a figure of a card is called in the visitor's language; as the
// report has it, and in its language, where nobody else knows.
func figureName(kind string, f reportfn.Figure, own string, p *policy.Policy, language string) template.HTML {
	for _, key := range []string{kind + "/" + f.Key, f.Key} {
		if t, ok := figureWords[key]; ok {
			return template.HTML(template.HTMLEscapeString(t.In(language)))
		}
	}
	if t, ok := report.FigureName(p, f.Key); ok {
		return template.HTML(template.HTMLEscapeString(t.In(language)))
	}
	return inTongue(f.Name, own, language)
}

// inTongue marks a text that is in another language than the page.
func inTongue(text, own, language string) template.HTML {
	if own == language || own != "zh" && own != "en" {
		return template.HTML(template.HTMLEscapeString(text))
	}
	return template.HTML(`<span lang="` + map[string]string{"zh": "zh-Hans", "en": "en"}[own] + `">` + template.HTMLEscapeString(text) + `</span>`)
}

// spanned is a length of time as reports write it, in either language.
var spanned = regexp.MustCompile(`^(?:(\d+)(?:天| d) ?)?(?:(\d+)(?:小时| h) ?)?(?:(\d+)(?:分| min) ?)?(?:(\d+)(?:秒| s))?$`)

// figureValue is the value of a figure: a length of time in the visitor's words, a dash
// for none.
func figureValue(value, own, language string) template.HTML {
	if value == paper.NoData || value == "无数据" {
		return template.HTML(words.Say(language, "no data", "无数据"))
	}
	m := spanned.FindStringSubmatch(value)
	if m == nil && strings.Trim(value, "+-0123456789.%") == "" {
		return template.HTML(value)
	}
	if m == nil {
		return inTongue(value, own, language)
	}
	var parts []string
	for i, unit := range []string{words.Say(language, " d", "天"), words.Say(language, " h", "小时"), words.Say(language, " min", "分"), words.Say(language, " s", "秒")} {
		if m[i+1] != "" && m[i+1] != "0" {
			parts = append(parts, m[i+1]+unit)
		}
	}
	between := " "
	if language == "zh" {
		between = ""
	}
	return template.HTML(cmp.Or(strings.Join(parts, between), "—"))
}

// Refused tells whether the API did not take a value.
func (p behindPage) Refused(field string) bool {
	return slices.ContainsFunc(p.Wrong, func(bad web.BadField) bool { return bad.Field == field })
}

// Counted is the figure as the report has it; "" where it does not stand first in it, or
// the cases are those of another unit.
func (p behindPage) Counted() string {
	for _, one := range p.Report.Headline {
		if one.Key == p.Figure.Key && (p.Unit == "" || p.Unit == p.Report.Unit) {
			return fmt.Sprint(one.Value)
		}
	}
	return ""
}

// figureFull is what a count is called, with what it is about.
func figureFull(f report.Listed, language string) string {
	if f.Of == (fault.Text{}) {
		return f.Name.In(language)
	}
	return words.Capital(f.Of.In(language)) + words.Say(language, ": ", "：") + f.Name.In(language)
}
