package simulate

import (
	"context"
	"sync"
)

// Many plays a spec under one seed after the other, from its own on, so many at a
// time, for as long as more says so or until one has found a violation. It gives
// the sum of what came of them, and the first outcome with a violation; nil when
// there is none. Each is told when it is done.
func Many(ctx context.Context, s Spec, width int, more func(played int) bool, done func(*Outcome)) (sum, violated *Outcome, err error) {
	sum = newOutcome(s)
	var mu sync.Mutex // guards what the players share
	next, stop := 0, false
	take := func() (Spec, bool) {
		mu.Lock()
		defer mu.Unlock()
		if stop || ctx.Err() != nil || !more(next) {
			return s, false
		}
		one := s
		one.Seed += uint64(next)
		next++
		return one, true
	}
	var players sync.WaitGroup
	for range max(1, width) {
		players.Go(func() {
			for one, ok := take(); ok; one, ok = take() {
				o, failed := Run(ctx, one)
				mu.Lock()
				if failed != nil {
					err, stop = failed, true
				} else {
					sum.add(o)
					done(o)
					if o.Violated > 0 && (violated == nil || o.Spec.Seed < violated.Spec.Seed) {
						violated, stop = o, true
					}
				}
				mu.Unlock()
			}
		})
	}
	players.Wait()
	return sum, violated, err
}

// add takes up what came of another play.
func (o *Outcome) add(p *Outcome) {
	o.Plays++
	for _, n := range []struct{ to, from *int }{
		{&o.Cases, &p.Cases}, {&o.Cycles, &p.Cycles}, {&o.Commands, &p.Commands}, {&o.Open, &p.Open}, {&o.Stuck, &p.Stuck},
		{&o.Notices, &p.Notices}, {&o.Bundles, &p.Bundles}, {&o.Letters, &p.Letters}, {&o.Repeats, &p.Repeats}, {&o.Outdated, &p.Outdated}, {&o.Sweeps, &p.Sweeps},
		{&o.Modelled, &p.Modelled}, {&o.Violated, &p.Violated},
	} {
		*n.to += *n.from
	}
	o.Versions += p.Versions
	sumUp(o.Calls, p.Calls)
	sumUp(o.Given, p.Given)
	sumUp(o.Outcomes, p.Outcomes)
	sumUp(o.Injected, p.Injected)
	sumUp(o.Recovered, p.Recovered)
	sumUp(o.Checks, p.Checks)
	sumUp(o.Foreign, p.Foreign)
	sumUp(o.Broken, p.Broken)
	for _, v := range p.Violations {
		if len(o.Violations) < mostViolations {
			o.Violations = append(o.Violations, v)
		}
	}
}

func sumUp[K comparable](to, from map[K]int) {
	for name, n := range from {
		to[name] += n
	}
}
