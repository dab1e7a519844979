package train

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage"
)

// Example is a text with what it should be judged to be: a kind, with the class
// of a complaint, or a signal, or both. One that is read from the folder signals
// has a signal alone.
type Example struct {
	Text     string `json:"text"`
	Language string `json:"language"` // zh, en or mixed
	Kind     string `json:"kind,omitempty"`
	Class    string `json:"class,omitempty"`  // of a complaint
	Signal   string `json:"signal,omitempty"` // of the pack, or none

	// Hard: from a file whose name begins so. Such examples avoid the words that
	// people use, or use them for something else. They are learned from, but
	// what words are worth is weighed without them.
	Hard bool `json:"-"`
}

// Read reads the examples of a folder and of its folder signals: their .jsonl files in the
// order of their names, an example a line. It refuses kinds, classes and
// signals that the pack does not have, empty texts, and one text twice.
func Read(dir fs.FS, p *policy.Policy) ([]Example, error) {
	var all []Example
	seen := make(map[string]string)
	for _, pattern := range []string{"*.jsonl", signals + "/*.jsonl"} {
		err := eachLine(dir, pattern, func(file, place string, line []byte) error {
			e, err := readExample(line, path.Dir(file) == signals, p)
			if err != nil {
				return err
			}
			if first, ok := seen[e.Text]; ok {
				return fmt.Errorf("the text is also at %s", first)
			}
			seen[e.Text] = place
			e.Hard = strings.HasPrefix(path.Base(file), "hard")
			all = append(all, e)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(all) == 0 {
		return nil, errors.New("there are no examples: no lines in *.jsonl")
	}
	return all, nil
}

// eachLine reads the files of a pattern line by line, in the order of their names.
// An error names its file and line.
func eachLine(dir fs.FS, pattern string, read func(file, place string, line []byte) error) error {
	files, err := fs.Glob(dir, pattern)
	if err != nil {
		return err
	}
	slices.Sort(files)
	for _, file := range files {
		data, err := fs.ReadFile(dir, file)
		if err != nil {
			return err
		}
		n := 0
		for line := range bytes.Lines(data) {
			n++
			place := fmt.Sprintf("%s:%d", file, n)
			if err := read(file, place, line); err != nil {
				return fmt.Errorf("%s: %w", place, err)
			}
		}
	}
	return nil
}

// signals is the folder of the examples that have a signal.
const signals = "signals"

func readExample(line []byte, signal bool, p *policy.Policy) (e Example, err error) {
	if err := json.Unmarshal(line, &e); err != nil {
		return e, err
	}
	if strings.TrimSpace(e.Text) == "" {
		return e, errors.New("the text is empty")
	}
	known := e.Signal == triage.NoSignal || slices.ContainsFunc(p.Triage.Signals, func(s policy.Signal) bool { return s.Name == e.Signal })
	if !known && (signal || e.Signal != "") {
		return e, fmt.Errorf("unknown signal %q", e.Signal)
	}
	if signal {
		if e.Kind+e.Class != "" {
			return e, errors.New("an example of this folder has a signal alone")
		}
		return e, nil
	}
	if _, ok := p.Kind(e.Kind); !ok {
		return e, fmt.Errorf("unknown kind %q", e.Kind)
	}
	if _, ok := p.Class(e.Class); ok != (e.Kind == "complaint") {
		return e, fmt.Errorf("class %q of kind %q: a complaint has a class of the pack, and nothing else has one", e.Class, e.Kind)
	}
	return e, nil
}
