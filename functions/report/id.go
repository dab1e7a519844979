package report

import (
	"regexp"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// ID names a report by what it is of, so that the same question has the same
// answer: "sla-breach-20260901-20260930-20261001T010000Z-company-zh", or with
// "unit-demo-county" in place of "company" for one unit with those below it.
func ID(s report.Spec) string {
	from, to := s.From.UTC().Format(compact), s.To.UTC().Format(compact)
	if first, last, ok := report.Days(s.From, s.To, s.Policy.Zone()); ok {
		from, to = first.Format(compactDay), last.Format(compactDay)
	}
	scope := "company"
	if s.Filter.Unit != "" {
		scope = "unit-" + s.Filter.Unit
	}
	return strings.Join([]string{s.Kind, from, to, s.AsOf.UTC().Format(compact), scope, s.Language}, "-")
}

// Times within an id.
const (
	compact    = "20060102T150405Z"
	compactDay = "20060102"
)

var idPattern = regexp.MustCompile(`^[a-z-]+-\d{8}(?:T\d{6}Z)?-\d{8}(?:T\d{6}Z)?-(\d{8}T\d{6}Z)-(?:company|unit-([A-Za-z0-9_-][A-Za-z0-9._-]*))-(?:zh|en)$`)

// named is what is read from an id.
type named struct {
	id   string
	asOf string // sorts as time does
	unit string // "" for the whole company
}

// parseID reads an id; false for what [ID] would not write. What it accepts
// is safe as part of a key.
func parseID(id string) (named, bool) {
	m := idPattern.FindStringSubmatch(id)
	if m == nil || len(id) > 300 {
		return named{}, false
	}
	return named{id: id, asOf: m[1], unit: m[2]}, true
}

// Summary is a report's entry in the list, and the answer to who built it.
type Summary struct {
	ID       string            `json:"id"`
	Kind     string            `json:"kind"`
	Title    string            `json:"title"`
	From     string            `json:"from" doc:"first day, or the first instant"`
	To       string            `json:"to" doc:"last day, or the instant after the last"`
	AsOf     complaint.Instant `json:"asOf"`
	Language string            `json:"language"`
	Unit     string            `json:"unit" doc:"with those below it; empty for the whole company"`
	Headline []Figure          `json:"headline"`
	Links    map[string]string `json:"links" doc:"by format"`
}

// Figure is a headline figure of a report, as people read it.
type Figure struct {
	Key   string `json:"key"`
	Name  string `json:"name"`
	Value string `json:"value"`
}

func summaryOf(id string, p *paper.Paper) Summary {
	s := Summary{
		ID: id, Kind: p.Kind, Title: p.Title, From: p.From, To: p.To, AsOf: p.AsOf, Language: p.Language, Unit: p.Unit,
		Headline: []Figure{}, Links: map[string]string{},
	}
	for _, h := range p.Headline {
		s.Headline = append(s.Headline, Figure{h.Key, h.Name, p.Say(h.Value)})
	}
	for _, format := range paper.Formats() {
		s.Links[format] = "/v1/reports/" + id + "/" + format
	}
	return s
}

// headline is the figures in one line.
func (s Summary) headline() string {
	var said []string
	for _, f := range s.Headline {
		said = append(said, f.Name+" "+f.Value)
	}
	return strings.Join(said, ", ")
}

// Keys of the archive.
const (
	prefix      = "reports/"
	summaryFile = "/summary.json"
)

func renderingKey(id, format string) string { return prefix + id + "/report." + format }
