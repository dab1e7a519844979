package functions_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// sparing is a store that counts reads of cases, and keeps no answer by itself.
type sparing struct {
	complaint.Store
	reads int
}

func (s *sparing) Case(ctx context.Context, reference string) (*complaint.Case, error) {
	s.reads++
	return s.Store.Case(ctx, reference)
}

func (s *sparing) Remember(context.Context, complaint.StoredAnswer) error {
	return errors.New("an answer is to be written with its command")
}

// TestACommandIsOneReadAndOneWrite: the answer is committed with the command, in
// full, its events among them, and comes again for the same key.
func TestACommandIsOneReadAndOneWrite(t *testing.T) {
	o := newOffice(t)
	ref := o.submit(complaint.Submission{})
	store := &sparing{Store: o.desk.Store}
	o.desk.Store = store
	cases := web.Cases{Desk: o.desk, Authenticate: web.DevTokens(o.desk.Policy)}
	api := web.New(&casework.Handler{Cases: cases}, &intake.Handler{Desk: o.desk})
	for _, call := range []struct{ path, header, value, told string }{
		{"/v1/cases/" + ref + "/note", "Authorization", "Bearer dev:supervisor:*", `"type":"noted"`},
		{"/v1/complaints/" + ref + "/urges", "Tracking-Code", "code", `"timeline":[{`},
	} {
		var first string
		for try := range 2 {
			store.reads = 0
			r := httptest.NewRequest(http.MethodPost, call.path, strings.NewReader(`{"text":"在吗"}`))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Idempotency-Key", "k")
			r.Header.Set(call.header, call.value)
			w := httptest.NewRecorder()
			api.ServeHTTP(w, r)
			if body := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(body, call.told) || try > 0 && body != first {
				t.Errorf("%s: %d %s, want %s, and the same again", call.path, w.Code, body, call.told)
			}
			first = w.Body.String()
			if store.reads > 1-try && strings.Contains(call.path, "/cases/") {
				t.Errorf("%s, call %d: the case is read %d times", call.path, try, store.reads)
			}
		}
	}
}
