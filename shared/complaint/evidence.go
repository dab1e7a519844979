package complaint

import (
	"slices"
	"time"
)

// Evidence is a file that shows something about a case: a photo, a recording, a
// scanned paper. The file itself lies outside the store; this is what is known of
// it. Who may read the case may know all of it, so what a file holds of its own,
// such as where a photo was taken, is never copied here.
type Evidence struct {
	ID          string `json:"id"`
	Name        string `json:"name"` // without anything that could lead a program astray
	ContentType string `json:"contentType"`
	Size        int64  `json:"size"`   // in bytes
	SHA256      string `json:"sha256"` // hexadecimal
	// Of is what it belongs to: complaint, findings, answer or appeal.
	Of          string  `json:"of"`
	Note        string  `json:"note,omitempty"`
	By          string  `json:"by"` // the actor; "customer" for the customer's own
	AnnouncedAt Instant `json:"announcedAt"`
	ReceivedAt  Instant `json:"receivedAt,omitzero"`
	Scan        Scan    `json:"scan,omitempty"`
	// Removal is set when the file is gone; the record stays.
	Removal *Removal `json:"removal,omitempty"`
}

// Removal says that a file was removed, by whom and why.
type Removal struct {
	At     Instant `json:"at"`
	By     string  `json:"by"`
	Reason string  `json:"reason"`
}

// Scan is what a search for malware has found in a file; "" while it is not known.
type Scan string

// What a scan can find. Unscanned is said where nobody looks.
const (
	Clean     Scan = "clean"
	Infected  Scan = "infected"
	Unscanned Scan = "unscanned"
)

// EvidenceState says what can be done with a file.
type EvidenceState string

// The states. Only what is ready is handed out.
const (
	EvidenceAwaited  EvidenceState = "awaited" // announced, not yet there
	EvidenceScanning EvidenceState = "scanning"
	EvidenceReady    EvidenceState = "ready"
	EvidenceInfected EvidenceState = "infected"
	EvidenceRemoved  EvidenceState = "removed"
)

// State tells how a file stands.
func (e Evidence) State() EvidenceState {
	switch {
	case e.Removal != nil:
		return EvidenceRemoved
	case e.ReceivedAt.IsZero():
		return EvidenceAwaited
	case e.Scan == "":
		return EvidenceScanning
	case e.Scan == Infected:
		return EvidenceInfected
	}
	return EvidenceReady
}

// kept tells whether the file is there.
func (e Evidence) kept() bool { return !e.ReceivedAt.IsZero() && e.Removal == nil }

// OfCustomer tells whether the customer has sent it.
func (e Evidence) OfCustomer() bool { return actorOf(e.By).Role == Public }

// announced is how long a file that was announced is waited for.
const announced = 24 * time.Hour

// EvidenceWith finds a file that has been received, or is still waited for at an
// instant, by its id.
func (c *Case) EvidenceWith(id string, now Instant) (Evidence, bool) {
	if i := c.evidenceAt(id); i >= 0 && !c.Evidence[i].lapsed(now) {
		return c.Evidence[i], true
	}
	return Evidence{}, false
}

// EvidenceReceived lists the files that have come, the removed ones among them.
func (c *Case) EvidenceReceived() (list []Evidence) {
	for _, e := range c.Evidence {
		if !e.ReceivedAt.IsZero() {
			list = append(list, e)
		}
	}
	return list
}

func (c *Case) evidenceAt(id string) int {
	return slices.IndexFunc(c.Evidence, func(e Evidence) bool { return e.ID == id })
}

// lapsed tells that a file has been given up: it was announced and never came.
func (e Evidence) lapsed(now Instant) bool {
	return e.ReceivedAt.IsZero() && !now.Before(e.AnnouncedAt.Add(announced))
}
