// Package notice holds the two ways out: notices tell the company, messages
// tell the customer.
//
// Vocabulary. The topic is where notices are published, with attributes that
// subscribers filter by. A messenger sends a letter, which is a message with
// its words, address and tracking code filled in. Notices never hold personal
// data; letters do, and therefore never pass over the topic.
//
// The package decides nothing: what is told, when and to whom comes with the
// effects of a case.
package notice

import (
	"context"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// Topic publishes notices. A notice whose ID was published before may be
// published again after a crash; consumers drop repeats.
type Topic interface {
	Publish(ctx context.Context, n complaint.Notice) error
}

// Messenger sends letters to customers. The same ID sent twice is one letter.
type Messenger interface {
	Send(ctx context.Context, l Letter) error
}

// Letter is a message as the customer gets it.
type Letter struct {
	ID        string    `json:"id"`
	At        time.Time `json:"at"`
	Kind      string    `json:"kind"`
	Reference string    `json:"reference"`
	To        string    `json:"to"` // phone number
	Language  string    `json:"language"`
	Text      string    `json:"text"`
}

// Write fills a message's template with its values and the contact's.
func Write(p *policy.Policy, m complaint.Message, to complaint.Contact) Letter {
	values := map[string]string{"reference": m.Reference, "trackingCode": to.TrackingCode}
	for k, v := range m.Values {
		values[k] = v
	}
	return Letter{
		ID: m.ID, At: m.At, Kind: m.Kind, Reference: m.Reference, To: to.Phone, Language: m.Language,
		Text: policy.Fill(p.Texts.Messages[m.Kind].In(m.Language), values),
	}
}

// Attributes are what subscribers of the topic may filter by.
func Attributes(n complaint.Notice) map[string]string {
	return map[string]string{
		"kind": n.Kind, "levels": strings.Join(n.Levels, ","), "unit": n.Unit,
		"grade": n.Grade, "clock": n.Clock, "language": n.Language,
	}
}
