package boot

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// HTTP serves the calls of an HTTP API.
func HTTP(p *Process, h http.Handler) { serve(served(p, h)) }

// HTTPOrTask serves calls of an HTTP API, and tasks that the schedule sends.
func HTTPOrTask[In, Out any](p *Process, h http.Handler, handle func(context.Context, In) (Out, error), counts func(Out) map[string]int) {
	serve(either(served(p, h), task(p, handle, counts)))
}

// either tells calls by their request context; nobody outside can leave it out.
func either(calls, others invocation) invocation {
	return func(ctx context.Context, event []byte) ([]byte, error) {
		var e struct {
			RequestContext json.RawMessage `json:"requestContext"`
		}
		if json.Unmarshal(event, &e) == nil && e.RequestContext != nil {
			return calls(ctx, event)
		}
		return others(ctx, event)
	}
}

func served(p *Process, h http.Handler) invocation {
	return func(ctx context.Context, event []byte) ([]byte, error) {
		v := p.begin(ctx)
		defer v.cancel()
		var c call
		err := json.Unmarshal(event, &c)
		if err != nil {
			err = fault.Wrap(fault.Internal, err, "read the event")
			v.end(err)
			return nil, refusal(err)
		}
		r, err := c.request(v.ctx)
		if err != nil {
			v.end(err, slog.String("route", c.RouteKey))
			return nil, refusal(err)
		}
		w := &recorder{header: http.Header{}}
		h.ServeHTTP(w, r)
		answer := w.answer(r)
		v.status = w.status
		v.end(nil, slog.String("route", c.RouteKey), slog.String("case", referenceIn(c.RawPath)))
		return answer, nil
	}
}

// referenceIn is the case that a path such as /v1/cases/202611-000001/note or
// /desk/cases/202611-000001 is about. What else a caller writes there may be anything, and is not written to
// the log.
func referenceIn(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts[:len(parts)-1] {
		if (part == "cases" || part == "complaints") && complaint.IsReference(parts[i+1]) {
			return parts[i+1]
		}
	}
	return ""
}
