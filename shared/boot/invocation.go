package boot

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"

	"github.com/redress/redress/shared/fault"
)

// invocation is a handler as Lambda calls it.
type invocation func(ctx context.Context, event []byte) ([]byte, error)

// Invoke implements lambda.Handler. After a panic the environment is thrown away:
// nobody knows what it left behind.
func (i invocation) Invoke(ctx context.Context, event []byte) (answer []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			slog.ErrorContext(ctx, "panic", "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			told := refusal(fault.New(fault.Internal, fault.Text{}))
			told.ShouldExit = true
			answer, err = nil, told
		}
	}()
	return i(ctx, event)
}

// heard leaves out of a log what Lambda's runtime writes of each refusal: the
// boundary has written it.
type heard struct{ io.Writer }

func (h heard) Write(line []byte) (int, error) {
	if bytes.Contains(line, []byte(`"errorType":`)) {
		return len(line), nil
	}
	return h.Writer.Write(line)
}
