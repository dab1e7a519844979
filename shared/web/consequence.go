package web

import "github.com/redress/redress/shared/complaint"

// Consequences is what comes of a complaint, for the company's own and for the
// customer.
type Consequences struct {
	Decided        *complaint.Responsibility  `json:"responsibilityDecision,omitempty" doc:"of the level above; it counts in place of what the unit has found"`
	Assessed       bool                       `json:"assessed" doc:"the complaint counts against its unit: it is true, the company's fault, and no appeal was upheld"`
	Lessons        *complaint.Lessons         `json:"lessons,omitempty"`
	LessonsMissing []string                   `json:"lessonsMissing,omitempty" enum:"causeClear,educated,rectified,dealtWith" doc:"of a closed complaint that counts, what keeps it from being closed within the company"`
	Internal       *complaint.InternalClosing `json:"internalClosing,omitempty"`
	Rectifications []complaint.Rectification  `json:"rectifications,omitempty" doc:"by their numbers, from 1; not in lists"`
	Assessments    []complaint.Assessment     `json:"assessments,omitempty" doc:"those that have become void among them; not in lists"`
	Remedies       []complaint.Remedy         `json:"remedies,omitempty" doc:"by their numbers, from 1"`
	Offers         []complaint.Offer          `json:"offers,omitempty" doc:"the last one at the end; not in lists"`
	Documents      *complaint.Documents       `json:"documents,omitempty"`
	Written        *complaint.WrittenReply    `json:"writtenReply,omitempty"`
}

func consequences(c *complaint.Case) Consequences {
	return Consequences{
		Decided: c.Responsibility, Assessed: c.Assessed(), Lessons: c.Lessons, LessonsMissing: c.LessonsMissing(), Internal: c.ClosedInternally,
		Rectifications: c.Rectifications, Assessments: c.Assessments, Remedies: c.Remedies, Offers: c.Offers,
		Documents: c.Documents, Written: c.WrittenReply,
	}
}
