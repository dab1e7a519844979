package patience

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redress/redress/shared/fault"
)

func TestAskingEndsInTimeAndRestsAfterTheBusyAndSlow(t *testing.T) {
	for _, tt := range []struct {
		name string
		ask  func(context.Context) (int, error)
		kind fault.Kind
		says string
		took time.Duration
		rest bool
	}{
		{"an answer", func(context.Context) (int, error) { return 7, nil }, "", "", 0, false},
		{"an error", func(context.Context) (int, error) { return 7, errors.New("no access") }, fault.Internal, "no access", 0, false},
		{"a panic", func(context.Context) (int, error) { panic("幸福路") }, fault.Internal, "panicked with a string", 0, false},
		{"a refusal", func(context.Context) (int, error) { return 0, fault.Wrap(fault.Busy, errors.New("full"), "x") }, fault.Busy, "full", 0, true},
		{"a slow one", func(ctx context.Context) (int, error) { <-ctx.Done(); return 7, nil }, fault.Busy, "deadline exceeded", time.Second, true},
		{"one who heeds nothing", func(context.Context) (int, error) { time.Sleep(time.Hour); return 7, nil }, fault.Busy, "deadline exceeded", time.Second, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				defer time.Sleep(2 * time.Hour) // until who was left behind is done
				p, asked := Patience{Limit: time.Second}, 0
				ask := func() (int, error) {
					return Ask(t.Context(), &p, time.Now(), func(ctx context.Context) (int, error) { asked++; return tt.ask(ctx) })
				}
				started := time.Now()
				got, err := ask()
				if took := time.Since(started); took != tt.took {
					t.Errorf("took %s, want %s", took, tt.took)
				}
				switch {
				case tt.kind == "" && (got != 7 || err != nil):
					t.Errorf("got %d, %v; want 7", got, err)
				case tt.kind != "" && (got != 0 || !fault.Is(err, tt.kind) || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "幸福路")):
					t.Errorf("got %d, %v; want nothing and %s with %q", got, err, tt.kind, tt.says)
				}
				_, _ = ask()
				if again := asked == 2; again == tt.rest {
					t.Errorf("asked %d times within the rest", asked)
				}
				time.Sleep(rest)
				before := asked
				if _, _ = ask(); asked != before+1 {
					t.Errorf("not asked after the rest")
				}
			})
		})
	}
}
