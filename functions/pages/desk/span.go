package desk

import (
	"net/url"
	"strings"

	"github.com/redress/redress/shared/fault"
)

// spanUnits are what a span of time can be counted in: each as it stands behind the
// number in a target of a policy, such as "8h working".
var spanUnits = fixed(
	option{"wd", fault.Say("working days", "个工作日").In}, option{"h working", fault.Say("working hours", "个工作小时").In},
	option{"d", fault.Say("calendar days", "个自然日").In}, option{"h", fault.Say("hours", "小时").In},
)

// unitOf is the name of the field that says what a span is counted in.
func unitOf(name string) string { return name + "-unit" }

// spanned is a number and what it counts, as a target of a policy has them.
func spanned(l filledLine, values url.Values) string {
	n := strings.TrimSpace(values.Get(l.Name))
	if n == "" {
		return ""
	}
	return n + values.Get(unitOf(l.Name))
}
