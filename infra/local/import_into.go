package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/sqlite"
	"github.com/redress/redress/shared/web"
)

// recorder is where an import records complaints.
type recorder struct {
	caller
	token    string
	language string
	folder   *folder // nil for a site, and where nothing is recorded
}

// agent is who records into a data folder.
const agent = "dev:agent:*"

func (f importFlags) open(ctx context.Context, p *policy.Policy) (recorder, error) {
	if f.site != "" {
		return recorder{caller: over(f.site, f.parallel), token: f.token, language: f.language}, nil
	}
	r := recorder{token: agent, language: f.language}
	stored := f.data != "" && findStore(f.data) == nil
	if !stored && !f.dryRun {
		if err := makeStore(f.data); err != nil {
			return r, err
		}
		stored = true
	}
	d := &desk.Desk{Policy: p, Now: time.Now} // enough to check
	if stored {
		folder, err := openFolder(ctx, f.data, f.policy, !f.dryRun)
		if err != nil {
			return r, err
		}
		r.folder, d = folder, folder.desk()
	}
	r.caller = within(web.New(&casework.Handler{Cases: web.Cases{Desk: d, Authenticate: web.DevTokens(d.Policy)}}))
	return r, nil
}

// makeStore makes a new data folder, as serve does.
func makeStore(dir string) error {
	held, err := lock(dir)
	if err != nil {
		return err
	}
	db, err := sqlite.Open(dir)
	if err == nil {
		err = db.Close()
	}
	return errors.Join(err, held.Close())
}

func (r recorder) close() error {
	if r.folder == nil {
		return nil
	}
	return r.folder.close()
}

// virtual tells whether the folder lives in virtual time, in which deeds are done
// one after the other.
func (r recorder) virtual() bool { return r.folder != nil && r.folder.watch.virtual }

// check asks whether a complaint would be recorded. Bad fields are those for
// which it would not.
func (r recorder) check(ctx context.Context, s web.Submission) ([]web.BadField, error) {
	return r.verdict(r.patient(ctx, call{path: "/v1/cases/check", as: r.token, language: r.language, body: s}, nil))
}

// record records a complaint under a key; before tells that it was recorded
// earlier.
func (r recorder) record(ctx context.Context, key string, s web.Submission) (before bool, bad []web.BadField, err error) {
	bad, err = r.verdict(r.patient(ctx, call{path: "/v1/cases", as: r.token, key: key, language: r.language, body: s}, &before))
	return before, bad, err
}

// How often a call is made again when the other side is busy or not there, and
// after which pauses: they double.
const (
	triesOfCall = 6
	firstPause  = 500 * time.Millisecond
	longPause   = time.Minute
)

// patient makes a call until it is answered by something else than "not now".
// The key makes that harmless. Replayed, if asked for, tells an answer of before.
func (r recorder) patient(ctx context.Context, k call, replayed *bool) error {
	pause := firstPause
	for try := 1; ; try++ {
		header, err := r.ask(ctx, k)
		if err == nil {
			if replayed != nil {
				*replayed = header.Get("Idempotency-Replayed") == "true"
			}
			return nil
		}
		refused, answered := errors.AsType[*refusal](err)
		if answered && !notNow(refused.status) || try == triesOfCall || ctx.Err() != nil {
			return err
		}
		wait := pause
		if answered {
			wait = max(wait, asked(refused.header))
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait):
		}
		pause *= 2
	}
}

// notNow tells the answers after which the same call may succeed.
func notNow(status int) bool {
	return status == http.StatusTooManyRequests || status >= http.StatusInternalServerError
}

// asked is how long the other side asks to be left alone, within reason.
func asked(header http.Header) time.Duration {
	seconds, err := strconv.Atoi(header.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(seconds)*time.Second, longPause)
}

// otherwise is said of a row whose key was used with another body.
var otherwise = fault.Say("this row was recorded before with other words", "该行此前已以不同内容登记")

// verdict tells a complaint that was refused from a call that failed.
func (r recorder) verdict(err error) ([]web.BadField, error) {
	said, answered := errors.AsType[*refusal](err)
	if !answered {
		return nil, err
	}
	var p web.Problem
	if json.Unmarshal(said.body, &p) != nil { // from something before the program, or from no deployment at all
		return nil, fmt.Errorf("the site answers %d %s", said.status, http.StatusText(said.status))
	}
	switch said.status {
	case http.StatusConflict:
		return []web.BadField{{Message: otherwise.In(r.language)}}, nil
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity:
		if len(p.Errors) == 0 {
			p.Errors = []web.BadField{{Message: p.Detail}}
		}
		return p.Errors, nil
	}
	return nil, fmt.Errorf("the site answers %d: %s", said.status, p.Detail)
}
