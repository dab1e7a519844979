package infra

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// metric is what an alarm looks at: "AWS/Lambda Errors ${Intake}".
func metricsOf(alarm resource) (all []string) {
	for _, m := range append([]node{alarm.properties}, metricNodes(alarm)...) {
		if name := str(m, "MetricName"); name != "" {
			words := []string{str(m, "Namespace"), name}
			for _, d := range list(m, "Dimensions") {
				words = append(words, str(d, "Value"))
			}
			all = append(all, strings.Join(words, " "))
		}
	}
	return all
}

func metricNodes(alarm resource) (all []node) {
	for _, m := range list(alarm.properties, "Metrics") {
		all = append(all, at(m, "MetricStat", "Metric"))
	}
	return all
}

// watched are all metrics that alarms look at.
func (t tpl) watched() (all []string) {
	for _, id := range t.of("AWS::CloudWatch::Alarm") {
		all = append(all, metricsOf(t.resources[id])...)
	}
	return all
}

func TestEachFunctionQueueAndIndexIsWatched(t *testing.T) {
	tpl := readTemplate(t)
	var want []string
	for name := range tpl.functions() {
		ref := "${" + function(name) + "}"
		want = append(want, "AWS/Lambda Errors "+ref, "AWS/Lambda Throttles "+ref)
	}
	for _, id := range tpl.of("AWS::SQS::Queue") {
		want = append(want, "AWS/SQS ApproximateNumberOfMessagesVisible ${"+id+".QueueName}")
	}
	for _, id := range tpl.of("AWS::Serverless::StateMachine") {
		want = append(want, "AWS/States ExecutionsFailed ${"+id+"}", "AWS/States ExecutionsTimedOut ${"+id+"}")
	}
	want = append(want, "AWS/Lambda IteratorAge ${Relay}", "AWS/ApiGateway 5xx ${Api}", "AWS/DynamoDB WriteThrottleEvents ${Table}", "AWS/DynamoDB ReadThrottleEvents ${Table}")
	for _, i := range list(tpl.resources["Table"].properties, "GlobalSecondaryIndexes") {
		want = append(want, "AWS/DynamoDB WriteThrottleEvents ${Table} "+str(i, "IndexName"))
	}
	watched := tpl.watched()
	for _, m := range want {
		if !slices.Contains(watched, m) {
			t.Errorf("no alarm watches %s", m)
		}
	}
}

// TestAlarmsAreWellMade: one that adds up metrics adds up all of them, and is
// heard.
func TestAlarmsAreWellMade(t *testing.T) {
	tpl := readTemplate(t)
	const most = 10 // metrics of one alarm, by CloudWatch's rule
	for _, id := range tpl.of("AWS::CloudWatch::Alarm") {
		alarm := tpl.resources[id]
		if got := metricsOf(alarm); len(got) == 0 || len(got) > most {
			t.Errorf("%s looks at %d metrics, of at most %d", id, len(got), most)
		}
		metrics := list(alarm.properties, "Metrics")
		for _, m := range metrics {
			if name := str(m, "Id"); str(m, "Expression") == "" && !strings.Contains(str(metrics[0], "Expression"), name) {
				t.Errorf("%s reads %s and leaves it out of %s", id, name, str(metrics[0], "Expression"))
			}
		}
		for _, p := range []string{"AlarmActions", "OKActions"} {
			if !slices.Equal(words(alarm.properties, p), []string{"${AlarmTopic}"}) {
				t.Errorf("%s of %s tell nobody", p, id)
			}
		}
		if missing := str(alarm.properties, "TreatMissingData"); missing != "notBreaching" && id != "SweepMissing" {
			t.Errorf("%s takes no data for %q", id, missing)
		}
	}
	if got := str(tpl.resources["SweepMissing"].properties, "TreatMissingData"); got != "breaching" {
		t.Errorf("a sweep that is silent is %q", got)
	}
}

// TestTheRunbookExplains each alarm, queue and parameter, and none that is gone.
func TestTheRunbookExplains(t *testing.T) {
	text, err := os.ReadFile("runbook.md")
	if err != nil {
		t.Fatal(err)
	}
	tpl := readTemplate(t)
	for heading, want := range map[string][]string{
		"## Parameters": keys(map[string]node(tpl.parameters)), "## Alarms": tpl.of("AWS::CloudWatch::Alarm"), "## Failure queues": tpl.of("AWS::SQS::Queue"),
	} {
		got := rows(string(text), heading)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s of the runbook explains\n%v, the template has\n%v", heading, got, want)
		}
	}
}

// rows are the first cells of a section's table, without their quotes.
func rows(text, heading string) (all []string) {
	_, section, _ := strings.Cut(text, heading+"\n")
	section, _, _ = strings.Cut(section, "\n## ")
	for line := range strings.Lines(section) {
		if cell, ok := strings.CutPrefix(line, "| `"); ok {
			cell, _, _ = strings.Cut(cell, " |")
			for name := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == '`' || r == ' ' || r == ',' }) {
				all = append(all, name)
			}
		}
	}
	return all
}

func TestTheDashboardShowsEachFunction(t *testing.T) {
	tpl := readTemplate(t)
	body := str(tpl.resources["Dashboard"].properties, "DashboardBody")
	var d struct {
		Widgets []struct {
			Properties struct {
				Title   string
				Metrics [][]any
			}
		}
	}
	if err := json.Unmarshal([]byte(body), &d); err != nil {
		t.Fatalf("the dashboard is no JSON: %v", err)
	}
	for _, w := range d.Widgets {
		if !strings.HasSuffix(w.Properties.Title, "of functions") && !strings.Contains(w.Properties.Title, "of functions,") {
			continue
		}
		shown := fmt.Sprint(w.Properties.Metrics)
		for name := range tpl.functions() {
			if !strings.Contains(shown, "${"+function(name)+"}") {
				t.Errorf("%q does not show %s", w.Properties.Title, name)
			}
		}
	}
}
