package paper_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/report/paper"
)

// anyText draws texts of every kind: letters of all scripts, emoji, marks,
// control characters, and what begins a formula.
func anyText(t *rapid.T, name string) string {
	return rapid.OneOf(rapid.String(), rapid.StringMatching(`[=+\-@＝\t ;"',<>&\n\x{200f}\x{202e}🙂电压a1%]{0,12}`), rapid.SampledFrom([]string{
		"", "=1+1", "@SUM(1)", "＝1", "-8.66%", "x\r\ny", "\ufeff=1", "_x0041_", "a\x00b\x0bc", " kept ", "\ufffe", `"`, "<script>",
	})).Draw(t, name)
}

// filled is a paper with texts in every place that data can reach.
func filled(t *rapid.T) (*paper.Paper, [][]string) {
	rows, columns := rapid.IntRange(1, 4).Draw(t, "rows"), rapid.IntRange(2, 4).Draw(t, "columns")
	table, texts := &paper.Table{}, make([][]string, rows)
	for range columns {
		table.Columns = append(table.Columns, paper.Column{Key: "k" + string(rune('a'+len(table.Columns))), Title: anyText(t, "title")})
	}
	for i := range texts {
		var cells []paper.Value
		for range columns {
			text := anyText(t, "cell")
			texts[i], cells = append(texts[i], text), append(cells, paper.Text(text))
		}
		table.Rows = append(table.Rows, paper.Row{Cells: cells})
	}
	p := everything(rapid.SampledFrom([]string{"zh", "en"}).Draw(t, "language"))
	p.Title, p.Scope = anyText(t, "name"), anyText(t, "scope")
	p.Parts = []paper.Part{{
		Key: "filled", Title: anyText(t, "part"), Note: anyText(t, "note"), Prose: []string{anyText(t, "prose")}, Table: table,
		Facts: []paper.Fact{{Key: "fact", Name: anyText(t, "fact"), Value: paper.Text(anyText(t, "fact value"))}},
		Chart: &paper.Chart{Form: rapid.SampledFrom([]paper.Form{paper.Bars, paper.Stacked, paper.Lying, paper.Line}).Draw(t, "form"),
			Categories: []string{anyText(t, "category"), anyText(t, "category")},
			Series:     []paper.Series{{Name: anyText(t, "series"), Values: counts(1, 2)}, {Name: anyText(t, "series"), Values: counts(3)}}},
	}}
	return p, texts
}

// kept is what a file can hold of a text: valid UTF-8 without control characters.
func kept(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0x7f || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, text)
}

func readCSV(t rapid.TB, b []byte) [][]string {
	t.Helper()
	rest, ok := bytes.CutPrefix(b, []byte("\ufeff"))
	if !ok {
		t.Fatal("no byte order mark")
	}
	if n, crlf := bytes.Count(rest, []byte("\n")), bytes.Count(rest, []byte("\r\n")); n != crlf {
		t.Fatalf("%d lines, %d end in CRLF", n, crlf)
	}
	records, err := csv.NewReader(bytes.NewReader(rest)).ReadAll() // refuses rows of different length
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func TestTheTablesFollowOneAnother(t *testing.T) {
	records := readCSV(t, render(t, "csv", everything("en")))
	var begun []string
	for i, r := range records {
		if i == 0 || strings.Join(records[i-1], "") == "" {
			begun = append(begun, r[0])
		}
	}
	want := "SLA breach report, At a glance, What stands out, Units, Answered in time, by month, Causes, Outcomes by quarter, The longest case, Breaches, Appeals of units, What each figure means"
	if got := strings.Join(begun, ", "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTextsSurviveInCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, texts := filled(t)
		var b bytes.Buffer
		if err := paper.Render(&b, "csv", p); err != nil {
			t.Fatal(err)
		}
		records := readCSV(t, b.Bytes())
		end := len(records) - 1
		for strings.Join(records[end], "") != "" { // the definitions come last
			end--
		}
		rows := records[end-len(texts) : end]
		for i, row := range texts {
			for j, text := range row {
				got := rows[i][j]
				if strings.ReplaceAll(got, "'", "") != strings.ReplaceAll(kept(text), "'", "") {
					t.Fatalf("%q is read as %q", text, got)
				}
			}
		}
	})
}
