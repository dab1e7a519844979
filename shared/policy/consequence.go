package policy

import (
	"slices"
	"strconv"
	"strings"
)

// Cause is a class of causes that findings may name (原因分类).
type Cause struct {
	Code string
	Name Text
}

// Cause finds a class of causes by its code.
func (p *Policy) Cause(code string) (Cause, bool) {
	i := slices.IndexFunc(p.Causes, func(c Cause) bool { return c.Code == code })
	if i < 0 {
		return Cause{}, false
	}
	return p.Causes[i], true
}

// Assessment is a consequence that a complaint may have for somebody of the
// company (考核), such as a fine.
type Assessment struct {
	Code string
	Name Text
	// Amount is what it costs, where the source says so: a decimal such as "20.00".
	Amount string
	// Source is where it stands; it is a proposal where it begins so.
	Source Text
}

// Assessment finds a consequence by its code.
func (p *Policy) Assessment(code string) (Assessment, bool) {
	i := slices.IndexFunc(p.Assessments, func(a Assessment) bool { return a.Code == code })
	if i < 0 {
		return Assessment{}, false
	}
	return p.Assessments[i], true
}

// Remedies says who approves what a customer is paid. By the zero Remedies every
// level above the unit approves any amount.
type Remedies struct {
	// Currency is that of all amounts, such as CNY; "" for any.
	Currency string
	// Approval lists levels that approve more and more.
	Approval []ApprovalStep
	// Own is what a unit pays for one case on its own authority (一线授权), such as
	// "50.00"; "" for nothing.
	Own string
}

// ApprovalStep is a level and what it may approve.
type ApprovalStep struct {
	UpTo  string // a decimal such as "500.00"; "" for any amount
	Level string
}

// Level is the lowest level that may approve an amount; "" where the pack names none.
func (r Remedies) Level(amount string) string {
	n, _ := Hundredths(amount)
	for _, s := range r.Approval {
		if limit, ok := Hundredths(s.UpTo); !ok || n <= limit {
			return s.Level
		}
	}
	return ""
}

// Hundredths reads an amount of money, at most 12 digits and two decimals such as
// "86.4" or "86.40", as a whole number of hundredths; false when it is none.
func Hundredths(amount string) (int64, bool) {
	whole, part, dotted := strings.Cut(amount, ".")
	digits := func(s string) bool {
		return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || '9' < r })
	}
	if !digits(whole) || len(whole) > 12 || dotted && (!digits(part) || len(part) > 2) {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	return n, err == nil
}
