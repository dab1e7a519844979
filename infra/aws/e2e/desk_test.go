//go:build unix

package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/redress/redress/shared/web"
)

// desk is a client of the deployed API: with a token it is staff's, else the public's.
type desk struct {
	s      *stack
	token  string
	header map[string]string
}

// desk is the client of a role in a unit and those below it.
func (s *stack) desk(role, unit string) desk {
	return desk{s: s, token: s.issuer.token(map[string]any{"role": role, "unit": unit})}
}

// customer is the client of who holds a tracking code; "" of anybody.
func (s *stack) customer(code string) desk {
	return desk{s: s, header: map[string]string{"Tracking-Code": code}}
}

// answer makes a call and gives what came back.
func (d desk) answer(method, path, body string) (int, http.Header, []byte) {
	d.s.t.Helper()
	r, err := http.NewRequestWithContext(d.s.t.Context(), method, d.s.services.Endpoint+path, strings.NewReader(body))
	if err != nil {
		d.s.t.Fatal(err)
	}
	r.Host = d.s.api + ".execute-api.127.0.0.1:" + d.s.services.Port // by which the emulator knows the API
	r.Header.Set("Content-Type", "application/json")
	for k, v := range d.header {
		r.Header.Set(k, v)
	}
	if d.token != "" {
		r.Header.Set("Authorization", "Bearer "+d.token)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		d.s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		d.s.t.Fatal(err)
	}
	return res.StatusCode, res.Header, text
}

// call makes a call that must be answered by this status, and reads the answer.
func (d desk) call(method, path, body string, status int, out any) {
	d.s.t.Helper()
	got, _, text := d.answer(method, path, body)
	if got != status {
		d.s.t.Fatalf("%s %s: %d, want %d: %s", method, path, got, status, text)
	}
	if out != nil {
		if err := json.NewDecoder(bytes.NewReader(text)).Decode(out); err != nil {
			d.s.t.Fatalf("%s %s: %v in %s", method, path, err, text)
		}
	}
}

// submit hands a complaint in: staff's by the staff's call, else by the public's.
func (d desk) submit(body string) (r web.Receipt) {
	d.s.t.Helper()
	path := "/v1/complaints"
	if d.token != "" {
		path = "/v1/cases"
	}
	d.call("POST", path, body, http.StatusCreated, &r)
	return r
}

// do gives a command that must succeed.
func (d desk) do(reference, command, body string) {
	d.s.t.Helper()
	d.call("POST", "/v1/cases/"+reference+"/"+command, body, http.StatusOK, nil)
}

// read reads a case as the supervisor of the whole company sees it.
func (s *stack) read(reference string) (c web.CaseView) {
	s.t.Helper()
	s.desk("supervisor", "*").call("GET", "/v1/cases/"+reference, "", http.StatusOK, &c)
	return c
}

// awaits waits until a case has a status.
func (s *stack) awaits(reference, status string, within time.Duration) {
	s.t.Helper()
	eventually(s.t, within, reference+" is "+status, func() bool { return string(s.read(reference).Status) == status })
}
