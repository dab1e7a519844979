package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
)

func TestTriageAnswersEachLine(t *testing.T) {
	in := `{"id":"a","text":"这个月停电五次了","language":"zh"}

{"id":"b","text":"A power line is down across the lane","note":"passed over"}
{"id":"c","text":"……"}
`
	var stdout, stderr bytes.Buffer
	if err := runTriage(nil, strings.NewReader(in), &stdout, &stderr); err != nil {
		t.Fatal(err)
	}
	want := []judged{
		{ID: "a", Kind: "complaint", Class: "04.03.01", Urgency: "general", Grade: "general"},
		{ID: "b", Kind: "fault", Urgency: "major", Grade: "major"},
		{ID: "c", Kind: "complaint", Urgency: "general", Grade: "general", Sorting: true},
	}
	out := json.NewDecoder(&stdout)
	for _, w := range want {
		var got judged
		if err := out.Decode(&got); err != nil {
			t.Fatal(err)
		}
		if got.ID != w.ID || got.Kind != w.Kind || got.Class != w.Class || got.Urgency != w.Urgency || got.Grade != w.Grade || got.Sorting != w.Sorting {
			t.Errorf("got %+v, want %+v", got, w)
		}
		if got.Reasons == nil || got.Alternatives == nil {
			t.Errorf("%s: reasons %v or alternatives %v are null", got.ID, got.Reasons, got.Alternatives)
		}
	}
	if err := out.Decode(new(judged)); err != io.EOF {
		t.Errorf("after the last line: %v", err)
	}
}

func TestTriageNamesTheLineThatIsNoNarrative(t *testing.T) {
	var stdout, stderr bytes.Buffer
	err := runTriage(nil, strings.NewReader("{\"id\":\"a\",\"text\":\"\"}\nnonsense\n"), &stdout, &stderr)
	if err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("got %v, want line 2 named", err)
	}
	if strings.Count(stdout.String(), "\n") != 1 {
		t.Errorf("the line before was not answered: %q", stdout.String())
	}
}

func TestTriageRefusesAnUnknownPack(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if err := runTriage([]string{"-policy", "nowhere"}, strings.NewReader(""), &stdout, &stderr); err == nil {
		t.Error("no error")
	}
}
