package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// BenchmarkSubmit measures submissions over HTTP on loopback into a store on
// disk, while the background worker judges, dispatches and tells as it does in
// production. Beside each block of them stands a block of the least that
// SQLite could do: the same bytes as one row, one insert a transaction, with
// the same settings and as many goroutines. Settled/s counts the cases that
// were dispatched and told of from the first call until nothing was left to
// do. Figures are medians over blocks, latencies of all calls.
func BenchmarkSubmit(b *testing.B) {
	for _, load := range []struct{ clients, calls int }{{1, 400}, {32, 3000}} {
		b.Run(fmt.Sprintf("%d clients", load.clients), func(b *testing.B) {
			p, bare := startProgram(b, load.clients), openBare(b)
			var rates, settled, least, ratios, each []float64
			p.submit(b, load.clients, load.clients) // opens the connections
			for b.Loop() {
				for range 5 {
					p.settle(b)
					floor := perSecond(load.calls, func() { bare.inserts(b, load.clients, load.calls) })
					start := time.Now()
					each = append(each, p.submit(b, load.clients, load.calls)...)
					rate := float64(load.calls) / time.Since(start).Seconds()
					p.settle(b)
					settled = append(settled, float64(load.calls)/time.Since(start).Seconds())
					rates, least, ratios = append(rates, rate), append(least, floor), append(ratios, rate/floor)
				}
			}
			p.allDispatched(b)
			b.ReportMetric(0, "ns/op") // of no meaning: an operation is five blocks
			b.ReportMetric(quantile(rates, 0.5), "submissions/s")
			b.ReportMetric(quantile(each, 0.5), "p50-µs")
			b.ReportMetric(quantile(each, 0.99), "p99-µs")
			b.ReportMetric(quantile(least, 0.5), "bare/s")
			b.ReportMetric(quantile(ratios, 0.5), "ratio")
			b.ReportMetric(quantile(settled, 0.5), "settled/s")
		})
	}
}

// perSecond is how many of n things are done in a second.
func perSecond(n int, do func()) float64 {
	start := time.Now()
	do()
	return float64(n) / time.Since(start).Seconds()
}

func quantile(figures []float64, q float64) float64 {
	slices.Sort(figures)
	return figures[min(int(float64(len(figures))*q), len(figures)-1)]
}

// program is the whole program over a folder, with clients that keep their
// connections, and an eye of its own on the file.
type program struct {
	base   string
	client *http.Client
	file   *sql.DB
	calls  atomic.Int64
}

func startProgram(b *testing.B, clients int) *program {
	b.Helper()
	dir := b.TempDir()
	a, err := newApp(b.Context(), config{data: dir, policy: "state-grid", clock: "real"}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	served := make(chan error, 1)
	go func() { served <- a.serve(ctx, listener) }()
	file, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "redress.db")+"?_pragma=query_only(1)")
	if err != nil {
		b.Fatal(err)
	}
	transport := &http.Transport{MaxIdleConnsPerHost: clients}
	b.Cleanup(func() {
		transport.CloseIdleConnections()
		stop()
		if err := <-served; err != nil {
			b.Error(err)
		}
		_ = file.Close()
		a.close()
	})
	return &program{base: "http://" + listener.Addr().String(), client: &http.Client{Transport: transport}, file: file}
}

// submission is a complaint of usual size, each from a customer of its own.
func submission(n int64) web.CustomerSubmission {
	return web.CustomerSubmission{Channel: "web", Telling: web.Telling{
		Demand:   "查明原因并整改",
		Text:     "我们村这两个月已经停了四次电，每次都没通知，冰箱里的东西全坏了，打电话也没人说清楚什么时候来电，要求解决",
		Customer: web.CustomerDetails{Name: "王某", Phone: fmt.Sprintf("139%08d", n), AccountNumber: fmt.Sprintf("34%011d", n), Kind: "residential"},
		Site:     web.SiteDetails{Region: "demo", Area: "rural", Address: "王家村三组12号", TransformerArea: fmt.Sprintf("王家村%d号台区", n)}, // no two are one event
	}}
}

// submit makes calls from so many clients and gives how long each took, in µs.
func (p *program) submit(b *testing.B, clients, calls int) []float64 {
	each := make([]float64, calls)
	share(clients, calls, func(i int) {
		start := time.Now()
		if err := p.call(p.calls.Add(1)); err != nil {
			b.Error(err)
		}
		each[i] = float64(time.Since(start).Microseconds())
	})
	return each
}

