package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/redress/redress/shared/complaint"
)

// columns are those of the one table that the CSV form is: rows of orders (one
// a unit), of limits (one a unit and clock) and of breaches, told apart by
// the first column. Cells that a row does not have are empty.
var columns = []string{
	"row", "unit", "unitName", "level", "clock", "clockName",
	"received", "complaints", "duplicates", "sorted", "sortedShare", "orders", "breached", "openOrders", "reworks",
	"resolved", "explained", "referred", "dissatisfied", "unreached", "invalid", "withdrawn",
	"due", "inTime", "late", "lateOpen", "notYetDue", "cancelled", "rate",
	"reference", "kind", "class", "className", "round", "dueAt", "endedAt", "minutesLate", "daysLate", "foundAt", "told", "supervision", "correctedDueAt", "wouldBeMet",
}

// headings name columns where two share a word.
var headings = map[string]string{"unitName": "unit", "clockName": "clock", "className": "class"}

// writeCSV writes UTF-8 with a byte order mark, as spreadsheets expect, by RFC 4180.
func writeCSV(w io.Writer, r *Report) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	t := &table{csv: csv.NewWriter(w)}
	t.csv.UseCRLF = true
	t.head(r.Language)
	t.unit("total", UnitFigures{Unit: r.Unit, Name: r.scope(), Figures: r.Total}, r)
	for _, u := range r.Units {
		t.unit("unit", u, r)
	}
	for _, b := range r.Breaches {
		t.breach(b, r)
	}
	t.csv.Flush()
	return t.csv.Error()
}

// table writes rows of named cells.
type table struct{ csv *csv.Writer }

func (t *table) head(language string) {
	cells := make([]string, len(columns))
	for i, name := range columns {
		cells[i] = say(name, language)
		if word, ok := headings[name]; ok {
			cells[i] = say(word, language)
			cells[i-1] += " ID"
		}
	}
	_ = t.csv.Write(cells) // the writer keeps its error for the end
}

func (t *table) row(values map[string]string) {
	cells := make([]string, len(columns))
	for i, name := range columns {
		cells[i] = harmless(values[name])
	}
	_ = t.csv.Write(cells)
}

// unit writes the figures of a unit, then those of each limit.
func (t *table) unit(row string, u UnitFigures, r *Report) {
	orders := map[string]string{
		"row": say("row."+row, r.Language), "unit": u.Unit, "unitName": u.Name, "level": u.Level,
		"received": strconv.Itoa(u.Received), "complaints": strconv.Itoa(u.Complaints), "duplicates": strconv.Itoa(u.Duplicates),
		"sorted": strconv.Itoa(u.Sorted), "sortedShare": r.rate(u.SortedShare),
		"orders": strconv.Itoa(u.Orders), "breached": strconv.Itoa(u.Breached), "openOrders": strconv.Itoa(u.StillOpen), "reworks": strconv.Itoa(u.Reworks),
	}
	for _, o := range outcomes {
		orders[string(o)] = strconv.Itoa(u.Closed[o])
	}
	t.row(orders)
	for _, k := range u.Clocks {
		t.row(map[string]string{
			"row": say("row."+row+".limit", r.Language), "unit": u.Unit, "unitName": u.Name, "level": u.Level, "clock": k.Clock, "clockName": k.Name,
			"due": strconv.Itoa(k.Due), "inTime": strconv.Itoa(k.InTime), "late": strconv.Itoa(k.Late), "lateOpen": strconv.Itoa(k.Open),
			"notYetDue": strconv.Itoa(k.NotYetDue), "cancelled": strconv.Itoa(k.Cancelled), "rate": r.rate(k.Rate),
		})
	}
}

func (t *table) breach(b Breach, r *Report) {
	level := ""
	if u, ok := r.policy.Unit(b.Unit); ok {
		level = u.Level
	}
	ended := say("open", r.Language)
	if !b.Open {
		ended = r.stamp(b.EndedAt)
	}
	corrected, met := "", ""
	if x := b.Correction; x != nil {
		corrected, met = r.stamp(x.DueAt), say("no", r.Language)
		if x.WouldBeMet {
			met = say("yes", r.Language)
		}
	}
	t.row(map[string]string{
		"correctedDueAt": corrected, "wouldBeMet": met,
		"row": say("row.breach", r.Language), "unit": b.Unit, "unitName": b.UnitName, "level": level, "clock": b.Clock, "clockName": b.ClockName,
		"reference": b.Reference, "kind": b.Kind, "class": b.Class, "className": b.ClassName, "round": strconv.Itoa(b.Round),
		"dueAt": r.stamp(b.DueAt), "endedAt": ended, "minutesLate": strconv.FormatInt(b.MinutesLate, 10),
		"daysLate": strconv.Itoa(b.WorkingDaysLate), "foundAt": r.stamp(b.FoundAt), "told": r.toldCell(b.Told), "supervision": r.supervisionCell(b.Supervision),
	})
}

// stamp writes an instant for machines, in the office's zone.
func (r *Report) stamp(at complaint.Instant) string {
	if at.IsZero() {
		return ""
	}
	return at.In(r.zone).Format(time.RFC3339)
}

func (r *Report) toldCell(told []Told) string {
	parts := make([]string, len(told))
	for i, n := range told {
		parts[i] = r.stamp(n.SentAt) + " " + named(n.Kind, r.Language) + ": " + r.levels(n.Levels)
	}
	return strings.Join(parts, "; ")
}

func (r *Report) levels(levels []string) string {
	said := make([]string, len(levels))
	for i, l := range levels {
		said[i] = named(l, r.Language)
	}
	return strings.Join(said, " ")
}

func (r *Report) supervisionCell(s *Supervision) string {
	if s == nil {
		return ""
	}
	cell := s.Level + " " + say("opened", r.Language) + " " + r.stamp(s.OpenedAt)
	if !s.ReleasedAt.IsZero() {
		cell += " " + say("released", r.Language) + " " + r.stamp(s.ReleasedAt)
	}
	return cell
}

// harmless keeps a spreadsheet from taking a cell for a formula, in any width
// of the characters that start one.
func harmless(cell string) string {
	if first, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return "'" + cell
	}
	return cell
}
