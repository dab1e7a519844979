//go:build unix

package e2e

import (
	"encoding/json"
	"slices"

	"github.com/redress/redress/infra/aws/emulator"
	"github.com/redress/redress/shared/complaint"
)

// ear hears what the topic tells, by a queue that is subscribed to it.
type ear struct {
	s     *stack
	queue string // URL
	heard []complaint.Notice
	raw   []string // as they came
}

// listen subscribes a queue to the topic, with a filter policy or "".
func (s *stack) listen(name, filter string) *ear {
	s.t.Helper()
	e := &ear{s: s}
	var made struct{ QueueURL string }
	arn := "arn:aws:sqs:" + emulator.Region + ":" + emulator.Account + ":" + name
	policy := mustJSON(s.t, map[string]any{"Version": "2012-10-17", "Statement": []any{map[string]any{
		"Effect": "Allow", "Principal": map[string]string{"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn,
	}}})
	s.account.call("sqs", "AmazonSQS.CreateQueue", map[string]any{"QueueName": name, "Attributes": map[string]string{"Policy": string(policy)}}, &made)
	e.queue = made.QueueURL
	attributes := map[string]string{"RawMessageDelivery": "true"}
	if filter != "" {
		attributes["FilterPolicy"] = filter
	}
	s.aws("sns", "subscribe", "--topic-arn", s.physical("Topic"), "--protocol", "sqs", "--notification-endpoint", arn, "--attributes", string(mustJSON(s.t, attributes)))
	return e
}

// listen takes in what has come. A notice that comes again is dropped, as its
// consumers do.
func (e *ear) listen() []complaint.Notice {
	e.s.t.Helper()
	for {
		var page struct {
			Messages []struct{ Body, ReceiptHandle string }
		}
		e.s.account.call("sqs", "AmazonSQS.ReceiveMessage", map[string]any{"QueueUrl": e.queue, "MaxNumberOfMessages": 10}, &page)
		if len(page.Messages) == 0 {
			return e.heard
		}
		for _, m := range page.Messages {
			var n complaint.Notice
			if err := json.Unmarshal([]byte(m.Body), &n); err != nil {
				e.s.t.Fatalf("%v in %s", err, m.Body)
			}
			e.raw = append(e.raw, m.Body)
			if !slices.ContainsFunc(e.heard, func(h complaint.Notice) bool { return h.ID == n.ID }) {
				e.heard = append(e.heard, n)
			}
			e.s.account.call("sqs", "AmazonSQS.DeleteMessage", map[string]string{"QueueUrl": e.queue, "ReceiptHandle": m.ReceiptHandle}, nil)
		}
	}
}

// hears tells whether a notice of a kind about a case and, where given, a clock has
// come, and gives it.
func (e *ear) hears(kind, reference, clock string) (complaint.Notice, bool) {
	e.s.t.Helper()
	all := e.listen()
	i := slices.IndexFunc(all, func(n complaint.Notice) bool {
		return n.Kind == kind && n.Reference == reference && (clock == "" || n.Clock == clock)
	})
	if i < 0 {
		return complaint.Notice{}, false
	}
	return all[i], true
}

// waiting is how many messages a queue of the template has.
func (s *stack) waiting(logical string) int {
	s.t.Helper()
	var page struct{ Messages []struct{ Body string } }
	s.account.call("sqs", "AmazonSQS.ReceiveMessage", map[string]any{"QueueUrl": s.physical(logical), "MaxNumberOfMessages": 10, "VisibilityTimeout": 0}, &page)
	for _, m := range page.Messages {
		s.t.Logf("%s: %s", logical, m.Body)
	}
	return len(page.Messages)
}
