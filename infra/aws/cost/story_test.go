package cost

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/redress/redress/shared/web"
)

// play plays a story and gives what it cost beyond what is idle. A story is a
// list of lines:
//
//	begin TIME              office time, such as 2026-11-02 09:10; the first line
//	submit JSON             the customer's complaint, by the public call
//	at TIME                 time moves
//	do ROLE COMMAND JSON    a command that must succeed
//	get ROLE PATH           a call that reads; {reference} is filled in
//	status STATUS [OUTCOME]
//	told KIND N             so many notices of a kind so far
//
// Lines that begin with # say what it is about.
func play(h *house, lines []string, keyed bool, idle map[string]tally) tally {
	h.t.Helper()
	s := &story{house: h, keyed: keyed}
	for n, line := range lines {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "begin ") {
			continue
		}
		if s.line(line); h.t.Failed() {
			h.t.Fatalf("line %d: %s", n+1, line)
		}
	}
	t := h.tally()
	for run, each := range idle {
		t.add(each, -h.counted[run])
		delete(t, run)
	}
	maps.DeleteFunc(t, func(name string, _ float64) bool { return strings.HasPrefix(name, milliseconds+backgroundly) })
	h.countBytes(t, s.reference)
	return t
}

// readStory gives the lines of a story, and when it begins.
func readStory(h string, zone *time.Location) (lines []string, begin time.Time, err error) {
	text, err := os.ReadFile(filepath.Join("testdata", h+".story"))
	if err != nil {
		return nil, begin, err
	}
	lines = strings.Split(string(text), "\n")
	for _, line := range lines {
		if at, ok := strings.CutPrefix(line, "begin "); ok {
			begin, err = time.ParseInLocation(layout, at, zone)
			return lines, begin, err
		}
	}
	return nil, begin, fmt.Errorf("story %s does not begin", h)
}

const layout = "2006-01-02 15:04"

// story is a story under play.
type story struct {
	*house
	keyed               bool // each call that writes has an idempotency key
	sent                int
	reference, tracking string
}

func (s *story) line(line string) {
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "submit":
		var r web.Receipt
		s.call("customer", "POST", "/v1/complaints", rest, 201, &r)
		s.reference, s.tracking = r.Reference, r.TrackingCode
	case "at":
		at, err := time.ParseInLocation(layout, rest, s.policy.Zone())
		s.must(err)
		s.advance(at)
	case "do":
		f := append(strings.SplitN(rest, " ", 3), "{}")
		path := "/v1/cases/" + s.reference + "/" + f[1]
		if f[0] == "customer" {
			path = "/v1/complaints/" + s.reference + "/" + f[1]
		}
		s.call(f[0], "POST", path, f[2], 200, nil)
	case "get":
		role, path, _ := strings.Cut(rest, " ")
		s.call(role, "GET", strings.ReplaceAll(path, "{reference}", s.reference), "", 200, nil)
	case "status":
		c, err := s.bare.Case(s.t.Context(), s.reference)
		s.must(err)
		if got := strings.TrimSpace(string(c.Status) + " " + string(c.Outcome)); got != rest {
			s.t.Errorf("the case is %s", got)
		}
	case "told":
		s.told(rest)
	default:
		s.t.Fatalf("unknown word %q", word)
	}
}

func (s *story) told(rest string) {
	var kind string
	var want, got int
	if _, err := fmt.Sscan(rest, &kind, &want); err != nil {
		s.t.Fatal(err)
	}
	for _, n := range s.outside.told {
		if n.Kind == kind && n.Reference == s.reference {
			got++
		}
	}
	if got != want {
		s.t.Errorf("%d notices of that kind", got)
	}
}

// function is the function that serves a path.
func function(path string) string {
	path, _, _ = strings.Cut(path, "?")
	switch {
	case strings.HasPrefix(path, "/v1/complaints"):
		return "intake"
	case path == "/v1/callbacks", strings.HasSuffix(path, "/callback"):
		return "callback"
	case strings.HasPrefix(path, "/v1/reports"):
		return "report"
	}
	return "casework"
}

// headers is about what the headers of an answer take.
const headers = 300

// call makes a call through the API.
func (s *story) call(role, method, path, body string, status int, out any) {
	s.t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	switch role {
	case "customer":
		req.Header.Set("Tracking-Code", s.tracking)
	case "handler":
		unit, _ := s.policy.UnitFor("demo")
		req.Header.Set("Authorization", "Bearer dev:handler:"+unit.ID)
	default:
		req.Header.Set("Authorization", "Bearer dev:"+role+":*")
	}
	if s.sent++; method == "POST" && (s.keyed || role == "customer") {
		req.Header.Set("Idempotency-Key", fmt.Sprintf("key-%d", s.sent))
	}
	rec := httptest.NewRecorder()
	of := function(path)
	s.invoke(of, func() map[string]int { s.api[of].ServeHTTP(rec, req); return nil })
	s.counted[calls]++
	s.counted[logged] += logBytes(s.stack.accessLine())
	s.counted[answered] += float64(rec.Body.Len() + headers)
	if rec.Code != status {
		s.t.Fatalf("%s %s: status %d, want %d: %s", method, path, rec.Code, status, rec.Body)
	}
	if out != nil {
		s.must(json.Unmarshal(rec.Body.Bytes(), out))
	}
	s.settle()
}
