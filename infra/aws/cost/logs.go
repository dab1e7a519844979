package cost

import (
	"encoding/json"
	"regexp"
)

// What an invocation logs: the lines of the service in its text format, and the
// function's own, as package boot writes it.
var invocationLines = []string{
	"START RequestId: 8f5f3c9e-1c1f-4a3e-9b6c-0d6f2f6a1b2c Version: $LATEST\n",
	`{"time":"2026-11-25T16:32:21.123456789Z","level":"INFO","msg":"invocation","step":"casework","ms":38,"cold":false,` +
		`"request":"8f5f3c9e-1c1f-4a3e-9b6c-0d6f2f6a1b2c","route":"POST /v1/cases/{reference}/answer","case":"202611-000123","status":200}` + "\n",
	"END RequestId: 8f5f3c9e-1c1f-4a3e-9b6c-0d6f2f6a1b2c\n",
	"REPORT RequestId: 8f5f3c9e-1c1f-4a3e-9b6c-0d6f2f6a1b2c\tDuration: 38.21 ms\tBilled Duration: 39 ms\tMemory Size: 512 MB\tMax Memory Used: 41 MB\t\n",
}

// lineOverhead is what CloudWatch counts of a line beside itself, in bytes.
const lineOverhead = 26

// logBytes is what lines count as.
func logBytes(lines ...string) (bytes float64) {
	for _, l := range lines {
		bytes += float64(len(l) + lineOverhead)
	}
	return bytes
}

// metricLine is the line that the counts of an invocation are told by.
func metricLine(counts map[string]int) string {
	if len(counts) == 0 {
		return ""
	}
	type metric struct{ Name, Unit string }
	var list []metric
	line := map[string]any{"function": "redress-deadline"}
	for name, n := range counts {
		list = append(list, metric{name, "Count"})
		line[name] = n
	}
	line["_aws"] = map[string]any{"Timestamp": 1795624341123, "CloudWatchMetrics": []any{
		map[string]any{"Namespace": "Redress", "Dimensions": [][]string{{"function"}}, "Metrics": list},
	}}
	doc, err := json.Marshal(line)
	if err != nil {
		panic("cost: numbers and names are no JSON: " + err.Error())
	}
	return string(doc) + "\n"
}

var variable = regexp.MustCompile(`\$context\.[A-Za-z.]+`)

// accessLine is a line of the API's access log, with sixteen bytes for each value.
func (s stack) accessLine() string {
	return variable.ReplaceAllString(s.accessLog, "0123456789abcdef")
}
