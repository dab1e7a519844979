//go:build unix

package runtimeapi

import (
	"bytes"
	"sync"
)

// lines keeps what the processes of a function write.
type lines struct {
	mu  sync.Mutex
	all []string
}

func (l *lines) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, line)
}

// writer cuts what one process writes into lines. Its methods are called one
// after the other.
type writer struct {
	to   *lines
	rest []byte
}

func (w *writer) Write(p []byte) (int, error) {
	w.rest = append(w.rest, p...)
	for {
		line, rest, whole := bytes.Cut(w.rest, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		w.to.add(string(line))
		w.rest = rest
	}
}

// flush keeps a last line that has no end.
func (w *writer) flush() {
	if len(w.rest) > 0 {
		w.to.add(string(w.rest))
		w.rest = nil
	}
}
