package whatif

import (
	"strings"

	"github.com/rivo/uniseg"
)

// table are lines of cells that are set under each other. Cells are as wide as
// a terminal shows them: Chinese characters take two places.
type table struct{ rows [][]string }

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

// lines sets the table, each line indented; columns from the given one on are
// set to the right.
func (t *table) lines(right int) []string {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], uniseg.StringWidth(cell))
		}
	}
	var lines []string
	for _, row := range t.rows {
		var b strings.Builder
		for i, cell := range row {
			fill := strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell))
			b.WriteString("  ")
			if i >= right {
				b.WriteString(fill + cell)
			} else {
				b.WriteString(cell + fill)
			}
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	return lines
}
