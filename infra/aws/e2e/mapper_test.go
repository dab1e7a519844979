//go:build unix

package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// mapping is an event source mapping, as it was deployed.
type mapping struct {
	UUID                           string
	EventSourceArn                 string
	FunctionArn                    string
	StartingPosition               string
	BatchSize                      int
	MaximumBatchingWindowInSeconds int
	MaximumRetryAttempts           int
	MaximumRecordAgeInSeconds      int
	BisectBatchOnFunctionError     bool
	FunctionResponseTypes          []string
	FilterCriteria                 struct{ Filters []struct{ Pattern string } }
	DestinationConfig              struct{ OnFailure struct{ Destination string } }
}

// record is a change of the table.
type record struct {
	raw      json.RawMessage
	sequence string
	at       time.Time
}

// mapper brings the table's stream to its function.
type mapper struct {
	mapping mapping
	now     func() time.Time
	pause   time.Duration // before the first retry; twice as long before each further one
	invoke  func(event []byte) (answer []byte, failed bool, err error)
	give    func(batch []record, why string) error // to the failure queue
	stop    func()

	mu      sync.Mutex
	crashes int   // calls that ended with their process
	failed  error // what ended the mapper
}

// startMapper switches the emulator's mapping off and goes on in its place.
func (s *stack) startMapper() *mapper {
	s.t.Helper()
	var list struct{ EventSourceMappings []mapping }
	s.account.rest("lambda", "GET", "/2015-03-31/event-source-mappings", nil, &list)
	if len(list.EventSourceMappings) != 1 {
		s.t.Fatalf("%d event source mappings, want that of the relay", len(list.EventSourceMappings))
	}
	m := &mapper{mapping: list.EventSourceMappings[0], now: time.Now, pause: time.Second}
	s.account.rest("lambda", "PUT", "/2015-03-31/event-source-mappings/"+m.mapping.UUID, map[string]bool{"Enabled": false}, nil)
	filters, err := compile(m.mapping)
	if err != nil {
		s.t.Fatal(err)
	}
	m.invoke = s.invoker(m.mapping.FunctionArn)
	m.give = s.giver(m.mapping)
	read := s.reader(m.mapping)
	ctx, cancel := context.WithCancel(s.t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := m.run(ctx, read, filters); err != nil && ctx.Err() == nil {
			m.mu.Lock()
			m.failed = err
			m.mu.Unlock()
		}
	}()
	m.stop = sync.OnceFunc(func() {
		cancel()
		<-ended
		if m.failed != nil {
			s.t.Errorf("stream: %v", m.failed)
		}
	})
	s.t.Cleanup(m.stop)
	return m
}

// run polls until the end of its context. The first record of a batch waits for
// others as long as the mapping says.
func (m *mapper) run(ctx context.Context, read func(context.Context) ([]record, error), wanted func(record) (bool, error)) error {
	for {
		batch, err := m.collect(ctx, read, wanted)
		if err != nil {
			return err
		}
		for len(batch) > 0 {
			n := min(len(batch), m.mapping.BatchSize)
			if err := m.deliver(ctx, batch[:n], 0); err != nil {
				return err
			}
			batch = batch[n:]
		}
	}
}

// collect reads until there is something and the batch is full or its window over.
func (m *mapper) collect(ctx context.Context, read func(context.Context) ([]record, error), wanted func(record) (bool, error)) (batch []record, err error) {
	var until time.Time
	for {
		records, err := read(ctx)
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			ok, err := wanted(r)
			if err != nil {
				return nil, err
			}
			if ok {
				batch = append(batch, r)
			}
		}
		if len(batch) > 0 && until.IsZero() {
			until = m.now().Add(time.Duration(m.mapping.MaximumBatchingWindowInSeconds) * time.Second)
		}
		if len(batch) >= m.mapping.BatchSize || len(batch) > 0 && !m.now().Before(until) {
			return batch, nil
		}
		if err := wait(ctx, 100*time.Millisecond); err != nil {
			return nil, err
		}
	}
}

// deliver calls the function with a batch until all of it is done or given up, as
// Lambda does: after a failure of records from the first of these on, after a
// failure of the whole by halves. Halving counts for no retry.
func (m *mapper) deliver(ctx context.Context, batch []record, tries int) error {
	for len(batch) > 0 {
		done, whole, err := m.call(batch)
		if err != nil {
			return err
		}
		if batch = batch[done:]; len(batch) == 0 {
			return nil
		}
		if age := m.mapping.MaximumRecordAgeInSeconds; age > 0 && m.now().Sub(batch[0].at) > time.Duration(age)*time.Second {
			return m.give(batch, "RecordAgeExceeded")
		}
		if whole && m.mapping.BisectBatchOnFunctionError && len(batch) > 1 {
			half := len(batch) / 2
			return errors.Join(m.deliver(ctx, batch[:half], tries), m.deliver(ctx, batch[half:], tries))
		}
		if tries++; m.mapping.MaximumRetryAttempts >= 0 && tries > m.mapping.MaximumRetryAttempts {
			return m.give(batch, "RetryAttemptsExhausted")
		}
		if err := wait(ctx, m.pause<<min(tries-1, 6)); err != nil {
			return err
		}
	}
	return nil
}

// call calls the function once, and gives how many records from the first on are
// done, and whether the whole batch failed.
func (m *mapper) call(batch []record) (done int, whole bool, err error) {
	raw := make([]json.RawMessage, len(batch))
	for i, r := range batch {
		raw[i] = r.raw
	}
	event, err := json.Marshal(map[string]any{"Records": raw})
	if err != nil {
		return 0, false, err
	}
	answer, failed, err := m.invoke(event)
	if err != nil {
		return 0, false, err
	}
	if failed {
		if strings.Contains(string(answer), "Runtime.ExitError") {
			m.mu.Lock()
			m.crashes++
			m.mu.Unlock()
		}
		return 0, true, nil
	}
	done, ok := accepted(batch, answer)
	return done, !ok, nil
}

// accepted reads which records failed and gives how many stand before the first of
// them. It is false for an answer that cannot be meant.
func accepted(batch []record, answer []byte) (done int, ok bool) {
	var a struct {
		BatchItemFailures []struct{ ItemIdentifier *string }
	}
	if json.Unmarshal(answer, &a) != nil {
		return 0, false
	}
	done = len(batch)
	for _, f := range a.BatchItemFailures {
		at := -1
		for i, r := range batch {
			if f.ItemIdentifier != nil && r.sequence == *f.ItemIdentifier {
				at = i
			}
		}
		if at < 0 {
			return 0, false
		}
		done = min(done, at)
	}
	return done, true
}

// crashed is how many calls have ended with their process.
func (m *mapper) crashed() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.crashes
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// invoker calls a function of the stack.
func (s *stack) invoker(arn string) func([]byte) ([]byte, bool, error) {
	path := "/2015-03-31/functions/" + arn[strings.LastIndex(arn, ":")+1:] + "/invocations"
	return func(event []byte) ([]byte, bool, error) {
		res, answer, err := s.account.send(context.Background(), "lambda", http.MethodPost, path, nil, event)
		if err != nil {
			return nil, false, fmt.Errorf("call %s: %w", arn, err)
		}
		return answer, res.Header.Get("X-Amz-Function-Error") != "", nil
	}
}
