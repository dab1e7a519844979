package paper

import (
	"fmt"
	"io"
)

// rendering is one form of a paper.
type rendering struct {
	format, contentType string
	write               func(io.Writer, *Paper) error
}

var renderings = []rendering{
	{"json", "application/json", writeJSON},
	{"csv", "text/csv; charset=utf-8", writeCSV},
	{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", writeXLSX},
	{"html", "text/html; charset=utf-8", writeHTML},
}

// Formats lists the forms in which a paper can be rendered.
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

// Render writes a paper in one of the [Formats]. The same paper gives the same
// bytes. An error is that of the writer, or of a format that there is not.
func Render(w io.Writer, format string, p *Paper) error {
	for _, r := range renderings {
		if r.format == format {
			return r.write(w, p)
		}
	}
	return fmt.Errorf("render %s: unknown format %q", p.Kind, format)
}
