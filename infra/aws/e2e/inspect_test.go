//go:build unix

package e2e

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/redress/redress/infra/aws/runtimeapi"
)

// logs gives all lines of all log groups, by group.
func (s *stack) logs() map[string][]string {
	s.t.Helper()
	const api = "Logs_20140328."
	var groups struct {
		LogGroups []struct{ LogGroupName string }
	}
	s.account.call("logs", api+"DescribeLogGroups", map[string]any{}, &groups)
	lines := map[string][]string{}
	for _, g := range groups.LogGroups {
		for token := ""; ; {
			in := map[string]any{"logGroupName": g.LogGroupName}
			if token != "" {
				in["nextToken"] = token
			}
			var page struct {
				Events    []struct{ Message string }
				NextToken string
			}
			s.account.call("logs", api+"FilterLogEvents", in, &page)
			for _, e := range page.Events {
				lines[g.LogGroupName] = append(lines[g.LogGroupName], e.Message)
			}
			if token = page.NextToken; token == "" {
				break
			}
		}
	}
	return lines
}

// processes gives the ids of the bootstraps that run, by their function's name.
func (s *stack) processes() map[string][]int {
	s.t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/environ")
	if err != nil || len(files) == 0 {
		s.t.Fatalf("this system does not tell of its processes: %v", err)
	}
	all := map[string][]int{}
	for _, file := range files {
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		if group, err := syscall.Getpgid(pid); err != nil || group != s.services.Group() {
			continue
		}
		environ, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		for v := range bytes.SplitSeq(environ, []byte{0}) {
			if function, ok := strings.CutPrefix(string(v), "AWS_LAMBDA_FUNCTION_NAME="); ok {
				all[function] = append(all[function], pid)
			}
		}
	}
	return all
}

// kill ends all processes of a function, as a crash does, and waits until they have
// ended with all their threads, which may be a while after they were told to.
func (s *stack) kill(function string) {
	for _, pid := range s.processes()[function] {
		syscall.Kill(pid, syscall.SIGKILL)
		for range 1000 {
			stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
			threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", pid))
			if err != nil || bytes.Contains(stat, []byte(") Z ")) && len(threads) <= 1 {
				break
			}
			time.Sleep(time.Millisecond)
		}
	}
}

// peaks is the most memory that each function's processes ever had.
func (s *stack) peaks() string {
	all := s.processes()
	var text strings.Builder
	for _, function := range slices.Sorted(maps.Keys(all)) {
		most := 0
		for _, pid := range all[function] {
			kb, _ := runtimeapi.PeakKB(pid) // one that has ended meanwhile has none
			most = max(most, kb)
		}
		fmt.Fprintf(&text, "%-24s %5.1f MB in %d processes\n", function, float64(most)/1e3, len(all[function]))
	}
	return text.String()
}

// states gives the states that a case's first execution has entered, and its status.
// States that only choose are left out, and the same one again.
func (s *stack) path(reference string) (status string, states []string) {
	s.t.Helper()
	execution := s.execution(reference + "-0-0")
	var d struct{ Status string }
	s.interpreter().call("states", "AWSStepFunctions.DescribeExecution", map[string]string{"executionArn": execution}, &d)
	for token := ""; ; {
		in := map[string]any{"executionArn": execution, "maxResults": 1000}
		if token != "" {
			in["nextToken"] = token
		}
		var page struct {
			Events []struct {
				Type                     string
				StateEnteredEventDetails struct{ Name string }
			}
			NextToken string
		}
		s.interpreter().call("states", "AWSStepFunctions.GetExecutionHistory", in, &page)
		for _, e := range page.Events {
			name := e.StateEnteredEventDetails.Name
			if name != "" && e.Type != "ChoiceStateEntered" && (len(states) == 0 || states[len(states)-1] != name) {
				states = append(states, name)
			}
		}
		if token = page.NextToken; token == "" {
			return d.Status, states
		}
	}
}
