package sqlite

import "strings"

// rowsTogether bounds the rows that one statement inserts, and so how many
// statements of each kind are prepared.
const rowsTogether = 8

// insert adds rows, several with one statement: into names table and columns,
// args holds the values of all rows, width of them a row, and conflict says
// what happens to a row that is there.
func (t *tx) insert(into string, width int, args []any, conflict string) error {
	for len(args) > 0 {
		n := min(len(args)/width, rowsTogether)
		row := ", (?" + strings.Repeat(", ?", width-1) + ")"
		query := into + " VALUES " + strings.Repeat(row, n)[2:] + conflict
		if err := t.exec(query, args[:n*width]...); err != nil {
			return err
		}
		args = args[n*width:]
	}
	return nil
}
