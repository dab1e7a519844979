package paper_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/report/paper"
)

// element is one of a page.
type element struct {
	name  string
	attrs map[string]string
	text  string // of it and of all in it, but of those that hold half a page
}

// holds are elements whose text nobody asks for: that of half a page.
var holds = map[string]bool{"html": true, "body": true, "main": true, "section": true, "table": true, "tbody": true}

// elements reads a page, and fails on one that is not well-formed.
func elements(t rapid.TB, page []byte) []*element {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, []string{"meta"}, xml.HTMLEntity
	var all, open []*element
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			all, open = append(all, e), append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			for _, e := range open {
				if !holds[e.name] {
					e.text += string(token)
				}
			}
		}
	}
}

func named(all []*element, name string) (found []*element) {
	for _, e := range all {
		if e.name == name {
			found = append(found, e)
		}
	}
	return found
}

func TestThePageNeedsNothingFromOutside(t *testing.T) {
	page := render(t, "html", everything("zh"))
	if found := regexp.MustCompile(`(?i)<script|<link|<img|<iframe|<object|<form|src=|@import|@font-face|\son[a-z]+=`).Find(page); found != nil {
		t.Errorf("the page holds %q", found)
	}
	for _, url := range regexp.MustCompile(`url\(([^)]*)\)`).FindAllSubmatch(page, -1) {
		if !bytes.HasPrefix(url[1], []byte("#")) {
			t.Errorf("the page refers to %s", url[1])
		}
	}
	for _, a := range named(elements(t, page), "a") {
		if href := a.attrs["href"]; !strings.HasPrefix(href, "#") && !strings.HasPrefix(href, "/v1/cases/") {
			t.Errorf("the page leads to %s", href)
		}
	}
	if !bytes.Contains(page, []byte(`http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`)) {
		t.Error("the page does not forbid what it does not need")
	}
}

func TestReferencesLeadToTheirCases(t *testing.T) {
	want := map[string]string{"260310-00017": "/v1/cases/260310-00017", "a/b?<c>": "/v1/cases/a%2Fb%3F%3Cc%3E"}
	for _, a := range named(elements(t, render(t, "html", everything("en"))), "a") {
		if href, ok := want[a.text]; ok && href != a.attrs["href"] {
			t.Errorf("%s leads to %s", a.text, a.attrs["href"])
		} else if ok {
			delete(want, a.text)
		}
	}
	for reference := range want {
		if reference != "260310-00017" {
			t.Errorf("%s leads nowhere", reference)
		}
	}
}

func TestThePageIsReadAloudWell(t *testing.T) {
	for language, tag := range map[string]string{"zh": "zh-CN", "en": "en"} {
		all := elements(t, render(t, "html", everything(language)))
		ids := map[string]bool{}
		for _, e := range all {
			if id := e.attrs["id"]; id != "" {
				if ids[id] {
					t.Errorf("two elements are %s", id)
				}
				ids[id] = true
			}
		}
		if got := named(all, "html")[0].attrs["lang"]; got != tag {
			t.Errorf("the language is %q", got)
		}
		for _, name := range []string{"header", "main", "nav", "h1"} {
			if n := len(named(all, name)); n != 1 {
				t.Errorf("the page has %d of %s", n, name)
			}
		}
		for _, e := range all {
			for _, id := range strings.Fields(e.attrs["aria-labelledby"]) {
				if !ids[id] {
					t.Errorf("a %s is labelled by %s, which is nowhere", e.name, id)
				}
			}
			if (e.name == "section" || e.name == "svg") && e.attrs["aria-labelledby"] == "" {
				t.Errorf("a %s has no label", e.name)
			}
			if e.name == "th" && e.attrs["scope"] == "" {
				t.Errorf("the heading %q says not of what", e.text)
			}
			if e.name == "svg" && e.attrs["role"] != "img" {
				t.Error("a chart is no picture")
			}
		}
		if tables, captions := len(named(all, "table")), len(named(all, "caption")); tables != captions {
			t.Errorf("of %d tables %d have a caption", tables, captions)
		}
	}
}

func TestChartsAreToldInWords(t *testing.T) {
	var got []string
	for _, e := range named(elements(t, render(t, "html", everything("en"))), "desc") {
		got = append(got, e.text)
	}
	if want := "Chart: Causes. Frequent outages of one feeder in two months: Orders 110; Voltage quality: Orders 53; Meter reading, billing and collection: Orders 41; Conduct: Orders 0"; len(got) != 4 || got[2] != want {
		t.Errorf("the charts are told as %q", got)
	}
}

func TestTonesAreNeverToldByColourAlone(t *testing.T) {
	for _, e := range elements(t, render(t, "html", everything("en"))) {
		for _, tone := range []struct{ class, sign string }{{"bad", "✗"}, {"warned", "!"}, {"good", "✓"}} {
			cell := e.name == "td" || e.name == "dd" || e.name == "strong"
			if cell && strings.Contains(" "+e.attrs["class"]+" ", " "+tone.class+" ") && !strings.Contains(e.text, tone.sign) {
				t.Errorf("%q is %s without a sign", e.text, tone.class)
			}
		}
	}
}

