package report

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// rendering is one form of a report.
type rendering struct {
	format, contentType string
	write               func(io.Writer, *Report) error
}

var renderings = []rendering{
	{"json", "application/json", writeJSON},
	{"csv", "text/csv; charset=utf-8", writeCSV},
	{"html", "text/html; charset=utf-8", writeHTML},
}

// Formats lists the forms in which a report can be rendered.
func Formats() []string {
	var names []string
	for _, r := range renderings {
		names = append(names, r.format)
	}
	return names
}

// ContentType is the media type of a format; "" for an unknown one.
func ContentType(format string) string {
	for _, r := range renderings {
		if r.format == format {
			return r.contentType
		}
	}
	return ""
}

// Render writes a report in one of the [Formats]. The same report gives the
// same bytes.
func Render(w io.Writer, format string, r *Report) error {
	for _, form := range renderings {
		if form.format == format {
			return form.write(w, r)
		}
	}
	return fmt.Errorf("render report: unknown format %q", format)
}

func writeJSON(w io.Writer, r *Report) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(r)
}

// shown writes an instant for people: in the office's time, the end of a day
// as 24:00 of that day.
func (r *Report) shown(at complaint.Instant) string {
	if at.IsZero() {
		return ""
	}
	local := at.In(r.zone)
	if midnight(local) {
		return local.AddDate(0, 0, -1).Format(time.DateOnly) + " 24:00"
	}
	return local.Format("2006-01-02 15:04")
}

// rate writes a rate for people.
func (r *Report) rate(rate string) string {
	if rate == NoData {
		return say("noData", r.Language)
	}
	return rate + "%"
}

// scope names the units that the report covers.
func (r *Report) scope() string {
	if r.Unit == "" {
		return say("company", r.Language)
	}
	return r.Units[0].Name
}
