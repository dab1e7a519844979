package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report"
	"github.com/redress/redress/shared/report/paper"
)

// ID names a report by what it is of, so that the same question has the same
// answer: "sla-breach-20260901-20260930-20261001T010000Z-company-zh", or with
// "unit-demo-county" in place of "company" for one unit with those below it, and
// with a word at the end that stands for the other limits of what is counted. A
// report of one case has its reference in place of the period.
func ID(s report.Spec) string {
	scope := "company"
	if s.Filter.Unit != "" {
		scope = "unit-" + s.Filter.Unit
	}
	parts := []string{s.Kind, about(s), s.AsOf.UTC().Format(compact), scope, s.Language}
	if rest := limits(s.Filter); rest != "" {
		parts = append(parts, rest)
	}
	return strings.Join(parts, "-")
}

// about is the period or the case of a report.
func about(s report.Spec) string {
	if s.Reference != "" {
		return s.Reference
	}
	if first, last, ok := report.Days(s.From, s.To, s.Policy.Zone()); ok {
		return first.Format(compactDay) + "-" + last.Format(compactDay)
	}
	return s.From.UTC().Format(compact) + "-" + s.To.UTC().Format(compact)
}

// limits stands for the limits of what is counted but the unit; "" for none.
func limits(f report.Filter) string {
	f.Unit = ""
	if f == (report.Filter{}) {
		return ""
	}
	text, err := json.Marshal(f)
	if err != nil {
		panic("report: texts are no JSON: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}

// Times within an id.
const (
	compact    = "20060102T150405Z"
	compactDay = "20060102"
)

var idPattern = regexp.MustCompile(`^[a-z-]+-(?:\d{8}(?:T\d{6}Z)?-\d{8}(?:T\d{6}Z)?|\d{6}-\d{6,12})-(\d{8}T\d{6}Z)-(?:company|unit-([A-Za-z0-9_-][A-Za-z0-9._-]*))-(?:zh|en)(?:-[0-9a-f]{12})?$`)

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
	ID        string            `json:"id"`
	Kind      string            `json:"kind"`
	Title     string            `json:"title"`
	From      string            `json:"from" doc:"first day, or the first instant; empty on the report of one case"`
	To        string            `json:"to" doc:"last day, or the instant after the last"`
	AsOf      complaint.Instant `json:"asOf"`
	Language  string            `json:"language"`
	Unit      string            `json:"unit" doc:"with those below it; empty for the whole company"`
	Filter    report.Filter     `json:"filter,omitzero" doc:"other limits of what was counted"`
	Reference string            `json:"reference,omitempty" doc:"of a report of one case"`
	Headline  []Figure          `json:"headline" doc:"the figures that stand first"`
	Links     map[string]string `json:"links" doc:"by format"`
}

// Figure is one figure of the headline.
type Figure struct {
	Key   string `json:"key"`
	Name  string `json:"name"`
	Value string `json:"value" doc:"as people read it, such as 97.50%"`
}

func summaryOf(o order, p *paper.Paper) Summary {
	s := Summary{
		ID: o.id, Kind: p.Kind, Title: p.Title, From: p.From, To: p.To, AsOf: p.AsOf, Language: p.Language, Unit: o.spec.Filter.Unit,
		Filter: o.spec.Filter, Reference: p.Reference, Headline: []Figure{}, Links: map[string]string{},
	}
	s.Filter.Unit = ""
	for _, h := range p.Headline {
		s.Headline = append(s.Headline, Figure{Key: h.Key, Name: h.Name, Value: p.Say(h.Value)})
	}
	for _, format := range paper.Formats() {
		s.Links[format] = "/v1/reports/" + o.id + "/" + format
	}
	return s
}

// headline says the figures that stand first in one line.
func (s Summary) headline() string {
	var list []string
	for _, f := range s.Headline {
		list = append(list, f.Name+" "+f.Value)
	}
	return strings.Join(list, policy.Text{"zh": "，", "en": ", "}.In(s.Language))
}

// figure is what the headline says under a key; a dash when it says nothing.
func (s Summary) figure(key string) string {
	for _, f := range s.Headline {
		if f.Key == key {
			return f.Value
		}
	}
	return "–"
}

// Keys of the archive.
const (
	prefix      = "reports/"
	summaryFile = "/summary.json"
	attemptFile = "/attempt.json" // somebody has begun to build it
)

func renderingKey(id, format string) string { return prefix + id + "/report." + format }
