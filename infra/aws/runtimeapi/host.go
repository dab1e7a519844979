//go:build unix

package runtimeapi

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// ErrThrottled is the answer to an event for which no environment is free and
// none may be added.
var ErrThrottled = errors.New("runtimeapi: the function's concurrency is used up")

// Config is what all functions of a host have in common.
type Config struct {
	Region  string
	Account string
	// Endpoint is where the functions find AWS; empty for AWS itself.
	Endpoint string
}

// ARN is a function's name in the whole of AWS.
func (c Config) ARN(function string) string {
	return fmt.Sprintf("arn:aws:lambda:%s:%s:function:%s", c.Region, c.Account, function)
}

// Function says what is to be run.
type Function struct {
	Name        string
	Bootstrap   string // path of the executable
	Env         map[string]string
	MemoryMB    int           // 128 when 0; told to the function, not enforced
	Timeout     time.Duration // 3 s when 0
	Concurrency int           // environments at most; 1 when 0
}

// Host runs functions.
type Host struct {
	config Config

	mu        sync.Mutex // guards what follows, and the pools but for their lines
	functions map[string]*pool
	closed    bool
}

// pool is a function with its environments.
type pool struct {
	spec  Function
	lines *lines
	idle  []*environment
	count int
}

// New makes a host without functions.
func New(c Config) *Host {
	return &Host{config: c, functions: map[string]*pool{}}
}

// Add adds a function, or replaces the one of its name. Nothing is started before
// its first event.
func (h *Host) Add(f Function) error {
	if f.MemoryMB == 0 {
		f.MemoryMB = 128
	}
	if f.Timeout == 0 {
		f.Timeout = 3 * time.Second
	}
	f.Concurrency = max(f.Concurrency, 1)
	h.mu.Lock()
	old := h.functions[f.Name]
	h.functions[f.Name] = &pool{spec: f, lines: &lines{}}
	h.mu.Unlock()
	return old.stop()
}

// Invoke has a function handle an event. The error is of the host, not of the
// function: that is in the result.
func (h *Host) Invoke(ctx context.Context, function string, event []byte) (Result, error) {
	p, e, err := h.take(function)
	if err != nil {
		return Result{}, err
	}
	cold := e == nil
	if cold {
		if e, err = start(h.config, p.spec, p.lines); err != nil {
			h.drop(p)
			return Result{}, fmt.Errorf("start %s: %w", function, err)
		}
	}
	r, healthy, gone := e.serve(ctx, event)
	if gone && !cold { // it died while nobody looked
		h.drop(p)
		if err := e.stop(); err != nil {
			return r, err
		}
		return h.Invoke(ctx, function, event)
	}
	if r.PID = e.pid(); cold {
		r.Init, _ = e.initTime()
	}
	if !healthy {
		h.drop(p)
		return r, errors.Join(e.stop(), ctx.Err())
	}
	return r, h.give(p, e)
}

// Warm starts an environment and waits until it asks for its first event.
func (h *Host) Warm(ctx context.Context, function string) (Result, error) {
	p, e, err := h.take(function)
	if err != nil || e != nil {
		return Result{}, errors.Join(err, h.give(p, e))
	}
	if e, err = start(h.config, p.spec, p.lines); err != nil {
		h.drop(p)
		return Result{}, fmt.Errorf("start %s: %w", function, err)
	}
	r, healthy := e.warm(ctx)
	if r.PID = e.pid(); !healthy {
		h.drop(p)
		return r, errors.Join(e.stop(), ctx.Err())
	}
	r.Init, _ = e.initTime()
	return r, h.give(p, e)
}

// take gives a free environment, or the right to add one.
func (h *Host) take(function string) (*pool, *environment, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	p := h.functions[function]
	switch {
	case h.closed:
		return nil, nil, errors.New("runtimeapi: the host is closed")
	case p == nil:
		return nil, nil, fmt.Errorf("runtimeapi: no function %q", function)
	}
	for len(p.idle) > 0 {
		e := p.idle[len(p.idle)-1]
		if p.idle = p.idle[:len(p.idle)-1]; e.lives() {
			return p, e, nil
		}
		p.count-- // it has ended by itself
		e.stop()
	}
	if p.count >= p.spec.Concurrency {
		return nil, nil, ErrThrottled
	}
	p.count++
	return p, nil, nil
}

func (h *Host) drop(p *pool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	p.count--
}

// give takes an environment back, unless nobody will ask for it any more.
func (h *Host) give(p *pool, e *environment) error {
	if e == nil {
		return nil
	}
	h.mu.Lock()
	kept := !h.closed && h.functions[p.spec.Name] == p
	if kept {
		p.idle = append(p.idle, e)
	}
	h.mu.Unlock()
	if kept {
		return nil
	}
	return e.stop()
}

// Processes gives the ids of a function's processes that wait for an event.
func (h *Host) Processes(function string) (ids []int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if p := h.functions[function]; p != nil {
		for _, e := range p.idle {
			ids = append(ids, e.pid())
		}
	}
	return ids
}

// Lines gives what a function's processes have written until now.
func (h *Host) Lines(function string) []string {
	h.mu.Lock()
	p := h.functions[function]
	h.mu.Unlock()
	if p == nil {
		return nil
	}
	p.lines.mu.Lock()
	defer p.lines.mu.Unlock()
	return slices.Clone(p.lines.all)
}

// Close ends all processes that wait for events; one that serves an event ends
// when it has served it.
func (h *Host) Close() error {
	h.mu.Lock()
	h.closed = true
	pools := h.functions
	h.functions = map[string]*pool{}
	h.mu.Unlock()
	var failed error
	for _, p := range pools {
		failed = errors.Join(failed, p.stop())
	}
	return failed
}

// stop ends the environments that are free.
func (p *pool) stop() error {
	if p == nil {
		return nil
	}
	var failed error
	for _, e := range p.idle {
		failed = errors.Join(failed, e.stop())
	}
	return failed
}
