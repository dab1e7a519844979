package transfer

import (
	"encoding/json"
	"unicode/utf8"

	"github.com/redress/redress/shared/complaint"
)

// Record is one line: exactly one of its fields is set.
type Record struct {
	File    *File              `json:"file,omitempty"`
	Serial  *Serial            `json:"serial,omitempty"`
	Rota    *Rota              `json:"rota,omitempty"`
	Tally   *Tally             `json:"tally,omitempty"`
	Known   []Known            `json:"known,omitempty"`
	Answer  *Answer            `json:"answer,omitempty"`
	Case    *Case              `json:"case,omitempty"`
	Effects []complaint.Effect `json:"effects,omitempty"`
}

// Together is how many keys or effects share a record at most: as many as a
// transaction of every store takes.
const Together = 100

// File is a file that is kept beside the store.
type File struct {
	Key  string `json:"key"` // as in the bucket: policies/<id>/clocks.yaml, reports/<id>/report.csv, evidence/<reference>/<id>
	Text string `json:"text,omitempty"`
	Data []byte `json:"data,omitempty"` // of what is no text
}

// NewFile makes the record of a file.
func NewFile(key string, data []byte) Record {
	f := &File{Key: key}
	if utf8.Valid(data) {
		f.Text = string(data)
	} else {
		f.Data = data
	}
	return Record{File: f}
}

// Bytes are what the file holds.
func (f *File) Bytes() []byte {
	if f.Data != nil {
		return f.Data
	}
	return []byte(f.Text)
}

// Serial is how far a series was drawn, or reserved, at most.
type Serial struct {
	Series string `json:"series"`
	Last   int64  `json:"last"`
}

// Rota is a [complaint.StoredRota].
type Rota struct {
	Unit     string            `json:"unit"`
	Version  int64             `json:"version"`
	Revision int64             `json:"revision"`
	Doc      json.RawMessage   `json:"doc,omitempty"`
	At       complaint.Instant `json:"at,omitzero"`
	By       string            `json:"by"`
}

// Tally is what was counted of a day.
type Tally struct {
	Day    string           `json:"day"`
	Counts map[string]int64 `json:"counts"`
}

// Known is a delivered effect: what it did is done, its key stays known.
type Known struct {
	Key         string               `json:"key"`
	Kind        complaint.EffectKind `json:"kind"`
	Reference   string               `json:"reference,omitempty"`
	At          complaint.Instant    `json:"at,omitzero"`
	DeliveredAt complaint.Instant    `json:"deliveredAt"`
}

// Answer is a [complaint.StoredAnswer].
type Answer struct {
	Key         string            `json:"key"`
	Fingerprint string            `json:"fingerprint"`
	Status      int               `json:"status"`
	Header      json.RawMessage   `json:"header,omitempty"`
	Body        json.RawMessage   `json:"body,omitempty"`
	At          complaint.Instant `json:"-"` // not kept
	ExpiresAt   complaint.Instant `json:"expiresAt,omitzero"`
}

// Case is a case with what belongs to it.
type Case struct {
	Case    *complaint.Case    `json:"case"`
	Contact *complaint.Contact `json:"contact,omitempty"`
	Events  []complaint.Event  `json:"events,omitempty"`
	// Start promises the execution that takes up an open case in its new place;
	// nil for a closed one.
	Start *complaint.Effect `json:"start,omitempty"`
	// Flows promise those of the flows that run over the case.
	Flows []complaint.Effect `json:"flows,omitempty"`
}

// Commit is the step that brings the case into a store.
func (c *Case) Commit() complaint.Commit {
	commit := complaint.Commit{Case: c.Case, Contact: c.Contact, Change: complaint.Change{Events: c.Events}}
	if c.Start != nil {
		commit.Effects = []complaint.Effect{*c.Start}
	}
	commit.Effects = append(commit.Effects, c.Flows...)
	return commit
}

// bare makes data that is absent so again: JSON has null for it.
func (r *Record) bare() {
	for i := range r.Effects {
		bareEffect(&r.Effects[i])
	}
	if r.Case == nil {
		return
	}
	if r.Case.Start != nil {
		bareEffect(r.Case.Start)
	}
	for i := range r.Case.Flows {
		bareEffect(&r.Case.Flows[i])
	}
}

func bareEffect(e *complaint.Effect) {
	if string(e.Data) == "null" {
		e.Data = nil
	}
}
