package boot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/lambda/messages"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/fault"
)

// process is one that writes its log where the test can read it.
func process(t *testing.T) (*Process, *bytes.Buffer) {
	t.Helper()
	out := &bytes.Buffer{}
	now := time.Date(2026, 11, 2, 1, 0, 0, 0, time.UTC)
	p := &Process{step: "triage", out: out, Config: Config{Function: "redress-triage"}}
	p.now = func() time.Time { now = now.Add(7 * time.Millisecond); return now }
	p.log = slog.New(slog.NewJSONHandler(out, nil)).With("step", "triage")
	return p, out
}

// lines reads a log, without the times.
func lines(t *testing.T, out *bytes.Buffer) (all []map[string]any) {
	t.Helper()
	for text := range strings.Lines(out.String()) {
		var line map[string]any
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		delete(line, "time")
		all = append(all, line)
	}
	return all
}

type input struct {
	Reference string `json:"reference"`
}

type output struct {
	Next string `json:"next"`
}

func TestATaskAnswersAndWritesOneLine(t *testing.T) {
	p, out := process(t)
	do := task(p, func(_ context.Context, in input) (output, error) { return output{"Dispatch " + in.Reference}, nil }, nil)
	ctx := lambdacontext.NewContext(t.Context(), &lambdacontext.LambdaContext{AwsRequestID: "r-1"})
	for range 2 {
		got, err := do(ctx, []byte(`{"reference":"202611-000001"}`))
		if want := `{"next":"Dispatch 202611-000001"}`; err != nil || string(got) != want {
			t.Errorf("got %s, %v; want %s", got, err, want)
		}
	}
	line := func(cold bool) map[string]any {
		return map[string]any{"level": "INFO", "msg": "invocation", "step": "triage", "case": "202611-000001", "request": "r-1", "ms": 7.0, "cold": cold}
	}
	if diff := cmp.Diff([]map[string]any{line(true), line(false)}, lines(t, out)); diff != "" {
		t.Errorf("log (-want +got):\n%s", diff)
	}
}

func TestAnErrorIsItsKindAndNoMore(t *testing.T) {
	secret := errors.New("arn:aws:dynamodb:secret")
	for _, tt := range []struct {
		name        string
		err         error
		kind, level string
	}{
		{"busy", fault.Wrap(fault.Busy, secret, "read the store"), "Busy", "WARN"},
		{"wrapped", fmt.Errorf("judge: %w", fault.New(fault.Stale, fault.Say("secret", ""))), "Stale", "WARN"},
		{"joined", errors.Join(secret, fault.New(fault.NotFound, fault.Text{})), "NotFound", "WARN"},
		{"foreign", secret, "Internal", "ERROR"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, out := process(t)
			_, err := task(p, func(context.Context, input) (output, error) { return output{}, tt.err }, nil)(t.Context(), []byte(`{}`))
			// Lambda does not unwrap: it has to be this very type.
			got, ok := err.(messages.InvokeResponse_Error) //nolint:errorlint
			if !ok || got.Type != tt.kind || got.Message == "" || strings.Contains(got.Message, "secret") {
				t.Errorf("Lambda is told %#v, want %s and a sentence", err, tt.kind)
			}
			all := lines(t, out)
			if len(all) != 1 || all[0]["kind"] != tt.kind || all[0]["level"] != tt.level || all[0]["err"] != tt.err.Error() {
				t.Errorf("log %v", all)
			}
		})
	}
}

func TestAnEventThatCannotBeReadIsRefused(t *testing.T) {
	p, out := process(t)
	_, err := task(p, func(context.Context, input) (output, error) { t.Error("it was handled"); return output{}, nil }, nil)(t.Context(), []byte(`{"reference":7}`))
	if got, ok := err.(messages.InvokeResponse_Error); !ok || got.Type != "Internal" { //nolint:errorlint
		t.Errorf("got %v", err)
	}
	if all := lines(t, out); len(all) != 1 || all[0]["kind"] != "Internal" {
		t.Errorf("log %v", all)
	}
}

