package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redress/redress/functions/await"
	"github.com/redress/redress/functions/deadline"
	"github.com/redress/redress/functions/dispatch"
	"github.com/redress/redress/functions/escalation"
	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/functions/relay"
	reportfn "github.com/redress/redress/functions/report"
	"github.com/redress/redress/functions/succession"
	triagefn "github.com/redress/redress/functions/triage"
	"github.com/redress/redress/shared/audit"
	"github.com/redress/redress/shared/clock/check"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/outage"
	"github.com/redress/redress/shared/partner"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/shelf"
	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/workflow/local"
	"github.com/redress/redress/statemachines"
)

// app is the product assembled in one process.
type app struct {
	config  config
	watch   *watch
	db      *sqlite.DB
	shelf   *shelf.Shelf
	policy  *policy.Policy // in force
	desk    *desk.Desk     // for people: settles after each command
	inner   *desk.Desk     // for the functions that settling runs
	runner  *local.Runner
	relay   *relay.Handler
	sweep   *deadline.Handler
	proof   *reconciliation.Handler
	archive *fileArchive
	depot   *fileDepot // of the files of cases
	// auditors look at records and answers, by each policy.
	auditors *audit.Auditors
	outages  *outage.Inquiry // nil where nobody can be asked
	// partners are the accounts of the systems that it exchanges messages with.
	partners partner.Book
	log      *slog.Logger
	lock     *os.File // of the data folder; nil in memory

	// turn serialises commands and settling in virtual time, so that the same
	// calls in the same order give the same story.
	turn sync.Mutex
	// stir wakes the background worker in real time.
	stir    chan struct{}
	calls   atomic.Int64 // being answered
	climbed atomic.Int64
	refused atomic.Int64 // notices that the webhook has not taken
	// reconciled is the last office day that was reconciled, at its midnight.
	reconciled time.Time
	reports    *reportfn.Handler // of the schedule
	reportAt   time.Time         // when the next of them is due
	pagesKey   []byte            // of what the pages leave with browsers
}

// config is what the flags of serve say.
type config struct {
	addr, data, policy, clock, webhook, outages string
	partners                                    string // file of the book; "" for none
	dev                                         bool
}

// newApp opens the store and puts the parts together.
func newApp(ctx context.Context, cfg config, log *slog.Logger) (*app, error) {
	w, err := newWatch(cfg.clock)
	if err != nil {
		return nil, err
	}
	var held *os.File
	if cfg.data != sqlite.Memory {
		if held, err = lock(cfg.data); err != nil {
			return nil, err
		}
	}
	partners, err := openPartners(cfg.partners)
	if err != nil {
		return nil, err
	}
	kept, err := newShelf(cfg.folder("policies"), cfg.policy)
	if err != nil {
		return nil, err
	}
	kept.Unread = func(id string, err error) {
		log.Error("a kept policy cannot be read; the one in force stands in for it", "policy", id, "err", err)
	}
	known, err := openOutages(cfg.outages)
	if err != nil {
		return nil, err
	}
	db, err := sqlite.Open(cfg.data)
	if err != nil {
		return nil, err
	}
	a := &app{config: cfg, watch: w, db: db, shelf: kept, policy: kept.Present, log: log, stir: make(chan struct{}, 1), lock: held, auditors: new(audit.Auditors), outages: known, partners: partners}
	if err := w.restore(ctx, db); err != nil {
		return nil, err
	}
	if err := db.Unlease(ctx); err != nil { // of this program's former life
		return nil, err
	}
	if a.archive, err = newFileArchive(cfg.folder("reports")); err != nil {
		return nil, err
	}
	if a.depot, err = openDepot(ctx, cfg.folder("evidence"), w.Now); err != nil {
		return nil, err
	}
	if err := a.restoreDaily(ctx); err != nil {
		return nil, err
	}
	if a.pagesKey, err = restoreKey(ctx, db, pagesKey, site.KeySize); err != nil {
		return nil, err
	}
	if err := a.assemble(); err != nil {
		return nil, err
	}
	return a, a.restoreReports(ctx)
}

