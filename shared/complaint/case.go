package complaint

import "time"

// Instant is a point in time in whole seconds, UTC.
type Instant = time.Time

// Case is one complaint with everything that the company knows of it, but for
// the contact details of the customer, which are a [Contact] of their own. It
// changes only by commands, see [Case.Do], and by time, see [Case.Fire].
type Case struct {
	Reference string `json:"reference"` // "202611-000123"
	// Version counts commits; 1 is the recording.
	Version  int64  `json:"version"`
	PolicyID string `json:"policy"` // ID of the policy version it was received under

	Status  Status  `json:"status"`
	Outcome Outcome `json:"outcome,omitempty"`
	// Reason is why the case was closed, in a person's words.
	Reason string `json:"reason,omitempty"`
	// Ready: judged and routed, so that dispatch may go on.
	Ready bool `json:"ready,omitempty"`
	// Cycle counts reopenings, Round every pass through the units (rework or
	// reopening), Reworks the passes since a dissatisfied callback.
	Cycle   int `json:"cycle"`
	Round   int `json:"round"`
	Reworks int `json:"reworks"`

	Matter
	Judgement

	ReceivedAt Instant `json:"receivedAt"`
	RecordedAt Instant `json:"recordedAt"`
	ClosedAt   Instant `json:"closedAt,omitzero"`
	// ActedAt is the instant of the last event; zero in older cases.
	ActedAt Instant `json:"actedAt,omitzero"`

	Unit    string `json:"unit,omitempty"`
	Handler string `json:"handler,omitempty"`

	Clocks      []Clock      `json:"clocks"`
	Suspensions []Suspension `json:"suspensions,omitempty"`
	// Phases are the statuses and units so far, each with when the case came there.
	Phases []Phase `json:"phases,omitempty"`
	// AcknowledgedUntil stops the repeats of overdue clocks until then.
	AcknowledgedUntil Instant `json:"acknowledgedUntil,omitzero"`

	Contacts    []Contacting `json:"contacts,omitempty"`
	Findings    *Findings    `json:"findings,omitempty"`
	Answer      *Answer      `json:"answer,omitempty"` // the last one
	Callbacks   []Call       `json:"callbacks,omitempty"`
	Supervision *Supervision `json:"supervision,omitempty"`
	Urges       []Remark     `json:"urges,omitempty"`
	Supplements []Remark     `json:"supplements,omitempty"`
	Rating      *Rating      `json:"rating,omitempty"`
	// Appeals are those of the unit against being charged with the case.
	Appeals []Appeal `json:"appeals,omitempty"`
	// LinkedTo is the case that this one was closed in favour of.
	LinkedTo string `json:"linkedTo,omitempty"`
	Batch    Batch  `json:"batch,omitzero"`
	// Repeat is set when the customer has brought the matter forward before;
	// Recurrences when the matter of this case has come again.
	Repeat      *Repeat      `json:"repeat,omitempty"`
	Recurrences []Recurrence `json:"recurrences,omitempty"`
	// HotSpot is how many cases of its class the place had within the policy's
	// window when this one came, when that makes a hot spot.
	HotSpot int `json:"hotspot,omitempty"`
	// Likely are open cases of the same customer or place that may be about the
	// same, the likeliest first.
	Likely []string `json:"likelyDuplicates,omitempty"`
	// Distinct: a person said that it is no duplicate.
	Distinct bool `json:"distinct,omitempty"`

	// OverLevel and Emergency are the last flows of their sorts beside the
	// journey; nil when there was none. Information is the report that was filed in one.
	OverLevel   *OverLevel         `json:"overLevel,omitempty"`
	Emergency   *Emergency         `json:"emergency,omitempty"`
	Information *InformationReport `json:"informationReport,omitempty"`

	// Events is the number of events so far.
	Events int `json:"events"`
	// WakeAt is the next instant at which time itself changes the case; zero
	// for none. The timer index is built on it.
	WakeAt Instant `json:"wakeAt,omitzero"`

	// EarlierSupervisions are those before Supervision, the oldest first.
	EarlierSupervisions []Supervision `json:"earlierSupervisions,omitempty"`
	// RegulatorAppeals are the customer's, to the regulator.
	RegulatorAppeals []RegulatorAppeal `json:"regulatorAppeals,omitempty"`
	// Determination is the last one in this cycle; nil while there is none.
	Determination *Determination `json:"determination,omitempty"`
	// HandedBy are the units that have handed the case down to one below, from
	// the uppermost on; the last gets it back.
	HandedBy []string `json:"handedBy,omitempty"`
	// RatedAt is when the customer first rated this cycle, where the policy
	// bounds how long a rating may be changed.
	RatedAt Instant `json:"ratedAt,omitzero"`

	// Responsibility is what the level above has decided, where it has.
	Responsibility *Responsibility `json:"responsibilityDecision,omitempty"`
	// Lessons are the four that a complaint which counts teaches; ClosedInternally is
	// set when the company is done with them in this cycle.
	Lessons          *Lessons         `json:"lessons,omitempty"`
	ClosedInternally *InternalClosing `json:"internalClosing,omitempty"`
	// Rectifications, Assessments and Remedies are told apart by their places, from 1.
	Rectifications []Rectification `json:"rectifications,omitempty"`
	Assessments    []Assessment    `json:"assessments,omitempty"`
	Remedies       []Remedy        `json:"remedies,omitempty"`
	// Offers are the solutions put to the customer, the last one at the end.
	Offers    []Offer    `json:"offers,omitempty"`
	Documents *Documents `json:"documents,omitempty"` // asked for once
	// WrittenReply is the last one in this cycle.
	WrittenReply *WrittenReply `json:"writtenReply,omitempty"`
	// Outage is the one that was known at the place when the case was judged; nil for none.
	Outage *Outage `json:"outage,omitempty"`
	// Evidence are the files of the case, those among them that were announced alone.
	Evidence []Evidence `json:"evidence,omitempty"`
	// Commissions are of partners whose orders were closed in favour of the case, see [Case.Awaited].
	Commissions []Commission `json:"commissions,omitempty"`
	// Repair is the last order to the partner who owns the matter; nil for none.
	Repair *Repair `json:"repair,omitempty"`
}

