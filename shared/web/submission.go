package web

import (
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"golang.org/x/text/width"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// Telling is what anybody may say of a complaint.
type Telling struct {
	Text       string          `json:"text" minLength:"1" pattern:"\\S" patternDescription:"more than blanks" doc:"the complaint in the customer's words"`
	Demand     string          `json:"demand,omitempty" maxLength:"1000" doc:"what the customer asks for"`
	Language   string          `json:"language,omitempty" enum:",zh,en" doc:"told from the text when left out"`
	OccurredAt time.Time       `json:"occurredAt,omitzero"`
	Class      string          `json:"class,omitempty" doc:"the caller's own choice, such as 04.03.01"`
	Customer   CustomerDetails `json:"customer,omitzero"`
	Site       SiteDetails     `json:"site,omitzero"`
}

// CustomerSubmission is the body of a complaint that customers send themselves.
type CustomerSubmission struct {
	Channel string `json:"channel" enum:"web,app,wechat"`
	Telling
}

// Submission is the body of a complaint that staff record.
type Submission struct {
	Channel string `json:"channel" enum:"hotline,web,app,wechat,counter,letter,email,media,regulator,superior,other"`
	Telling
	Source     SourceDetails `json:"source,omitzero" doc:"how it came within its channel, and the body that passed it on"`
	ReceivedAt time.Time     `json:"receivedAt,omitzero" doc:"of a back-dated record"`
	Receiver   string        `json:"receiver,omitempty" maxLength:"100" doc:"name or staff number of who took it down, as the policy has customers told; the caller's own, else the desk, when left out"`
	Confirmed  string        `json:"confirmed,omitempty" enum:",spoken,signed" doc:"how the customer confirmed what was taken down: it was read back, or signed"`
}

// Constrain writes the policy's own bounds into the description of complaints,
// so that they are checked, and told, together with all others.
func Constrain(api huma.API, p *policy.Policy) {
	for _, t := range []reflect.Type{reflect.TypeFor[CustomerSubmission](), reflect.TypeFor[Submission]()} {
		registry := api.OpenAPI().Components.Schemas
		schema := registry.SchemaFromRef(registry.Schema(t, true, t.Name()).Ref)
		schema.Properties["class"].Enum = classes(p)
		schema.Properties["text"].MaxLength = &p.Intake.TextLimit
		schema.PrecomputeMessages()
		if source := schema.Properties["source"]; source != nil {
			schema = registry.SchemaFromRef(source.Ref)
			schema.Properties["via"].Enum = ways(p)
			schema.PrecomputeMessages()
		}
	}
}

// CustomerDetails is what a submission says of the customer.
type CustomerDetails struct {
	Name          string `json:"name,omitempty" maxLength:"200"`
	Phone         string `json:"phone,omitempty" maxLength:"200"`
	AccountNumber string `json:"accountNumber,omitempty" maxLength:"200"`
	Kind          string `json:"kind,omitempty" enum:",residential,commercial,industrial,unknown"`
	Confidential  bool   `json:"confidential,omitempty"`
	Anonymous     bool   `json:"anonymous,omitempty"`
	Vulnerable    bool   `json:"vulnerable,omitempty" doc:"elderly, ill, dependent on electricity"`
}

// SiteDetails is what a submission says of the place.
type SiteDetails struct {
	Region          string `json:"region,omitempty" maxLength:"200"`
	Area            string `json:"area,omitempty" enum:",urban,rural,remote"`
	Address         string `json:"address,omitempty" maxLength:"1000"`
	TransformerArea string `json:"transformerArea,omitempty" maxLength:"200"`
	Feeder          string `json:"feeder,omitempty" maxLength:"200"`
}

// SourceDetails is how the complaint came within its channel, and the body that passed it on.
type SourceDetails struct {
	Via       string `json:"via,omitempty" doc:"a way in within the channel, such as fax among the letters"`
	Body      string `json:"body,omitempty" maxLength:"200"`
	Reference string `json:"reference,omitempty" maxLength:"200"`
	OverLevel bool   `json:"overLevel,omitempty" doc:"越级: the customer has taken the complaint past the company"`
	Reason    string `json:"reason,omitempty" maxLength:"1000" doc:"越级原因: why, as the body says"`
}

// Receipt answers a submission.
type Receipt struct {
	Reference    string            `json:"reference"`
	TrackingCode string            `json:"trackingCode" doc:"opens the complaint to the customer"`
	Status       complaint.Status  `json:"status"`
	Outcome      complaint.Outcome `json:"outcome,omitempty"`
	LinkedTo     string            `json:"linkedTo,omitempty"`
	ReceivedAt   time.Time         `json:"receivedAt"`
	Promises     []Promise         `json:"promises"`
	Receiver     string            `json:"receiver,omitempty" doc:"who took it down, as the customer is told"`
}

// Promise is an instant that the customer was promised.
type Promise struct {
	Clock string    `json:"clock"`
	DueAt time.Time `json:"dueAt"`
	// ExpectedAt is there when the company has said that it will be late.
	ExpectedAt time.Time `json:"expectedAt,omitzero" doc:"when to expect what will not come in time, as the customer was told"`
	DoneAt     time.Time `json:"doneAt,omitzero" doc:"when what was promised was done, in time or late"`
	// Provisional is of a promise that may move, for no fault of anybody's.
	Provisional bool `json:"provisional,omitempty" doc:"dueAt lies in a year whose public holidays are not known yet, and may move"`
}

// Complaint gives the body as the domain takes it.
func (s CustomerSubmission) Complaint() complaint.Submission { return s.complaint(s.Channel) }

// Complaint gives the body as the domain takes it.
func (s Submission) Complaint() complaint.Submission {
	c := s.complaint(s.Channel)
	c.Source, c.ReceivedAt = complaint.Source(s.Source), second(s.ReceivedAt)
	c.Receiver, c.Confirmed = strings.TrimSpace(s.Receiver), s.Confirmed
	return c
}

// complaint gives what was told as the domain takes it: numbers as they are typed on a
// Chinese keyboard (１３９) are the same numbers.
func (t Telling) complaint(channel string) complaint.Submission {
	t.Customer.Phone, t.Customer.AccountNumber = width.Narrow.String(t.Customer.Phone), width.Narrow.String(t.Customer.AccountNumber)
	return complaint.Submission{
		Channel: channel, Text: t.Text, Demand: t.Demand, Language: t.Language, Class: t.Class, OccurredAt: second(t.OccurredAt),
		Customer: complaint.CustomerDetails(t.Customer), Site: complaint.SiteDetails(t.Site),
	}
}

// second cuts an instant to whole seconds; a missing one stays missing.
func second(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return complaint.Second(t)
}

// ReceiptOf shows what a submission set off.
func ReceiptOf(p *policy.Policy, c *complaint.Case, trackingCode string) Receipt {
	return Receipt{
		Reference: c.Reference, TrackingCode: trackingCode, Status: c.Status, Outcome: c.Outcome, LinkedTo: c.LinkedTo,
		ReceivedAt: c.ReceivedAt, Promises: Promises(p, c), Receiver: c.ToldReceiver(p),
	}
}

// Promises lists what the customer was promised, as it stands now.
func Promises(p *policy.Policy, c *complaint.Case) []Promise {
	list := []Promise{}
	for _, rule := range p.Clocks {
		k := c.Clock(rule.Name)
		if k == nil || !rule.Promised || k.Promised().IsZero() {
			continue
		}
		p := Promise{Clock: k.Name, DueAt: k.Promised(), DoneAt: k.EndedAt}
		if k.Unended() {
			p.ExpectedAt, p.Provisional = k.ExpectedAt, k.Provisional
		}
		list = append(list, p)
	}
	return list
}
