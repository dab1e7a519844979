package web

import (
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// Submission is the body of a complaint.
type Submission struct {
	Channel    string          `json:"channel" enum:"hotline,web,app,wechat,counter,letter,email,media,regulator,superior,other"`
	Text       string          `json:"text" minLength:"1" doc:"the complaint in the customer's words"`
	Demand     string          `json:"demand,omitempty" doc:"what the customer asks for"`
	Language   string          `json:"language,omitempty" enum:"zh,en" doc:"told from the text when left out"`
	OccurredAt time.Time       `json:"occurredAt,omitzero"`
	Class      string          `json:"class,omitempty" doc:"the caller's own choice, such as 04.03.01"`
	Customer   CustomerDetails `json:"customer,omitzero"`
	Site       SiteDetails     `json:"site,omitzero"`
	Source     SourceDetails   `json:"source,omitzero" doc:"staff only: the body that passed the complaint on"`
	ReceivedAt time.Time       `json:"receivedAt,omitzero" doc:"staff only: of a back-dated record"`
}

// CustomerDetails is what a submission says of the customer.
type CustomerDetails struct {
	Name          string `json:"name,omitempty"`
	Phone         string `json:"phone,omitempty"`
	AccountNumber string `json:"accountNumber,omitempty"`
	Kind          string `json:"kind,omitempty" enum:"residential,commercial,industrial,unknown"`
	Confidential  bool   `json:"confidential,omitempty"`
	Anonymous     bool   `json:"anonymous,omitempty"`
	Vulnerable    bool   `json:"vulnerable,omitempty" doc:"elderly, ill, dependent on electricity"`
}

// SiteDetails is what a submission says of the place.
type SiteDetails struct {
	Region          string `json:"region,omitempty"`
	Area            string `json:"area,omitempty" enum:"urban,rural,remote"`
	Address         string `json:"address,omitempty"`
	TransformerArea string `json:"transformerArea,omitempty"`
	Feeder          string `json:"feeder,omitempty"`
}

// SourceDetails is the body that passed the complaint on.
type SourceDetails struct {
	Body      string `json:"body,omitempty"`
	Reference string `json:"reference,omitempty"`
	OverLevel bool   `json:"overLevel,omitempty"`
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
}

// Promise is an instant that the customer was promised.
type Promise struct {
	Clock string    `json:"clock"`
	DueAt time.Time `json:"dueAt"`
}

// Complaint gives the body as the domain takes it.
func (s Submission) Complaint() complaint.Submission {
	return complaint.Submission{
		Channel: s.Channel, Text: s.Text, Demand: s.Demand, Language: s.Language, Class: s.Class,
		OccurredAt: second(s.OccurredAt), ReceivedAt: second(s.ReceivedAt),
		Customer: complaint.CustomerDetails(s.Customer), Site: complaint.SiteDetails(s.Site), Source: complaint.Source(s.Source),
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
		ReceivedAt: c.ReceivedAt, Promises: Promises(p, c),
	}
}

// Promises lists what the customer was promised, as it stands now.
func Promises(p *policy.Policy, c *complaint.Case) []Promise {
	list := []Promise{}
	for _, rule := range p.Clocks {
		if k := c.Clock(rule.Name); k != nil && rule.Promised && k.State != complaint.Cancelled {
			list = append(list, Promise{Clock: k.Name, DueAt: k.DueAt})
		}
	}
	return list
}