func (p *program) call(n int64) error {
	body, err := json.Marshal(submission(n))
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, p.base+"/v1/complaints", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", fmt.Sprint("call-", n))
	res, err := p.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusCreated {
		err = fmt.Errorf("%s: %s", res.Status, answer)
	}
	return err
}

// share does n things with so many goroutines.
func share(workers, n int, do func(i int)) {
	var group sync.WaitGroup
	var taken atomic.Int64
	for range workers {
		group.Go(func() {
			for i := int(taken.Add(1)) - 1; i < n; i = int(taken.Add(1)) - 1 {
				do(i)
			}
		})
	}
	group.Wait()
}

// settle waits until every promise is kept and no execution can go on.
func (p *program) settle(b *testing.B) {
	b.Helper()
	for start := time.Now(); p.count(b, `SELECT EXISTS (SELECT 1 FROM effects WHERE delivered_at IS NULL) OR
		EXISTS (SELECT 1 FROM executions WHERE status = 'RUNNING' AND wake_at <= unixepoch('subsec') * 1000)`) > 0; {
		if time.Since(start) > time.Minute {
			b.Fatal("the backlog does not settle")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (p *program) count(b *testing.B, query string) (n int64) {
	b.Helper()
	if err := p.file.QueryRow(query).Scan(&n); err != nil {
		b.Fatal(err)
	}
	return n
}

// allDispatched makes sure that the figures are of work that was done.
func (p *program) allDispatched(b *testing.B) {
	b.Helper()
	dispatched := p.count(b, `SELECT count(*) FROM cases WHERE status = 'dispatched'`)
	notices := p.count(b, `SELECT count(*) FROM published WHERE kind = 'notice'`)
	if n := p.calls.Load(); dispatched != n || notices != n {
		b.Errorf("%d calls, %d cases dispatched, %d notices", n, dispatched, notices)
	}
}

// bareTable is a file with the store's settings and one table.
type bareTable struct {
	insert *sql.Stmt
	row    string
}

func openBare(b *testing.B) *bareTable {
	b.Helper()
	return newBare(b, "file:"+filepath.Join(b.TempDir(), "bare.db")+
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=wal_autocheckpoint(4000)&_pragma=cache_size(-65536)")
}

func newBare(b *testing.B, name string) *bareTable {
	b.Helper()
	file, err := sql.Open("sqlite", name)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = file.Close() })
	file.SetMaxOpenConns(1) // several would only wait for each other's lock
	if _, err := file.Exec("CREATE TABLE bare (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)"); err != nil {
		b.Fatal(err)
	}
	insert, err := file.Prepare("INSERT INTO bare (doc) VALUES (?)")
	if err != nil {
		b.Fatal(err)
	}
	row, err := json.Marshal(recorded(b, 1))
	if err != nil {
		b.Fatal(err)
	}
	return &bareTable{insert: insert, row: string(row)}
}

func (t *bareTable) inserts(b *testing.B, workers, n int) {
	share(workers, n, func(int) {
		if _, err := t.insert.Exec(t.row); err != nil {
			b.Error(err)
		}
	})
}

// recorded is what the program commits for a submission.
func recorded(b *testing.B, n int64) complaint.Commit {
	b.Helper()
	turn := complaint.Turn{Policy: benchPolicy(b), Now: benchStart, By: complaint.Actor{Role: complaint.Public}}
	c, contact, change, err := complaint.Open(submission(n).Complaint(), complaint.Reference("202603", n), "ABCDEFGHJKLM", turn)
	if err != nil {
		b.Fatal(err)
	}
	receipt, err := json.Marshal(web.ReceiptOf(turn.Policy, c, contact.TrackingCode))
	if err != nil {
		b.Fatal(err)
	}
	answer := &complaint.StoredAnswer{
		Key: complaint.Key("key"), Fingerprint: complaint.Key("body"), Status: http.StatusCreated, Header: json.RawMessage(`{}`), Body: receipt,
		ExpiresAt: benchStart.Add(web.Remembered),
	}
	return complaint.Commit{Case: c, Contact: &contact, Change: change, Answer: answer}
}
