package cost

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/redress/redress/functions/await"
	"github.com/redress/redress/functions/callback"
	"github.com/redress/redress/functions/casework"
	"github.com/redress/redress/functions/deadline"
	"github.com/redress/redress/functions/dispatch"
	"github.com/redress/redress/functions/escalation"
	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/functions/relay"
	reportfn "github.com/redress/redress/functions/report"
	"github.com/redress/redress/functions/succession"
	triagefn "github.com/redress/redress/functions/triage"
	"github.com/redress/redress/shared/asl"
	"github.com/redress/redress/shared/clock/check"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/dynamo"
	"github.com/redress/redress/shared/store/dynamo/dynamotest"
	"github.com/redress/redress/shared/store/dynamo/units"
	"github.com/redress/redress/shared/triage"
	"github.com/redress/redress/shared/web"
	"github.com/redress/redress/shared/workflow/local"
	"github.com/redress/redress/shared/workflow/workflowtest"
	"github.com/redress/redress/statemachines"
)

// house is the product as it is on AWS, but in one process and in virtual time.
type house struct {
	t      testing.TB
	now    time.Time
	policy *policy.Policy
	judge  *triage.Judge
	stack  stack

	db     *dynamodb.Client
	table  string
	meters map[string]*units.Meter // by function
	// stream are the keys of effects that the table's stream has not brought yet,
	// in batches. Each is a batch by itself when scattered: a stream has several
	// shards, and the effects of one commit may lie in as many.
	stream    [][]string
	scattered bool

	journal *workflowtest.Memory
	runner  *local.Runner
	tokens  int
	api     map[string]http.Handler // by function
	relay   *relay.Handler
	sweep   *deadline.Handler
	proof   *reconciliation.Handler
	report  *reportfn.Handler
	outside *outside
	counted tally // but for units
	// took are the milliseconds of invocations, by function; background tells that
	// those of a run are kept apart, which comes also when there is nothing to do.
	took              map[string][]float64
	background        bool
	proofAt, reportAt time.Time
	bare              *dynamo.Store // for looking, without a meter
}

// newHouse assembles a house over an empty table.
func newHouse(t testing.TB, begin time.Time, scattered bool) *house {
	t.Helper()
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	h := &house{
		t: t, now: begin, policy: p, judge: triage.New(p), db: dynamotest.Client(t), scattered: scattered,
		meters: map[string]*units.Meter{}, counted: tally{}, took: map[string][]float64{}, journal: &workflowtest.Memory{},
	}
	h.table = dynamotest.Table(t, h.db)
	if h.stack, err = readTemplate(templateFile); err != nil {
		t.Fatal(err)
	}
	h.bare = dynamo.New(h.db, h.table)
	h.outside = &outside{counted: h.counted, kept: map[string][]byte{}}
	h.workflow()
	h.calls()
	flow := flow{h}
	r := &relay.Handler{Desk: h.desk("relay"), Workflow: flow, Topic: h.outside, Messenger: h.outside}
	h.relay = r
	late := &relay.Handler{Desk: h.desk("deadline"), Workflow: flow, Topic: h.outside, Messenger: h.outside}
	h.sweep = &deadline.Handler{Desk: late.Desk, Relay: late}
	h.proof = &reconciliation.Handler{Desk: h.desk("reconciliation"), Check: check.Due}
	h.days(begin)
	return h
}

// desk is the desk of a function, over a store and a meter of its own.
func (h *house) desk(function string) *desk.Desk {
	if h.meters[function] == nil {
		h.meters[function] = units.NewMeter(h.db, units.TableOf(dynamo.Schema(h.table)))
		h.meters[function].Sort = kindOf
	}
	return &desk.Desk{
		Store: dynamo.New(tap{h.meters[function], h}, h.table), Policy: h.policy, Rotas: new(desk.Rotas), Now: func() time.Time { return h.now },
		PolicyOf: func(string) (*policy.Policy, error) { return h.policy, nil }, NewCode: func() string { return "TRACKINGCODE" },
	}
}

// kindOf is the kind of an item: the first word of its partition key.
func kindOf(key units.Item) string {
	kind, _, _ := strings.Cut(key["pk"].(*types.AttributeValueMemberS).Value, "#")
	return kind
}

// calls assembles the functions that serve HTTP.
func (h *house) calls() {
	known := web.DevTokens(h.policy)
	cases := func(function string) web.Cases { return web.Cases{Desk: h.desk(function), Authenticate: known} }
	h.policy.Reports.Schedule = h.policy.Reports.Schedule[:1] // the breach report of each day
	h.report = &reportfn.Handler{
		Desk: h.desk("report"), Authenticate: known, Archive: h.outside,
		LinkKey: func(context.Context) ([]byte, error) { return make([]byte, reportfn.LinkKeySize), nil },
	}
	h.api = map[string]http.Handler{
		"intake":   web.New(&intake.Handler{Desk: h.desk("intake")}),
		"casework": web.New(&casework.Handler{Cases: cases("casework")}),
		"callback": web.New(&callback.Handler{Cases: cases("callback")}),
		"report":   web.New(h.report),
	}
}

// workflow assembles the state machines with their functions.
func (h *house) workflow() {
	names := map[string]string{"Partition": "aws"}
	for _, name := range []string{"Triage", "Dispatch", "Escalation", "Await", "Succession"} {
		names[name+"Function"] = name
	}
	machines := map[string]*asl.Machine{}
	for name, definition := range statemachines.All() {
		text, err := asl.Substitute(definition, names)
		if err != nil {
			h.t.Fatal(err)
		}
		if machines[name], err = asl.Parse(text); err != nil {
			h.t.Fatal(err)
		}
	}
	judge := func(string) (*triage.Judge, error) { return h.judge, nil }
	h.runner = &local.Runner{
		Machines: machines, Journal: h.journal, Now: func() time.Time { return h.now },
		NewToken: h.token, Random: func() uint64 { return 0 }, ErrorName: func(err error) string { return string(fault.KindOf(err)) },
		Tasks: map[string]local.Task{
			"Triage":     h.task("triage", local.TaskOf((&triagefn.Handler{Desk: h.desk("triage"), JudgeOf: judge}).Handle)),
			"Dispatch":   h.task("dispatch", local.TaskOf((&dispatch.Handler{Desk: h.desk("dispatch")}).Handle)),
			"Escalation": h.task("escalation", local.TaskOf((&escalation.Handler{Desk: h.desk("escalation")}).Handle)),
			"Await":      h.task("await", local.TaskOf((&await.Handler{Desk: h.desk("await"), Workflow: flow{h}}).Handle)),
			"Succession": h.task("succession", local.TaskOf((&succession.Handler{Desk: h.desk("succession")}).Handle)),
		},
	}
}

// token is as long as a task token of Step Functions.
func (h *house) token() string {
	h.tokens++
	return fmt.Sprintf("%0700d", h.tokens)
}

// task is a function as the state machine invokes it.
func (h *house) task(function string, call local.Task) local.Task {
	return func(ctx context.Context, payload json.RawMessage) (out json.RawMessage, err error) {
		h.invoke(function, func() map[string]int {
			out, err = call(ctx, payload)
			return nil
		})
		if err != nil {
			h.t.Errorf("%s: %v", function, err) // a retry would be a transition more
		}
		return out, err
	}
}
