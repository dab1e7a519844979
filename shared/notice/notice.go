// Package notice holds the two ways out: notices tell the company, messages
// tell the customer.
//
// Vocabulary. The topic is where notices are published, with attributes that
// subscribers filter by. A messenger sends a letter, which is a message with
// its words, address and tracking code filled in. Notices never hold personal
// data; letters do, and therefore never pass over the topic. A directory says
// which people and inboxes the levels of a notice are at one instant. A bundle
// is one notice in place of many of one kind to one recipient.
//
// What is told, when, and to which levels comes with the effects of a case; the
// package decides nothing about cases.
package notice

import (
	"context"
	"slices"
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
	values := map[string]string{"reference": m.Reference, "trackingCode": to.TrackingCode, "receiver": ""}
	for k, v := range m.Values {
		values[k] = v
	}
	return Letter{
		ID: m.ID, At: m.At, Kind: m.Kind, Reference: m.Reference, To: to.Phone, Language: m.Language,
		Text: strings.TrimRight(policy.Fill(wording(p, m).In(m.Language), values), " "), // of a sentence left out at the end
	}
}

// wording is the text of a message. One that promises no first contact may have
// words of its own.
func wording(p *policy.Policy, m complaint.Message) policy.Text {
	text, ok := p.Texts.Messages[m.Kind+".uncalled"]
	if _, called := m.Values["contact"]; called || !ok {
		return p.Texts.Messages[m.Kind]
	}
	return text
}

// Attributes are what subscribers of the topic may filter by. The levels are
// those that the notice is for and those that are told in their place.
func Attributes(n complaint.Notice) map[string]string {
	levels := slices.Clone(n.Levels)
	for _, r := range n.Recipients {
		if !slices.Contains(levels, r.Level) {
			levels = append(levels, r.Level)
		}
	}
	return map[string]string{
		"kind": n.Kind, "levels": strings.Join(levels, ","), "unit": n.Unit,
		"grade": n.Grade, "clock": n.Clock, "language": n.Language,
	}
}
