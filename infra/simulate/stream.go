package simulate

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/redress/redress/functions/relay"
	"github.com/redress/redress/shared/complaint"
)

// stream brings the effects of one commit to the relay, a second later where
// nothing befalls them.
func (w *world) stream(effects []complaint.Effect) {
	if len(effects) == 0 {
		return
	}
	keys := make([]string, len(effects))
	for i, e := range effects {
		keys[i] = e.Key
		if _, known := w.pending[e.Key]; !known && !w.done[e.Key] {
			w.pending[e.Key] = w.now
			w.told.promise(e)
			w.queue = append(w.queue, e.Key)
		}
	}
	subject := w.store.ofKey(keys)
	lag := time.Second
	switch {
	case w.faults.hit(Lost, subject, w.now):
		return
	case w.faults.hit(Late, subject, w.now):
		lag += time.Duration(w.faults.draw(1200, subject, w.now)) * time.Second
	case w.faults.hit(Reorder, subject, w.now):
		lag += time.Duration(w.faults.draw(20, subject, w.now)) * time.Second
	}
	w.bring(keys, lag, 0)
	if w.faults.hit(Duplicate, subject, w.now) {
		w.bring(keys, lag+time.Duration(w.faults.draw(300, subject, w.now))*time.Second, 0)
	}
}

// tries is how often the stream brings a record that could not be delivered.
const tries = 3

// bring plans a delivery of the stream. What fails is brought again, and after
// that left to the sweep.
func (w *world) bring(keys []string, lag time.Duration, try int) {
	w.agenda.plan(w.now.Add(lag), func() {
		out, err := w.deliver(keys)
		w.outcome.Recovered["stream"] += min(try, 1)
		failed := keys
		if err == nil || out.BatchItemFailures != nil {
			failed = nil
			for _, f := range out.BatchItemFailures {
				if n, err := strconv.Atoi(f.ItemIdentifier); err == nil {
					failed = append(failed, keys[n])
				}
			}
		}
		if len(failed) > 0 && try < tries {
			w.bring(failed, time.Second<<try, try+1)
		}
	})
}

// deliver is one run of the relay.
func (w *world) deliver(keys []string) (out relay.Out, err error) {
	var in relay.In
	for i, key := range keys {
		in.Records = append(in.Records, recordOf(key, i))
	}
	err = w.invoke("relay", w.store.ofKey(keys), func(ctx context.Context) (err error) {
		out, err = w.system.relay.Handle(ctx, in)
		return err
	})
	return out, err
}

// recordOf is a record of the stream as the relay reads it.
func recordOf(key string, number int) json.RawMessage {
	doc := make([]byte, 0, 120)
	doc = append(doc, `{"eventName":"INSERT","dynamodb":{"SequenceNumber":"`...)
	doc = strconv.AppendInt(doc, int64(number), 10)
	doc = append(doc, `","Keys":{"pk":{"S":"effect#`...)
	name, _ := json.Marshal(key)
	doc = append(doc, name[1:len(name)-1]...)
	return append(doc, `"}}}}`...)
}

// delivered notes which effects are done.
func (w *world) delivered(keys []string) {
	for _, key := range keys {
		if _, known := w.pending[key]; known {
			delete(w.pending, key)
			w.done[key] = true
		}
	}
}

// oldest is when the oldest effect was promised that is not delivered; false when
// there is none.
func (w *world) oldest() (time.Time, bool) {
	for len(w.queue) > 0 {
		if at, waits := w.pending[w.queue[0]]; waits {
			return at, true
		}
		w.queue = w.queue[1:]
	}
	return time.Time{}, false
}
