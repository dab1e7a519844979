package report

import (
	"strconv"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// words are what the values of coded fields are called, beside those of cases.
var words = map[string]fault.Text{
	"warning": fault.Say("warning", "预警"), "breach": fault.Say("breach", "超时"), "escalation": fault.Say("escalation", "升级"),
	"handler": fault.Say("handler", "经办人"), "centre": fault.Say("centre", "客服中心"),
}

// named says what the value of a coded field is called; one that is not known
// is said as it is.
func (b *builder) named(value string) string {
	if t, ok := words[value]; ok {
		return b.in(t)
	}
	if t, ok := complaint.ValueName(value); ok {
		return b.in(t)
	}
	return b.in(complaint.StatusName(complaint.Status(value)))
}

func itoa(n int) string { return strconv.Itoa(n) }
