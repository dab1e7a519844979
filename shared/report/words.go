package report

import (
	"strconv"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// words are what kinds of notices and those who are told are called.
var words = map[string]fault.Text{
	"warning": fault.Say("warning", "预警"), "breach": fault.Say("breach", "超时"), "escalation": fault.Say("escalation", "升级"),
	"handler": fault.Say("handler", "经办人"), "centre": fault.Say("centre", "客服中心"),
}

// named says what a kind of notice, or who is told, is called; one that is not known is
// said as it is.
func (b *builder) named(word string) string {
	if t, ok := words[word]; ok {
		return b.in(t)
	}
	return word
}

// coded says what the value of a coded field of a case is called; one that is not known
// is said as it is.
func (b *builder) coded(field, value string) string {
	if t, ok := complaint.ValueName(field, value); ok {
		return b.in(t)
	}
	return value
}

// statusName says what a status is called.
func (b *builder) statusName(s complaint.Status) string { return b.in(complaint.StatusName(s)) }

func itoa(n int) string { return strconv.Itoa(n) }
