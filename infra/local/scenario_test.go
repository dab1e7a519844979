package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
	"github.com/redress/redress/statemachines"
)

// TestScenarios plays the stories of testdata/*.story through the whole
// program over HTTP, with the virtual clock. A story is a list of lines:
//
//	policy PACK                 another pack than state-grid; the first line
//	begin TIME                  virtual time starts (office time: 2026-09-30 16:20)
//	submit ROLE JSON            a complaint; the story goes on with it (customer: the public call)
//	on REFERENCE                the story goes on with an earlier complaint of its own
//	at TIME                     virtual time moves
//	do ROLE COMMAND JSON        a command that must succeed
//	refuse STATUS ROLE COMMAND JSON
//	status STATUS [OUTCOME]
//	clock NAME STATE DUE [END]  as it stands now, times as 01-02 15:04
//	told                        the indented lines below are all notices so far
//	letters KIND...             the messages to the customer so far
//	letter TEXT                 the last message to the customer, as it was sent
//	public PATH VALUE           a member of what the customer reads, such as ruling.why
//	calls PATH VALUE            a member of what the callback desk reads, such as calls.0.attempts
//	progress                    the indented lines below are the timeline that the customer reads
//	path STATE...               the workflow's states so far, without the choices
//	flow MACHINE STATUS STATE...  an execution beside the journey, its states so far without the choices
//	field PATH VALUE            a member of the case, such as supervision.level
//	counted FIGURE REFERENCE... the orders behind a figure of the year's reports so far
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/*.story")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".story"), func(t *testing.T) {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			s := &scene{t: t}
			s.play(strings.Split(string(text), "\n"))
			replays(t, s.app)
		})
	}
}

// scene is a program under play.
type scene struct {
	t         *testing.T
	app       *app
	server    http.Handler
	pack      string
	zone      *time.Location
	handlers  string // the unit that answers for the region demo
	reference string
	tracking  string
	codes     map[string]string // by reference
}

func (s *scene) play(lines []string) {
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		var block []string
		for i+1 < len(lines) && strings.HasPrefix(lines[i+1], "  ") {
			i++
			block = append(block, strings.TrimSpace(lines[i]))
		}
		if !s.line(word, rest, block) {
			s.t.Fatalf("line %d: unknown word %q", i+1, word)
		}
		if s.t.Failed() {
			s.t.Fatalf("line %d: %s", i+1, line)
		}
	}
}

func (s *scene) line(word, rest string, block []string) bool {
	switch word {
	case "policy":
		s.pack = rest
	case "begin":
		s.begin(rest)
	case "submit":
		role, body, _ := strings.Cut(rest, " ")
		s.submit(role, body)
	case "on":
		s.reference, s.tracking = rest, s.codes[rest]
	case "at":
		s.call("POST", "/local/clock", "", fmt.Sprintf(`{"to":%q}`, s.time(rest).Format(time.RFC3339)), 200, nil)
	case "do":
		s.command(200, rest)
	case "refuse":
		var status int
		code, order, _ := strings.Cut(rest, " ")
		fmt.Sscan(code, &status)
		s.command(status, order)
	case "status":
		c := s.read()
		s.same("status", rest, strings.TrimSpace(string(c.Status)+" "+string(c.Outcome)))
	case "clock":
		s.clock(rest)
	case "told":
		s.same("notices", strings.Join(block, "\n"), strings.Join(s.told(), "\n"))
	case "letters":
		s.same("letters", rest, strings.Join(s.letters(), " "))
	case "letter":
		s.same("letter", rest, s.letter())
	case "public":
		path, want, _ := strings.Cut(rest, " ")
		s.same(path, want, s.member("/v1/complaints/"+s.reference, s.tracking, path))
	case "calls":
		path, want, _ := strings.Cut(rest, " ")
		s.same(path, want, s.member("/v1/callbacks", "dev:callback:*", path))
	case "progress":
		s.same("progress", strings.Join(block, "\n"), strings.Join(s.progress(), "\n"))
	case "path":
		s.same("path", strings.Join(strings.Fields(rest), "\n"), strings.Join(s.path(), "\n"))
	case "flow":
		machine, want, _ := strings.Cut(rest, " ")
		s.same("flow "+machine, want, s.flow(machine))
	case "field":
		path, want, _ := strings.Cut(rest, " ")
		s.same(path, want, s.field(path))
	case "counted":
		figure, want, _ := strings.Cut(rest, " ")
		s.same("counted "+figure, want, strings.Join(s.counted(figure), " "))
	default:
		return false
	}
	return true
}

func (s *scene) same(what, want, got string) {
	s.t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		s.t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// testApp is the program over a store in memory.
func testApp(t *testing.T, clock string) *app {
	t.Helper()
	return testAppOf(t, "state-grid", clock)
}

// testAppOf is the program under another policy.
func testAppOf(t *testing.T, pack, clock string) *app {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	a, err := newApp(t.Context(), config{data: ":memory:", policy: pack, clock: clock, dev: true}, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.close)
	return a
}

func (s *scene) begin(at string) {
	if s.pack == "" {
		s.pack = "state-grid"
	}
	p, err := policy.Named(s.pack)
	if err != nil {
		s.t.Fatal(err)
	}
	unit, _ := p.UnitFor("demo")
	s.zone, s.handlers = p.Zone(), unit.ID
	s.app = testAppOf(s.t, s.pack, s.time(at).Format(time.RFC3339))
	s.server = s.app.handler()
}

func (s *scene) time(text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", text, s.zone)
	if err != nil {
		if at, err = time.ParseInLocation("2006-01-02 15:04:05", text, s.zone); err != nil {
			s.t.Fatal(err)
		}
	}
	return at
}

// call makes a call, checks its status and reads its answer.
func (s *scene) call(method, path, token, body string, status int, out any) {
	s.t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	if strings.HasPrefix(token, "dev:") {
		req.Header.Set("Authorization", "Bearer "+token)
	} else if token != "" {
		req.Header.Set("Tracking-Code", token)
	}
	rec := httptest.NewRecorder()
	s.server.ServeHTTP(rec, req)
	answer, err := io.ReadAll(rec.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if rec.Code != status {
		s.t.Fatalf("%s %s: status %d, want %d: %s", method, path, rec.Code, status, answer)
	}
	if out != nil {
		if err := json.Unmarshal(answer, out); err != nil {
			s.t.Fatalf("%s %s: %v in %s", method, path, err, answer)
		}
	}
}

func (s *scene) submit(role, body string) {
	var r web.Receipt
	if role == "customer" {
		s.call("POST", "/v1/complaints", "", body, 201, &r)
	} else {
		s.call("POST", "/v1/cases", "dev:"+role+":*", body, 201, &r)
	}
	s.reference, s.tracking = r.Reference, r.TrackingCode
	if s.codes == nil {
		s.codes = map[string]string{}
	}
	s.codes[s.reference] = s.tracking
}

// command gives ROLE COMMAND JSON; the handler's token is that of the unit that
// answers, "supervisor:UNIT" that of any unit, and all others are the whole company's.
func (s *scene) command(status int, rest string) {
	role, rest, _ := strings.Cut(rest, " ")
	name, body, _ := strings.Cut(rest, " ")
	if body == "" {
		body = "{}"
	}
	switch role {
	case "customer":
		s.call("POST", "/v1/complaints/"+s.reference+"/"+name, s.tracking, body, status, nil)
	case "handler":
		s.call("POST", "/v1/cases/"+s.reference+"/"+name, "dev:handler:"+s.handlers, body, status, nil)
	default:
		if !strings.Contains(role, ":") {
			role += ":*"
		}
		s.call("POST", "/v1/cases/"+s.reference+"/"+name, "dev:"+role, body, status, nil)
	}
}

func (s *scene) read() web.CaseView {
	var c web.CaseView
	s.call("GET", "/v1/cases/"+s.reference, "dev:supervisor:*", "", 200, &c)
	return c
}

func (s *scene) clock(rest string) {
	name, want, _ := strings.Cut(rest, " ")
	c := s.read()
	for i := len(c.Clocks) - 1; i >= 0; i-- {
		if k := c.Clocks[i]; k.Name == name {
			got := string(k.State) + " " + k.DueAt.In(s.zone).Format("01-02 15:04")
			if !k.EndedAt.IsZero() {
				got += " " + k.EndedAt.In(s.zone).Format("01-02 15:04")
			}
			s.same("clock "+name, want, got)
			return
		}
	}
	s.t.Errorf("the case runs no clock %s", name)
}

func (s *scene) told() []string {
	var list struct{ Notices []complaint.Notice }
	s.call("GET", "/local/notices?reference="+s.reference, "", "", 200, &list)
	var lines []string
	for _, n := range list.Notices {
		line := strings.Join([]string{n.At.In(s.zone).Format("01-02 15:04"), n.Kind, n.Clock, n.Point, strings.Join(n.Levels, "+")}, " ")
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	return lines
}

func (s *scene) letters() []string {
	var list struct{ Messages []struct{ Kind string } }
	s.call("GET", "/local/messages?reference="+s.reference, "", "", 200, &list)
	var kinds []string
	for _, m := range list.Messages {
		kinds = append(kinds, m.Kind)
	}
	return kinds
}

// letter is the text of the last message to the customer.
func (s *scene) letter() string {
	var list struct{ Messages []struct{ Text string } }
	s.call("GET", "/local/messages?reference="+s.reference, "", "", 200, &list)
	if len(list.Messages) == 0 {
		return ""
	}
	return list.Messages[len(list.Messages)-1].Text
}

// progress is what the customer reads, line by line.
func (s *scene) progress() []string {
	var p struct{ Timeline []struct{ Text string } }
	s.call("GET", "/v1/complaints/"+s.reference, s.tracking, "", 200, &p)
	var lines []string
	for _, l := range p.Timeline {
		lines = append(lines, l.Text)
	}
	return lines
}

// path are the states but for the choices, which are named in the past tense.
func (s *scene) path() []string {
	var x struct{ States []string }
	s.call("GET", "/local/executions/"+s.reference, "", "", 200, &x)
	return withoutChoices(s.t, "complaint", x.States)
}

// flow is how the last execution of a machine beside the journey stands.
func (s *scene) flow(machine string) string {
	var x executionsOut
	s.call("GET", "/local/executions/"+s.reference, "", "", 200, &x.Body)
	line := "none"
	for _, e := range x.Body.Executions {
		if string(e.Machine) == machine {
			line = strings.Join(append([]string{e.Status}, withoutChoices(s.t, machine, e.States)...), " ")
		}
	}
	return line
}

// withoutChoices leaves out the states of a machine that only choose.
func withoutChoices(t *testing.T, machine string, states []string) []string {
	t.Helper()
	var definition struct {
		States map[string]struct{ Type string }
	}
	if err := json.Unmarshal(statemachines.All()[machine], &definition); err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(states, func(name string) bool { return definition.States[name].Type == "Choice" })
}

// field reads a member of the case by its dotted path.
func (s *scene) field(path string) string {
	return s.member("/v1/cases/"+s.reference, "dev:supervisor:*", path)
}

// counted are the orders behind a figure of a report of the whole company and year.
func (s *scene) counted(figure string) []string {
	year := s.reference[:4]
	var built struct{ ID string }
	s.call("POST", "/v1/reports", "dev:auditor:*", `{"kind":"sla-breach","from":"`+year+`-01-01","to":"`+year+`-12-31"}`, 201, &built)
	var list struct{ References []string }
	s.call("GET", "/v1/reports/"+built.ID+"/cases?figure="+figure, "dev:auditor:*", "", 200, &list)
	return list.References
}

// member reads a member of an answer by its dotted path; one of a list by its
// place, from 0.
func (s *scene) member(call, token, path string) string {
	var v any
	s.call("GET", call, token, "", 200, &v)
	for name := range strings.SplitSeq(path, ".") {
		at, err := strconv.Atoi(name)
		if list, ok := v.([]any); ok && err == nil && at < len(list) {
			v = list[at]
			continue
		}
		m, ok := v.(map[string]any)
		if !ok {
			s.t.Fatalf("no member %s in %v", path, v)
		}
		v = m[name]
	}
	if text, ok := v.(string); ok {
		return text
	}
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(v); err != nil {
		s.t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}
