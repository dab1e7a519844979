//go:build unix

package e2e

import (
	"encoding/json"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/infra/aws/emulator"
)

// swept finds what the schedule's sweeps leave: their metrics in the log, and a copy
// of the policy beside the reports.
func (s *stack) swept() {
	s.t.Helper()
	eventually(s.t, 2*time.Minute, "a sweep's metrics in the log", func() bool {
		for _, line := range s.logs()["/"+name+"/deadline"] {
			var m struct {
				AWS struct {
					CloudWatchMetrics []struct {
						Namespace string
						Metrics   []struct{ Name string }
					}
				} `json:"_aws"`
				Sweeps int
			}
			if json.Unmarshal([]byte(line), &m) == nil && len(m.AWS.CloudWatchMetrics) > 0 &&
				m.AWS.CloudWatchMetrics[0].Namespace == "Redress" && m.Sweeps > 0 {
				return true
			}
		}
		return false
	})
	objects := string(s.aws("s3api", "list-objects-v2", "--bucket", s.physical("Bucket"), "--prefix", "policies/"))
	if !strings.Contains(objects, "policies/state-grid@") {
		s.t.Errorf("the bucket has no copy of the policy: %s", objects)
	}
}

// nothingFailed finds the failure queues empty, and every crash that was not ours.
func (s *stack) nothingFailed() {
	s.t.Helper()
	for _, queue := range []string{"RelayFailures", "ScheduleFailures", "SuccessionFailures"} {
		if n := s.waiting(queue); n > 0 {
			s.t.Errorf("%s has %d messages", queue, n)
		}
	}
	for group, lines := range s.logs() {
		for _, line := range lines {
			if strings.Contains(line, `"level":"ERROR"`) || strings.Contains(line, "AccessDenied") {
				s.t.Errorf("%s: %s", group, line)
			}
		}
	}
}

// nothingPrivate finds nothing of who complains and of what in logs and notices.
func (s *stack) nothingPrivate(all *ear) {
	s.t.Helper()
	texts := s.logs()
	texts["the topic"] = all.raw
	total := 0
	for where, lines := range texts {
		total += len(lines)
		for _, leak := range leaks(lines, private) {
			s.t.Errorf("%s tells %s", where, leak)
		}
	}
	if total < 50 {
		s.t.Errorf("%d lines were looked at: too few to be all", total)
	}
}

// leaks gives the lines that have one of the words in them, as it is or as JSON
// writes it in ASCII.
func leaks(lines, words []string) (found []string) {
	for _, line := range lines {
		for _, word := range words {
			if strings.Contains(line, word) || strings.Contains(strings.ToLower(line), strings.Trim(strings.ToLower(strconv.QuoteToASCII(word)), `"`)) {
				found = append(found, word+": "+line)
			}
		}
	}
	return found
}

func TestLeaksAreFoundInAnySpelling(t *testing.T) {
	lines := []string{`{"msg":"invocation","case":"202611-000001"}`, `{"err":"send to 13900000001"}`, `{"text":"\u738B\u67d0\u67d0"}`, "停了四次电"}
	got := leaks(lines, private)
	want := []string{"13900000001: " + lines[1], "王某某: " + lines[2], "停了四次电: " + lines[3]}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("leaks (-want +got):\n%s", diff)
	}
}

// takeDown deletes the stack and stops the stand-ins, and finds nothing left.
func (s *stack) takeDown() {
	s.t.Helper()
	s.aws("cloudformation", "delete-stack", "--stack-name", name)
	eventually(s.t, soon, "the stack is gone", func() bool {
		return !strings.Contains(string(s.aws("cloudformation", "list-stacks", "--stack-status-filter", "CREATE_COMPLETE", "UPDATE_COMPLETE", "DELETE_IN_PROGRESS", "DELETE_FAILED")), `"`+name+`"`)
	})
	s.mapper.stop()
	for _, e := range []*emulator.Emulator{s.services, s.states} {
		if err := e.Stop(); err != nil {
			s.t.Error(err)
		}
		if emulator.Alive(e.Group()) {
			s.t.Errorf("process group %d is left", e.Group())
		}
		if c, err := net.Dial("tcp", "127.0.0.1:"+e.Port); err == nil {
			c.Close()
			s.t.Errorf("port %s is open", e.Port)
		}
	}
}
