package paper_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/report/paper"
)

// open reads a workbook again.
func open(t rapid.TB, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return f // wholly in memory
}

// raw is a cell as it is kept: a number as its digits.
func raw(t rapid.TB, f *excelize.File, sheet, cell string) string {
	t.Helper()
	s, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// where finds the cell of a sheet that begins a row with a text.
func where(t *testing.T, f *excelize.File, sheet, column, text string) (row int) {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		if raw(t, f, sheet, fmt.Sprint(column, i+1)) == text {
			return i + 1
		}
	}
	t.Fatalf("%s has no %s", sheet, text)
	return 0
}

func TestTheWorkbookHasASheetForEachTable(t *testing.T) {
	f := open(t, render(t, "xlsx", everything("en")))
	want := []string{"Summary", "Units", "Breaches", "Appeals of units", "Charts", "What each figure means"}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Error(diff)
	}
}

func TestFiguresAreNumbersWithFormats(t *testing.T) {
	f := open(t, render(t, "xlsx", everything("en")))
	row := func(sheet, column, text string) int { return where(t, f, sheet, column, text) }
	units, contact := row("Units", "A", "hf-fd"), row("Breaches", "A", "260312-00004")
	answer := row("Breaches", "A", "260310-00017")
	for _, c := range []struct {
		name, sheet, cell, raw, shown string
	}{
		{"a count", "Units", fmt.Sprint("C", units), "116", "116"},
		{"a tone by its sign", "Units", fmt.Sprint("D", units), "3", "✗ 3"},
		{"a rate as a fraction", "Units", fmt.Sprint("H", units), "0.9643", "! 96.43%"},
		{"growth with its sign", "Units", fmt.Sprint("I", units), "-0.0866", "-8.66%"},
		{"growth upwards", "Units", fmt.Sprint("I", units-3), "1.0755", "+107.55%"},
		{"a difference", "Units", fmt.Sprint("J", units), "-11", "-11"},
		{"a span in days", "Units", fmt.Sprint("K", units), "3.33333333433333", "80:00"},
		{"a quotient", "Units", fmt.Sprint("L", units), "1.63", "1.63"},
		{"no data", "Units", fmt.Sprint("H", units+1), "no data", "no data"},
		{"an instant as a date of the office", "Breaches", fmt.Sprint("D", contact), "46094.3680555565", "2026-03-13 08:50"},
		{"the end of a day as the next midnight", "Breaches", fmt.Sprint("D", answer), "46099", "2026-03-18 00:00"},
		{"seconds of a short span", "Breaches", fmt.Sprint("F", contact), "0.000868056555555555", "0:01:15"},
		{"a long span in hours", "Breaches", fmt.Sprint("F", answer), "8.39583333433333", "✗ 201:30"},
		{"lines of one cell", "Breaches", fmt.Sprint("G", answer), "03-16 09:00 warning: handler, L1\n03-18 00:00 breach: L2, L3", "03-16 09:00 warning: handler, L1\n03-18 00:00 breach: L2, L3"},
	} {
		if got := raw(t, f, c.sheet, c.cell); got != c.raw {
			t.Errorf("%s: %s!%s holds %q, want %q", c.name, c.sheet, c.cell, got, c.raw)
		}
		if got, _ := f.GetCellValue(c.sheet, c.cell); got != c.shown {
			t.Errorf("%s: %s!%s shows %q, want %q", c.name, c.sheet, c.cell, got, c.shown)
		}
	}
	if got := raw(t, f, "Breaches", "A2"); got != "A time of 00:00 is the midnight that ends the day before (24:00)." {
		t.Errorf("the sheet says of its midnights %q", got)
	}
}

func TestSheetsPrintWell(t *testing.T) {
	f := open(t, render(t, "xlsx", everything("zh")))
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Scope+" "+n.Name] = n.RefersTo
	}
	for name, want := range map[string]string{
		"各单位完成情况 _xlnm.Print_Titles": "'各单位完成情况'!$3:$4", "各单位完成情况 _xlnm.Print_Area": "'各单位完成情况'!$A$1:$L$11",
		"超时明细 _xlnm.Print_Titles": "'超时明细'!$3:$3", "各单位完成情况 _xlnm._FilterDatabase": "'各单位完成情况'!$A$4:$L$10",
	} {
		if names[name] != want {
			t.Errorf("%s is %q, want %q", name, names[name], want)
		}
	}
	for _, sheet := range f.GetSheetList() {
		page, err := f.GetPageLayout(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if *page.Size != 9 || *page.Orientation != "landscape" || *page.FitToWidth != 1 || *page.FitToHeight != 0 {
			t.Errorf("%s is laid out as %+v", sheet, page)
		}
		if head, err := f.GetHeaderFooter(sheet); err != nil || head.OddHeader != "&L时限超时报表&R2026-03-01 至 2026-03-31" || head.OddFooter != "&Lstate-grid@2026.1&R第 &P 页，共 &N 页" {
			t.Errorf("%s has %+v, %v around its pages", sheet, head, err)
		}
	}
	if panes, err := f.GetPanes("各单位完成情况"); err != nil || !panes.Freeze || panes.YSplit != 4 {
		t.Errorf("the titles are frozen as %+v, %v", panes, err)
	}
}

