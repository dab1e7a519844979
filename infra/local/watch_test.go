package main

import (
	"log/slog"
	"strings"
	"testing"
	"time"
)

func TestVirtualTimeNeverRunsBackwards(t *testing.T) {
	cfg := config{data: t.TempDir(), policy: "state-grid", clock: "2026-03-10T09:00:00+08:00", dev: true}
	open := func() *app {
		t.Helper()
		a, err := newApp(t.Context(), cfg, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := open()
	later := a.watch.Now().Add(48 * time.Hour)
	if _, err := a.advance(t.Context(), later); err != nil {
		t.Fatal(err)
	}
	if _, err := newApp(t.Context(), cfg, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), "another program") {
		t.Errorf("a second program on the same folder: %v, want a refusal", err)
	}
	a.close()
	b := open()
	defer b.close()
	if got := b.watch.Now(); !got.Equal(later) {
		t.Errorf("after a restart it is %s, want %s", got, later)
	}
}
