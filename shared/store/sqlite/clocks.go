package sqlite

import (
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/complaint"
)

// clockRow is a row of case_clocks as text: name, round, state, warned, due
// instant, whether the case is open, separated by spaces. The rows of a case are kept in its own row
// too, so that a commit touches only those that changed.
type clockRow string

type clockRows []clockRow

func rowsOf(c *complaint.Case) clockRows {
	rows := make(clockRows, len(c.Clocks))
	for i := range c.Clocks {
		rows[i] = rowOf(&c.Clocks[i], c.Status.Open())
	}
	return rows
}

func rowOf(k *complaint.Clock, open bool) clockRow {
	b := make([]byte, 0, 64)
	b = append(b, word(k.Name)...)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(k.Round), 10)
	b = append(b, ' ')
	b = append(b, word(string(k.State))...)
	b = append(b, ' ', digit(k.Warned()), ' ')
	if !k.DueAt.IsZero() {
		b = strconv.AppendInt(b, k.DueAt.Unix(), 10)
	}
	b = append(b, ' ', digit(open))
	return clockRow(b)
}

func digit(yes bool) byte {
	if yes {
		return '1'
	}
	return '0'
}

// word keeps the separators of rows out of a name.
func word(s string) string {
	if strings.ContainsAny(s, " \n") {
		return strings.NewReplacer(" ", "_", "\n", "_").Replace(s)
	}
	return s
}

func (rows clockRows) String() string {
	var b strings.Builder
	for i, r := range rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(string(r))
	}
	return b.String()
}

func parseRows(s string) clockRows {
	if s == "" {
		return nil
	}
	var rows clockRows
	for line := range strings.SplitSeq(s, "\n") {
		rows = append(rows, clockRow(line))
	}
	return rows
}

// sameClock tells whether two rows are of one clock and round.
func (r clockRow) sameClock(other clockRow) bool {
	name, rest, _ := strings.Cut(string(r), " ")
	round, _, _ := strings.Cut(rest, " ")
	return strings.HasPrefix(string(other), name+" "+round+" ")
}

// replaceClocks brings the rows of a case from before to after.
func (t *tx) replaceClocks(id int64, reference string, before, after clockRows) error {
	for _, r := range before {
		if slices.ContainsFunc(after, r.sameClock) { // it stays, or is replaced
			continue
		}
		f := strings.Split(string(r), " ")
		if err := t.exec(`DELETE FROM case_clocks WHERE id = ? AND name = ? AND round = ?`, id, f[0], number(f[1])); err != nil {
			return err
		}
	}
	var args []any
	for _, r := range after {
		if slices.Contains(before, r) {
			continue
		}
		f := strings.Split(string(r), " ")
		args = append(args, id, reference, f[0], number(f[1]), f[2], number(f[3]), number(f[4]), number(f[5]))
	}
	return t.insert(`INSERT OR REPLACE INTO case_clocks (id, reference, name, round, state, warned, due_at, open)`, 8, args, "")
}

// number reads a number of a row; NULL where it is left out.
func number(s string) sql.NullInt64 {
	n, err := strconv.ParseInt(s, 10, 64)
	return sql.NullInt64{Int64: n, Valid: err == nil}
}
