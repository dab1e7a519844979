package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far the play is: a bar on a terminal, elsewhere a plain
// line at the start of each week.
type progress struct {
	w           io.Writer
	terminal    bool
	bar         *progressbar.ProgressBar
	done, total int
	told        int // the week that the last line was about
}

func newProgress(w io.Writer) *progress {
	p := &progress{w: w}
	if f, ok := w.(*os.File); ok {
		info, err := f.Stat()
		p.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return p
}

func (p *progress) begin(total int) {
	p.total = total
	if p.terminal {
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.w), progressbar.OptionSetWidth(32),
			progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false),
			progressbar.OptionClearOnFinish())
	}
}

// step counts a deed that was done at an instant of virtual time.
func (p *progress) step(at time.Time) {
	p.done++
	_, week := at.ISOWeek()
	switch {
	case p.terminal:
		p.bar.Describe(at.Format(time.DateOnly))
		_ = p.bar.Add(1) // a bar that cannot be drawn is no reason to stop
	case week != p.told:
		p.told = week
		fmt.Fprintf(p.w, "%s  %d of %d deeds\n", at.Format(time.DateOnly), p.done, p.total)
	}
}

func (p *progress) end() {
	if p.terminal {
		_ = p.bar.Finish()
	}
}
