package complaint

import (
	"strconv"

	"github.com/redress/redress/shared/policy"
)

// Outage is an outage that the company knew of at the place of a case when the
// case was judged (S-020, S-087).
type Outage struct {
	ID      string  `json:"id" doc:"the company's own"`
	Planned bool    `json:"planned"`
	Since   Instant `json:"since"`
	Until   Instant `json:"until,omitzero" doc:"when power is expected back; missing while nobody can say"`
	Cause   string  `json:"cause,omitempty" doc:"for the company's own eyes"`
}

// OutageKey is the key of the cases about one outage. The id cannot be read from it.
func OutageKey(id string) string { return hashed("outage\x00" + id) }

// Words tell a customer of the outage by the policy's texts.
func (o *Outage) Words(p *policy.Policy, language string) string {
	name := "unplanned"
	if o.Planned {
		name = "planned"
	}
	if o.Until.IsZero() {
		name += ".open"
	}
	return policy.Fill(p.Texts.Outages[name].In(language), map[string]string{
		"since": Spoken(o.Since, p.Zone(), language), "until": Spoken(o.Until, p.Zone(), language),
	})
}

// learn keeps an outage that is known at the place of the case.
func (a *act) learn(o *Outage) {
	if o == nil {
		return
	}
	a.Outage = o
	a.system("outage-known", o)
}

// tellOutage tells the customer of the outage, after what they are told of the
// case. One message tells them for each outage and expected end, however many of
// their cases are in its batch.
func (a *act) tellOutage() {
	o := a.Outage
	if o == nil {
		return
	}
	a.write(Message{
		ID:     or(a.Batch.With, a.Reference) + "/outage/" + OutageKey(o.ID) + "/" + strconv.FormatInt(o.Until.Unix(), 10),
		Kind:   "outage",
		Values: map[string]string{"text": o.Words(a.Policy, a.Language)},
	})
}
