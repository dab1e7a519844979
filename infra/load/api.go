package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

// patience is how long the program may take until nothing is left to do.
const patience = 5 * time.Minute

// settled waits until every warning that was provoked has fallen due, no run of
// the workflow has anything to do, and everything that was promised is delivered.
func (l *load) settled(ctx context.Context) error {
	for _, client := range l.clients {
		rest(ctx, time.Until(client.lastWarning.Add(sweeping)))
	}
	db, err := openFile(l.data)
	if err != nil {
		return err
	}
	defer db.Close()
	for until := time.Now().Add(patience); ; rest(ctx, 100*time.Millisecond) {
		var running, waiting int
		if err := db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM executions WHERE status = 'RUNNING' AND wake_at <= 1000 * (unixepoch() + 1)),
			(SELECT count(*) FROM effects WHERE delivered_at IS NULL AND at <= unixepoch())`).Scan(&running, &waiting); err != nil {
			return err
		}
		if running == 0 && waiting == 0 {
			return nil
		}
		if time.Now().After(until) {
			return fmt.Errorf("%d runs of the workflow are due and %d effects wait, and nothing happens to them", running, waiting)
		}
	}
}

// sweeping is within what time the program finds what has fallen due.
const sweeping = 2 * time.Second

// checker is a client of its own, so that what is asked for the check is not counted.
func (l *load) checker() *client {
	c := newClient(0, l.spec)
	c.base = l.program.base
	return c
}

// get reads what must be there.
func (c *client) get(ctx context.Context, path string, out any) error {
	a, err := c.ask(ctx, call{kind: "check", path: path, as: centre})
	if err != nil {
		return err
	}
	if !a.ok() {
		return fmt.Errorf("%s: %d %.300s", path, a.status, a.body)
	}
	return json.Unmarshal(a.body, out)
}

// queue is a page of cases.
type queue struct {
	Cases []struct {
		Reference, Status      string
		ReceivedAt, RecordedAt time.Time
		NextDueAt              time.Time
		Matter                 struct{ Text string }
	}
	Cursor string
}

// checkAPI holds what the API shows against the ledgers.
func (l *load) checkAPI(ctx context.Context, r *round) error {
	seen, err := l.listed(ctx)
	if err != nil {
		return err
	}
	known := 0
	for _, c := range l.clients {
		for reference, f := range c.filed {
			known++
			switch got := seen[reference]; {
			case got.times != 1:
				l.lost("case %s of %s is listed %d times", reference, f.submission, got.times)
			case got.mark != f.submission:
				l.lost("case %s is that of %s, and was given to %s", reference, got.mark, f.submission)
			default:
				f.toWarn = f.dated && got.toWarn
			}
		}
	}
	if len(seen) != known {
		l.lost("%d cases are listed, and %d were acknowledged", len(seen), known)
	}
	if err := l.replayed(ctx, r); err != nil {
		return err
	}
	return l.shown(ctx)
}

// listing is a case as it stands in the lists.
type listing struct {
	times int
	mark  string
	// toWarn tells that the warning of its first contact was still to come when it was recorded.
	toWarn bool
}

// statuses are those that a case can have; a list is read for each.
var statuses = []string{"received", "sorting", "dispatched", "handling", "answered", "callback", "closed"}

// listed reads all cases. Every open one must have a next due instant.
func (l *load) listed(ctx context.Context) (map[string]listing, error) {
	seen := map[string]listing{}
	c := l.checker()
	for _, status := range statuses {
		for cursor := ""; ; {
			var page queue
			if err := c.get(ctx, "/v1/cases?limit=200&status="+status+"&cursor="+cursor, &page); err != nil {
				return nil, err
			}
			for _, k := range page.Cases {
				s := seen[k.Reference]
				s.times, s.mark, s.toWarn = s.times+1, marks.FindString(k.Matter.Text), k.ReceivedAt.Add(warned).After(k.RecordedAt)
				seen[k.Reference] = s
				if k.Status != "closed" && k.NextDueAt.IsZero() {
					l.lost("case %s is %s and has nothing due next", k.Reference, k.Status)
				}
			}
			if cursor = page.Cursor; cursor == "" {
				break
			}
		}
	}
	return seen, nil
}

// How many deeds of each client are given again after the kill, and how many
// of its cases are read in full: the last ones, which the kill may have hurt, and some
// of all.
const (
	lastDeeds = 10
	someDeeds = 10
	lastCases = 3
	someCases = 5
)

// replayed gives acknowledged deeds again: the answer must be as it was.
func (l *load) replayed(ctx context.Context, r *round) error {
	var mu sync.Mutex
	var errs []error
	<-l.each(func(c *client) {
		again := 0
		for i := range min(lastDeeds+someDeeds, len(c.ledger)) {
			n := len(c.ledger) - 1 - i
			if i >= lastDeeds {
				n = c.chance.IntN(len(c.ledger))
			}
			c.base = l.program.base
			if err := c.replay(ctx, c.ledger[n]); err != nil {
				mu.Lock()
				errs = append(errs, err)
				mu.Unlock()
				return
			}
			again++
		}
		mu.Lock()
		defer mu.Unlock()
		r.Replayed += again
	})
	for _, c := range l.clients {
		r.took.wrongs = append(r.took.wrongs, c.wrongs...)
		c.took = newTook()
	}
	r.conclude()
	for _, wrong := range r.wrongs {
		l.lost("%s", wrong)
	}
	return errors.Join(errs...)
}

// shown reads cases in full: each deed must stand in their events exactly once.
func (l *load) shown(ctx context.Context) error {
	c := l.checker()
	for _, owner := range l.clients {
		for reference, f := range owner.sample() {
			var view struct {
				Events []struct{ Data json.RawMessage }
			}
			if err := c.get(ctx, "/v1/cases/"+reference, &view); err != nil {
				return err
			}
			var text strings.Builder
			for _, e := range view.Events {
				text.Write(e.Data)
			}
			for _, m := range f.deeds {
				if n := strings.Count(text.String(), m); n != 1 {
					l.lost("%s stands in the events of case %s %d times", m, reference, n)
				}
			}
		}
	}
	return nil
}

// sample are the cases of the client's last deeds, and some of all.
func (c *client) sample() map[string]*filed {
	some := map[string]*filed{}
	for i := len(c.ledger) - 1; i >= 0 && len(some) < lastCases; i-- {
		some[c.ledger[i].reference] = c.filed[c.ledger[i].reference]
	}
	for range min(someCases, len(c.ledger)) {
		e := c.ledger[c.chance.IntN(len(c.ledger))]
		some[e.reference] = c.filed[e.reference]
	}
	return some
}
