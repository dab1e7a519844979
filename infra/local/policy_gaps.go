package main

import (
	"fmt"
	"io"
	"time"

	"github.com/redress/redress/shared/policy"
)

// printGaps lists when in the week from now on a unit that has a duty rota has
// nobody on duty, in office time.
func printGaps(w io.Writer, p *policy.Policy, now time.Time) {
	const layout = "2006-01-02 15:04"
	for _, unit := range p.Duty.Units() {
		for _, g := range p.Duty.Gaps(unit, now.Truncate(time.Second), now.AddDate(0, 0, 7)) {
			fmt.Fprintf(w, "nobody on duty in %s from %s to %s\n", unit, g.From.In(p.Zone()).Format(layout), g.To.In(p.Zone()).Format(layout))
		}
	}
}
