package transfer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"

	"github.com/redress/redress/shared/complaint"
)

// The format and its present version. A version is raised when an older
// program could not read the file, or would read it wrongly.
const (
	Format  = "redress-export"
	Version = 1
)

// Head is the first line of a file.
type Head struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	// State names the state that the file holds: two exports of a folder that
	// nobody worked on in between have the same.
	State    string            `json:"state"`
	At       complaint.Instant `json:"at"` // of the export, in the time that the folder lives in
	Policies []string          `json:"policies"`
	// Settings are the program's own facts, for a folder alone.
	Settings map[string]string `json:"settings,omitempty"`
}

// End is the last line of a file.
type End struct {
	Lines  int    `json:"lines"` // before it
	Counts Counts `json:"counts"`
	SHA256 string `json:"sha256"` // of all bytes before it
}

// line is a line behind the head.
type line struct {
	Record
	End *End `json:"end,omitempty"`
}

// Writer writes a file.
type Writer struct {
	to  io.Writer
	sum hash.Hash
	end End
	buf bytes.Buffer
}

// NewWriter begins a file with its head; format and version are the writer's.
func NewWriter(to io.Writer, head Head) (*Writer, error) {
	w := &Writer{to: to, sum: sha256.New()}
	head.Format, head.Version = Format, Version
	return w, w.write(head)
}

// Put writes a record.
func (w *Writer) Put(r Record) error {
	if err := w.write(line{Record: r}); err != nil {
		return fmt.Errorf("%s: %w", r.what(), err)
	}
	w.end.Counts.add(r)
	return nil
}

// Close writes the end. It does not close what is written to.
func (w *Writer) Close() (End, error) {
	end := w.end
	end.SHA256 = hex.EncodeToString(w.sum.Sum(nil))
	return end, w.write(line{End: &end})
}

func (w *Writer) write(v any) error {
	w.buf.Reset()
	enc := json.NewEncoder(&w.buf)
	enc.SetEscapeHTML(false) // stored JSON goes over as it is
	if err := enc.Encode(v); err != nil {
		return err
	}
	w.sum.Write(w.buf.Bytes())
	w.end.Lines++
	_, err := w.to.Write(w.buf.Bytes())
	return err
}

// what names a record to people: by reference, key or kind, never by a value.
func (r Record) what() string {
	switch {
	case r.File != nil:
		return "file " + r.File.Key
	case r.Serial != nil:
		return "serial " + r.Serial.Series
	case r.Rota != nil:
		return "rota of " + r.Rota.Unit
	case r.Tally != nil:
		return "tally of " + r.Tally.Day
	case r.Answer != nil:
		return "answer"
	case r.Case != nil && r.Case.Case != nil:
		return "case " + r.Case.Case.Reference
	case len(r.Effects) > 0:
		return "effects from " + r.Effects[0].Key
	case len(r.Known) > 0:
		return "known keys from " + r.Known[0].Key
	}
	return "record"
}
