package paper_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/report/paper"
)

// document is the part of the JSON form that the tests look at.
type document struct {
	Kind, Title, Language, Policy, TimeZone, From, To, AsOf, Unit, Scope, Reference string

	Headline []struct {
		Key, Note, Tone string
		Value           any
		Changes         []struct {
			Against   string
			Value     any
			Direction int
		}
	}
	Tables map[string]struct {
		Title   string
		Columns []struct{ Key, Title string }
		Rows    []map[string]any
		Total   map[string]any
	}
	Facts map[string][]struct {
		Key   string
		Value any
	}
	Charts map[string]struct {
		Form       string
		Categories []string
		Series     []struct {
			Name   string
			Values []any
		}
	}
	Prose       map[string][]string
	Definitions []paper.Definition
}

func readJSON(t rapid.TB, b []byte) document {
	t.Helper()
	var d document
	if err := json.Unmarshal(b, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestMachinesFindFiguresByKeys(t *testing.T) {
	d := readJSON(t, render(t, "json", everything("en")))
	got := map[string]any{
		"kind": d.Kind, "zone": d.TimeZone, "as of": d.AsOf, "rate": d.Headline[1].Value, "fall": d.Headline[1].Changes[0].Value, "direction": d.Headline[1].Changes[0].Direction,
		"no data": d.Headline[6].Value, "count": d.Tables["units"].Rows[1]["received"], "growth": d.Tables["units"].Rows[1]["growth"], "difference": d.Tables["units"].Rows[1]["more"],
		"span": d.Tables["units"].Rows[1]["mean"], "empty": d.Tables["units"].Rows[5]["mean"], "hidden": d.Tables["units"].Rows[1]["code"], "total": d.Tables["units"].Total["received"],
		"group": d.Tables["units"].Columns[5].Title, "due": d.Tables["breaches"].Rows[0]["due"], "no table rows": len(d.Tables["appeals"].Rows),
		"fact": d.Facts["basic"][3].Value, "chart": d.Charts["trend"].Series[0].Values[4], "told": d.Tables["breaches"].Rows[0]["told"].([]any)[1],
	}
	want := map[string]any{
		"kind": "sla-breach", "zone": "Asia/Shanghai", "as of": "2026-03-31T16:00:00Z", "rate": "97.50", "fall": "-8.66", "direction": -1,
		"no data": "no data", "count": 110.0, "growth": "107.55", "difference": 57.0,
		"span": 259200.0, "empty": nil, "hidden": "hf-lj", "total": 226.0,
		"group": "First contact: Rate", "due": "2026-03-17T16:00:00Z", "no table rows": 0,
		"fact": 725400.0, "chart": "no data", "told": map[string]any{"at": "2026-03-17T16:00:00Z", "kind": "breach", "levels": []any{"L2", "L3"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTextsSurviveInJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, texts := filled(t)
		var b bytes.Buffer
		if err := paper.Render(&b, "json", p); err != nil {
			t.Fatal(err)
		}
		table := readJSON(t, b.Bytes()).Tables["filled"]
		for i, row := range texts {
			for j, text := range row {
				if got := table.Rows[i][table.Columns[j].Key]; got != text {
					t.Fatalf("%q is read as %q", text, got)
				}
			}
		}
	})
}

func TestAnEmptyPaperIsRendered(t *testing.T) {
	for _, format := range paper.Formats() {
		if b := render(t, format, &paper.Paper{}); len(b) == 0 {
			t.Errorf("nothing was written as %s", format)
		}
		if paper.ContentType(format) == "" {
			t.Errorf("%s has no media type", format)
		}
	}
	if err := paper.Render(new(bytes.Buffer), "pdf", everything("en")); err == nil || paper.ContentType("pdf") != "" {
		t.Error("a format that there is not was rendered")
	}
}
