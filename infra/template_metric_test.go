package infra

import (
	"os"
	"strings"
	"testing"

	"github.com/redress/redress/functions/deadline"
	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/functions/report"
)

// counted are the metrics of our own that alarms may look at, by function.
var counted = map[string]map[string]int{
	"${Deadline}": deadline.Out{}.Counts(),
	"${Relay}":    relay.Out{}.Counts(),
	"${Report}":   report.Out{}.Counts(),
}

// TestAlarmsLookAtWhatIsCounted: an alarm on a metric that nobody writes is
// silent for ever, or rings for ever.
func TestAlarmsLookAtWhatIsCounted(t *testing.T) {
	found := 0
	tpl := readTemplate(t)
	for _, id := range tpl.of("AWS::CloudWatch::Alarm") {
		p := tpl.resources[id].properties
		if strings.HasPrefix(str(p, "Namespace"), "AWS/") || at(p, "Metrics") != nil {
			continue
		}
		found++
		dimensions := list(p, "Dimensions")
		if len(dimensions) != 1 || str(dimensions[0], "Name") != constant(t, "dimension") || str(p, "Namespace") != constant(t, "namespace") {
			t.Errorf("%s looks at %s by %v, which is not how the functions count", id, str(p, "Namespace"), dimensions)
			continue
		}
		if _, ok := counted[str(dimensions[0], "Value")][str(p, "MetricName")]; !ok {
			t.Errorf("%s looks at %s of %s, which does not count it", id, str(p, "MetricName"), str(dimensions[0], "Value"))
		}
	}
	if found < 2 {
		t.Errorf("%d alarms look at metrics of our own, want those of the sweep at least", found)
	}
}

// constant is a text that the boundary writes its metrics with.
func constant(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../shared/boot/metrics.go")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) == 3 && f[0] == name && f[1] == "=" {
			return strings.Trim(f[2], `"`)
		}
	}
	t.Fatalf("boot has no constant %s", name)
	return ""
}
