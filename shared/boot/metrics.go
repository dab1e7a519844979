package boot

import (
	"encoding/json"
	"maps"
	"slices"
)

// namespace and dimension are where CloudWatch finds the counts: by the name of
// the deployed function, so that two stacks in one account are told apart.
const (
	namespace = "Redress"
	dimension = "function"
)

// count writes the counts of an invocation in CloudWatch's embedded metric
// format: a line of the log from which metrics are made. Numbers only.
func (p *Process) count(counts map[string]int) {
	if len(counts) == 0 {
		return
	}
	type metric struct{ Name, Unit string }
	type directive struct {
		Namespace  string
		Dimensions [][]string
		Metrics    []metric
	}
	d := directive{Namespace: namespace, Dimensions: [][]string{{dimension}}}
	line := map[string]any{dimension: p.Config.Function}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		d.Metrics = append(d.Metrics, metric{name, "Count"})
		line[name] = counts[name]
	}
	line["_aws"] = map[string]any{"Timestamp": p.now().UnixMilli(), "CloudWatchMetrics": []directive{d}}
	doc, err := json.Marshal(line)
	if err != nil {
		panic("boot: numbers and names are no JSON: " + err.Error())
	}
	_, _ = p.out.Write(append(doc, '\n')) // the log itself is gone: nobody to tell
}
