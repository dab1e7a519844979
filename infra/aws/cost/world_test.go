package cost

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/functions/relay"
	reportfn "github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/notice"
	"github.com/redress/redress/shared/store/dynamo"
)

// outside is what lies beyond the functions: the topic, the way to customers'
// phones, and the bucket.
type outside struct {
	counted tally
	told    []complaint.Notice
	kept    map[string][]byte
}

func (o *outside) Publish(_ context.Context, n complaint.Notice) error {
	o.counted[publishes]++
	o.told = append(o.told, n)
	return nil
}

func (o *outside) Send(context.Context, notice.Letter) error {
	o.counted[letters]++
	return nil
}

func (o *outside) Put(_ context.Context, key, _ string, data []byte) error {
	o.counted[puts]++
	o.kept[key] = data
	return nil
}

func (o *outside) Get(_ context.Context, key string) ([]byte, error) {
	if data, ok := o.kept[key]; ok {
		return data, nil
	}
	return nil, fault.New(fault.NotFound, fault.Text{})
}

func (o *outside) List(_ context.Context, prefix string) (keys []string, _ error) {
	for key := range o.kept {
		if strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys, nil
}

// flow is Step Functions; its calls cost nothing by themselves.
type flow struct{ *house }

func (f flow) Start(ctx context.Context, machine complaint.Machine, name string, input json.RawMessage) error {
	return f.runner.Start(ctx, string(machine), name, input)
}

func (f flow) Resume(ctx context.Context, token string, output json.RawMessage) error {
	return f.runner.Succeed(ctx, token, output)
}

// tap sees what the table's stream would bring: the effects of each commit.
type tap struct {
	dynamo.API
	house *house
}

func (t tap) TransactWriteItems(ctx context.Context, in *dynamodb.TransactWriteItemsInput, o ...func(*dynamodb.Options)) (*dynamodb.TransactWriteItemsOutput, error) {
	out, err := t.API.TransactWriteItems(ctx, in, o...)
	if err != nil {
		return out, err
	}
	var keys []string
	for _, w := range in.TransactItems {
		if w.Put == nil || !strings.HasPrefix(w.Put.Item["pk"].(*types.AttributeValueMemberS).Value, "effect#") {
			continue
		}
		keys = append(keys, w.Put.Item["key"].(*types.AttributeValueMemberS).Value)
	}
	h := t.house
	if h.scattered {
		for _, key := range keys {
			h.stream = append(h.stream, []string{key})
		}
	} else if len(keys) > 0 {
		h.stream = append(h.stream, keys)
	}
	return out, nil
}

// invoke runs a function once. It may tell counts, which are a line of the log.
func (h *house) invoke(function string, run func() (counts map[string]int)) {
	started := time.Now()
	counts := run()
	h.counted[invocations+function]++
	took := function
	if h.background {
		took = backgroundly + function
	}
	h.took[took] = append(h.took[took], math.Ceil(float64(time.Since(started))/float64(time.Millisecond)))
	h.counted[logged] += logBytes(invocationLines...)
	if counts != nil {
		h.counted[logged] += logBytes(metricLine(counts))
	}
}

// records are the effects of a batch as the stream tells of them.
func records(keys []string) (in relay.In) {
	for n, key := range keys {
		in.Records = append(in.Records, json.RawMessage(fmt.Sprintf(
			`{"eventName":"INSERT","dynamodb":{"SequenceNumber":"%d","Keys":{"pk":{"S":%q},"sk":{"S":"effect"}}}}`, n+1, "effect#"+key)))
	}
	return in
}

// settle lets everything happen that needs no time: effects are delivered as the
// stream brings them, and executions go on.
func (h *house) settle() {
	h.t.Helper()
	for {
		if len(h.stream) > 0 {
			keys := h.stream[0]
			h.stream = h.stream[1:]
			h.invoke("relay", func() map[string]int {
				out, err := h.relay.Handle(h.t.Context(), records(keys))
				h.must(err)
				return out.Counts()
			})
			continue
		}
		n, err := h.runner.Step(h.t.Context())
		if h.must(err); n == 0 && len(h.stream) == 0 {
			return
		}
	}
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// sweepOnce is what happens each minute.
func (h *house) sweepOnce() {
	h.t.Helper()
	h.counted[sweeping]++
	h.background = true
	h.invoke("deadline", func() map[string]int {
		out, err := h.sweep.Handle(h.t.Context())
		h.must(err)
		return out.Counts()
	})
	h.background = false // what a sweep sets off is the case's
	h.settle()
}

// reconcileOnce is what happens each night.
func (h *house) reconcileOnce() {
	h.counted[reconciling]++
	h.background = true
	defer func() { h.background = false }()
	h.invoke("reconciliation", func() map[string]int {
		out, err := h.proof.Nightly(h.t.Context(), reconciliation.In{})
		if h.must(err); !out.AddsUp {
			h.t.Errorf("the day before %v does not add up: %+v", h.now, out)
		}
		return nil
	})
	h.settle()
}

// reportOnce is the run of a quarter of an hour at which a report is due.
func (h *house) reportOnce() {
	h.counted[reporting]++
	h.schedule()
}

// askOnce is the run of any other quarter of an hour.
func (h *house) askOnce() {
	h.counted[asking]++
	h.schedule()
}

func (h *house) schedule() {
	h.background = true
	defer func() { h.background = false }()
	h.invoke("report", func() map[string]int {
		out, err := h.report.Handle(h.t.Context(), reportfn.Scheduled{})
		h.must(err)
		return out.Counts()
	})
	h.settle()
}

// advance moves time. What happens by itself on the way happens at its instant;
// the sweep comes at the first minute at which it finds something.
func (h *house) advance(to time.Time) {
	h.t.Helper()
	h.settle()
	for {
		next := slices.MinFunc(h.timers(), func(a, b timer) int { return a.at.Compare(b.at) })
		if next.at.After(to) {
			break
		}
		h.now = next.at
		next.run()
	}
	h.now = to
}

// timer is something that happens by itself.
type timer struct {
	at  time.Time
	run func()
}

// timers are what happens by itself next; of one instant the first comes first.
func (h *house) timers() (all []timer) {
	wake, ok, err := h.bare.NextWake(h.t.Context())
	if h.must(err); ok {
		minute := wake.Add(time.Minute - time.Second).Truncate(time.Minute)
		if !minute.After(h.now) { // the sweep of this minute was there
			minute = h.now.Truncate(time.Minute).Add(time.Minute)
		}
		all = append(all, timer{minute, h.sweepOnce})
	}
	wake, ok, err = h.runner.NextWake(h.t.Context())
	if h.must(err); ok {
		all = append(all, timer{wake, h.settle})
	}
	return append(all,
		timer{h.proofAt, func() { h.proofAt = h.proofAt.AddDate(0, 0, 1); h.reconcileOnce() }},
		timer{h.reportAt, func() { h.reportAt = h.reportAt.AddDate(0, 0, 1); h.reportOnce() }},
	)
}

// days says when the daily runs come first: on the day after a day.
func (h *house) days(at time.Time) {
	y, m, d := at.In(h.policy.Zone()).Date()
	h.proofAt = time.Date(y, m, d+1, 0, h.policy.Reconciliation, 0, 0, h.policy.Zone())
	h.reportAt = time.Date(y, m, d+1, 0, h.policy.Reports.Schedule[0].At, 0, 0, h.policy.Zone())
	_, _, err := h.report.Due(h.t.Context()) // what is older is owed by nobody
	h.must(err)
}
