package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/shared/bulk"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/sheet"
	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/web"
)

// TestAnImportedRowIsTheSameCase: whatever staff may record, written into a table
// and imported, gives the case that recording it gives.
func TestAnImportedRowIsTheSameCase(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 21, 8, 30, 0, 0, p.Zone())
	dir, imported, recorded := t.TempDir(), openBureau(t, p, now), openBureau(t, p, now)
	rapid.Check(t, func(rt *rapid.T) {
		s := submissions(p, now).Draw(rt, "submission")
		name := filepath.Join(dir, rapid.SampledFrom([]string{"t.csv", "t.xlsx"}).Draw(rt, "file"))
		tabulate(rt, name, s, p.Zone())
		importInto(t, rt, imported, p, name)
		if err := recorded.call(t.Context(), call{path: "/v1/cases", as: agent, body: s}); err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(recorded.last(t, rt), imported.last(t, rt)); diff != "" {
			rt.Fatalf("(-recorded +imported):\n%s", diff)
		}
	})
}

// bureau is a desk for records over a store of its own, whose time stands still.
type bureau struct {
	caller
	db *sqlite.DB
}

func openBureau(t *testing.T, p *policy.Policy, now time.Time) bureau {
	db, err := sqlite.Open(sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	d := &desk.Desk{Store: db, Policy: p, Now: func() time.Time { return now }, NewCode: func() string { return "CODE" }}
	h := web.New(&casework.Handler{Cases: web.Cases{Desk: d, Authenticate: web.DevTokens(p)}})
	return bureau{within(http.Handler(h)), db}
}

// last are the case that was recorded last, and its contact.
func (b bureau) last(t *testing.T, rt *rapid.T) any {
	var c *complaint.Case
	for cursor := ""; ; {
		page, err := b.db.List(t.Context(), complaint.Query{Cursor: cursor, Limit: 1000})
		if err != nil {
			rt.Fatal(err)
		}
		for _, one := range page.Cases {
			if c == nil || one.Reference > c.Reference {
				c = one
			}
		}
		if cursor = page.Cursor; cursor == "" {
			break
		}
	}
	contact, err := b.db.Contact(t.Context(), c.Reference)
	if err != nil {
		rt.Fatal(err)
	}
	c.Reference, contact.Reference = "", "" // one of them may have drawn more
	return struct {
		Case    *complaint.Case
		Contact complaint.Contact
	}{c, contact}
}

func importInto(t *testing.T, rt *rapid.T, b bureau, p *policy.Policy, name string) {
	table, err := sheet.Open(name, "")
	if err != nil {
		rt.Fatal(err)
	}
	defer table.Close()
	f := importFlags{language: "en", parallel: 1}
	form, err := f.form(table, p)
	if err != nil {
		rt.Fatal(err)
	}
	i := &importing{importFlags: f, table: table, form: form, into: recorder{caller: b.caller, token: agent, language: "en"},
		refusals: &refusals{name: filepath.Join(t.TempDir(), "refused.csv"), head: form.Refused("en")}}
	if err := i.all(t.Context(), t.Output()); err != nil {
		rt.Fatal(err)
	}
	if i.refused > 0 {
		text, err := os.ReadFile(i.refusals.name)
		rt.Fatalf("refused: %s %v", text, err)
	}
}

// submissions are all sorts of records that staff may make.
func submissions(p *policy.Policy, now time.Time) *rapid.Generator[web.Submission] {
	return rapid.Custom(func(t *rapid.T) web.Submission {
		words := func(label string, most int) string {
			return strings.TrimSpace(rapid.StringOfN(rapid.RuneFrom([]rune("停电了a1 ,;'\"=+-@＝｜、。\n_x000D_é😀")), 0, most, -1).Draw(t, label))
		}
		line := func(label string) string { return strings.ReplaceAll(words(label, 12), "\n", "") }
		digits := func(label string) string { return rapid.StringMatching(`0{0,3}[0-9]{0,17}`).Draw(t, label) }
		one := func(label string, list ...string) string { return rapid.SampledFrom(list).Draw(t, label) }
		yes := func(label string) bool { return rapid.Bool().Draw(t, label) }
		at := func(label string) time.Time {
			ago := rapid.IntRange(-1, 29*24*3600).Draw(t, label)
			if ago < 0 {
				return time.Time{}
			}
			return now.Add(-time.Duration(ago) * time.Second)
		}
		var s web.Submission
		s.Channel = rapid.SampledFrom(policy.Channels).Draw(t, "channel")
		if way := rapid.SampledFrom(p.Intake.Ways).Draw(t, "way"); yes("with a way") {
			s.Channel, s.Source.Via = way.Channel, way.Code
		}
		s.Text, s.Demand = "停电"+words("text", 60), words("demand", 30)
		s.Language = one("language", "", "zh", "en")
		s.Class = one("class", "", "04.03.01", "01.01.01")
		if _, ok := p.Class(s.Class); !ok {
			s.Class = ""
		}
		s.OccurredAt, s.ReceivedAt = at("occurred"), at("received")
		s.Customer = web.CustomerDetails{
			Name: line("name"), Phone: digits("phone"), AccountNumber: digits("account"), Kind: one("kind", "", "residential", "commercial", "industrial", "unknown"),
			Confidential: yes("confidential"), Anonymous: yes("anonymous"), Vulnerable: yes("vulnerable"),
		}
		s.Site = web.SiteDetails{
			Region: one("region", "", "demo", "elsewhere"), Area: one("area", "", "urban", "rural", "remote"), Address: words("address", 30),
			TransformerArea: line("transformer"), Feeder: line("feeder"),
		}
		s.Source.Body, s.Source.Reference, s.Source.OverLevel, s.Source.Reason = line("body"), digits("reference"), yes("over level"), words("why over level", 30)
		return s
	})
}

// tabulate writes a record as a row, below the template's head.
func tabulate(t *rapid.T, name string, s web.Submission, zone *time.Location) {
	head, _ := bulk.Template()
	local := func(at time.Time) string {
		if at.IsZero() {
			return ""
		}
		return at.In(zone).Format(time.DateTime)
	}
	cells := []string{
		s.Channel, s.Source.Via, local(s.ReceivedAt), s.Text, s.Demand, s.Class, local(s.OccurredAt),
		s.Customer.AccountNumber, s.Customer.Name, s.Customer.Phone, s.Customer.Kind,
		fmt.Sprint(s.Customer.Confidential), fmt.Sprint(s.Customer.Anonymous), fmt.Sprint(s.Customer.Vulnerable),
		s.Site.Region, s.Site.Area, s.Site.Address, s.Site.TransformerArea, s.Site.Feeder,
		s.Source.Body, s.Source.Reference, fmt.Sprint(s.Source.OverLevel), s.Source.Reason, s.Language,
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := sheet.NewWriter(f, name)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range [][]string{head, cells} {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}
