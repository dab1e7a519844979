package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// area is a rectangle of cells that are merged into its first; rows count from
// 1, columns from 0, the last ones included.
type area struct{ top, left, bottom, right int }

// areaOf reads an area such as B2:C4.
func areaOf(ref string) (a area, err error) {
	first, last, ok := strings.Cut(ref, ":")
	if !ok {
		last = first
	}
	if a.left, a.top, err = place(first); err != nil {
		return a, err
	}
	a.right, a.bottom, err = place(last)
	return a, err
}

// place reads the place of a cell such as AB12: its column from 0, its row from 1.
func place(ref string) (column, row int, err error) {
	digits := strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	letters := ref[:len(ref)-len(digits)]
	if len(letters) == 0 || len(letters) > 3 {
		return 0, 0, fmt.Errorf("no cell %q", ref)
	}
	for _, r := range letters {
		column = 26*column + int(r-'A') + 1
	}
	row, err = strconv.Atoi(digits)
	if err == nil && (column > columnLimit || row < 1) {
		err = fmt.Errorf("no cell %q", ref)
	}
	return column - 1, row, err
}

// sweep goes with the rows of a sheet over its merged cells.
type sweep struct {
	waiting []area // below, in the order of their first rows
	open    []area // that reach the row
}

func newSweep(merged []area) *sweep {
	return &sweep{waiting: slices.SortedFunc(slices.Values(merged), func(a, b area) int { return cmp.Compare(a.top, b.top) })}
}

// mark marks the cells of a row that have gone into another one. A row with
// nothing else in it stays empty.
func (s *sweep) mark(row *Row) {
	for len(s.waiting) > 0 && s.waiting[0].top <= row.Number {
		s.open, s.waiting = append(s.open, s.waiting[0]), s.waiting[1:]
	}
	s.open = slices.DeleteFunc(s.open, func(a area) bool { return a.bottom < row.Number })
	if len(row.Cells) == 0 {
		return
	}
	for _, a := range s.open {
		for column := a.left; column <= a.right; column++ {
			if row.Number != a.top || column != a.left {
				row.put(column, Cell{Flaw: mergedAway})
			}
		}
	}
}