func TestTheWorkbookNamesNoPersonAndNoOtherMoment(t *testing.T) {
	f := open(t, render(t, "xlsx", everything("zh")))
	got, err := f.GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	want := &excelize.DocProperties{
		Title: "时限超时报表", Subject: "2026-03-01 至 2026-03-31", Creator: "Redress", LastModifiedBy: "Redress", Language: "zh-CN",
		Created: "2026-03-31T16:00:00Z", Modified: "2026-03-31T16:00:00Z",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheSamePaperGivesTheSameBytes(t *testing.T) {
	for _, format := range paper.Formats() {
		for range 3 { // what a library keeps in maps differs from time to time
			if !bytes.Equal(render(t, format, everything("zh")), render(t, format, everything("zh"))) {
				t.Fatalf("two renderings as %s differ", format)
			}
		}
	}
}

// parts are the files of a workbook.
func parts(t rapid.TB, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(text)
	}
	return all
}

func TestColumnsStandInTheOrderThatExcelWants(t *testing.T) {
	for name, text := range parts(t, render(t, "xlsx", everything("zh"))) {
		before := 0
		for _, col := range regexp.MustCompile(`<col min="(\d+)"`).FindAllStringSubmatch(text, -1) {
			if n, _ := strconv.Atoi(col[1]); n <= before {
				t.Errorf("%s has column %d after %d", name, n, before)
			} else {
				before = n
			}
		}
		if strings.Contains(text, "<dimension") {
			t.Errorf("%s says how large it is before it is written", name)
		}
	}
}

func TestChartsReferToCells(t *testing.T) {
	all := parts(t, render(t, "xlsx", everything("en")))
	for chart, kind := range map[string]string{"1": "barDir val=\"col\"", "2": "lineChart", "3": "barDir val=\"bar\"", "4": "grouping val=\"stacked\""} {
		text := all["xl/charts/chart"+chart+".xml"]
		if !strings.Contains(text, kind) {
			t.Errorf("chart %s is not of %s", chart, kind)
		}
		if !regexp.MustCompile(`<f>&#39;Charts&#39;!\$B\$\d+:\$B\$\d+</f>`).MatchString(text) {
			t.Errorf("chart %s draws no cells", chart)
		}
	}
	f := open(t, render(t, "xlsx", everything("en")))
	row := where(t, f, "Charts", "A", "2025-05")
	if got := raw(t, f, "Charts", fmt.Sprint("B", row)); got != "" {
		t.Errorf("a month without data is drawn as %q", got)
	}
	if got := raw(t, f, "Charts", fmt.Sprint("B", row-1)); got != "0.97" {
		t.Errorf("April is drawn as %q", got)
	}
}

func TestTextsSurviveInWorkbooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, texts := filled(t)
		var b bytes.Buffer
		if err := paper.Render(&b, "xlsx", p); err != nil {
			t.Fatal(err)
		}
		f := open(t, b.Bytes())
		sheet := f.GetSheetList()[1]
		first := 3
		if p.Parts[0].Note != "" {
			first++
		}
		for i, row := range texts {
			for j, text := range row {
				cell, _ := excelize.CoordinatesToCellName(j+1, first+i)
				if got := raw(t, f, sheet, cell); got != kept(text) {
					t.Fatalf("%q is read as %q", text, got)
				}
			}
		}
		for name, text := range parts(t, b.Bytes()) {
			if strings.HasPrefix(name, "xl/worksheets/") && regexp.MustCompile(`<f[ >]`).MatchString(text) {
				t.Fatalf("%s has a formula", name)
			}
		}
	})
}

func TestSheetsHaveNamesThatExcelTakes(t *testing.T) {
	titles := []string{"", "History", "summary", "a[b]:c*d?e/f\\g", "'quoted'", strings.Repeat("很长的标题", 10), strings.Repeat("很长的标题", 10), "🙂" + strings.Repeat("x", 40), "\t\n", "Units", "UNITS"}
	p := everything("en")
	p.Parts = nil
	for i, title := range titles {
		p.Parts = append(p.Parts, paper.Part{Key: fmt.Sprint("k", i), Title: title, Table: &paper.Table{Columns: []column{{Key: "a", Title: "A"}}}})
	}
	got := open(t, render(t, "xlsx", p)).GetSheetList()
	want := []string{"Summary", "Sheet", "Sheet 2", "summary 2", "a b c d e f g", "quoted", "很长的标题很长的标题很长的标题很长的标题很长的标题很长的标题很", "很长的标题很长的标题很长的标题很长的标题很长的标题很长的标 2",
		"🙂" + strings.Repeat("x", 29), "Sheet 3", "Units", "UNITS 2", "What each figure means"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestLongTextsAreCut(t *testing.T) {
	p := everything("en")
	p.Parts = []paper.Part{{Key: "long", Title: "Long", Table: &paper.Table{Columns: []column{{Key: "a", Title: "A"}}, Rows: []paper.Row{{Cells: []paper.Value{paper.Text(strings.Repeat("电", 40000))}}}}}}
	got := raw(t, open(t, render(t, "xlsx", p)), "Long", "A3")
	if want := strings.Repeat("电", 32766) + "…"; got != want {
		t.Errorf("a text of 40,000 characters is kept as %d bytes", len(got))
	}
}

// long is a paper with a table of so many rows.
func long(rows int) *paper.Paper {
	p := everything("zh")
	breaches := *p.Parts[6].Table
	for i := range rows {
		breaches.Rows = append(breaches.Rows, breaches.Rows[i%2])
	}
	p.Parts[6].Table = &breaches
	return p
}

// BenchmarkRender renders a table of 100,000 rows.
func BenchmarkRender(b *testing.B) {
	p := long(100_000)
	for _, format := range paper.Formats() {
		b.Run(format, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := paper.Render(io.Discard, format, p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