func TestDirectionsAreArrowsAndWords(t *testing.T) {
	var got []string
	for _, e := range named(elements(t, render(t, "html", everything("en"))), "li") {
		if strings.HasPrefix(e.text, "year on year") || strings.HasPrefix(e.text, "month on month") {
			got = append(got, e.text)
		}
	}
	want := "year on year▲ up+25.56%, month on monthunchanged0.00%, year on year▼ down-8.66%, month on monthno data, year on year▼ down-5"
	if strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
}

func TestLongTablesEndWithWhatIsLeftOut(t *testing.T) {
	page := elements(t, render(t, "html", long(2100)))
	rows := 0
	for _, e := range named(page, "th") {
		if e.attrs["scope"] == "row" && strings.HasPrefix(e.text, "2603") {
			rows++
		}
	}
	if rows != 1999 { // and one of a strange reference
		t.Errorf("the page shows %d rows", rows)
	}
	said := ""
	for _, e := range named(page, "p") {
		if e.attrs["class"] == "rest" {
			said = e.text
		}
	}
	if want := "另有 103 行未在此显示，完整内容见工作簿（XLSX）。"; said != want {
		t.Errorf("the page says %q of the rest", said)
	}
	sheet := parts(t, render(t, "xlsx", long(2100)))["xl/worksheets/sheet3.xml"]
	if rows := strings.Count(sheet, "<row "); rows != 3+2103 { // under a title, a note and the titles of the columns
		t.Errorf("the workbook has %d rows", rows)
	}
}

func TestThePaperTurnsWithItsWidestTable(t *testing.T) {
	p := everything("zh")
	if page := render(t, "html", p); !bytes.Contains(page, []byte("size: A4 landscape")) {
		t.Error("a wide table stands on upright paper")
	}
	p.Parts = p.Parts[5:6]
	if page := render(t, "html", p); !bytes.Contains(page, []byte("size: A4 portrait")) {
		t.Error("a paper without a table lies on its side")
	}
}

func TestTextsSurviveOnThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, texts := filled(t)
		var b bytes.Buffer
		if err := paper.Render(&b, "html", p); err != nil {
			t.Fatal(err)
		}
		all := elements(t, b.Bytes())
		if n := len(named(all, "script")); n > 0 {
			t.Fatalf("the page has %d scripts", n)
		}
		cells := map[string]bool{}
		for _, e := range all {
			if e.name == "td" || e.name == "th" {
				cells[e.text] = true
			}
		}
		for _, row := range texts {
			for _, text := range row {
				if !cells[kept(text)] {
					t.Fatalf("%q is in no cell", text)
				}
			}
		}
	})
}

func TestEveryFormOfAChartIsDrawnOfAnyValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(t, "categories")
		c := &paper.Chart{Form: rapid.SampledFrom([]paper.Form{paper.Bars, paper.Stacked, paper.Lying, paper.Line}).Draw(t, "form"), Percent: rapid.Bool().Draw(t, "percent")}
		for range n {
			c.Categories = append(c.Categories, anyText(t, "category"))
		}
		for range rapid.IntRange(0, 7).Draw(t, "series") {
			s := paper.Series{Name: anyText(t, "series")}
			for range rapid.IntRange(0, n).Draw(t, "values") {
				part := rapid.Int64Range(0, 1_000_000).Draw(t, "part")
				s.Values = append(s.Values, rapid.SampledFrom([]paper.Value{paper.Count(part), paper.Rate(part%101, 100), paper.Rate(0, 0), {}, paper.Delta(0, part)}).Draw(t, "value"))
			}
			c.Series = append(c.Series, s)
		}
		p := everything("zh")
		p.Parts = []paper.Part{{Key: "chart", Title: "图", Chart: c}}
		for _, format := range []string{"html", "xlsx"} {
			var b bytes.Buffer
			if err := paper.Render(&b, format, p); err != nil {
				t.Fatal(err)
			}
			if format == "xlsx" {
				continue // read again where texts survive
			}
			all := elements(t, b.Bytes())
			if drawn := len(named(all, "svg")) == 1; drawn != (n > 0 && len(c.Series) > 0) {
				t.Fatal("the page has no chart, or one of nothing")
			}
			for _, e := range all {
				for _, r := range fmt.Sprint(e.text, e.attrs) {
					if r >= 0xE000 && r < 0xE400 && !strings.ContainsRune(fmt.Sprint(c), r) {
						t.Fatalf("a stand-in was left in %q", e.text)
					}
				}
				if strings.Contains(e.attrs["style"], "rgb(") {
					t.Fatalf("a colour of the library was left in %q", e.attrs["style"])
				}
			}
		}
	})
}
