package web

import (
	"strconv"
	"strings"
	"time"

	"github.com/redress/redress/shared/audit"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// CaseView is a case as staff see it.
type CaseView struct {
	Reference string                      `json:"reference"`
	Status    complaint.Status            `json:"status"`
	Outcome   complaint.Outcome           `json:"outcome"`
	Reason    string                      `json:"reason,omitempty"`
	Version   int64                       `json:"version"`
	Policy    string                      `json:"policy"`
	Kind      string                      `json:"kind"`
	Class     string                      `json:"class"`
	ClassName policy.Text                 `json:"className,omitempty"`
	Urgency   string                      `json:"urgency"`
	Grade     string                      `json:"grade"`
	Triage    TriageView                  `json:"triage"`
	Unit      string                      `json:"unit"`
	Handler   string                      `json:"handler,omitempty"`
	HandedBy  []string                    `json:"handedBy,omitempty" doc:"the units that have handed the case down, from the uppermost on"`
	Cycle     int                         `json:"cycle"`
	Round     int                         `json:"round"`
	Reworks   int                         `json:"reworks"`
	Received  time.Time                   `json:"receivedAt"`
	Recorded  time.Time                   `json:"recordedAt"`
	Closed    time.Time                   `json:"closedAt,omitzero"`
	NextDue   time.Time                   `json:"nextDueAt,omitzero"`
	Matter    MatterView                  `json:"matter"`
	CallOf    string                      `json:"callOf,omitempty" doc:"the case whose callback has opened this report of misconduct"`
	Questions []audit.Missing             `json:"questions,omitempty" doc:"what the record lacks, to be asked of the customer"`
	Contacts  []complaint.Contacting      `json:"contacts,omitempty"`
	Findings  *complaint.Findings         `json:"findings,omitempty"`
	Answer    *complaint.Answer           `json:"answer,omitempty"`
	Audit     *audit.Verdict              `json:"audit,omitempty" doc:"what is wrong with the answer, for its review; not in lists"`
	Callbacks []complaint.Call            `json:"callbacks,omitempty"`
	Watch     *complaint.Supervision      `json:"supervision,omitempty"`
	Watched   []complaint.Supervision     `json:"earlierSupervisions,omitempty" doc:"the oldest first; not in lists"`
	Validity  *ValidityView               `json:"determination,omitempty" doc:"of the complaint's validity; a complaint without one is normal"`
	Regulator []complaint.RegulatorAppeal `json:"regulatorAppeals,omitempty" doc:"of the customer to the regulator; not in lists"`
	Urges     []complaint.Remark          `json:"urges,omitempty"`
	Added     []complaint.Remark          `json:"supplements,omitempty"`
	Rating    *complaint.Rating           `json:"rating,omitempty"`
	Appeals   []complaint.Appeal          `json:"appeals,omitempty" doc:"of the unit against being charged with the case; not in lists"`
	OverLevel *complaint.OverLevel        `json:"overLevel,omitempty" doc:"the flow that a superior body has set off; without its history in lists"`
	Emergency *complaint.Emergency        `json:"emergency,omitempty" doc:"the emergency plan; without its history in lists"`
	Consequences
	LinkedTo  string                 `json:"linkedTo,omitempty"`
	Batch     *complaint.Batch       `json:"batch,omitempty" doc:"its part in a batch of cases about one event"`
	Repeat    *complaint.Repeat      `json:"repeat,omitempty" doc:"the customer has brought this matter forward before"`
	Again     []complaint.Recurrence `json:"recurrences,omitempty" doc:"later cases about the matter of this one"`
	ReviewDue bool                   `json:"reviewDue,omitempty" doc:"the matter came again, and nobody has said yet how it was handled here"`
	HotSpot   int                    `json:"hotspot,omitempty" doc:"how many cases of its class the place had lately when this one came"`
	Likely    []string               `json:"likelyDuplicates,omitempty"`
	Allowed   []string               `json:"allowed" doc:"the commands that this caller may give now"`
	Paused    []complaint.Suspension `json:"suspensions,omitempty"`
	Time      *complaint.Spent       `json:"time,omitempty" doc:"what the time since the receipt was spent on, in seconds"`
	Clocks    []ClockView            `json:"clocks"`
	Events    []complaint.Event      `json:"events,omitempty"`
	// Information is filed in a flow; Draft is what the record knows for it.
	Information *complaint.InformationReport `json:"informationReport,omitempty" doc:"as it was filed last; not in lists"`
	Draft       *complaint.Information       `json:"informationDraft,omitempty" doc:"what the record knows for a report that is to be filed; not in lists"`
}

// TriageView is what triage thought.
type TriageView struct {
	Confidence   float64                 `json:"confidence"`
	Reasons      []string                `json:"reasons,omitempty"`
	Alternatives []complaint.Alternative `json:"alternatives,omitempty"`
	// SecondOpinion stands beside the judgement.
	SecondOpinion *complaint.SecondOpinion `json:"secondOpinion,omitempty" doc:"of an outside adviser, where triage was unsure and one is set; nothing follows from it"`
}

// MatterView is what the customer brought forward, with the contact details
// that the caller may see.
type MatterView struct {
	Channel      string           `json:"channel"`
	Text         string           `json:"text"`
	Demand       string           `json:"demand,omitempty"`
	Language     string           `json:"language"`
	OccurredAt   time.Time        `json:"occurredAt,omitzero"`
	ClaimedClass string           `json:"claimedClass,omitempty"`
	Customer     CustomerView     `json:"customer"`
	Site         SiteView         `json:"site"`
	Source       complaint.Source `json:"source,omitzero"`
	Restated     bool             `json:"restated,omitempty" doc:"the customer has agreed to what was taken down"`
}

// CustomerView is the customer as the caller may see them.
type CustomerView struct {
	Name          string `json:"name,omitempty"`
	Phone         string `json:"phone,omitempty"`
	AccountNumber string `json:"accountNumber,omitempty"`
	Kind          string `json:"kind,omitempty"`
	Confidential  bool   `json:"confidential,omitempty"`
	Anonymous     bool   `json:"anonymous,omitempty"`
	Vulnerable    bool   `json:"vulnerable,omitempty"`
}

// SiteView is the place of the matter.
type SiteView struct {
	Region          string `json:"region,omitempty"`
	Area            string `json:"area,omitempty"`
	TransformerArea string `json:"transformerArea,omitempty"`
	Feeder          string `json:"feeder,omitempty"`
	Address         string `json:"address,omitempty"`
}

// View shows a case to an actor. Contact details are masked for those outside
// the handling; a zero Contact shows none.
func View(p *policy.Policy, c *complaint.Case, contact complaint.Contact, by complaint.Actor) CaseView {
	class, _ := p.Class(c.Class)
	v := CaseView{
		Reference: c.Reference, Status: c.Status, Outcome: c.Outcome, Reason: c.Reason, Version: c.Version, Policy: c.PolicyID,
		Kind: c.Kind, Class: c.Class, ClassName: class.Name, Urgency: c.Urgency, Grade: c.Grade,
		Triage: TriageView{Confidence: c.Confidence, Reasons: c.Reasons, Alternatives: c.Alternatives, SecondOpinion: c.SecondOpinion},
		Unit:   c.Unit, Handler: c.Handler, HandedBy: c.HandedBy, Cycle: c.Cycle, Round: c.Round, Reworks: c.Reworks,
		Received: c.ReceivedAt, Recorded: c.RecordedAt, Closed: c.ClosedAt, NextDue: c.NextDue(),
		Matter: matterView(p, c, contact, by), CallOf: c.CallOf, Contacts: c.Contacts, Findings: c.Findings, Answer: c.Answer,
		Callbacks: c.Callbacks, Watch: c.Supervision, Urges: c.Urges, Added: c.Supplements, Rating: c.Rating,
		Watched: c.EarlierSupervisions, Validity: validityView(p, c.Determination), Regulator: c.RegulatorAppeals,
		Paused: c.Suspensions, Appeals: c.Appeals, OverLevel: c.OverLevel, Emergency: c.Emergency, Information: c.Information, Draft: c.Draft(p), LinkedTo: c.LinkedTo, Likely: c.Likely,
		Repeat: c.Repeat, Again: c.Recurrences, ReviewDue: c.ReviewDue(), HotSpot: c.HotSpot, Allowed: []string{}, Clocks: []ClockView{},
	}
	v.Consequences = consequences(c)
	if c.Batch != (complaint.Batch{}) {
		v.Batch = &c.Batch
	}
	if !c.Confided(p, by.Unit) {
		v.Callbacks = c.Discreet(p)
	}
	for _, name := range c.Allowed() {
		if complaint.RuleOf(name).Allows(by.Role) {
			v.Allowed = append(v.Allowed, name)
		}
	}
	for i := range c.Clocks {
		v.Clocks = append(v.Clocks, clockView(p, &c.Clocks[i]))
	}
	return v
}

// Brief leaves out what grows with a case's history, for lists.
func (v CaseView) Brief() CaseView {
	v.Contacts, v.Callbacks, v.Urges, v.Added, v.Again, v.Appeals = nil, nil, nil, nil, nil, nil
	v.Watched, v.Regulator = nil, nil
	v.OverLevel, v.Emergency, v.Information, v.Draft = v.OverLevel.Brief(), v.Emergency.Brief(), nil, nil
	v.Offers, v.Assessments, v.Rectifications = nil, nil, nil
	return v
}

// ValidityView is a determination with the policy's words for it.
type ValidityView struct {
	complaint.Determination
	CriterionName policy.Text `json:"criterionName,omitempty"`
	Instruction   policy.Text `json:"instruction,omitempty" doc:"what is followed in an abnormal complaint"`
}

func validityView(p *policy.Policy, d *complaint.Determination) *ValidityView {
	if d == nil {
		return nil
	}
	v := ValidityView{Determination: *d}
	v.CriterionName, _ = p.Determination.Criterion(d.Criterion)
	if d.Result == complaint.Abnormal {
		v.Instruction = p.Determination.Instruction
	}
	return &v
}

func matterView(p *policy.Policy, c *complaint.Case, contact complaint.Contact, by complaint.Actor) MatterView {
	switch {
	case by.Role == complaint.Auditor:
		contact = masked(contact)
	case c.Customer.Confidential && by.Unit != "" && by.Unit == c.Unit:
		contact = confidential(p, contact)
	}
	return MatterView{
		Channel: c.Channel, Text: c.Text, Demand: c.Demand, Language: c.Language, OccurredAt: c.OccurredAt,
		ClaimedClass: c.Claimed, Source: c.Source, Restated: c.Restated,
		Customer: CustomerView{
			Name: contact.Name, Phone: contact.Phone, AccountNumber: contact.AccountNumber, Kind: c.Customer.Kind,
			Confidential: c.Customer.Confidential, Anonymous: c.Customer.Anonymous, Vulnerable: c.Customer.Vulnerable,
		},
		Site: SiteView{
			Region: c.Site.Region, Area: c.Site.Area, TransformerArea: c.Site.TransformerArea, Feeder: c.Site.Feeder,
			Address: contact.Address,
		},
	}
}

// masked hides personal data from those outside the handling chain (S-037).
func masked(c complaint.Contact) complaint.Contact {
	return complaint.Contact{Name: mask(c.Name, 1, 0), Phone: mask(c.Phone, 3, 4), AccountNumber: mask(c.AccountNumber, 4, 2)}
}

// confidential is what the unit that handles the case of a customer who wants to
// stay unknown sees: never the name, as the person complained of works there, and
// the ways to reach them if the policy gives these.
func confidential(p *policy.Policy, c complaint.Contact) complaint.Contact {
	if !p.Intake.Confidential {
		return masked(c)
	}
	c.Name = ""
	return c
}

// mask keeps the first and last runes of a value and hides the others.
func mask(value string, first, last int) string {
	runes := []rune(value)
	if len(runes) <= first+last {
		return strings.Repeat("*", len(runes))
	}
	return string(runes[:first]) + strings.Repeat("*", len(runes)-first-last) + string(runes[len(runes)-last:])
}

// ETag is a case's version as an entity tag.
func ETag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }
