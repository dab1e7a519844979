package complaint

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Contact holds the personal data of a case. It is stored apart, so that a
// function that need not read it cannot.
type Contact struct {
	Reference     string `json:"reference"`
	Name          string `json:"name,omitempty"`
	Phone         string `json:"phone,omitempty"`
	AccountNumber string `json:"accountNumber,omitempty"`
	Address       string `json:"address,omitempty"`
	// TrackingCode opens the case to the customer.
	TrackingCode string `json:"trackingCode"`
}

// Known tells whether a text says who the customer is: by name, also as it is said to
// them (王女士), by telephone or account number, or by address.
func (c Contact) Known(text string) bool {
	names := []string{c.Name, c.Phone, c.AccountNumber, c.Address}
	if family, size := utf8.DecodeRuneInString(c.Name); unicode.Is(unicode.Han, family) && len(c.Name) > size {
		for _, title := range []string{"女士", "先生", "小姐", "同志", "老师"} {
			names = append(names, string(family)+title)
		}
	}
	text = strings.ToLower(text)
	return slices.ContainsFunc(names, func(name string) bool {
		name = strings.ToLower(strings.TrimSpace(name))
		return utf8.RuneCountInString(name) > 1 && strings.Contains(text, name)
	})
}

// isPhone tells whether a value could be called: a number of any country, or a short
// one, or two of them, with an extension where there is one.
func isPhone(value string) bool {
	number, extension := value, ""
	for _, word := range []string{"转", "分机", "ext.", "ext", "x", "#"} {
		if before, after, found := strings.Cut(value, word); found {
			number, extension = before, after
			break
		}
	}
	digits, other := 0, false
	for _, r := range number {
		switch {
		case r >= '0' && r <= '9':
			digits++
		default:
			other = other || !strings.ContainsRune(" +-()./,;、，；\u00a0\u3000", r)
		}
	}
	return !other && digits > 0 && digits <= 40 && strings.Trim(extension, "0123456789 :-") == ""
}
