//go:build unix

package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// batchOf makes records of letters; each is its own sequence number.
func batchOf(letters string) (batch []record) {
	for _, l := range strings.Split(letters, "") {
		batch = append(batch, record{raw: json.RawMessage(`{"dynamodb":{"SequenceNumber":"` + l + `"}}`), sequence: l, at: time.Unix(1000, 0)})
	}
	return batch
}

// lettersOf is the other way.
func lettersOf(batch []record) (letters string) {
	for _, r := range batch {
		letters += r.sequence
	}
	return letters
}

// TestBatchesAreDeliveredAsLambdaDoes holds the mapper to what Lambda's
// documentation says of partial failures, halves, retries and the failure queue.
func TestBatchesAreDeliveredAsLambdaDoes(t *testing.T) {
	fine := `{"batchItemFailures":[]}`
	fails := func(letters ...string) string {
		var list []string
		for _, l := range letters {
			list = append(list, fmt.Sprintf(`{"itemIdentifier":%q}`, l))
		}
		return `{"batchItemFailures":[` + strings.Join(list, ",") + `]}`
	}
	for _, c := range []struct {
		name    string
		answers []string // "!" is a failure of the whole; the last one goes on for ever
		calls   string
		given   string
		now     int64
	}{
		{"all done", []string{fine}, "abcd", "", 1000},
		{"no list is all done", []string{`null`}, "abcd", "", 1000},
		{"what stands from the first failure on comes again", []string{fails("c", "b"), fine}, "abcd bcd", "", 1000},
		{"a failure of the whole is halved", []string{"!", fine}, "abcd ab cd", "", 1000},
		{"an unknown record is a failure of the whole", []string{fails("z"), fine}, "abcd ab cd", "", 1000},
		{"an empty identifier is a failure of the whole", []string{fails(""), fine}, "abcd ab cd", "", 1000},
		{"one bad record is given up alone", []string{"!", fine, "!", fine, "!"}, "abcd ab cd c d d d", "RetryAttemptsExhausted d", 1000},
		{"partial failures are given up too", []string{fails("d")}, "abcd d d", "RetryAttemptsExhausted d", 1000},
		{"what is too old is given up", []string{fails("b")}, "abcd", "RecordAgeExceeded bcd", 2000},
	} {
		t.Run(c.name, func(t *testing.T) {
			var calls, given []string
			m := &mapper{now: func() time.Time { return time.Unix(c.now, 0) }}
			m.mapping.BisectBatchOnFunctionError, m.mapping.MaximumRetryAttempts, m.mapping.MaximumRecordAgeInSeconds = true, 2, 600
			m.invoke = func(event []byte) ([]byte, bool, error) {
				var e struct {
					Records []struct {
						Dynamodb struct{ SequenceNumber string }
					}
				}
				if err := json.Unmarshal(event, &e); err != nil {
					return nil, false, err
				}
				letters := ""
				for _, r := range e.Records {
					letters += r.Dynamodb.SequenceNumber
				}
				answer := c.answers[min(len(calls), len(c.answers)-1)]
				calls = append(calls, letters)
				return []byte(answer), answer == "!", nil
			}
			m.give = func(batch []record, why string) error {
				given = append(given, why+" "+lettersOf(batch))
				return nil
			}
			if err := m.deliver(t.Context(), batchOf("abcd"), 0); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.calls, strings.Join(calls, " ")); diff != "" {
				t.Errorf("calls (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.given, strings.Join(given, ", ")); diff != "" {
				t.Errorf("given up (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFiltersTakeWhatTheyName(t *testing.T) {
	for _, c := range []struct {
		name, pattern, record string
		want                  bool
	}{
		{"a new effect", `{"eventName":["INSERT"],"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"effect#"}]}}}}`, `{"eventName":"INSERT","dynamodb":{"Keys":{"pk":{"S":"effect#1"}}}}`, true},
		{"a changed effect", `{"eventName":["INSERT"],"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"effect#"}]}}}}`, `{"eventName":"MODIFY","dynamodb":{"Keys":{"pk":{"S":"effect#1"}}}}`, false},
		{"a new case", `{"eventName":["INSERT"],"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"effect#"}]}}}}`, `{"eventName":"INSERT","dynamodb":{"Keys":{"pk":{"S":"case#1"}}}}`, false},
		{"a record without what is asked", `{"dynamodb":{"Keys":{"pk":{"S":["a"]}}}}`, `{"eventName":"INSERT"}`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m mapping
			m.FilterCriteria.Filters = []struct{ Pattern string }{{c.pattern}}
			wanted, err := compile(m)
			if err != nil {
				t.Fatal(err)
			}
			got, err := wanted(record{raw: json.RawMessage(c.record)})
			if err != nil || got != c.want {
				t.Errorf("wanted = %t (%v), want %t", got, err, c.want)
			}
		})
	}
}
