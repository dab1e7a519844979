package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

func render(t *testing.T, format string, r *report.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.Render(&b, format, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRenderings(t *testing.T) {
	o := newOffice(t).march()
	for _, language := range []string{"zh", "en"} {
		spec := o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00")
		spec.Language = language
		for _, format := range report.Formats() {
			t.Run(format+" in "+language, func(t *testing.T) {
				got := render(t, format, o.build(spec))
				if again := render(t, format, o.build(spec)); !bytes.Equal(got, again) {
					t.Error("the same report differs when it is built again")
				}
				golden(t, "march."+language+"."+format, got)
			})
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got); run the tests with -update when it is meant:\n%s", path, diff)
	}
}

func TestNothingPersonalIsRendered(t *testing.T) {
	r := newOffice(t).march()
	for _, format := range report.Formats() {
		got := string(render(t, format, r.build(r.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00"))))
		for _, secret := range []string{"13900000001", "空调", "退费", "与本单位无关", "变压器布点", "省公司"} {
			if strings.Contains(got, secret) {
				t.Errorf("%s holds %q", format, secret)
			}
		}
	}
}

func TestTheTableIsOneForSpreadsheets(t *testing.T) {
	o := newOffice(t).march()
	o.policy.Units[4].Name["en"] = `=HYPERLINK("http://evil")`
	got := render(t, "csv", o.build(o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00")))
	rest, ok := bytes.CutPrefix(got, []byte("\ufeff"))
	if !ok {
		t.Error("no byte order mark")
	}
	if n, crlf := bytes.Count(rest, []byte("\n")), bytes.Count(rest, []byte("\r\n")); n != crlf {
		t.Errorf("%d lines, %d end in CRLF", n, crlf)
	}
	rows := csv.NewReader(bytes.NewReader(rest)) // refuses rows of different length
	for {
		cells, err := rows.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range cells {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("cell %q is a formula", cell)
			}
		}
	}
}

func TestThePageNeedsNothingFromOutside(t *testing.T) {
	o := newOffice(t).march()
	o.policy.Units[4].Name["en"] = `<script>alert(1)</script>`
	got := string(render(t, "html", o.build(o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00"))))
	if found := regexp.MustCompile(`(?i)<script|<link|<img|<iframe|src=|href=|url\(|@import`).FindString(got); found != "" {
		t.Errorf("the page holds %q", found)
	}
	r := o.build(o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00"))
	for _, d := range r.Definitions {
		if !strings.Contains(got, d.Name) {
			t.Errorf("%s is not defined on the page", d.Name)
		}
	}
}

func TestEveryFigureIsDefined(t *testing.T) {
	o := newOffice(t)
	r := o.build(o.spec("2026-03-01", "2026-03-31", "2026-04-01 09:00"))
	defined := map[string]bool{}
	for _, d := range r.Definitions {
		if d.Name == "" || d.Formula == "" || d.Source == "" || defined[d.Key] {
			t.Errorf("definition %+v is not whole", d)
		}
		defined[d.Key] = true
	}
	// These explain themselves, or are a part of what is defined.
	for _, key := range []string{"receivedComplaints", "openOrders", "clocks", "clock", "name", "lateOpen"} {
		defined[key] = true
	}
	for _, figures := range []any{r.Total, r.Total.Clocks[0]} {
		var fields map[string]any
		b, err := json.Marshal(figures)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &fields); err != nil {
			t.Fatal(err)
		}
		for key := range fields {
			if !defined[key] {
				t.Errorf("figure %s is not defined", key)
			}
		}
	}
}

func TestAnUnknownFormatIsRefused(t *testing.T) {
	if err := report.Render(io.Discard, "pdf", &report.Report{}); err == nil || report.ContentType("pdf") != "" {
		t.Error("pdf was rendered")
	}
}
