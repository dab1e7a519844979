package simulate

import (
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"math/rand/v2"
	"time"
)

// world is a play: the product over faulty ports, the people around it, and what
// is visible of it.
type world struct {
	spec    Spec
	ctx     context.Context
	company *company
	now     time.Time
	agenda  agenda
	faults  *faults
	db      *storage
	store   *store
	depot   *depot
	system  *system
	running []*invocation
	dead    bool // the process is dying

	lives       []*life
	byReference map[string]*life
	acting      int // the number of the life that acts; nobody between deeds
	codes       *rand.Rand
	drawn       int // tokens

	told *told
	// pending are the effects that were promised and are not delivered, each with
	// when it was promised; queue are they in that order, some delivered meanwhile.
	pending map[string]time.Time
	done    map[string]bool
	queue   []string

	// wake is not later than the earliest instant at which time changes a case, moved
	// not later than that at which it moves a workflow; zero for never.
	wake, moved time.Time
	swept       time.Time // the minute of the last sweep
	away        time.Time // until when the sweep stays away
	reconciled  time.Time // the next instant of a reconciliation
	version     int       // of the policy in force
	publishedAt time.Time // when it came into force
	recounted   time.Time // when a reconciliation had looked at all cases since

	computed map[string]time.Time   // due instants, by target and day
	tried    map[string][]time.Time // when deeds were tried, by their marks

	standings []standing

	outcome *Outcome
	trace   hash.Hash
	story   func(format string, args ...any) // hears of what happens; nil for nobody
}

// newWorld puts a world together over what is kept, before anything has happened.
func newWorld(ctx context.Context, s Spec, db *storage) (*world, error) {
	c, err := founded()
	if err != nil {
		return nil, err
	}
	w := &world{
		spec: s, ctx: ctx, company: c, db: db, faults: newFaults(s), byReference: map[string]*life{}, acting: nobody,
		codes: s.source(purposeCodes, 0), told: newTold(), pending: map[string]time.Time{}, done: map[string]bool{},
		outcome: newOutcome(s), trace: sha256.New(), computed: map[string]time.Time{}, tried: map[string][]time.Time{},
	}
	w.told.world = w
	w.store = &store{Store: db.Store, w: w, gone: map[string][]string{}}
	w.depot = newDepot(w)
	w.now = s.from(c.policy.Zone()).UTC()
	w.reconciled = w.reconciliationAfter(w.now)
	if err := w.boot(); err != nil {
		return nil, err
	}
	if w.faults.rate[Publish] > 0 {
		w.agenda.plan(w.now.AddDate(0, 0, s.days()/2).Add(10*time.Hour), w.publish)
	}
	w.rostering()
	for i, p := range w.plans() {
		l := &life{number: i, plan: p, w: w, random: s.source(purposePlans, i+1<<30)}
		w.lives = append(w.lives, l)
		if s.plays(i) {
			w.agenda.plan(p.at, l.act)
		} else {
			w.agenda.plan(p.at, w.skip)
		}
	}
	return w, nil
}

// skip draws the reference of a life that is left out, so that the others have theirs.
func (w *world) skip() {
	if _, err := w.db.Serial(w.ctx, w.now.In(w.company.policy.Zone()).Format("200601")); err != nil {
		panic("simulate: " + err.Error()) // a store in memory
	}
}

// tell adds a line to the trace, and to the story where one is told.
func (w *world) tell(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	fmt.Fprintf(w.trace, "%d %s\n", w.now.Unix(), line)
	if w.story != nil {
		w.story("%s  %s", w.now.In(w.company.policy.Zone()).Format("01-02 15:04:05"), line)
	}
}

// play lets time run until the people are done, and then in quiet until nothing
// more is to come but what the open cases wait for.
func (w *world) play() error {
	for w.goesOn() && w.step(w.end()) {
	}
	w.faults.quiet = true
	w.away, w.reconciled = time.Time{}, w.reconciliationAfter(w.now)
	for until := w.now.Add(quiet); w.goesOn() && w.step(until); {
	}
	return w.ctx.Err()
}

// tooMany violations break a play off: what goes wrong for ever would be told for ever.
const tooMany = 500

func (w *world) goesOn() bool { return w.ctx.Err() == nil && w.outcome.Violated < tooMany }

// quiet is how long nothing fails at the end: longer than leases, retries and
// pauses of workflows, and than what the nightly reconciliation puts right.
const quiet = 50 * time.Hour

// end is when people are done, or the play is broken off.
func (w *world) end() time.Time {
	return w.spec.from(w.company.policy.Zone()).AddDate(0, 0, w.spec.days()+120)
}

// step moves time on to what comes next and does it; false when nothing comes
// by the given instant, or people are done and faults have not stopped yet.
func (w *world) step(until time.Time) bool {
	at, _ := w.agenda.first()
	if !w.faults.quiet && len(w.agenda.entries) == 0 {
		return false
	}
	do := func() { w.agenda.take().do() }
	earlier := func(t time.Time, what func()) {
		if !t.IsZero() && (at.IsZero() || t.Before(at)) {
			at, do = t, what
		}
	}
	earlier(w.moved, w.runWorkflows)
	earlier(w.sweepAt(), w.sweep)
	earlier(w.reconciled, w.reconcile)
	if at.IsZero() || at.After(until) {
		return false
	}
	if at.After(w.now) {
		w.now = at
	}
	do()
	return true
}

// wakes notes that time will change a case.
func (w *world) wakes(at time.Time) { w.wake = sooner(w.wake, at) }

// moves notes that a workflow will move.
func (w *world) moves(at time.Time) { w.moved = sooner(w.moved, at) }

// sooner is the earlier of two instants; a zero one is none.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
