package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/report/paper"
)

// equal compares what a report says with what it should.
func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// headline is what stands first, by figure.
func headline(p *paper.Paper) map[string]string {
	said := map[string]string{}
	for _, h := range p.Headline {
		said[h.Key] = p.Say(h.Value)
	}
	return said
}

// part finds a part by its key; an empty one when there is none.
func part(p *paper.Paper, key string) paper.Part {
	i := slices.IndexFunc(p.Parts, func(x paper.Part) bool { return x.Key == key })
	if i < 0 {
		return paper.Part{Table: &paper.Table{}}
	}
	return p.Parts[i]
}

// cells are some columns of a part's table, as they are said.
func cells(p *paper.Paper, key string, columns ...string) [][]string {
	table := part(p, key).Table
	said := [][]string{}
	for _, row := range table.Rows {
		said = append(said, say(p, table, row, columns))
	}
	return said
}

// total is some columns of a table's last row.
func total(p *paper.Paper, key string, columns ...string) []string {
	table := part(p, key).Table
	return say(p, table, *table.Total, columns)
}

func say(p *paper.Paper, table *paper.Table, row paper.Row, columns []string) []string {
	var line []string
	for _, key := range columns {
		i := slices.IndexFunc(table.Columns, func(c paper.Column) bool { return c.Key == key })
		if i < 0 {
			line = append(line, "no column "+key)
			continue
		}
		line = append(line, p.Say(row.Cells[i]))
	}
	return line
}

// everything is a report as one text.
func everything(t *testing.T, p *paper.Paper, format string) string {
	t.Helper()
	var b strings.Builder
	if err := paper.Render(&b, format, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
