package boot

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/lambda/messages"
	"github.com/aws/aws-lambda-go/lambdacontext"

	"github.com/redress/redress/shared/fault"
)

// Task serves tasks of the workflow: an error reaches it as the name of its
// kind, so that the state machine's Retry and Catch clauses find it. Counts may
// be nil.
func Task[In, Out any](p *Process, handle func(context.Context, In) (Out, error), counts func(Out) map[string]int) {
	serve(task(p, handle, counts))
}

// Scheduled serves runs that time starts and that are told nothing. A run that
// fails is a failed invocation, which Lambda tries again as the template says.
func Scheduled[Out any](p *Process, handle func(context.Context) (Out, error), counts func(Out) map[string]int) {
	serve(task(p, func(ctx context.Context, _ struct{}) (Out, error) { return handle(ctx) }, counts))
}

// Stream serves batches of a stream. The answer says which records failed, so
// an error is only told to the log: it would fail the whole batch.
func Stream[In, Out any](p *Process, handle func(context.Context, In) (Out, error), counts func(Out) map[string]int) {
	serve(stream(p, handle, counts))
}

func task[In, Out any](p *Process, handle func(context.Context, In) (Out, error), counts func(Out) map[string]int) invocation {
	return func(ctx context.Context, event []byte) ([]byte, error) {
		out, _, err := run(ctx, p, event, handle, counts)
		if err != nil {
			return nil, refusal(err)
		}
		return json.Marshal(out)
	}
}

func stream[In, Out any](p *Process, handle func(context.Context, In) (Out, error), counts func(Out) map[string]int) invocation {
	return func(ctx context.Context, event []byte) ([]byte, error) {
		out, handled, err := run(ctx, p, event, handle, counts)
		if !handled {
			return nil, refusal(err)
		}
		return json.Marshal(out)
	}
}

// run reads an event, has it handled, and writes down what came of it.
func run[In, Out any](ctx context.Context, p *Process, event []byte, handle func(context.Context, In) (Out, error), counts func(Out) map[string]int) (out Out, handled bool, err error) {
	v := p.begin(ctx)
	defer v.cancel()
	var in In
	var about struct {
		Reference string `json:"reference"`
	}
	if err = json.Unmarshal(event, &in); err != nil {
		err = fault.Wrap(fault.Internal, err, "read the event")
	} else {
		_ = json.Unmarshal(event, &about) // an event that is about no case
		handled = true
		out, err = handle(v.ctx, in)
		if counts != nil {
			p.count(counts(out))
		}
	}
	v.end(err, slog.String("case", about.Reference))
	return out, handled, err
}

// refusal is what the caller may know of an error: its kind, and a fixed
// sentence. It must be returned as it is, for Lambda takes the name of a wrapped
// error from the wrapping.
func refusal(err error) messages.InvokeResponse_Error {
	kind := fault.KindOf(err)
	return messages.InvokeResponse_Error{Type: string(kind), Message: fault.Of(fault.New(kind, fault.Text{})).Msg.EN}
}

// grace is what is left of an invocation's time when its context ends, so that
// it can still say what has happened.
const grace = 500 * time.Millisecond

// visit is one invocation as the boundary sees it.
type visit struct {
	p       *Process
	ctx     context.Context
	cancel  context.CancelFunc
	started time.Time
	cold    bool
	status  int // of the answer to a call
}

func (p *Process) begin(ctx context.Context) visit {
	v := visit{p: p, started: p.now(), cold: !p.warm.Swap(true)}
	if deadline, ok := ctx.Deadline(); ok {
		v.ctx, v.cancel = context.WithDeadline(ctx, deadline.Add(-grace))
	} else {
		v.ctx, v.cancel = context.WithCancel(ctx)
	}
	return v
}

// end writes the invocation's line. Errors are written here and nowhere else.
func (v visit) end(err error, more ...slog.Attr) {
	attrs := []slog.Attr{slog.Int64("ms", v.p.now().Sub(v.started).Milliseconds()), slog.Bool("cold", v.cold)}
	if lc, ok := lambdacontext.FromContext(v.ctx); ok {
		attrs = append(attrs, slog.String("request", lc.AwsRequestID))
	}
	for _, a := range more {
		if a.Value.Kind() != slog.KindString || a.Value.String() != "" {
			attrs = append(attrs, a)
		}
	}
	level := slog.LevelInfo
	if v.status > 0 {
		attrs = append(attrs, slog.Int("status", v.status))
	}
	if v.status >= 500 {
		level = slog.LevelError
	}
	if err != nil {
		attrs = append(attrs, slog.String("kind", string(fault.KindOf(err))), slog.String("err", err.Error()))
		level = slog.LevelWarn
		if fault.Is(err, fault.Internal) {
			level = slog.LevelError
		}
	}
	v.p.log.LogAttrs(v.ctx, level, "invocation", attrs...)
}
