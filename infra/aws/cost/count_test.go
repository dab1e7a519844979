package cost

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/store/dynamo"
	"github.com/redress/redress/shared/store/dynamo/units"
)

// tally is what the house has counted so far.
func (h *house) tally() tally {
	t := maps.Clone(h.counted)
	for _, m := range h.meters {
		for operation, c := range m.Counts() {
			if operation == "TransactWriteItems" && c.Refused > 0 {
				h.t.Errorf("%d transactions were canceled; what that costs AWS does not say", c.Refused)
			}
			t[reads] += c.Read
			t[writes] += c.Write
			t[indexWrites] += c.Index
			t[requests] += float64(c.Calls)
		}
		for kind, c := range m.Written() {
			t[written+kind] += c.Write
		}
	}
	for function, all := range h.took {
		// The median each time: the machine has other things to do.
		t[milliseconds+function] = float64(len(all)) * slices.Sorted(slices.Values(all))[len(all)/2]
	}
	h.countStates(t)
	return t
}

// countStates counts transitions as AWS bills them: a step that is taken and a
// retry of one. AWS's price list counts one more for the start of an execution.
func (h *house) countStates(t tally) {
	list, err := h.journal.Executions(h.t.Context(), "")
	h.must(err)
	for _, record := range list {
		var x asl.Execution
		h.must(json.Unmarshal(record.Data, &x))
		t[executions]++
		t[transitions]++
		for _, e := range x.History {
			switch {
			case strings.HasSuffix(e.Type, "StateEntered"):
				t[transitions]++
				if strings.HasPrefix(e.Type, "Choice") {
					t[choices]++
				}
			case strings.HasSuffix(e.Type, "Failed"), strings.HasSuffix(e.Type, "TimedOut"):
				h.t.Errorf("execution %s: %s in %s", x.Name, e.Type, e.State) // its retry is not counted
			}
		}
	}
}

// countBytes counts what the table holds of a case.
func (h *house) countBytes(t tally, reference string) {
	table := units.TableOf(dynamo.Schema(h.table))
	for scan := (&dynamodb.ScanInput{TableName: &h.table}); ; {
		page, err := h.db.Scan(h.t.Context(), scan)
		h.must(err)
		for _, i := range page.Items {
			name := kept
			if _, expires := i[dynamo.ExpiresAttribute]; expires {
				name = expiring
			}
			if about(i, reference) {
				t[name] += float64(table.Stored(i))
			}
		}
		if scan.ExclusiveStartKey = page.LastEvaluatedKey; scan.ExclusiveStartKey == nil {
			return
		}
	}
}

// about tells whether an item is of the case: it names it, or is what was
// answered to one of its calls.
func about(i units.Item, reference string) bool {
	text := func(name string) string {
		s, _ := i[name].(*types.AttributeValueMemberS)
		if s == nil {
			return ""
		}
		return s.Value
	}
	return strings.Contains(text("pk")+" "+text("sk")+" "+text("reference"), reference) || kindOf(i) == "answer" && strings.Contains(text("body"), reference)
}
