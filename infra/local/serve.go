package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/redress/redress/functions/callback"
	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/functions/pages"
	"github.com/redress/redress/functions/pages/entry"
	partnerfn "github.com/redress/redress/functions/partner"
	"github.com/redress/redress/shared/evidence"
	"github.com/redress/redress/shared/web"
)

// runServe is `redress serve`.
func runServe(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var cfg config
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&cfg.addr, "addr", "127.0.0.1:8080", "address to listen on")
	flags.StringVar(&cfg.data, "data", ".data", "folder of the data, or :memory:")
	flags.StringVar(&cfg.policy, "policy", "state-grid", "policy pack: a name or a folder")
	flags.StringVar(&cfg.clock, "clock", "real", "real, or the RFC 3339 instant at which virtual time starts")
	flags.StringVar(&cfg.webhook, "webhook", "", "URL that notices are posted to as well")
	flags.StringVar(&cfg.outages, "outages", "", "known outages: a file, or the URL of a service")
	flags.StringVar(&cfg.partners, "partners", "", "file with the addresses and keys of partners' systems; see infra/interfaces.md")
	flags.BoolVar(&cfg.dev, "dev", false, "accept development tokens dev:<role>:<unit>")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	a, err := newApp(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer a.close()
	listener, err := net.Listen("tcp", cfg.addr)
	if err != nil {
		return err
	}
	greet(stdout, a, listener.Addr().String())
	return a.serve(ctx, listener)
}

// greet says where the program is and what can be tried.
func greet(w io.Writer, a *app, addr string) {
	clock := "real"
	if a.watch.virtual {
		clock = a.watch.Now().In(a.policy.Zone()).Format(time.RFC3339)
	}
	fmt.Fprintf(w, "redress serves http://%s  policy %s  data %s  clock %s\n", addr, a.policy.ID(), a.config.data, clock)
	for _, c := range a.policy.Unset() {
		fmt.Fprintf(w, "no limit for %s: %s\n", c.Name, c.Unset)
	}
	if a.config.dev {
		fmt.Fprintf(w, "development tokens are accepted; try:\n"+
			"  curl -s http://%[1]s/v1/complaints -H 'Content-Type: application/json' -d '{\"channel\":\"web\",\"text\":\"这个月已经停了四次电\",\"site\":{\"region\":\"demo\"}}'\n"+
			"  curl -s http://%[1]s/v1/cases -H 'Authorization: Bearer dev:supervisor:*'\n", addr)
	}
}

// serve answers until the context ends, then lets running calls finish.
func (a *app) serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler: a.handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(a.log.Handler(), slog.LevelWarn),
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	worked := make(chan struct{})
	go func() {
		defer close(worked)
		if a.watch.virtual {
			a.turn.Lock()
			a.followCalendar(ctx)
			a.tick(ctx) // what a crash has left undone
			a.turn.Unlock()
			return
		}
		var daily sync.WaitGroup
		daily.Go(func() { a.daily(ctx) })
		a.work(ctx)
		daily.Wait()
	}()
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		_ = server.Shutdown(grace) // calls that outlast the grace are cut off
	}()
	err := server.Serve(listener)
	stop()
	<-finished
	<-worked
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// handler is the whole API of the program.
func (a *app) handler() http.Handler {
	authenticate := web.Authenticator(web.NoTokens)
	if a.config.dev {
		authenticate = web.DevTokens(a.policy)
	}
	cases := web.Cases{Desk: a.desk, Authenticate: authenticate, Auditors: a.auditors}
	files := &evidence.Files{Desk: a.desk, Depot: a.depot, Scanner: testScanner{a.depot}, NewID: rand.Text}
	reports := *a.reports
	reports.Desk, reports.Authenticate = a.desk, authenticate
	api := web.New(
		&intake.Handler{Desk: a.desk, Evidence: files}, &casework.Handler{Cases: cases, Evidence: files}, &callback.Handler{Cases: cases},
		&partnerfn.Handler{Desk: a.desk, Book: a.book}, &reports, localAPI{app: a},
	)
	turns := a.inTurn(api)
	shown := pages.New(pages.Handler{API: turns, Policy: a.policy, Entry: a.entry(), Key: func(context.Context) ([]byte, error) { return a.pagesKey, nil }, Now: a.watch.Now, Files: a.depot,
		PolicyOf: a.shelf.PolicyOf, Versions: func(context.Context) ([]string, error) { return keptVersions(a.config.folder("policies")) }})
	mux := http.NewServeMux()
	mux.Handle("/", shown)
	for _, path := range []string{"/v1/", "/local/", "/openapi.json", "/openapi.yaml", "/openapi-3.0.json", "/openapi-3.0.yaml"} {
		mux.Handle(path, turns)
	}
	mux.Handle(filesPath, a.depot) // a file that is long on its way holds nobody up
	return a.logged(mux)
}

// entry is how staff come to the pages.
func (a *app) entry() entry.Way {
	if a.config.dev {
		return entry.Development{Policy: a.policy}
	}
	return entry.None{}
}

// inTurn lets one command at a time through in virtual time.
func (a *app) inTurn(next http.Handler) http.Handler {
	if !a.watch.virtual {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			// The body first: a slow sender must not hold the turn.
			body, err := io.ReadAll(io.LimitReader(r.Body, web.BodyLimit+1))
			if err != nil {
				return // the caller has gone
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			a.turn.Lock()
			defer a.turn.Unlock()
		}
		next.ServeHTTP(w, r)
	})
}

// logged counts the calls that are being answered and writes one line for each
// that failed on our side. Queries may hold account numbers and are not written.
func (a *app) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.calls.Add(1)
		defer a.calls.Add(-1)
		started := time.Now()
		s := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(s, r)
		level := slog.LevelDebug
		if s.status >= 500 {
			level = slog.LevelError
		}
		a.log.Log(r.Context(), level, "call", "method", r.Method, "path", r.URL.Path, "status", s.status, "ms", time.Since(started).Milliseconds())
	})
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (s *statusWriter) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}

// Unwrap gives [http.ResponseController] the writer within.
func (s *statusWriter) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// close lets the store finish its last commit.
func (a *app) close() {
	err := a.db.Close()
	if a.lock != nil {
		err = errors.Join(err, a.lock.Close())
	}
	if err != nil {
		a.log.Error("close", "err", err)
	}
}
