package complaint

import (
	"encoding/json"

	"github.com/redress/redress/shared/policy"
)

// Event is one line of a case's history. Events are only ever added.
type Event struct {
	Seq  int     `json:"seq"` // 1, 2, 3, ... within the case
	At   Instant `json:"at"`
	Type string  `json:"type"` // a past participle: received, dispatched, warned, ...
	By   string  `json:"by"`   // customer, system, or role:unit
	// Data is the command or the clock's doing that the event records.
	Data json.RawMessage `json:"data,omitempty"`
}

// EffectKind says what an effect does when it is delivered.
type EffectKind string

// The effects.
const (
	StartWorkflow  EffectKind = "start"
	ResumeWorkflow EffectKind = "resume"
	SendNotice     EffectKind = "notice"
	SendMessage    EffectKind = "message"
	SpreadBatch    EffectKind = "spread"
	OpenReport     EffectKind = "report"
	TellPartner    EffectKind = "partner"
)

// Effect is a deed outside the store that a commit has promised. It is
// delivered at least once after the commit; its key names the deed, so that a
// second delivery changes nothing.
type Effect struct {
	Key       string          `json:"key"`
	Kind      EffectKind      `json:"kind"`
	Reference string          `json:"reference,omitempty"`
	At        Instant         `json:"at"` // of the commit
	Data      json.RawMessage `json:"data"`
	// Again: it was claimed before, and whoever had it may have carried it out. It is
	// said of one that is claimed, or comes from another installation.
	Again bool `json:"again,omitempty"`
}

// Execution names a run of a machine and is its whole input.
type Execution struct {
	Name string `json:"name"` // <reference>-<cycle>-<n>, of a flow <reference>-<machine>-<cycle>-<n>
	// Machine is "" for the journey.
	Machine   Machine `json:"machine,omitempty"`
	Reference string  `json:"reference"`
	// Cycle is that of the case; of a flow its number, from 1.
	Cycle int `json:"cycle"`
	N     int `json:"n"` // 0, then 1 more for each successor
}

// Resumption is what an effect says to a waiting run of a machine.
type Resumption struct {
	Machine Machine `json:"machine,omitempty"` // "" for the journey
	Cycle   int     `json:"cycle"`
}

// Notice tells the company something about a case, or about several of one
// recipient in a bundle. It holds no personal data of a customer.
type Notice struct {
	ID         string   `json:"id"`
	At         Instant  `json:"at"` // the nominal instant; of a bundle the last of its members'
	Kind       string   `json:"kind"`
	Reference  string   `json:"reference,omitempty"`
	References []string `json:"references,omitempty"` // of a bundle, in its place
	Clock      string   `json:"clock,omitempty"`
	Round      int      `json:"round"`
	Point      string   `json:"point,omitempty"`
	Levels     []string `json:"levels"`
	Unit       string   `json:"unit,omitempty"`
	Handler    string   `json:"handler,omitempty"` // of a bundle for one handler
	Grade      string   `json:"grade,omitempty"`
	Class      string   `json:"class,omitempty"`
	DueAt      Instant  `json:"dueAt,omitzero"`
	Language   string   `json:"language"`
	Text       string   `json:"text"`

	// What is known when it is sent: see package notice.
	SentAt     Instant            `json:"sentAt,omitzero"`
	Recipients []policy.Recipient `json:"recipients,omitempty"`
	Empty      []string           `json:"empty,omitempty"`     // levels that reached nobody
	InsteadOf  []string           `json:"insteadOf,omitempty"` // levels in whose place others were told
	Bundled    []string           `json:"bundled,omitempty"`   // levels that were told in a bundle
}

// Cases are the references of the cases that the notice is about.
func (n Notice) Cases() []string {
	if n.References != nil || n.Reference == "" {
		return n.References
	}
	return []string{n.Reference}
}

// Message tells the customer something. Whoever delivers it adds the address
// and the tracking code from the [Contact].
type Message struct {
	ID        string            `json:"id"`
	At        Instant           `json:"at"`
	Kind      string            `json:"kind"` // template: receipt, answer, closing.resolved, ...
	Reference string            `json:"reference"`
	Language  string            `json:"language"`
	Values    map[string]string `json:"values"`
}
