package complaint

import (
	"encoding/json"
	"strings"
)

// recorded says which command the events of a type keep. Every command of the
// [Rules] is here; what is not here, or keeps no data, the rules themselves
// brought about.
var recorded = map[string]func(json.RawMessage) (Command, error){
	"judged":                 read[Judged],
	"dispatched":             read[Dispatching],
	"linked":                 read[Link],
	"repeated":               read[Recurring],
	"repeat-reviewed":        read[RepeatReview],
	"gathered":               read[Gathering],
	"joined":                 read[Joining],
	"separated":              read[Separation],
	"settled":                read[Restoration],
	"classified":             read[Classification],
	"accepted":               read[Acceptance],
	"refused":                read[Refusal],
	"assigned":               read[Assignment],
	"handed-down":            read[Handdown],
	"handed-back":            read[Handback],
	"contacted":              read[Contacting],
	"found":                  read[Findings],
	"answered":               read[Answer],
	"reviewed":               read[Review],
	"called":                 read[recordedCall],
	"rework-ordered":         read[Rework],
	"closure-ordered":        read[Closure],
	"merged":                 read[Merge],
	"reassigned":             read[Reassignment],
	"suspended":              read[Suspending],
	"resumed":                read[Resuming],
	"delayed":                read[Delaying],
	"acknowledged":           read[Acknowledgement],
	"noted":                  read[Note],
	"evidence-announced":     read[AnnouncingEvidence],
	"evidence-added":         read[EvidenceReceived],
	"evidence-scanned":       read[EvidenceScanned],
	"evidence-removed":       read[EvidenceRemoval],
	"reopened":               read[Reopening],
	"appealed":               read[Appealing],
	"appeal-decided":         read[AppealDecision],
	"supervision-ordered":    read[Supervising],
	"supervision-replied":    read[SupervisionReply],
	"release-ordered":        read[SupervisionRelease],
	"regulator-appealed":     read[RegulatorAppealing],
	"regulator-answered":     read[RegulatorAnswering],
	"regulator-reviewed":     read[RegulatorReview],
	"regulator-found":        read[RegulatorFinding],
	"determined":             read[Determining],
	"responsibility-decided": read[ResponsibilityDecision],
	"offered":                read[Offering],
	"offer-replied":          read[OfferReply],
	"documents-asked":        read[AskingDocuments],
	"documents-received":     read[DocumentsReceived],
	"remedy-proposed":        read[Remedying],
	"remedy-decided":         read[RemedyApproval],
	"remedy-paid":            read[RemedyPaid],
	"written-replied":        read[WritingReply],
	"rectification-ordered":  read[Rectifying],
	"rectification-reported": read[RectificationDone],
	"rectification-checked":  read[RectificationCheck],
	"lessons-drawn":          read[LessonsDrawn],
	"assessed":               read[Assessing],
	"internally-closed":      read[ClosingInternally],
	"determination-approved": read[DeterminationApproval],
	"group-ordered":          read[GroupOrder],
	"plan-started":           read[PlanStart],
	"assisted":               read[Assistance],
	"submitted":              read[Submitting],
	"group-decided":          read[GroupDecision],
	"superior-reported":      read[SuperiorReport],
	"superior-decided":       read[SuperiorDecision],
	"emergency-ordered":      read[EmergencyOpening],
	"emergency-acted":        read[EmergencyAction],
	"information-reported":   read[Information],
	"emergency-analysed":     read[EmergencyAnalysis],
	"emergency-handled":      read[EmergencyHandling],
	"emergency-supervised":   read[EmergencySupervision],
	"root-cause-found":       read[RootCause],
	"prevented":              read[Prevention],
	"urged":                  read[Urging],
	"supplemented":           read[Supplementing],
	"withdrawn":              read[Withdrawal],
	"rated":                  read[Rating],
	"repair-progressed":      read[RepairProgress],
}

// read gives the command of one type from what its event keeps.
func read[C Command](data json.RawMessage) (Command, error) {
	var c C
	err := json.Unmarshal(data, &c)
	return c, err
}

// actorOf reads who an event names: [Actor.String] gives the same words again.
func actorOf(by string) Actor {
	role, rest, _ := strings.Cut(by, ":")
	if Role(role) == Partner { // is of no unit
		return Actor{Role: Partner, ID: rest}
	}
	unit, id, _ := strings.Cut(rest, ":")
	return Actor{Role: Role(role), Unit: unit, ID: id}
}
