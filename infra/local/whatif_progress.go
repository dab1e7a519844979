package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/whatif"
)

// way shows how far a what-if has come, in the period's hours: a bar on a
// terminal, elsewhere a plain line now and then when it takes long.
type way struct {
	*progress
	spec whatif.Spec
	said time.Time // when the last line was written
}

// redraw is how long the bar stands still at least.
const redraw = 100 * time.Millisecond

// seldom is how long a what-if may be silent where there is no terminal.
const seldom = 10 * time.Second

func newWay(w io.Writer, spec whatif.Spec) *way {
	p := &way{progress: newProgress(w), spec: spec, said: time.Now()}
	p.total = p.hours(spec.To)
	if p.terminal {
		p.bar = progressbar.NewOptions(p.total, progressbar.OptionSetWriter(w), progressbar.OptionSetWidth(32),
			progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false), progressbar.OptionThrottle(redraw),
			progressbar.OptionClearOnFinish())
	}
	return p
}

// hours counts from the beginning of the period, each begun one in full.
func (p *way) hours(at complaint.Instant) int {
	return int((at.Sub(p.spec.From) + time.Hour - 1) / time.Hour)
}

// step tells that the cases received before an instant are done.
func (p *way) step(before complaint.Instant, cases int) {
	day := before.Add(-time.Second).In(p.spec.Draft.Zone()).Format(time.DateOnly)
	switch {
	case p.terminal:
		p.bar.Describe(fmt.Sprintf("%s  %d cases", day, cases))
		_ = p.bar.Set(p.hours(before)) // a bar that cannot be drawn is no reason to stop
	case time.Since(p.said) >= seldom:
		p.said = time.Now()
		fmt.Fprintf(p.w, "%s  %d cases, %d%%\n", day, cases, 100*p.hours(before)/p.total)
	}
}
