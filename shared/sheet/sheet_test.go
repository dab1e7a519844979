package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/fault"
)

// save writes a file of the test.
func save(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// told lists rows as "number: cell|cell"; a flaw stands behind its cell as !reason.
func told(t *testing.T, path, sheet string) []string {
	t.Helper()
	table, err := Open(path, sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	var list []string
	for row, err := range table.All() {
		if err != nil {
			t.Fatal(err)
		}
		var cells []string
		for _, c := range row.Cells {
			text := c.Text
			if c.Flaw.EN != "" {
				text += "!" + c.Flaw.EN
			}
			cells = append(cells, text)
		}
		list = append(list, fmt.Sprintf("%d: %s", row.Number, strings.Join(cells, "|")))
	}
	if len(list) != table.Rows {
		t.Errorf("%d rows, and %d were counted", len(list), table.Rows)
	}
	return list
}

func TestCSVIsReadAsPeopleSeeIt(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("户号,内容\n0012,停电，没人管\n")
	if err != nil {
		t.Fatal(err)
	}
	gb18030, err := simplifiedchinese.GB18030.NewEncoder().String("姓名\n\U00020000某\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"UTF-8", "户号,内容\n0012,停电\n", []string{"1: 户号|内容", "2: 0012|停电"}},
		{"with a byte order mark", "\ufeff户号,内容\r\n0012,停电\r\n", []string{"1: 户号|内容", "2: 0012|停电"}},
		{"GBK", gbk, []string{"1: 户号|内容", "2: 0012|停电，没人管"}},
		{"GB18030 of four bytes", gb18030, []string{"1: 姓名", "2: \U00020000某"}},
		{"semicolons", "a;b\n1,5;2\n", []string{"1: a|b", "2: 1,5|2"}},
		{"tabs", "a\tb\n1\t2\n", []string{"1: a|b", "2: 1|2"}},
		{"rows are numbered as they stand", "a,b\n\n\"x\ny\",1\n\n\n2,3", []string{"1: a|b", "3: x\ny|1", "6: 2|3"}},
		{"empty lines before the head", "\n\na,b\n", []string{"3: a|b"}},
		{"blanks around, cells behind", "a ,\u3000b\u3000,,\n , ,\n\t0012,x\n", []string{"1: a|b", "3: 0012|x"}},
		{"kept from being formulas", "'=1,'+86,'x,\"=\"\"0012\"\"\"\n", []string{"1: =1|+86|'x|0012"}},
		{"a number that lost its digits", "a,b\n3.4E+12,E+1\n", []string{"1: a|b", "2: 3.4E+12!" + lostDigits.EN + "|E+1"}},
		{"a cell that is too long", "a\n" + strings.Repeat("x", CellLimit+1), []string{"1: a", "2: " + strings.Repeat("x", CellLimit) + "!" + tooLong.EN}},
		{"of different length", "a,b\n1\n1,2,3\n", []string{"1: a|b", "2: 1", "3: 1|2|3"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, told(t, save(t, "t.csv", []byte(test.text)), "")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// workbook makes a workbook with excelize, which is not our reader.
func workbookFile(t *testing.T, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestAWorkbookIsReadAsPeopleSeeIt(t *testing.T) {
	style := func(f *excelize.File, number int, code string) int {
		s := &excelize.Style{NumFmt: number}
		if code != "" {
			s.CustomNumFmt = &code
		}
		id, err := f.NewStyle(s)
		must(t, err)
		return id
	}
	set := func(f *excelize.File, at string, value any, style int) {
		must(t, f.SetCellValue("Sheet1", at, value), f.SetCellStyle("Sheet1", at, at, style))
	}
	for _, test := range []struct {
		name string
		fill func(f *excelize.File)
		want []string
	}{
		{"texts", func(f *excelize.File) {
			must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"户号", "内容"}), f.SetSheetRow("Sheet1", "A3", &[]any{"0012", nil, " 停电\n没人管 "}))
		}, []string{"1: 户号|内容", "3: 0012||停电\n没人管"}},
		{"dates", func(f *excelize.File) {
			set(f, "A1", 46347.354166666664, style(f, 22, ""))
			set(f, "B1", 46347.0, style(f, 14, ""))
			set(f, "C1", 46347.5, style(f, 0, `yyyy"年"m"月"d"日" h:mm`))
			set(f, "D1", 46347.5, style(f, 0, `0.0" d"`))
			set(f, "E1", time.Date(2026, 11, 21, 8, 30, 0, 0, time.UTC), style(f, 57, ""))
			set(f, "F1", 46347.999999, style(f, 22, ""))
		}, []string{"1: 2026-11-21 08:30:00|2026-11-21|2026-11-21 12:00:00|46347.5|2026-11-21 08:30:00|2026-11-22"}},
		{"numbers", func(f *excelize.File) {
			set(f, "A1", 3400012345678, style(f, 0, ""))
			set(f, "B1", 12345, style(f, 0, "0000000000"))
			set(f, "C1", 0.1+0.2, style(f, 2, ""))
			set(f, "D1", 3400012345678901234.0, style(f, 0, ""))
			set(f, "E1", -7, style(f, 0, "000"))
			set(f, "F1", true, 0)
		}, []string{"1: 3400012345678|0000012345|0.3|3400012345678900000!" + lostDigits.EN + "|-7|TRUE"}},
		{"formulas", func(f *excelize.File) {
			must(t, f.SetCellFormula("Sheet1", "A1", "1+1"))
			must(t, f.SetCellValue("Sheet1", "B1", 5), f.SetCellFormula("Sheet1", "B1", `2+3`))
		}, []string{"1: !" + noValue.EN + "|5"}},
		{"merged cells", func(f *excelize.File) {
			must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"区域", "内容"}), f.SetSheetRow("Sheet1", "A2", &[]any{"demo", "停电"}),
				f.SetSheetRow("Sheet1", "A3", &[]any{nil, "停电"}), f.MergeCell("Sheet1", "A2", "A4"), f.MergeCell("Sheet1", "B3", "C3"))
		}, []string{"1: 区域|内容", "2: demo|停电", "3: !" + mergedAway.EN + "|停电|!" + mergedAway.EN}},
		{"rich text", func(f *excelize.File) {
			must(t, f.SetCellRichText("Sheet1", "A1", []excelize.RichTextRun{{Text: "停"}, {Text: "电", Font: &excelize.Font{Bold: true}}}))
		}, []string{"1: 停电"}},
		{"the first visible sheet", func(f *excelize.File) {
			_, err := f.NewSheet("第二")
			must(t, err, f.SetCellValue("Sheet1", "A1", "hidden"), f.SetCellValue("第二", "A1", "shown"))
			f.SetActiveSheet(1)
			must(t, f.SetSheetVisible("Sheet1", false))
		}, []string{"1: shown"}},
		{"dates from 1904 on", func(f *excelize.File) {
			date1904 := true
			must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904}))
			set(f, "A1", 44885.5, style(f, 22, ""))
		}, []string{"1: 2026-11-21 12:00:00"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := save(t, "t.xlsx", workbookFile(t, test.fill))
			if diff := cmp.Diff(test.want, told(t, path, "")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestHiddenRowsAreRowsAndAreCounted(t *testing.T) {
	path := save(t, "t.xlsx", workbookFile(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"内容"}), f.SetSheetRow("Sheet1", "A2", &[]any{"停电"}), f.SetRowVisible("Sheet1", 2, false))
	}))
	table, err := Open(path, "")
	must(t, err)
	defer table.Close()
	if table.Rows != 2 || table.Hidden != 1 {
		t.Errorf("%d rows, %d hidden", table.Rows, table.Hidden)
	}
}

