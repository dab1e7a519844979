package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage"
)

// narrative is one line of input.
type narrative struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Language string `json:"language"`
}

// judged is one line of output.
type judged struct {
	ID         string   `json:"id"`
	Kind       string   `json:"kind"`
	Class      string   `json:"class"`
	Urgency    string   `json:"urgency"`
	Grade      string   `json:"grade"`
	Confidence float64  `json:"confidence"`
	Sorting    bool     `json:"sorting"` // a person must decide
	Reasons    []string `json:"reasons"`
	// Alternatives are the next best kinds and classes, best first.
	Alternatives []triage.Alternative `json:"alternatives"`
}

// longestLine bounds a line of input.
const longestLine = 4 << 20

// runTriage does "redress triage": it judges narratives from stdin, one JSON
// object a line, and answers each at once. Other fields of a line are
// passed over. A line that is no narrative ends the run with its number.
// "redress triage train" makes the model that it judges by.
func runTriage(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	if len(args) > 0 && args[0] == "train" {
		return runTrain(args[1:], stdout, stderr)
	}
	flags := flag.NewFlagSet("triage", flag.ContinueOnError)
	flags.SetOutput(stderr)
	name := flags.String("policy", "state-grid", "policy pack, `NAME|DIR`")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return fmt.Errorf("triage: %w", err)
	}
	p, err := policy.Named(*name)
	if err != nil {
		return fmt.Errorf("triage: %w", err)
	}
	return judgeLines(triage.New(p), stdin, stdout)
}

func judgeLines(j *triage.Judge, stdin io.Reader, stdout io.Writer) error {
	lines := bufio.NewScanner(stdin)
	lines.Buffer(nil, longestLine)
	out := json.NewEncoder(stdout)
	out.SetEscapeHTML(false)
	number := 0
	for lines.Scan() {
		number++
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var in narrative
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
			return fmt.Errorf("triage: line %d: %w", number, err)
		}
		if err := out.Encode(judgeLine(j, in)); err != nil {
			return fmt.Errorf("triage: line %d: %w", number, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("triage: after line %d: %w", number, err)
	}
	return nil
}

func judgeLine(j *triage.Judge, in narrative) judged {
	v := j.Judge(triage.Input{Text: in.Text, Language: in.Language})
	line := judged{
		ID: in.ID, Kind: v.Kind, Class: v.Class, Urgency: v.Urgency, Grade: v.Grade,
		Confidence: v.Confidence, Sorting: v.Unsure, Reasons: make([]string, 0, len(v.Reasons)),
		Alternatives: append([]triage.Alternative{}, v.Alternatives...),
	}
	for _, r := range v.Reasons {
		line.Reasons = append(line.Reasons, r.String())
	}
	return line
}
