//go:build unix

package e2e

import (
	"cmp"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// scheduled makes the call that a schedule makes at its hour, and reads the answer.
func (s *stack) scheduled(logical string, out any) {
	s.t.Helper()
	s.scheduledWith(logical, "", out)
}

// scheduledWith is scheduled with another payload.
func (s *stack) scheduledWith(logical, payload string, out any) {
	s.t.Helper()
	var schedule struct{ Target struct{ Arn, Input string } }
	s.account.rest("scheduler", "GET", "/schedules/"+s.physical(logical), nil, &schedule)
	answer, failed, err := s.invoker(schedule.Target.Arn)([]byte(cmp.Or(payload, schedule.Target.Input)))
	if err != nil || failed {
		s.t.Fatalf("%s: %v %s", logical, err, answer)
	}
	if err := json.Unmarshal(answer, out); err != nil {
		s.t.Fatalf("%s: %v in %s", logical, err, answer)
	}
}

// report has the reports of a day built, finds them, and follows the link of a notice
// without login. A new stack owes none, so that they are those due until tomorrow.
func (s *stack) report(all *ear) {
	s.t.Helper()
	var built struct{ Built []string }
	if s.scheduled("ReportEachQuarterHour", &built); len(built.Built) > 0 {
		s.t.Errorf("a new stack owed %v", built.Built)
	}
	tomorrow := `{"at":"` + time.Now().Add(24*time.Hour).UTC().Format(time.RFC3339) + `"}`
	if s.scheduledWith("ReportEachQuarterHour", tomorrow, &built); len(built.Built) == 0 {
		s.t.Fatal("no report is due until tomorrow")
	}
	objects := string(s.aws("s3api", "list-objects-v2", "--bucket", s.physical("Bucket")))
	for _, key := range []string{"reports/" + built.Built[0] + "/report.csv", "reports/" + built.Built[0] + "/report.html", "keys/report-links"} {
		if !strings.Contains(objects, key) {
			s.t.Errorf("the bucket has no %s: %s", key, objects)
		}
	}
	link := regexp.MustCompile(`https://redress\.example(/v1/reports/\S+)`)
	var path string
	eventually(s.t, soon, "the notice of the report, with its link", func() bool {
		n, ok := all.hears("report", "", "")
		found := link.FindStringSubmatch(n.Text)
		if ok = ok && found != nil; ok {
			path = found[1]
		}
		return ok
	})
	if status, _, page := s.customer("").answer("GET", path, ""); status != http.StatusOK || !strings.Contains(string(page), "<html") {
		s.t.Errorf("the link %s: %d", path, status)
	}
	if status, _, _ := s.customer("").answer("GET", path+"0", ""); status != http.StatusNotFound {
		s.t.Errorf("a false link: %d", status)
	}
	var list struct{ Reports []struct{ ID string } }
	s.desk("auditor", "*").call("GET", "/v1/reports", "", http.StatusOK, &list)
	if len(list.Reports) == 0 {
		s.t.Error("the auditor sees no report")
	}
}

// reconciled has yesterday proved. The stack was not there yesterday, so that there is
// nothing to find; that it can read all it must is what counts.
func (s *stack) reconciled() {
	s.t.Helper()
	var proof struct{ Day string }
	if s.scheduled("ReconciliationDaily", &proof); proof.Day == "" {
		s.t.Error("the reconciliation names no day")
	}
}

// succeeded stops a case's execution by hand, and finds that the rule has a successor
// started. The emulator tells EventBridge of its own executions alone, so that one of
// the same name is started there and stopped before it does anything.
func (s *stack) succeeded(reference string) {
	s.t.Helper()
	first := map[string]string{"executionArn": s.execution(reference + "-0-0")}
	var d struct{ Input string }
	s.interpreter().call("states", "AWSStepFunctions.DescribeExecution", first, &d)
	s.interpreter().call("states", "AWSStepFunctions.StopExecution", first, nil)
	s.account.call("states", "AWSStepFunctions.StartExecution", map[string]string{"stateMachineArn": s.machine, "name": reference + "-0-0", "input": d.Input}, nil)
	s.account.call("states", "AWSStepFunctions.StopExecution", first, nil)
	eventually(s.t, soon, "the successor runs", func() bool {
		var next struct{ Status string }
		err := s.interpreter().try(s.t.Context(), "states", "AWSStepFunctions.DescribeExecution", map[string]string{"executionArn": s.execution(reference + "-0-1")}, &next)
		return err == nil && next.Status == "RUNNING"
	})
}

// execution is the ARN of an execution by its name.
func (s *stack) execution(name string) string {
	return strings.Replace(s.machine, ":stateMachine:", ":execution:", 1) + ":" + name
}
