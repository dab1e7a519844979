package triage

import "github.com/redress/redress/shared/complaint"

// Counts are the metrics of a judgement: whether a person must decide, where a
// second opinion was wanted whether there is one, and where a known outage was
// asked for whether there was an answer.
func Counts(out Out) map[string]int {
	counts := map[string]int{"Sorting": 0}
	if out.Next == complaint.StepAwaitSorting {
		counts["Sorting"] = 1
	}
	switch out.Advice {
	case Advised:
		counts["Opinions"], counts["OpinionsMissing"] = 1, 0
	case Unadvised:
		counts["Opinions"], counts["OpinionsMissing"] = 0, 1
	}
	switch out.Inquiry {
	case Answered:
		counts["OutageAnswers"], counts["OutageAnswersMissing"] = 1, 0
	case Unanswered:
		counts["OutageAnswers"], counts["OutageAnswersMissing"] = 0, 1
	}
	return counts
}
