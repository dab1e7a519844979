package report

import (
	"slices"
	"strings"

	"github.com/redress/redress/shared/fault"
)

// SLABreach is the kind of the SLA breach report.
const SLABreach = "sla-breach"

// Kind is a sort of report.
type Kind struct {
	Code  string
	Title fault.Text
	// OfOneCase: it is about one case, and has no period.
	OfOneCase bool
	build     func(*builder) error
}

// Kinds are all sorts of report.
func Kinds() []Kind { return slices.Clone(kinds) }

// kinds is filled at the start, as building a report looks at it.
var kinds []Kind

func init() {
	kinds = []Kind{
		{Code: SLABreach, Title: fault.Say("SLA breach report", "时限超时报表"), build: slaBreach},
	}
}

func kindOf(code string) (Kind, bool) {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Code == code })
	if i < 0 {
		return Kind{}, false
	}
	return kinds[i], true
}

func codes() string {
	var all []string
	for _, k := range kinds {
		all = append(all, k.Code)
	}
	return strings.Join(all, ", ")
}
