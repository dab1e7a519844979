package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// bringing shows how much of a file was brought: a bar on a terminal, elsewhere a
// plain line now and then when it takes long.
type bringing struct {
	*progress
	mu    sync.Mutex
	doing string
	parts string    // what is counted: lines, rows
	said  time.Time // when the last line was written
}

// newBringing begins with a number of parts; 0 when it is not known.
func newBringing(w io.Writer, doing, parts string, total int) *bringing {
	p := &bringing{progress: newProgress(w), doing: doing, parts: parts, said: time.Now()}
	p.total = total
	if p.terminal {
		if total == 0 {
			total = -1 // a spinner
		}
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(w), progressbar.OptionSetWidth(32), progressbar.OptionShowCount(),
			progressbar.OptionSetDescription(doing), progressbar.OptionThrottle(redraw), progressbar.OptionClearOnFinish())
	}
	return p
}

// step counts one part; several may be done at the same time.
func (p *bringing) step() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	switch {
	case p.terminal:
		_ = p.bar.Add(1) // a bar that cannot be drawn is no reason to stop
	case time.Since(p.said) >= seldom && p.total > 0:
		p.said = time.Now()
		fmt.Fprintf(p.w, "%s %d of %d %s\n", p.doing, p.done, p.total, p.parts)
	case time.Since(p.said) >= seldom:
		p.said = time.Now()
		fmt.Fprintf(p.w, "%s %d %s\n", p.doing, p.done, p.parts)
	}
}
