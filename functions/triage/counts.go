package triage

import "github.com/redress/redress/shared/complaint"

// Counts are the metrics of a judgement: whether a person must decide.
func Counts(out Out) map[string]int {
	sorting := 0
	if out.Next == complaint.StepAwaitSorting {
		sorting = 1
	}
	return map[string]int{"Sorting": sorting}
}
