//go:build unix

package runtimeapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

var probe string // path of the built function

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "probe")
	if err != nil {
		panic(err)
	}
	probe = filepath.Join(dir, "bootstrap")
	build := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", probe, "./testdata/probe")
	if out, err := build.CombinedOutput(); err != nil {
		panic(fmt.Sprintf("%v\n%s", err, out))
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// told is what the probe tells of itself.
type told struct {
	Request, ARN, Trace string
	Left                time.Duration
	PID                 int
	Env                 []string
}

// host has one function, called f.
func host(t *testing.T, f Function) *Host {
	t.Helper()
	h := New(Config{Region: "eu-central-1", Account: "123456789012", Endpoint: "http://127.0.0.1:1"})
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	f.Name, f.Bootstrap = "f", probe
	if err := h.Add(f); err != nil {
		t.Fatal(err)
	}
	return h
}

func invoke(t *testing.T, h *Host, event string) Result {
	t.Helper()
	r, err := h.Invoke(t.Context(), "f", []byte(event))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func read(t *testing.T, r Result) (p told) {
	t.Helper()
	if r.Failed {
		t.Fatalf("failed: %s", r.Payload)
	}
	if err := json.Unmarshal(r.Payload, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAFunctionIsGivenWhatLambdaGives(t *testing.T) {
	h := host(t, Function{MemoryMB: 512, Timeout: 7 * time.Second, Env: map[string]string{"TABLE_NAME": "cases"}})
	r := invoke(t, h, `{}`)
	p := read(t, r)
	if p.Request != r.RequestID || p.Request == "" {
		t.Errorf("request = %q, want %q", p.Request, r.RequestID)
	}
	if want := "arn:aws:lambda:eu-central-1:123456789012:function:f"; p.ARN != want {
		t.Errorf("ARN = %q, want %q", p.ARN, want)
	}
	if p.Left > 7*time.Second || p.Left < time.Second {
		t.Errorf("%s are left, want less than 7s", p.Left)
	}
	if !strings.HasPrefix(p.Trace, "Root=1-") {
		t.Errorf("trace = %q", p.Trace)
	}
	for _, v := range []string{
		"AWS_LAMBDA_FUNCTION_NAME=f", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=512", "AWS_REGION=eu-central-1",
		"AWS_ENDPOINT_URL=http://127.0.0.1:1", "TABLE_NAME=cases", "AWS_ACCESS_KEY_ID=test",
	} {
		if !slices.Contains(p.Env, v) {
			t.Errorf("%s is missing in %v", v, p.Env)
		}
	}
	if slices.ContainsFunc(p.Env, func(v string) bool { return strings.HasPrefix(v, "GOROOT=") || strings.HasPrefix(v, "HOME=") }) {
		t.Error("the environment of this program reached the function")
	}
	if r.Init <= 0 || r.Duration <= 0 || r.PID != p.PID {
		t.Errorf("init %s, duration %s, process %d, want all set and process %d", r.Init, r.Duration, r.PID, p.PID)
	}
	if warm := invoke(t, h, `{}`); warm.PID != r.PID || warm.Init != 0 {
		t.Errorf("the second event went to process %d with init %s, want the warm one", warm.PID, warm.Init)
	}
}

func TestFailuresAreToldAsLambdaDoes(t *testing.T) {
	for _, c := range []struct {
		name, event string
		start       string
		kind        string
		text        string
	}{
		{"an error of the handler", `{"Do":"fail"}`, "", "errorString", "as told"},
		{"an error with a name", `{"Do":"be busy"}`, "", "Busy", "try again"},
		{"a process that ends", `{"Do":"end"}`, "", "Runtime.ExitError", "exit status 3"},
		{"a process that runs late", `{"Do":"sleep"}`, "", "Sandbox.Timedout", "Task timed out after 0.50 seconds"},
		{"a process that does not start", `{}`, "refuse", "Runtime.ExitError", "exit status 1"},
		{"a handler that is none", `{}`, "report", "", "handler kind slice is not func"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := host(t, Function{Timeout: 500 * time.Millisecond, Env: map[string]string{"START": c.start}})
			r := invoke(t, h, c.event)
			if c.kind != "" && r.ErrorType() != c.kind || !r.Failed || !strings.Contains(string(r.Payload), c.text) {
				t.Errorf("result = %s, want %s and %q", r.Payload, c.kind, c.text)
			}
			if c.start == "" {
				read(t, invoke(t, h, `{}`)) // the next one finds a process that works
			}
		})
	}
}

func TestManyEventsAreServedOnceEach(t *testing.T) {
	h := host(t, Function{Concurrency: 8})
	var mu sync.Mutex
	requests, processes := map[string]int{}, map[int]bool{}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 25 {
				r, err := h.Invoke(t.Context(), "f", []byte(`{}`))
				if err != nil || r.Failed {
					t.Errorf("%v %s", err, r.Payload)
					return
				}
				p := read(t, r)
				mu.Lock()
				requests[p.Request]++
				processes[p.PID] = true
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if len(requests) != 200 {
		t.Errorf("%d requests, want 200", len(requests))
	}
	if len(processes) > 8 {
		t.Errorf("%d processes, want at most 8", len(processes))
	}
}

func TestBeyondItsConcurrencyAFunctionIsThrottled(t *testing.T) {
	h := host(t, Function{Concurrency: 1})
	busy := make(chan error, 1)
	go func() {
		_, err := h.Invoke(t.Context(), "f", []byte(`{"Do":"rest"}`))
		busy <- err
	}()
	for {
		h.mu.Lock()
		taken := h.functions["f"].count == 1
		h.mu.Unlock()
		if taken {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if _, err := h.Invoke(t.Context(), "f", []byte(`{}`)); !errors.Is(err, ErrThrottled) {
		t.Errorf("error = %v, want %v", err, ErrThrottled)
	}
	if err := <-busy; err != nil {
		t.Error(err)
	}
}

func TestMegabytesOfLinesBlockNobody(t *testing.T) {
	h := host(t, Function{Timeout: 20 * time.Second})
	read(t, invoke(t, h, `{"Do":"write","Lines":30000}`))
	deadline := time.Now().Add(10 * time.Second)
	for len(h.Lines("f")) < 30000 && time.Now().Before(deadline) {
		time.Sleep(5 * time.Millisecond)
	}
	if got := h.Lines("f"); len(got) != 30000 || !strings.HasPrefix(got[29999], "29999 xxx") {
		t.Errorf("%d lines, want 30000 in order", len(got))
	}
}

func TestAKilledProcessIsReplaced(t *testing.T) {
	h := host(t, Function{})
	first := invoke(t, h, `{}`)
	if ids := h.Processes("f"); !slices.Equal(ids, []int{first.PID}) {
		t.Fatalf("processes = %v, want [%d]", ids, first.PID)
	}
	syscall.Kill(first.PID, syscall.SIGKILL)
	for deadline := time.Now().Add(10 * time.Second); syscall.Kill(first.PID, 0) == nil && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	if second := invoke(t, h, `{}`); second.PID == first.PID {
		t.Error("a dead process served an event")
	}
}

func TestClosingLeavesNoProcess(t *testing.T) {
	h := host(t, Function{})
	r, err := h.Warm(t.Context(), "f")
	if err != nil || r.Init <= 0 {
		t.Fatalf("warm: %v, init %s", err, r.Init)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(r.PID, 0); !errors.Is(err, syscall.ESRCH) {
		t.Errorf("process %d is left (%v)", r.PID, err)
	}
	if _, err := h.Invoke(t.Context(), "f", nil); err == nil {
		t.Error("a closed host took an event")
	}
}

func TestAnEventEndsWithItsCaller(t *testing.T) {
	h := host(t, Function{Timeout: time.Minute})
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := h.Invoke(ctx, "f", []byte(`{"Do":"sleep"}`)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error = %v, want that time is up", err)
	}
}