// folder is a folder below the data; "" when everything is in memory.
func (c config) folder(name string) string {
	if c.data == sqlite.Memory {
		return ""
	}
	return filepath.Join(c.data, name)
}

// assemble connects the handlers with their adapters.
func (a *app) assemble() error {
	inner := desk.Desk{Store: a.db, Policy: a.policy, PolicyOf: a.shelf.PolicyOf, Rotas: new(desk.Rotas), Now: a.watch.Now, NewCode: desk.RandomCode}
	outer := inner
	outer.Settle = a.settleOrStir
	a.inner, a.desk = &inner, &outer
	machines, err := statemachines.Machines()
	if err != nil {
		return err
	}
	flow := &flow{}
	a.runner = &local.Runner{
		Machines: machines, Journal: a.db, Now: a.watch.Now, NewToken: rand.Text,
		ErrorName: func(err error) string { return string(fault.KindOf(err)) },
		Tasks: map[string]local.Task{
			"triage":     local.TaskOf((&triagefn.Handler{Desk: a.inner, JudgeOf: a.shelf.JudgeOf, Auditors: a.auditors, Outages: a.outages, Unanswered: a.unanswered}).Handle),
			"dispatch":   local.TaskOf((&dispatch.Handler{Desk: a.inner}).Handle),
			"escalation": local.TaskOf(a.climb(&escalation.Handler{Desk: a.inner})),
			"await":      local.TaskOf((&await.Handler{Desk: a.inner, Workflow: flow}).Handle),
			"succession": local.TaskOf((&succession.Handler{Desk: a.inner}).Handle),
		},
	}
	flow.runner = a.runner
	out := outlet{db: a.db, webhook: a.config.webhook, log: a.log, refused: &a.refused}
	a.relay = &relay.Handler{Desk: a.inner, Workflow: flow, Topic: out, Messenger: out, Outdated: out.outdated, Unconnected: out.unconnected}
	if a.partners != nil {
		a.relay.Partners = &partner.Line{Book: a.book, Now: a.watch.Now}
	}
	a.sweep = &deadline.Handler{Desk: a.inner, Relay: a.relay}
	a.proof = &reconciliation.Handler{Desk: a.inner, Check: check.Due}
	if !a.watch.virtual { // virtual time is deterministic, one deed after the other, and sweeps when something is due
		a.runner.Parallel, a.sweep.Parallel, a.relay.Parallel = parallelDeeds, parallelDeeds, parallelDeeds
		a.proof.Parallel, a.proof.Silence = shortPage, reconciliation.Silence // people's calls come first
	}
	return nil
}

// openPartners reads the book of partners from a file; nil without one.
func openPartners(file string) (partner.Book, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return partner.Read(f)
}

// book gives the accounts that the program was started with.
func (a *app) book(context.Context) (partner.Book, error) { return a.partners, nil }

// parallelDeeds is how many effects, executions and due cases are worked on
// at a time: their writes share the store's commits.
const parallelDeeds = 64

// climb counts the reminders that the escalation function sends.
func (a *app) climb(h *escalation.Handler) func(context.Context, escalation.In) (escalation.Out, error) {
	return func(ctx context.Context, in escalation.In) (escalation.Out, error) {
		out, err := h.Handle(ctx, in)
		a.climbed.Add(int64(out.Told))
		return out, err
	}
}

// flow is the workflow port over the local runner.
type flow struct{ runner *local.Runner }

func (f *flow) Start(ctx context.Context, machine complaint.Machine, name string, input json.RawMessage) error {
	return f.runner.Start(ctx, string(machine), name, input)
}

func (f *flow) Resume(ctx context.Context, token string, output json.RawMessage) error {
	return f.runner.Succeed(ctx, token, output)
}
