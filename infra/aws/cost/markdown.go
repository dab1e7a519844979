package cost

import (
	"fmt"
	"strings"
)

// page is Markdown in the making.
type page struct{ strings.Builder }

func (p *page) text(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// head begins a table: what its rows are is said above the first column.
func (p *page) head(first string, columns ...string) {
	p.row(first, columns...)
	p.text("|---|%s\n", strings.Repeat("---:|", len(columns)))
}

func (p *page) row(first string, cells ...string) {
	p.text("| %s | %s |\n", first, strings.Join(cells, " | "))
}

func bold(text string) string { return "**" + text + "**" }

// money is in dollars, with four decimals: what a thousand complaints cost is cents.
func money(n float64) string { return fmt.Sprintf("%.4f", n) }

// number has three digits at least, and no more decimals than that takes.
func number(n float64) string {
	switch {
	case n == float64(int64(n)) || n >= 100:
		return commas(int64(n + 0.5))
	case n < 1:
		return fmt.Sprintf("%.3f", n)
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", n), ".0")
}

// plain is a price, without an exponent.
func plain(n float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.10f", n), "0"), ".")
}

// commas stand between thousands.
func commas(n int64) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
