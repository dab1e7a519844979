package functions_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// event is what the stream brings: each pair is a number and the JSON of keys.
func event(t *testing.T, records ...string) (in relay.In) {
	t.Helper()
	for _, r := range records {
		in.Records = append(in.Records, json.RawMessage(r))
	}
	doc, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(doc, &in); err != nil {
		t.Fatal(err)
	}
	return in
}

// inserted is a record as the stream has it: keys only.
func inserted(number, key string) string {
	return fmt.Sprintf(`{"eventID":"e","eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{"Keys":{"pk":{"S":%q},"sk":{"S":"effect"}},"SequenceNumber":%q,"StreamViewType":"KEYS_ONLY"}}`, "effect#"+key, number)
}

func notices(kinds ...string) (list []complaint.Notice) {
	for i, kind := range kinds {
		n := breachOf(fmt.Sprintf("202603-%06d", i+1), "demo-station", "L1")
		n.ID, n.Kind = kind, kind
		list = append(list, n)
	}
	return list
}

func TestAStreamIsToldWhichRecordsFailed(t *testing.T) {
	broken := []string{
		`{"eventName":"INSERT","dynamodb":{"Keys":{"sk":{"S":"effect"}},"SequenceNumber":"900"}}`,
		`{"eventName":"INSERT","dynamodb":{"Keys":{"pk":{"N":7}},"SequenceNumber":"901"}}`,
		`{"eventName":"INSERT","dynamodb":{"Keys":{"pk":{"S":"effect#"}},"SequenceNumber":"902"}}`,
	}
	others := []string{
		`{"eventName":"MODIFY","dynamodb":{"Keys":{"pk":{"S":"effect#notice/dispatched"}},"SequenceNumber":"800"}}`,
		`{"eventName":"INSERT","dynamodb":{"Keys":{"pk":{"S":"case#202603-000001"}},"SequenceNumber":"801"}}`,
	}
	all := []string{"dispatched", "rework", "urge"}
	for _, tt := range []struct {
		name    string
		records []string
		refuse  string
		want    []string
		sent    []string // all that wait are taken up together
	}{
		{"all is well", []string{inserted("1", "notice/dispatched"), inserted("2", "notice/urge")}, "", nil, all},
		{"nothing at all", nil, "", nil, nil},
		{"one cannot be sent", []string{inserted("1", "notice/dispatched"), inserted("2", "notice/urge"), inserted("3", "notice/rework")}, "urge", []string{"2"}, []string{"dispatched", "rework"}},
		{"some cannot be read", append(broken, inserted("3", "notice/rework")), "", []string{"900", "901", "902"}, all},
		{"one has no number: all comes again", []string{`[]`, inserted("3", "notice/rework")}, "", []string{""}, all},
		{"what is no new effect is none of ours", others, "", nil, nil},
		{"what is known to nobody is nothing to do", []string{inserted("4", "notice/gone")}, "", nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o, x := newOffice(t), &outside{}
			o.promise(notices("dispatched", "urge", "rework")...)
			if tt.refuse != "" {
				x.refuse = map[string]error{tt.refuse: errors.New("the topic refuses")}
			}
			h := &relay.Handler{Desk: o.desk, Workflow: x, Topic: x, Messenger: x}
			out, err := h.Handle(t.Context(), event(t, tt.records...))
			if (err != nil) != (len(tt.want) > 0) {
				t.Errorf("error %v, failures %v", err, out.BatchItemFailures)
			}
			var got []string
			for _, f := range out.BatchItemFailures {
				got = append(got, f.ItemIdentifier)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("failures (-want +got):\n%s", diff)
			}
			slices.Sort(x.notices)
			if diff := cmp.Diff(tt.sent, x.notices); diff != "" || out.Delivered != len(tt.sent) {
				t.Errorf("delivered %d, sent (-want +got):\n%s", out.Delivered, diff)
			}
		})
	}
}

func TestTheAnswerToAStreamIsNeverNull(t *testing.T) {
	o, x := newOffice(t), &outside{}
	h := &relay.Handler{Desk: o.desk, Workflow: x, Topic: x, Messenger: x}
	out, err := h.Handle(t.Context(), relay.In{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(out)
	if want := `{"batchItemFailures":[],"delivered":0}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}

// shut is a store that fails in one of its deeds.
type shut struct {
	complaint.Store
	claim, deliver bool
}

func (s shut) Claim(ctx context.Context, keys []string, now complaint.Instant, lease time.Duration) ([]complaint.Effect, error) {
	if s.claim {
		return nil, fault.New(fault.Busy, fault.Text{})
	}
	return s.Store.Claim(ctx, keys, now, lease)
}

func (s shut) Delivered(ctx context.Context, keys []string, now complaint.Instant) error {
	if s.deliver {
		return fault.New(fault.Busy, fault.Text{})
	}
	return s.Store.Delivered(ctx, keys, now)
}

func TestWhoDeliversIsToldWhichKeysFailed(t *testing.T) {
	for name, tt := range map[string]struct {
		store  shut
		refuse map[string]error
		late   bool
		want   []string
	}{
		"all is well":              {},
		"the store gives no lease": {store: shut{claim: true}, want: []string{"notice/dispatched", "notice/urge"}},
		"the store takes no mark":  {store: shut{deliver: true}, want: []string{"notice/dispatched", "notice/urge"}},
		"one is refused":           {refuse: map[string]error{"urge": errors.New("no")}, want: []string{"notice/urge"}},
		"the time is up":           {late: true, want: []string{"notice/dispatched", "notice/urge"}},
	} {
		t.Run(name, func(t *testing.T) {
			o, x := newOffice(t), &outside{refuse: tt.refuse}
			o.promise(notices("dispatched", "urge")...)
			tt.store.Store = o.desk.Store
			o.desk.Store = tt.store
			h := &relay.Handler{Desk: o.desk, Workflow: x, Topic: x, Messenger: x}
			if tt.late {
				h.Enough = func(context.Context) bool { return true }
			}
			err := h.Deliver(t.Context(), []string{"notice/urge", "notice/dispatched"})
			var got []string
			if u, ok := errors.AsType[*relay.Undelivered](err); ok {
				got = u.Keys
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%v; keys (-want +got):\n%s", err, diff)
			}
		})
	}
}
