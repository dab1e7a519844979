package desk

import (
	"bytes"
	"slices"
	"strings"

	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// lessonsMissing says of each of the four lessons that it is still to be drawn.
var lessonsMissing = map[string]fault.Text{
	"causeClear": fault.Say("establish the cause", "查清原因"), "educated": fault.Say("instruct the person responsible", "教育责任人"),
	"rectified": fault.Say("take the measures", "落实整改措施"), "dealtWith": fault.Say("deal with the person responsible", "处理责任人"),
}

// stop is what stands between a label and what is said of it: a colon, but after a
// question.
func stop(label, language string) string {
	if strings.HasSuffix(label, "?") || strings.HasSuffix(label, "？") {
		return words.Say(language, " ", "")
	}
	return words.Say(language, ": ", "：")
}

// fileOf is the file that was added or removed by an event; nil for none.
func fileOf(e complaint.Event, files []web.EvidenceView) *web.EvidenceView {
	for i, f := range files {
		if strings.HasPrefix(e.Type, "evidence-") && bytes.Contains(e.Data, []byte(`"`+f.ID+`"`)) {
			return &files[i]
		}
	}
	return nil
}

// namingFiles puts the names of files in the place of their IDs.
func namingFiles(all []eventFact, files []web.EvidenceView) []eventFact {
	for i := range all {
		for _, f := range files {
			all[i].Text = strings.ReplaceAll(all[i].Text, f.ID, f.Name)
		}
	}
	return all
}

// duplicates are the cases that may be about the same event as an open one, but for
// the one that it follows already.
func duplicates(c web.CaseView) []string {
	if !c.Status.Open() {
		return nil
	}
	likely := slices.Compact(slices.Sorted(slices.Values(c.Likely)))
	return slices.DeleteFunc(likely, func(other string) bool { return other == c.LinkedTo || c.Batch != nil && other == c.Batch.Of })
}

func anyMissed(list []web.ClockView) bool {
	return slices.ContainsFunc(list, func(k web.ClockView) bool { return k.State == complaint.Missed })
}