func TestAStreamIsAnsweredWhateverHappens(t *testing.T) {
	p, out := process(t)
	do := stream(p, func(context.Context, input) (output, error) {
		return output{"what failed"}, errors.New("the topic is gone")
	}, nil)
	got, err := do(t.Context(), []byte(`{}`))
	if want := `{"next":"what failed"}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
	if all := lines(t, out); len(all) != 1 || all[0]["err"] != "the topic is gone" || all[0]["level"] != "ERROR" {
		t.Errorf("log %v", all)
	}
	if got, err := do(t.Context(), []byte(`[]`)); err == nil {
		t.Errorf("a batch that cannot be read is answered %s", got)
	}
}

func TestCountsAreMetricsAlsoOfARunThatFails(t *testing.T) {
	p, out := process(t)
	do := task(p, func(context.Context, input) (output, error) { return output{}, fault.New(fault.Busy, fault.Text{}) },
		func(output) map[string]int { return map[string]int{"Sweeps": 1, "Fired": 0} })
	if _, err := do(t.Context(), []byte(`{}`)); err == nil {
		t.Fatal("want an error")
	}
	all := lines(t, out)
	want := map[string]any{
		"function": "redress-triage", "Sweeps": 1.0, "Fired": 0.0,
		"_aws": map[string]any{
			"Timestamp": float64(time.Date(2026, 11, 2, 1, 0, 0, 14e6, time.UTC).UnixMilli()),
			"CloudWatchMetrics": []any{map[string]any{
				"Namespace": "Redress", "Dimensions": []any{[]any{"function"}},
				"Metrics": []any{map[string]any{"Name": "Fired", "Unit": "Count"}, map[string]any{"Name": "Sweeps", "Unit": "Count"}},
			}},
		},
	}
	if diff := cmp.Diff(want, all[0]); diff != "" || len(all) != 2 {
		t.Errorf("%d lines, metrics (-want +got):\n%s", len(all), diff)
	}
}

func TestAnInvocationEndsBeforeItsTimeDoes(t *testing.T) {
	p, _ := process(t)
	end := time.Now().Add(time.Minute)
	ctx, cancel := context.WithDeadline(t.Context(), end)
	defer cancel()
	_, err := task(p, func(ctx context.Context, _ input) (output, error) {
		deadline, ok := ctx.Deadline()
		if want := end.Add(-grace); !ok || !deadline.Equal(want) {
			t.Errorf("the handler has until %s, want %s", deadline, want)
		}
		for seconds, want := range map[int]bool{58: false, 61: true} {
			if got := Until(seconds)(ctx); got != want {
				t.Errorf("less than %d s are left: %v, want %v", seconds, got, want)
			}
		}
		return output{}, nil
	}, nil)(ctx, []byte(`{}`))
	if err != nil {
		t.Fatal(err)
	}
	if Until(61)(t.Context()) {
		t.Error("an invocation without a deadline is at its end")
	}
}

func TestAPanicIsToldAndEndsTheEnvironment(t *testing.T) {
	out := &bytes.Buffer{}
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(out, nil)))
	defer slog.SetDefault(before)
	_, err := invocation(func(context.Context, []byte) ([]byte, error) { panic("secret") }).Invoke(t.Context(), nil)
	got, ok := err.(messages.InvokeResponse_Error) //nolint:errorlint
	if !ok || got.Type != "Internal" || !got.ShouldExit || strings.Contains(got.Message, "secret") {
		t.Errorf("Lambda is told %#v", err)
	}
	if all := lines(t, out); len(all) != 1 || all[0]["panic"] != "secret" || !strings.Contains(fmt.Sprint(all[0]["stack"]), "boundary_test.go") {
		t.Errorf("log %v", all)
	}
}

func TestARefusalIsWrittenOnce(t *testing.T) {
	out := &bytes.Buffer{}
	h := heard{out}
	for _, line := range []string{`{"errorMessage":"x","errorType":"Busy"}` + "\n", "something else\n"} {
		if n, err := h.Write([]byte(line)); n != len(line) || err != nil {
			t.Errorf("wrote %d, %v", n, err)
		}
	}
	if out.String() != "something else\n" {
		t.Errorf("wrote %q", out)
	}
}
