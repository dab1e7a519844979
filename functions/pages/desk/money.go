package desk

import (
	"strings"

	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/fault"
)

// laidDown tells whether a field is the currency of an amount and the policy has but one,
// so that nobody fills it in.
func (h *Handler) laidDown(x field) bool { return x.isCurrency() && h.Policy.Remedies.Currency != "" }

func (x field) isCurrency() bool {
	return x.Name == "currency" || strings.HasSuffix(x.Name, ".currency")
}

// amountOf names the amount that is in a currency.
func (x field) amountOf() string { return strings.TrimSuffix(x.Name, "currency") + "amount" }

// inCurrency is a line with its currency beside what is said of it, where the form leaves
// the currency out.
func (h *Handler) inCurrency(l filledLine, f form) filledLine {
	for _, x := range f.Fields {
		if h.laidDown(x) && x.amountOf() == l.Name {
			c := h.Policy.Remedies.Currency
			l.Label = fault.Say(l.Label.EN+", "+c, l.Label.ZH+"（"+strings.TrimSpace(words.Amount("", c, "zh"))+"）")
		}
	}
	return l
}

// sum is what an amount in the data of an event is with its currency; of the currency
// itself, nothing.
func (x field) sum(data map[string]any, language string) (text string, isMoney bool) {
	members := strings.Split(x.Name, ".")
	for _, name := range members[:len(members)-1] {
		data, _ = data[name].(map[string]any)
	}
	amount, _ := data["amount"].(string)
	currency, _ := data["currency"].(string)
	if amount == "" || currency == "" {
		return "", false
	}
	switch members[len(members)-1] {
	case "amount":
		return words.Amount(amount, currency, language), true
	case "currency":
		return "", true
	}
	return "", false
}
