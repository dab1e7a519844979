//go:build unix

package runtimeapi

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// initLimit is how long a process may take until it asks for its first event.
const initLimit = 10 * time.Second

// environment is one process with its Runtime API.
type environment struct {
	spec    Function
	arn     string
	cmd     *exec.Cmd
	server  *http.Server
	out     *writer
	started time.Time
	events  chan *event   // to the process that asks
	ended   chan struct{} // closed when the process has ended
	asked   chan struct{} // closed when it has asked for the first time

	mu      sync.Mutex // guards what follows
	ready   time.Time  // when it asked for the first time
	current *event     // what it works on
	refused []byte     // why it could not start, as it said
	broken  string     // what it did against the protocol
	ending  error      // how it ended
}

// event is an event on its way through a process.
type event struct {
	id       string
	body     []byte
	handed   time.Time
	deadline time.Time
	answer   chan answer // takes one
}

type answer struct {
	body   []byte
	failed bool
}

// start starts a process.
func start(c Config, f Function, to *lines) (*environment, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	bootstrap, err := filepath.Abs(f.Bootstrap)
	if err != nil {
		l.Close()
		return nil, err
	}
	e := &environment{
		spec: f, arn: c.ARN(f.Name), out: &writer{to: to}, cmd: exec.Command(bootstrap),
		events: make(chan *event), ended: make(chan struct{}), asked: make(chan struct{}),
	}
	e.server = &http.Server{Handler: e.api()}
	go e.server.Serve(l)
	e.cmd.Dir = filepath.Dir(bootstrap)
	e.cmd.Env = variables(c, f, l.Addr().String(), e.cmd.Dir)
	e.cmd.Stdout, e.cmd.Stderr, e.cmd.WaitDelay = e.out, e.out, time.Second
	e.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	e.started = time.Now()
	if err := e.cmd.Start(); err != nil {
		return nil, errors.Join(err, e.server.Close())
	}
	go e.wait()
	return e, nil
}

// wait notes how the process ends.
func (e *environment) wait() {
	err := e.cmd.Wait()
	e.out.flush()
	e.mu.Lock()
	if e.ending = err; err == nil {
		e.ending = errors.New("exit status 0")
	}
	e.mu.Unlock()
	close(e.ended)
}

// warm waits until the process asks for its first event.
func (e *environment) warm(ctx context.Context) (r Result, healthy bool) {
	limit := time.NewTimer(initLimit)
	defer limit.Stop()
	select {
	case <-e.asked:
		r.PeakKB, _ = PeakKB(e.pid())
		return r, true
	case <-e.ended:
		return e.exit(""), false
	case <-limit.C:
		return late("", initLimit), false
	case <-ctx.Done():
		return r, false
	}
}

// serve hands an event to the process when it asks, and waits for its answer. An
// environment that is not healthy must not be used again; gone is one whose process
// has ended before it asked, so that another may have the event.
func (e *environment) serve(ctx context.Context, body []byte) (r Result, healthy, gone bool) {
	v := &event{id: newID(), body: body, answer: make(chan answer, 1)}
	limit := time.NewTimer(initLimit)
	defer limit.Stop()
	select {
	case e.events <- v:
	case <-e.ended:
		return e.exit(v.id), false, true
	case <-limit.C:
		return late(v.id, initLimit), false, false
	case <-ctx.Done():
		return Result{RequestID: v.id}, false, false
	}
	limit.Reset(e.spec.Timeout)
	var a answer
	select {
	case a = <-v.answer:
	case <-limit.C:
		return late(v.id, e.spec.Timeout), false, false
	case <-ctx.Done():
		return Result{RequestID: v.id}, false, false
	case <-e.ended:
		select {
		case a = <-v.answer: // its last deed
		default:
			return e.exit(v.id), false, false
		}
	}
	r = Result{RequestID: v.id, Payload: a.body, Failed: a.failed, Duration: time.Since(v.handed)}
	r.PeakKB, _ = PeakKB(e.pid())
	return r, true, false
}

// exit is the result of an event whose process has ended.
func (e *environment) exit(id string) Result {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.refused != nil:
		return Result{RequestID: id, Failed: true, Payload: e.refused}
	case e.broken != "":
		return failure(id, "Runtime.Unknown", e.broken)
	}
	return failure(id, "Runtime.ExitError", fmt.Sprintf("RequestId: %s Error: Runtime exited with error: %v", id, e.ending))
}

// late is the result of an event that has taken too long.
func late(id string, limit time.Duration) Result {
	return failure(id, "Sandbox.Timedout", fmt.Sprintf("RequestId: %s Error: Task timed out after %.2f seconds", id, limit.Seconds()))
}

// initTime is the time from the start of the process until it asked for an event.
func (e *environment) initTime() (time.Duration, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.ready.Sub(e.started), !e.ready.IsZero()
}

func (e *environment) pid() int { return e.cmd.Process.Pid }

func (e *environment) lives() bool {
	select {
	case <-e.ended:
		return false
	default:
		return true
	}
}

// stop ends the process with all that it has started.
func (e *environment) stop() error {
	if err := syscall.Kill(-e.pid(), syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
		e.cmd.Process.Kill()
	}
	<-e.ended
	return e.server.Close()
}
