package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// watch tells the time: the real one, or a virtual one that stands still
// until it is set.
type watch struct {
	virtual bool
	mu      sync.Mutex
	now     time.Time
}

// newWatch reads a -clock flag: "real" or the instant at which virtual time starts.
func newWatch(flag string) (*watch, error) {
	if flag == "real" {
		return &watch{}, nil
	}
	t, err := time.Parse(time.RFC3339, flag)
	if err != nil {
		return nil, fmt.Errorf("-clock must be real or an instant such as 2026-09-30T16:20:00+08:00: %w", err)
	}
	return &watch{virtual: true, now: t.UTC().Truncate(time.Second)}, nil
}

func (w *watch) Now() time.Time {
	if !w.virtual {
		return time.Now()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *watch) set(t time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = t
}

// meta keeps the program's own facts beside the cases.
type meta interface {
	Meta(ctx context.Context, key string) (string, error)
	SetMeta(ctx context.Context, key, value string) error
}

const virtualNow = "virtual-now"

// restore moves virtual time to where it stood before a restart: time never
// runs backwards over stored cases.
func (w *watch) restore(ctx context.Context, m meta) error {
	if !w.virtual {
		return m.SetMeta(ctx, virtualNow, "") // the store lives in real time from now on
	}
	stored, err := m.Meta(ctx, virtualNow)
	if err != nil {
		return err
	}
	if stored != "" {
		t, err := time.Parse(time.RFC3339, stored)
		if err != nil {
			return fmt.Errorf("stored virtual time: %w", err)
		}
		if t.After(w.now) {
			w.set(t)
		}
	}
	return m.SetMeta(ctx, virtualNow, w.Now().Format(time.RFC3339))
}
