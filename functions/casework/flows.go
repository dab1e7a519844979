package casework

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// registerFlows adds the commands of the flows that run beside a case's journey:
// the over-level flow and the emergency plan.
func (h *Handler) registerFlows(api huma.API) {
	s := &h.Cases
	web.Command[complaint.GroupOrder](api, s, "Give the leading group's order on an over-level or grave case", nil)
	web.Command[complaint.PlanStart](api, s, "Start the company's plan for an over-level case", nil)
	web.Command[complaint.Assistance](api, s, "Record what the station does for the investigation", nil)
	web.Command[complaint.Submitting](api, s, "Submit the result of the investigation to the leading group", nil)
	web.Command[complaint.GroupDecision](api, s, "Approve what was submitted, or send it back", nil)
	web.Command[complaint.SuperiorReport](api, s, "Report to the superior body", nil)
	web.Command[complaint.SuperiorDecision](api, s, "Record whether the superior body agrees", nil)
	web.Command[complaint.EmergencyOpening](api, s, "Open the emergency plan over a case", nil)
	web.Command[complaint.EmergencyAction](api, s, "Record what was done at once", nil)
	web.Command[complaint.Information](api, s, "File the complaint information report", nil)
	web.Command[complaint.EmergencyAnalysis](api, s, "Record the analysis of a grave matter and the plan for it", nil)
	web.Command[complaint.EmergencyHandling](api, s, "Record what was done by the plan", nil)
	web.Command[complaint.EmergencySupervision](api, s, "Supervise the handling of a grave matter", nil)
	web.Command[complaint.RootCause](api, s, "Record the root cause of a grave matter", nil)
	web.Command[complaint.Prevention](api, s, "Record what keeps a grave matter from coming again", nil)
}
