package complaint

import (
	"context"
	"encoding/json"
	"time"
)

// Store keeps cases and everything that belongs to them. Both adapters pass
// one contract suite, storetest. Instants are stored in whole seconds, UTC.
// Every method may return a fault of kind Busy when the store cannot answer
// now, and Internal when it is broken.
type Store interface {
	Cases
	Batches
	Timers
	Outbox
	Tokens
	Answers
	Rotas
	Tallies
	Boards
}

// Cases stores cases with their events and contact details.
type Cases interface {
	// Commit writes one step of one case in a single transaction: the case,
	// its new events, its effects and, where given, the contact details and
	// the answer to an idempotent request. Nothing is written when it fails.
	// It fails with Stale when the stored version is not Commit.Expect (0: no
	// case of that reference may exist) and, before that, with Conflict when the
	// answer's key is taken. A case is bounded, the same in every store: a person's
	// step that makes it too large is Invalid, and names the longest text, or Conflict
	// when people can only close it. Steps of the system alone always fit. An effect whose key is known already is left out; the rest
	// is written. An empty Commit.Case writes the effects and the answer alone.
	Commit(ctx context.Context, c Commit) error
	// Case reads a case as of the last commit. NotFound when there is none.
	Case(ctx context.Context, reference string) (*Case, error)
	// Contact reads the contact details of a case. NotFound when there are none.
	Contact(ctx context.Context, reference string) (Contact, error)
	// Events lists up to limit events with a sequence number above after.
	Events(ctx context.Context, reference string, after, limit int) ([]Event, error)
	// List pages through cases by next due instant (cases without one last),
	// then reference. One with a period goes by what lies in it, which deeds of
	// people hardly move: by the first due instant that matches, else by the
	// receipt, then reference. An unknown or foreign cursor is Invalid.
	List(ctx context.Context, q Query) (Page, error)
	// Serial draws the next number of a series ("202611"), from 1. Numbers
	// are never drawn twice; gaps are allowed.
	Serial(ctx context.Context, series string) (int64, error)
}

// Batches finds the cases that follow a head.
type Batches interface {
	// Followers lists up to limit references of the open cases that follow a
	// head, as of the last commit and in the order of references. Its cost is in
	// proportion to the limit, not to the batch.
	Followers(ctx context.Context, head string, limit int) ([]string, error)
}

// Commit is one step of one case.
type Commit struct {
	Case   *Case
	Expect int64 // version that the step was computed from; 0 for a new case
	Change
	Contact *Contact
	Answer  *StoredAnswer
}

// Query selects cases. Empty fields select all.
type Query struct {
	Status Status
	Units  []string // any of these; nil for all, also cases without a unit
	Class  string
	Clock  string // with State: the clock, in any round, is in that state
	State  string // warned (a point has fired and the clock runs) or a [ClockState]; without Clock: any clock
	Key    string // exact reference, or one of the case's Keys
	// Open selects cases that are not closed.
	Open bool
	// Handlers are the persons who handle the case, any of these; "" for none of
	// them, nil for all cases.
	Handlers []string
	// Vulnerable selects cases of vulnerable customers.
	Vulnerable bool
	// NextFrom leaves out cases whose next due instant lies before it; those without
	// one stay.
	NextFrom Instant `json:",omitzero"`
	// Half-open periods; zero ends are unbounded.
	ReceivedFrom, ReceivedTo Instant
	// DueFrom, DueTo select cases with any clock (or Clock, when given) due in the period.
	DueFrom, DueTo Instant

	Cursor string
	Limit  int // 1 to 1000
	// Look is how much a store may look at for one page, in rows of an index; a case
	// counts as ten. Then it may give a page that is not full, even an empty one, with a
	// cursor, so that a page costs no more however many cases there are. 0: all it takes.
	Look int `json:",omitzero"`
}

// Page is one page of a list; Cursor is "" on the last.
type Page struct {
	Cases  []*Case
	Cursor string
}

// Timers finds the cases that time itself changes. Their cost is in
// proportion to what is due, not to what is open.
type Timers interface {
	// Due lists up to limit references of cases with WakeAt at or before
	// now, earliest first.
	Due(ctx context.Context, now Instant, limit int) ([]string, error)
	// NextWake is the earliest WakeAt of all cases; false when there is none.
	NextWake(ctx context.Context) (Instant, bool, error)
}

