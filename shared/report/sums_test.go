package report_test

import (
	"slices"

	"github.com/redress/redress/shared/report/paper"
)

// sum adds up a column of the rows of a part that stand below no other.
func sum(p *paper.Paper, key, column string) (n int64) {
	table := part(p, key).Table
	i := slices.IndexFunc(table.Columns, func(c paper.Column) bool { return c.Key == column })
	for _, row := range table.Rows {
		if row.Depth == 0 {
			n += row.Cells[i].Int()
		}
	}
	return n
}
