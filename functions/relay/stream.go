package relay

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
)

// In is what the table's stream brings: records of items that were written, by
// their keys alone. They are read one by one, so that one which cannot be read
// does not stop the others.
type In struct {
	Records []json.RawMessage `json:"Records"`
}

// record is what is read of a record.
type record struct {
	EventName string `json:"eventName"`
	Change    struct {
		SequenceNumber string `json:"SequenceNumber"`
		Keys           struct {
			PK struct {
				S string `json:"S"`
			} `json:"pk"`
		} `json:"Keys"`
	} `json:"dynamodb"`
}

// effectPK is how the partition key of an effect begins; its own key follows.
const effectPK = "effect#"

// Out tells the stream which records to bring again. The list is never null:
// that would be no answer.
type Out struct {
	BatchItemFailures []Failure `json:"batchItemFailures"`
	// Delivered counts effects, also those that waited and were taken up
	// together with the stream's.
	Delivered int `json:"delivered"`
}

// Failure is a record by its sequence number; "" stands for the whole batch.
type Failure struct {
	ItemIdentifier string `json:"itemIdentifier"`
}

// Counts are the metrics of a batch.
func (o Out) Counts() map[string]int {
	return map[string]int{"Delivered": o.Delivered, "Failed": len(o.BatchItemFailures)}
}

// Handle delivers the effects that the stream tells of. The records of those
// that could not be claimed or carried out, and records that cannot be read, are
// brought again; the rest is done. It fails when something else went wrong, or
// an effect did: the answer holds all the same.
func (h *Handler) Handle(ctx context.Context, in In) (Out, error) {
	out := Out{BatchItemFailures: []Failure{}}
	var keys []string
	numbers := map[string]string{} // by key
	for _, raw := range in.Records {
		key, number, ok := read(raw)
		switch {
		case !ok:
			out.BatchItemFailures = append(out.BatchItemFailures, Failure{number})
		case key != "" && numbers[key] == "":
			keys, numbers[key] = append(keys, key), number
		}
	}
	var failed error
	if len(out.BatchItemFailures) > 0 {
		failed = errors.New("records of the stream that cannot be read")
	}
	delivered, err := h.bring(ctx, keys)
	out.Delivered = delivered
	for _, key := range lost(err, nil) {
		if number, ours := numbers[key]; ours {
			out.BatchItemFailures = append(out.BatchItemFailures, Failure{number})
			delete(numbers, key) // once
		}
	}
	return out, errors.Join(failed, err)
}

// read gives the key of the effect that a record tells of, "" when it tells of
// none, and its sequence number. False when it cannot be read.
func read(raw json.RawMessage) (key, number string, ok bool) {
	var r record
	err := json.Unmarshal(raw, &r)
	number, pk := r.Change.SequenceNumber, r.Change.Keys.PK.S
	if err != nil || number == "" || pk == "" {
		return "", number, false
	}
	key, effect := strings.CutPrefix(pk, effectPK)
	if r.EventName != "INSERT" || !effect {
		return "", number, true
	}
	return key, number, key != ""
}
