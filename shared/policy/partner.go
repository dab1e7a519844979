package policy

import "slices"

// Partner is a system of another house that exchanges signed messages with this
// one. Where it is and which keys it has is the deployment's; see package partner.
type Partner struct {
	ID   string // "12398"
	Name Text
	// Way is the way in by which it passes complaints on; "" when it does not.
	Way string
	// Appeals: it may pass customers' appeals on, about any case.
	Appeals bool
	// Takes is the function, as kinds' Refer names it, whose matters it is handed;
	// "" when it takes none.
	Takes string
}

// Partner finds a partner by its id.
func (p *Policy) Partner(id string) (Partner, bool) {
	return p.partner(func(x Partner) bool { return x.ID == id })
}

// PartnerFor finds the partner who is handed the matters of a function.
func (p *Policy) PartnerFor(function string) (Partner, bool) {
	return p.partner(func(x Partner) bool { return function != "" && x.Takes == function })
}

func (p *Policy) partner(is func(Partner) bool) (Partner, bool) {
	i := slices.IndexFunc(p.Partners, is)
	if i < 0 {
		return Partner{}, false
	}
	return p.Partners[i], true
}
