package report

import (
	"slices"

	"github.com/redress/redress/shared/fault"
)

// SLABreach is the kind of the SLA breach report.
const SLABreach = "sla-breach"

// The kinds of the other reports.
const (
	Overtime             = "overtime"
	ServiceIndicators    = "service-indicators"
	Regulator            = "regulator"
	EmergencyInformation = "emergency-information"
)

// Kind is a sort of report.
type Kind struct {
	Code  string
	Title fault.Text
	// OfOneCase: it is about one case, and has no period.
	OfOneCase bool
	// OfOpen: it is about the orders that are open at as-of, whenever they came,
	// and all their deadlines. Its period only tells what is new.
	OfOpen bool
	build  func(*builder) error
}

// Kinds are all sorts of report.
func Kinds() []Kind { return slices.Clone(kinds) }

// kinds is filled at the start, as building a report looks at it.
var kinds []Kind

func init() {
	kinds = []Kind{
		{Code: SLABreach, Title: fault.Say("SLA breach report", "时限超时报表"), build: slaBreach},
		{Code: Overtime, Title: fault.Say("Overtime and warning list", "超时预警清单"), OfOpen: true, build: overtime},
		{Code: ServiceIndicators, Title: fault.Say("Service indicators", "95598服务指标周报"), build: serviceIndicators},
		{Code: Revisit, Title: fault.Say("Analysis of the calls to customers", "回访分析报告"), build: revisit},
		{Code: OrderAnalysis, Title: fault.Say("Analysis of work orders", "工单分析报告"), build: orderAnalysis},
		{Code: Annual, Title: fault.Say("Annual analysis of complaints", "年度服务投诉分析报告"), build: annual},
		{Code: Regulator, Title: fault.Say("Notice on the handling of complaints", "投诉处理情况监管通报"), build: regulator},
		{Code: Penetration, Title: fault.Say("Penetration analysis of a complaint", "投诉穿透分析报告"), OfOneCase: true, build: penetration},
		{Code: EmergencyInformation, Title: fault.Say("Complaint information report", "投诉信息报告"), OfOneCase: true, build: emergencyInformation},
	}
}

func kindOf(code string) (Kind, bool) {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Code == code })
	if i < 0 {
		return Kind{}, false
	}
	return kinds[i], true
}

func codes() (all []string) {
	for _, k := range kinds {
		all = append(all, k.Code)
	}
	return all
}

// titleOf is what a kind is called in Chinese.
func titleOf(code string) string {
	k, _ := kindOf(code)
	return k.Title.ZH
}
