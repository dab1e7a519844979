package whatif

import (
	"encoding/json"
	"io"

	"github.com/redress/redress/shared/complaint"
)

// Report says what would come out otherwise under a draft pack. It holds no
// personal data and no narrative.
type Report struct {
	Draft    string `json:"draft"` // ID of the pack
	Language string `json:"language"`
	TimeZone string `json:"timeZone"`
	// From and To are days of the office, both inclusive, when the period is
	// made of whole days; otherwise instants, half-open.
	From string            `json:"from"`
	To   string            `json:"to"`
	AsOf complaint.Instant `json:"asOf"`

	Cases       int         `json:"cases"`
	Record      Record      `json:"record"`
	Stops       Stops       `json:"stops"`
	Limits      []Limit     `json:"limits"`
	Flips       Flips       `json:"flips"`
	Load        []Load      `json:"load"`
	Notices     []Telling   `json:"notices"`
	Suspensions Suspensions `json:"suspensions"`
}

// Pair is a count on both sides.
type Pair struct {
	Own   int `json:"own"`
	Draft int `json:"draft"`
}

// Record says how far the own side can be relied on: whether it gives the
// cases back as they are stored.
type Record struct {
	Proven int `json:"proven"`
	// SweptLate cases follow from their records when time acts as late as it
	// did then; here it acts in time.
	SweptLate int `json:"sweptLate"`
	// Unproven cases went on after as-of, or their replay stopped.
	Unproven int `json:"unproven"`
	// Differing cases do not follow from their records: the calendar was
	// changed under them, or the program, or somebody's hand was in it.
	Differing int         `json:"differing"`
	List      []Differing `json:"list"`
	More      int         `json:"more"` // not listed
}

// Differing is a case that does not follow from its record.
type Differing struct {
	Reference string   `json:"reference"`
	In        []string `json:"in"` // members of the case
}

// Stops are the replays that could not go on: what had been reached counts, and
// the clocks that still ran then are unknown.
type Stops struct {
	Pair
	List []Stop `json:"list"`
	More int    `json:"more"` // not listed
}

// Stop is where one replay could not go on.
type Stop struct {
	Reference string            `json:"reference"`
	Side      string            `json:"side"` // own or draft
	At        complaint.Instant `json:"at,omitzero"`
	Event     string            `json:"event,omitempty"` // that could not be given again
	Reason    string            `json:"reason"`
}

// Limit is a clock in all rounds of all cases.
type Limit struct {
	Clock string `json:"clock"`
	Name  string `json:"name"`
	Own   Counts `json:"own"`
	Draft Counts `json:"draft"`
	// ToMissed and FromMissed count the flips.
	ToMissed   int `json:"toMissed"`
	FromMissed int `json:"fromMissed"`
	// Moved counts the clocks that are due at another instant.
	Moved int `json:"moved"`
}

// Counts are clocks by how they stand.
type Counts struct {
	Met       int `json:"met"`
	Missed    int `json:"missed"`
	Cancelled int `json:"cancelled"`
	Running   int `json:"running"`
	Paused    int `json:"paused"`
	Unknown   int `json:"unknown"` // ran where the replay stopped
}

// Flips are the clocks that are missed on one side only. Those that the draft
// misses are listed first.
type Flips struct {
	ToMissed   int    `json:"toMissed"`
	FromMissed int    `json:"fromMissed"`
	List       []Flip `json:"list"`
	More       int    `json:"more"` // not listed
}

// Flip is one clock that is missed on one side only.
type Flip struct {
	Reference string `json:"reference"`
	Unit      string `json:"unit"`
	Clock     string `json:"clock"`
	Round     int    `json:"round"`
	Own       Side   `json:"own"`
	Draft     Side   `json:"draft"`
}

// Side is how a clock stands on one side.
type Side struct {
	// State is that of the clock, or none where the case does not run it.
	State string            `json:"state"`
	DueAt complaint.Instant `json:"dueAt,omitzero"`
	// EndedAt is when the deed was done, or the clock cancelled.
	EndedAt complaint.Instant `json:"endedAt,omitzero"`
}

// Load is what falls to a unit in one hour of the week, in all weeks together.
// A deed that is due at the end of an hour falls into that hour, a notice that is
// sent at its beginning too.
type Load struct {
	Unit    string `json:"unit"` // empty where no unit holds the case
	Name    string `json:"name"`
	Weekday int    `json:"weekday"` // 1 is Monday
	Hour    int    `json:"hour"`    // 0 to 23, local
	Due     Pair   `json:"due"`     // clocks, but for cancelled ones
	Notices Pair   `json:"notices"`
}

// Telling are the notices of a kind, and how often each level is told.
type Telling struct {
	Kind string `json:"kind"`
	Pair
	Levels []Level `json:"levels"`
}

// Level is how often a level is told.
type Level struct {
	Level string `json:"level"`
	Pair
}

// Suspensions are how often cases were suspended and for how long.
type Suspensions struct {
	Count Pair `json:"count"`
	// RanOut ended by themselves.
	RanOut Pair `json:"ranOut"`
	// Hours are their lengths added up, whole hours, rounded down.
	Hours Pair `json:"hours"`
	// Shortened and Refused count those that the draft's caps allow only for
	// less than was recorded, and not at all.
	Shortened int `json:"shortened"`
	Refused   int `json:"refused"`
}

// WriteJSON writes a report for machines.
func WriteJSON(w io.Writer, r *Report) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(r)
}
