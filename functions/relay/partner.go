package relay

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/partner"
	"github.com/redress/redress/shared/policy"
)

// Partners takes posts to partners; see [partner.Line].
type Partners interface {
	Send(ctx context.Context, p partner.Post) error
}

// Told is a post to a partner as it is sent.
type Told struct {
	Type string            `json:"type"`
	At   complaint.Instant `json:"timestamp"` // of the deed
	Data ToldData          `json:"data"`
}

// ToldData is what a post says. An order of a repair has the site, the contact and the
// matter, all others have what became of the case.
type ToldData struct {
	Order     string            `json:"order,omitempty"` // the partner's own number
	Reference string            `json:"reference"`
	Sequence  int               `json:"sequence"`
	Text      string            `json:"text,omitempty"`
	Outcome   complaint.Outcome `json:"outcome,omitempty"`
	Reason    string            `json:"reason,omitempty"`
	LinkedTo  string            `json:"linkedTo,omitempty"`
	Repair    *RepairOrder      `json:"repair,omitempty"`
}

// RepairOrder is what a crew needs. The customer's words are not in it.
type RepairOrder struct {
	ReceivedAt      complaint.Instant `json:"receivedAt"`
	Region          string            `json:"region,omitempty"`
	Area            string            `json:"area,omitempty"`
	TransformerArea string            `json:"transformerArea,omitempty"`
	Feeder          string            `json:"feeder,omitempty"`
	Address         string            `json:"address,omitempty"`
	Name            string            `json:"name,omitempty"` // none of a customer who wants to stay unknown
	Phone           string            `json:"phone,omitempty"`
	Urgency         string            `json:"urgency,omitempty"`
	Signals         []string          `json:"signals,omitempty"`
	Danger          bool              `json:"danger"`
	// Batch is the case that was first about the same event at the same place.
	Batch string `json:"batch,omitempty"`
}

// partner sends what a partner is to be told. A post that is refused for good is
// told to the company and counts as delivered: it would else be tried for ever. So
// does one to a partner that the deployment does not know.
func (h *Handler) partner(ctx context.Context, e complaint.Effect) error {
	var p complaint.PartnerPost
	if err := json.Unmarshal(e.Data, &p); err != nil {
		return err
	}
	if h.Partners == nil {
		h.unconnected(p)
		return nil
	}
	body, err := h.told(ctx, p)
	if err != nil {
		return err
	}
	err = h.Partners.Send(ctx, partner.Post{Partner: p.Partner, ID: p.ID, Body: body})
	switch {
	case errors.Is(err, partner.ErrNotConnected):
		h.unconnected(p)
		return nil
	case errors.Is(err, partner.ErrRefused):
		return h.alarm(ctx, p, "alarm.partner-refused", p.ID)
	case err != nil && !errors.Is(err, partner.ErrLeftAlone) && h.Desk.Instant().Sub(e.At) > silentFor:
		day := h.Desk.Now().In(h.Desk.Policy.Zone()).Format(time.DateOnly)
		return errors.Join(err, h.alarm(ctx, p, "alarm.partner-silent", p.Partner+"/"+day))
	}
	return err
}

// silentFor is how long a post waits for its partner before the company is told,
// once a day for each partner.
const silentFor = time.Hour

func (h *Handler) unconnected(p complaint.PartnerPost) {
	if h.Unconnected != nil {
		h.Unconnected(p)
	}
}

// told writes a post. That of a repair is the one that has contact details.
func (h *Handler) told(ctx context.Context, p complaint.PartnerPost) ([]byte, error) {
	t := Told{Type: p.Type, At: p.At, Data: ToldData{
		Order: p.Order, Reference: p.Reference, Sequence: p.Sequence,
		Text: p.Text, Outcome: p.Outcome, Reason: p.Reason, LinkedTo: p.LinkedTo,
	}}
	if p.Type == complaint.RepairOrdered {
		var err error
		if t.Data.Repair, err = h.repair(ctx, p.Reference); err != nil {
			return nil, err
		}
	}
	return json.Marshal(t)
}

func (h *Handler) repair(ctx context.Context, reference string) (*RepairOrder, error) {
	c, err := h.Desk.Case(ctx, reference)
	if err != nil {
		return nil, err
	}
	contact, err := h.Desk.Store.Contact(ctx, reference)
	if err != nil {
		return nil, err
	}
	p, err := h.Desk.PolicyOf(c.PolicyID)
	if err != nil {
		return nil, err
	}
	o := &RepairOrder{
		ReceivedAt: c.ReceivedAt, Region: c.Site.Region, Area: c.Site.Area, TransformerArea: c.Site.TransformerArea, Feeder: c.Site.Feeder,
		Address: contact.Address, Name: contact.Name, Phone: contact.Phone,
		Urgency: c.Urgency, Signals: c.Signals, Batch: c.Batch.Of,
		Danger: slices.ContainsFunc(p.Triage.Signals, func(s policy.Signal) bool { return s.Danger && slices.Contains(c.Signals, s.Name) }),
	}
	if c.Customer.Confidential || c.Customer.Anonymous {
		o.Name = ""
	}
	return o, nil
}

// alarm promises a notice about a partner, once for each id. A policy without
// words for it says its kind.
func (h *Handler) alarm(ctx context.Context, p complaint.PartnerPost, template, id string) error {
	book := h.Desk.Policy
	x, _ := book.Partner(p.Partner)
	n := complaint.Notice{
		ID: template + "/" + id, At: h.Desk.Instant(), Kind: "alarm", Reference: p.Reference, Point: p.Type,
		Levels: book.Tell["alarm"], Language: book.Language,
	}
	text, ok := book.Texts.Notices[template]
	if !ok {
		text = policy.Text{"zh": template + "：{partner}，{reference}，{point}", "en": template + ": {partner}, {reference}, {point}"}
	}
	n.Text = policy.Fill(text.In(n.Language), map[string]string{"partner": cmp.Or(x.Name.In(n.Language), p.Partner), "reference": p.Reference, "point": p.Type})
	data, err := json.Marshal(n)
	if err != nil {
		return fault.Wrap(fault.Internal, err, "write notice "+n.ID)
	}
	e := complaint.Effect{Key: "notice/" + n.ID, Kind: complaint.SendNotice, At: n.At, Data: data}
	return h.Desk.Store.Commit(ctx, complaint.Commit{Change: complaint.Change{Effects: []complaint.Effect{e}}})
}