// Outbox hands out the effects that commits have promised.
type Outbox interface {
	// Claim leases undelivered effects to the caller for the lease's duration
	// and gives them in the order of their keys here, Again where they were leased
	// before. Those that are delivered,
	// leased to another or unknown are left out. With an error those that it
	// gives are leased all the same.
	Claim(ctx context.Context, keys []string, now Instant, lease time.Duration) ([]Effect, error)
	// Delivered marks effects as done. Their keys stay known; unknown ones change nothing.
	Delivered(ctx context.Context, keys []string, now Instant) error
	// Stale lists up to limit keys of effects that were committed at or
	// before the given instant and are neither delivered nor leased at now,
	// oldest first.
	Stale(ctx context.Context, before, now Instant, limit int) ([]string, error)
	// Waiting is Stale for one lane.
	Waiting(ctx context.Context, lane Lane, before, now Instant, limit int) ([]string, error)
	// Fold puts effects in the place of others, all in one transaction. It fails
	// with Busy, and does nothing, when a member is no longer the caller's alone.
	Fold(ctx context.Context, f Fold) error
}

// Lane is a part of the outbox.
type Lane string

// The lanes: notices, which may be bundled when many wait, and all other deeds.
const (
	NoticeLane Lane = "notices"
	DeedLane   Lane = "deeds"
)

// Fold replaces effects that the caller, and nobody else, has claimed, once: who
// has overrun a lease must not take from the next one what that one sends. An adapter whose
// transactions are smaller than a fold makes it whole in another way: it must
// not hand out a member, or one of the new effects, while a part is missing.
type Fold struct {
	// Into are promised; one whose key is known already is left out.
	Into []Effect
	// Members are known by their keys. One with data keeps its lease and goes
	// on with that data; one without is delivered.
	Members []Effect
	At      Instant
}

// Tokens keeps where a workflow waits.
type Tokens interface {
	// PutToken remembers that an execution of the machine waits for the case
	// under this token; it replaces an earlier one.
	PutToken(ctx context.Context, reference, machine, token string) error
	// Token reads it with the latest writes seen; "" when there is none.
	Token(ctx context.Context, reference, machine string) (string, error)
}

// Answers remembers what was answered under an idempotency key.
type Answers interface {
	// Answer reads a remembered answer that is not expired at now.
	Answer(ctx context.Context, key string, now Instant) (StoredAnswer, bool, error)
	// Remember replaces what is answered under a key, and takes a free one.
	Remember(ctx context.Context, a StoredAnswer) error
	// Forget removes what has expired at now: answers, effects delivered before
	// that instant less keep, and the tallies of days before the UTC date of that.
	Forget(ctx context.Context, now Instant, keep time.Duration) error
}

// Rotas keeps the duty rotas that were set at run time, in place of the pack's.
type Rotas interface {
	// Rota reads what was last stored for a unit. NotFound when nothing ever was.
	Rota(ctx context.Context, unit string) (StoredRota, error)
	// PutRota stores a unit's rota and gives it the next revision. It fails
	// with Stale when the version is not the one after the stored one (1: none).
	PutRota(ctx context.Context, r StoredRota) error
	// RotasSince lists the rotas with a revision above the given one (0: all)
	// in the order of their revisions. It sees the latest writes, and costs
	// little when there is nothing new: it is asked at every step of a case.
	RotasSince(ctx context.Context, revision int64) ([]StoredRota, error)
}

// StoredRota is what was set for one unit.
type StoredRota struct {
	Unit    string
	Version int64 // counts what was stored for the unit, from 1
	// Revision counts what was stored for any unit; the store draws it, from 1
	// and with gaps allowed.
	Revision int64
	Doc      json.RawMessage // a [policy.Roster]; empty when the pack's holds again
	At       Instant
	By       string // the actor
}

// StoredAnswer is the answer to a request with an idempotency key.
type StoredAnswer struct {
	Key         string          // scope and key, see web
	Fingerprint string          // of the request's body
	Status      int             // HTTP status
	Header      json.RawMessage // headers that belong to the answer
	Body        json.RawMessage
	// At is when it is given: a key whose answer has expired by then is free. It
	// need not be kept.
	At        Instant
	ExpiresAt Instant
}