func TestADigestIsOfTheBytesAndTheSheet(t *testing.T) {
	data := workbookFile(t, func(f *excelize.File) {
		_, err := f.NewSheet("二")
		must(t, err, f.SetCellValue("Sheet1", "A1", "x"), f.SetCellValue("二", "A1", "x"))
	})
	digests := map[string]string{}
	for name, sheet := range map[string]string{"first": "", "named": "Sheet1", "second": "二"} {
		table, err := Open(save(t, name+".xlsx", data), sheet)
		must(t, err)
		digests[name] = table.Digest
		must(t, table.Close())
	}
	if digests["first"] != digests["named"] || digests["first"] == digests["second"] || len(digests["first"]) != 32 {
		t.Errorf("digests %v", digests)
	}
}

// packed makes a package of parts.
func packed(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		must(t, err)
		_, err = w.Write([]byte(text))
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

// parts are those of a workbook whose sheet has these rows.
func parts(rows string) map[string]string {
	return map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/s.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="t.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="一" r:id="r1" xmlns:r="x"/></sheets></workbook>`,
		"xl/t.xml":                   `<sst><si><t>停电</t><rPh><t>ting</t></rPh></si></sst>`,
		"xl/s.xml":                   `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
	}
}

func TestPartsWithoutPlacesAreNumberedInOrder(t *testing.T) {
	rows := `<row><c t="s"><v>0</v></c><c><v>1</v></c></row><row r="4"><c r="C4" t="inlineStr"><is><t>x_x000A_y</t></is></c></row>` +
		`<row r="5"><c t="str"><f>A1</f><v>停电</v></c><c t="str"><f>""</f><v></v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="b"><v>0</v></c></row>`
	want := []string{"1: 停电|1", "4: ||x\ny", "5: 停电||#DIV/0!!" + wrongValue.EN + "|FALSE"}
	if diff := cmp.Diff(want, told(t, save(t, "t.xlsx", packed(t, parts(rows))), "一")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatIsNoTableIsRefusedWhole(t *testing.T) {
	cut := parts(`<row r="1"><c r="A1"><v>1</v></c></row>`)
	cut["xl/s.xml"] = strings.TrimSuffix(cut["xl/s.xml"], "</row></sheetData></worksheet>")
	lacking := parts("")
	delete(lacking, "xl/s.xml")
	whole := packed(t, parts(`<row r="1"><c r="A1"><v>1</v></c></row>`))
	const damaged = "the workbook is damaged"
	for _, test := range []struct {
		name, file string
		data       []byte
		want       string
	}{
		{"nothing", "t.csv", nil, "the file is empty"},
		{"blank lines", "t.csv", []byte("\n , \n"), "the table is empty"},
		{"UTF-16", "t.csv", []byte("\xff\xfea\x00"), "the file is in UTF-16: save it as CSV UTF-8"},
		{"no encoding that is known", "t.csv", []byte("a\n\xff\xff\n"), "row 2 is neither UTF-8 nor GB18030"},
		{"an open quotation mark", "t.csv", []byte("a,b\n1,\"2\n"), "line 2: quotation marks do not match"},
		{"a row without end", "t.csv", []byte("a\n\"" + strings.Repeat("x\n", rowBytes)), "a row is longer than 1024 kB"},
		{"too many rows", "t.csv", []byte(strings.Repeat("x\n", RowLimit+2)), "the table has more than 200000 rows"},
		{"a text called a workbook", "t.xlsx", []byte("a,b\n"), "the file is no workbook"},
		{"an old workbook", "t.xls", []byte(oleMagic + "..."), "the workbook is of an old format or has a password: save it as .xlsx without one"},
		{"another package", "t.xlsx", packed(t, map[string]string{"a": "b"}), damaged},
		{"a part is missing", "t.xlsx", packed(t, lacking), damaged},
		{"cut off", "t.xlsx", whole[:len(whole)-10], damaged},
		{"XML that is cut off", "t.xlsx", packed(t, cut), damaged},
		{"rows out of order", "t.xlsx", packed(t, parts(`<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>`)), damaged},
		{"no such text", "t.xlsx", packed(t, parts(`<row><c t="s"><v>7</v></c></row>`)), damaged},
		{"a cell beyond the last column", "t.xlsx", packed(t, parts(`<row><c r="ZZZ1"><v>7</v></c></row>`)), damaged},
		{"a text that fills the memory", "t.xlsx", packed(t, parts(`<row><c t="inlineStr"><is><t>`+strings.Repeat("x", 2*rowBytes)+`</t></is></c></row>`)), "a row is longer than 1024 kB"},
		{"no such sheet", "t.xlsx", whole, "there is no such sheet; there are 一"},
	} {
		t.Run(test.name, func(t *testing.T) {
			sheet := ""
			if test.name == "no such sheet" {
				sheet = "二"
			}
			_, err := Open(save(t, test.file, test.data), sheet)
			if fault.KindOf(err) != fault.Invalid || fault.Of(err).Msg.EN != test.want || fault.Of(err).Msg.ZH == "" {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestAWorkbookThatUnpacksToTooMuchIsRefused(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	_, err := z.CreateRaw(&zip.FileHeader{Name: "xl/s.xml", Method: zip.Deflate, UncompressedSize64: unzipped + 1})
	must(t, err, z.Close())
	_, err = Open(save(t, "bomb.xlsx", b.Bytes()), "")
	if want := "the workbook unpacks to more than 1024 MB"; fault.Of(err).Msg.EN != want {
		t.Errorf("a file of %d kB: got %v, want %q", b.Len()>>10, err, want)
	}
}

// TestWhatIsWrittenIsRead: any texts, in both formats.
func TestWhatIsWrittenIsRead(t *testing.T) {
	dir := t.TempDir()
	text := rapid.StringMatching(`([ -~\n'=+@]|[\p{Han}＝＋]|_x000D_|\x{1F600}){0,40}`)
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(text, 1, 5), 1, 5).Draw(t, "rows")
		name := filepath.Join(dir, rapid.SampledFrom([]string{"t.csv", "t.xlsx"}).Draw(t, "name"))
		write(t, name, append([][]string{{"a", "b", "c", "d", "e"}}, rows...))
		table, err := Open(name, "")
		if err != nil {
			t.Fatal(err)
		}
		defer table.Close()
		read := map[int][]Cell{}
		for row, err := range table.All() {
			if err != nil {
				t.Fatal(err)
			}
			read[len(read)] = row.Cells
		}
		at := 1
		for _, row := range rows {
			want := (Row{Cells: cells(row)}).trimmed().Cells
			if len(want) == 0 {
				continue
			}
			if diff := cmp.Diff(want, read[at]); diff != "" {
				t.Fatalf("row %d (-want +got):\n%s", at, diff)
			}
			at++
		}
	})
}

func TestATableMayBeLongerThanARow(t *testing.T) {
	rows := make([][]string, 2*rowBytes/1000)
	for i := range rows {
		rows[i] = []string{fmt.Sprint(i), strings.Repeat("x", 1000)}
	}
	for _, name := range []string{"t.csv", "t.xlsx"} {
		name := filepath.Join(t.TempDir(), name)
		write(t, name, rows)
		if got := told(t, name, ""); len(got) != len(rows) {
			t.Errorf("%d rows, want %d", len(got), len(rows))
		}
	}
}

func write(t rapid.TB, name string, rows [][]string) {
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := NewWriter(f, name)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func cells(texts []string) []Cell {
	list := make([]Cell, len(texts))
	for i, s := range texts {
		list[i] = Cell{Text: s}
	}
	return list
}
