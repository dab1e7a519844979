package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// caseCounter shows how many cases have been read: on a terminal a counter, once it
// takes longer than a second; elsewhere a plain line now and then when it takes long.
// How many there will be is not known before they are read.
type caseCounter struct {
	*progress
	began, said time.Time
}

func newCaseCounter(w io.Writer) *caseCounter {
	now := time.Now()
	return &caseCounter{progress: newProgress(w), began: now, said: now}
}

// step tells how many cases have been read.
func (c *caseCounter) step(cases int) {
	switch {
	case c.terminal && c.bar == nil && time.Since(c.began) < time.Second:
	case c.terminal && c.bar == nil:
		c.bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(c.w), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
			progressbar.OptionSetItsString("cases"), progressbar.OptionThrottle(redraw), progressbar.OptionClearOnFinish())
		fallthrough
	case c.terminal:
		_ = c.bar.Set(cases) // a bar that cannot be drawn is no reason to stop
	case time.Since(c.said) >= seldom:
		c.said = time.Now()
		fmt.Fprintf(c.w, "%d cases\n", cases)
	}
}

func (c *caseCounter) end() {
	if c.bar != nil {
		_ = c.bar.Finish()
	}
}
