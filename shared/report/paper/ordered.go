package paper

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// ordered writes indented JSON whose members stand in the order in which they
// are written, however long the document. The first error stops it.
type ordered struct {
	w      *bufio.Writer
	depth  int
	inside byte // '{', '[', or 0 outside of everything
	filled bool // what is open has a member already
	err    error
}

func newOrdered(w io.Writer) *ordered { return &ordered{w: bufio.NewWriter(w)} }

// close ends the document and gives the first error.
func (o *ordered) close() error {
	_ = o.w.WriteByte('\n') // the writer keeps its error for the end
	if o.err != nil {
		return o.err
	}
	return o.w.Flush()
}

// object is a member of objects under its key; lists and the document take no key.
func (o *ordered) object(key string, fill func()) { o.nest(key, '{', '}', fill) }

// list is a member like an object.
func (o *ordered) list(key string, fill func()) { o.nest(key, '[', ']', fill) }

// value is a member that encoding/json writes.
func (o *ordered) value(key string, v any) {
	o.start(key)
	o.encode(v)
}

func (o *ordered) nest(key string, open, shut byte, fill func()) {
	o.start(key)
	_ = o.w.WriteByte(open)
	outside := o.inside
	o.depth, o.inside, o.filled = o.depth+1, open, false
	fill()
	o.depth, o.inside = o.depth-1, outside
	if o.filled {
		o.line()
	}
	_ = o.w.WriteByte(shut)
	o.filled = true
}

// start begins a member: on a line of its own, under its key.
func (o *ordered) start(key string) {
	if o.filled {
		_ = o.w.WriteByte(',')
	}
	o.filled = true
	if o.inside == 0 {
		return
	}
	o.line()
	if o.inside == '{' {
		o.encode(key)
		_, _ = o.w.WriteString(": ")
	}
}

func (o *ordered) line() {
	_ = o.w.WriteByte('\n')
	for range o.depth {
		_, _ = o.w.WriteString("  ")
	}
}

func (o *ordered) encode(v any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent(string(bytes.Repeat([]byte("  "), o.depth)), "  ")
	if err := e.Encode(v); err != nil && o.err == nil {
		o.err = err
	}
	_, _ = o.w.Write(bytes.TrimRight(b.Bytes(), "\n"))
}
