package infra

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// folders are the functions that the code has.
func folders(t *testing.T) (names []string) {
	t.Helper()
	mains, err := filepath.Glob("../functions/*/lambda/main.go")
	if err != nil || len(mains) == 0 {
		t.Fatalf("no functions found: %v", err)
	}
	for _, m := range mains {
		names = append(names, filepath.Base(filepath.Dir(filepath.Dir(m))))
	}
	return names
}

func TestEveryFunctionIsDeployedOnce(t *testing.T) {
	tpl := readTemplate(t)
	var deployed []string
	for name, f := range tpl.functions() {
		deployed = append(deployed, name)
		want := map[string]string{
			"FunctionName": "${AWS::StackName}-" + name, "CodeUri": ".build/" + name + "/",
			"Role": "${" + function(name) + "Role.Arn}", "Runtime": "", "Handler": "", "Architectures": "",
		}
		for property, want := range want {
			if got := str(f.properties, property); got != want {
				t.Errorf("%s: %s is %q, want %q", name, property, got, want)
			}
		}
	}
	slices.Sort(deployed)
	if diff := cmp.Diff(folders(t), deployed); diff != "" {
		t.Errorf("functions of the code and of the template (-code +template):\n%s", diff)
	}
	for property, want := range map[string][]string{
		"Runtime": {"provided.al2023"}, "Handler": {"bootstrap"}, "Architectures": {"arm64"}, "Tracing": {"PassThrough"},
	} {
		if got := words(tpl.globals, "Function", property); !slices.Equal(got, want) {
			t.Errorf("of all functions, %s is %v, want %v", property, got, want)
		}
	}
}

func TestEachLogIsKeptForAWhile(t *testing.T) {
	tpl := readTemplate(t)
	for _, id := range tpl.of("AWS::Logs::LogGroup") {
		if got := str(tpl.resources[id].properties, "RetentionInDays"); got != "${LogRetention}" {
			t.Errorf("%s is kept %q days, want ${LogRetention}", id, got)
		}
	}
	for name, f := range tpl.functions() {
		log := function(name) + "Log"
		if got := str(f.properties, "LoggingConfig", "LogGroup"); got != "${"+log+"}" || tpl.resources[log].kind != "AWS::Logs::LogGroup" {
			t.Errorf("%s logs to %q, want a group %s of its own", name, got, log)
		}
	}
}

// Whoever waits for a function must wait longer than it may run, or its failure
// is never heard of.
func TestFunctionsEndBeforeWhoWaitsForThem(t *testing.T) {
	tpl := readTemplate(t)
	timeout := func(name string) int {
		n, err := strconv.Atoi(str(tpl.functions()[name].properties, "Timeout"))
		if err != nil {
			t.Errorf("%s has no timeout of its own: %v", name, err)
		}
		return n
	}
	for name := range tpl.functions() {
		timeout(name)
	}
	for _, task := range tasks(t) {
		name := strings.ToLower(task.function(t, tpl))
		if got := timeout(name); got >= task.timeout {
			t.Errorf("state %s waits %d s for %s, which may run %d s", task.state, task.timeout, name, got)
		}
	}
	const gatewayWaits = 30
	for name, f := range tpl.functions() {
		if len(routes(f)) > 0 && name != "report" && timeout(name) >= gatewayWaits { // a report that takes longer is built all the same
			t.Errorf("%s may run %d s, API Gateway waits %d", name, timeout(name), gatewayWaits)
		}
	}
	if got := timeout("deadline"); got >= 60 {
		t.Errorf("a sweep may run %d s, the next one comes after 60", got)
	}
}

func TestNothingNamesAPartition(t *testing.T) {
	for _, file := range append(definitions(t), "../template.yaml", "../samconfig.toml") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(string(text), "\n") {
			if strings.Contains(line, "arn:aws") || strings.Contains(line, "amazonaws.com.cn") {
				t.Errorf("%s:%d: %s: China's partition is another; write ${AWS::Partition}", file, n+1, strings.TrimSpace(line))
			}
		}
	}
}

// TestWhatCostsMoneyIsTagged keeps the bill readable.
func TestWhatCostsMoneyIsTagged(t *testing.T) {
	tpl := readTemplate(t)
	want := map[string]string{"project": "redress", "stage": "${Environment}"}
	for _, kind := range []string{"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SNS::Topic", "AWS::SQS::Queue", "AWS::Logs::LogGroup"} {
		for _, id := range tpl.of(kind) {
			got := map[string]string{}
			for _, tag := range list(tpl.resources[id].properties, "Tags") {
				got[str(tag, "Key")] = str(tag, "Value")
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("tags of %s (-want +got):\n%s", id, diff)
			}
		}
	}
	tagged := []node{at(tpl.globals, "Function"), at(tpl.globals, "HttpApi")}
	for _, id := range tpl.of("AWS::Serverless::StateMachine") {
		tagged = append(tagged, tpl.resources[id].properties)
	}
	for _, n := range tagged {
		for key, value := range want {
			if got := str(n, "Tags", key); got != value {
				t.Errorf("tag %s is %q, want %q", key, got, value)
			}
		}
	}
}
