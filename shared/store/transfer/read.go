package transfer

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
)

// ErrIncomplete is a file that ends before its end.
var ErrIncomplete = errors.New("the file is incomplete: it stops before its last line")

// longest is how long a line may be.
const longest = 64 << 20

// Reader reads a file, line by line.
type Reader struct {
	Head Head
	End  End // once all is read

	from   *bufio.Reader
	sum    hash.Hash
	number int // of the last line
}

// NewReader reads the head of a file.
func NewReader(from io.Reader) (*Reader, error) {
	r := &Reader{from: bufio.NewReaderSize(from, 64<<10), sum: sha256.New()}
	text, err := r.line()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	r.sum.Write(text)
	if json.Unmarshal(text, &r.Head) != nil || r.Head.Format != Format {
		return nil, errors.New("line 1: this is no file of redress export")
	}
	if r.Head.Version != Version {
		return nil, fmt.Errorf("line 1: the file has version %d of the format, this program reads version %d", r.Head.Version, Version)
	}
	return r, nil
}

// Line is a record as it is written.
type Line struct {
	Number int
	text   []byte
}

// Next reads the next record; io.EOF when the file has ended as it must.
func (r *Reader) Next() (Line, error) {
	text, err := r.line()
	if errors.Is(err, io.EOF) {
		return Line{}, ErrIncomplete // also one that stops within a line
	}
	if err != nil {
		return Line{}, err
	}
	l := Line{Number: r.number, text: text}
	if l.kind() == "end" {
		return Line{}, r.finish(l)
	}
	r.sum.Write(text)
	return l, nil
}

// finish compares what was read with what the end says of it.
func (r *Reader) finish(l Line) error {
	var last line
	if err := strict(l.text, &last); err != nil {
		return fmt.Errorf("line %d: %w", l.Number, err)
	}
	r.End = *last.End
	if r.End.Lines != l.Number-1 || r.End.SHA256 != hex.EncodeToString(r.sum.Sum(nil)) {
		return fmt.Errorf("line %d: the lines before it are not those that were written", l.Number)
	}
	if _, err := r.from.ReadByte(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("line %d: there is more behind the last line", l.Number+1)
	}
	return io.EOF
}

// line reads one line with its end; io.EOF when there is no whole one.
func (r *Reader) line() ([]byte, error) {
	r.number++
	var text []byte
	for {
		part, err := r.from.ReadSlice('\n')
		if text = append(text, part...); len(text) > longest {
			return nil, fmt.Errorf("line %d: it is longer than %d MB", r.number, longest>>20)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, err
		}
	}
}

// kind is what the line holds, as it says itself.
func (l Line) kind() string {
	kind, _, _ := bytes.Cut(bytes.TrimPrefix(l.text, []byte(`{"`)), []byte(`"`))
	return string(kind)
}

// Record reads what the line holds.
func (l Line) Record() (Record, error) {
	var one line
	if err := strict(l.text, &one); err != nil {
		return Record{}, fmt.Errorf("line %d: %w", l.Number, err)
	}
	r := one.Record
	set := []bool{
		one.End != nil, r.File != nil, r.Serial != nil, r.Rota != nil, r.Tally != nil, r.Answer != nil,
		r.Case != nil, r.Known != nil, r.Effects != nil,
	}
	set = slices.DeleteFunc(set, func(set bool) bool { return !set })
	if len(set) != 1 || one.End != nil || r.Case != nil && r.Case.Case == nil || len(r.Known) > Together || len(r.Effects) > Together {
		return Record{}, fmt.Errorf("line %d: %w", l.Number, errForeign)
	}
	r.bare()
	return r, nil
}

var errForeign = errors.New("it is not as this version of the program writes it")

// strict reads JSON of which every member is known. What was wrong is told
// without the words of the file, which may be a customer's.
func strict(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil && len(bytes.TrimSpace(text[d.InputOffset():])) > 0 {
		err = errForeign
	}
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && e.Field != "" {
		return fmt.Errorf("%w: member %s", errForeign, e.Field)
	}
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("%w: no JSON at byte %d", errForeign, e.Offset)
	}
	return errForeign
}