// Matter is what the customer brought forward.
type Matter struct {
	Channel    string  `json:"channel"`
	Text       string  `json:"text"`
	Demand     string  `json:"demand,omitempty"`
	Language   string  `json:"language"` // zh or en
	OccurredAt Instant `json:"occurredAt,omitzero"`
	// Claimed is the class that the caller or agent chose.
	Claimed  string   `json:"claimedClass,omitempty"`
	Site     Site     `json:"site"`
	Source   Source   `json:"source,omitzero"`
	Customer Customer `json:"customer"`
	// Commission is zero unless a partner has passed it on by machine.
	Commission Commission `json:"commission,omitzero"`
	// CallOf is the case at whose callback the customer brought it forward; for
	// a report of misconduct that the call has opened.
	CallOf string `json:"callOf,omitempty"`
	// Receiver is the member of staff or desk that took it down, Confirmed how the
	// customer confirmed what was taken down; both "" where customers wrote themselves.
	Receiver  string `json:"receiver,omitempty"`
	Confirmed string `json:"confirmed,omitempty"`
}

// Site is where the matter is; the street address is in the [Contact].
type Site struct {
	Region          string `json:"region,omitempty"`
	Area            string `json:"area,omitempty"` // urban, rural, remote
	TransformerArea string `json:"transformerArea,omitempty"`
	Feeder          string `json:"feeder,omitempty"`
	AddressKnown    bool   `json:"addressKnown,omitempty"`
	// StreetKey stands for the street of the address, see [StreetKey].
	StreetKey string `json:"streetKey,omitempty"`
}

// Source is how a complaint came within its channel, and the body that passed it on.
type Source struct {
	Via       string `json:"via,omitempty"` // a way in of the policy, such as fax
	Body      string `json:"body,omitempty"`
	Reference string `json:"reference,omitempty"`
	// OverLevel: the customer has taken the complaint past the company; Reason is
	// why, as the body says (越级原因).
	OverLevel bool   `json:"overLevel,omitempty"`
	Reason    string `json:"reason,omitempty"`
}

// Customer is what may be known of the customer without personal data. The
// keys are hashes (see [Key]) by which the same customer is found again.
type Customer struct {
	Kind         string `json:"kind,omitempty"` // residential, commercial, industrial, unknown
	Confidential bool   `json:"confidential,omitempty"`
	Anonymous    bool   `json:"anonymous,omitempty"`
	Vulnerable   bool   `json:"vulnerable,omitempty"`
	Reachable    bool   `json:"reachable,omitempty"` // a phone number is known
	AccountKey   string `json:"accountKey,omitempty"`
	PhoneKey     string `json:"phoneKey,omitempty"`
}

// Judgement is what triage or a person decided about the matter.
type Judgement struct {
	Kind         string        `json:"kind,omitempty"`
	Class        string        `json:"class,omitempty"`
	Urgency      string        `json:"urgency,omitempty"` // general, urgent, major
	Grade        string        `json:"grade,omitempty"`   // general, important, major, special
	Confidence   float64       `json:"confidence,omitempty"`
	Reasons      []string      `json:"reasons,omitempty"`
	Signals      []string      `json:"signals,omitempty"` // of the policy that the text gives
	Alternatives []Alternative `json:"alternatives,omitempty"`
	// SecondOpinion is for the person who decides; nothing follows from it.
	SecondOpinion *SecondOpinion `json:"secondOpinion,omitempty"`
}

// Alternative is another judgement that triage held possible.
type Alternative struct {
	Kind       string  `json:"kind,omitempty"`  // none in older cases
	Class      string  `json:"class,omitempty"` // of a complaint
	Confidence float64 `json:"confidence"`
}

// SecondOpinion is what somebody outside the house thought of a matter that triage was unsure of.
type SecondOpinion struct {
	Kind   string `json:"kind"`
	Class  string `json:"class,omitempty"` // of a complaint
	Reason string `json:"reason"`
	By     string `json:"by"` // the model that says so
}
