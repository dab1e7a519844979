package audit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// written is a line of testdata/answers.jsonl: an answer in its matter, with
// the checks that it must not stand.
type written struct {
	Name, Language, Kind, Class, Text, Demand string
	Repeated, Contact                         bool
	Verified, Responsibility, Cause, Facts    string
	Answer, Remedy                            string
	Agreed                                    bool
	Unwritten                                 bool // the customer has nothing in writing
	Result                                    string
	Checks                                    []string
}

func (w written) answered() *complaint.Case {
	c := &complaint.Case{Status: complaint.Answered, Answer: &complaint.Answer{Text: w.Answer, Remedy: w.Remedy, Agreed: w.Agreed}}
	c.Text, c.Demand, c.Language, c.Class, c.Kind = w.Text, w.Demand, w.Language, w.Class, "complaint"
	if w.Kind != "" {
		c.Kind = w.Kind
	}
	if w.Repeated {
		c.Reworks = 1
	}
	if w.Contact {
		c.Contacts = []complaint.Contacting{{Reached: false}, {Reached: true}}
	}
	if !w.Unwritten {
		c.WrittenReply = &complaint.WrittenReply{Number: "2026-17"}
	}
	if w.Verified != "" {
		c.Findings = &complaint.Findings{Verified: w.Verified, Responsibility: w.Responsibility, Cause: w.Cause, Facts: w.Facts}
	}
	return c
}

func answers(t *testing.T) (list []written) {
	t.Helper()
	data, err := os.ReadFile("testdata/answers.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		d := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		d.DisallowUnknownFields()
		var w written
		if err := d.Decode(&w); err != nil {
			t.Fatalf("%v in %s", err, lines.Text())
		}
		list = append(list, w)
	}
	return list
}

func auditor(t *testing.T) *Auditor {
	t.Helper()
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	return New(p)
}

func TestAnswersRaiseTheirChecksAndNoOthers(t *testing.T) {
	a := auditor(t)
	raised, languages := map[string]bool{}, map[string]int{}
	for _, w := range answers(t) {
		languages[w.Language]++
		t.Run(w.Name, func(t *testing.T) {
			v := a.Verdict(w.answered())
			got := []string{}
			for _, f := range v.Checks {
				got, raised[f.ID] = append(got, f.ID), true
				if f.Why["zh"] == "" || f.Why["en"] == "" || f.Text["zh"] == "" {
					t.Errorf("%s says nothing: %+v", f.ID, f)
				}
			}
			if diff := cmp.Diff(w.Checks, got); diff != "" || v.Result != w.Result {
				t.Errorf("%s, want %s; checks (-want +got):\n%s%s\n%+v", v.Result, w.Result, diff, w.Answer, v.Checks)
			}
		})
	}
	for _, k := range a.policy.Audit.Checks {
		if !raised[k.ID] {
			t.Errorf("no answer raises %s", k.ID)
		}
	}
	if languages["en"] < 10 || languages[""] < 30 {
		t.Errorf("answers by language: %v", languages)
	}
}
